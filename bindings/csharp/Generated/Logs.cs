// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

using System;
using System.Threading;
using System.Threading.Tasks;

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

        /// <summary>Follows the log of a device: each line that comes is given to a function of the caller's. A
        /// connection that breaks or falls silent is made again, and the log goes on behind the last line: none is lost
        /// and none comes twice.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>count</c> (of the lines that are there already: a
        /// number, or "all"; none unless it or <c>start</c> is given), <c>start</c> (milliseconds since 1970: lines
        /// that the service got then or later), <c>silence_ms</c> (how long nothing may come until the connection
        /// counts as gone, 120000; the service shows every 58 s that it is there), <c>timeout_ms</c> (of looking for
        /// the device, and of each connecting).</param>
        /// <param name="callback">Gets each line and each event, and last the error that ends the subscription if there
        /// is one. It gives true to go on, and false to end the subscription. It is called on threads of the library,
        /// one call at a time, and may call this library, also to unsubscribe or to dispose of the client. One that is
        /// slow holds up its own stream alone.</param>
        /// <returns>A task that ends with the subscription, after the last call: when it was unsubscribed, or the
        /// function gave false. It fails with what the function threw, which ends the subscription, with the error that
        /// ended it, or with <see cref="BalenaCode.Cancelled"/> when the client was cancelled or disposed of.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.IO"/> (no
        /// thread can be started).</exception>
        /// <remarks>Sends <c>GET /device/v2/uuid/logs?stream=1</c>.</remarks>
        public Task Subscribe(string device, Func<LogMessage, bool> callback, string? options = null)
        {
            using var subscription = new Subscription(client.Handle, callback);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_logs_subscribe(
                    client.Handle, deviceUtf8, optionsUtf8, Subscription.Callback, subscription.Data, out var result);
                return subscription.Begun(returned, result);
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
