// Follows the log of a device until Ctrl-C, or prints what there is of it.

using System;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Balena;

internal static class Program
{
    private const string Usage = "usage: logs DEVICE [--count N] [--history]\n\n"
        + "Follows the log of DEVICE (uuid or id) until Ctrl-C.\n\n"
        + "  --count N   begins with the last N lines that are there; 100 otherwise\n"
        + "  --history   prints the lines that are there, and ends";

    private static int Main(string[] arguments) => Tool.Run("logs", Usage, arguments, Print);

    private static void Print(Arguments arguments)
    {
        var count = Count(arguments.Value("--count") ?? "100");
        var isHistory = arguments.Flag("--history");
        var device = arguments.Word("DEVICE");
        arguments.End();

        using var client = Tool.Try("make a client", () => new Client());
        // Ends whatever is under way: a call, or the subscription, which takes no token.
        using var registration = Tool.Interrupted.Register(client.Cancel);
        var options = JsonSerializer.Serialize(new { count });
        try
        {
            if (isHistory)
            {
                Tool.Try("get the log", () => Show(client, device, options));
            }
            else
            {
                // The task ends after the last call of the function, which runs on threads of the library.
                Tool.Try("follow the log", () =>
                    client.Logs.Subscribe(device, Tell, options).GetAwaiter().GetResult());
            }
        }
        catch (FailedException) when (Tool.Interrupted.IsCancellationRequested)
        {
            // That is how it is meant to end.
        }
    }

    private static void Show(Client client, string device, string options)
    {
        using var lines = client.Logs.History(device, options);
        foreach (var line in Tool.Read<Line[]>(lines))
        {
            Console.WriteLine(line);
        }
    }

    /// <summary>Prints a line, or says what happened to the stream.</summary>
    private static bool Tell(LogMessage message)
    {
        switch (message.Kind)
        {
            case LogMessageKind.Line:
                Console.WriteLine(JsonSerializer.Deserialize<Line>(message.Json));
                break;
            case LogMessageKind.Event:
                Console.Error.WriteLine($"logs: {Described(message)}");
                break;
        }
        // True goes on. After an error nothing follows: the task has it, too.
        return true;
    }

    private static string? Described(LogMessage message) => message.Event switch
    {
        "disconnected" =>
            $"disconnected, and tries again in {message["/retry_in_ms"]} ms: {message["/error/message"]}",
        "gap" => "gap: lines may be missing",
        "suppressed" => $"suppressed: the service left out {message["/count"]} lines",
        "skipped" => $"skipped a line: {message["/error/message"]}",
        _ => message.Event,
    };

    private static int Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw new WrongUsageException($"--count: {text} is no number of lines");

    /// <summary>A line of a log, as the service has it.</summary>
    private sealed class Line
    {
        /// <summary>Milliseconds since 1970, by the device's clock.</summary>
        [JsonPropertyName("timestamp")]
        public long Timestamp { get; set; }

        [JsonPropertyName("message")]
        public string Message { get; set; } = "";

        [JsonPropertyName("isSystem")]
        public bool IsSystem { get; set; }

        [JsonPropertyName("isStdErr")]
        public bool IsStdErr { get; set; }

        /// <summary>The service that wrote it, where it wasn't the system.</summary>
        [JsonPropertyName("serviceId")]
        public long? ServiceId { get; set; }

        public override string ToString()
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(Timestamp).ToString(
                "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            var source = IsSystem ? "system" : ServiceId?.ToString(CultureInfo.InvariantCulture) ?? "-";
            return $"{time} [{source}] {(IsStdErr && !IsSystem ? "! " : "")}{Message}";
        }
    }
}
