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
            using var device = new Account.TemporaryDevice(client);
            Check.That(Regex.IsMatch(device.Uuid, "^[0-9a-f]{32}$"));

            using (var row = client.Device.Get(device.Uuid))
            {
                Check.Equal(device.Id, row["/id"]);
            }
            using (var row = client.Device.Get(
                device.Id, "{\"$select\":\"uuid\",\"$expand\":\"belongs_to__application($select=slug)\"}"))
            {
                Check.Equal(device.Uuid, row["/uuid"]);
                Check.Equal(device.Slug, row["/belongs_to__application/0/slug"]);
            }
            using (var rows = client.Device.GetAll($"{{\"$filter\":\"uuid eq '{device.Uuid}'\"}}"))
            {
                Check.Equal(1, rows.Length());
                Check.Equal(device.Id, rows["/0/id"]);
            }

            client.Device.Remove(device.Uuid);
            var error = Check.Fails(BalenaCode.DeviceNotFound, () => client.Device.Get(device.Uuid));
            Check.That(error.Message.Contains(device.Uuid));
            Check.Fails(BalenaCode.DeviceNotFound, () => client.Device.Remove(device.Uuid));
        }

        internal static void Rename()
        {
            using var client = Account.LoggedIn();
            using var device = new Account.TemporaryDevice(client);
            foreach (var name in new[] { "🐳", "O'Brien 👩‍🚀 #1 & co", "Küche \"links\" \\ 100 %", "客厅" })
            {
                client.Device.Rename(device.Uuid, name);
                using var row = client.Device.Get(device.Uuid, "{\"$select\":\"device_name\"}");
                Check.Equal(name, row["/device_name"]);
            }
            client.Device.Rename(device.Id, "🐳🐳");
            using var found = client.Device.GetAll("{\"$filter\":\"device_name eq @n\",\"@n\":\"🐳🐳\"}");
            Check.Equal(device.Uuid, found["/0/uuid"]);
        }

        internal static void Errors()
        {
            using var client = Account.LoggedIn();
            using var device = new Account.TemporaryDevice(client);
            Check.Fails(BalenaCode.InvalidParameter, () => client.Device.Get("../user"));
            Check.Fails(BalenaCode.NonAllowedOption, () => client.Device.GetAll("{\"no_such_option\":1}"));
            Check.Fails(BalenaCode.DeviceNotFound, () => client.Device.Rename(Nowhere, "name"));
            Check.Fails(BalenaCode.InvalidParameter, () => client.Device.Rename(device.Uuid, ""));
            Check.Fails(BalenaCode.Conflict, () => client.Device.Register(device.ApplicationId, device.Uuid));
            Check.Fails(
                BalenaCode.ApplicationNotFound,
                () => client.Device.Register("no-such/application", client.Device.GenerateUuid()));
            Check.Fails(
                BalenaCode.InvalidDeviceType,
                () => client.Device.Register(
                    device.Slug, client.Device.GenerateUuid(), "{\"device_type\":\"no-such-type\"}"));
            Check.Fails(BalenaCode.InvalidParameter, () => client.Device.Register(device.Slug, "short"));
            using var guest = Account.LoggedOut();
            Check.Fails(BalenaCode.NotLoggedIn, () => guest.Device.Remove(device.Uuid));
        }
    }
}
