// Does in C# what a row of the fault matrix asks for, with one client, and prints what comes of it. The agents in C,
// C++ and Go know the same words; README.md lists them.

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using Balena;

internal static class Agent
{
    /// <summary>The last one is used.</summary>
    private static readonly List<Client> Clients = new List<Client>();

    /// <summary>What "beside" began, which is waited for in the end.</summary>
    private static readonly List<Thread> Besides = new List<Thread>();

    private static readonly Stream Output = Console.OpenStandardOutput();

    private delegate string Operation(Client client, Words words);

    private const string Nothing = "null";

    private static readonly Dictionary<string, Operation> Operations = new Dictionary<string, Operation>
    {
        ["get_device"] = (client, words) => Json(client.Device.Get(words[0], words.Maybe(1))),
        ["get_devices"] = (client, words) => Json(client.Device.GetAll(words.Maybe(0))),
        ["get_devices_of"] = (client, words) => Json(client.Device.GetAllByApplication(words[0], words.Maybe(1))),
        ["get_device_by_name"] = (client, words) => Json(client.Device.GetByName(words[0], words.Maybe(1))),
        ["get_application"] = (client, words) => Json(client.Application.Get(words[0], words.Maybe(1))),
        ["create_application"] = (client, words) =>
            Json(client.Application.Create(words[0], words[1], words.Maybe(2))),
        ["register_device"] = (client, words) => Json(client.Device.Register(words[0], words[1], words.Maybe(2))),
        ["set_note"] = (client, words) => Done(() => client.Device.Note(words[0], words[1], words.Maybe(2))),
        ["rename_device"] = (client, words) => Done(() => client.Device.Rename(words[0], words[1], words.Maybe(2))),
        ["move_devices"] = (client, words) => Done(() => client.Device.Move(words[0], words[1], words.Maybe(2))),
        ["remove_device"] = (client, words) => Done(() => client.Device.Remove(words[0], words.Maybe(1))),
        ["tag"] = (client, words) => Json(client.DeviceTag.Set(words[0], words[1], words[2], words.Maybe(3))),
        ["get_tags"] = (client, words) => Json(client.DeviceTag.GetAllByDevice(words[0], words.Maybe(1))),
        ["create_variable"] = (client, words) =>
            Json(client.DeviceEnvVariable.Create(words[0], words[1], words[2], words.Maybe(3))),
        ["start_os_update"] = (client, words) => Json(client.Device.StartOsUpdate(words[0], words[1], words.Maybe(2))),
        ["get_config"] = (client, words) => Json(client.Config.GetAll(words.Maybe(0))),
        ["get_device_types"] = (client, words) => Json(client.Config.GetDeviceTypes(words.Maybe(0))),
        ["whoami"] = (client, words) => Json(client.Auth.WhoAmI(words.Maybe(0))),
        ["get_user_id"] = (client, words) => JsonSerializer.Serialize(client.Auth.GetUserId(words.Maybe(0))),
        ["is_logged_in"] = (client, words) => Json(client.Auth.IsLoggedIn(words.Maybe(0))),
        ["get_token"] = (client, words) => Json(client.Auth.GetToken()),
        ["log_in"] = (client, words) => Done(() => client.Auth.Login(words[0], words[1], words.Maybe(2))),
        ["log_in_with_token"] = (client, words) => Done(() => client.Auth.LoginWithToken(words[0])),
        ["log_out"] = (client, words) => Json(client.Auth.LogOut()),
        ["get_history"] = (client, words) => Json(client.Logs.History(words[0], words.Maybe(1))),
        ["download"] = (client, words) => Json(client.DeviceOs.Download(words[0])),
        ["get_setting"] = (client, words) => Json(client.Settings.Get(words[0])),
        ["save_setting"] = (client, words) => Done(() => client.Settings.Set(words[0], words[1])),
        ["remove_setting"] = (client, words) => Json(client.Settings.Remove(words[0])),
        ["ping_supervisor"] = (client, words) => Json(client.Supervisor.Ping(words.Maybe(0), words.Maybe(1))),
        ["pine_get"] = (client, words) => Json(client.Pine.Get(words[0], words.Maybe(1))),
        ["pine_post"] = (client, words) => Json(client.Pine.Post(words[0], words[1], words.Maybe(2))),
        ["pine_patch"] = (client, words) => Done(() => client.Pine.Patch(words[0], words[1], words.Maybe(2))),
        ["pine_delete"] = (client, words) => Done(() => client.Pine.Delete(words[0], words.Maybe(1))),
        ["walk_devices"] = WalkDevices,
        ["follow_logs"] = (client, words) => FollowLogs(client, words, isSlow: false),
        ["follow_slowly"] = (client, words) => FollowLogs(client, words, isSlow: true),
        ["walk_and_throw"] = (client, words) => Thrown(() => client.Device.ForEach(
            _ => throw new InvalidTimeZoneException("thrown in a function"), words.Maybe(0)).Dispose()),
        ["follow_and_throw"] = (client, words) => Thrown(() => client.Logs.Subscribe(
            words[0], _ => throw new InvalidTimeZoneException("thrown in a function"), words.Maybe(1))
            .GetAwaiter().GetResult()),
        ["unsubscribe_inside"] = (client, words) =>
            FollowAndEnd(client, words, own => own.Logs.Unsubscribe(words[0])),
        ["close_inside"] = (client, words) => FollowAndEnd(client, words, own => own.Dispose()),
        ["unsubscribe_meanwhile"] = (client, words) =>
            FollowAndEndMeanwhile(client, words, own => own.Logs.Unsubscribe(words[0])),
        ["close_meanwhile"] = (client, words) => FollowAndEndMeanwhile(client, words, own => own.Dispose()),
        ["use_closed"] = (client, words) =>
        {
            var closed = client.With();
            closed.Dispose();
            closed.Dispose();
            return Json(closed.Device.GetAll());
        },
        ["use_null"] = (client, words) => Json(client.Device.Get(null!)),
    };

