using System.IO;

namespace Balena.Tests
{
    /// <summary>Settings, which need no server.</summary>
    internal static class SettingsTests
    {
        private const string Endpoint = "http://127.0.0.1:1/";

        internal static void KeptForLaterClients()
        {
            using var folder = new Folder();
            using var client = folder.Client(Endpoint);
            Check.Equal(Endpoint, client.Settings.Get("API_endpoint"));
            Check.That(!client.Settings.Has("station"));
            Check.That(!client.Settings.Remove("station"));
            client.Settings.Set("Station", "hall 2 = \"é\" 🐳");
            using var later = folder.Client(Endpoint);
            foreach (var one in new[] { client, later })
            {
                Check.Equal("hall 2 = \"é\" 🐳", one.Settings.Get("station"));
                Check.That(one.Settings.Has("STATION"));
                using var all = one.Settings.GetAll();
                Check.Equal("hall 2 = \"é\" 🐳", all["/station"]);
                Check.Equal(Endpoint, all["/api_endpoint"]);
                Check.Equal(folder.Place, all["/data_directory"]);
            }
            Check.That(later.Settings.Remove("station"));
            Check.That(!client.Settings.Has("station"));
            Check.Fails(BalenaCode.InvalidOption, () => client.Settings.Get("station"));
        }

        internal static void WhatOneLineCanNotHold()
        {
            using var folder = new Folder();
            using var client = folder.Client(Endpoint);
            foreach (var key in new[] { "", "a=b", "a\nb", "#a", "[a]" })
            {
                Check.Fails(BalenaCode.InvalidParameter, () => client.Settings.Get(key));
                Check.Fails(BalenaCode.InvalidParameter, () => client.Settings.Has(key));
                Check.Fails(BalenaCode.InvalidParameter, () => client.Settings.Remove(key));
                Check.Fails(BalenaCode.InvalidParameter, () => client.Settings.Set(key, "x"));
            }
            Check.Fails(BalenaCode.InvalidParameter, () => client.Settings.Set("station", "two\nlines"));
            Check.Fails(BalenaCode.InvalidParameter, () => client.Settings.Set("timeout_ms", "soon"));
            Check.Fails(BalenaCode.InvalidParameter, () => client.Settings.Set("data_directory", "/tmp"));
            Check.Fails(BalenaCode.Limit, () => client.Settings.Set("station", new string('x', 1 << 20)));
            Check.That(!File.Exists(folder.Within("balena.cfg")));
        }

        internal static void FileThatCanNotBeUnderstood()
        {
            const string text = "[Settings]\nstation = 1\nno setting\n";
            using var folder = new Folder();
            File.WriteAllText(folder.Within("balena.cfg"), text);
            using var client = folder.Client(Endpoint);
            var error = Check.Fails(BalenaCode.IO, () => client.Settings.Get("station"));
            Check.That(error.Message.Contains("line 3"));
            Check.Fails(BalenaCode.IO, () => client.Settings.GetAll());
            Check.Fails(BalenaCode.IO, () => client.Settings.Has("station"));
            Check.Fails(BalenaCode.IO, () => client.Settings.Remove("station"));
            Check.Fails(BalenaCode.IO, () => client.Settings.Set("station", "2"));
            Check.Equal(text, File.ReadAllText(folder.Within("balena.cfg")));
        }
    }
}
