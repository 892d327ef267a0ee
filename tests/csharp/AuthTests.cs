using System;
using System.IO;

namespace Balena.Tests
{
    /// <summary>Logging in.</summary>
    internal static class AuthTests
    {
        internal static void LoggedOut()
        {
            using var client = Account.LoggedOut();
            Check.That(!client.Auth.IsLoggedIn());
            Check.Fails(BalenaCode.NonAllowedOption, () => client.Auth.IsLoggedIn("{\"no_such_option\":1}"));
            Check.Fails(BalenaCode.NotLoggedIn, () => client.Auth.GetToken());
            Check.Fails(BalenaCode.NotLoggedIn, () => client.Auth.WhoAmI());
            Check.Fails(BalenaCode.Unauthorized, () => client.Device.GetAll());
        }

        internal static void LogIn()
        {
            using var client = Account.LoggedOut();
            var error = Check.Fails(
                BalenaCode.LoginFailed, () => client.Auth.Login(Account.Username, "not-the-password"));
            Check.Equal<int?>(401, error.HttpStatus);
            Check.That(!error.Document.Contains("not-the-password"));
            client.Auth.Login(Account.Username, Account.Password);
            Check.That(client.Auth.IsLoggedIn());
            Check.That(client.Auth.WhoAmI().Length > 0);
            Check.That(client.Auth.GetToken().Length > 20);
        }

        internal static void TokenOfAnother()
        {
            using var client = Account.LoggedIn();
            using var other = Account.LoggedOut();
            Check.Fails(BalenaCode.MalformedToken, () => other.Auth.LoginWithToken("two words"));
            other.Auth.LoginWithToken("no-such-key");
            Check.That(!other.Auth.IsLoggedIn());
            Check.Fails(BalenaCode.Unauthorized, () => other.Auth.WhoAmI());
            other.Auth.LoginWithToken(client.Auth.GetToken());
            Check.Equal(client.Auth.WhoAmI(), other.Auth.WhoAmI());
        }

        internal static void KeptInAFolder()
        {
            var folder = Path.Combine(Path.GetTempPath(), "balena-test-" + Guid.NewGuid().ToString("N"));
            try
            {
                string token;
                using (var client = Account.LoggedOut(folder))
                {
                    client.Auth.Login(Account.Username, Account.Password);
                    token = client.Auth.GetToken();
                }
                using var later = Account.LoggedOut(folder);
                Check.Equal(token, later.Auth.GetToken());
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
