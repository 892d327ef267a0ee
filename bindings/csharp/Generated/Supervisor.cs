// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

using System.Threading;

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>The supervisors of devices.</summary>
        public SupervisorSection Supervisor => new SupervisorSection(this);
    }

    /// <summary>The supervisors of devices.</summary>
    public sealed unsafe partial class SupervisorSection
    {
        private readonly Client client;

        internal SupervisorSection(Client client) => this.client = client;

        /// <summary>Lets a LED of a device blink for 15 seconds, so that people see which device it is.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or null for the device that this runs
        /// on.</param>
        /// <param name="options">JSON object, or null for none: <c>application</c> (id, that of the device unless
        /// given), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidOption"/> (no device is given, and this runs
        /// on none), <see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.DeviceOffline"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device(uuid='…'), POST /supervisor/v1/blink, on the device POST /v1/blink</c>.</remarks>
        public void Blink(string? device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_supervisor_blink(call.Handle, deviceUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Chooses how the supervisor of the device that this runs on is asked: directly, as at first where
        /// the handle knows its address and key, or through the API like that of any other device. The choice holds for
        /// this handle, and for those that are derived from it later.</summary>
        /// <param name="endpoint">True for directly, false for through the API.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidOption"/> (true, and neither options nor
        /// environment give the supervisor's address and key).</exception>
        /// <remarks>Address and key are the options <c>supervisor_address</c> and <c>supervisor_api_key</c> of a
        /// handle, else what balenaOS tells in the environment. Who asks directly needs no login, and no proxy is used.
        /// The supervisor gets its own key and never the credential of the handle, nor does the service get the
        /// supervisor's. Makes no request.</remarks>
        public void ForceApiEndpoint(bool endpoint)
        {
            var returned = Native.balena_supervisor_force_api_endpoint(
                client.Handle, Core.Byte(endpoint), out var result);
            Core.Nothing(returned, result);
        }

        /// <summary>Gets what a supervisor knows of the application on a device with one container. On a device with
        /// several it is refused.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or null for the device that this runs
        /// on.</param>
        /// <param name="options">JSON object, or null for none: <c>application</c> (id, that of the device unless
        /// given), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object with <c>appId</c>, <c>commit</c>, <c>containerId</c>, <c>env</c>, <c>imageId</c>,
        /// <c>releaseId</c>.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidOption"/> (no device is given, and this runs
        /// on none), <see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.DeviceOffline"/>,
        /// <see cref="BalenaCode.UnsupportedFunction"/> (its supervisor is older than 1.8),
        /// <see cref="BalenaCode.MissingOption"/> (it is not known to which application the device
        /// belongs).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device(uuid='…'), POST /supervisor/v1/apps/id, on the device GET /v1/apps/id</c>.</remarks>
        public Document GetApplicationInfo(
            string? device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_supervisor_get_application_info(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Gets the state of a device as its supervisor reports it.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or null for the device that this runs
        /// on.</param>
        /// <param name="options">JSON object, or null for none: <c>application</c> (id, that of the device unless
        /// given), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object with <c>status</c>, <c>commit</c>, <c>supervisor_version</c>, <c>update_pending</c>
        /// and others.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidOption"/> (no device is given, and this runs
        /// on none), <see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.DeviceOffline"/>,
        /// <see cref="BalenaCode.UnsupportedFunction"/> (its supervisor is older than 1.6).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device(uuid='…'), POST /supervisor/v1/device, on the device GET /v1/device</c>.</remarks>
        public Document GetDeviceState(
            string? device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_supervisor_get_device_state(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Asks whether a supervisor is there.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or null for the device that this runs
        /// on.</param>
        /// <param name="options">JSON object, or null for none: <c>application</c> (id, that of the device unless
        /// given), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text, "OK".</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidOption"/> (no device is given, and this runs
        /// on none), <see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.DeviceOffline"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device(uuid='…'), POST /supervisor/ping, on the device GET /ping</c>.</remarks>
        public string Ping(string? device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_supervisor_ping(call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Text(returned, result, cancellationToken);
            }
        }

        /// <summary>Empties the folder /data of the application on a device, and restarts it.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or null for the device that this runs
        /// on.</param>
        /// <param name="options">JSON object, or null for none: <c>application</c> (id, that of the device unless
        /// given), <c>force</c> (boolean: although an application holds the lock against updates),
        /// <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object with <c>Data</c> ("OK") and <c>Error</c>.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidOption"/> (no device is given, and this runs
        /// on none), <see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.DeviceOffline"/>,
        /// <see cref="BalenaCode.SupervisorLocked"/>, <see cref="BalenaCode.MissingOption"/> (it is not known to which
        /// application the device belongs).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device(uuid='…'), POST /supervisor/v1/purge, on the device POST /v1/purge</c>.</remarks>
        public Document Purge(string? device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_supervisor_purge(call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Reboots a device.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or null for the device that this runs
        /// on.</param>
        /// <param name="options">JSON object, or null for none: <c>application</c> (id, that of the device unless
        /// given), <c>force</c> (boolean: although an application holds the lock against updates),
        /// <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object with <c>Data</c> ("OK") and <c>Error</c>.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidOption"/> (no device is given, and this runs
        /// on none), <see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.DeviceOffline"/>,
        /// <see cref="BalenaCode.SupervisorLocked"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device(uuid='…'), POST /supervisor/v1/reboot, on the device POST /v1/reboot</c>.</remarks>
        public Document Reboot(string? device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_supervisor_reboot(call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Makes a new key for the supervisor of a device: for what asks it directly on the device, else for
        /// the service. The old one is refused from then on. A handle that asked directly goes on with the new one, and
        /// so do those that share its connections.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or null for the device that this runs
        /// on.</param>
        /// <param name="options">JSON object, or null for none: <c>application</c> (id, that of the device unless
        /// given), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text, the key.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidOption"/> (no device is given, and this runs
        /// on none), <see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.DeviceOffline"/>,
        /// <see cref="BalenaCode.Decode"/> (the answer is no key).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device(uuid='…'), POST /supervisor/v1/regenerate-api-key, on the device POST /v1/regenerate-api-key</c>.</remarks>
        public string RegenerateSupervisorApiKey(
            string? device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_supervisor_regenerate_supervisor_api_key(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Text(returned, result, cancellationToken);
            }
        }

        /// <summary>Restarts the containers of the application on a device.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or null for the device that this runs
        /// on.</param>
        /// <param name="options">JSON object, or null for none: <c>application</c> (id, that of the device unless
        /// given), <c>force</c> (boolean: although an application holds the lock against updates),
        /// <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text, "OK".</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidOption"/> (no device is given, and this runs
        /// on none), <see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.DeviceOffline"/>,
        /// <see cref="BalenaCode.SupervisorLocked"/>, <see cref="BalenaCode.MissingOption"/> (it is not known to which
        /// application the device belongs).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device(uuid='…'), POST /supervisor/v1/restart, on the device POST /v1/restart</c>.</remarks>
        public string Restart(string? device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_supervisor_restart(call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Text(returned, result, cancellationToken);
            }
        }

        /// <summary>Restarts a service on a device.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or null for the device that this runs
        /// on.</param>
        /// <param name="imageId">Id of the image that the service's container was made from.</param>
        /// <param name="options">JSON object, or null for none: <c>application</c> (id, that of the device unless
        /// given), <c>force</c> (boolean: although an application holds the lock against updates),
        /// <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidOption"/> (no device is given, and this runs
        /// on none), <see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.DeviceOffline"/>,
        /// <see cref="BalenaCode.SupervisorLocked"/>, <see cref="BalenaCode.UnsupportedFunction"/> (its supervisor is
        /// older than 7.0.0), <see cref="BalenaCode.MissingOption"/> (it is not known to which application the device
        /// belongs).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device(uuid='…'), POST /supervisor/v2/applications/id/restart-service, on the device POST /v2/applications/id/restart-service</c>.</remarks>
        public void RestartService(
            string? device, long imageId, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_supervisor_restart_service(
                    call.Handle, deviceUtf8, imageId, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Shuts a device down.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or null for the device that this runs
        /// on.</param>
        /// <param name="options">JSON object, or null for none: <c>application</c> (id, that of the device unless
        /// given), <c>force</c> (boolean: although an application holds the lock against updates),
        /// <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object with <c>Data</c> ("OK") and <c>Error</c>.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidOption"/> (no device is given, and this runs
        /// on none), <see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.DeviceOffline"/>,
        /// <see cref="BalenaCode.SupervisorLocked"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device(uuid='…'), POST /supervisor/v1/shutdown, on the device POST /v1/shutdown</c>.</remarks>
        public Document Shutdown(string? device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_supervisor_shutdown(call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Starts the container of the application on a device with one container. On a device with several it
        /// is refused: <see cref="SupervisorSection.StartService"/> is for them.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or null for the device that this runs
        /// on.</param>
        /// <param name="options">JSON object, or null for none: <c>application</c> (id, that of the device unless
        /// given), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object with <c>containerId</c>.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidOption"/> (no device is given, and this runs
        /// on none), <see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.DeviceOffline"/>,
        /// <see cref="BalenaCode.UnsupportedFunction"/> (its supervisor is older than 1.8),
        /// <see cref="BalenaCode.MissingOption"/> (it is not known to which application the device
        /// belongs).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device(uuid='…'), POST /supervisor/v1/apps/id/start, on the device POST /v1/apps/id/start</c>.</remarks>
        public Document StartApplication(
            string? device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_supervisor_start_application(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Starts a service on a device.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or null for the device that this runs
        /// on.</param>
        /// <param name="imageId">Id of the image that the service's container was made from.</param>
        /// <param name="options">JSON object, or null for none: <c>application</c> (id, that of the device unless
        /// given), <c>force</c> (boolean: although an application holds the lock against updates),
        /// <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidOption"/> (no device is given, and this runs
        /// on none), <see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.DeviceOffline"/>,
        /// <see cref="BalenaCode.SupervisorLocked"/>, <see cref="BalenaCode.UnsupportedFunction"/> (its supervisor is
        /// older than 7.0.0), <see cref="BalenaCode.MissingOption"/> (it is not known to which application the device
        /// belongs).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device(uuid='…'), POST /supervisor/v2/applications/id/start-service, on the device POST /v2/applications/id/start-service</c>.</remarks>
        public void StartService(
            string? device, long imageId, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_supervisor_start_service(
                    call.Handle, deviceUtf8, imageId, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Stops the container of the application on a device with one container, until it is started or the
        /// device reboots. On a device with several it is refused: <see cref="SupervisorSection.StopService"/> is for
        /// them.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or null for the device that this runs
        /// on.</param>
        /// <param name="options">JSON object, or null for none: <c>application</c> (id, that of the device unless
        /// given), <c>force</c> (boolean: although an application holds the lock against updates),
        /// <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object with <c>containerId</c>.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidOption"/> (no device is given, and this runs
        /// on none), <see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.DeviceOffline"/>,
        /// <see cref="BalenaCode.SupervisorLocked"/>, <see cref="BalenaCode.UnsupportedFunction"/> (its supervisor is
        /// older than 1.8), <see cref="BalenaCode.MissingOption"/> (it is not known to which application the device
        /// belongs).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device(uuid='…'), POST /supervisor/v1/apps/id/stop, on the device POST /v1/apps/id/stop</c>.</remarks>
        public Document StopApplication(
            string? device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_supervisor_stop_application(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Stops a service on a device, until it is started or the device reboots.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or null for the device that this runs
        /// on.</param>
        /// <param name="imageId">Id of the image that the service's container was made from.</param>
        /// <param name="options">JSON object, or null for none: <c>application</c> (id, that of the device unless
        /// given), <c>force</c> (boolean: although an application holds the lock against updates),
        /// <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidOption"/> (no device is given, and this runs
        /// on none), <see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.DeviceOffline"/>,
        /// <see cref="BalenaCode.SupervisorLocked"/>, <see cref="BalenaCode.UnsupportedFunction"/> (its supervisor is
        /// older than 7.0.0), <see cref="BalenaCode.MissingOption"/> (it is not known to which application the device
        /// belongs).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device(uuid='…'), POST /supervisor/v2/applications/id/stop-service, on the device POST /v2/applications/id/stop-service</c>.</remarks>
        public void StopService(
            string? device, long imageId, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_supervisor_stop_service(
                    call.Handle, deviceUtf8, imageId, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Has a device look at once whether there is an update.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or null for the device that this runs
        /// on.</param>
        /// <param name="options">JSON object, or null for none: <c>application</c> (id, that of the device unless
        /// given), <c>force</c> (boolean: although an application holds the lock against updates),
        /// <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidOption"/> (no device is given, and this runs
        /// on none), <see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.DeviceOffline"/>,
        /// <see cref="BalenaCode.SupervisorLocked"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device(uuid='…'), POST /supervisor/v1/update, on the device POST /v1/update</c>.</remarks>
        public void Update(string? device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_supervisor_update(call.Handle, deviceUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }
    }
}
