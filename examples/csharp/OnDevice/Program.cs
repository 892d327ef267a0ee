// Asks the supervisor of the device that this runs on, from within a container of the application's. The container
// needs the label io.balena.features.supervisor-api: balenaOS then tells it in its environment where the supervisor
// is, and the key to it.

using System;
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
        // Directly or not at all: without a supervisor to ask, the service would be asked for this device.
        Tool.Try("ask the supervisor", () => client.Supervisor.ForceApiEndpoint(true));
        // No device in a call is the one that this runs on.
        switch (action)
        {
            case "status":
                Show(client.Supervisor);
                break;
            case "identify":
                Tool.Try("blink", () => client.Supervisor.Blink(null, cancellationToken: Tool.Interrupted));
                break;
            case "restart":
                Unlocked("restart the application", () => client.Supervisor.Restart(null, options, Tool.Interrupted));
                break;
            case "update":
                Unlocked("look for an update", () => client.Supervisor.Update(null, options, Tool.Interrupted));
                break;
            default:
                throw new WrongUsageException($"{action} is no action");
        }
    }

    private static void Show(SupervisorSection supervisor)
    {
        using var state = Tool.Try(
            "ask the supervisor", () => supervisor.GetDeviceState(null, cancellationToken: Tool.Interrupted));
        foreach (var field in new[]
        {
            "api_port", "os_version", "supervisor_version", "status", "ip_address", "update_pending",
        })
        {
            Console.WriteLine($"{field.Replace('_', ' ')}: {state["/" + field]}");
        }
    }

    /// <summary>Makes a call that applications may forbid for a while, by a lock.</summary>
    private static void Unlocked(string what, Action call)
    {
        try
        {
            Tool.Try(what, call);
        }
        catch (FailedException failed) when (
            failed.InnerException is BalenaException { Code: BalenaCode.SupervisorLocked })
        {
            throw new FailedException($"{failed.Message}\n--force overrides the lock", failed, ExitLocked);
        }
    }
}
