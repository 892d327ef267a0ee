using System;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

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

        /// <summary>Of the rest a compiler ahead of time would have to know how it is made into what C has.</summary>
        internal static void WhatCrossesToCIsTheSameThere()
        {
            const BindingFlags all = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
            var types = typeof(Client).Assembly.GetTypes();
            var imports = types.SelectMany(type => type.GetMethods(all))
                .Where(method => method.IsDefined(typeof(DllImportAttribute))).ToList();
            var callbacks = types.Where(type => type.IsDefined(typeof(UnmanagedFunctionPointerAttribute)))
                .Select(type => type.GetMethod("Invoke")!).ToList();
            Check.That(imports.Count > 100 && callbacks.Count == 3);
            foreach (var method in imports.Concat(callbacks))
            {
                foreach (var parameter in method.GetParameters().Append(method.ReturnParameter))
                {
                    var type = parameter.ParameterType;
                    var value = type.IsByRef ? type.GetElementType()! : type;
                    // A SafeHandle is counted by what every compiler makes of it.
                    Check.That(IsTheSameInC(value) || typeof(SafeHandle).IsAssignableFrom(value));
                }
            }
        }

        private static bool IsTheSameInC(Type type) =>
            type == typeof(void) || type.IsPointer || type.IsEnum ||
            (type.IsPrimitive && type != typeof(bool) && type != typeof(char));

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
