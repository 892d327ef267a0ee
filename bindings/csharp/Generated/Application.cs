// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>Applications, also called fleets.</summary>
        public ApplicationSection Application => new ApplicationSection(this);
    }

    /// <summary>Applications, also called fleets.</summary>
    public sealed unsafe class ApplicationSection
    {
        private readonly Client client;

        internal ApplicationSection(Client client) => this.client = client;

        /// <summary>Creates an application.</summary>
        /// <param name="name">Name, 4 to 100 characters.</param>
        /// <param name="deviceType">Slug, alias or display name of a device type, as "raspberrypi3" or "Raspberry Pi
        /// 3".</param>
        /// <param name="options">JSON object, or null for none: <c>organization</c> (handle or id; the user's only one,
        /// or his own, unless given), <c>app_type</c> (slug), <c>application_class</c> ("app", "fleet" or "block"),
        /// <c>uuid</c> (32 hex digits), <c>timeout_ms</c>.</param>
        /// <returns>A JSON object, the row of the application.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.InvalidDeviceType"/>, <see cref="BalenaCode.InvalidApplicationType"/>,
        /// <see cref="BalenaCode.OrganizationNotFound"/>, <see cref="BalenaCode.MissingOption"/> (several organizations
        /// and none named), <see cref="BalenaCode.Conflict"/> (there is one of this name).</exception>
        /// <remarks>Sends <c>POST /v7/application</c>.</remarks>
        public Document Create(string name, string deviceType, string? options = null)
        {
            fixed (byte* nameUtf8 = Core.Utf8(name, "name"))
            fixed (byte* deviceTypeUtf8 = Core.Utf8(deviceType, "device_type"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var code = Native.balena_application_create(
                    client.Handle, nameUtf8, deviceTypeUtf8, optionsUtf8, out var result);
                return Core.Document(code, result);
            }
        }

        /// <summary>Lists the applications that the user can access directly, by name.</summary>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$filter</c>, <c>$expand</c>,
        /// <c>$orderby</c>, <c>$top</c>, <c>$skip</c>, <c>@…</c> (OData, texts or arrays of texts, numbers for the last
        /// two), <c>timeout_ms</c>.</param>
        /// <returns>A JSON array of rows of applications.</returns>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <remarks>Sends <c>GET /v7/application</c>.</remarks>
        public Document GetAll(string? options = null)
        {
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var code = Native.balena_application_get_all(client.Handle, optionsUtf8, out var result);
                return Core.Document(code, result);
            }
        }

        /// <summary>Removes an application and its devices.</summary>
        /// <param name="name">Name, or slug ("organization/name").</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.ApplicationNotFound"/>, <see cref="BalenaCode.AmbiguousApplication"/>.</exception>
        /// <remarks>Sends <c>DELETE /v7/application(id)</c>.</remarks>
        public void Remove(string name, string? options = null)
        {
            fixed (byte* nameUtf8 = Core.Utf8(name, "name"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var code = Native.balena_application_remove(client.Handle, nameUtf8, optionsUtf8, out var result);
                Core.Nothing(code, result);
            }
        }
    }
}
