using System;
using System.Linq;
using System.Text.Json;

namespace Balena.Tests
{
    /// <summary>What a device is reached by, held by, told to run and said to be at.</summary>
    internal static class DeviceStateTests
    {
        private const string Nowhere = "00000000000000000000000000000000";
        private const string NoCommit = "0123456789abcdef0123456789abcdef01234567";
        private const long In2100 = 4_102_444_800_000;

        internal static void PublicUrl()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var device = client.Device;
            var (uuid, other) = (application.Register(), application.Register());
            device.EnableDeviceUrl(uuid);
            Check.Equal((true, false), (device.HasDeviceUrl(IdOf(client, uuid)), device.HasDeviceUrl(other)));
            var url = device.GetDeviceUrl(uuid);
            Check.That(url.StartsWith($"https://{uuid}."));
            Check.Equal(url, device.GetDeviceUrl(IdOf(client, uuid)));
            Check.Equal("true", Field(client, uuid, "is_web_accessible"));
            device.DisableDeviceUrl(IdOf(client, uuid));
            Check.That(!device.HasDeviceUrl(uuid));
            Check.Fails(BalenaCode.DeviceNotWebAccessible, () => device.GetDeviceUrl(uuid));
        }

        internal static void WithoutAPublicUrl()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var uuid = application.Register();
            Check.That(!client.Device.HasDeviceUrl(uuid));
            var error = Check.Fails(BalenaCode.DeviceNotWebAccessible, () => client.Device.GetDeviceUrl(uuid));
            Check.That(error.Message.Contains(uuid));
        }

        internal static void LockOverride()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var device = client.Device;
            var (uuid, other) = (application.Register(), application.Register());
            Check.That(!device.HasLockOverride(uuid));
            device.EnableLockOverride(uuid);
            Check.Equal((true, false), (device.HasLockOverride(uuid), device.HasLockOverride(other)));
            device.EnableLockOverride(IdOf(client, uuid));
            using (var variables = client.DeviceConfigVariable.GetAll(uuid, "{\"$select\":[\"name\",\"value\"]}"))
            {
                Check.Equal("[{\"name\":\"RESIN_OVERRIDE_LOCK\",\"value\":\"1\"}]", variables.ToString());
            }
            // That of the application counts where the device has none.
            client.ApplicationConfigVariable.Create(application.Id, "RESIN_OVERRIDE_LOCK", "1").Dispose();
            device.DisableLockOverride(uuid);
            Check.Equal((false, true), (device.HasLockOverride(uuid), device.HasLockOverride(IdOf(client, other))));
        }

        internal static void GenerateDeviceKey()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var uuid = application.Register();
            application.Register();
            var key = client.Device.GenerateDeviceKey(uuid);
            Check.That(client.Device.GenerateDeviceKey(IdOf(client, uuid)) != key);
            using var itself = Account.LoggedOut($",\"token\":\"{key}\"");
            using var seen = itself.Device.GetAll("{\"$select\":\"uuid\"}");
            Check.Equal($"[{{\"uuid\":\"{uuid}\"}}]", seen.ToString());
            foreach (var odd in new[] { "{\"expiry_date\":\"soon\"}", "{\"name\":7}", "{\"description\":[]}" })
            {
                var error = Check.Fails(
                    BalenaCode.InvalidOption, () => client.Device.GenerateDeviceKey(uuid, odd));
                Check.That(error.Message.Contains(odd.Split('"')[1]));
            }
        }

        internal static void DeviceKeyWithAName()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var uuid = application.Register();
            var options = JsonSerializer.Serialize(
                new { name = "bench", description = "O'Brien's \"é\"", expiry_date = In2100 });
            var sent = Simulator.Requests(() => client.Device.GenerateDeviceKey(uuid, options)).Last();
            Check.That(sent.Path.EndsWith("/device-key"));
            using var body = JsonDocument.Parse(sent.Body);
            Check.Equal("bench", body.RootElement.GetProperty("name").GetString());
            Check.Equal("O'Brien's \"é\"", body.RootElement.GetProperty("description").GetString());
            Check.Equal("2100-01-01T00:00:00.000Z", body.RootElement.GetProperty("expiryDate").GetString());
        }

        internal static void Manifests()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var device = client.Device;
            using var manifest = device.GetManifestBySlug("raspberrypi3");
            Check.Equal("raspberrypi3", manifest["/slug"]);
            foreach (var name in new[] { manifest["/name"], manifest["/aliases/0"] })
            {
                using var same = device.GetManifestBySlug(name);
                Check.Equal(manifest.ToString(), same.ToString());
            }
            foreach (var name in new[] { application.Name, application.Slug })
            {
                using var same = device.GetManifestByApplication(name);
                Check.Equal(manifest.ToString(), same.ToString());
            }
            // What device types there are is no secret.
            using var guest = Account.LoggedOut();
            using var seen = guest.Device.GetManifestBySlug("raspberrypi3");
            Check.Equal(manifest["/arch"], seen["/arch"]);

            var error = Check.Fails(BalenaCode.InvalidDeviceType, () => device.GetManifestBySlug("O'Brien's toaster"));
            Check.That(error.Message.Contains("O'Brien's toaster"));
            Check.Fails(BalenaCode.InvalidParameter, () => device.GetManifestBySlug(""));
            Check.Fails(BalenaCode.InvalidParameter, () => device.GetManifestByApplication(""));
            Check.Fails(BalenaCode.ApplicationNotFound, () => device.GetManifestByApplication("no-such/application"));
            Check.Fails(BalenaCode.ApplicationNotFound, () => device.GetManifestByApplication("no such application"));
        }

        internal static void ManifestsThatAreNoneOrOfTwo()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            Simulator.Answers("GET", "/device-types/v1", 200, "[]");
            Check.Fails(
                BalenaCode.InvalidDeviceType, () => client.Device.GetManifestByApplication(application.Name));
            Simulator.Answers("GET", "/v7/application", 200, Simulator.Two);
            Check.Fails(BalenaCode.AmbiguousApplication, () => client.Device.GetManifestByApplication("name"));
        }

        internal static void SupervisorTargetState()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var device = client.Device;
            var uuid = application.Register();
            device.Rename(uuid, "Küche \"links\"");
            client.DeviceConfigVariable.Create(uuid, "BALENA_HOST_X", "O'Brien é").Dispose();
            foreach (var options in new[] { null, "{\"version\":2}" })
            {
                using var state = device.GetSupervisorTargetState(uuid, options);
                Check.Equal("Küche \"links\"", state["/local/name"]);
                Check.Equal("O'Brien é", state["/local/config/BALENA_HOST_X"]);
                Check.That(state["/dependent"].StartsWith("{"));
            }
            using (var state = device.GetSupervisorTargetState(IdOf(client, uuid), "{\"version\":3}"))
            {
                Check.Equal(1, state.Length());
                Check.Equal("Küche \"links\"", state[$"/{uuid}/name"]);
            }
            foreach (var version in new[] { "1", "4", "\"2\"", "2.5" })
            {
                var error = Check.Fails(
                    BalenaCode.InvalidOption,
                    () => device.GetSupervisorTargetState(uuid, $"{{\"version\":{version}}}"));
                Check.That(error.Message.Contains("version"));
            }
        }

        internal static void ServiceDetails()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var uuid = application.Register();
            using (var row = client.Device.GetWithServiceDetails(uuid))
            {
                Check.Equal((uuid, "{}"), (row["/uuid"], row["/current_services"]));
                Check.Equal("[]", row["/current_gateway_downloads"]);
            }

            var id = IdOf(client, uuid);
            var commit = new string('9', 40);
            var release = application.AddRelease(commit, "success");
            long Installed(long service, string status, int? progress)
            {
                var image = Account.Made(
                    client,
                    "image",
                    new { is_a_build_of__service = service, status = "success", start_timestamp = In2100 });
                Account.Made(client, "image__is_part_of__release", new { image, is_part_of__release = release });
                Account.Made(
                    client,
                    "image_install",
                    new
                    {
                        device = long.Parse(id),
                        installs__image = image,
                        is_provided_by__release = release,
                        install_date = "2026-01-02T03:04:05.678Z",
                        download_progress = progress,
                        status,
                    });
                return image;
            }
            var (main, proxy) = (application.AddService("main"), application.AddService("proxy"));
            var running = Installed(main, "Running", null);
            var downloading = Installed(main, "Downloading", 42);
            Installed(proxy, "Running", null);
            Installed(proxy, "deleted", null);
            using var details = client.Device.GetWithServiceDetails(id, "{\"$select\":[\"id\",\"device_name\"]}");
            using var json = JsonDocument.Parse(details.ToString());
            var services = json.RootElement.GetProperty("current_services");
            Check.Equal("main,proxy", string.Join(",", services.EnumerateObject().Select(service => service.Name)));
            Check.Equal(1, services.GetProperty("proxy").GetArrayLength());
            var installs = services.GetProperty("main").EnumerateArray().OrderBy(Number("image_id")).ToArray();
            Check.Equal(2, installs.Length);
            foreach (var (install, image, status, progress) in new[]
            {
                (installs[0], running, "Running", "null"), (installs[1], downloading, "Downloading", "42"),
            })
            {
                Check.Equal((image, main), (Number("image_id")(install), Number("service_id")(install)));
                Check.Equal(status, install.GetProperty("status").GetString());
                Check.Equal(progress, install.GetProperty("download_progress").GetRawText());
                Check.Equal("2026-01-02T03:04:05.678Z", install.GetProperty("install_date").GetString());
                Check.Equal(release, Number("release_id")(install));
                Check.Equal(commit, install.GetProperty("commit").GetString());
                Check.That(install.GetProperty("raw_version").GetString()!.Length > 0);
                Check.That(Number("id")(install) > 0);
            }
            // Of the row what was asked for.
            Check.Equal(id, details["/id"]);
            Check.That(!json.RootElement.TryGetProperty("uuid", out _));
        }

        internal static void PinnedToARelease()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            using var other = new Account.TemporaryApplication(client);
            var device = client.Device;
            var (uuid, neighbour) = (application.Register(), application.Register());
            var (first, second, failed) = (new string('a', 40), new string('b', 40), new string('c', 40));
            var ids = new[] { application.AddRelease(first, "success"), application.AddRelease(second, "success") };
            var failedId = application.AddRelease(failed, "failed");
            var foreign = other.AddRelease(new string('d', 40), "success");
            string Pin() => Field(client, uuid, "is_pinned_on__release");
            void IsPinnedOn(long release)
            {
                Check.Equal($"{{\"__id\":{release}}}", Pin());
                Check.That(!device.IsTrackingApplicationRelease(uuid));
                Check.That(device.IsTrackingApplicationRelease(neighbour));
            }
            void Tracks()
            {
                Check.Equal("null", Pin());
                Check.That(device.IsTrackingApplicationRelease(IdOf(client, uuid)));
            }
            Tracks();
            device.SetToRelease(uuid, first);
            IsPinnedOn(ids[0]);
            device.SetToRelease(IdOf(client, uuid), $"{ids[1]}");
            IsPinnedOn(ids[1]);
            device.SetToRelease(uuid, null);
            Tracks();
            device.SetToReleaseById(uuid, $"{ids[0]}");
            IsPinnedOn(ids[0]);
            device.SetToReleaseById(uuid, null);
            Tracks();
            device.SetToRelease(uuid, second);
            device.SetToRelease(uuid, "");
            Tracks();
            device.SetToReleaseById(uuid, $"{ids[1]}");
            device.TrackApplicationRelease(uuid);
            Tracks();

            device.SetToRelease(uuid, first);
            foreach (var missing in new[] { failed, NoCommit, $"{failedId}", $"{foreign}", $"{Check.PastDoubles}" })
            {
                var error = Check.Fails(BalenaCode.ReleaseNotFound, () => device.SetToRelease(uuid, missing));
                Check.That(error.Message.Contains(missing));
            }
            foreach (var missing in new[] { failedId, foreign, Check.PastDoubles })
            {
                Check.Fails(BalenaCode.ReleaseNotFound, () => device.SetToReleaseById(uuid, $"{missing}"));
            }
            foreach (var odd in new[] { "a/b", "O'Brien", "a b" })
            {
                var error = Check.Fails(BalenaCode.InvalidParameter, () => device.SetToRelease(uuid, odd));
                Check.That(error.Message.StartsWith("release "));
            }
            foreach (var odd in new[] { first, "-1", "0", "1.5", "99999999999999999999" })
            {
                var error = Check.Fails(BalenaCode.InvalidParameter, () => device.SetToReleaseById(uuid, odd));
                Check.That(error.Message.StartsWith("release_id "));
            }
            IsPinnedOn(ids[0]);
        }

        internal static void CustomLocation()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var uuid = application.Register();
            (string, string) Place() =>
                (Field(client, uuid, "custom_latitude"), Field(client, uuid, "custom_longitude"));
            foreach (var (latitude, longitude, place) in new[]
            {
                (21.032777, 105.831586, ("21.032777", "105.831586")),
                (-90.0, 180.0, ("-90", "180")),
                (0.0, -0.5, ("0", "-0.5")),
            })
            {
                client.Device.SetCustomLocation(uuid, latitude, longitude);
                Check.Equal(place, Place());
            }
            client.Device.UnsetCustomLocation(uuid);
            Check.Equal(("", ""), Place());
        }

        internal static void CustomLocationThatIsNone()
        {
            using var client = Account.Unreachable();
            foreach (var (latitude, longitude, named) in new[]
            {
                (90.1, 0.0, "latitude "),
                (double.NaN, 0.0, "latitude "),
                (double.NegativeInfinity, 0.0, "latitude "),
                (double.MaxValue, 0.0, "latitude "),
                (0.0, -180.5, "longitude "),
                (0.0, double.NaN, "longitude "),
                (0.0, double.PositiveInfinity, "longitude "),
            })
            {
                var error = Check.Fails(
                    BalenaCode.InvalidParameter, () => client.Device.SetCustomLocation("1", latitude, longitude));
                Check.That(error.Message.StartsWith(named));
            }
        }

        internal static void SupportAccess()
        {
            const string field = "is_accessible_by_support_until__date";
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var (uuid, other) = (application.Register(), application.Register());
            client.Device.GrantSupportAccess(uuid, In2100);
            Check.Equal("2100-01-01T00:00:00.000Z", Field(client, uuid, field));
            Check.Equal("null", Field(client, other, field));
            client.Device.RevokeSupportAccess(IdOf(client, uuid));
            Check.Equal("null", Field(client, uuid, field));
        }

        internal static void SupportAccessInThePast()
        {
            using var client = Account.Unreachable();
            foreach (var past in new[] { 0, -1, 1_000_000_000_000 })
            {
                var error = Check.Fails(
                    BalenaCode.InvalidParameter, () => client.Device.GrantSupportAccess("1", past));
                Check.That(error.Message.StartsWith("expiry_timestamp "));
            }
        }

        internal static void UnsupportedByTheServer()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var device = client.Device;
            var uuid = application.Register();
            foreach (var call in new Action[]
            {
                () => device.EnableDeviceUrl(uuid),
                () => device.DisableDeviceUrl(uuid),
                () => device.GrantSupportAccess(uuid, In2100),
                () => device.RevokeSupportAccess(uuid),
                () => device.SetCustomLocation(uuid, 1, 1),
                () => device.UnsetCustomLocation(uuid),
            })
            {
                Simulator.Answers("PATCH", "/v7/device", 500, "");
                Check.Fails(BalenaCode.UnsupportedByServer, call);
            }
            var reachable = $"{{\"d\":[{{\"uuid\":\"{uuid}\",\"is_web_accessible\":true}}]}}";
            Simulator.Answers("GET", "/v7/device", 200, reachable);
            Simulator.Answers("GET", "/config", 404, "");
            Check.Fails(BalenaCode.UnsupportedByServer, () => device.GetDeviceUrl(uuid));
            // A configuration that does not say where such URLs lie.
            Simulator.Answers("GET", "/v7/device", 200, reachable);
            Simulator.Answers("GET", "/config", 200, "{}");
            Check.Fails(BalenaCode.Decode, () => device.GetDeviceUrl(uuid));
        }

        internal static void NotFound()
        {
            using var client = Account.LoggedIn();
            foreach (var call in Calls(client.Device))
            {
                foreach (var missing in new[] { Nowhere, $"{Check.PastDoubles}" })
                {
                    var error = Check.Fails(BalenaCode.DeviceNotFound, () => call(missing, null));
                    Check.That(error.Message.Contains(missing));
                }
            }
        }

        internal static void RefusedBeforeAnythingIsSent()
        {
            using var client = Account.Unreachable();
            foreach (var call in Calls(client.Device))
            {
                foreach (var odd in new[] { "", "0123", "../user", "O'Brien", "0", "-1", Nowhere + "\0" })
                {
                    var error = Check.Fails(BalenaCode.InvalidParameter, () => call(odd, null));
                    Check.That(error.Message.StartsWith("device "));
                }
                Check.Fails(BalenaCode.NonAllowedOption, () => call(Nowhere, "{\"no_such_option\":1}"));
                Check.Fails(BalenaCode.InvalidOption, () => call(Nowhere, "{\"timeout_ms\":\"soon\"}"));
            }
        }

        internal static void WithoutALogin()
        {
            using var guest = Account.LoggedOut();
            foreach (var call in Calls(guest.Device))
            {
                Check.Fails(BalenaCode.Unauthorized, () => call(Nowhere, null));
            }
        }

        /// <summary>All calls that are about a device, with its reference and options to be given.</summary>
        private static Action<string, string?>[] Calls(DeviceSection device) => new Action<string, string?>[]
        {
            (it, options) => device.DisableDeviceUrl(it, options),
            (it, options) => device.EnableDeviceUrl(it, options),
            (it, options) => device.HasDeviceUrl(it, options),
            (it, options) => device.GetDeviceUrl(it, options),
            (it, options) => device.DisableLockOverride(it, options),
            (it, options) => device.EnableLockOverride(it, options),
            (it, options) => device.HasLockOverride(it, options),
            (it, options) => device.GenerateDeviceKey(it, options),
            (it, options) => device.GetSupervisorTargetState(it, options).Dispose(),
            (it, options) => device.GetWithServiceDetails(it, options).Dispose(),
            (it, options) => device.GrantSupportAccess(it, In2100, options),
            (it, options) => device.RevokeSupportAccess(it, options),
            (it, options) => device.IsTrackingApplicationRelease(it, options),
            (it, options) => device.TrackApplicationRelease(it, options),
            (it, options) => device.SetToRelease(it, NoCommit, options),
            (it, options) => device.SetToReleaseById(it, "1", options),
            (it, options) => device.SetCustomLocation(it, 1, 1, options),
            (it, options) => device.UnsetCustomLocation(it, options),
        };

        private static Func<JsonElement, long> Number(string name) => element => element.GetProperty(name).GetInt64();

        private static string IdOf(Client client, string uuid) => Field(client, uuid, "id");

        private static string Field(Client client, string device, string name)
        {
            using var row = client.Device.Get(device, $"{{\"$select\":\"{name}\"}}");
            return row["/" + name];
        }
    }
}
