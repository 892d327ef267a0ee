using System;
using System.Collections.Generic;
using System.Text.Json;
using Balena;

/// <summary>The same through the binding for C#.</summary>
internal sealed class LibbalenaPeer : IPeer
{
    public const string Uuid = "ba1f35167d65ae9351652d7961e1930c9043bf980017d584973b6b322206a9";
    public const string Token = "GThZJps91PoJCdzfYqF7glHXzBDGrkr9";

    private readonly Client client;
    private readonly string variant;

    public LibbalenaPeer(string url, string variant)
    {
        this.variant = variant;
        var options = new Dictionary<string, string?>
        {
            ["api_endpoint"] = url, ["token"] = Token, ["data_directory"] = null,
        };
        if (Environment.GetEnvironmentVariable("BENCHMARK_CA_FILE") is string path)
        {
            options["ca_file"] = path;
        }
        client = new Client(JsonSerializer.Serialize(options));
    }

    public bool Call()
    {
        using var device = client.Device.Get(Uuid);
        return variant == "text" ? device.Utf8.Length > 1000 : JsonSerializer.Deserialize<Row>(device.Utf8).Id == 1;
    }

    public long List(long count)
    {
        var rows = 0L;
        if (variant == "rows")
        {
            Measure.Begin();
            using var walked = client.Device.ForEach(row => ++rows > 0, $"{{\"pages\":{count / 1000}}}");
            Measure.End();
            return rows;
        }
        Measure.Begin();
        using var devices = client.Device.GetAll($"{{\"$top\":{count}}}");
        if (variant == "text")
        {
            Measure.End();
            return devices.Utf8.Length;
        }
        var read = JsonSerializer.Deserialize<List<Row>>(devices.Utf8);
        Measure.End();
        return read.Count;
    }

    public long Follow(long count)
    {
        var lines = 0L;
        client.Logs.Subscribe(
            Uuid,
            message =>
            {
                var isOne = message.Kind == LogMessageKind.Line && (variant == "text" || LogLine.IsLine(message.Json));
                lines += isOne ? 1 : 0;
                return lines < count;
            },
            "{\"count\":\"all\"}").GetAwaiter().GetResult();
        return lines;
    }

    public long Download()
    {
        var path = Environment.GetEnvironmentVariable("BENCHMARK_OUTPUT");
        var options = new Dictionary<string, string?> { ["deviceType"] = "raspberrypi3", ["version"] = "6.0.24" };
        if (variant != "function")
        {
            options["path"] = path;
        }
        var received = 0L;
        using var image = client.DeviceOs.Download(JsonSerializer.Serialize(options), piece =>
        {
            received += piece.Data.Length;
            return true;
        });
        return received;
    }
}
