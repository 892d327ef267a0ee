namespace Balena.Tests
{
    /// <summary>Applications.</summary>
    internal static class ApplicationTests
    {
        internal static void CreateListRemove()
        {
            using var client = Account.LoggedIn();
            var name = Account.UniqueName();
            using var created = client.Application.Create(name, "Raspberry Pi 3");
            Check.Equal(name, created["/app_name"]);
            var error = Check.Fails(BalenaCode.Conflict, () => client.Application.Create(name, "raspberrypi3"));
            Check.Equal<int?>(409, error.HttpStatus);

            using var listed = client.Application.GetAll(
                $"{{\"$select\":[\"id\",\"app_name\"],\"$filter\":\"app_name eq '{name}'\"}}");
            Check.Equal(1, listed.Length());
            Check.Equal(created["/id"], listed["/0/id"]);
            Check.Equal(name, listed["/0/app_name"]);

            Check.Equal<string?>(null, client.Application.GetTargetReleaseHash(created["/id"]));
            using var targeted = client.Application.GetAll(
                "{\"$select\":\"id\",\"$filter\":\"should_be_running__release/any(r:1 eq 1)\"," +
                "\"$expand\":\"should_be_running__release($select=commit)\",\"$top\":1}");
            for (var i = 0; i < targeted.Length(); i++)
            {
                Check.Equal(
                    targeted[$"/{i}/should_be_running__release/0/commit"],
                    client.Application.GetTargetReleaseHash(targeted[$"/{i}/id"]));
            }

            client.Application.Remove(name);
            Check.Fails(BalenaCode.ApplicationNotFound, () => client.Application.Remove(name));
            using var after = client.Application.GetAll($"{{\"$filter\":\"app_name eq '{name}'\"}}");
            Check.Equal("[]", after.ToString());
        }

        internal static void Errors()
        {
            using var guest = Account.LoggedOut();
            Check.Fails(BalenaCode.NotLoggedIn, () => guest.Application.Create("name", "raspberrypi3"));
            Check.Fails(BalenaCode.NotLoggedIn, () => guest.Application.Remove("name"));
            Check.Fails(BalenaCode.Unauthorized, () => guest.Application.GetAll());
            using var client = Account.LoggedIn();
            var name = Account.UniqueName();
            Check.Fails(BalenaCode.InvalidDeviceType, () => client.Application.Create(name, "no-such-type"));
            Check.Fails(
                BalenaCode.OrganizationNotFound,
                () => client.Application.Create(name, "raspberrypi3", "{\"organization\":\"no-such-organization\"}"));
            Check.Fails(BalenaCode.InvalidParameter, () => client.Application.Create("", "raspberrypi3"));
            Check.Fails(BalenaCode.NonAllowedOption, () => client.Application.GetAll("{\"no_such_option\":1}"));
            Check.Fails(BalenaCode.ApplicationNotFound, () => client.Application.Remove(name));
        }
    }
}
