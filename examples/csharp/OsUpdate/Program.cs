// Updates balenaOS on a device, and says how far it is until it is done.

using System;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Balena;

internal static class Program
{
    private const string Usage = "usage: os-update DEVICE VERSION [--interval SECONDS] [--actions-endpoint URL]\n\n"
        + "Updates balenaOS on DEVICE (uuid or id) to VERSION, as 6.0.24, and follows the update to its end.\n\n"
        + "  --interval SECONDS       how often to look how far it is; 2 otherwise\n"
        + "  --actions-endpoint URL   the server that carries it out; the one that the service names otherwise";

    private static int Main(string[] arguments) => Tool.Run("os-update", Usage, arguments, Update);

    private static void Update(Arguments arguments)
    {
        var interval = Interval(arguments.Value("--interval") ?? "2");
        var endpoint = arguments.Value("--actions-endpoint");
        var device = arguments.Word("DEVICE");
        var version = arguments.Word("VERSION");
        arguments.End();

        var options = endpoint == null ? null : JsonSerializer.Serialize(new { actions_endpoint = endpoint });
        using var client = Tool.Try("make a client", () => new Client(options));
        var before = Ask(client, device);
        Tool.Try("start the update", () => client.Device.StartOsUpdate(
            device, version, cancellationToken: Tool.Interrupted).Dispose());
        Follow(client, device, before, interval);
    }

    private static void Follow(Client client, string device, Progress before, TimeSpan interval)
    {
        for (var shown = ""; ; Tool.Interrupted.WaitHandle.WaitOne(interval))
        {
            var now = Ask(client, device);
            // Until the device takes the update up, its row tells of the one before.
            var isTakenUp = now.Status != null && (now.Status, now.Event) != (before.Status, before.Event);
            if (isTakenUp && now.ToString() != shown)
            {
                shown = now.ToString();
                Console.WriteLine(shown);
            }
            if (isTakenUp && (now.Status == "aborted" || now.Status == "rejected"))
            {
                throw new FailedException($"the update failed: {now.Status}");
            }
            if (now.Version != before.Version)
            {
                Console.WriteLine($"{device} runs {now.Version}");
                return;
            }
            if (isTakenUp && now.Status == "done")
            {
                // The new version did not come up, and the device went back.
                throw new FailedException($"the update failed: {device} runs {now.Version}");
            }
        }
    }

    private static Progress Ask(Client client, string device)
    {
        using var status = Tool.Try("ask how far the update is", () => client.Device.GetOsUpdateStatus(
            device, cancellationToken: Tool.Interrupted));
        return Tool.Read<Progress>(status);
    }

    private static TimeSpan Interval(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= 0 && seconds < int.MaxValue / 1000
            ? TimeSpan.FromSeconds(seconds)
            : throw new WrongUsageException($"--interval: {text} is no number of seconds");

    /// <summary>What a device's row tells of its update.</summary>
    private sealed class Progress
    {
        [JsonPropertyName("update_status")]
        public string? Status { get; set; }

        /// <summary>When the status was reached: a second update may go as the first did.</summary>
        [JsonPropertyName("last_update_status_event")]
        public string? Event { get; set; }

        [JsonPropertyName("overall_progress")]
        public decimal? Percent { get; set; }

        [JsonPropertyName("os_version")]
        public string? Version { get; set; }

        public override string ToString() =>
            Percent == null ? $"{Status}" : FormattableString.Invariant($"{Status} {Percent}%");
    }
}