    private static int Main(string[] arguments)
    {
        if (arguments.Length < 2)
        {
            Console.Error.WriteLine("usage: agent OPTIONS OPERATION [ARGUMENT]... [then OPERATION [ARGUMENT]...]...");
            return 2;
        }
        if (arguments[0] != "-")
        {
            Perform(new Words(new[] { "new", Text(arguments[0]) }));
        }
        var words = new List<string>();
        foreach (var word in arguments.Skip(1).Append("then"))
        {
            if (word != "then")
            {
                words.Add(Text(word));
                continue;
            }
            Perform(new Words(words));
            words.Clear();
        }
        Besides.ForEach(thread => thread.Join());
        foreach (var client in Clients)
        {
            client.Dispose();
        }
        return 0;
    }

    private static void Perform(Words words)
    {
        switch (words[0])
        {
            case "threads":
                PerformInThreads(int.Parse(words[1]), words.Behind(2));
                return;
            case "times":
                for (var left = int.Parse(words[1]); left > 0; left--)
                {
                    Perform(words.Behind(2));
                }
                return;
            case "wait":
                WaitForLine();
                return;
            case "beside":
                Besides.Add(Begun(() => Perform(words.Behind(1))));
                return;
            case "cancelling":
                var ending = Begun(() => Perform(words.Behind(1)));
                WaitForLine();
                Clients.Last().Cancel();
                ending.Join();
                return;
            case "closing":
                PerformAndClose(words.Behind(1));
                return;
            case "unescaped":
                Perform(new Words(words.Behind(1).Select(Regex.Unescape)));
                return;
        }
        try
        {
            PerformOnClient(words);
        }
        catch (BalenaException error)
        {
            Print("error", error.Document);
        }
        catch (ObjectDisposedException error)
        {
            Print("error", JsonSerializer.Serialize(new { code = "CLOSED", message = error.Message }));
        }
    }

    private static void PerformOnClient(Words words)
    {
        if (words[0] == "new")
        {
            Clients.Add(new Client(words[1]));
            return;
        }
        // Without a client there was an error already, and nothing can follow.
        if (Clients.Count == 0)
        {
            return;
        }
        var client = Clients.Last();
        switch (words[0])
        {
            case "with":
                Clients.Add(client.With(words.Maybe(1)));
                break;
            case "cancel":
                client.Cancel();
                break;
            case "close":
                client.Dispose();
                Clients.Remove(client);
                break;
            default:
                Print("result", Operations[words[0]](client, words.Behind(1)));
                break;
        }
    }

    private static Thread Begun(Action what)
    {
        var thread = new Thread(() => what());
        thread.Start();
        return thread;
    }

    private static void PerformAndClose(Words words)
    {
        var ending = Begun(() => Perform(words));
        WaitForLine();
        var client = Clients.Last();
        var closing = Begun(() =>
        {
            client.Dispose();
            Print("closed", Nothing);
        });
        try
        {
            while (true)
            {
                client.Settings.Get("api_endpoint");
                Thread.Yield();
            }
        }
        catch (ObjectDisposedException)
        {
            Print("closing", Nothing);
        }
        ending.Join();
        closing.Join();
        Clients.Remove(client);
    }

