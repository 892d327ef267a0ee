// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

using System.Threading;

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>Tags of applications.</summary>
        public ApplicationTagSection ApplicationTag => new ApplicationTagSection(this);
    }

    /// <summary>Tags of applications.</summary>
    public sealed unsafe partial class ApplicationTagSection
    {
        private readonly Client client;

        internal ApplicationTagSection(Client client) => this.client = client;

        /// <summary>Lists the tags of all applications that the user can access, by key.</summary>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$filter</c>, <c>$expand</c>,
        /// <c>$orderby</c>, <c>$top</c>, <c>$skip</c>, <c>@…</c> (OData: texts, arrays or objects; numbers for the last
        /// two), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON array of rows of tags.</returns>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/application_tag</c>.</remarks>
        public Document GetAll(string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_tag_get_all(call.Handle, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Lists the tags of an application, by key.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$filter</c>, <c>$expand</c>,
        /// <c>$orderby</c>, <c>$top</c>, <c>$skip</c>, <c>@…</c> (OData: texts, arrays or objects; numbers for the last
        /// two), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON array of rows of tags.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/application_tag?$filter=application eq id</c>.</remarks>
        public Document GetAllByApplication(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_tag_get_all_by_application(
                    call.Handle, applicationUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Removes a tag from an application. Where there is none of this key, that is a success.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="tagKey">Key, not empty. The service refuses white space and what begins with io.resin. or
        /// io.balena.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>DELETE /v7/application_tag?$filter=application eq id and tag_key eq '…'</c>.</remarks>
        public void Remove(
            string application, string tagKey, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* tagKeyUtf8 = Core.Utf8(tagKey, "tag_key"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_tag_remove(
                    call.Handle, applicationUtf8, tagKeyUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Tags an application, or gives the tag of this key another value.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="tagKey">Key, not empty. The service refuses white space and what begins with io.resin. or
        /// io.balena.</param>
        /// <param name="value">Value; may be empty.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, or null: the row of the new tag, null when there was one of this key, whose value
        /// was changed.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>POST /v7/application_tag</c>.</remarks>
        public Document? Set(
            string application, string tagKey, string value, string? options = null,
            CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* tagKeyUtf8 = Core.Utf8(tagKey, "tag_key"))
            fixed (byte* valueUtf8 = Core.Utf8(value, "value"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_tag_set(
                    call.Handle, applicationUtf8, tagKeyUtf8, valueUtf8, optionsUtf8, out var result);
                return Core.MaybeDocument(returned, result, cancellationToken);
            }
        }
    }
}
