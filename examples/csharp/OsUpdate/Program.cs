// Updates balenaOS on a device, and says how far it is until it is done.

using System;
using System.Globalization;
using System.Text.Json;
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
        // Until the device takes the update up, its row tells of the one before.
        var last = Status(client, device);
        Tool.Try("start the update", () => client.Device.StartOsUpdate(
            device, version, cancellationToken: Tool.Interrupted).Dispose());
        for (; ; Tool.Interrupted.WaitHandle.WaitOne(interval))
        {
            var now = Status(client, device);
            if (now.Equals(last))
            {
                continue;
            }
            Console.WriteLine(now.Progress == "null" ? now.Stage : $"{now.Stage} {now.Progress}%");
            switch (now.Stage)
            {
                case "done":
                    Console.WriteLine($"{device} runs {version}");
                    return;
                case "aborted":
                case "rejected":
                    throw new FailedException($"the update failed: {now.Stage}");
            }
            last = now;
        }
    }

    /// <summary>How far the update of a device is, and when it got there: a second one may go as the first did.</summary>
    private static (string Stage, string Progress, string Since) Status(Client client, string device)
    {
        using var status = Tool.Try("ask how far the update is", () => client.Device.GetOsUpdateStatus(
            device, cancellationToken: Tool.Interrupted));
        return (status["/update_status"], status["/overall_progress"], status["/last_update_status_event"]);
    }

    private static TimeSpan Interval(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds < int.MaxValue / 1000
            ? TimeSpan.FromSeconds(seconds)
            : throw new WrongUsageException($"--interval: {text} is no number of seconds");
}
