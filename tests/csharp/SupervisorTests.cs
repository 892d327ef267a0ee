using System;
using System.Net.Http;
using System.Threading;

namespace Balena.Tests
{
    /// <summary>Supervisors, and what devices have of them.</summary>
    internal static class SupervisorTests
    {
        private const string Nowhere = "00000000000000000000000000000000";
        private const string Force = "{\"force\":true}";

        internal static void ThroughTheService()
        {
            using var client = Account.LoggedIn();
            var uuid = Supervised("DEVICE_UUID");
            Answers(client.Supervisor, uuid);
            client.Device.Identify(uuid);
            client.Device.Restart(uuid);
            using var state = client.Device.GetSupervisorState(uuid);
            Check.Equal("Idle", state["/status"]);
            Check.Equal(32, client.Supervisor.RegenerateSupervisorApiKey(uuid).Length);
        }

        internal static void UnderALock()
        {
            using var client = Account.LoggedIn();
            var uuid = Supervised("DEVICE_UUID");
            var image = ImageOf(uuid);
            var supervisor = client.Supervisor;
            Lock(true);
            foreach (var call in new Action[]
            {
                () => supervisor.Purge(uuid),
                () => supervisor.Restart(uuid),
                () => supervisor.Reboot(uuid),
                () => supervisor.Shutdown(uuid),
                () => supervisor.StopApplication(uuid),
                () => supervisor.StopService(uuid, image),
                () => supervisor.RestartService(uuid, image),
            })
            {
                Check.Fails(BalenaCode.SupervisorLocked, call);
            }
            supervisor.RestartService(uuid, image, Force);
            Lock(false);
        }

        internal static void TooOld()
        {
            using var client = Account.LoggedIn();
            var supervisor = client.Supervisor;
            Old("1.5.0", () => supervisor.GetDeviceState("1"));
            Old("1.7.0", () => supervisor.GetApplicationInfo("1"));
            Old("1.7.0", () => supervisor.StartApplication("1"));
            Old("1.7.0", () => supervisor.StopApplication("1"));
            Old("6.9.0", () => supervisor.StartService("1", 1));
            Old("6.9.0", () => supervisor.StopService("1", 1));
            Old("6.9.0", () => supervisor.RestartService("1", 1));
        }

        internal static void OfADeviceThatCanNotBeAsked()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var device = application.Register();
            var supervisor = client.Supervisor;
            var error = Check.Fails(BalenaCode.DeviceOffline, () => supervisor.Ping(device));
            Check.That(error.Message.Contains(device));
            Check.Fails(BalenaCode.DeviceOffline, () => supervisor.Reboot(device));
            Check.Fails(BalenaCode.DeviceOffline, () => supervisor.StopService(device, 1));
            Check.Fails(BalenaCode.DeviceOffline, () => client.Device.Identify(device));
            Check.Fails(BalenaCode.DeviceOffline, () => client.Device.Restart(device));
            Check.Fails(BalenaCode.DeviceOffline, () => client.Device.GetSupervisorState(device));
            Check.Fails(BalenaCode.DeviceNotFound, () => supervisor.Blink(Nowhere));
            Check.Fails(BalenaCode.DeviceNotFound, () => client.Device.Restart(Nowhere));
            Check.Fails(BalenaCode.InvalidOption, () => supervisor.Blink(null));
            Check.Fails(BalenaCode.InvalidParameter, () => supervisor.Blink(""));
            Check.Fails(BalenaCode.InvalidParameter, () => supervisor.Blink("a\0b"));
            Check.Fails(BalenaCode.InvalidParameter, () => supervisor.StartService(device, 0));
            Check.Fails(BalenaCode.NonAllowedOption, () => supervisor.Ping(device, Force));
            Check.Fails(BalenaCode.InvalidOption, () => supervisor.ForceApiEndpoint(true));
            supervisor.ForceApiEndpoint(false);
            using var guest = Account.LoggedOut();
            Check.Fails(BalenaCode.Unauthorized, () => guest.Supervisor.Blink(device));
            Check.Fails(BalenaCode.NotLoggedIn, () => guest.Device.Identify(device));
            Check.Fails(BalenaCode.NotLoggedIn, () => guest.Device.Restart(device));
        }

