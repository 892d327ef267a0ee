using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Balena.Tests
{
    /// <summary>Devices.</summary>
    internal static class DeviceTests
    {
        private const string Nowhere = "00000000000000000000000000000000";

        internal static void RegisterGetRemove()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var uuid = client.Device.GenerateUuid();
            using var registered = client.Device.Register(application.Slug, uuid);
            Check.Equal(uuid, registered["/uuid"]);
            Check.That(registered["/api_key"].Length > 0);
            var id = registered["/id"];

            using (var row = client.Device.Get(uuid))
            {
                Check.Equal(id, row["/id"]);
            }
            using (var row = client.Device.Get(
                id, "{\"$select\":\"uuid\",\"$expand\":\"belongs_to__application($select=slug)\"}"))
            {
                Check.Equal(uuid, row["/uuid"]);
                Check.Equal(application.Slug, row["/belongs_to__application/0/slug"]);
            }
            using (var rows = client.Device.GetAll($"{{\"$filter\":\"uuid eq '{uuid}'\"}}"))
            {
                Check.Equal(1, rows.Length());
                Check.Equal(id, rows["/0/id"]);
            }

            client.Device.Remove(uuid);
            var error = Check.Fails(BalenaCode.DeviceNotFound, () => client.Device.Get(uuid));
            Check.That(error.Message.Contains(uuid));
            Check.That(!error.OutcomeUnknown);
            Check.Fails(BalenaCode.DeviceNotFound, () => client.Device.Remove(uuid));
        }

        internal static void RegisterIsRefused()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var taken = application.Register();
            var error = Check.Fails(BalenaCode.Conflict, () => client.Device.Register(application.Id, taken));
            Check.Equal<int?>(409, error.HttpStatus);
            var uuid = client.Device.GenerateUuid();
            Check.Fails(BalenaCode.ApplicationNotFound, () => client.Device.Register("no-such/application", uuid));
            Check.Fails(
                BalenaCode.InvalidDeviceType,
                () => client.Device.Register(application.Slug, uuid, "{\"device_type\":\"no-such-type\"}"));
            Check.Fails(BalenaCode.InvalidParameter, () => client.Device.Register(application.Slug, "short"));
            Check.That(!client.Device.Has(uuid));
        }

        internal static void Rename()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var uuid = application.Register();
            foreach (var name in new[] { "🐳", "O'Brien 👩‍🚀 #1 & co", "Küche \"links\" \\ 100 %", "客厅" })
            {
                client.Device.Rename(uuid, name);
                Check.Equal(name, client.Device.GetName(uuid));
            }
            Check.Fails(BalenaCode.InvalidParameter, () => client.Device.Rename(uuid, ""));
        }

        internal static void Note()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var uuid = application.Register();
            foreach (var note in new[] { "two\n\tlines, \"quoted\" \\ 🐳", "" })
            {
                client.Device.Note(uuid, note);
                using var row = client.Device.Get(uuid, "{\"$select\":\"note\"}");
                Check.Equal(note, row["/note"]);
            }
        }

        internal static void NotFound()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var device = client.Device;
            Check.That(!device.Has(Nowhere));
            Check.Fails(BalenaCode.DeviceNotFound, () => device.Get(Nowhere));
            Check.Fails(BalenaCode.DeviceNotFound, () => device.GetApplicationName(Nowhere));
            Check.Fails(BalenaCode.DeviceNotFound, () => device.GetLocalIpAddress(Nowhere));
            Check.Fails(BalenaCode.DeviceNotFound, () => device.GetName(Nowhere));
            Check.Fails(BalenaCode.DeviceNotFound, () => device.GetStatus(Nowhere));
            Check.Fails(BalenaCode.DeviceNotFound, () => device.IsOnline(Nowhere));
            Check.Fails(BalenaCode.DeviceNotFound, () => device.Move(Nowhere, application.Name));
            Check.Fails(BalenaCode.DeviceNotFound, () => device.Note(Nowhere, "note"));
            Check.Fails(BalenaCode.DeviceNotFound, () => device.Remove(Nowhere));
            Check.Fails(BalenaCode.DeviceNotFound, () => device.Rename(Nowhere, "name"));
            Check.Fails(BalenaCode.InvalidParameter, () => device.Get("../user"));
            Check.Fails(BalenaCode.NonAllowedOption, () => device.GetAll("{\"no_such_option\":1}"));
        }

        internal static void ReferenceToTwo()
        {
            using var client = Account.LoggedIn();
            Simulator.Answers("GET", "/v7/device", 200, Simulator.Two);
            Check.Fails(BalenaCode.AmbiguousDevice, () => client.Device.Get("1"));
            Simulator.Answers("GET", "/v7/application", 200, Simulator.Two);
            Check.Fails(BalenaCode.AmbiguousApplication, () => client.Device.GetAllByApplication("name"));
            Simulator.Answers("GET", "/v7/application", 200, Simulator.Two);
            Check.Fails(BalenaCode.AmbiguousApplication, () => client.Device.Move("1", "name"));
        }

        internal static void WhatItIsAndDoes()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var uuid = application.Register();
            using var row = client.Device.Get(uuid);
            var id = row["/id"];
            Check.Equal(row["/device_name"], client.Device.GetName(id));
            Check.Equal(row["/overall_status"], client.Device.GetStatus(uuid));
            Check.Equal(application.Name, client.Device.GetApplicationName(uuid));
            Check.That(client.Device.Has(id));
            Check.That(!client.Device.IsOnline(uuid));
            Check.Fails(BalenaCode.DeviceOffline, () => client.Device.GetLocalIpAddress(id));
        }

        internal static void Online()
        {
            const string online = "{\"d\":[{\"is_connected_to_vpn\":true,\"ip_address\":\"10.0.0.1 fd00::1\"}]}";
            using var client = Account.LoggedIn();
            Simulator.Answers("GET", "/v7/device", 200, online);
            Check.That(client.Device.IsOnline(Nowhere));
            Simulator.Answers("GET", "/v7/device", 200, online);
            using var addresses = client.Device.GetLocalIpAddress(Nowhere);
            Check.Equal("[\"10.0.0.1\",\"fd00::1\"]", addresses.ToString());
        }

        internal static void InNoApplication()
        {
            using var client = Account.LoggedIn();
            Simulator.Answers("GET", "/v7/device", 200, "{\"d\":[{\"id\":1,\"belongs_to__application\":[]}]}");
            Check.Equal<string?>(null, client.Device.GetApplicationName(Nowhere));
        }

        internal static void ListedByApplicationAndByName()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var uuid = application.Register();
            application.Register();
            client.Device.Rename(uuid, application.Name);
            foreach (var name in new[] { application.Name, application.Slug })
            {
                using var all = client.Device.GetAllByApplication(name);
                Check.Equal(2, all.Length());
            }
            foreach (var reference in new[] { application.Id, application.Slug, application.Uuid })
            {
                using var one = client.Device.GetAllByApplicationId(
                    reference, $"{{\"$filter\":\"uuid eq @u\",\"@u\":\"{uuid}\"}}");
                Check.Equal(1, one.Length());
                Check.Equal(uuid, one["/0/uuid"]);
            }
            using var named = client.Device.GetByName(application.Name, "{\"$select\":\"uuid\"}");
            Check.Equal($"[{{\"uuid\":\"{uuid}\"}}]", named.ToString());
            using var nameless = client.Device.GetByName("no device is called so");
            Check.Equal("[]", nameless.ToString());
            Check.Fails(
                BalenaCode.ApplicationNotFound, () => client.Device.GetAllByApplication("no such application"));
            Check.Fails(
                BalenaCode.ApplicationNotFound, () => client.Device.GetAllByApplicationId("no-such/application"));
        }

        internal static void Move()
        {
            using var client = Account.LoggedIn();
            using var from = new Account.TemporaryApplication(client);
            using var to = new Account.TemporaryApplication(client);
            using var other = new Account.TemporaryApplication(client, "intel-nuc");
            var uuid = from.Register();
            client.Device.Move(uuid, to.Name);
            Check.Equal(to.Name, client.Device.GetApplicationName(uuid));
            Check.Fails(BalenaCode.IncompatibleApplication, () => client.Device.Move(uuid, other.Slug));
            Check.Fails(BalenaCode.ApplicationNotFound, () => client.Device.Move(uuid, "no such application"));
            Check.Equal(to.Name, client.Device.GetApplicationName(uuid));
        }

        internal static void GetDashboardUrl()
        {
            using var client = Account.LoggedIn(",\"dashboard_url\":\"https://dashboard.example\"");
            using var application = new Account.TemporaryApplication(client);
            var uuid = application.Register();
            var page = $"https://dashboard.example/devices/{uuid}/summary";
            Check.Equal(page, client.Device.GetDashboardUrl(uuid));
            using var row = client.Device.Get(uuid);
            Check.Equal(page, client.Device.GetDashboardUrl(row["/id"]));
            Check.Fails(BalenaCode.DeviceNotFound, () => client.Device.GetDashboardUrl("999999999"));
            using var other = new Client("{\"api_endpoint\":\"http://127.0.0.1:1\",\"data_directory\":null}");
            Check.Fails(BalenaCode.MissingOption, () => other.Device.GetDashboardUrl(uuid));
        }

        internal static void DeviceTypes()
        {
            using var client = Account.LoggedIn();
            foreach (var known in new[] { "Raspberry Pi 3", "raspberrypi3" })
            {
                Check.Equal("raspberrypi3", client.Device.GetDeviceSlug(known));
                Check.Equal("Raspberry Pi 3", client.Device.GetDisplayName(known));
            }
            Check.Fails(BalenaCode.InvalidDeviceType, () => client.Device.GetDeviceSlug("Toaster's"));
            Check.Fails(BalenaCode.InvalidDeviceType, () => client.Device.GetDisplayName("toaster"));
            // A server that knows no operating systems has none.
            using var supported = client.Device.GetSupportedDeviceTypes();
            Check.That(supported.ToString() == "[]" || supported.ToString().Contains("\"Raspberry Pi 3\""));
        }

        internal static void GenerateUuid()
        {
            using var client = Account.LoggedOut();
            var uuid = client.Device.GenerateUuid();
            Check.That(Regex.IsMatch(uuid, "^[0-9a-f]{32}$"));
            Check.That(client.Device.GenerateUuid() != uuid);
            random_bytes(0);
            var error = Check.Throws<BalenaException>(() => client.Device.GenerateUuid());
            random_bytes(1);
            Check.Equal(BalenaCode.IO, error.Code);
        }

        internal static void WithoutALogin()
        {
            using var guest = Account.LoggedOut();
            var uuid = guest.Device.GenerateUuid();
            Check.Fails(BalenaCode.NotLoggedIn, () => guest.Device.Register("1", uuid));
            Check.Fails(BalenaCode.NotLoggedIn, () => guest.Device.Remove(uuid));
            Check.Fails(BalenaCode.Unauthorized, () => guest.Device.GetAll());
            Check.Fails(BalenaCode.Unauthorized, () => guest.Device.GetByName("name"));
            Check.Fails(BalenaCode.Unauthorized, () => guest.Device.GetSupportedDeviceTypes());
            Check.Fails(BalenaCode.Unauthorized, () => guest.Device.Has(uuid));
        }

        /// <summary>Whether this thread gets random bytes: tests/csharp/random.c.</summary>
        [DllImport("random", ExactSpelling = true)]
        private static extern void random_bytes(int there);
    }
}
