using System;

namespace Balena.Tests
{
    /// <summary>Updates of the operating system, and the parameters of its download.</summary>
    internal static class DeviceOsUpdateTests
    {
        private const string Attended = "{\"run_detached\":false}";

        internal static void ParseParams()
        {
            using var client = Account.LoggedOut();
            var os = client.DeviceOs;
            using var parsed = os.ParseParams("{\"appId\":\"9020\",\"network\":\"wifi\",\"wifiSsid\":\"ours\"}");
            Check.Equal("{\"appId\":9020,\"network\":\"wifi\",\"wifiSsid\":\"ours\"}", parsed.ToString());
            Check.Fails(BalenaCode.MissingOption, () => os.ParseParams("{}"));
            Check.Fails(BalenaCode.MissingOption, () => os.ParseParams("{\"appId\":1,\"network\":\"wifi\"}"));
            var error = Check.Fails(
                BalenaCode.InvalidOption, () => os.ParseParams("{\"appId\":\"one\",\"network\":\"ethernet\"}"));
            Check.That(error.Message.Contains("appId"));
            Check.Fails(BalenaCode.InvalidOption, () => os.ParseParams("{\"appId\":1,\"network\":\"ring\"}"));
            Check.Fails(
                BalenaCode.NonAllowedOption,
                () => os.ParseParams("{\"appId\":1,\"network\":\"ethernet\",\"colour\":1}"));
            Check.Fails(BalenaCode.InvalidParameter, () => os.ParseParams("[]"));
            Check.Fails(BalenaCode.InvalidParameter, () => os.ParseParams(null!));
        }

        internal static void DevicesThatAreNotFit()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var uuid = application.Register();
            var missing = new string('0', 32);
            Check.Fails(BalenaCode.DeviceOffline, () => client.Device.StartOsUpdate(uuid, "6.0.24"));
            Check.Fails(BalenaCode.DeviceNotFound, () => client.Device.StartOsUpdate(missing, "6.0.24"));
            Check.Fails(BalenaCode.DeviceNotFound, () => client.Device.GetOsUpdateStatus(missing));
            Check.Fails(
                BalenaCode.InvalidOption, () => client.Device.StartOsUpdate(uuid, "6.0.24", "{\"run_detached\":1}"));
            var error = Check.Fails(
                BalenaCode.InvalidParameter, () => client.Device.StartOsUpdate(uuid, "six"));
            Check.That(error.Message.Contains("target_os_version"));
        }

        internal static void StartedAndFollowed()
        {
            using var client = Updater();
            using var application = new Account.TemporaryApplication(client);
            var uuid = application.Register();
            Connect(client, uuid, "5.3.21");
            Check.Fails(BalenaCode.OsUpdateError, () => client.Device.StartOsUpdate(uuid, "2.94.4+rev1.prod"));
            Check.Fails(BalenaCode.InvalidParameter, () => client.Device.StartOsUpdate(uuid, "6.0.25"));
            PublishedVersionsAreNeeded(client);
            using var started = client.Device.StartOsUpdate(uuid, "6.0.24");
            Check.Equal("triggered", started["/status"]);
            foreach (var stage in new[] { "downloading", "applying changes", "done" })
            {
                using var seen = client.Device.GetOsUpdateStatus(uuid);
                Check.Equal(stage, seen["/update_status"]);
            }
            using var last = client.Device.GetOsUpdateStatus(uuid);
            Check.Equal("balenaOS 6.0.24", last["/os_version"]);
        }

        internal static void SeveralThatTheServerWaitsFor()
        {
            using var client = Updater();
            using var application = new Account.TemporaryApplication(client);
            var (one, other) = (application.Register(), application.Register());
            var both = $"[\"{one}\",\"{other}\"]";
            Connect(client, one, "5.3.21");
            Check.Fails(BalenaCode.DeviceOffline, () => client.Device.StartOsUpdate(both, "6.0.24", Attended));
            PublishedVersionsAreNeeded(client);
            Check.Equal("idle", Status(client, one));
            Connect(client, other, "2.115.7");
            using var started = client.Device.StartOsUpdate(both, "6.0.24", Attended);
            Check.Equal(2, started.Length());
            foreach (var uuid in new[] { one, other })
            {
                Check.Equal("in_progress", started[$"/{uuid}/status"]);
                Check.Equal("in_progress", Status(client, uuid));
                Check.Equal("in_progress", Status(client, uuid));
                Check.Equal("done", Status(client, uuid));
            }
        }

        /// <summary>A client that knows the server for updates that the simulator plays. Skips the test where the
        /// server is another.</summary>
        private static Client Updater()
        {
            Simulator.IsNeededFor("a server for updates on this machine");
            var actions = Account.Endpoint.Replace("127.0.0.1", "actions.devices.localhost", StringComparison.Ordinal);
            return Account.LoggedIn($",\"actions_endpoint\":\"{actions}\"");
        }

        /// <summary>Skips the test where the server has nothing to update to, and then no server for updates either.
        /// </summary>
        private static void PublishedVersionsAreNeeded(Client client)
        {
            using var versions = client.DeviceOs.GetSupportedVersions("raspberrypi3");
            if (versions.Length("/versions") == 0)
            {
                throw new Skipped("this server publishes no version of the operating system to update to");
            }
        }

        /// <summary>Makes a device say that it is connected and runs this version for production.</summary>
        private static void Connect(Client client, string uuid, string version) => client.Pine.Patch(
            "device",
            $"{{\"is_connected_to_vpn\":true,\"os_variant\":\"prod\",\"os_version\":\"balenaOS {version}\"}}",
            $"{{\"$filter\":{{\"uuid\":\"{uuid}\"}}}}");

        private static string Status(Client client, string uuid)
        {
            using var status = client.Device.GetOsUpdateStatus(uuid, Attended);
            return status["/status"];
        }
    }
}
