// Reports all devices, or those of an application, as a table or as CSV.

using System;
using System.Linq;
using System.Text.Json.Serialization;
using Balena;

internal static class Program
{
    private const string Usage = "usage: fleet [--csv] [APPLICATION]\n\n"
        + "Reports all devices, or those of APPLICATION (id, slug or uuid).\n\n"
        + "  --csv   as comma-separated values, with full uuids";

    // Of a row, which has some 80 fields, only those that are shown: the answer is then a tenth as long.
    private const string Shown = "{\"$select\":[\"device_name\",\"uuid\",\"is_online\",\"os_version\","
        + "\"last_connectivity_event\"],\"$expand\":{\"is_of__device_type\":{\"$select\":\"slug\"}}}";

    private static int Main(string[] arguments) => Tool.Run("fleet", Usage, arguments, Report);

    private static void Report(Arguments arguments)
    {
        var csv = arguments.Flag("--csv");
        var application = arguments.Word();
        arguments.End();

        using var client = Tool.Try("make a client", () => new Client());
        // They come by name. What is called …ById takes slugs and uuids, too.
        using var rows = Tool.Try("list the devices", () => application == null
            ? client.Device.GetAll(Shown, Tool.Interrupted)
            : client.Device.GetAllByApplicationId(application, Shown, Tool.Interrupted));
        var devices = Tool.Read<Device[]>(rows);
        if (csv)
        {
            WriteCsv(devices);
        }
        else
        {
            WriteTable(devices);
        }
    }

    private static void WriteTable(Device[] devices)
    {
        var heading = new[] { "NAME", "UUID", "TYPE", "STATE", "OS", "LAST SEEN" };
        var lines = devices.Select(device => new[]
        {
            device.Name, device.Uuid[..7], device.Type, device.IsOnline ? "online" : "offline",
            device.OsVersion ?? "-", device.LastSeen ?? "-",
        }).Prepend(heading).ToList();
        var widths = heading.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines)
        {
            var cells = line.Select((cell, column) => cell.PadRight(widths[column]));
            Console.WriteLine(string.Join("  ", cells).TrimEnd());
        }
        Console.WriteLine($"{devices.Length} devices, {devices.Count(device => device.IsOnline)} online");
    }

    private static void WriteCsv(Device[] devices)
    {
        WriteRecord("name", "uuid", "device_type", "online", "os_version", "last_seen");
        foreach (var device in devices)
        {
            WriteRecord(
                device.Name, device.Uuid, device.Type, device.IsOnline ? "true" : "false",
                device.OsVersion ?? "", device.LastSeen ?? "");
        }
    }

    /// <summary>Writes a line as RFC 4180 has it, which ends in CR and LF.</summary>
    private static void WriteRecord(params string[] fields) =>
        Console.Write(string.Join(",", fields.Select(Quoted)) + "\r\n");

    private static string Quoted(string field) =>
        field.IndexOfAny(new[] { ',', '"', '\r', '\n' }) < 0 ? field : $"\"{field.Replace("\"", "\"\"")}\"";

    private sealed class Device
    {
        [JsonPropertyName("device_name")]
        public string Name { get; set; } = "";

        [JsonPropertyName("uuid")]
        public string Uuid { get; set; } = "";

        // What a row refers to comes as an array, of one row here.
        [JsonPropertyName("is_of__device_type")]
        public DeviceType[] Types { get; set; } = Array.Empty<DeviceType>();

        [JsonPropertyName("is_online")]
        public bool IsOnline { get; set; }

        [JsonPropertyName("os_version")]
        public string? OsVersion { get; set; }

        [JsonPropertyName("last_connectivity_event")]
        public string? LastSeen { get; set; }

        public string Type => Types.FirstOrDefault()?.Slug ?? "-";
    }

    private sealed class DeviceType
    {
        [JsonPropertyName("slug")]
        public string Slug { get; set; } = "";
    }
}
