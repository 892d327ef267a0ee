namespace Balena.Tests
{
    /// <summary>Applications.</summary>
    internal static class ApplicationTests
    {
        private const string Nowhere = "no-such/application";
        private const long In2100 = 4_102_444_800_000;

        internal static void CreateListRemove()
        {
            using var client = Account.LoggedIn();
            var name = Account.UniqueName();
            using var created = client.Application.Create(name, "Raspberry Pi 3", "{\"application_class\":\"fleet\"}");
            Check.Equal(name, created["/app_name"]);

            using var listed = client.Application.GetAll(
                $"{{\"$select\":[\"id\",\"app_name\"],\"$filter\":\"app_name eq '{name}'\"}}");
            Check.Equal(1, listed.Length());
            Check.Equal(created["/id"], listed["/0/id"]);
            Check.Equal(name, listed["/0/app_name"]);

            client.Application.Remove(name);
            Check.Fails(BalenaCode.ApplicationNotFound, () => client.Application.Remove(name));
            using var after = client.Application.GetAll($"{{\"$filter\":\"app_name eq '{name}'\"}}");
            Check.Equal("[]", after.ToString());
        }

        internal static void CreateIsRefused()
        {
            using var client = Account.LoggedIn();
            using var made = new Account.TemporaryApplication(client);
            var error = Check.Fails(
                BalenaCode.Conflict, () => client.Application.Create(made.Name, "raspberrypi3"));
            Check.Equal<int?>(409, error.HttpStatus);
            var name = Account.UniqueName();
            Check.Fails(BalenaCode.InvalidDeviceType, () => client.Application.Create(name, "no-such-type"));
            Check.Fails(
                BalenaCode.InvalidApplicationType,
                () => client.Application.Create(name, "raspberrypi3", "{\"app_type\":\"no-such-type\"}"));
            Check.Fails(
                BalenaCode.OrganizationNotFound,
                () => client.Application.Create(name, "raspberrypi3", "{\"organization\":\"no-such-organization\"}"));
            Check.Fails(
                BalenaCode.InvalidOption,
                () => client.Application.Create(name, "raspberrypi3", "{\"uuid\":\"short\"}"));
            Check.Fails(BalenaCode.InvalidParameter, () => client.Application.Create("", "raspberrypi3"));
            Check.That(!client.Application.Has(name));
        }

        internal static void CreateInOneOfSeveralOrganizations()
        {
            using var client = Account.LoggedIn();
            const string two = "{\"d\":[{\"id\":8,\"handle\":\"one\"},{\"id\":9,\"handle\":\"two\"}]}";
            Simulator.Answers("GET", "/v7/organization", 200, two);
            Check.Fails(
                BalenaCode.MissingOption, () => client.Application.Create(Account.UniqueName(), "raspberrypi3"));
        }

        internal static void FoundByWhateverNamesIt()
        {
            using var client = Account.LoggedIn();
            using var made = new Account.TemporaryApplication(client);
            foreach (var name in new[] { made.Name, made.Slug })
            {
                using var row = client.Application.Get(name, "{\"$select\":[\"id\",\"app_name\"]}");
                Check.Equal($"{{\"id\":{made.Id},\"app_name\":\"{made.Name}\"}}", row.ToString());
                Check.That(client.Application.Has(name));
            }
            foreach (var reference in new[] { made.Id, made.Slug, made.Uuid })
            {
                using var row = client.Application.GetById(reference, "{\"$expand\":\"is_for__device_type\"}");
                Check.Equal(made.Name, row["/app_name"]);
                Check.Equal("raspberrypi3", row["/is_for__device_type/0/slug"]);
            }
            using var owned = client.Application.GetByOwner(made.Name, made.Slug.Split('/')[0]);
            Check.Equal(made.Id, owned["/id"]);
            Check.That(client.Application.HasAny());
            Check.That(!client.Application.Has("no such application"));
        }

        internal static void HasNone()
        {
            using var client = Account.LoggedIn();
            Simulator.Answers("GET", "/v7/application", 200, "{\"d\":[]}");
            Check.That(!client.Application.HasAny());
        }

        internal static void NotFound()
        {
            using var client = Account.LoggedIn();
            var application = client.Application;
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.DisableDeviceUrls(Nowhere));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.DisableRollingUpdates(Nowhere));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.EnableDeviceUrls(Nowhere));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.EnableRollingUpdates(Nowhere));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.GenerateProvisioningKey(Nowhere));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.Get(Nowhere));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.Get("no such application"));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.GetById(Nowhere));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.GetByOwner("application", "no-such"));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.GetConfig(Nowhere, "6.0.24"));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.GetTargetReleaseHash(Nowhere));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.GrantSupportAccess(Nowhere, In2100));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.IsTrackingLatestRelease(Nowhere));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.Remove(Nowhere));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.Restart(Nowhere));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.RevokeSupportAccess(Nowhere));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.SetToRelease(Nowhere, "1"));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.TrackLatestRelease(Nowhere));
            Check.Fails(BalenaCode.ApplicationNotFound, () => application.WillTrackNewReleases(Nowhere));
        }

        internal static void NameOfTwo()
        {
            using var client = Account.LoggedIn();
            Simulator.Answers("GET", "/v7/application", 200, Simulator.Two);
            Check.Fails(BalenaCode.AmbiguousApplication, () => client.Application.Get("name"));
            Simulator.Answers("GET", "/v7/application", 200, Simulator.Two);
            Check.Fails(BalenaCode.AmbiguousApplication, () => client.Application.Remove("name"));
            Simulator.Answers("GET", "/v7/application", 200, Simulator.Two);
            Check.Fails(BalenaCode.AmbiguousApplication, () => client.Application.Restart("name"));
        }

        internal static void WithoutReleases()
        {
            using var client = Account.LoggedIn();
            using var made = new Account.TemporaryApplication(client);
            Check.Equal<string?>(null, client.Application.GetTargetReleaseHash(made.Id));
            Check.Equal((true, true), Followed(client, made));
            client.Application.DisableRollingUpdates(made.Id);
            Check.Equal((false, false), Followed(client, made));
            client.Application.EnableRollingUpdates(made.Id);
            Check.Equal((true, true), Followed(client, made));
            client.Application.DisableRollingUpdates(made.Id);
            client.Application.TrackLatestRelease(made.Id);
            Check.Equal((true, true), Followed(client, made));
            Check.Fails(BalenaCode.ReleaseNotFound, () => client.Application.SetToRelease(made.Id, "1"));
        }

        internal static void SetToRelease()
        {
            using var client = Account.LoggedIn();
            using var made = new Account.TemporaryApplication(client);
            var (failed, good) = (new string('2', 40), new string('1', 40));
            made.AddRelease(failed, "failed");
            made.AddRelease(good, "success");
            client.Application.SetToRelease(made.Id, good);
            Check.Equal(good, client.Application.GetTargetReleaseHash(made.Id));
            Check.Equal((false, false), Followed(client, made));
            Check.Fails(BalenaCode.ReleaseNotFound, () => client.Application.SetToRelease(made.Id, failed));
            client.Application.TrackLatestRelease(made.Id);
            Check.Equal(good, client.Application.GetTargetReleaseHash(made.Id));
            Check.Equal((true, true), Followed(client, made));
        }

        internal static void GenerateProvisioningKey()
        {
            using var client = Account.LoggedIn();
            using var made = new Account.TemporaryApplication(client);
            var key = client.Application.GenerateProvisioningKey(made.Id, "{\"key_name\":\"station\"}");
            using var station = Account.LoggedOut();
            var uuid = station.Device.GenerateUuid();
            using var device = station.Device.Register(
                made.Id, uuid, $"{{\"device_type\":\"raspberrypi3\",\"provisioning_key\":\"{key}\"}}");
            Check.Equal(uuid, device["/uuid"]);
            Check.That(client.Device.Has(uuid));
        }

        internal static void GetConfig()
        {
            using var client = Account.LoggedIn();
            using var made = new Account.TemporaryApplication(client);
            using var config = client.Application.GetConfig(
                made.Id, "6.0.24", "{\"network\":\"wifi\",\"wifiSsid\":\"ours\"}");
            Check.Equal(made.Id, config["/applicationId"]);
            Check.Equal("raspberrypi3", config["/deviceType"]);
            Check.Fails(BalenaCode.MissingOption, () => client.Application.GetConfig(made.Id, ""));
            Check.Fails(
                BalenaCode.MissingOption,
                () => client.Application.GetConfig(made.Id, "6.0.24", "{\"network\":\"wifi\"}"));
        }

        internal static void EnableAndDisableDeviceUrls()
        {
            using var client = Account.LoggedIn();
            using var made = new Account.TemporaryApplication(client);
            var uuid = made.Register();
            client.Application.EnableDeviceUrls(made.Id);
            Check.Equal("true", Field(client.Device.Get(uuid), "is_web_accessible"));
            client.Application.DisableDeviceUrls(made.Id);
            Check.Equal("false", Field(client.Device.Get(uuid), "is_web_accessible"));
        }

        internal static void GrantAndRevokeSupportAccess()
        {
            const string field = "is_accessible_by_support_until__date";
            using var client = Account.LoggedIn();
            using var made = new Account.TemporaryApplication(client);
            client.Application.GrantSupportAccess(made.Id, In2100);
            Check.Equal("2100-01-01T00:00:00.000Z", Field(client.Application.Get(made.Name), field));
            client.Application.RevokeSupportAccess(made.Id);
            Check.Equal("null", Field(client.Application.Get(made.Name), field));
        }

        internal static void GrantSupportAccessInThePast()
        {
            using var client = Account.LoggedOut();
            Check.Fails(BalenaCode.InvalidParameter, () => client.Application.GrantSupportAccess("1", 1));
        }

        internal static void Restart()
        {
            using var client = Account.LoggedIn();
            using var made = new Account.TemporaryApplication(client);
            client.Application.Restart(made.Name);
        }

        internal static void RestartUnderAnUpdateLock()
        {
            using var client = Account.LoggedIn();
            using var made = new Account.TemporaryApplication(client);
            Simulator.Answers("POST", "/application/", 423, "\"Update lock is set\"");
            Check.Fails(BalenaCode.SupervisorLocked, () => client.Application.Restart(made.Name));
        }

        internal static void UnsupportedByTheServer()
        {
            using var client = Account.LoggedIn();
            using var made = new Account.TemporaryApplication(client);
            var application = client.Application;
            Simulator.Answers("PATCH", "/v7/device", 500, "");
            Check.Fails(BalenaCode.UnsupportedByServer, () => application.DisableDeviceUrls(made.Id));
            Simulator.Answers("PATCH", "/v7/device", 500, "");
            Check.Fails(BalenaCode.UnsupportedByServer, () => application.EnableDeviceUrls(made.Id));
            Simulator.Answers("PATCH", "/v7/application", 500, "");
            Check.Fails(BalenaCode.UnsupportedByServer, () => application.GrantSupportAccess(made.Id, In2100));
            Simulator.Answers("PATCH", "/v7/application", 500, "");
            Check.Fails(BalenaCode.UnsupportedByServer, () => application.RevokeSupportAccess(made.Id));
            Simulator.Answers("POST", "/application/", 404, "");
            Check.Fails(BalenaCode.UnsupportedByServer, () => application.Restart(made.Name));
        }

        internal static void WithoutALogin()
        {
            using var guest = Account.LoggedOut();
            Check.Fails(BalenaCode.NotLoggedIn, () => guest.Application.Create("name", "raspberrypi3"));
            Check.Fails(BalenaCode.NotLoggedIn, () => guest.Application.Remove("name"));
            Check.Fails(BalenaCode.NotLoggedIn, () => guest.Application.Restart("name"));
            Check.Fails(BalenaCode.Unauthorized, () => guest.Application.GetAll());
            Check.Fails(BalenaCode.Unauthorized, () => guest.Application.Has("name"));
            Check.Fails(BalenaCode.Unauthorized, () => guest.Application.HasAny());
        }

        internal static void GetAllIsRefused()
        {
            using var client = Account.LoggedIn();
            Check.Fails(BalenaCode.NonAllowedOption, () => client.Application.GetAll("{\"no_such_option\":1}"));
            var error = Check.Fails(
                BalenaCode.RequestError, () => client.Application.GetAll("{\"$filter\":\"no_such_field eq 1\"}"));
            Check.That(error.HttpStatus >= 400);
        }

        /// <summary>Whether it targets the latest release, and whether later ones.</summary>
        private static (bool, bool) Followed(Client client, Account.TemporaryApplication made) => (
            client.Application.IsTrackingLatestRelease(made.Id), client.Application.WillTrackNewReleases(made.Id));

        private static string Field(Document row, string name)
        {
            using (row)
            {
                return row["/" + name];
            }
        }
    }
}
