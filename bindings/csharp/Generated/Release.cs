// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

using System;
using System.Collections.Generic;
using System.Threading;

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>Releases of applications.</summary>
        public ReleaseSection Release => new ReleaseSection(this);
    }

    /// <summary>Releases of applications.</summary>
    public sealed unsafe partial class ReleaseSection
    {
        private readonly Client client;

        internal ReleaseSection(Client client) => this.client = client;

        /// <summary>Gets one release.</summary>
        /// <param name="release">Id or commit.</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$expand</c> (OData: texts, arrays or
        /// objects), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the row of the release.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ReleaseNotFound"/>,
        /// <see cref="BalenaCode.AmbiguousRelease"/> (several have this commit).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/release(id)</c>.</remarks>
        public Document Get(string release, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* releaseUtf8 = Core.Utf8(release, "release"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_release_get(call.Handle, releaseUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Lists the releases of an application, the newest first.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$filter</c>, <c>$expand</c>,
        /// <c>$orderby</c>, <c>$top</c>, <c>$skip</c>, <c>@…</c> (OData: texts, arrays or objects; numbers for the last
        /// two), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON array of rows of releases.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/release?$filter=belongs_to__application eq id</c>.</remarks>
        public Document GetAllByApplication(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_release_get_all_by_application(
                    call.Handle, applicationUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Hands the releases of an application to a function, one by one and by ascending id. They are asked
        /// for by the page, so that one page is in memory, however many there are; rows that come or go meanwhile
        /// neither double nor hide others.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c> (<c>id</c> comes along unasked),
        /// <c>$filter</c>, <c>$expand</c>, <c>@…</c>, <c>page_size</c> (rows that are asked for at once, 1000),
        /// <c>pages</c> (how many of them at most; all unless given), <c>after</c> (id behind which to begin),
        /// <c>timeout_ms</c> (of each page).</param>
        /// <param name="callback">Gets each row as the service sent it, a JSON object, on the thread that makes the
        /// call. It gives true to go on, and false to stop. It may call this library. What it throws ends the call, and
        /// comes out of it.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object with <c>count</c> (of the rows that the function got), <c>last</c> (id of the last of
        /// them, else <c>after</c>, null where there is neither: <c>after</c> goes on behind it) and <c>complete</c>
        /// (false where there may be more: it stopped, or the pages were over).</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended it.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/release?$filter=belongs_to__application eq id and id gt last&amp;$orderby=id asc&amp;$top=page_size</c>.</remarks>
        public Document ForEach(
            string application, Func<string, bool> callback, string? options = null,
            CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            using var function = new RowFunction(callback, cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_release_for_each(
                    call.Handle, applicationUtf8, optionsUtf8, function.Pointer, function.Data, out var result);
                return function.Document(returned, result);
            }
        }

        /// <summary>Enumerates what <see cref="ForEach"/> hands to a function, for <c>foreach</c>: a page is asked for
        /// when its first row is wanted.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">As of <see cref="ForEach"/>.</param>
        /// <param name="cancellationToken">Ends it, whatever it waits for.</param>
        /// <returns>The rows, each a JSON object as the service sent it. Each enumeration begins anew.</returns>
        /// <exception cref="BalenaException">While it is enumerated:
        /// <see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException">While it is enumerated:
        /// <paramref name="cancellationToken"/> ended it.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/release?$filter=belongs_to__application eq id and id gt last&amp;$orderby=id asc&amp;$top=page_size</c>.</remarks>
        public IEnumerable<string> Enumerate(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            _ = client.Handle;
            return Pages.Rows(
                (callback, page, token) => ForEach(application, callback, page, token), options, cancellationToken);
        }

        /// <summary>Enumerates what <see cref="ForEach"/> hands to a function, for <c>await foreach</c>: a page is
        /// asked for when its first row is wanted.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">As of <see cref="ForEach"/>.</param>
        /// <param name="cancellationToken">Ends it, whatever it waits for.</param>
        /// <returns>The rows, each a JSON object as the service sent it. Each enumeration begins anew.</returns>
        /// <exception cref="BalenaException">While it is enumerated:
        /// <see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException">While it is enumerated:
        /// <paramref name="cancellationToken"/> ended it.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/release?$filter=belongs_to__application eq id and id gt last&amp;$orderby=id asc&amp;$top=page_size</c>.</remarks>
        public IAsyncEnumerable<string> EnumerateAsync(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            _ = client.Handle;
            return Pages.RowsAsync(
                (callback, page, token) => ForEach(application, callback, page, token), options, cancellationToken);
        }

        /// <summary>Gets the newest successful release of an application, which may be a draft.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$expand</c> (OData: texts, arrays or
        /// objects), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the row of the release.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>,
        /// <see cref="BalenaCode.ReleaseNotFound"/> (there is none).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/release?$filter=belongs_to__application eq id and status eq 'success'</c>.</remarks>
        public Document GetLatestByApplication(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_release_get_latest_by_application(
                    call.Handle, applicationUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Gets one release with its images and who made it.</summary>
        /// <param name="release">Id or commit.</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$expand</c> (OData: texts, arrays or
        /// objects), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the row of the release with the members <c>images</c>, an array of objects with the
        /// <c>id</c> of the image and <c>service_name</c>, and <c>user</c>, an object with <c>id</c> and
        /// <c>username</c>, or null where the server does not say.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ReleaseNotFound"/>,
        /// <see cref="BalenaCode.AmbiguousRelease"/> (several have this commit).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/release(id)?$expand=release_image(…)</c>.</remarks>
        public Document GetWithImageDetails(
            string release, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* releaseUtf8 = Core.Utf8(release, "release"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_release_get_with_image_details(
                    call.Handle, releaseUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }
    }
}
