// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

using System.Threading;

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>Configuration variables of devices.</summary>
        public DeviceConfigVariableSection DeviceConfigVariable => new DeviceConfigVariableSection(this);
    }

    /// <summary>Configuration variables of devices.</summary>
    public sealed unsafe partial class DeviceConfigVariableSection
    {
        private readonly Client client;

        internal DeviceConfigVariableSection(Client client) => this.client = client;

        /// <summary>Adds a configuration variable to a device.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="configVarName">Name, letters, digits, <c>_</c> and <c>:</c>, which begins with BALENA_ or
        /// RESIN_, as "BALENA_HOST_CONFIG_gpu_mem".</param>
        /// <param name="value">Value; may be empty.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the row of the variable.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.Conflict"/>
        /// (there is one of this name).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>POST /v7/device_config_variable</c>.</remarks>
        public Document Create(
            string device, string configVarName, string value, string? options = null,
            CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* configVarNameUtf8 = Core.Utf8(configVarName, "config_var_name"))
            fixed (byte* valueUtf8 = Core.Utf8(value, "value"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_config_variable_create(
                    call.Handle, deviceUtf8, configVarNameUtf8, valueUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Lists the configuration variables of a device, by name.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$filter</c>, <c>$expand</c>,
        /// <c>$orderby</c>, <c>$top</c>, <c>$skip</c>, <c>@…</c> (OData: texts, arrays or objects; numbers for the last
        /// two), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON array of rows of variables.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device_config_variable?$filter=device eq id</c>.</remarks>
        public Document GetAll(string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_config_variable_get_all(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Lists the configuration variables of the devices of an application, by name.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$filter</c>, <c>$expand</c>,
        /// <c>$orderby</c>, <c>$top</c>, <c>$skip</c>, <c>@…</c> (OData: texts, arrays or objects; numbers for the last
        /// two), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON array of rows of variables.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device_config_variable?$filter=device/any(d:d/belongs_to__application eq id)</c>.</remarks>
        public Document GetAllByApplication(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_config_variable_get_all_by_application(
                    call.Handle, applicationUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Removes a variable. Where there is none of this id, that is a success.</summary>
        /// <param name="varId">Id of its row.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>DELETE /v7/device_config_variable(id)</c>.</remarks>
        public void Remove(long varId, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_config_variable_remove(
                    call.Handle, varId, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Gives a variable another value.</summary>
        /// <param name="varId">Id of its row.</param>
        /// <param name="value">Value; may be empty.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotFound"/> (there is no such variable).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>PATCH /v7/device_config_variable(id)</c>.</remarks>
        public void Update(
            long varId, string value, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* valueUtf8 = Core.Utf8(value, "value"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_config_variable_update(
                    call.Handle, varId, valueUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }
    }
}
