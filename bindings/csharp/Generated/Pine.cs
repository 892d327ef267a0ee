// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

using System.Threading;

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>Any resource of the service, for what no other section has.</summary>
        public PineSection Pine => new PineSection(this);
    }

    /// <summary>Any resource of the service, for what no other section has.</summary>
    public sealed unsafe partial class PineSection
    {
        private readonly Client client;

        internal PineSection(Client client) => this.client = client;

        /// <summary>Lists the rows of a resource; with <c>id</c> gets one of them; with <c>$count</c> counts
        /// them.</summary>
        /// <param name="resource">Name of the resource: small letters, digits and _.</param>
        /// <param name="options">JSON object, or null for none: <c>id</c> (number, or an object with the fields of a
        /// natural key), <c>$count</c> (object, empty or with a <c>$filter</c>; goes alone), <c>$select</c>,
        /// <c>$filter</c>, <c>$expand</c>, <c>$orderby</c>, <c>$top</c>, <c>$skip</c>, <c>@…</c> (OData: texts, arrays
        /// or objects, numbers for $top and $skip), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON array of rows; with <c>id</c> an object, the row, or the text null when there is none; with
        /// <c>$count</c> a number.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.Unauthorized"/>, also where the service has no such
        /// resource; <see cref="BalenaCode.RequestError"/>, also where the resource has no such field.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/resource</c>.</remarks>
        public Document Get(string resource, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* resourceUtf8 = Core.Utf8(resource, "resource"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_pine_get(call.Handle, resourceUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Creates a row.</summary>
        /// <param name="resource">Name of the resource: small letters, digits and _.</param>
        /// <param name="body">JSON object with the row's fields.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the row as the service made it.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.Conflict"/>, <see cref="BalenaCode.RequestError"/>,
        /// <see cref="BalenaCode.Unauthorized"/>, also where the service has no such resource.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>POST /v7/resource</c>.</remarks>
        public Document Post(
            string resource, string body, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* resourceUtf8 = Core.Utf8(resource, "resource"))
            fixed (byte* bodyUtf8 = Core.Utf8(body, "body"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_pine_post(
                    call.Handle, resourceUtf8, bodyUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Changes the row with an <c>id</c>, or all rows that a <c>$filter</c> picks, be there any or none.
        /// One of the two must be there.</summary>
        /// <param name="resource">Name of the resource: small letters, digits and _.</param>
        /// <param name="body">JSON object with the fields to change, not empty.</param>
        /// <param name="options">JSON object: <c>id</c> (number, or an object with the fields of a natural key),
        /// <c>$filter</c> (OData: text, array or object), <c>@…</c>, <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.MissingOption"/> when neither <c>id</c> nor a
        /// <c>$filter</c> is given, <see cref="BalenaCode.NotFound"/> when there is no row with this <c>id</c>,
        /// <see cref="BalenaCode.Unauthorized"/>, also where the service has no such resource.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>PATCH /v7/resource(id)</c>.</remarks>
        public void Patch(
            string resource, string body, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* resourceUtf8 = Core.Utf8(resource, "resource"))
            fixed (byte* bodyUtf8 = Core.Utf8(body, "body"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_pine_patch(
                    call.Handle, resourceUtf8, bodyUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Removes the row with an <c>id</c>, or all rows that a <c>$filter</c> picks. One of the two must be
        /// there. Where there is no such row, that is a success, if the service takes it for one.</summary>
        /// <param name="resource">Name of the resource: small letters, digits and _.</param>
        /// <param name="options">JSON object: <c>id</c> (number, or an object with the fields of a natural key),
        /// <c>$filter</c> (OData: text, array or object), <c>@…</c>, <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.MissingOption"/> when neither <c>id</c> nor a
        /// <c>$filter</c> is given, <see cref="BalenaCode.Unauthorized"/>, also where the service has no such
        /// resource.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>DELETE /v7/resource(id)</c>.</remarks>
        public void Delete(string resource, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* resourceUtf8 = Core.Utf8(resource, "resource"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_pine_delete(call.Handle, resourceUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Creates the row with a natural key, or changes the one that is there.</summary>
        /// <param name="resource">Name of the resource: small letters, digits and _.</param>
        /// <param name="naturalKey">JSON object with the fields by which there is one row only: texts, numbers,
        /// booleans.</param>
        /// <param name="body">JSON object with the row's other fields, all that a new row needs.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, or null: the new row, null when there was one of this key, which was
        /// changed.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.Conflict"/>, <see cref="BalenaCode.RequestError"/>,
        /// <see cref="BalenaCode.Unauthorized"/>, also where the service has no such resource.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>POST /v7/resource</c>.</remarks>
        public Document? Upsert(
            string resource, string naturalKey, string body, string? options = null,
            CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* resourceUtf8 = Core.Utf8(resource, "resource"))
            fixed (byte* naturalKeyUtf8 = Core.Utf8(naturalKey, "natural_key"))
            fixed (byte* bodyUtf8 = Core.Utf8(body, "body"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_pine_upsert(
                    call.Handle, resourceUtf8, naturalKeyUtf8, bodyUtf8, optionsUtf8, out var result);
                return Core.MaybeDocument(returned, result, cancellationToken);
            }
        }
    }
}
