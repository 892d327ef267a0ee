// Registers a device, and leaves the config.json that makes an image come online as it.

using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Balena;

internal static class Program
{
    private const string Usage = "usage: provision APPLICATION [--name NAME] [--os-version VERSION] [--output FILE]\n\n"
        + "Registers a new device with APPLICATION (id, slug or uuid), and writes its config.json.\n\n"
        + "  --name NAME            names the device; the service finds a name otherwise\n"
        + "  --os-version VERSION   of balenaOS; what is recommended for the device type otherwise\n"
        + "  --output FILE          where the configuration goes; config.json otherwise";

    private static int Main(string[] arguments) => Tool.Run("provision", Usage, arguments, Provision);

    private static void Provision(Arguments arguments)
    {
        var name = arguments.Value("--name");
        var version = arguments.Value("--os-version");
        var output = arguments.Value("--output") ?? "config.json";
        var application = arguments.Word("APPLICATION");
        arguments.End();

        using var client = Tool.Try("make a client", () => new Client());
        version ??= Recommended(client, application);
        // The file comes first: where there can't be one, nobody has to be told of a device.
        using var file = Create(output);
        try
        {
            Register(client, application, name, version, file, output);
        }
        catch
        {
            File.Delete(output);
            throw;
        }
    }

    /// <summary>The version of balenaOS that is recommended for the devices of an application.</summary>
    private static string Recommended(Client client, string application)
    {
        using var row = Tool.Try("find the application", () => client.Application.GetById(
            application, "{\"$select\":\"id\",\"$expand\":\"is_for__device_type($select=slug)\"}", Tool.Interrupted));
        var type = row["/is_for__device_type/0/slug"];
        using var versions = Tool.Try("list the versions of balenaOS", () => client.DeviceOs.GetSupportedVersions(
            type, cancellationToken: Tool.Interrupted));
        var version = versions["/recommended"];
        return version != "null"
            ? version
            : throw new FailedException(
                $"no version of balenaOS is recommended for the {type}: --os-version has to be given");
    }

    private static void Register(
        Client client, string application, string? name, string version, Stream file, string output)
    {
        var uuid = Tool.Try("make a uuid", client.Device.GenerateUuid);
        var isThere = false;
        try
        {
            using var device = Tool.Try("register a device", () => client.Device.Register(
                application, uuid, cancellationToken: Tool.Interrupted));
            isThere = true;
            if (name != null)
            {
                Tool.Try("name the device", () => client.Device.Rename(
                    uuid, name, cancellationToken: Tool.Interrupted));
            }
            name ??= Tool.Try("get the device's name", () => client.Device.GetName(
                uuid, cancellationToken: Tool.Interrupted));
            // The provisioning key that is made for this is not kept, so it need not be valid for longer than an hour.
            var provisioningKeyExpiryDate = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds();
            using var made = Tool.Try("make the configuration", () => client.DeviceOs.GetConfig(
                application, JsonSerializer.Serialize(new { version, provisioningKeyExpiryDate }), Tool.Interrupted));
            var config = Tool.Read<Dictionary<string, object>>(made);
            // With a key of its own the device needs none with which others could be registered.
            config.Remove("apiKey");
            config["uuid"] = uuid;
            config["deviceId"] = long.Parse(device["/id"]);
            config["deviceApiKey"] = device["/api_key"];
            config["registered_at"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            Write(file, config, output);
            Console.WriteLine($"registered {uuid} as {name}, wrote {output}");
        }
        // A registration that broke off may have been carried out all the same.
        catch (Exception failed) when (isThere || failed.InnerException is BalenaException { OutcomeUnknown: true })
        {
            Remove(client, uuid, failed);
            throw;
        }
    }

    private static void Remove(Client client, string uuid, Exception cause)
    {
        try
        {
            // Without the token, since Ctrl-C may be the cause.
            Tool.Try($"remove the device {uuid} again", () => client.Device.Remove(uuid));
        }
        catch (FailedException failed) when (failed.Code == BalenaCode.DeviceNotFound)
        {
            // It was not registered after all.
        }
        catch (FailedException failed)
        {
            throw new FailedException($"{cause.Message}\n{failed.Message}", cause);
        }
    }

    /// <summary>Makes a file that nobody else may read, as there will be keys in it, and that was not there
    /// before.</summary>
    private static FileStream Create(string path)
    {
        // From .NET 7 on, FileStreamOptions.UnixCreateMode does that for a single file.
        umask(0b000_111_111);
        try
        {
            return new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new FailedException($"{path} exists already");
        }
        catch (Exception error) when (error is IOException || error is UnauthorizedAccessException)
        {
            throw new FailedException($"write {path}: {error.Message}", error);
        }
    }

    private static void Write(Stream file, Dictionary<string, object> config, string path)
    {
        // By default + and whatever is not ASCII would be escaped, which people read with difficulty.
        var options = new JsonSerializerOptions
        {
            WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        try
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(config, options));
            file.Flush();
        }
        catch (IOException error)
        {
            throw new FailedException($"write {path}: {error.Message}", error);
        }
    }

    [DllImport("libc")]
    private static extern uint umask(uint mask);
}
