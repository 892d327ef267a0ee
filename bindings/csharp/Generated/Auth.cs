// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

using System.Threading;

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>Logging in, and who is.</summary>
        public AuthSection Auth => new AuthSection(this);
    }

    /// <summary>Logging in, and who is.</summary>
    public sealed unsafe partial class AuthSection
    {
        private readonly Client client;

        internal AuthSection(Client client) => this.client = client;

        /// <summary>Asks for a session token by user name and password, and gives it back. Nothing of it is kept:
        /// <see cref="AuthSection.LoginWithToken"/> takes it over.</summary>
        /// <param name="username">User name or e-mail address.</param>
        /// <param name="password">Password.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text, the session token.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.LoginFailed"/>,
        /// <see cref="BalenaCode.TooManyRequests"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>POST /login_</c>.</remarks>
        public string Authenticate(
            string username, string password, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* usernameUtf8 = Core.Utf8(username, "username"))
            fixed (byte* passwordUtf8 = Core.Utf8(password, "password"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_auth_authenticate(
                    call.Handle, usernameUtf8, passwordUtf8, optionsUtf8, out var result);
                return Core.Text(returned, result, cancellationToken);
            }
        }

        /// <summary>The e-mail address of the user whose credential is in use.</summary>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.InvalidOption"/> (the key of a device or an application has none).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /actor/v1/whoami</c>.</remarks>
        public string GetEmail(string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_auth_get_email(call.Handle, optionsUtf8, out var result);
                return Core.Text(returned, result, cancellationToken);
            }
        }

        /// <summary>The credential in use: the session token or API key of a login, of the options, of the environment
        /// or of the token file.</summary>
        /// <returns>A text.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.MalformedToken"/>, <see cref="BalenaCode.IO"/>.</exception>
        /// <remarks>Makes no request.</remarks>
        public string GetToken()
        {
            var returned = Native.balena_auth_get_token(client.Handle, out var result);
            return Core.Text(returned, result);
        }

        /// <summary>The id of the user whose credential is in use.</summary>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A number.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.InvalidOption"/> (the key of a device or an application is no user's).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /actor/v1/whoami</c>.</remarks>
        public long GetUserId(string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_auth_get_user_id(call.Handle, optionsUtf8, out var result);
                return Core.Number(returned, result, cancellationToken);
            }
        }

        /// <summary>Asks the server whether it accepts the credential in use. Without a credential nothing is
        /// asked.</summary>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A boolean; false only when there is no credential or the server refused it.</returns>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /actor/v1/whoami</c>.</remarks>
        public bool IsLoggedIn(string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_auth_is_logged_in(call.Handle, optionsUtf8, out var result);
                return Core.Boolean(returned, result, cancellationToken);
            }
        }

        /// <summary>Forgets the credential of this handle, wherever it came from, and removes the token in
        /// <c>data_directory</c>, whoever left it there. The server is not asked: the token itself stays good until it
        /// ends. A key in the environment is in use again with the next handle.</summary>
        /// <returns>A boolean; false when there was nothing to forget.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.IO"/> (the token can't be removed; it stays in
        /// use).</exception>
        /// <remarks>Makes no request.</remarks>
        public bool LogOut()
        {
            var returned = Native.balena_auth_log_out(client.Handle, out var result);
            return Core.Boolean(returned, result);
        }

        /// <summary>Logs in, and keeps the session token in <c>data_directory</c> for later handles.</summary>
        /// <param name="username">User name or e-mail address.</param>
        /// <param name="password">Password.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.LoginFailed"/>,
        /// <see cref="BalenaCode.TooManyRequests"/>, <see cref="BalenaCode.IO"/> (the token can't be kept).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>POST /login_</c>.</remarks>
        public void Login(
            string username, string password, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* usernameUtf8 = Core.Utf8(username, "username"))
            fixed (byte* passwordUtf8 = Core.Utf8(password, "password"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_auth_login(
                    call.Handle, usernameUtf8, passwordUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Takes over a session token or an API key, and keeps it in <c>data_directory</c> for later handles.
        /// The server is not asked.</summary>
        /// <param name="token">Session token or API key.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.MalformedToken"/>,
        /// <see cref="BalenaCode.ExpiredToken"/>, <see cref="BalenaCode.IO"/> (the token can't be kept).</exception>
        /// <remarks>Makes no request.</remarks>
        public void LoginWithToken(string token)
        {
            fixed (byte* tokenUtf8 = Core.Utf8(token, "token"))
            {
                var returned = Native.balena_auth_login_with_token(client.Handle, tokenUtf8, out var result);
                Core.Nothing(returned, result);
            }
        }

        /// <summary>Makes an account, and gives its session token back. Nothing of it is kept:
        /// <see cref="AuthSection.LoginWithToken"/> takes it over.</summary>
        /// <param name="email">E-mail address.</param>
        /// <param name="password">Password.</param>
        /// <param name="options">JSON object, or null for none: <c>g-recaptcha-response</c> (proof that a person did
        /// what balenaCloud's page asks), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text, the session token.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.Conflict"/> or <see cref="BalenaCode.RequestError"/>
        /// (the server refuses the address or the password), <see cref="BalenaCode.TooManyRequests"/>,
        /// <see cref="BalenaCode.UnsupportedByServer"/> (openBalena makes no accounts).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>POST /user/register</c>.</remarks>
        public string Register(
            string email, string password, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* emailUtf8 = Core.Utf8(email, "email"))
            fixed (byte* passwordUtf8 = Core.Utf8(password, "password"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_auth_register(
                    call.Handle, emailUtf8, passwordUtf8, optionsUtf8, out var result);
                return Core.Text(returned, result, cancellationToken);
            }
        }

        /// <summary>The name of the user whose credential is in use.</summary>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.InvalidOption"/> (the key of a device or an application has no user name).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /actor/v1/whoami</c>.</remarks>
        public string WhoAmI(string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_auth_who_am_i(call.Handle, optionsUtf8, out var result);
                return Core.Text(returned, result, cancellationToken);
            }
        }
    }
}
