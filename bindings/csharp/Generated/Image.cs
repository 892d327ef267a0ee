// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

using System.Threading;

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>Images, which releases are made of.</summary>
        public ImageSection Image => new ImageSection(this);
    }

    /// <summary>Images, which releases are made of.</summary>
    public sealed unsafe partial class ImageSection
    {
        private readonly Client client;

        internal ImageSection(Client client) => this.client = client;

        /// <summary>Gets one image, without its build log unless <c>$select</c> asks for that.</summary>
        /// <param name="id">Id of its row.</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$expand</c> (OData: texts, arrays or
        /// objects), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the row of the image.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ImageNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/image(id)</c>.</remarks>
        public Document Get(long id, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_image_get(call.Handle, id, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>The log of an image's build.</summary>
        /// <param name="id">Id of its row.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text, or null when there is none.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ImageNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/image(id)?$select=build_log</c>.</remarks>
        public string? GetLog(long id, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_image_get_log(call.Handle, id, optionsUtf8, out var result);
                return Core.MaybeText(returned, result, cancellationToken);
            }
        }
    }
}
