// Asks the supervisor of the device that this runs on, from within a container of the application's. The container
// needs the label io.balena.features.supervisor-api: balenaOS then tells it in its environment where the supervisor
// is, and the key to it.

using System;
using System.Text.Json;
using Balena;

internal static class Program
{
    private const string Usage = "usage: on-device [status | identify | restart [--force] | update [--force]]\n\n"
        + "For a container on a device: asks the device's own supervisor, which needs no login.\n\n"
        + "  status     shows what the device says of itself; this is done unless something else is given\n"
        + "  identify   lets a LED blink, so that people see which device it is\n"
        + "  restart    restarts the containers of the application\n"
        + "  update     looks at once whether there is an update\n"
        + "  --force    although an application holds the lock against updates";

    private const int ExitLocked = 3;

    private static int Main(string[] arguments) => Tool.Run("on-device", Usage, arguments, Act);

    private static void Act(Arguments arguments)
    {
        var isForced = arguments.Flag("--force");
        var action = arguments.Word() ?? "status";
        arguments.End();
        if (isForced && action != "restart" && action != "update")
        {
            throw new WrongUsageException("--force is for restart and update");
        }
        var options = isForced ? "{\"force\":true}" : null;

        using var client = Tool.Try("make a client", () => new Client());
        var supervisor = client.Supervisor;
        // No device is the one that this runs on.
        switch (action)
        {
            case "status":
                Ask(supervisor, "ask the supervisor", () => Show(supervisor));
                break;
            case "identify":
                Ask(supervisor, "blink", () => supervisor.Blink(null, null, Tool.Interrupted));
                break;
            case "restart":
                Ask(supervisor, "restart the application", () => supervisor.Restart(null, options, Tool.Interrupted));
                break;
            case "update":
                Ask(supervisor, "look for an update", () => supervisor.Update(null, options, Tool.Interrupted));
                break;
            default:
                throw new WrongUsageException($"{action} is no action");
        }
    }

    private static void Ask(SupervisorSection supervisor, string what, Action call)
    {
        try
        {
            Tool.Try(what, () =>
            {
                // Directly or not at all: where there is no supervisor, the service would be asked otherwise.
                supervisor.ForceApiEndpoint(true);
                call();
            });
        }
        catch (FailedException failed) when (failed.Code == BalenaCode.SupervisorLocked)
        {
            throw new FailedException($"{failed.Message}\n--force overrides the lock", failed, ExitLocked);
        }
    }

    private static void Show(SupervisorSection supervisor)
    {
        using var state = supervisor.GetDeviceState(null, cancellationToken: Tool.Interrupted);
        using var json = JsonDocument.Parse(state.ToString());
        foreach (var field in new[]
        {
            "api_port", "os_version", "supervisor_version", "status", "ip_address", "update_pending",
        })
        {
            // What the supervisor does not know yet is null or is not there.
            var isKnown = json.RootElement.TryGetProperty(field, out var value)
                && value.ValueKind != JsonValueKind.Null;
            Console.WriteLine($"{field.Replace('_', ' ')}: {(isKnown ? state["/" + field] : "-")}");
        }
    }
}
