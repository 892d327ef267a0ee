using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Balena.Tests
{
    /// <summary>Large fleets by the page: rows that are handed to a function, and rows that are enumerated.</summary>
    internal static class RowsTests
    {
        /// <summary>Makes the program do <see cref="Walk"/> instead of the tests.</summary>
        internal const string WalkArgument = "walk";

        private const string Grown = "grown by kB: ";

        private const string ByTwo = "{\"page_size\":2}";

        internal static void EveryRowComesOnceAndInOrder()
        {
            using var fleet = new Fleet(7);
            foreach (var size in new[] { 1, 2, 7, 8, 1000 })
            {
                var options = fleet.Options(("page_size", size));
                var handed = new List<long>();
                using var walked = fleet.Devices.ForEach(Into(handed), options);
                Check.Equal(fleet.Names(), Names(handed));
                Check.Equal("7", walked["/count"]);
                Check.Equal(fleet.Ids[6].ToString(), walked["/last"]);
                Check.Equal("true", walked["/complete"]);
                Check.Equal(fleet.Names(), Names(fleet.Devices.Enumerate(options).Select(Id)));
                Check.Equal(fleet.Names(), Names(All(fleet.Devices.EnumerateAsync(options)).Select(Id)));
            }
            using var nobody = new Fleet(0);
            Check.Equal("", Names(nobody.Devices.Enumerate(nobody.Options()).Select(Id)));
            using var none = nobody.Devices.ForEach(row => throw new TimeZoneNotFoundException(), nobody.Options());
            Check.Equal("{\"count\":0,\"last\":null,\"complete\":true}", none.ToString());
        }

        /// <summary>The devices are those that a list has, and so are applications and the releases of one.</summary>
        internal static void EverySectionThatHasManyRows()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            for (var number = 1; number <= 3; number++)
            {
                application.AddRelease($"{number}".PadLeft(32, '0'), "success");
            }
            const string ids = "{\"$select\":\"id\"}";
            IEnumerable<long> Listed(Document rows)
            {
                using (rows)
                {
                    return JsonSerializer.Deserialize<JsonElement[]>(rows.Utf8).Select(Id).OrderBy(id => id).ToList();
                }
            }
            foreach (var (list, walk, enumerated) in new (
                Document, Func<Func<string, bool>, Document>, IEnumerable<string>)[]
            {
                (client.Device.GetAll(ids), row => client.Device.ForEach(row, ids), client.Device.Enumerate(ids)),
                (client.Application.GetAll(ids), row => client.Application.ForEach(row, ids),
                    client.Application.Enumerate(ids)),
                (client.Release.GetAllByApplication(application.Slug, ids),
                    row => client.Release.ForEach(application.Slug, row, ids),
                    client.Release.Enumerate(application.Slug, ids)),
            })
            {
                var listed = Names(Listed(list));
                var handed = new List<long>();
                walk(Into(handed)).Dispose();
                Check.Equal(listed, Names(handed));
                Check.Equal(listed, Names(enumerated.Select(Id)));
            }
            Check.Equal(3, All(client.Release.EnumerateAsync(application.Id, ByTwo)).Count);
            All(client.Application.EnumerateAsync(ids));
        }

        internal static void APageIsAskedForWhenItsFirstRowIsWanted()
        {
            using var fleet = new Fleet(5);
            IEnumerator<string>? rows = null;
            Check.Equal(0, Simulator.Requests(() =>
                rows = fleet.Devices.Enumerate(fleet.Options(("page_size", 2))).GetEnumerator()).Length);
            foreach (var requests in new[] { 1, 0, 1, 0, 1 })
            {
                Check.Equal(requests, Simulator.Requests(() => Check.That(rows!.MoveNext())).Length);
            }
            // The last page was not full.
            Check.Equal(0, Simulator.Requests(() => Check.That(!rows!.MoveNext())).Length);
            rows!.Dispose();

            // Whoever leaves asks for no more.
            Check.Equal(1, Simulator.Requests(() =>
            {
                foreach (var row in fleet.Devices.Enumerate(fleet.Options(("page_size", 2))))
                {
                    break;
                }
            }).Length);
        }

        internal static void TheFunctionStopsAndAnotherWalkGoesOnBehind()
        {
            using var fleet = new Fleet(5);
            var handed = new List<long>();
            using var stopped = fleet.Devices.ForEach(
                row =>
                {
                    handed.Add(Id(row));
                    return handed.Count < 3;
                },
                fleet.Options(("page_size", 2)));
            Check.Equal("3", stopped["/count"]);
            Check.Equal(handed[2].ToString(), stopped["/last"]);
            Check.Equal("false", stopped["/complete"]);
            var behind = fleet.Options(("after", handed[2]));
            handed.AddRange(fleet.Devices.Enumerate(behind).Select(Id));
            Check.Equal(fleet.Names(), Names(handed));
        }

        internal static void TheCallersOptionsHoldForEachPage()
        {
            using var fleet = new Fleet(6);
            var options = fleet.Options(("$select", "uuid"), ("page_size", 2));
            foreach (var row in fleet.Devices.Enumerate(options))
            {
                using var json = JsonDocument.Parse(row);
                Check.Equal("id, uuid", string.Join(", ", json.RootElement.EnumerateObject()
                    .Select(member => member.Name).OrderBy(name => name, StringComparer.Ordinal)));
            }
            foreach (var pages in new object?[] { 1, 2, 3, 4, ulong.MaxValue, null })
            {
                var limited = fleet.Options(("page_size", 2), ("after", fleet.Ids[0]), ("pages", pages));
                var handed = new List<long>();
                fleet.Devices.ForEach(Into(handed), limited).Dispose();
                Check.Equal(Names(handed), Names(fleet.Devices.Enumerate(limited).Select(Id)));
                Check.Equal(pages is int few ? Math.Min(2 * few, 5) : 5, handed.Count);
            }
            using var client = Account.LoggedIn();
            foreach (var nothing in new[] { null, "{}", " { } ", "{\"$select\" : \"id\" } ", "{\"@x\":\"}\"}" })
            {
                Check.That(client.Device.Enumerate(nothing).Count() >= 6);
            }
        }

        internal static void RefusedBeforeAnythingIsSent()
        {
            using var client = Account.Unreachable();
            foreach (var (code, options) in new[]
            {
                (BalenaCode.InvalidOption, "{\"page_size\":0}"),
                (BalenaCode.InvalidOption, "{\"pages\":0}"),
                (BalenaCode.InvalidOption, "{\"pages\":-1}"),
                (BalenaCode.InvalidOption, "{\"pages\":1.5}"),
                (BalenaCode.InvalidOption, "{\"pages\":[1]}"),
                (BalenaCode.InvalidOption, "{\"after\":\"x\"}"),
                (BalenaCode.NonAllowedOption, "{\"$top\":1}"),
                (BalenaCode.InvalidOption, ""),
                (BalenaCode.InvalidOption, "{"),
                (BalenaCode.InvalidOption, "{}}"),
                (BalenaCode.InvalidOption, "{} x"),
                (BalenaCode.InvalidOption, "[]"),
                (BalenaCode.InvalidOption, "[{}]"),
                (BalenaCode.InvalidOption, "null"),
                (BalenaCode.InvalidOption, "\"}\""),
                (BalenaCode.InvalidOption, "{\"$select\":\"id\",}"),
                (BalenaCode.InvalidParameter, "{}\0"),
                (BalenaCode.InvalidParameter, "{\"@x\":\"\ud800\"}"),
            })
            {
                Func<string, bool> never = row => throw new InvalidOperationException("It was called.");
                Check.Fails(code, () => client.Device.ForEach(never, options));
                var rows = client.Device.Enumerate(options);
                Check.Fails(code, () => rows.Any());
                Check.Fails(code, () => All(client.Device.EnumerateAsync(options)));
            }
            Check.Fails(BalenaCode.InvalidParameter, () => client.Device.ForEach(null!));
            Check.Fails(BalenaCode.InvalidParameter, () => client.Release.ForEach("a b\0", row => true));
            Check.Fails(BalenaCode.InvalidParameter, () => client.Release.Enumerate("").Any());
        }

        internal static void ErrorsOfTheService()
        {
            using var fleet = new Fleet(4);
            Check.Fails(
                BalenaCode.ApplicationNotFound, () => fleet.Client.Release.ForEach("no-such/application", row => true));
            Check.Fails(
                BalenaCode.ApplicationNotFound, () => fleet.Client.Release.Enumerate("no-such/application").Any());
            // The first page comes, the second does not.
            var rows = fleet.Devices.Enumerate(fleet.Options(("page_size", 2))).GetEnumerator();
            Check.That(rows.MoveNext());
            Check.That(rows.MoveNext());
            Simulator.Answers("GET", "/v7/device", 400, "\"no\"");
            var error = Check.Fails(BalenaCode.RequestError, () => rows.MoveNext());
            Check.Equal<int?>(400, error.HttpStatus);
            Check.That(!rows.MoveNext());
            var handed = new List<long>();
            Check.Fails(BalenaCode.RequestError, () => fleet.Devices.ForEach(
                row =>
                {
                    Simulator.Answers("GET", "/v7/device", 400, "\"no\"");
                    return Into(handed)(row);
                },
                fleet.Options(("page_size", 1))));
            Check.Equal(1, handed.Count);
            using var loggedOut = Account.LoggedOut();
            Check.Fails(BalenaCode.Unauthorized, () => loggedOut.Application.ForEach(row => true));
        }

        /// <summary>As it was thrown, with the place where that was.</summary>
        internal static void WhatTheFunctionThrowsComesOutOfTheCall()
        {
            using var fleet = new Fleet(3);
            var calls = 0;
            var own = new TimeZoneNotFoundException("of the function");
            var thrown = Check.Throws<TimeZoneNotFoundException>(() => fleet.Devices.ForEach(
                row =>
                {
                    calls++;
                    return Thrower(own);
                },
                fleet.Options()));
            Check.That(ReferenceEquals(own, thrown));
            Check.That(thrown.StackTrace!.Contains(nameof(Thrower)));
            Check.Equal(1, calls);
            thrown = Check.Throws<TimeZoneNotFoundException>(() =>
            {
                foreach (var row in fleet.Devices.Enumerate(fleet.Options()))
                {
                    Thrower(own);
                }
            });
            Check.That(ReferenceEquals(own, thrown));
            // The client is as good as before.
            Check.Equal(3, fleet.Devices.Enumerate(fleet.Options()).Count());
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static bool Thrower(Exception exception) => throw exception;

        internal static void TheFunctionMayCallTheLibrary()
        {
            using var fleet = new Fleet(3);
            var handed = new List<long>();
            using var walked = fleet.Devices.ForEach(
                row =>
                {
                    using var json = JsonDocument.Parse(row);
                    using var same = fleet.Devices.Get(json.RootElement.GetProperty("uuid").GetString()!);
                    Check.Equal(Id(row).ToString(), same["/id"]);
                    fleet.Devices.ForEach(Into(handed), fleet.Options()).Dispose();
                    GC.Collect();
                    return true;
                },
                fleet.Options(("page_size", 2)));
            Check.Equal("3", walked["/count"]);
            Check.Equal(9, handed.Count);
        }

        internal static void TokenThatEndsWithinTheFunctionOrTheLoop()
        {
            using var fleet = new Fleet(5);
            var options = fleet.Options(("page_size", 3));
            foreach (var walk in new Action<CancellationToken, Action>[]
            {
                (token, seen) => fleet.Devices.ForEach(
                    row =>
                    {
                        seen();
                        return true;
                    },
                    options,
                    token),
                (token, seen) =>
                {
                    foreach (var row in fleet.Devices.Enumerate(options, token))
                    {
                        seen();
                    }
                },
                (token, seen) => Each(fleet.Devices.EnumerateAsync(options, token), row => seen()),
                (token, seen) => Each(fleet.Devices.EnumerateAsync(options), row => seen(), token),
            })
            {
                using var source = new CancellationTokenSource();
                var rows = 0;
                var thrown = Check.Throws<OperationCanceledException>(() => walk(
                    source.Token,
                    () =>
                    {
                        if (++rows == 2)
                        {
                            source.Cancel();
                        }
                    }));
                Check.Equal(source.Token, thrown.CancellationToken);
                Check.Equal(2, rows);
                // What has ended asks for nothing.
                Check.Throws<OperationCanceledException>(() => walk(source.Token, () => rows++));
                Check.Equal(2, rows);
            }
        }

        internal static void TokenThatEndsWhileTheServerIsSilent()
        {
            const string first = "{\"d\":[{\"id\":1}]}";
            foreach (var walk in new Action<Client, CancellationToken>[]
            {
                (client, token) => client.Device.ForEach(row => true, "{\"page_size\":1}", token),
                (client, token) => client.Device.Enumerate("{\"page_size\":1}", token).Count(),
                (client, token) => All(client.Device.EnumerateAsync("{\"page_size\":1}", token)),
            })
            {
                using var service = new Service(true, Service.Json(first), Service.Silence)
                {
                    Arrivals = new CountdownEvent(2),
                };
                using var client = service.Client();
                using var source = new CancellationTokenSource();
                var walking = Task.Run(() => walk(client, source.Token));
                service.Arrivals.Wait();
                source.Cancel();
                var thrown = Check.Throws<OperationCanceledException>(() => walking.GetAwaiter().GetResult());
                Check.Equal(source.Token, thrown.CancellationToken);
            }
        }

        internal static void ClientThatEndsMeanwhile()
        {
            using var fleet = new Fleet(4);
            var options = fleet.Options(("page_size", 2));
            var client = fleet.Client.With();
            var rows = client.Device.Enumerate(options).GetEnumerator();
            Check.That(rows.MoveNext());
            client.Cancel();
            Check.That(rows.MoveNext());
            Check.Fails(BalenaCode.Cancelled, () => rows.MoveNext());
            client.Dispose();

            client = fleet.Client.With();
            rows = client.Device.Enumerate(options).GetEnumerator();
            Check.That(rows.MoveNext());
            client.Dispose();
            Check.That(rows.MoveNext());
            Check.Throws<ObjectDisposedException>(() => rows.MoveNext());

            // A call that runs when its client is disposed of comes to its end.
            client = fleet.Client.With();
            using var walked = client.Device.ForEach(
                row =>
                {
                    client.Dispose();
                    return true;
                },
                options);
            Check.Equal("4", walked["/count"]);
        }

        internal static void RowsThatComeAndGoBetweenPagesMoveNoOthers()
        {
            foreach (var isPushed in new[] { true, false })
            {
                using var fleet = new Fleet(6);
                var expected = fleet.Ids.Where((_, place) => place != 3).ToList();
                var seen = new List<long>();
                bool See(string row)
                {
                    seen.Add(Id(row));
                    if (seen.Count == 2)
                    {
                        // One that was seen goes, one that was not, and one comes.
                        fleet.Devices.Remove(fleet.Uuids[0]);
                        fleet.Devices.Remove(fleet.Uuids[3]);
                        expected.Add(fleet.Add());
                    }
                    return true;
                }
                var options = fleet.Options(("page_size", 2));
                if (isPushed)
                {
                    fleet.Devices.ForEach(See, options).Dispose();
                }
                else
                {
                    foreach (var row in fleet.Devices.Enumerate(options))
                    {
                        See(row);
                    }
                }
                Check.Equal(Names(expected), Names(seen));
            }
        }

        /// <summary>In processes of their own, in whose memory nothing else has been. The runtime gets 8 MB for its
        /// objects, as a container may give it: otherwise it collects none until as many are there as the processor's
        /// cache holds, 30 MB or more. It compiles nothing a second time meanwhile, and all threads share what the C
        /// allocator keeps.</summary>
        internal static void TwentyThousandDevicesInSixteenMegabytes()
        {
            var simulator = Environment.GetEnvironmentVariable("BALENA_TEST_SIMULATOR")
                ?? throw new Skipped("BALENA_TEST_SIMULATOR names no simulator");
            var start = new ProcessStartInfo(simulator) { RedirectStandardOutput = true };
            foreach (var argument in new[]
            {
                "--fleet", "20000", "--", "sh", "-c", "for way in 0 1 2; do \"$0\" \"$1\" \"$2\" $way || exit; done",
                Process.GetCurrentProcess().MainModule!.FileName!, typeof(Program).Assembly.Location, WalkArgument,
            })
            {
                start.ArgumentList.Add(argument);
            }
            start.Environment["DOTNET_GCHeapHardLimit"] = "800000";
            start.Environment["DOTNET_TieredCompilation"] = "0";
            start.Environment["MALLOC_ARENA_MAX"] = "1";
            using var process = Process.Start(start)!;
            var growths = new List<int>();
            while (process.StandardOutput.ReadLine() is string line)
            {
                if (line.StartsWith(Grown))
                {
                    growths.Add(int.Parse(line.Substring(Grown.Length)));
                }
            }
            process.WaitForExit();
            Check.Equal(0, process.ExitCode);
            Check.Equal(3, growths.Count);
            Check.Equal("", string.Join(", ", growths.Where(kilobytes => kilobytes >= 16 << 10)));
        }

        /// <summary>The other process: prints by how many kilobytes its memory grew at most.</summary>
        internal static void Walk(int way)
        {
            using var client = Account.LoggedIn();
            long last = 0;
            var count = 0;
            void See(string row)
            {
                var id = Id(row);
                Check.That(id > last);
                last = id;
                count++;
            }
            var walk = new Action<string>[]
            {
                options => client.Device.ForEach(
                    row =>
                    {
                        See(row);
                        return true;
                    },
                    options).Dispose(),
                options =>
                {
                    foreach (var row in client.Device.Enumerate(options))
                    {
                        See(row);
                    }
                },
                options => Each(client.Device.EnumerateAsync(options), See),
            }[way];
            // What runs for the first time is compiled.
            walk("{\"pages\":1,\"page_size\":1}");
            File.WriteAllText("/proc/self/clear_refs", "5");
            var before = Kilobytes("VmRSS");
            walk($"{{\"after\":{last}}}");
            Check.Equal(20_000, count);
            Console.WriteLine($"{Grown}{Kilobytes("VmHWM") - before}");
        }

        private static int Kilobytes(string name) => int.Parse(
            File.ReadLines("/proc/self/status").Single(line => line.StartsWith(name + ":")).Split(
                new[] { ' ', '\t' }, StringSplitOptions.RemoveEmptyEntries)[1]);

        private static Func<string, bool> Into(List<long> handed) => row =>
        {
            handed.Add(Id(row));
            return true;
        };

        private static void Each(
            IAsyncEnumerable<string> rows, Action<string> see, CancellationToken token = default)
        {
            Seen().GetAwaiter().GetResult();

            async Task Seen()
            {
                await foreach (var row in rows.WithCancellation(token))
                {
                    see(row);
                }
            }
        }

        private static List<string> All(IAsyncEnumerable<string> rows)
        {
            var all = new List<string>();
            Each(rows, all.Add);
            return all;
        }


        private static long Id(string row)
        {
            using var json = JsonDocument.Parse(row);
            return Id(json.RootElement);
        }

        private static long Id(JsonElement row) => row.GetProperty("id").GetInt64();

        private static string Names(IEnumerable<long> ids) => string.Join(", ", ids);

        /// <summary>An application with so many devices.</summary>
        private sealed class Fleet : IDisposable
        {
            private readonly Account.TemporaryApplication application;

            internal Fleet(int devices)
            {
                Client = Account.LoggedIn();
                application = new Account.TemporaryApplication(Client);
                for (var i = 0; i < devices; i++)
                {
                    Add();
                }
            }

            internal Client Client { get; }

            internal DeviceSection Devices => Client.Device;

            internal List<long> Ids { get; } = new List<long>();

            internal List<string> Uuids { get; } = new List<string>();

            internal string Names() => RowsTests.Names(Ids);

            /// <summary>Adds a device, and gives its id.</summary>
            internal long Add()
            {
                Uuids.Add(application.Register());
                using var row = Devices.Get(Uuids.Last(), "{\"$select\":\"id\"}");
                Ids.Add(long.Parse(row["/id"]));
                return Ids.Last();
            }

            /// <summary>Options by which its devices are meant, and these.</summary>
            internal string Options(params (string Name, object? Value)[] more)
            {
                var options = new Dictionary<string, object?>
                {
                    ["$filter"] = $"belongs_to__application eq {application.Id}",
                };
                foreach (var (name, value) in more)
                {
                    options.Add(name, value);
                }
                return JsonSerializer.Serialize(options);
            }

            public void Dispose()
            {
                application.Dispose();
                Client.Dispose();
            }
        }
    }
}
