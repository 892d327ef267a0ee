// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

using System;
using System.Collections.Generic;
using System.Threading;

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>Devices.</summary>
        public DeviceSection Device => new DeviceSection(this);
    }

    /// <summary>Devices.</summary>
    public sealed unsafe partial class DeviceSection
    {
        private readonly Client client;

        internal DeviceSection(Client client) => this.client = client;

        /// <summary>Takes the public URL of one or several devices away.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or a JSON array of them, as <c>["4f1c…", 7]</c>:
        /// all are found, or nothing is written.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>,
        /// <see cref="BalenaCode.UnsupportedByServer"/> (openBalena has no such URLs).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)</c>.</remarks>
        public void DisableDeviceUrl(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_disable_device_url(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Makes the updates of a device wait again for an application that holds the lock against them, also
        /// where a variable of its application says otherwise.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>POST /v7/device_config_variable (RESIN_OVERRIDE_LOCK), PATCH where it exists</c>.</remarks>
        public void DisableLockOverride(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_disable_lock_override(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Gives one or several devices a public URL, at which port 80 of the device is served.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or a JSON array of them, as <c>["4f1c…", 7]</c>:
        /// all are found, or nothing is written.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>,
        /// <see cref="BalenaCode.UnsupportedByServer"/> (openBalena has no such URLs).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)</c>.</remarks>
        public void EnableDeviceUrl(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_enable_device_url(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Lets the updates of a device go on although an application holds the lock against them.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>POST /v7/device_config_variable (RESIN_OVERRIDE_LOCK), PATCH where it exists</c>.</remarks>
        public void EnableLockOverride(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_enable_lock_override(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Makes a key with which a device, or who acts as it, logs in.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>name</c>, <c>description</c>, <c>expiry_date</c>
        /// (milliseconds since 1970; never unless given), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text, the key.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>POST /api-key/device/id/device-key</c>.</remarks>
        public string GenerateDeviceKey(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_generate_device_key(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Text(returned, result, cancellationToken);
            }
        }

        /// <summary>Makes a uuid for a device that is to be registered.</summary>
        /// <returns>A text, 32 hex digits.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.IO"/> (no random bytes).</exception>
        /// <remarks>Makes no request.</remarks>
        public string GenerateUuid()
        {
            var returned = Native.balena_device_generate_uuid(client.Handle, out var result);
            return Core.Text(returned, result);
        }

        /// <summary>Gets one device.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$expand</c> (OData: texts, arrays or
        /// objects), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the row of the device.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>,
        /// <see cref="BalenaCode.AmbiguousDevice"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device(uuid='…')</c>.</remarks>
        public Document Get(string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get(call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Lists the devices that the user can access, by name.</summary>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$filter</c>, <c>$expand</c>,
        /// <c>$orderby</c>, <c>$top</c>, <c>$skip</c>, <c>@…</c> (OData: texts, arrays or objects; numbers for the last
        /// two), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON array of rows of devices.</returns>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device</c>.</remarks>
        public Document GetAll(string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_all(call.Handle, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Hands all devices that the user can see to a function, one by one and by ascending id. They are
        /// asked for by the page, so that one page is in memory, however many there are; rows that come or go meanwhile
        /// neither double nor hide others.</summary>
        /// <param name="options">JSON object, or null for none: <c>$select</c> (<c>id</c> comes along unasked),
        /// <c>$filter</c>, <c>$expand</c>, <c>@…</c>, <c>page_size</c> (rows that are asked for at once, 1000),
        /// <c>pages</c> (how many of them at most; all unless given), <c>after</c> (id behind which to begin),
        /// <c>timeout_ms</c> (of each page).</param>
        /// <param name="callback">Gets each row as the service sent it, a JSON object, on the thread that makes the
        /// call. It gives true to go on, and false to stop. It may call this library. What it throws ends the call, and
        /// comes out of it.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object with <c>count</c> (of the rows that the function got), <c>last</c> (id of the last of
        /// them, else <c>after</c>, null where there is neither: <c>after</c> goes on behind it) and <c>complete</c>
        /// (false where there may be more: it stopped, or the pages were over).</returns>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended it.</exception>
        /// <remarks>Sends <c>GET /v7/device?$filter=id gt last&amp;$orderby=id asc&amp;$top=page_size</c>.</remarks>
        public Document ForEach(
            Func<string, bool> callback, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            using var function = new RowFunction(callback, cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_for_each(
                    call.Handle, optionsUtf8, function.Pointer, function.Data, out var result);
                return function.Document(returned, result);
            }
        }

        /// <summary>Enumerates what <see cref="ForEach"/> hands to a function, for <c>foreach</c>: a page is asked for
        /// when its first row is wanted.</summary>
        /// <param name="options">As of <see cref="ForEach"/>.</param>
        /// <param name="cancellationToken">Ends it, whatever it waits for.</param>
        /// <returns>The rows, each a JSON object as the service sent it. Each enumeration begins anew.</returns>
        /// <exception cref="BalenaException">While it is enumerated:
        /// the common ones, see <see cref="BalenaCode"/>.</exception>
        /// <exception cref="System.OperationCanceledException">While it is enumerated:
        /// <paramref name="cancellationToken"/> ended it.</exception>
        /// <remarks>Sends <c>GET /v7/device?$filter=id gt last&amp;$orderby=id asc&amp;$top=page_size</c>.</remarks>
        public IEnumerable<string> Enumerate(string? options = null, CancellationToken cancellationToken = default)
        {
            _ = client.Handle;
            return Pages.Rows((callback, page, token) => ForEach(callback, page, token), options, cancellationToken);
        }

        /// <summary>Enumerates what <see cref="ForEach"/> hands to a function, for <c>await foreach</c>: a page is
        /// asked for when its first row is wanted.</summary>
        /// <param name="options">As of <see cref="ForEach"/>.</param>
        /// <param name="cancellationToken">Ends it, whatever it waits for.</param>
        /// <returns>The rows, each a JSON object as the service sent it. Each enumeration begins anew.</returns>
        /// <exception cref="BalenaException">While it is enumerated:
        /// the common ones, see <see cref="BalenaCode"/>.</exception>
        /// <exception cref="System.OperationCanceledException">While it is enumerated:
        /// <paramref name="cancellationToken"/> ended it.</exception>
        /// <remarks>Sends <c>GET /v7/device?$filter=id gt last&amp;$orderby=id asc&amp;$top=page_size</c>.</remarks>
        public IAsyncEnumerable<string> EnumerateAsync(
            string? options = null, CancellationToken cancellationToken = default)
        {
            _ = client.Handle;
            return Pages.RowsAsync(
                (callback, page, token) => ForEach(callback, page, token), options, cancellationToken);
        }

        /// <summary>Lists the devices of the application with a name, by their own names;
        /// <see cref="DeviceSection.GetAllByApplicationId"/> is for an id.</summary>
        /// <param name="applicationName">Name, or slug ("organization/name").</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$filter</c>, <c>$expand</c>,
        /// <c>$orderby</c>, <c>$top</c>, <c>$skip</c>, <c>@…</c> (OData: texts, arrays or objects; numbers for the last
        /// two), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON array of rows of devices.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>,
        /// <see cref="BalenaCode.AmbiguousApplication"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device?$filter=belongs_to__application eq id</c>.</remarks>
        public Document GetAllByApplication(
            string applicationName, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationNameUtf8 = Core.Utf8(applicationName, "application_name"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_all_by_application(
                    call.Handle, applicationNameUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Lists the devices of an application, by name.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$filter</c>, <c>$expand</c>,
        /// <c>$orderby</c>, <c>$top</c>, <c>$skip</c>, <c>@…</c> (OData: texts, arrays or objects; numbers for the last
        /// two), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON array of rows of devices.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device?$filter=belongs_to__application eq id</c>.</remarks>
        public Document GetAllByApplicationId(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_all_by_application_id(
                    call.Handle, applicationUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>The name of the application that a device belongs to.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text, or null when it belongs to none that the user can see.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device(uuid='…')</c>.</remarks>
        public string? GetApplicationName(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_application_name(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.MaybeText(returned, result, cancellationToken);
            }
        }

        /// <summary>Lists the devices that are called so.</summary>
        /// <param name="name">Name, which several devices may have.</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$filter</c>, <c>$expand</c>,
        /// <c>$orderby</c>, <c>$top</c>, <c>$skip</c>, <c>@…</c> (OData: texts, arrays or objects; numbers for the last
        /// two), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON array of rows of devices.</returns>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device?$filter=device_name eq 'name'</c>.</remarks>
        public Document GetByName(string name, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* nameUtf8 = Core.Utf8(name, "name"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_by_name(call.Handle, nameUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>The address of a device's page on the dashboard. With a uuid the server is not asked, not even
        /// whether there is such a device.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/> (an id was given),
        /// <see cref="BalenaCode.MissingOption"/> (the host in <c>api_endpoint</c> does not begin with "api.", and the
        /// client was given no <c>dashboard_url</c>).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device(id), when an id is given</c>.</remarks>
        public string GetDashboardUrl(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_dashboard_url(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Text(returned, result, cancellationToken);
            }
        }

        /// <summary>The slug of a device type.</summary>
        /// <param name="deviceTypeName">Display name ("Raspberry Pi 3"), or slug.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidDeviceType"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device_type</c>.</remarks>
        public string GetDeviceSlug(
            string deviceTypeName, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceTypeNameUtf8 = Core.Utf8(deviceTypeName, "device_type_name"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_device_slug(
                    call.Handle, deviceTypeNameUtf8, optionsUtf8, out var result);
                return Core.Text(returned, result, cancellationToken);
            }
        }

        /// <summary>Tells the public URL of a device.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text, as "https://uuid.balena-devices.com".</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>,
        /// <see cref="BalenaCode.DeviceNotWebAccessible"/> (it has none), <see cref="BalenaCode.UnsupportedByServer"/>
        /// (openBalena does not tell where such URLs are).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device(uuid='…'), GET /config</c>.</remarks>
        public string GetDeviceUrl(string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_device_url(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Text(returned, result, cancellationToken);
            }
        }

        /// <summary>The name that people see of a device type.</summary>
        /// <param name="deviceTypeSlug">Slug ("raspberrypi3"), or display name.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidDeviceType"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device_type</c>.</remarks>
        public string GetDisplayName(
            string deviceTypeSlug, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceTypeSlugUtf8 = Core.Utf8(deviceTypeSlug, "device_type_slug"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_display_name(
                    call.Handle, deviceTypeSlugUtf8, optionsUtf8, out var result);
                return Core.Text(returned, result, cancellationToken);
            }
        }

        /// <summary>Lists the addresses of a device in its own networks.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON array of texts.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>,
        /// <see cref="BalenaCode.DeviceOffline"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device(uuid='…')</c>.</remarks>
        public Document GetLocalIpAddress(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_local_ip_address(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Gets what the service says of the device type of the application with a name.</summary>
        /// <param name="applicationName">Name, or slug ("organization/name").</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the manifest of the device type: <c>slug</c>, <c>name</c>, <c>arch</c>,
        /// <c>options</c>, <c>yocto</c> and more.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>,
        /// <see cref="BalenaCode.AmbiguousApplication"/> (use the slug), <see cref="BalenaCode.InvalidDeviceType"/>
        /// (not among those that the service lists).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/application?$filter=…, GET /device-types/v1</c>.</remarks>
        public Document GetManifestByApplication(
            string applicationName, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationNameUtf8 = Core.Utf8(applicationName, "application_name"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_manifest_by_application(
                    call.Handle, applicationNameUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Gets what the service says of a device type. No login is needed.</summary>
        /// <param name="slug">Slug, display name or alias of the device type.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the manifest of the device type: <c>slug</c>, <c>name</c>, <c>arch</c>,
        /// <c>options</c>, <c>yocto</c> and more.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidDeviceType"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /device-types/v1</c>.</remarks>
        public Document GetManifestBySlug(
            string slug, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* slugUtf8 = Core.Utf8(slug, "slug"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_manifest_by_slug(
                    call.Handle, slugUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>The name of a device.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device(uuid='…')</c>.</remarks>
        public string GetName(string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_name(call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Text(returned, result, cancellationToken);
            }
        }

        /// <summary>Tells how far the update of a device's operating system is.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>run_detached</c> (boolean, as it was when the update
        /// was started; true unless given; false needs balenaCloud), <c>timeout_ms</c> (60000 unless given, where that
        /// is false).</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, of an update that runs detached with <c>update_status</c>,
        /// <c>last_update_status_event</c>, <c>overall_progress</c> and <c>os_version</c>, as the device's row has
        /// them; of another one the answer of the server that carries it out, with <c>status</c> ("idle",
        /// "in_progress", "done", "error" and others).</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device(uuid='…'), and where it does not run detached GET /config, GET https://actions.deviceUrlsBase/v1/uuid/resinhup</c>.</remarks>
        public Document GetOsUpdateStatus(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_os_update_status(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Sums up in a word what a device is doing: configuring, inactive, post-provisioning, updating,
        /// disconnected, reduced-functionality or operational.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text, as the server has it.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device(uuid='…')</c>.</remarks>
        public string GetStatus(string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_status(call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Text(returned, result, cancellationToken);
            }
        }

        /// <summary>Gets the state of a device as its supervisor reports it through the API.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object with <c>status</c>, <c>commit</c>, <c>supervisor_version</c>, <c>update_pending</c>
        /// and others.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>,
        /// <see cref="BalenaCode.DeviceOffline"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device(uuid='…'), POST /supervisor/v1/device</c>.</remarks>
        public Document GetSupervisorState(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_supervisor_state(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Gets the state that a device is to bring about, as its supervisor asks for it.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>version</c> (of the form of the state: 2 or 3; 2
        /// unless given), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the state: with version 2 its members are <c>local</c> and <c>dependent</c>, with
        /// version 3 it is the uuid.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /device/v2/uuid/state, with version 3 GET /device/v3/uuid/state</c>.</remarks>
        public Document GetSupervisorTargetState(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_supervisor_target_state(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Lists the device types that an operating system can be had for, by name.</summary>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON array of texts, the display names.</returns>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device_type</c>.</remarks>
        public Document GetSupportedDeviceTypes(string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_supported_device_types(
                    call.Handle, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Gets one device with what runs on it.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$expand</c> (OData: texts, arrays or
        /// objects), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the row of the device, with <c>current_services</c> (for each service, by its name,
        /// its installs, without deleted ones: <c>id</c>, <c>image_id</c>, <c>service_id</c>, <c>status</c>,
        /// <c>download_progress</c>, <c>install_date</c>, <c>release_id</c>, <c>commit</c>, <c>raw_version</c>) and
        /// <c>current_gateway_downloads</c> (always empty: gateways are no more).</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device(uuid='…')?$expand=image_install(…)</c>.</remarks>
        public Document GetWithServiceDetails(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_get_with_service_details(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Lets the service's support staff into one or several devices for some time.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or a JSON array of them, as <c>["4f1c…", 7]</c>:
        /// all are found, or nothing is written.</param>
        /// <param name="expiryTimestamp">When it ends, in milliseconds since 1970, in the future.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>,
        /// <see cref="BalenaCode.InvalidParameter"/> (the date is not in the future),
        /// <see cref="BalenaCode.UnsupportedByServer"/> (openBalena has no such access).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)</c>.</remarks>
        public void GrantSupportAccess(
            string device, long expiryTimestamp, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_grant_support_access(
                    call.Handle, deviceUtf8, expiryTimestamp, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Tells whether there is a device.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A boolean.</returns>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device(uuid='…')</c>.</remarks>
        public bool Has(string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_has(call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Boolean(returned, result, cancellationToken);
            }
        }

        /// <summary>Tells whether a device has a public URL.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A boolean.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device(uuid='…')</c>.</remarks>
        public bool HasDeviceUrl(string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_has_device_url(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Boolean(returned, result, cancellationToken);
            }
        }

        /// <summary>Tells whether the updates of a device go on although an application holds the lock against them.
        /// Where the device has no variable for it, that of its application counts.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A boolean.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device(uuid='…')?$expand=device_config_variable(…),belongs_to__application(…)</c>.</remarks>
        public bool HasLockOverride(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_has_lock_override(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Boolean(returned, result, cancellationToken);
            }
        }

        /// <summary>Lets a LED of a device blink for 15 seconds, so that people see which device it is.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.DeviceOffline"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device(uuid='…'), POST /supervisor/v1/blink</c>.</remarks>
        public void Identify(string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_identify(call.Handle, deviceUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Tells whether a device is connected.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A boolean.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device(uuid='…')</c>.</remarks>
        public bool IsOnline(string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_is_online(call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Boolean(returned, result, cancellationToken);
            }
        }

        /// <summary>Tells whether a device runs its application's release, not one that it was pinned to.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A boolean.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device(uuid='…')</c>.</remarks>
        public bool IsTrackingApplicationRelease(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_is_tracking_application_release(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                return Core.Boolean(returned, result, cancellationToken);
            }
        }

        /// <summary>Moves one or several devices to another application, which has to be built for an architecture that
        /// they run: their own, and on aarch64 armv7hf and rpi, on armv7hf rpi as well.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or a JSON array of them, as <c>["4f1c…", 7]</c>:
        /// all are found, or nothing is written.</param>
        /// <param name="applicationName">Name, or slug ("organization/name").</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>,
        /// <see cref="BalenaCode.ApplicationNotFound"/>, <see cref="BalenaCode.AmbiguousApplication"/>,
        /// <see cref="BalenaCode.IncompatibleApplication"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)</c>.</remarks>
        public void Move(
            string device, string applicationName, string? options = null,
            CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* applicationNameUtf8 = Core.Utf8(applicationName, "application_name"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_move(
                    call.Handle, deviceUtf8, applicationNameUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Replaces the note on one or several devices.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or a JSON array of them, as <c>["4f1c…", 7]</c>:
        /// all are found, or nothing is written.</param>
        /// <param name="note">The note; "" for none.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)</c>.</remarks>
        public void Note(
            string device, string note, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* noteUtf8 = Core.Utf8(note, "note"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_note(
                    call.Handle, deviceUtf8, noteUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
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
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object with <c>id</c>, <c>uuid</c> and <c>api_key</c>.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.ApplicationNotFound"/>, <see cref="BalenaCode.InvalidDeviceType"/>,
        /// <see cref="BalenaCode.Conflict"/> (the uuid is taken).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>With <c>provisioning_key</c> and <c>device_type</c>, and an application given by its id, nobody
        /// needs to be logged in. Sends <c>POST /device/register</c>.</remarks>
        public Document Register(
            string application, string uuid, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* uuidUtf8 = Core.Utf8(uuid, "uuid"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_register(
                    call.Handle, applicationUtf8, uuidUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Removes one or several devices.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or a JSON array of them, as <c>["4f1c…", 7]</c>:
        /// all are found, or nothing is written.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device?$filter=…, DELETE /v7/device?$filter=id in (…)</c>.</remarks>
        public void Remove(string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_remove(call.Handle, deviceUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Gives a device another name.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="newName">The name, not empty.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)</c>.</remarks>
        public void Rename(
            string device, string newName, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* newNameUtf8 = Core.Utf8(newName, "new_name"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_rename(
                    call.Handle, deviceUtf8, newNameUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Restarts the containers of the application on a device.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">JSON object, or null for none: <c>force</c> (boolean: although an application holds
        /// the lock against updates), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.DeviceNotFound"/>, <see cref="BalenaCode.DeviceOffline"/>,
        /// <see cref="BalenaCode.SupervisorLocked"/>, <see cref="BalenaCode.MissingOption"/> (the device belongs to no
        /// application).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device(uuid='…'), POST /supervisor/v1/restart</c>.</remarks>
        public void Restart(string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_restart(call.Handle, deviceUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Ends the access of the service's support staff to one or several devices.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or a JSON array of them, as <c>["4f1c…", 7]</c>:
        /// all are found, or nothing is written.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>,
        /// <see cref="BalenaCode.UnsupportedByServer"/> (openBalena has no such access).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)</c>.</remarks>
        public void RevokeSupportAccess(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_revoke_support_access(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Gives one or several devices a place on the map, instead of the one that is guessed from their
        /// network address.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or a JSON array of them, as <c>["4f1c…", 7]</c>:
        /// all are found, or nothing is written.</param>
        /// <param name="latitude">Degrees, from -90 to 90, north of the equator above 0.</param>
        /// <param name="longitude">Degrees, from -180 to 180, east of Greenwich above 0.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>,
        /// <see cref="BalenaCode.InvalidParameter"/> (out of range, or not a number),
        /// <see cref="BalenaCode.UnsupportedByServer"/> (openBalena has no such places).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)</c>.</remarks>
        public void SetCustomLocation(
            string device, double latitude, double longitude, string? options = null,
            CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_set_custom_location(
                    call.Handle, deviceUtf8, latitude, longitude, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Pins one or several devices to a release of their application, or, without one, lets them run the
        /// application's again.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or a JSON array of them, as <c>["4f1c…", 7]</c>:
        /// all are found, or nothing is written.</param>
        /// <param name="release">Id or commit of a successful release of the application, or null (also an empty text)
        /// for none.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>,
        /// <see cref="BalenaCode.ReleaseNotFound"/> (no device is pinned then).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device?$filter=…, GET /v7/release?$filter=…, PATCH /v7/device?$filter=id in (…)</c>.</remarks>
        public void SetToRelease(
            string device, string? release, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* releaseUtf8 = Core.Utf8(release, "release"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_set_to_release(
                    call.Handle, deviceUtf8, releaseUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Pins one or several devices to the release with an id, or, without one, lets them run their
        /// application's again.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or a JSON array of them, as <c>["4f1c…", 7]</c>:
        /// all are found, or nothing is written.</param>
        /// <param name="releaseId">Id of a successful release of the application, in digits as a text, or null (also an
        /// empty text) for none.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>,
        /// <see cref="BalenaCode.ReleaseNotFound"/> (no device is pinned then).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device?$filter=…, GET /v7/release?$filter=…, PATCH /v7/device?$filter=id in (…)</c>.</remarks>
        public void SetToReleaseById(
            string device, string? releaseId, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* releaseIdUtf8 = Core.Utf8(releaseId, "release_id"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_set_to_release_by_id(
                    call.Handle, deviceUtf8, releaseIdUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Starts an update of the operating system on one or several devices.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or a JSON array of them, as <c>["4f1c…", 7]</c>:
        /// all are found, and fit for the update, or none is started.</param>
        /// <param name="targetOsVersion">A published version for the type of the device, newer than the one that it
        /// runs, and like that for development or not: "2.29.2+rev1.prod".</param>
        /// <param name="options">JSON object, or null for none: <c>run_detached</c> (boolean; false makes the server
        /// wait for the device; true unless given), <c>timeout_ms</c> (60000 for all of it unless given).</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the answer of the server that carries it out, with <c>status</c>; for an array an
        /// object with the answer for each device by its uuid. They are started one after the other: where one fails,
        /// <c>cause</c> lists those before.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>,
        /// <see cref="BalenaCode.DeviceOffline"/>, <see cref="BalenaCode.InvalidParameter"/> (<c>target_os_version</c>
        /// is no version, or not a published one), <see cref="BalenaCode.OsUpdateError"/> (no update leads from the
        /// device's version to this one), <see cref="BalenaCode.UnsupportedByServer"/> (openBalena has no such
        /// server).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends
        /// <c>GET /v7/device?$filter=…, GET /config, GET /v7/application?$filter=…, POST https://actions.deviceUrlsBase/v2/uuid/resinhup</c>.</remarks>
        public Document StartOsUpdate(
            string device, string targetOsVersion, string? options = null,
            CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* targetOsVersionUtf8 = Core.Utf8(targetOsVersion, "target_os_version"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_start_os_update(
                    call.Handle, deviceUtf8, targetOsVersionUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Lets one or several devices run their application's release again, after they were pinned to
        /// another.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or a JSON array of them, as <c>["4f1c…", 7]</c>:
        /// all are found, or nothing is written.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)</c>.</remarks>
        public void TrackApplicationRelease(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_track_application_release(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Takes the place away that <see cref="DeviceSection.SetCustomLocation"/> gave.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id, or a JSON array of them, as <c>["4f1c…", 7]</c>:
        /// all are found, or nothing is written.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.DeviceNotFound"/>,
        /// <see cref="BalenaCode.UnsupportedByServer"/> (openBalena has no such places).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)</c>.</remarks>
        public void UnsetCustomLocation(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceUtf8 = Core.Utf8(device, "device"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_unset_custom_location(
                    call.Handle, deviceUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }
    }
}
