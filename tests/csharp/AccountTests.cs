using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Balena.Tests
{
    /// <summary>What belongs to the user himself, API keys, public keys and the second factor, and what the service
    /// says of itself.</summary>
    internal static class AccountTests
    {
        internal static void ApiKeys()
        {
            const string description = "O'Brien's \"Prüfplatz\" 🐳";
            using var client = Account.LoggedIn();
            var keys = client.ApiKey;
            var name = Account.UniqueName() + " O'Brien";
            var key = keys.Create(name, Text(("description", description), ("expiry_date", 4_102_444_800_000)));
            var row = Single(keys, name);
            var id = row.GetProperty("id").GetInt64();
            try
            {
                Check.Equal(description, row.GetProperty("description").GetString());
                Check.That(row.GetProperty("expiry_date").GetString().StartsWith("2100-01-01T00:00:00"));
                using var holder = Account.LoggedOut();
                holder.Auth.LoginWithToken(key);
                Check.Equal(client.Auth.WhoAmI(), holder.Auth.WhoAmI());
                Check.Fails(BalenaCode.Unauthorized, () => holder.ApiKey.Create(Account.UniqueName()));

                keys.Update(id, Text(("description", null)));
                row = Single(keys, name);
                Check.Equal(JsonValueKind.Null, row.GetProperty("description").ValueKind);
                Check.That(row.GetProperty("expiry_date").ValueKind == JsonValueKind.String);
                name = Account.UniqueName();
                keys.Update(id, Text(("name", name), ("expiry_date", null)));
                row = Single(keys, name);
                Check.Equal(id, row.GetProperty("id").GetInt64());
                Check.Equal(JsonValueKind.Null, row.GetProperty("expiry_date").ValueKind);

                keys.Revoke(Check.PastDoubles);
                Single(keys, name);
                // Where there is none of this id, that is a success.
                keys.Revoke(id);
                keys.Revoke(id);
                using var none = keys.GetAll(Options.Where("name", name));
                Check.Equal("[]", none.ToString());
                Check.Fails(BalenaCode.Unauthorized, () => holder.Auth.WhoAmI());
                Check.Fails(BalenaCode.NotFound, () => keys.Update(id, Text(("name", name))));
            }
            finally
            {
                keys.Revoke(id);
            }
        }

        internal static void ApiKeysWithoutADescriptionOrAnEnd()
        {
            using var client = Account.LoggedIn();
            var name = Account.UniqueName();
            Check.That(client.ApiKey.Create(name).Length > 8);
            var row = Single(client.ApiKey, name);
            client.ApiKey.Revoke(row.GetProperty("id").GetInt64());
            Check.Equal(JsonValueKind.Null, row.GetProperty("expiry_date").ValueKind);
            Check.That(string.IsNullOrEmpty(row.GetProperty("description").GetString()));
        }

        internal static void ApiKeysAreRefused()
        {
            using var client = Account.LoggedIn();
            var keys = client.ApiKey;
            Check.Fails(BalenaCode.InvalidParameter, () => keys.Create(""));
            Check.Fails(BalenaCode.InvalidOption, () => keys.Create("name", "{\"expiry_date\":\"soon\"}"));
            Check.Fails(BalenaCode.NonAllowedOption, () => keys.Create("name", "{\"name\":\"other\"}"));
            Check.Fails(BalenaCode.NonAllowedOption, () => keys.GetAll("{\"$limit\":1}"));
            Check.Fails(BalenaCode.MissingOption, () => keys.Update(1));
            Check.Fails(BalenaCode.MissingOption, () => keys.Update(1, "{\"timeout_ms\":1000}"));
            Check.Fails(BalenaCode.InvalidOption, () => keys.Update(1, "{\"expiry_date\":\"soon\"}"));
            Check.Fails(BalenaCode.NotFound, () => keys.Update(Check.PastDoubles, "{\"name\":\"x\"}"));
            foreach (var id in new[] { 0, -1 })
            {
                Check.Fails(BalenaCode.InvalidParameter, () => keys.Update(id, "{\"name\":\"x\"}"));
                Check.Fails(BalenaCode.InvalidParameter, () => keys.Revoke(id));
            }
            using var guest = Account.LoggedOut();
            Check.Fails(BalenaCode.Unauthorized, () => guest.ApiKey.Create("name"));
            Check.Fails(BalenaCode.Unauthorized, () => guest.ApiKey.GetAll());
        }

        internal static void PublicKeys()
        {
            const string title = "O'Brien's \"Schlüssel\" 🔑";
            using var client = Account.LoggedIn();
            var keys = client.Key;
            var key = NewPublicKey();
            var id = keys.Create(title, key + "\n");
            try
            {
                using (var row = keys.Get(id))
                {
                    Check.Equal(($"{id}", title, key), (row["/id"], row["/title"], row["/public_key"]));
                }
                using (var part = keys.Get(id, "{\"$select\":\"title\"}"))
                {
                    Check.Equal(title, part["/title"]);
                    Check.Equal(1, part.Length());
                }
                using (var all = keys.GetAll())
                {
                    Check.That(Enumerable.Range(0, all.Length()).Any(index => all[$"/{index}/id"] == $"{id}"));
                }
                using (var one = keys.GetAll(Options.Where("public_key", key)))
                {
                    Check.Equal((1, title), (one.Length(), one["/0/title"]));
                }
                Check.Fails(BalenaCode.Conflict, () => keys.Create("again", key));

                keys.Remove(Check.PastDoubles);
                keys.Get(id).Dispose();
                // Where there is none of this id, that is a success.
                keys.Remove(id);
                keys.Remove(id);
                Check.Fails(BalenaCode.KeyNotFound, () => keys.Get(id));
            }
            finally
            {
                keys.Remove(id);
            }
        }

        internal static void PublicKeysAreRefused()
        {
            using var client = Account.LoggedIn();
            var keys = client.Key;
            Check.Fails(BalenaCode.InvalidParameter, () => keys.Create("", NewPublicKey()));
            Check.Fails(BalenaCode.InvalidParameter, () => keys.Create("title", "\n"));
            Check.Fails(
                BalenaCode.InvalidParameter, () => keys.Create("title", NewPublicKey() + "\n" + NewPublicKey()));
            Check.Fails(BalenaCode.KeyNotFound, () => keys.Get(Check.PastDoubles));
            foreach (var id in new[] { 0, -1 })
            {
                Check.Fails(BalenaCode.InvalidParameter, () => keys.Get(id));
                Check.Fails(BalenaCode.InvalidParameter, () => keys.Remove(id));
            }
            Check.Fails(BalenaCode.NonAllowedOption, () => keys.GetAll("{\"no_such_option\":1}"));
            using var guest = Account.LoggedOut();
            Check.Fails(BalenaCode.NotLoggedIn, () => guest.Key.Create("title", NewPublicKey()));
            Check.Fails(BalenaCode.NotLoggedIn, () => guest.Key.Remove(1));
            Check.Fails(BalenaCode.Unauthorized, () => guest.Key.Get(1));
            Check.Fails(BalenaCode.Unauthorized, () => guest.Key.GetAll());
        }

        internal static void IdsStayWhole()
        {
            using var client = Account.LoggedIn();
            Simulator.SeesWhole(
                id => Check.Fails(BalenaCode.NotFound, () => client.ApiKey.Update(id, "{\"name\":\"x\"}")));
            Simulator.SeesWhole(id => client.ApiKey.Revoke(id));
            Simulator.SeesWhole(id => Check.Fails(BalenaCode.KeyNotFound, () => client.Key.Get(id)));
            Simulator.SeesWhole(id => client.Key.Remove(id));
            Simulator.Answers(
                "POST", "/v7/user__has__public_key", 201, $"{{\"id\":{Check.PastDoubles},\"title\":\"t\"}}");
            Check.Equal(Check.PastDoubles, client.Key.Create("t", NewPublicKey()));
        }

        internal static void DeviceTypes()
        {
            using var guest = Account.LoggedOut();
            using var types = guest.Config.GetDeviceTypes();
            var index = Enumerable.Range(0, types.Length()).Single(at => types[$"/{at}/slug"] == "raspberrypi3");
            Check.Equal("Raspberry Pi 3", types[$"/{index}/name"]);
            Check.Fails(BalenaCode.NonAllowedOption, () => guest.Config.GetDeviceTypes("{\"$top\":1}"));
        }

        internal static void DeviceTypesThatAreNone()
        {
            using var guest = Account.LoggedOut();
            Simulator.Answers("GET", "/device-types/v1", 200, "{}");
            Check.Fails(BalenaCode.Decode, () => guest.Config.GetDeviceTypes());
        }

        internal static void Configuration()
        {
            using var client = Account.LoggedIn();
            using var configuration = client.Config.GetAll();
            Check.That(configuration["/deviceUrlsBase"].Length > 3);
            Check.That(configuration["/deviceTypes"].Contains("\"raspberrypi3\""));
            Check.Fails(BalenaCode.NonAllowedOption, () => client.Config.GetAll("{\"$select\":\"deviceTypes\"}"));
        }

        internal static void SecondFactor()
        {
            Simulator.IsNeededFor("accounts that need not be removed again");
            using (var user = Account.LoggedIn())
            {
                // A server without second factors says so here.
                user.TwoFactorAuth.GetOtpauthSecret();
            }
            using var folder = new Folder();
            var client = folder.Client(Account.Endpoint);
            var email = Account.UniqueName() + "@example.com";
            client.Auth.LoginWithToken(client.Auth.Register(email, "a-long-password"));
            var factor = client.TwoFactorAuth;
            Check.Equal((false, true), (factor.IsEnabled(), factor.IsPassed()));
            var secret = factor.GetOtpauthSecret();
            Check.That(Regex.IsMatch(secret, "^[A-Z2-7]{16,}$"));
            Check.Fails(BalenaCode.LoginFailed, () => factor.Challenge("1234567"));
            Check.Equal((false, true), (factor.IsEnabled(), factor.IsPassed()));
            factor.Challenge(factor.GenerateCode(secret));
            Check.Equal((true, true), (factor.IsEnabled(), factor.IsPassed()));
            client.Dispose();

            // A later login has it to pass.
            using var later = folder.Client(Account.Endpoint);
            Check.Equal((true, true), (later.TwoFactorAuth.IsEnabled(), later.TwoFactorAuth.IsPassed()));
            later.Auth.Login(email, "a-long-password");
            Check.Equal((true, false), (later.TwoFactorAuth.IsEnabled(), later.TwoFactorAuth.IsPassed()));
            Check.Fails(BalenaCode.LoginFailed, () => later.TwoFactorAuth.Challenge("1234567"));
            Check.That(!later.TwoFactorAuth.IsPassed());
            later.TwoFactorAuth.Challenge(later.TwoFactorAuth.GenerateCode(secret));
            Check.That(later.TwoFactorAuth.IsPassed());
            Check.Equal(email, later.Auth.GetEmail());
            using var third = folder.Client(Account.Endpoint);
            Check.Equal(later.Auth.GetToken(), third.Auth.GetToken());
            Check.That(third.TwoFactorAuth.IsPassed());
        }

        internal static void SecondFactorThatCanNotBeKept()
        {
            using var folder = new Folder();
            using var client = folder.Client(Account.Endpoint);
            client.Auth.Login(Account.Username, Account.Password);
            File.Delete(folder.Within("token"));
            Directory.CreateDirectory(folder.Within("token"));
            Simulator.Answers("POST", "/auth/totp/verify", 200, client.Auth.GetToken());
            var error = Check.Fails(BalenaCode.IO, () => client.TwoFactorAuth.Challenge("123456"));
            Check.That(!error.Document.Contains("123456"));
        }

        internal static void SecondFactorIsRefused()
        {
            using var client = Account.LoggedIn();
            var factor = client.TwoFactorAuth;
            Check.Fails(BalenaCode.InvalidParameter, () => factor.Challenge(""));
            Check.Fails(BalenaCode.NonAllowedOption, () => factor.Challenge("123456", "{\"no_such_option\":1}"));
            Simulator.Answers("POST", "/auth/totp/verify", 401, "\"123456 is wrong\"");
            var error = Check.Fails(BalenaCode.LoginFailed, () => factor.Challenge("123456"));
            Check.That(!error.Document.Contains("123456"));
            Simulator.Answers("GET", "/auth/totp/setup", 200, "otpauth://totp/x?issuer=y");
            Check.Fails(BalenaCode.Decode, () => factor.GetOtpauthSecret());
        }

        internal static void UnsupportedByTheServer()
        {
            using var client = Account.LoggedIn();
            Simulator.Answers("GET", "/config", 404, "");
            Check.Fails(BalenaCode.UnsupportedByServer, () => client.Config.GetAll());
            Simulator.Answers("GET", "/auth/totp/setup", 404, "");
            Check.Fails(BalenaCode.UnsupportedByServer, () => client.TwoFactorAuth.GetOtpauthSecret());
            Simulator.Answers("POST", "/auth/totp/verify", 404, "");
            Check.Fails(BalenaCode.UnsupportedByServer, () => client.TwoFactorAuth.Challenge("123456"));
        }

        internal static void SecondFactorOfNobodyAndOfAKey()
        {
            using var client = Account.LoggedOut();
            var factor = client.TwoFactorAuth;
            Check.Fails(BalenaCode.NotLoggedIn, () => factor.IsEnabled());
            Check.Fails(BalenaCode.NotLoggedIn, () => factor.IsPassed());
            Check.Fails(BalenaCode.NotLoggedIn, () => factor.GetOtpauthSecret());
            Check.Fails(BalenaCode.NotLoggedIn, () => factor.Challenge("123456"));
            client.Auth.LoginWithToken("an-api-key");
            Check.Fails(BalenaCode.UnsupportedFeature, () => factor.IsEnabled());
            Check.Fails(BalenaCode.UnsupportedFeature, () => factor.IsPassed());
            Check.Fails(BalenaCode.UnsupportedFeature, () => factor.Challenge("123456"));
        }

        internal static void GenerateCode()
        {
            using var client = Account.LoggedOut();
            const string base32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
            var secret = Encoding.ASCII.GetBytes("12345678901234567890");
            foreach (var text in new[] { base32, base32.ToLowerInvariant().Insert(16, " ") })
            {
                string code, before, after;
                do
                {
                    before = Rfc6238(secret);
                    code = client.TwoFactorAuth.GenerateCode(text);
                    after = Rfc6238(secret);
                }
                while (before != after);
                Check.Equal(after, code);
            }
            foreach (var bad in new[] { "", " ", "0189", "O'Brien", "é" })
            {
                Check.Fails(BalenaCode.InvalidParameter, () => client.TwoFactorAuth.GenerateCode(bad));
            }
        }

        /// <summary>The code of now, of six digits.</summary>
        private static string Rfc6238(byte[] secret)
        {
            var moment = BitConverter.GetBytes(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);
            if (BitConverter.IsLittleEndian)
            {
                Array.Reverse(moment);
            }
            using var hmac = new HMACSHA1(secret);
            var hash = hmac.ComputeHash(moment);
            var at = hash[^1] & 15;
            var number = (hash[at] & 127) << 24 | hash[at + 1] << 16 | hash[at + 2] << 8 | hash[at + 3];
            return $"{number % 1_000_000:D6}";
        }

        /// <summary>A key that no other run has, in the form of an authorized_keys file.</summary>
        private static string NewPublicKey()
        {
            var blob = new byte[51];
            Encoding.ASCII.GetBytes("\0\0\0\u000bssh-ed25519\0\0\0 ").CopyTo(blob, 0);
            RandomNumberGenerator.Fill(blob.AsSpan(19));
            return $"ssh-ed25519 {Convert.ToBase64String(blob)} line@station";
        }

        /// <summary>The row of the only API key of this name.</summary>
        private static JsonElement Single(ApiKeySection keys, string name)
        {
            using var rows = keys.GetAll(Options.Where("name", name));
            Check.Equal(1, rows.Length());
            using var json = JsonDocument.Parse(rows["/0"]);
            return json.RootElement.Clone();
        }

        private static string Text(params (string Name, object? Value)[] options) =>
            JsonSerializer.Serialize(options.ToDictionary(option => option.Name, option => option.Value));
    }
}
