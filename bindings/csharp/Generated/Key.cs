// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

using System.Threading;

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>The user's public SSH keys.</summary>
        public KeySection Key => new KeySection(this);
    }

    /// <summary>The user's public SSH keys.</summary>
    public sealed unsafe class KeySection
    {
        private readonly Client client;

        internal KeySection(Client client) => this.client = client;

        /// <summary>Adds a public key.</summary>
        /// <param name="title">What it is called.</param>
        /// <param name="key">Key as in an authorized_keys file, on one line. White space around it is left out.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A number, the id of its row.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>, <see cref="BalenaCode.Conflict"/>
        /// (the key is there already).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>POST /v7/user__has__public_key</c>.</remarks>
        public long Create(
            string title, string key, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* titleUtf8 = Core.Utf8(title, "title"))
            fixed (byte* keyUtf8 = Core.Utf8(key, "key"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_key_create(call.Handle, titleUtf8, keyUtf8, optionsUtf8, out var result);
                return Core.Number(returned, result, cancellationToken);
            }
        }

        /// <summary>Gets one public key.</summary>
        /// <param name="id">Id of its row.</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$expand</c> (OData: texts, arrays or
        /// objects), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the row of the key.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.KeyNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/user__has__public_key(id)</c>.</remarks>
        public Document Get(long id, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_key_get(call.Handle, id, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Lists the public keys.</summary>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$filter</c>, <c>$expand</c>,
        /// <c>$orderby</c>, <c>$top</c>, <c>$skip</c>, <c>@…</c> (OData: texts, arrays or objects; numbers for the last
        /// two), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON array of rows of public keys.</returns>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/user__has__public_key</c>.</remarks>
        public Document GetAll(string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_key_get_all(call.Handle, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Removes a public key. Where there is none of this id, that is a success.</summary>
        /// <param name="id">Id of its row.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>DELETE /v7/user__has__public_key(id)</c>.</remarks>
        public void Remove(long id, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_key_remove(call.Handle, id, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }
    }
}
