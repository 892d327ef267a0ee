using System;
using System.IO;

namespace Balena.Tests
{
    /// <summary>Logging in, and who is.</summary>
    internal static class AuthTests
    {
        internal static void Nobody()
        {
            using var client = Account.LoggedOut();
            Check.That(!client.Auth.IsLoggedIn());
            Check.Fails(BalenaCode.NonAllowedOption, () => client.Auth.IsLoggedIn("{\"no_such_option\":1}"));
            Check.Fails(BalenaCode.NotLoggedIn, () => client.Auth.GetToken());
            Check.Fails(BalenaCode.NotLoggedIn, () => client.Auth.GetEmail());
            Check.Fails(BalenaCode.NotLoggedIn, () => client.Auth.GetUserId());
            Check.Fails(BalenaCode.NotLoggedIn, () => client.Auth.WhoAmI());
            Check.That(!client.Auth.LogOut());
        }

        internal static void LogIn()
        {
            using var client = Account.LoggedOut();
            Refused(() => client.Auth.Login(Account.Username, "not-the-password"));
            Check.Fails(BalenaCode.InvalidParameter, () => client.Auth.Login("", Account.Password));
            Check.Fails(BalenaCode.InvalidParameter, () => client.Auth.Login(Account.Username, ""));
            Check.That(!client.Auth.IsLoggedIn());
            client.Auth.Login(Account.Username, Account.Password);
            Check.That(client.Auth.IsLoggedIn());
            Check.That(client.Auth.GetToken().Length > 20);
            Check.That(client.Auth.LogOut());
            Check.That(!client.Auth.IsLoggedIn());
        }

        internal static void NameAddressAndId()
        {
            using var client = Account.LoggedIn();
            // One may log in by user name or by e-mail address.
            var byAddress = Account.Username.Contains('@');
            Check.Equal(Account.Username, byAddress ? client.Auth.GetEmail() : client.Auth.WhoAmI());
            Check.That(client.Auth.WhoAmI().Length > 0);
            Check.That(client.Auth.GetEmail().Contains('@'));
            Check.That(client.Auth.GetUserId() > 0);
        }

        internal static void KeyOfADevice()
        {
            using var user = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(user);
            using var device = user.Device.Register(application.Id, user.Device.GenerateUuid());
            using var client = Account.LoggedOut();
            client.Auth.LoginWithToken(device["/api_key"]);
            Check.That(client.Auth.IsLoggedIn());
            Check.Fails(BalenaCode.InvalidOption, () => client.Auth.GetEmail());
            Check.Fails(BalenaCode.InvalidOption, () => client.Auth.GetUserId());
            var error = Check.Fails(BalenaCode.InvalidOption, () => client.Auth.WhoAmI());
            Check.That(!error.Document.Contains(device["/api_key"]));
        }

        internal static void TokenOfAPassword()
        {
            using var client = Account.LoggedOut();
            var token = client.Auth.Authenticate(Account.Username, Account.Password);
            Check.Fails(BalenaCode.NotLoggedIn, () => client.Auth.GetToken());
            client.Auth.LoginWithToken(token);
            Check.That(client.Auth.IsLoggedIn());
            Refused(() => client.Auth.Authenticate(Account.UniqueName(), "not-the-password"));
        }

        internal static void TokenOfAnother()
        {
            using var client = Account.LoggedIn();
            using var other = Account.LoggedOut();
            other.Auth.LoginWithToken("no-such-key");
            Check.That(!other.Auth.IsLoggedIn());
            Check.Fails(BalenaCode.Unauthorized, () => other.Auth.WhoAmI());
            Check.Fails(BalenaCode.Unauthorized, () => other.Auth.GetEmail());
            Check.Fails(BalenaCode.Unauthorized, () => other.Auth.GetUserId());
            other.Auth.LoginWithToken(client.Auth.GetToken());
            Check.Equal(client.Auth.GetToken(), other.Auth.GetToken());
            Check.Equal(client.Auth.WhoAmI(), other.Auth.WhoAmI());
        }

