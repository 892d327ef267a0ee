// Shows a fleet as a table: logs in as FLEET_USERNAME with FLEET_PASSWORD or, without them, is whoever BALENA_API_KEY
// or an earlier `balena login` says. BALENA_API_ENDPOINT names an openBalena. Ctrl-C ends a call that is under way.

using System;
using System.Threading;
using Balena;

internal static class Program
{
    private static int Main()
    {
        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            interrupted.Cancel();
        };
        try
        {
            var username = Environment.GetEnvironmentVariable("FLEET_USERNAME");
            using var client = new Client(username == null ? null : "{\"data_directory\":null}");
            if (username != null)
            {
                var password = Environment.GetEnvironmentVariable("FLEET_PASSWORD")!;
                client.Auth.Login(username, password, cancellationToken: interrupted.Token);
            }
            using var devices = client.Device.GetAll(
                "{\"$select\":[\"uuid\",\"device_name\",\"is_online\"],"
                + "\"$expand\":\"belongs_to__application($select=app_name)\",\"$top\":50}",
                interrupted.Token);
            Console.WriteLine($"{"NAME",-24} {"APPLICATION",-14} {"UUID",-8} STATE");
            var count = devices.Length();
            for (var i = 0; i < count; i++)
            {
                using var row = devices.At($"/{i}");
                var state = row["/is_online"] == "true" ? "online" : "offline";
                var application = row["/belongs_to__application/0/app_name"];
                Console.WriteLine($"{row["/device_name"],-24} {application,-14} {row["/uuid"][..7],-8} {state}");
            }
            Console.WriteLine($"{count} devices");
            return 0;
        }
        catch (BalenaException error)
        {
            Console.Error.WriteLine($"{error.Code}: {error.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }
}
