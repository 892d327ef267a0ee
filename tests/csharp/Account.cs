using System;

namespace Balena.Tests
{
    /// <summary>The server and the user that the environment names.</summary>
    internal static class Account
    {
        private static readonly string? Endpoint = Environment.GetEnvironmentVariable("BALENA_TEST_API_ENDPOINT");
        private static readonly string? Name = Environment.GetEnvironmentVariable("BALENA_TEST_USERNAME");
        private static readonly string? Secret = Environment.GetEnvironmentVariable("BALENA_TEST_PASSWORD");

        internal static bool IsGiven => Endpoint != null && Name != null && Secret != null;

        internal static string Username => Name!;

        internal static string Password => Secret!;

        /// <summary>A client that keeps its login in memory, or in a folder.</summary>
        internal static Client LoggedOut(string? folder = null)
        {
            var place = folder == null ? "null" : $"\"{folder}\"";
            return new Client($"{{\"api_endpoint\":\"{Endpoint}\",\"data_directory\":{place}}}");
        }

        internal static Client LoggedIn()
        {
            var client = LoggedOut();
            client.Auth.Login(Username, Password);
            return client;
        }

        /// <summary>A name that no other run has.</summary>
        internal static string UniqueName() => "test-" + Guid.NewGuid().ToString("N").Substring(0, 12);

        /// <summary>A device in an application of its own, both removed by Dispose.</summary>
        internal sealed class TemporaryDevice : IDisposable
        {
            private readonly Client client;

            internal TemporaryDevice(Client client)
            {
                this.client = client;
                using var application = client.Application.Create(UniqueName(), "raspberrypi3");
                ApplicationId = application["/id"];
                Slug = application["/slug"];
                Uuid = client.Device.GenerateUuid();
                using var device = client.Device.Register(Slug, Uuid);
                Id = device["/id"];
            }

            internal string ApplicationId { get; }

            internal string Slug { get; }

            internal string Uuid { get; }

            internal string Id { get; }

            public void Dispose() => client.Application.Remove(Slug);
        }
    }
}
