namespace Balena.Tests
{
    /// <summary>The operating system of devices.</summary>
    internal static class DeviceOsTests
    {
        internal static void GetDeviceOsSemverWithVariant()
        {
            using var client = Account.LoggedOut();
            var os = client.DeviceOs;
            Check.Equal("2.29.2+rev1.prod", os.GetDeviceOsSemverWithVariant("balenaOS 2.29.2+rev1", "prod"));
            Check.Equal("2.29.2+prod", os.GetDeviceOsSemverWithVariant("2.29.2", "prod"));
            Check.Equal("2.29.2", os.GetDeviceOsSemverWithVariant("2.29.2", ""));
            Check.Equal("2.0.0+rev1", os.GetDeviceOsSemverWithVariant("Resin OS 2.0.0.rev1", null));
            Check.Equal(null, os.GetDeviceOsSemverWithVariant("", "prod"));
            Check.Equal(null, os.GetDeviceOsSemverWithVariant("Ubuntu 16.04", null));
            foreach (var variant in new[] { "a b", "a\0b" })
            {
                var error = Check.Fails(
                    BalenaCode.InvalidParameter, () => os.GetDeviceOsSemverWithVariant("2.29.2", variant));
                Check.That(error.Message.StartsWith("os_variant "));
            }
            Check.Fails(BalenaCode.InvalidParameter, () => os.GetDeviceOsSemverWithVariant(null!, null));
        }

        internal static void GetConfig()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var os = client.DeviceOs;
            using var config = os.GetConfig(
                application.Slug, "{\"version\":\"6.0.24\",\"network\":\"wifi\",\"wifiSsid\":\"ours\"}");
            Check.Equal(application.Id, config["/applicationId"]);
            Check.Equal("raspberrypi3", config["/deviceType"]);
            Check.Equal("ours", config["/wifiSsid"]);
            Check.Fails(
                BalenaCode.ApplicationNotFound, () => os.GetConfig("no-such/application", "{\"version\":\"6.0.24\"}"));
            Check.Fails(BalenaCode.MissingOption, () => os.GetConfig(application.Id));
            Check.Fails(
                BalenaCode.MissingOption,
                () => os.GetConfig(application.Id, "{\"version\":\"6.0.24\",\"network\":\"wifi\"}"));
            Check.Fails(BalenaCode.InvalidOption, () => os.GetConfig(application.Id, "{\"version\":6}"));
        }

        internal static void GetSupportedVersions()
        {
            using var client = Account.LoggedIn();
            using var versions = client.DeviceOs.GetSupportedVersions("raspberrypi3");
            var any = versions.Length("/versions") > 0;
            Check.Equal(versions[any ? "/versions/0" : "/latest"], versions["/latest"]);
            var error = Check.Fails(
                BalenaCode.InvalidDeviceType, () => client.DeviceOs.GetSupportedVersions("toaster"));
            Check.That(error.Message.Contains("toaster"));
        }

        internal static void RecommendedVersion()
        {
            using var client = Account.LoggedIn();
            Simulator.Answers(
                "GET",
                "/v7/application",
                200,
                "{\"d\":[{\"application_tag\":[],\"owns__release\":["
                    + "{\"raw_version\":\"2.9.7+rev2.prod\",\"release_tag\":[]},"
                    + "{\"raw_version\":\"2.10.0-rc1\",\"release_tag\":[]},"
                    + "{\"raw_version\":\"2.9.7+rev3.dev\",\"release_tag\":[]}]}]}");
            using var versions = client.DeviceOs.GetSupportedVersions("raspberrypi3");
            Check.Equal("[\"2.10.0-rc1\",\"2.9.7+rev3.dev\",\"2.9.7+rev2.prod\"]", versions["/versions"]);
            Check.Equal("2.10.0-rc1", versions["/latest"]);
            Check.Equal("2.9.7+rev2.prod", versions["/recommended"]);
            Check.Equal("2.9.7+rev2.prod", versions["/default"]);
        }
    }
}
