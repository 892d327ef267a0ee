using System;

namespace Balena.Tests
{
    /// <summary>The six kinds of variables.</summary>
    internal static class VariablesTests
    {
        private const string NoApplication = "no-such/application";
        private const string NoDevice = "00000000000000000000000000000000";
        private const string Value = "O'Brien & \"co\" 🐳\nzweite Zeile: é, 客厅";

        internal static void OfApplicationsForTheSystem()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var variables = client.ApplicationConfigVariable;
            Works(
                "BALENA_HOST_LOG",
                (name, value) => variables.Create(application.Slug, name, value),
                (id, value) => variables.Update(id, value),
                id => variables.Remove(id),
                options => variables.GetAll(application.Id, options),
                options => variables.GetAll(application.Uuid, options));
            Check.Fails(BalenaCode.ApplicationNotFound, () => variables.Create(NoApplication, "BALENA_X", "x"));
            Check.Fails(BalenaCode.ApplicationNotFound, () => variables.GetAll(NoApplication));
            Check.Fails(BalenaCode.InvalidParameter, () => variables.Create(application.Slug, "LOG", "x"));
        }

        internal static void OfDevicesForTheSystem()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var device = application.Register();
            application.Register();
            var variables = client.DeviceConfigVariable;
            Works(
                "RESIN_HOST_LOG",
                (name, value) => variables.Create(device, name, value),
                (id, value) => variables.Update(id, value),
                id => variables.Remove(id),
                options => variables.GetAll(device, options),
                options => variables.GetAllByApplication(application.Slug, options));
            Check.Fails(BalenaCode.DeviceNotFound, () => variables.Create(NoDevice, "BALENA_X", "x"));
            Check.Fails(BalenaCode.DeviceNotFound, () => variables.GetAll(NoDevice));
            Check.Fails(BalenaCode.ApplicationNotFound, () => variables.GetAllByApplication(NoApplication));
            Check.Fails(BalenaCode.InvalidParameter, () => variables.Create(device, "LOG", "x"));
        }

        internal static void OfApplications()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var variables = client.ApplicationEnvVariable;
            Works(
                "LOG_LEVEL",
                (name, value) => variables.Create(application.Id, name, value),
                (id, value) => variables.Update(id, value),
                id => variables.Remove(id),
                options => variables.GetAll(application.Slug, options));
            Check.Fails(BalenaCode.ApplicationNotFound, () => variables.Create(NoApplication, "A", "x"));
            Check.Fails(BalenaCode.ApplicationNotFound, () => variables.GetAll(NoApplication));
        }

        internal static void OfDevices()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var device = application.Register();
            application.Register();
            var variables = client.DeviceEnvVariable;
            Works(
                "_log2",
                (name, value) => variables.Create(device, name, value),
                (id, value) => variables.Update(id, value),
                id => variables.Remove(id),
                options => variables.GetAll(device, options),
                options => variables.GetAllByApplication(application.Id, options));
            Check.Fails(BalenaCode.DeviceNotFound, () => variables.Create(NoDevice, "A", "x"));
            Check.Fails(BalenaCode.DeviceNotFound, () => variables.GetAll(NoDevice));
            Check.Fails(BalenaCode.ApplicationNotFound, () => variables.GetAllByApplication(NoApplication));
        }

        internal static void OfServices()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var service = application.AddService("main");
            var variables = client.ServiceEnvVariable;
            Works(
                "LOG_LEVEL",
                (name, value) => variables.Create(application.Slug, "main", name, value),
                (id, value) => variables.Update(id, value),
                id => variables.Remove(id),
                options => variables.GetAllByApplication(application.Slug, options));
            using var made = variables.Create(application.Uuid, "main", "A", "x");
            Check.Equal($"{service}", made["/service/__id"]);
        }

        internal static void OfServicesOnDevices()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            application.AddService("main");
            var device = application.Register();
            var other = application.Register();
            var variables = client.DeviceServiceEnvVariable;
            Works(
                "LOG_LEVEL",
                (name, value) => variables.Create(device, "main", name, value),
                (id, value) => variables.Update(id, value),
                id => variables.Remove(id),
                options => variables.GetAll(device, options),
                options => variables.GetAllByApplication(application.Slug, options));
            variables.Create(other, "main", "A", "x").Dispose();
            using var ofOther = variables.GetAll(other, "{\"$select\":[\"name\",\"value\"]}");
            Check.Equal("[{\"name\":\"A\",\"value\":\"x\"}]", ofOther.ToString());
            Check.Fails(BalenaCode.ServiceNotFound, () => variables.Create(device, "other", "A", "x"));
            Simulator.Answers("GET", "/v7/service_install", 200, Simulator.Two);
            Check.Fails(BalenaCode.AmbiguousDevice, () => variables.Create(device, "main", "A", "x"));
        }

        internal static void OfServicesThatAreNotThere()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var device = application.Register();
            var ofService = client.ServiceEnvVariable;
            Check.Fails(BalenaCode.ApplicationNotFound, () => ofService.Create(NoApplication, "main", "A", "x"));
            Check.Fails(BalenaCode.ServiceNotFound, () => ofService.Create(application.Id, "O'Brien", "A", "x"));
            Check.Fails(BalenaCode.InvalidParameter, () => ofService.Create(application.Id, "", "A", "x"));
            Check.Fails(BalenaCode.ApplicationNotFound, () => ofService.GetAllByApplication(NoApplication));
            var onDevice = client.DeviceServiceEnvVariable;
            Check.Fails(BalenaCode.DeviceNotFound, () => onDevice.Create(NoDevice, "main", "A", "x"));
            Check.Fails(BalenaCode.ServiceNotFound, () => onDevice.Create(device, "O'Brien", "A", "x"));
            Check.Fails(BalenaCode.InvalidParameter, () => onDevice.Create(device, "", "A", "x"));
            Check.Fails(BalenaCode.DeviceNotFound, () => onDevice.GetAll(NoDevice));
            Check.Fails(BalenaCode.ApplicationNotFound, () => onDevice.GetAllByApplication(NoApplication));
        }

        internal static void IdsStayWhole()
        {
            using var client = Account.LoggedIn();
            var updates = new Action<long>[]
            {
                id => client.ApplicationConfigVariable.Update(id, "x"),
                id => client.ApplicationEnvVariable.Update(id, "x"),
                id => client.DeviceConfigVariable.Update(id, "x"),
                id => client.DeviceEnvVariable.Update(id, "x"),
                id => client.DeviceServiceEnvVariable.Update(id, "x"),
                id => client.ServiceEnvVariable.Update(id, "x"),
            };
            foreach (var update in updates)
            {
                Simulator.SeesWhole(id => Check.Fails(BalenaCode.NotFound, () => update(id)));
            }
            Simulator.SeesWhole(id => client.ApplicationConfigVariable.Remove(id));
            Simulator.SeesWhole(id => client.ApplicationEnvVariable.Remove(id));
            Simulator.SeesWhole(id => client.DeviceConfigVariable.Remove(id));
            Simulator.SeesWhole(id => client.DeviceEnvVariable.Remove(id));
            Simulator.SeesWhole(id => client.DeviceServiceEnvVariable.Remove(id));
            Simulator.SeesWhole(id => client.ServiceEnvVariable.Remove(id));
        }

        internal static void IsSystemVariable()
        {
            using var client = Account.LoggedOut();
            foreach (var name in new[] { "BALENA", "BALENA_", "RESIN_X", "USER" })
            {
                Check.That(client.ApplicationEnvVariable.IsSystemVariable(name));
            }
            foreach (var name in new[] { "USERS", "balena", "O'Brien" })
            {
                Check.That(!client.ApplicationEnvVariable.IsSystemVariable(name));
            }
        }

        internal static void WithoutALogin()
        {
            using var guest = Account.LoggedOut();
            Check.Fails(BalenaCode.Unauthorized, () => guest.ApplicationConfigVariable.GetAll("1"));
            Check.Fails(BalenaCode.Unauthorized, () => guest.DeviceConfigVariable.GetAll("1"));
            Check.Fails(BalenaCode.Unauthorized, () => guest.ApplicationEnvVariable.Create("1", "A", "x"));
        }

        /// <summary>Makes, lists, changes and removes variables of one kind, and fails to.</summary>
        /// <param name="lists">Different ways to list them, with options; there is none yet.</param>
        private static void Works(
            string name,
            Func<string, string, Document> create,
            Action<long, string> update,
            Action<long> remove,
            params Func<string?, Document>[] lists)
        {
            var next = name + "_2";
            long id;
            using (var made = create(name, Value))
            {
                Check.Equal((name, Value), (made["/name"], made["/value"]));
                id = long.Parse(made["/id"]);
            }
            using (var second = create(next, "second"))
            {
                Check.That(second["/id"] != $"{id}");
            }
            Check.Fails(BalenaCode.Conflict, () => create(name, "other"));
            foreach (var list in lists)
            {
                using var all = list(null);
                Check.Equal(2, all.Length());
                Check.Equal(($"{id}", name, Value), (all["/0/id"], all["/0/name"], all["/0/value"]));
                Check.Equal((next, "second"), (all["/1/name"], all["/1/value"]));
                Check.Equal("second", ValueOf(list, next));
                Check.Equal(null, ValueOf(list, "NO_SUCH_NAME"));
                Check.Fails(BalenaCode.InvalidOption, () => list("{\"$top\":-1}"));
                Check.Fails(BalenaCode.NonAllowedOption, () => list("{\"no_such_option\":1}"));
            }

            foreach (var value in new[] { "", "third" })
            {
                update(id, value);
                Check.Equal(value, ValueOf(lists[0], name));
            }
            Check.Fails(BalenaCode.NotFound, () => update(Check.PastDoubles, "x"));
            remove(Check.PastDoubles);
            Check.Equal("third", ValueOf(lists[0], name));
            // Where there is none of this id, that is a success.
            remove(id);
            remove(id);
            Check.Equal(null, ValueOf(lists[0], name));
            Check.Equal("second", ValueOf(lists[0], next));
            Check.Fails(BalenaCode.NotFound, () => update(id, "x"));

            foreach (var bad in new[] { "", "1x", "a-b", "a b", "O'Brien", "é", "BALENA_X\n" })
            {
                var error = Check.Fails(BalenaCode.InvalidParameter, () => create(bad, "x"));
                Check.That(error.Message.Contains("var_name"));
            }
            foreach (var bad in new[] { 0, -1, long.MinValue })
            {
                Check.Fails(BalenaCode.InvalidParameter, () => update(bad, "x"));
                Check.Fails(BalenaCode.InvalidParameter, () => remove(bad));
            }
        }

        private static string? ValueOf(Func<string?, Document> list, string name)
        {
            using var rows = list(Options.Where("name", name));
            return rows.Length() == 0 ? null : rows["/0/value"];
        }
    }
}
