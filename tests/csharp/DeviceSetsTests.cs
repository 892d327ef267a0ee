using System;
using System.Linq;
using System.Text.Json;

namespace Balena.Tests
{
    /// <summary>Several devices at once, as a JSON array of uuids and ids.</summary>
    internal static class DeviceSetsTests
    {
        private const string Nowhere = "00000000000000000000000000000000";
        private const string Commit = "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";
        private const long In2100 = 4_102_444_800_000;

        internal static void WrittenTogether()
        {
            using var fleet = new Fleet();
            using var other = new Account.TemporaryApplication(fleet.Client);
            var device = fleet.Client.Device;
            var release = fleet.Application.AddRelease(Commit, "success");
            var second = fleet.Application.AddRelease(new string('f', 40), "success");
            fleet.Became("note", "\"O'Brien's é\"", "null", set => device.Note(set, "O'Brien's é"));
            fleet.Became("is_pinned_on__release", Reference(release), "null", set => device.SetToRelease(set, Commit));
            fleet.Became(
                "is_pinned_on__release", Reference(second), "null", set => device.SetToReleaseById(set, $"{second}"));
            fleet.Became("is_pinned_on__release", "null", "null", set => device.TrackApplicationRelease(set));
            fleet.Became("is_pinned_on__release", Reference(release), "null", set => device.SetToRelease(set, Commit));
            fleet.Became("is_pinned_on__release", "null", "null", set => device.SetToRelease(set, null));
            fleet.Became("is_pinned_on__release", Reference(release), "null", set => device.SetToRelease(set, Commit));
            fleet.Became("is_pinned_on__release", "null", "null", set => device.SetToReleaseById(set, null));
            fleet.Became(
                "belongs_to__application",
                $"{{\"__id\":{other.Id}}}",
                $"{{\"__id\":{fleet.Application.Id}}}",
                set => device.Move(set, other.Name));
            Check.Equal((3, 1), (CountIn(fleet.Client, other), CountIn(fleet.Client, fleet.Application)));
            device.Remove(fleet.Three);
            Check.Equal((0, 1), (CountIn(fleet.Client, other), CountIn(fleet.Client, fleet.Application)));
        }

        internal static void PublicUrls()
        {
            using var fleet = new Fleet();
            var device = fleet.Client.Device;
            fleet.Became("is_web_accessible", "true", "false", set => device.EnableDeviceUrl(set));
            fleet.Became("is_web_accessible", "false", "false", set => device.DisableDeviceUrl(set));
        }

        internal static void SupportAccess()
        {
            using var fleet = new Fleet();
            var device = fleet.Client.Device;
            const string until = "is_accessible_by_support_until__date";
            fleet.Became(
                until, "\"2100-01-01T00:00:00.000Z\"", "null", set => device.GrantSupportAccess(set, In2100));
            fleet.Became(until, "null", "null", set => device.RevokeSupportAccess(set));
        }

        internal static void CustomLocations()
        {
            using var fleet = new Fleet();
            var device = fleet.Client.Device;
            // A server without locations says so here, and has none to read.
            device.SetCustomLocation(fleet.Three, 0, 0);
            var before = fleet.Fields("custom_latitude").Last();
            fleet.Became("custom_latitude", "\"1.5\"", before, set => device.SetCustomLocation(set, 1.5, -2));
            fleet.Became("custom_longitude", "\"-2\"", before, set => device.SetCustomLocation(set, 1.5, -2));
            fleet.Became("custom_latitude", "\"\"", before, set => device.UnsetCustomLocation(set));
        }

        internal static void WithOneThatIsMissing()
        {
            using var fleet = new Fleet();
            using var other = new Account.TemporaryApplication(fleet.Client);
            var release = fleet.Application.AddRelease(Commit, "success");
            string Rows()
            {
                using var rows = fleet.Client.Device.GetAllByApplicationId(fleet.Application.Id);
                Check.Equal(4, rows.Length());
                return rows.ToString();
            }
            var before = Rows();
            foreach (var write in Writes(fleet.Client.Device, other.Name, $"{release}"))
            {
                foreach (var missing in new[] { Nowhere, $"{Check.PastDoubles}" })
                {
                    var set = JsonSerializer.Serialize(new[] { fleet.Uuids[0], missing, fleet.Uuids[1] });
                    var error = Check.Fails(BalenaCode.DeviceNotFound, () => write(set));
                    Check.That(error.Message.Contains(missing));
                    Check.That(!error.OutcomeUnknown);
                }
            }
            // With the moment of the last change of each row.
            Check.Equal(before, Rows());
        }

