// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>Devices.</summary>
        public DeviceSection Device => new DeviceSection(this);
    }

    /// <summary>Devices.</summary>
    public sealed unsafe class DeviceSection
    {
        private readonly Client client;

        internal DeviceSection(Client client) => this.client = client;

        /// <summary>Makes a uuid for a device that is to be registered.</summary>
        /// <returns>A text, 32 hex digits.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.IO"/> (no random bytes).</exception>
        /// <remarks>Makes no request.</remarks>
        public string GenerateUuid()
        {
            var code = Native.balena_device_generate_uuid(client.Handle, out var result);
            return Core.Text(code, result);
        }

        /// <summary>Gets one device.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$expand</c> (OData, texts or arrays
        /// of texts), <c>timeout_ms</c>.</param>
        /// <returns>A JSON object, the row of the device.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>,
        /// <see cref="BalenaCode.AmbiguousDevice"/>.</exception>
        /// <remarks>Sends <c>GET /v7/device(uuid='…')</c>.</remarks>
        public Document Get(string device, string? options = null)
        {
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var code = Native.balena_device_get(client.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Document(code, result);
            }
        }

        /// <summary>Lists the devices that the user can access, by name.</summary>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$filter</c>, <c>$expand</c>,
        /// <c>$orderby</c>, <c>$top</c>, <c>$skip</c>, <c>@…</c> (OData, texts or arrays of texts, numbers for the last
        /// two), <c>timeout_ms</c>.</param>
        /// <returns>A JSON array of rows of devices.</returns>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <remarks>Sends <c>GET /v7/device</c>.</remarks>
        public Document GetAll(string? options = null)
        {
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var code = Native.balena_device_get_all(client.Handle, optionsUtf8, out var result);
                return Core.Document(code, result);
            }
        }

        /// <summary>Registers a device with an application, so that an image with the returned key can come online as
        /// it.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="uuid">Uuid of the new device, 32 or 62 hex digits in lower case, as
        /// <see cref="DeviceSection.GenerateUuid"/> makes them.</param>
        /// <param name="options">JSON object, or null for none: <c>device_type</c> (slug; the application's unless
        /// given), <c>provisioning_key</c> (one that lives ten minutes is made unless given),
        /// <c>timeout_ms</c>.</param>
        /// <returns>A JSON object with <c>id</c>, <c>uuid</c> and <c>api_key</c>.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.ApplicationNotFound"/>, <see cref="BalenaCode.InvalidDeviceType"/>,
        /// <see cref="BalenaCode.Conflict"/> (the uuid is taken).</exception>
        /// <remarks>With <c>provisioning_key</c> and <c>device_type</c>, and an application given by its id, nobody
        /// needs to be logged in. Sends <c>POST /device/register</c>.</remarks>
        public Document Register(string application, string uuid, string? options = null)
        {
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* uuidUtf8 = Core.Utf8(uuid, "uuid"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var code = Native.balena_device_register(
                    client.Handle, applicationUtf8, uuidUtf8, optionsUtf8, out var result);
                return Core.Document(code, result);
            }
        }

        /// <summary>Removes a device.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <remarks>Sends <c>DELETE /v7/device(id)</c>.</remarks>
        public void Remove(string device, string? options = null)
        {
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var code = Native.balena_device_remove(client.Handle, deviceUtf8, optionsUtf8, out var result);
                Core.Nothing(code, result);
            }
        }

        /// <summary>Gives a device another name.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="newName">The name, not empty.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <remarks>Sends <c>PATCH /v7/device(id)</c>.</remarks>
        public void Rename(string device, string newName, string? options = null)
        {
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* newNameUtf8 = Core.Utf8(newName, "new_name"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var code = Native.balena_device_rename(
                    client.Handle, deviceUtf8, newNameUtf8, optionsUtf8, out var result);
                Core.Nothing(code, result);
            }
        }
    }
}
