// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

using System.Threading;

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>Environment variables of services.</summary>
        public ServiceEnvVariableSection ServiceEnvVariable => new ServiceEnvVariableSection(this);
    }

    /// <summary>Environment variables of services.</summary>
    public sealed unsafe partial class ServiceEnvVariableSection
    {
        private readonly Client client;

        internal ServiceEnvVariableSection(Client client) => this.client = client;

        /// <summary>Adds an environment variable to a service of an application, on all devices.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="serviceName">Name of the service, as "main".</param>
        /// <param name="envVarName">Name, letters, digits and <c>_</c>, with no digit first. The service keeps those
        /// that begin with BALENA_ or RESIN_ to itself.</param>
        /// <param name="value">Value; may be empty.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the row of the variable.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>,
        /// <see cref="BalenaCode.ServiceNotFound"/>, <see cref="BalenaCode.Conflict"/> (there is one of this
        /// name).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>POST /v7/service_environment_variable</c>.</remarks>
        public Document Create(
            string application, string serviceName, string envVarName, string value, string? options = null,
            CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* serviceNameUtf8 = Core.Utf8(serviceName, "service_name"))
            fixed (byte* envVarNameUtf8 = Core.Utf8(envVarName, "env_var_name"))
            fixed (byte* valueUtf8 = Core.Utf8(value, "value"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_service_env_variable_create(
                    call.Handle, applicationUtf8, serviceNameUtf8, envVarNameUtf8, valueUtf8, optionsUtf8,
                    out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Lists the environment variables of the services of an application, by name.</summary>
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
        /// <c>GET /v7/service_environment_variable?$filter=service/any(s:s/application eq id)</c>.</remarks>
        public Document GetAllByApplication(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_service_env_variable_get_all_by_application(
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
        /// <remarks>Sends <c>DELETE /v7/service_environment_variable(id)</c>.</remarks>
        public void Remove(long varId, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_service_env_variable_remove(
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
        /// <remarks>Sends <c>PATCH /v7/service_environment_variable(id)</c>.</remarks>
        public void Update(
            long varId, string value, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* valueUtf8 = Core.Utf8(value, "value"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_service_env_variable_update(
                    call.Handle, varId, valueUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }
    }
}
