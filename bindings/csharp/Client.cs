using System;
using System.Threading;
using Microsoft.Win32.SafeHandles;

namespace Balena
{
    /// <summary>A client for one service and one account.</summary>
    /// <remarks>Any number of threads may use it at once. Its sections, as <see cref="Device"/>, hold the functions.
    /// After <see cref="Dispose"/> they throw <see cref="ObjectDisposedException"/>.</remarks>
    public sealed partial class Client : IDisposable
    {
        private readonly ClientHandle handle;
        private readonly CancellationTokenSource ended = new CancellationTokenSource();
        private volatile bool disposed;

        /// <summary>Makes a client.</summary>
        /// <param name="options">JSON object, or null for none: <c>api_endpoint</c> (URL, balenaCloud's unless given),
        /// <c>api_version</c> ("v7"), <c>dashboard_url</c> (URL, the one beside <c>api_endpoint</c> unless given),
        /// <c>token</c> (session token or API key), <c>data_directory</c> (where a login and settings are kept,
        /// ~/.balena unless given; null keeps them in memory), <c>timeout_ms</c> (deadline of a call; 30000 until the
        /// answer arrives unless given), <c>connect_timeout_ms</c> (10000), <c>max_connections</c> (64),
        /// <c>body_limit_bytes</c> (longest answer that is taken, 1 GiB), <c>ca_file</c> (PEM file of the authorities
        /// to trust instead of the system's, which SSL_CERT_FILE names too), <c>proxy</c> (URL; HTTP_PROXY, HTTPS_PROXY
        /// and ALL_PROXY unless given, null for none; NO_PROXY holds for all), <c>token_refresh_interval</c> (age in
        /// milliseconds from which on a session token is exchanged for a fresh one, a day),
        /// <c>device_actions_endpoint_version</c> ("v2"), <c>actions_endpoint</c> (URL of the server that starts updates
        /// of devices and is told the token; the one that the service's configuration names unless given. It is an
        /// option and nothing else).</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidParameter"/>,
        /// <see cref="BalenaCode.NonAllowedOption"/>, <see cref="BalenaCode.InvalidOption"/>,
        /// <see cref="BalenaCode.MalformedToken"/>, <see cref="BalenaCode.IO"/>.</exception>
        /// <remarks>Nothing is sent. What is not given is taken from the environment, BALENA_API_ENDPOINT for
        /// <c>api_endpoint</c> and so on, and BALENA_API_KEY for <c>token</c>; then from the settings that
        /// <see cref="SettingsSection.Set"/> keeps. Last comes the token in <c>data_directory</c>, where
        /// <c>balena login</c> leaves one too. A settings file that can't be read or understood is an error only where
        /// neither options nor environment say <c>api_endpoint</c>, so that no token goes to the wrong service;
        /// otherwise defaults stand in for it.</remarks>
        public unsafe Client(string? options = null)
        {
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var code = Native.balena_new(optionsUtf8, out handle, out var error);
                Core.Nothing(code, error);
            }
        }

        private Client(ClientHandle handle) => this.handle = handle;

        /// <summary>Derives a client that shares the connections and the login of this one, and has a deadline and an
        /// end of its own. Each of the two is disposed of by itself, in any order.</summary>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c> (deadline of a call; that of this
        /// client unless given).</param>
        /// <returns>The derived client.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NonAllowedOption"/>,
        /// <see cref="BalenaCode.InvalidOption"/>.</exception>
        /// <remarks>To end a single call, a <see cref="CancellationToken"/> is simpler.</remarks>
        public Client With(string? options = null) => new Client(Derive(Handle, options));

        /// <summary>Ends what is under way on this client and on those derived from it, and all that follows on them:
        /// each call that has a request to make fails with <see cref="BalenaCode.Cancelled"/>. The client that this one
        /// was derived from goes on.</summary>
        /// <remarks>It may be called at any time; on a client that was disposed of it does nothing.</remarks>
        public void Cancel()
        {
            try
            {
                Native.balena_cancel(Handle);
            }
            catch (ObjectDisposedException)
            {
                // Nothing can begin on it any more.
            }
        }

        /// <summary>The version of the C library that is running, as "0.1.0".</summary>
        public static unsafe string Version => Core.Static(Native.balena_version());

        /// <summary>The client in C, for a call that starts now.</summary>
        /// <remarks>A SafeHandle alone would let new calls in for as long as older ones run, and so, among threads that
        /// go on calling, for ever.</remarks>
        internal ClientHandle Handle => disposed ? throw new ObjectDisposedException(nameof(Client)) : handle;

        /// <summary>Ends when the client is disposed of.</summary>
        internal CancellationToken Ended => ended.Token;

        /// <summary>Begins a call that ends with the token: on a client of its own, if the token can end.</summary>
        internal Call Begin(CancellationToken cancellationToken)
        {
            var client = Handle;
            cancellationToken.ThrowIfCancellationRequested();
            return cancellationToken.CanBeCanceled
                ? new Call(Derive(client, null), cancellationToken)
                : new Call(client);
        }

        private static unsafe ClientHandle Derive(ClientHandle client, string? options)
        {
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var code = Native.balena_with(client, optionsUtf8, out var derived, out var error);
                Core.Nothing(code, error);
                return derived;
            }
        }

        /// <summary>Frees the client, and closes its connections unless a derived client still has them, once the calls
        /// that other threads have running on it have come back; it does not wait for them. What is not worth running
        /// on is ended by <see cref="Cancel"/> first. Its subscriptions end: for a function that one is calling it does
        /// wait, unless it is called from there. A second time does nothing.</summary>
        public void Dispose()
        {
            disposed = true;
            ended.Cancel();
            handle.Dispose();
        }
    }

    /// <summary>The client in C that one call is made on.</summary>
    internal readonly struct Call : IDisposable
    {
        private readonly ClientHandle? own;
        private readonly CancellationTokenRegistration registration;

        internal Call(ClientHandle client)
        {
            Handle = client;
            own = null;
            registration = default;
        }

        internal Call(ClientHandle derived, CancellationToken cancellationToken)
        {
            Handle = derived;
            own = derived;
            registration = cancellationToken.Register(
                client => Native.balena_cancel((ClientHandle)client), derived, useSynchronizationContext: false);
        }

        internal ClientHandle Handle { get; }

        public void Dispose()
        {
            // Waits for a cancellation that is under way.
            registration.Dispose();
            own?.Dispose();
        }
    }

    /// <summary>The client in C. The runtime counts the calls that use it, and frees it after the last of
    /// them.</summary>
    internal sealed class ClientHandle : SafeHandleZeroOrMinusOneIsInvalid
    {
        private ClientHandle() : base(ownsHandle: true)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.balena_free(handle);
            return true;
        }
    }
}