    private static void PerformInThreads(int count, Words words)
    {
        var threads = Enumerable.Range(0, count).Select(_ => new Thread(() => Perform(words))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    private static void WaitForLine()
    {
        Print("waiting", Nothing);
        if (Console.ReadLine() == null)
        {
            throw new InvalidOperationException("nobody said to go on");
        }
    }

    private static string WalkDevices(Client client, Words words)
    {
        return Json(client.Device.ForEach(
            row =>
            {
                Print("row", row);
                return true;
            },
            words.Maybe(0)));
    }

    private static string Thrown(Action call)
    {
        try
        {
            call();
        }
        catch (InvalidTimeZoneException error)
        {
            return Json(error.Message);
        }
        return Nothing;
    }

    /// <summary>Follows a log on a client of its own, whose function ends that with the first it is told.</summary>
    private static string FollowAndEnd(Client client, Words words, Action<Client> end)
    {
        using var own = client.With();
        try
        {
            own.Logs.Subscribe(
                words[0],
                _ =>
                {
                    end(own);
                    return true;
                },
                words.Maybe(1)).GetAwaiter().GetResult();
        }
        catch (Exception error) when (
            (error as BalenaException)?.Code == BalenaCode.Cancelled || error is OperationCanceledException)
        {
        }
        return Nothing;
    }

    /// <summary>Follows a log on a client of its own, and ends that while its function is held up.</summary>
    private static string FollowAndEndMeanwhile(Client client, Words words, Action<Client> end)
    {
        using var own = client.With();
        using var held = new ManualResetEventSlim();
        var isEnded = 0;
        var task = own.Logs.Subscribe(
            words[0],
            _ =>
            {
                if (Volatile.Read(ref isEnded) != 0)
                {
                    Environment.FailFast("the function was called after the subscription had ended");
                }
                if (!held.IsSet)
                {
                    held.Set();
                    WaitForLine();
                    Print("left", Nothing);
                }
                return true;
            },
            words.Maybe(1));
        held.Wait();
        Print("ending", Nothing);
        end(own);
        Volatile.Write(ref isEnded, 1);
        Print("ended", Nothing);
        try
        {
            task.GetAwaiter().GetResult();
        }
        catch (BalenaException error) when (error.Code == BalenaCode.Cancelled)
        {
        }
        return Nothing;
    }

    /// <summary>Prints each line and event, until there were so many lines. The first one holds a slow function up
    /// until the runner says to go on.</summary>
    private static string FollowLogs(Client client, Words words, bool isSlow)
    {
        var left = int.Parse(words.Maybe(1) ?? "1");
        var end = client.Logs.Subscribe(
            words[0],
            message =>
            {
                if (message.Kind == LogMessageKind.Error)
                {
                    return false;
                }
                Print("log", message.Json);
                if (message.Kind == LogMessageKind.Line)
                {
                    left--;
                    if (isSlow)
                    {
                        WaitForLine();
                    }
                    isSlow = false;
                }
                return left > 0;
            },
            words.Maybe(2));
        end.GetAwaiter().GetResult();
        return Nothing;
    }

    /// <summary>A line at once: threads print, and so do functions that the library calls.</summary>
    private static void Print(string kind, string document)
    {
        var line = Encoding.UTF8.GetBytes($"{{\"{kind}\":{document}}}\n");
        lock (Output)
        {
            Output.Write(line, 0, line.Length);
            Output.Flush();
        }
    }

    private static string Json(Document? document)
    {
        using (document)
        {
            return document?.ToString() ?? Nothing;
        }
    }

    private static string Json(string? text) => JsonSerializer.Serialize(text);

    private static string Json(bool flag) => flag ? "true" : "false";

    private static string Done(Action call)
    {
        call();
        return Nothing;
    }

    /// <summary>The word, or what is in the file that it names as @FILE.</summary>
    private static string Text(string word)
    {
        return word.StartsWith("@", StringComparison.Ordinal) ? File.ReadAllText(word.Substring(1)) : word;
    }

    /// <summary>What an operation is given. Those that are missing are empty, or null where they may be.</summary>
    private readonly struct Words
    {
        private readonly string[] words;

        internal Words(IEnumerable<string> words) => this.words = words.ToArray();

        internal string this[int at] => Maybe(at) ?? string.Empty;

        internal string? Maybe(int at) => at < words.Length && words[at].Length > 0 ? words[at] : null;

        internal Words Behind(int at) => new Words(words.Skip(at));

        internal IEnumerable<string> Select(Func<string, string> change) => words.Select(change);
    }
}
