using System;
using System.Text.Json;

namespace Balena.Tests
{
    /// <summary>The server and the user that the environment names.</summary>
    internal static class Account
    {
        private static readonly string? Address = Environment.GetEnvironmentVariable("BALENA_TEST_API_ENDPOINT");
        private static readonly string? Name = Environment.GetEnvironmentVariable("BALENA_TEST_USERNAME");
        private static readonly string? Secret = Environment.GetEnvironmentVariable("BALENA_TEST_PASSWORD");

        internal static bool IsGiven => Address != null && Name != null && Secret != null;

        internal static string Endpoint => Address!;

        internal static string Username => Name!;

        internal static string Password => Secret!;

        /// <summary>A client that keeps its login in memory, with further options, each after a comma.</summary>
        internal static Client LoggedOut(string more = "") =>
            new Client($"{{\"api_endpoint\":\"{Endpoint}\",\"data_directory\":null{more}}}");

        internal static Client LoggedIn(string more = "")
        {
            var client = LoggedOut(more);
            client.Auth.Login(Username, Password);
            return client;
        }

        /// <summary>A client with a login whose server nobody reaches: what it refuses was not sent.</summary>
        internal static Client Unreachable() => new Client(
            "{\"api_endpoint\":\"http://127.0.0.1:1\",\"data_directory\":null,\"token\":\"a-key\"}");

        /// <summary>A name that no other run has.</summary>
        internal static string UniqueName() => "test-" + Guid.NewGuid().ToString("N").Substring(0, 12);

        /// <summary>Makes a row, and gives its id.</summary>
        internal static long Made(Client client, string resource, object row)
        {
            using var made = client.Pine.Post(resource, JsonSerializer.Serialize(row));
            return long.Parse(made["/id"]);
        }

        /// <summary>An application that Dispose removes.</summary>
        internal sealed class TemporaryApplication : IDisposable
        {
            private readonly Client client;

            internal TemporaryApplication(Client client, string deviceType = "raspberrypi3")
            {
                this.client = client;
                Name = UniqueName();
                using var row = client.Application.Create(Name, deviceType);
                Id = row["/id"];
                Slug = row["/slug"];
                Uuid = row["/uuid"];
            }

            internal string Name { get; }

            internal string Id { get; }

            internal string Slug { get; }

            internal string Uuid { get; }

            /// <summary>Adds a device, and gives its uuid.</summary>
            internal string Register()
            {
                var uuid = client.Device.GenerateUuid();
                client.Device.Register(Id, uuid).Dispose();
                return uuid;
            }

            /// <summary>Adds a service, and gives its id.</summary>
            internal long AddService(string name) => Made(
                client, "service", new { application = long.Parse(Id), service_name = name });

            /// <summary>Adds a release, and gives its id.</summary>
            internal long AddRelease(string commit, string status) => Made(
                client,
                "release",
                new
                {
                    belongs_to__application = long.Parse(Id),
                    commit,
                    status,
                    composition = new { },
                    source = "cloud",
                    is_final = true,
                    start_timestamp = 1_700_000_000_000,
                });

            public void Dispose()
            {
                try
                {
                    client.Application.Remove(Slug);
                }
                catch (BalenaException)
                {
                    // The test removed it itself, or tells what is wrong with the server.
                }
            }
        }
    }
}
