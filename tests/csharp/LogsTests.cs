using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Balena.Tests
{
    /// <summary>The logs of devices, read and followed.</summary>
    internal static class LogsTests
    {
        private const string All = "{\"count\":\"all\"}";

        /// <summary>A test that waits this long has failed.</summary>
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

        internal static void History()
        {
            using var log = new Log();
            log.Writes(5, "line ");
            using var all = log.Client.Logs.History(log.Device);
            Check.Equal(5, all.Length());
            using var last = log.Client.Logs.History(log.Device, "{\"count\":2}");
            Check.Equal("line 3", last["/0/message"]);
        }

        internal static void Refused()
        {
            using var log = new Log();
            Func<LogMessage, bool> never = message => throw new InvalidOperationException("It was called.");
            var logs = log.Client.Logs;
            var nowhere = new string('0', 32);
            Check.Fails(BalenaCode.DeviceNotFound, () => logs.Subscribe(nowhere, never));
            Check.Fails(BalenaCode.InvalidOption, () => logs.Subscribe(log.Device, never, "{\"count\":-1}"));
            Check.Fails(BalenaCode.InvalidParameter, () => logs.Subscribe(log.Device, null!));
            Check.Fails(BalenaCode.InvalidParameter, () => logs.Subscribe("a\0b", never));
            Check.Fails(BalenaCode.DeviceNotFound, () => Lines(logs.Follow(nowhere), 1));
            Check.Fails(BalenaCode.InvalidParameter, () => Lines(logs.Follow("a\0b"), 1));
        }

        internal static void LinesAsTheyAreWritten()
        {
            using var log = new Log();
            log.Writes(3, "old ");
            var live = log.Listens("{}");
            var some = log.Listens("{\"count\":2}");
            live.Until("connected");
            some.Until("connected");
            log.Writes(2, "new ");
            Check.Equal("new 0, new 1", live.Lines(2));
            Check.Equal("old 1, old 2, new 0, new 1", some.Lines(4));
        }

        internal static void CutConnection()
        {
            using var log = new Log();
            log.Orders(new { kind = "cut", after = 300 });
            log.Writes(4, "line ");
            var listening = log.Listens(All);
            listening.Until("connected");
            var gone = listening.Until("disconnected");
            Check.Equal("NETWORK", gone["/error/code"]);
            Check.That(int.Parse(gone["/retry_in_ms"]) >= 0);
            listening.Until("connected");
            log.Writes(1, "more ");
            Check.Equal("line 0, line 1, line 2, line 3, more 0", listening.Lines(5));
        }

        internal static void EndByTheFunction()
        {
            using var log = new Log();
            log.Writes(5, "line ");
            var seen = new List<string>();
            Ends(log.Client.Logs.Subscribe(
                log.Device,
                message =>
                {
                    seen.Add(message.Event ?? message["/message"]);
                    return !message.Json.Contains("line 1");
                },
                All));
            Check.Equal("connected, line 0, line 1", string.Join(", ", seen));
        }

        internal static void ExceptionInTheFunction()
        {
            using var log = new Log();
            log.Writes(5, "line ");
            var other = log.Listens("{}");
            var calls = 0;
            var end = log.Client.Logs.Subscribe(
                log.Device,
                message =>
                {
                    calls++;
                    throw new TimeZoneNotFoundException("of the function");
                },
                All);
            Check.Equal("of the function", Check.Throws<TimeZoneNotFoundException>(() => Ends(end)).Message);
            Check.Equal(1, calls);
            // It is nobody else's.
            other.Until("connected");
        }

        internal static void UnsubscribeFromOutside()
        {
            using var log = new Log();
            Simulator.Writes(log.Device, 1000, "line ");
            for (var round = 0; round < 20; round++)
            {
                var over = 0;
                var late = 0;
                using var calls = new CountdownEvent(20);
                var end = log.Client.Logs.Subscribe(
                    log.Device,
                    message =>
                    {
                        late += Volatile.Read(ref over);
                        return calls.IsSet || calls.Signal() || true;
                    },
                    All);
                Check.That(calls.Wait(Patience));
                log.Client.Logs.Unsubscribe(log.Device);
                Volatile.Write(ref over, 1);
                Check.That(end.IsCompletedSuccessfully);
                Check.Equal(0, late);
            }
        }

        internal static void UnsubscribeFromWithin()
        {
            using var log = new Log();
            log.Writes(5, "line ");
            foreach (var unsubscribe in new Action[]
            {
                () => log.Client.Logs.Unsubscribe(log.Device),
                () => log.Client.Logs.UnsubscribeAll(),
            })
            {
                var calls = 0;
                Ends(log.Client.Logs.Subscribe(
                    log.Device,
                    message =>
                    {
                        calls++;
                        unsubscribe();
                        return true;
                    },
                    All));
                Check.Equal(1, calls);
            }
        }

        internal static void DisposeFromOutsideAndFromWithin()
        {
            using var log = new Log();
            var derived = log.Client.With();
            var listening = new Listening(derived, log.Device, "{}");
            listening.Until("connected");
            derived.Dispose();
            Check.That(listening.End.IsCompleted);
            Check.Fails(BalenaCode.Cancelled, () => Ends(listening.End));

            derived = log.Client.With();
            var calls = 0;
            var end = derived.Logs.Subscribe(
                log.Device,
                message =>
                {
                    calls++;
                    derived.Dispose();
                    Check.Throws<ObjectDisposedException>(() => derived.Logs.UnsubscribeAll());
                    return true;
                });
            Check.Fails(BalenaCode.Cancelled, () => Ends(end));
            Check.Equal(1, calls);
        }

        internal static void CancelOfTheClient()
        {
            using var log = new Log();
            using var derived = log.Client.With();
            var listening = new Listening(derived, log.Device, "{}");
            listening.Until("connected");
            var other = log.Listens("{}");
            derived.Cancel();
            Check.Fails(BalenaCode.Cancelled, () => Ends(listening.End));
            other.Until("connected");
        }

        internal static void ErrorThatEndsIt()
        {
            using var log = new Log();
            log.Orders(new { kind = "status", status = 404, body = "\"no\"" });
            var messages = new List<LogMessage>();
            var end = log.Client.Logs.Subscribe(
                log.Device,
                message =>
                {
                    messages.Add(message);
                    return true;
                });
            var error = Check.Fails(BalenaCode.RequestError, () => Ends(end));
            Check.Equal<int?>(404, error.HttpStatus);
            Check.Equal(LogMessageKind.Error, messages.Single().Kind);
            Check.That(ReferenceEquals(error, messages[0].Error));
            Check.Equal(error.Document, messages[0].Json);

            log.Orders(new { kind = "status", status = 404, body = "\"no\"" });
            error = Check.Fails(BalenaCode.RequestError, () => Lines(log.Client.Logs.Follow(log.Device), 1));
            Check.Equal<int?>(404, error.HttpStatus);
        }

        /// <summary>A function at work is no hindrance for the garbage collector.</summary>
        internal static void CollectionWhileTheFunctionWorks()
        {
            using var log = new Log();
            using var isAtWork = new ManualResetEventSlim();
            var isDone = false;
            var end = log.Client.Logs.Subscribe(
                log.Device,
                message =>
                {
                    isAtWork.Set();
                    while (!Volatile.Read(ref isDone))
                    {
                    }
                    return false;
                });
            Check.That(isAtWork.Wait(Patience));
            GC.Collect();
            Volatile.Write(ref isDone, true);
            Ends(end);
        }

        /// <summary>A subscription keeps its client, and nothing keeps what it had.</summary>
        internal static void LeftToTheCollector()
        {
            using var log = new Log();
            var (end, function) = Forgotten(log);
            Collect();
            log.Writes(1, "line ");
            Ends(end);
            Collect();
            Check.That(!function.IsAlive);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static (Task, WeakReference) Forgotten(Log log)
        {
            var data = new object();
            Func<LogMessage, bool> function = message => message.Kind != LogMessageKind.Line || data == null;
            return (log.Client.With().Logs.Subscribe(log.Device, function, All), new WeakReference(function));
        }

        private static void Collect()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        internal static void Followed()
        {
            using var log = new Log();
            log.Writes(3, "line ");
            Check.Equal("line 0, line 1, line 2", Lines(log.Client.Logs.Follow(log.Device, All), 3));
            // Each loop is a subscription of its own, and leaves none.
            var lines = log.Client.Logs.Follow(log.Device, "{\"count\":1}");
            Check.Equal("line 2", Lines(lines, 1));
            Check.Equal("line 2", Lines(lines, 1));
        }

        internal static void FollowedUntilATokenEnds()
        {
            using var log = new Log();
            log.Writes(1, "line ");
            using var source = new CancellationTokenSource();
            var lines = log.Client.Logs.Follow(log.Device, All, source.Token).GetAsyncEnumerator();
            Check.That(Result(lines.MoveNextAsync().AsTask()));
            // It waits for a line that does not come.
            var next = lines.MoveNextAsync().AsTask();
            source.Cancel();
            var thrown = Check.Throws<OperationCanceledException>(() => Result(next));
            Check.Equal(source.Token, thrown.CancellationToken);
            Ends(lines.DisposeAsync().AsTask());
            var ended = log.Client.Logs.Follow(log.Device, All, source.Token);
            Check.Throws<OperationCanceledException>(() => Lines(ended, 1));

            // Many wait for who does not take them.
            using var other = new CancellationTokenSource();
            log.Writes(1000, new string('x', 1000));
            lines = log.Client.Logs.Follow(log.Device, All).GetAsyncEnumerator(other.Token);
            Check.That(Result(lines.MoveNextAsync().AsTask()));
            other.Cancel();
            Check.Throws<OperationCanceledException>(() => Result(lines.MoveNextAsync().AsTask()));
            Ends(lines.DisposeAsync().AsTask());
        }

        internal static void FollowedUntilTheClientEnds()
        {
            using var log = new Log();
            log.Writes(1000, new string('x', 1000));
            foreach (var end in new Action<Client>[] { client => client.Dispose(), client => client.Cancel() })
            {
                using var client = log.Client.With();
                var lines = client.Logs.Follow(log.Device, All).GetAsyncEnumerator();
                Check.That(Result(lines.MoveNextAsync().AsTask()));
                end(client);
                Check.Fails(BalenaCode.Cancelled, () =>
                {
                    while (Result(lines.MoveNextAsync().AsTask()))
                    {
                    }
                });
                Ends(lines.DisposeAsync().AsTask());
            }
        }

        /// <summary>What waits for a reader that left, or whose client is gone, does not wait for ever.</summary>
        internal static void FollowedNoFurther()
        {
            using var log = new Log();
            log.Writes(1000, new string('x', 1000));
            var clients = new List<Client>();
            var followed = new List<IAsyncEnumerator<string>>();
            for (var i = 0; i < 3; i++)
            {
                clients.Add(log.Client.With());
                followed.Add(clients[i].Logs.Follow(log.Device, All).GetAsyncEnumerator());
                Check.That(Result(followed[i].MoveNextAsync().AsTask()));
            }
            // By then theirs are there too.
            log.Listens(All).Lines(1000);
            clients.ForEach(client => client.Dispose());
            var left = log.Client.Logs.Follow(log.Device, All).GetAsyncEnumerator();
            Check.That(Result(left.MoveNextAsync().AsTask()));
            log.Listens(All).Lines(1000);
            Ends(Task.Run(() => left.DisposeAsync().AsTask()));
            for (var i = 0; i < 3; i++)
            {
                followed[i] = log.Client.Logs.Follow(log.Device, All).GetAsyncEnumerator();
                Check.That(Result(followed[i].MoveNextAsync().AsTask()));
            }
            log.Listens(All).Lines(1000);
            followed.ForEach(lines => Ends(Task.Run(() => lines.DisposeAsync().AsTask())));
        }

        /// <summary>What is not taken stays with the service: 30 MB, which would be 60 here.</summary>
        internal static void FollowedSlowly()
        {
            const int all = 3000;
            using var log = new Log();
            var prefix = new string('x', 10_000) + " ";
            var quick = log.Listens("{}");
            quick.Until("connected");
            var before = GC.GetTotalMemory(forceFullCollection: true);
            Simulator.Writes(log.Device, 1, prefix);
            quick.Lines(1);
            var lines = log.Client.Logs.Follow(log.Device, All).GetAsyncEnumerator();
            Check.That(Result(lines.MoveNextAsync().AsTask()));
            for (var number = 1; number < all; number++)
            {
                if (number % 500 == 1)
                {
                    Simulator.Writes(log.Device, Math.Min(500, all - number), prefix, number);
                }
                Check.Equal(prefix + number, quick.Lines(1));
            }
            Check.That(GC.GetTotalMemory(forceFullCollection: true) < before + 10_000_000);
            for (var number = 1; number < all; number++)
            {
                Check.That(Result(lines.MoveNextAsync().AsTask()));
                Check.Equal(prefix + number, Message(lines.Current));
            }
            Ends(lines.DisposeAsync().AsTask());
        }

        /// <summary>Also through a cut.</summary>
        internal static void TwentyThousandLinesInOrder()
        {
            const int all = 20_000;
            using var log = new Log();
            log.Orders(new { kind = "cut", after = 50_000 });
            var listening = log.Listens("{}");
            listening.Until("connected");
            var lines = log.Client.Logs.Follow(log.Device, All).GetAsyncEnumerator();
            for (var from = 0; from < all; from += 500)
            {
                // What came so far makes room for what the service can keep meanwhile.
                Simulator.Writes(log.Device, 500, "", from);
                for (var number = from; number < from + 500; number++)
                {
                    Check.Equal(number.ToString(), listening.Lines(1));
                    Check.That(Result(lines.MoveNextAsync().AsTask()));
                    Check.Equal(number.ToString(), Message(lines.Current));
                }
            }
            Ends(lines.DisposeAsync().AsTask());
        }

        private static string Message(string line)
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty("message").GetString();
        }

        /// <summary>The messages of the first lines.</summary>
        private static string Lines(IAsyncEnumerable<string> lines, int count)
        {
            return string.Join(", ", Result(Taken()));

            async Task<List<string>> Taken()
            {
                var taken = new List<string>();
                await foreach (var line in lines)
                {
                    taken.Add(Message(line));
                    if (taken.Count == count)
                    {
                        break;
                    }
                }
                return taken;
            }
        }

        private static T Result<T>(Task<T> task)
        {
            Ends(task);
            return task.Result;
        }

        /// <summary>Waits for the end, and throws what it threw.</summary>
        private static void Ends(Task task)
        {
            Check.That(Task.WaitAny(new[] { task }, Patience) == 0);
            task.GetAwaiter().GetResult();
        }

        /// <summary>A device that writes what it is told to. Skips the test where the server is not the
        /// simulator.</summary>
        private sealed class Log : IDisposable
        {
            private readonly Account.TemporaryApplication application;

            internal Log()
            {
                Simulator.IsNeededFor("devices that write logs");
                Client = Account.LoggedIn();
                application = new Account.TemporaryApplication(Client);
                Device = application.Register();
            }

            internal Client Client { get; }

            internal string Device { get; }

            internal void Writes(int lines, string prefix) => Simulator.Writes(Device, lines, prefix);

            internal void Orders(object fault) =>
                Simulator.Orders(new { match = new { path = $"/device/v2/{Device}" }, fault });

            internal Listening Listens(string options) => new Listening(Client, Device, options);

            public void Dispose()
            {
                Client.Logs.UnsubscribeAll();
                application.Dispose();
                Client.Dispose();
            }
        }

        /// <summary>A subscription, and what came.</summary>
        private sealed class Listening
        {
            private readonly BlockingCollection<LogMessage> messages = new BlockingCollection<LogMessage>();
            private readonly Queue<string> lines = new Queue<string>();

            internal Listening(Client client, string device, string options) =>
                End = client.Logs.Subscribe(
                    device,
                    message =>
                    {
                        messages.Add(message);
                        return true;
                    },
                    options);

            internal Task End { get; }

            /// <summary>The next event of this name.</summary>
            internal LogMessage Until(string name)
            {
                while (true)
                {
                    var message = Next();
                    if (message.Event == name)
                    {
                        return message;
                    }
                }
            }

            /// <summary>The messages of the next lines.</summary>
            internal string Lines(int count)
            {
                while (lines.Count < count)
                {
                    Next();
                }
                return string.Join(", ", Enumerable.Range(0, count).Select(_ => lines.Dequeue()));
            }

            private LogMessage Next()
            {
                Check.That(messages.TryTake(out var message, Patience));
                Check.That(message!.Error == null);
                if (message.Kind == LogMessageKind.Line)
                {
                    lines.Enqueue(message["/message"]);
                }
                return message;
            }
        }
    }
}
