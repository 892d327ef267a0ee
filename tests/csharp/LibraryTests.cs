using System;

namespace Balena.Tests
{
    /// <summary>What needs no server.</summary>
    internal static class LibraryTests
    {
        internal static void Version() =>
            Check.Equal(typeof(Client).Assembly.GetName().Version!.ToString(fieldCount: 3), Client.Version);

        internal static void OptionsOfANewClient()
        {
            using (new Client())
            {
            }
            Check.Fails(BalenaCode.NonAllowedOption, () => new Client("{\"no_such_option\":1}"));
            Check.Fails(BalenaCode.InvalidOption, () => new Client("{\"timeout_ms\":\"soon\"}"));
            Check.Fails(BalenaCode.InvalidOption, () => new Client("no JSON"));
            Check.Fails(BalenaCode.InvalidParameter, () => new Client("{\"token\":\"a\0b\"}"));
        }

        internal static void NullIsRefusedByName()
        {
            using var client = new Client("{\"data_directory\":null}");
            Refused("device", () => client.Device.Get(null!));
            Refused("new_name", () => client.Device.Rename("1", null!));
            Refused("token", () => client.Auth.LoginWithToken(null!));
            Refused("username", () => client.Auth.Login(null!, "x"));
        }

        internal static void WhatCWouldReadOtherwiseIsRefused()
        {
            using var client = new Client("{\"data_directory\":null}");
            Refused("device", () => client.Device.Get("1\0/../2"));
            Refused("new_name", () => client.Device.Rename("1", "a\ud83d"));
            Refused("new_name", () => client.Device.Rename("1", "\udc33a"));
            Refused("options", () => client.Device.GetAll("{\"$filter\":\"\0\"}"));
            var error = Refused("password", () => client.Auth.Login("admin", "secret\0"));
            Check.That(!error.ToString().Contains("secret") && !error.Document.Contains("secret"));
        }

        private static BalenaException Refused(string name, Action call)
        {
            var error = Check.Fails(BalenaCode.InvalidParameter, call);
            Check.That(error.Message.StartsWith(name + " "));
            Check.That(error.Document.StartsWith("{\"code\":\"INVALID_PARAMETER\","));
            Check.Equal<int?>(null, error.HttpStatus);
            return error;
        }
    }
}
