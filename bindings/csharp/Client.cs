using System;
using Microsoft.Win32.SafeHandles;

namespace Balena
{
    /// <summary>A client for one service and one account.</summary>
    /// <remarks>Any number of threads may use it at once. Its sections, as <see cref="Device"/>, hold the functions.
    /// After <see cref="Dispose"/> they throw <see cref="ObjectDisposedException"/>.</remarks>
    public sealed partial class Client : IDisposable
    {
        private readonly ClientHandle handle;
        private volatile bool disposed;

        /// <summary>Makes a client.</summary>
        /// <param name="options">JSON object, or null for none: <c>api_endpoint</c> (URL, balenaCloud's unless given),
        /// <c>api_version</c> ("v7"), <c>token</c> (session token or API key), <c>data_directory</c> (where a login is
        /// kept, ~/.balena unless given; null keeps it in memory), <c>timeout_ms</c> (deadline of a call; 30000 until
        /// the answer arrives unless given), <c>connect_timeout_ms</c> (10000), <c>max_connections</c> (64),
        /// <c>ca_file</c> (PEM file of the authorities to trust instead of the system's). What is not given is taken
        /// from the environment, BALENA_API_ENDPOINT for <c>api_endpoint</c> and so on, and BALENA_API_KEY for
        /// <c>token</c>. Last comes the token in <c>data_directory</c>, where <c>balena login</c> leaves one
        /// too.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidParameter"/>,
        /// <see cref="BalenaCode.NonAllowedOption"/>, <see cref="BalenaCode.InvalidOption"/>,
        /// <see cref="BalenaCode.MalformedToken"/>.</exception>
        public unsafe Client(string? options = null)
        {
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var code = Native.balena_new(optionsUtf8, out handle, out var error);
                Core.Nothing(code, error);
            }
        }

        /// <summary>The version of the C library that is running, as "0.1.0".</summary>
        public static unsafe string Version => Core.Static(Native.balena_version());

        /// <summary>The client in C, for a call that starts now.</summary>
        /// <remarks>A SafeHandle alone would let new calls in for as long as older ones run, and so, among threads that
        /// go on calling, for ever.</remarks>
        internal ClientHandle Handle => disposed ? throw new ObjectDisposedException(nameof(Client)) : handle;

        /// <summary>Frees the client and closes its connections, once the calls that other threads have running on it
        /// have come back; it does not wait for them. A second time does nothing.</summary>
        public void Dispose()
        {
            disposed = true;
            handle.Dispose();
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
