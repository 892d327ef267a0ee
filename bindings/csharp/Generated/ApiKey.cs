// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

using System.Threading;

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>The user's API keys.</summary>
        public ApiKeySection ApiKey => new ApiKeySection(this);
    }

    /// <summary>The user's API keys.</summary>
    public sealed unsafe class ApiKeySection
    {
        private readonly Client client;

        internal ApiKeySection(Client client) => this.client = client;

        /// <summary>Makes an API key that may do what the user may. To revoke it later its id is needed, which
        /// <see cref="ApiKeySection.GetAll"/> tells by its name.</summary>
        /// <param name="name">Name.</param>
        /// <param name="options">JSON object, or null for none: <c>description</c>, <c>expiry_date</c> (milliseconds
        /// since 1970, or null for never, which it is unless given), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text, the key; it is not shown again.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.Unauthorized"/> (also to a named API key, which may
        /// make none).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>POST /api-key/user/full</c>.</remarks>
        public string Create(string name, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* nameUtf8 = Core.Utf8(name, "name"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_api_key_create(call.Handle, nameUtf8, optionsUtf8, out var result);
                return Core.Text(returned, result, cancellationToken);
            }
        }

        /// <summary>Lists the API keys that the user can see, of all kinds, by name. openBalena shows the keys
        /// themselves in them.</summary>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$filter</c>, <c>$expand</c>,
        /// <c>$orderby</c>, <c>$top</c>, <c>$skip</c>, <c>@…</c> (OData: texts, arrays or objects; numbers for the last
        /// two), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON array of rows of API keys.</returns>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/api_key</c>.</remarks>
        public Document GetAll(string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_api_key_get_all(call.Handle, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Revokes an API key. Where there is none of this id, that is a success.</summary>
        /// <param name="id">Id of its row.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>DELETE /v7/api_key(id)</c>.</remarks>
        public void Revoke(long id, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_api_key_revoke(call.Handle, id, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Changes what is written of an API key. What is not given stays.</summary>
        /// <param name="id">Id of its row.</param>
        /// <param name="options">JSON object with at least one of <c>name</c>, <c>description</c> (null clears it),
        /// <c>expiry_date</c> (milliseconds since 1970, or null for never); also <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.MissingOption"/> (nothing to change),
        /// <see cref="BalenaCode.NotFound"/> (there is no such key).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>PATCH /v7/api_key(id)</c>.</remarks>
        public void Update(long id, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_api_key_update(call.Handle, id, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }
    }
}
