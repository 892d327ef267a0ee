// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

using System.Threading;

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>Two-factor logins.</summary>
        public TwoFactorAuthSection TwoFactorAuth => new TwoFactorAuthSection(this);
    }

    /// <summary>Two-factor logins.</summary>
    public sealed unsafe partial class TwoFactorAuthSection
    {
        private readonly Client client;

        internal TwoFactorAuthSection(Client client) => this.client = client;

        /// <summary>Passes the second factor, and keeps the session token that comes of it in <c>data_directory</c> for
        /// later handles.</summary>
        /// <param name="code">The six digits of the moment.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.UnsupportedFeature"/> (an API key is in use), <see cref="BalenaCode.LoginFailed"/>
        /// (the code is wrong), <see cref="BalenaCode.UnsupportedByServer"/> (openBalena has no second factor),
        /// <see cref="BalenaCode.IO"/> (the token can't be kept).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>POST /auth/totp/verify</c>.</remarks>
        public void Challenge(string code, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* codeUtf8 = Core.Utf8(code, "code"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_two_factor_auth_challenge(
                    call.Handle, codeUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>The code of the moment for a secret, as an authenticator app shows it.</summary>
        /// <param name="secret">Secret in base32, in either case; blanks in it do not count.</param>
        /// <returns>A text, six digits.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidParameter"/>.</exception>
        /// <remarks>Makes no request.</remarks>
        public string GenerateCode(string secret)
        {
            fixed (byte* secretUtf8 = Core.Utf8(secret, "secret"))
            {
                var returned = Native.balena_two_factor_auth_generate_code(client.Handle, secretUtf8, out var result);
                return Core.Text(returned, result);
            }
        }

        /// <summary>Begins to set up the second factor, and gives the secret for an authenticator app. It wants a
        /// session token: an API key is not accepted for it.</summary>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text, base32.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.UnsupportedByServer"/> (openBalena has no second factor).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /auth/totp/setup</c>.</remarks>
        public string GetOtpauthSecret(string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_two_factor_auth_get_otpauth_secret(
                    call.Handle, optionsUtf8, out var result);
                return Core.Text(returned, result, cancellationToken);
            }
        }

        /// <summary>Whether the user has set up a second factor, as the session token in use says.</summary>
        /// <returns>A boolean.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.UnsupportedFeature"/> (an API key is in use).</exception>
        /// <remarks>Makes no request.</remarks>
        public bool IsEnabled()
        {
            var returned = Native.balena_two_factor_auth_is_enabled(client.Handle, out var result);
            return Core.Boolean(returned, result);
        }

        /// <summary>Whether the session token in use needs no second factor, or not any more.</summary>
        /// <returns>A boolean.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.UnsupportedFeature"/> (an API key is in use).</exception>
        /// <remarks>Makes no request.</remarks>
        public bool IsPassed()
        {
            var returned = Native.balena_two_factor_auth_is_passed(client.Handle, out var result);
            return Core.Boolean(returned, result);
        }
    }
}