        internal static void OnItsDevice()
        {
            using var client = OnDevice();
            using var other = OnDevice();
            Answers(client.Supervisor, null);
            Answers(client.Supervisor, Supervised("DEVICE_UUID"));
            // The service is for those who are logged in.
            Check.Fails(BalenaCode.Unauthorized, () => client.Supervisor.Ping(Nowhere));
            client.Supervisor.ForceApiEndpoint(false);
            Check.Fails(BalenaCode.Unauthorized, () => client.Supervisor.Ping(null));
            client.Supervisor.ForceApiEndpoint(true);

            // A call with a token that can end has a handle of its own: what it brings about is the client's all the
            // same.
            using var source = new CancellationTokenSource();
            var key = client.Supervisor.RegenerateSupervisorApiKey(null, cancellationToken: source.Token);
            Check.That(key != Supervised("SUPERVISOR_API_KEY"));
            client.Supervisor.Blink(null);
            var error = Check.Fails(BalenaCode.Unauthorized, () => other.Supervisor.Blink(null));
            Check.That(!error.Document.Contains(Supervised("SUPERVISOR_API_KEY")));
        }

        /// <summary>What a container beside the supervisor is told. Skips the test where there is none.</summary>
        private static string Supervised(string name)
        {
            Simulator.IsNeededFor("a device that answers");
            return Environment.GetEnvironmentVariable("BALENA_TEST_" + name)
                ?? throw new Skipped($"it needs a device that answers, and BALENA_TEST_{name} names none");
        }

        /// <summary>A client as such a container has it, without a login. An earlier run on the same server may have
        /// had another key made.</summary>
        private static Client OnDevice()
        {
            var key = Supervised("SUPERVISOR_API_KEY");
            Check.Equal(200, Simulator.Sent(HttpMethod.Post, "/_supervisor", $"{{\"key\":\"{key}\"}}"));
            return Account.LoggedOut(
                $",\"supervisor_address\":\"{Supervised("SUPERVISOR_ADDRESS")}\",\"supervisor_api_key\":\"{key}\""
                    + $",\"device_uuid\":\"{Supervised("DEVICE_UUID")}\",\"app_id\":{Supervised("APP_ID")}");
        }

        private static void Lock(bool locked) => Check.Equal(
            200, Simulator.Sent(HttpMethod.Post, "/_supervisor", locked ? "{\"locked\":true}" : "{\"locked\":false}"));

        private static void Old(string version, Action call)
        {
            var row = $"{{\"id\":1,\"uuid\":\"a\",\"supervisor_version\":\"{version}\"}}";
            Simulator.Answers("GET", "/v7/device", 200, $"{{\"d\":[{row}]}}");
            var error = Check.Fails(BalenaCode.UnsupportedFunction, call);
            Check.That(error.Message.Contains(version));
        }

        private static long ImageOf(string uuid)
        {
            using var client = Account.LoggedIn();
            using var device = client.Device.GetWithServiceDetails(uuid);
            return long.Parse(device["/current_services/main/0/image_id"]);
        }

        /// <summary>What either way to a supervisor gives.</summary>
        private static void Answers(SupervisorSection supervisor, string? device)
        {
            var image = ImageOf(Supervised("DEVICE_UUID"));
            Check.Equal("OK", supervisor.Ping(device));
            Check.Equal("OK", supervisor.Restart(device));
            supervisor.Blink(device);
            supervisor.Update(device, Force);
            using (var purged = supervisor.Purge(device))
            {
                Check.Equal("OK", purged["/Data"]);
            }
            using (var begun = supervisor.Reboot(device))
            {
                Check.Equal("OK", begun["/Data"]);
            }
            using (var begun = supervisor.Shutdown(device, Force))
            {
                Check.Equal("OK", begun["/Data"]);
            }
            using (var info = supervisor.GetApplicationInfo(device))
            {
                Check.Equal(Supervised("APP_ID"), info["/appId"]);
            }
            using var stopped = supervisor.StopApplication(device);
            HasStatus(supervisor, device, "exited");
            using var started = supervisor.StartApplication(device);
            Check.Equal(stopped["/containerId"], started["/containerId"]);
            supervisor.StopService(device, image);
            HasStatus(supervisor, device, "exited");
            supervisor.StartService(device, image);
            supervisor.RestartService(device, image);
            HasStatus(supervisor, device, "Idle");
        }

        private static void HasStatus(SupervisorSection supervisor, string? device, string expected)
        {
            using var state = supervisor.GetDeviceState(device);
            Check.Equal(expected, state["/status"]);
        }
    }
}