        internal static void RefusedBeforeAnythingIsSent()
        {
            using var client = Account.Unreachable();
            foreach (var odd in new[]
            {
                "[]", "[ ]", "[1", "[1,]", "[null]", "[true]", "[[1]]", "[1.5]", "[0]", "[-1]", "[\"\"]", "[\"x\"]",
                "[\"O'Brien\"]", "[1,\"../2\"]", "{\"id\":1}", "1,2", "[99999999999999999999]",
            })
            {
                foreach (var write in Writes(client.Device, "application", "1"))
                {
                    var error = Check.Fails(BalenaCode.InvalidParameter, () => write(odd));
                    Check.That(error.Message.StartsWith("device "));
                }
            }
            // A name is for one, and a question is about one.
            Check.Fails(BalenaCode.InvalidParameter, () => client.Device.Rename("[1,2]", "name"));
            Check.Fails(BalenaCode.InvalidParameter, () => client.Device.Get("[1]"));
            Check.Fails(BalenaCode.InvalidParameter, () => client.Device.EnableLockOverride("[1,2]"));
            Check.Fails(BalenaCode.InvalidParameter, () => client.Device.IsTrackingApplicationRelease("[1]"));
        }

        /// <summary>All writes that take several devices.</summary>
        private static Action<string>[] Writes(DeviceSection device, string application, string release) =>
            new Action<string>[]
            {
                set => device.Note(set, "note"),
                set => device.EnableDeviceUrl(set),
                set => device.DisableDeviceUrl(set),
                set => device.SetCustomLocation(set, 1, 1),
                set => device.UnsetCustomLocation(set),
                set => device.GrantSupportAccess(set, In2100),
                set => device.RevokeSupportAccess(set),
                set => device.SetToRelease(set, release),
                set => device.SetToRelease(set, null),
                set => device.SetToReleaseById(set, release),
                set => device.SetToReleaseById(set, null),
                set => device.TrackApplicationRelease(set),
                set => device.Move(set, application),
                set => device.Remove(set),
            };

        private static string Reference(long id) => $"{{\"__id\":{id}}}";

        private static int CountIn(Client client, Account.TemporaryApplication application)
        {
            using var devices = client.Device.GetAllByApplicationId(application.Id);
            return devices.Length();
        }

        /// <summary>Four devices in an application of their own, three of which are written to.</summary>
        private sealed class Fleet : IDisposable
        {
            internal Fleet()
            {
                Client = Account.LoggedIn();
                Application = new Account.TemporaryApplication(Client);
                Uuids = Enumerable.Range(0, 4).Select(_ => Application.Register()).ToArray();
                using var second = Client.Device.Get(Uuids[1]);
                using var third = Client.Device.Get(Uuids[2]);
                Three = JsonSerializer.Serialize(new object[] { Uuids[0], long.Parse(second["/id"]), third["/id"] });
            }

            internal Client Client { get; }

            internal Account.TemporaryApplication Application { get; }

            internal string[] Uuids { get; }

            /// <summary>The first by its uuid, the second by its id as a number, the third by its id as a
            /// text.</summary>
            internal string Three { get; }

            /// <summary>Writes to the three, and looks what a field became in them, and what it is in the
            /// fourth.</summary>
            internal void Became(string field, string expected, string fourth, Action<string> write)
            {
                write(Three);
                Check.Equal($"{expected} {expected} {expected} {fourth}", string.Join(" ", Fields(field)));
            }

            /// <summary>A field of each of the four, as JSON.</summary>
            internal string[] Fields(string name) => Uuids.Select(uuid =>
            {
                using var row = Client.Device.Get(uuid, $"{{\"$select\":\"{name}\"}}");
                using var json = JsonDocument.Parse(row.ToString());
                return json.RootElement.GetProperty(name).GetRawText();
            }).ToArray();

            public void Dispose()
            {
                Application.Dispose();
                Client.Dispose();
            }
        }
    }
}
