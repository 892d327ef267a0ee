// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

using System;
using System.Collections.Generic;
using System.Threading;

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>Applications, also called fleets.</summary>
        public ApplicationSection Application => new ApplicationSection(this);
    }

    /// <summary>Applications, also called fleets.</summary>
    public sealed unsafe partial class ApplicationSection
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
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the row of the application.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.InvalidDeviceType"/>, <see cref="BalenaCode.InvalidApplicationType"/>,
        /// <see cref="BalenaCode.OrganizationNotFound"/>, <see cref="BalenaCode.MissingOption"/> (several organizations
        /// and none named), <see cref="BalenaCode.Conflict"/> (there is one of this name).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>POST /v7/application</c>.</remarks>
        public Document Create(
            string name, string deviceType, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* nameUtf8 = Core.Utf8(name, "name"))
            fixed (byte* deviceTypeUtf8 = Core.Utf8(deviceType, "device_type"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_create(
                    call.Handle, nameUtf8, deviceTypeUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Disables the public URLs of all devices of an application.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>,
        /// <see cref="BalenaCode.UnsupportedByServer"/> (openBalena has no such URLs).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>PATCH /v7/device?$filter=belongs_to__application eq id</c>.</remarks>
        public void DisableDeviceUrls(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_disable_device_urls(
                    call.Handle, applicationUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Keeps an application at the release that it targets now: later releases don't become its
        /// target.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>PATCH /v7/application(id)</c>.</remarks>
        public void DisableRollingUpdates(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_disable_rolling_updates(
                    call.Handle, applicationUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Enables the public URLs of all devices of an application.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>,
        /// <see cref="BalenaCode.UnsupportedByServer"/> (openBalena has no such URLs).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>PATCH /v7/device?$filter=belongs_to__application eq id</c>.</remarks>
        public void EnableDeviceUrls(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_enable_device_urls(
                    call.Handle, applicationUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Lets later releases of an application become its target. A server may leave the target of now in
        /// place until then; <see cref="ApplicationSection.TrackLatestRelease"/> moves it at once.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>PATCH /v7/application(id)</c>.</remarks>
        public void EnableRollingUpdates(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_enable_rolling_updates(
                    call.Handle, applicationUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Makes a key with which devices can be registered with an application, as an image holds
        /// it.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object, or null for none: <c>key_name</c>, <c>description</c>, <c>expiry_date</c>
        /// (milliseconds since 1970; never unless given), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text, the key.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>POST /api-key/v2/</c>.</remarks>
        public string GenerateProvisioningKey(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_generate_provisioning_key(
                    call.Handle, applicationUtf8, optionsUtf8, out var result);
                return Core.Text(returned, result, cancellationToken);
            }
        }

        /// <summary>Gets one of the applications that the user can access directly, by the name that people know it
        /// by.</summary>
        /// <param name="name">Name, or slug ("organization/name").</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$expand</c> (OData: texts, arrays or
        /// objects), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the row of the application.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>,
        /// <see cref="BalenaCode.AmbiguousApplication"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/application</c>.</remarks>
        public Document Get(string name, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* nameUtf8 = Core.Utf8(name, "name"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_get(call.Handle, nameUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Lists the applications that the user can access directly, by name.</summary>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$filter</c>, <c>$expand</c>,
        /// <c>$orderby</c>, <c>$top</c>, <c>$skip</c>, <c>@…</c> (OData: texts, arrays or objects; numbers for the last
        /// two), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON array of rows of applications.</returns>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/application</c>.</remarks>
        public Document GetAll(string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_get_all(call.Handle, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Hands the applications that the user can access directly to a function, one by one and by ascending
        /// id. They are asked for by the page, so that one page is in memory, however many there are; rows that come or
        /// go meanwhile neither double nor hide others.</summary>
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
        /// <remarks>Sends
        /// <c>GET /v7/application?$filter=id gt last&amp;$orderby=id asc&amp;$top=page_size</c>.</remarks>
        public Document ForEach(
            Func<string, bool> callback, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            using var function = new RowFunction(callback, cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_for_each(
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
        /// <remarks>Sends
        /// <c>GET /v7/application?$filter=id gt last&amp;$orderby=id asc&amp;$top=page_size</c>.</remarks>
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
        /// <remarks>Sends
        /// <c>GET /v7/application?$filter=id gt last&amp;$orderby=id asc&amp;$top=page_size</c>.</remarks>
        public IAsyncEnumerable<string> EnumerateAsync(
            string? options = null, CancellationToken cancellationToken = default)
        {
            _ = client.Handle;
            return Pages.RowsAsync(
                (callback, page, token) => ForEach(callback, page, token), options, cancellationToken);
        }

        /// <summary>Gets one application, also a public one of others.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$expand</c> (OData: texts, arrays or
        /// objects), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the row of the application.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/application(id)</c>.</remarks>
        public Document GetById(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_get_by_id(
                    call.Handle, applicationUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Gets one application by its name and its owner, also a public one of others.</summary>
        /// <param name="name">Name, in upper or lower case.</param>
        /// <param name="owner">Handle of an organization; that of a user's own is his user name.</param>
        /// <param name="options">JSON object, or null for none: <c>$select</c>, <c>$expand</c> (OData: texts, arrays or
        /// objects), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the row of the application.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/application(slug='owner/name')</c>.</remarks>
        public Document GetByOwner(
            string name, string owner, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* nameUtf8 = Core.Utf8(name, "name"))
            fixed (byte* ownerUtf8 = Core.Utf8(owner, "owner"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_get_by_owner(
                    call.Handle, nameUtf8, ownerUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Makes the config.json with which a device joins an application. It holds a provisioning key that is
        /// made for it.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="version">Version of balenaOS that the device runs, as "2.29.2+rev1.prod".</param>
        /// <param name="options">JSON object, or null for none: <c>network</c> ("ethernet" unless given, or "wifi"),
        /// <c>wifiSsid</c> (needed with wifi), <c>wifiKey</c>, <c>appUpdatePollInterval</c> (minutes), <c>ip</c>,
        /// <c>gateway</c>, <c>netmask</c> (IPv4, as "192.0.2.1"), <c>deviceType</c> (slug; the application's unless
        /// given), <c>developmentMode</c> (boolean), <c>provisioningKeyName</c>, <c>provisioningKeyExpiryDate</c>
        /// (milliseconds since 1970; never unless given), <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the content of config.json.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>,
        /// <see cref="BalenaCode.MissingOption"/> (<c>version</c> is empty, or wifi without
        /// <c>wifiSsid</c>).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>POST /download-config</c>.</remarks>
        public Document GetConfig(
            string application, string version, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* versionUtf8 = Core.Utf8(version, "version"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_get_config(
                    call.Handle, applicationUtf8, versionUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>The commit of the release that an application's devices should run.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A text, or null when there is no such release.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/application(id)</c>.</remarks>
        public string? GetTargetReleaseHash(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_get_target_release_hash(
                    call.Handle, applicationUtf8, optionsUtf8, out var result);
                return Core.MaybeText(returned, result, cancellationToken);
            }
        }

        /// <summary>Lets balena's support work on an application until a date.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="expiryTimestamp">When the access ends, in milliseconds since 1970.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>,
        /// <see cref="BalenaCode.InvalidParameter"/> (the date is not in the future),
        /// <see cref="BalenaCode.UnsupportedByServer"/> (openBalena has no support).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>PATCH /v7/application(id)</c>.</remarks>
        public void GrantSupportAccess(
            string application, long expiryTimestamp, string? options = null,
            CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_grant_support_access(
                    call.Handle, applicationUtf8, expiryTimestamp, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Asks whether the user can access an application of this name directly.</summary>
        /// <param name="name">Name, or slug ("organization/name").</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A boolean.</returns>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/application</c>.</remarks>
        public bool Has(string name, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* nameUtf8 = Core.Utf8(name, "name"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_has(call.Handle, nameUtf8, optionsUtf8, out var result);
                return Core.Boolean(returned, result, cancellationToken);
            }
        }

        /// <summary>Asks whether the user can access any application directly.</summary>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A boolean.</returns>
        /// <exception cref="BalenaException">The common ones, see <see cref="BalenaCode"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/application</c>.</remarks>
        public bool HasAny(string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_has_any(call.Handle, optionsUtf8, out var result);
                return Core.Boolean(returned, result, cancellationToken);
            }
        }

        /// <summary>Asks whether an application takes over new releases and targets the latest one.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A boolean; true also when it takes over new releases and has none yet.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/application(id)</c>.</remarks>
        public bool IsTrackingLatestRelease(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_is_tracking_latest_release(
                    call.Handle, applicationUtf8, optionsUtf8, out var result);
                return Core.Boolean(returned, result, cancellationToken);
            }
        }

        /// <summary>Removes an application and its devices.</summary>
        /// <param name="name">Name, or slug ("organization/name").</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.ApplicationNotFound"/>, <see cref="BalenaCode.AmbiguousApplication"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>DELETE /v7/application(id)</c>.</remarks>
        public void Remove(string name, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* nameUtf8 = Core.Utf8(name, "name"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_remove(call.Handle, nameUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Restarts the services of an application on all of its devices.</summary>
        /// <param name="name">Name, or slug ("organization/name").</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotLoggedIn"/>,
        /// <see cref="BalenaCode.ApplicationNotFound"/>, <see cref="BalenaCode.AmbiguousApplication"/>,
        /// <see cref="BalenaCode.SupervisorLocked"/>, <see cref="BalenaCode.UnsupportedByServer"/> (openBalena does not
        /// do this).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>POST /application/id/restart</c>.</remarks>
        public void Restart(string name, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* nameUtf8 = Core.Utf8(name, "name"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_restart(call.Handle, nameUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Ends the access that balena's support has to an application.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>,
        /// <see cref="BalenaCode.UnsupportedByServer"/> (openBalena has no support).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>PATCH /v7/application(id)</c>.</remarks>
        public void RevokeSupportAccess(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_revoke_support_access(
                    call.Handle, applicationUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Keeps an application at one of its releases, which must have been built successfully.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="release">Id or commit.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>,
        /// <see cref="BalenaCode.ReleaseNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>PATCH /v7/application(id)</c>.</remarks>
        public void SetToRelease(
            string application, string release, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* releaseUtf8 = Core.Utf8(release, "release"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_set_to_release(
                    call.Handle, applicationUtf8, releaseUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Makes the latest release of an application its target, and lets later ones become it.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>PATCH /v7/application(id)</c>.</remarks>
        public void TrackLatestRelease(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_track_latest_release(
                    call.Handle, applicationUtf8, optionsUtf8, out var result);
                Core.Nothing(returned, result, cancellationToken);
            }
        }

        /// <summary>Asks whether later releases of an application become its target.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A boolean.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/application(id)</c>.</remarks>
        public bool WillTrackNewReleases(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_application_will_track_new_releases(
                    call.Handle, applicationUtf8, optionsUtf8, out var result);
                return Core.Boolean(returned, result, cancellationToken);
            }
        }
    }
}
