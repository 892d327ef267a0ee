using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Balena.Tests
{
    /// <summary>Images of the operating system, to a file, to a function or to both.</summary>
    internal static class DownloadTests
    {
        private const string Old = "what was there";

        internal static void AnImageComesToAFileToAFunctionOrToBoth()
        {
            using var image = new Image();
            using var found = image.Download();
            image.IsWhole();
            Check.Equal(image.Size.ToString(), found["/length"]);
            Check.Equal(image.Path, found["/path"]);
            Check.Equal("application/octet-stream", found["/content_type"]);
            Check.Equal("null", found["/content_encoding"]);
            Check.Equal(image.Version, found["/version"]);
            Check.Equal($"balena-raspberrypi3-{image.Version}.img", found["/filename"]);

            var bytes = new MemoryStream();
            using var handed = image.Client.DeviceOs.Download(
                "{\"deviceType\":\"Raspberry Pi 3\",\"version\":\"recommended\"}",
                piece =>
                {
                    Check.Equal(bytes.Length, piece.Offset);
                    Check.Equal<long?>(image.Size, piece.Total);
                    Check.Equal(piece.Offset > 0, piece.Rate > 0);
                    bytes.Write(piece.Data);
                    return true;
                });
            Check.Equal(image.Expected, Digest(bytes.ToArray()));
            Check.Equal(image.Version, handed["/version"]);
            Check.Fails(BalenaCode.NotFound, () => handed.GetString("/path"));

            // It has been written when the function gets it.
            var pieces = 0;
            image.Download(piece =>
            {
                Check.Equal(piece.Offset + piece.Data.Length, new FileInfo(image.Path + ".part").Length);
                pieces++;
                return true;
            }).Dispose();
            Check.That(pieces > 1);
            image.IsWhole();
        }

        internal static void WhatBreaksGoesOnWhereItBroke()
        {
            using var image = new Image();
            foreach (var after in new[] { 0, image.Size / 2, image.Size * 99 / 100 })
            {
                image.IsCut(after);
                long came = 0;
                var requests = Simulator.Requests(() => image.Download(piece =>
                {
                    Check.Equal(came, piece.Offset);
                    came += piece.Data.Length;
                    return true;
                }).Dispose());
                Check.Equal(2, requests.Count(request => request.Path == "/download"));
                Check.Equal(image.Size, came);
                image.IsWhole();
            }
        }

        internal static void WhereTheRestCanNotBeHadItBeginsAnew()
        {
            using var image = new Image();
            foreach (var order in new object[] { new { changed = true }, new { ranges = false } })
            {
                image.IsCut(image.Size / 2);
                var offsets = new List<long>();
                var bytes = new MemoryStream();
                image.Download(piece =>
                {
                    if (offsets.Count == 0)
                    {
                        Simulator.Images(order);
                    }
                    offsets.Add(piece.Offset);
                    bytes.SetLength(piece.Offset);
                    bytes.Position = piece.Offset;
                    bytes.Write(piece.Data);
                    return true;
                }).Dispose();
                Check.Equal(2, offsets.Count(offset => offset == 0));
                Check.Equal(image.Expected, Digest(bytes.ToArray()));
                image.IsWhole();
            }
        }

        internal static void OfAnApplicationWithWhatItIsToConnectTo()
        {
            using var image = new Image();
            using var application = new Account.TemporaryApplication(image.Client);
            var id = long.Parse(application.Id);
            var request = Simulator.Requests(() => image.Download(
                null, ("appId", id), ("deviceType", null), ("network", "wifi"), ("wifiSsid", "ours"),
                ("wifiKey", "secret")).Dispose()).Last();
            image.IsWhole();
            // What is secret is in no URL.
            Check.Equal("POST /download", $"{request.Method} {request.Path}");
            using var body = JsonDocument.Parse(request.Body);
            Check.Equal("secret", body.RootElement.GetProperty("wifiKey").GetString());
            Check.Equal(id, body.RootElement.GetProperty("appId").GetInt64());
            image.Download(null, ("appId", application.Id), ("deviceType", null), ("network", "ethernet")).Dispose();
            image.IsWhole();
        }

        internal static void PackedAsItIsWanted()
        {
            using var image = new Image();
            image.Download(null, ("fileType", ".gz")).Dispose();
            Check.Equal(image.Expected, Digest(Unpacked(image.Path)));
            image.Download(null, ("fileType", ".zip")).Dispose();
            using (var archive = ZipFile.OpenRead(image.Path))
            {
                Check.Equal<long>(image.Size, archive.Entries.Single().Length);
            }
            var totals = new HashSet<long?>();
            using var raw = image.Download(
                piece =>
                {
                    totals.Add(piece.Total);
                    return true;
                },
                ("raw", true));
            Check.Equal("gzip", raw["/content_encoding"]);
            Check.Equal(null, totals.Single());
            Check.Equal(image.Expected, Digest(Unpacked(image.Path)));
        }

        internal static void EachErrorHasItsCode()
        {
            using var image = new Image();
            var os = image.Client.DeviceOs;
            File.WriteAllText(image.Path, Old);
            PieceCallback never = piece => throw new InvalidOperationException("It was called.");
            void Refused(BalenaCode code, params (string, object?)[] options) =>
                Check.Fails(code, () => image.Download(never, options));
            Refused(BalenaCode.MissingOption, ("deviceType", null));
            Refused(BalenaCode.MissingOption, ("appId", 1));
            Refused(BalenaCode.MissingOption, ("appId", 1), ("network", "wifi"));
            Check.Fails(BalenaCode.MissingOption, () => os.Download("{\"deviceType\":\"raspberrypi3\"}"));
            Check.Fails(BalenaCode.MissingOption, () => os.Download(null!, never));
            Refused(BalenaCode.ApplicationNotFound, ("appId", Check.PastDoubles), ("network", "ethernet"));
            Refused(BalenaCode.InvalidDeviceType, ("deviceType", "toaster"));
            Refused(BalenaCode.OsImageNotFound, ("version", "1.2.3"));
            Refused(BalenaCode.InvalidOption, ("fileType", ".iso"));
            Refused(BalenaCode.NonAllowedOption, ("odd", 1));
            Refused(BalenaCode.InvalidOption, ("timeout_ms", 0));
            foreach (var place in new[] { image.Folder.Within("no/such.img"), image.Folder.Place })
            {
                Refused(BalenaCode.IO, ("path", place));
            }
            Simulator.Answers("GET", "/download", 404, "");
            Refused(BalenaCode.UnsupportedByServer);
            using var loggedOut = Account.LoggedOut();
            Check.Fails(
                BalenaCode.NotLoggedIn, () => loggedOut.DeviceOs.Download("{\"deviceType\":\"raspberrypi3\"}", never));
            image.IsAsBefore();
        }

        internal static void FalseFromTheFunctionEndsItAndLeavesNoFile()
        {
            using var image = new Image();
            var pieces = 0;
            var error = Check.Fails(BalenaCode.Cancelled, () => image.Download(piece => ++pieces < 2));
            Check.That(!error.OutcomeUnknown);
            Check.Equal(2, pieces);
            image.IsNotThere();
        }

        /// <summary>As it was thrown, with the place where that was.</summary>
        internal static void WhatTheFunctionThrowsComesOutOfTheCallAndLeavesNoFile()
        {
            using var image = new Image();
            var own = new TimeZoneNotFoundException("of the function");
            var thrown = Check.Throws<TimeZoneNotFoundException>(() => image.Download(piece => Thrower(own)));
            Check.That(ReferenceEquals(own, thrown));
            Check.That(thrown.StackTrace!.Contains(nameof(Thrower)));
            image.IsNotThere();
            File.WriteAllText(image.Path, Old);
            Check.Throws<TimeZoneNotFoundException>(() => image.Download(piece => Thrower(own)));
            image.IsAsBefore();
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static bool Thrower(Exception exception) => throw exception;

        internal static void TokenThatEndsLeavesNoFile()
        {
            using var image = new Image();
            // From another thread, while nothing comes any more.
            Simulator.Orders(new { match = new { path = "/download" }, fault = "stall_body" });
            using (var source = new CancellationTokenSource())
            {
                using var isUnderWay = new ManualResetEventSlim();
                var download = Task.Run(() => image.Download(
                    piece =>
                    {
                        isUnderWay.Set();
                        return true;
                    },
                    source.Token));
                isUnderWay.Wait();
                source.Cancel();
                var thrown = Check.Throws<OperationCanceledException>(() => download.GetAwaiter().GetResult());
                Check.Equal(source.Token, thrown.CancellationToken);
                image.IsNotThere();
            }
            // From within the function.
            using (var source = new CancellationTokenSource())
            {
                var pieces = 0;
                Check.Throws<OperationCanceledException>(() => image.Download(
                    piece =>
                    {
                        pieces++;
                        source.Cancel();
                        return true;
                    },
                    source.Token));
                Check.Equal(1, pieces);
                image.IsNotThere();
                // Before it begins.
                Check.Equal(0, Simulator.Requests(() => Check.Throws<OperationCanceledException>(
                    () => image.Download(null, source.Token))).Length);
                image.IsNotThere();
            }
        }

        internal static void ClientThatIsCancelledLeavesNoFile()
        {
            using var image = new Image();
            using var client = image.Client.With();
            Check.Fails(BalenaCode.Cancelled, () => client.DeviceOs.Download(
                image.Options(),
                piece =>
                {
                    client.Cancel();
                    return true;
                }));
            image.IsNotThere();

            // A call that runs when its client is disposed of comes to its end.
            client.Dispose();
            var other = image.Client.With();
            other.DeviceOs.Download(
                image.Options(),
                piece =>
                {
                    other.Dispose();
                    return true;
                }).Dispose();
            image.IsWhole();
        }

        internal static void TheFunctionMayCallTheLibrary()
        {
            using var image = new Image();
            image.Download(piece =>
            {
                if (piece.Offset == 0)
                {
                    image.Client.DeviceOs.Download("{\"deviceType\":\"intel-nuc\"}", other => true).Dispose();
                    GC.Collect();
                }
                return true;
            }).Dispose();
            image.IsWhole();
        }

        private static byte[] Unpacked(string path)
        {
            using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            var bytes = new MemoryStream();
            packed.CopyTo(bytes);
            return bytes.ToArray();
        }

        private static string Digest(byte[] bytes)
        {
            using var algorithm = SHA256.Create();
            return string.Concat(algorithm.ComputeHash(bytes).Select(one => one.ToString("x2")));
        }

        /// <summary>An image that the simulator has, and a folder for it. Skips the test where the server is not the
        /// simulator.</summary>
        private sealed class Image : IDisposable
        {
            internal Image()
            {
                Simulator.IsNeededFor("images");
                Simulator.Images(new { size = Size, ranges = true });
                Client = Account.LoggedIn();
                using var versions = Client.DeviceOs.GetSupportedVersions("raspberrypi3");
                Version = versions["/default"];
            }

            internal Client Client { get; }

            internal Folder Folder { get; } = new Folder();

            internal string Path => Folder.Within("os.img");

            internal int Size => 1 << 20;

            internal string Version { get; }

            /// <summary>The digest that it has now.</summary>
            internal string Expected
            {
                get
                {
                    using var image = Simulator.Image("raspberrypi3", Version);
                    return image.RootElement.GetProperty("sha256").GetString()!;
                }
            }

            /// <summary>Makes the next connection that brings it break after so many bytes.</summary>
            internal void IsCut(int after) =>
                Simulator.Orders(new { match = new { path = "/download" }, fault = new { kind = "cut", after } });

            /// <summary>Options of a download to the path, and these.</summary>
            internal string Options(params (string Name, object? Value)[] more)
            {
                var options = new Dictionary<string, object?> { ["deviceType"] = "raspberrypi3", ["path"] = Path };
                foreach (var (name, value) in more)
                {
                    options[name] = value;
                }
                return JsonSerializer.Serialize(options);
            }

            internal Document Download(
                PieceCallback? callback = null, params (string Name, object? Value)[] more) =>
                Client.DeviceOs.Download(Options(more), callback);

            internal Document Download(PieceCallback? callback, CancellationToken cancellationToken) =>
                Client.DeviceOs.Download(Options(), callback, cancellationToken);

            /// <summary>Checks that it is there, whole, and nothing beside it.</summary>
            internal void IsWhole()
            {
                Check.Equal(Expected, Digest(File.ReadAllBytes(Path)));
                Check.Equal(Path, Directory.GetFileSystemEntries(Folder.Place).Single());
                File.Delete(Path);
            }

            internal void IsNotThere() => Check.Equal(0, Directory.GetFileSystemEntries(Folder.Place).Length);

            /// <summary>Checks that what was there before is there, and nothing beside it.</summary>
            internal void IsAsBefore()
            {
                Check.Equal(Old, File.ReadAllText(Path));
                Check.Equal(Path, Directory.GetFileSystemEntries(Folder.Place).Single());
            }

            public void Dispose()
            {
                Folder.Dispose();
                Client.Dispose();
            }
        }
    }
}
