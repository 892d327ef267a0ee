// Gives a tag to all devices that a filter picks, or takes it from them.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using Balena;

internal static class Program
{
    private const string Usage = "usage: tags --filter ODATA (--set KEY=VALUE | --remove KEY) [--apply]\n\n"
        + "Shows which devices would be tagged, or lose a tag, and changes them with --apply.\n\n"
        + "  --filter ODATA    picks the devices, as \"is_online eq true and startswith(device_name,'gate')\"\n"
        + "  --set KEY=VALUE   gives them this tag\n"
        + "  --remove KEY      takes this tag from them\n"
        + "  --apply           does it";

    private static int Main(string[] arguments) => Tool.Run("tags", Usage, arguments, Retag);

    private static void Retag(Arguments arguments)
    {
        var filter = arguments.Value("--filter");
        var pair = arguments.Value("--set")?.Split('=', 2);
        var key = arguments.Value("--remove");
        var isApplied = arguments.Flag("--apply");
        arguments.End();
        // One that is empty would pick everything.
        if (string.IsNullOrWhiteSpace(filter))
        {
            throw new WrongUsageException("--filter is missing");
        }
        if ((pair == null) == (key == null))
        {
            throw new WrongUsageException("either --set or --remove has to be given");
        }
        if (pair != null && (pair.Length < 2 || pair[0] == ""))
        {
            throw new WrongUsageException("--set is not of the form KEY=VALUE");
        }
        // Without a value the tag is removed.
        var value = pair?[1];
        key ??= pair![0];

        using var client = Tool.Try("make a client", () => new Client());
        var devices = Picked(client, filter, key);
        var changed = 0;
        foreach (var device in devices)
        {
            if (device.Tag == value)
            {
                Console.WriteLine($"unchanged {device}");
                continue;
            }
            var (change, done) = value == null
                ? ($"remove {key} from {device}", $"removed {key} from {device}")
                : ($"set {key}={value} on {device}", $"set {key}={value} on {device}");
            if (isApplied)
            {
                Tool.Try(change, () => Change(client, device.Uuid, key, value));
            }
            Console.WriteLine(isApplied ? done : $"would {change}");
            changed++;
        }
        Console.WriteLine(isApplied
            ? $"changed {changed} of {devices.Length} devices"
            : $"{changed} of {devices.Length} devices would change");
    }

    /// <summary>The devices that the filter picks, each with the one tag that this is about.</summary>
    private static Device[] Picked(Client client, string filter, string key)
    {
        var options = JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["$select"] = "uuid,device_name",
            ["$filter"] = filter,
            ["$expand"] = "device_tag($select=value;$filter=tag_key eq @key)",
            // Beside the text, so that it needs no escaping, whatever is in it.
            ["@key"] = key,
        });
        using var rows = Tool.Try("list the devices", () => client.Device.GetAll(options, Tool.Interrupted));
        return Tool.Read<Device[]>(rows);
    }

    private static void Change(Client client, string uuid, string key, string? value)
    {
        if (value == null)
        {
            client.DeviceTag.Remove(uuid, key, cancellationToken: Tool.Interrupted);
        }
        else
        {
            client.DeviceTag.Set(uuid, key, value, cancellationToken: Tool.Interrupted)?.Dispose();
        }
    }
    private sealed class Device
    {
        [JsonPropertyName("device_name")]
        public string Name { get; set; } = "";

        [JsonPropertyName("uuid")]
        public string Uuid { get; set; } = "";

        [JsonPropertyName("device_tag")]
        public DeviceTag[] Tags { get; set; } = Array.Empty<DeviceTag>();

        /// <summary>The value of the tag, or null where there is none.</summary>
        public string? Tag => Tags.FirstOrDefault()?.Value;

        public override string ToString() => $"{Name} ({Uuid[..7]})";
    }

    private sealed class DeviceTag
    {
        [JsonPropertyName("value")]
        public string Value { get; set; } = "";
    }
}
