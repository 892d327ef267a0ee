// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

using System.Threading;

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>Logs of devices.</summary>
        public LogsSection Logs => new LogsSection(this);
    }

    /// <summary>Logs of devices.</summary>
    public sealed unsafe partial class LogsSection
    {
        private readonly Client client;

        internal LogsSection(Client client) => this.client = client;

        /// <summary>Gets the lines that the service has of a device's log, the oldest first. It keeps about
        /// 1000.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>count</c> (of the last lines: a number, or "all";
        /// all unless given), <c>start</c> (milliseconds since 1970: lines that the service got then or later),
        /// <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON array of lines: <c>createdAt</c> and <c>timestamp</c> (milliseconds since 1970, by the
        /// service's clock and by the device's), <c>message</c>, <c>isSystem</c>, <c>isStdErr</c>, <c>serviceId</c>
        /// (where a service wrote it).</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /device/v2/uuid/logs</c>.</remarks>
        public Document History(string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_logs_history(call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Ends the subscriptions of this handle to the log of a device. After it returned their functions are
        /// not called any more, unless it was called from within one: then the last call follows. That there is none is
        /// no error.</summary>
        /// <param name="device">Full uuid, or the text that was given when subscribing.</param>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <remarks>Makes no request.</remarks>
        public void Unsubscribe(string device)
        {
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            {
                var returned = Native.balena_logs_unsubscribe(client.Handle, deviceUtf8, out var result);
                Core.Nothing(returned, result);
            }
        }

        /// <summary>Ends all subscriptions of this handle, as <see cref="LogsSection.Unsubscribe"/> does.</summary>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <remarks>Makes no request.</remarks>
        public void UnsubscribeAll()
        {
            var returned = Native.balena_logs_unsubscribe_all(client.Handle, out var result);
            Core.Nothing(returned, result);
        }
    }
}