        internal static void TextsThatAreNoTokens()
        {
            using var client = Account.LoggedOut();
            Check.Fails(BalenaCode.MalformedToken, () => client.Auth.LoginWithToken("two words"));
            // A session token of the year 2001: {"alg":"none"}.{"id":1,"exp":1000000000}
            Check.Fails(
                BalenaCode.ExpiredToken,
                () => client.Auth.LoginWithToken("eyJhbGciOiJub25lIn0.eyJpZCI6MSwiZXhwIjoxMDAwMDAwMDAwfQ.c2ln"));
            Check.Fails(BalenaCode.NotLoggedIn, () => client.Auth.GetToken());
        }

        internal static void TooManyLogins()
        {
            using var client = Account.LoggedOut();
            Simulator.Answers("POST", "/login_", 429, "\"Too Many Requests\"");
            Check.Fails(
                BalenaCode.TooManyRequests, () => client.Auth.Authenticate(Account.Username, Account.Password));
            Simulator.Answers("POST", "/login_", 429, "\"Too Many Requests\"");
            Check.Fails(BalenaCode.TooManyRequests, () => client.Auth.Login(Account.Username, Account.Password));
        }

        internal static void Register()
        {
            Simulator.IsNeededFor("accounts that need not be removed again");
            using var client = Account.LoggedOut();
            var email = Account.UniqueName() + "@example.com";
            var token = client.Auth.Register(email, "a-long-password");
            Check.Fails(BalenaCode.NotLoggedIn, () => client.Auth.GetToken());
            client.Auth.LoginWithToken(token);
            Check.Equal(email, client.Auth.GetEmail());
            Check.Fails(BalenaCode.Conflict, () => client.Auth.Register(email, "a-long-password"));
        }

        internal static void RegisterIsRefused()
        {
            using var client = Account.LoggedOut();
            Action register = () => client.Auth.Register("new@example.com", "a-long-password");
            Simulator.Answers("POST", "/user/register", 400, "\"a-long-password is weak\"");
            var error = Check.Fails(BalenaCode.RequestError, register);
            Check.That(error.Message.Contains("is weak"));
            Check.That(!error.Document.Contains("a-long-password"));
            Simulator.Answers("POST", "/user/register", 429, "\"Too Many Requests\"");
            Check.Fails(BalenaCode.TooManyRequests, register);
            Simulator.Answers("POST", "/user/register", 404, "");
            Check.Fails(BalenaCode.UnsupportedByServer, register);
        }

        internal static void KeptInAFolder()
        {
            using var folder = new Folder();
            string token;
            using (var client = folder.Client(Account.Endpoint))
            {
                client.Auth.Login(Account.Username, Account.Password);
                token = client.Auth.GetToken();
            }
            using var later = folder.Client(Account.Endpoint);
            Check.Equal(token, later.Auth.GetToken());
            Check.That(later.Auth.LogOut());
            Check.That(!later.Auth.LogOut());
            Check.That(!File.Exists(folder.Within("token")));
            Check.Fails(BalenaCode.NotLoggedIn, () => later.Auth.GetToken());
        }

        internal static void TokenFileThatCanNotBeUsed()
        {
            using var folder = new Folder();
            using (var client = folder.Client(Account.Endpoint))
            {
                File.WriteAllText(folder.Within("token"), "two words");
                Check.Fails(BalenaCode.MalformedToken, () => client.Auth.GetToken());
            }
            // What is no file can be neither read nor replaced nor removed.
            File.Delete(folder.Within("token"));
            Directory.CreateDirectory(folder.Within("token"));
            using var other = folder.Client(Account.Endpoint);
            Check.Fails(BalenaCode.IO, () => other.Auth.GetToken());
            Check.Fails(BalenaCode.IO, () => other.Auth.Login(Account.Username, Account.Password));
            var error = Check.Fails(BalenaCode.IO, () => other.Auth.LoginWithToken("a-key"));
            Check.That(!error.Document.Contains("a-key"));
            Check.Fails(BalenaCode.IO, () => other.Auth.LogOut());
        }

        private static void Refused(Action login)
        {
            var error = Check.Fails(BalenaCode.LoginFailed, login);
            Check.Equal<int?>(401, error.HttpStatus);
            Check.That(!error.Document.Contains("not-the-password"));
        }
    }
}
