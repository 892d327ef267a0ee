// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

using System.Threading;

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>The operating system of devices, balenaOS.</summary>
        public DeviceOsSection DeviceOs => new DeviceOsSection(this);
    }

    /// <summary>The operating system of devices, balenaOS.</summary>
    public sealed unsafe partial class DeviceOsSection
    {
        private readonly Client client;

        internal DeviceOsSection(Client client) => this.client = client;

        /// <summary>Makes the config.json with which a device joins an application. It holds a provisioning key that is
        /// made for it.</summary>
        /// <param name="application">Id, slug ("organization/name") or uuid.</param>
        /// <param name="options">JSON object with <c>version</c> (of balenaOS, as "2.29.2+rev1.prod"); also
        /// <c>network</c> ("ethernet" unless given, or "wifi"), <c>wifiSsid</c> (needed with wifi), <c>wifiKey</c>,
        /// <c>appUpdatePollInterval</c> (minutes), <c>ip</c>, <c>gateway</c>, <c>netmask</c> (IPv4, as "192.0.2.1"),
        /// <c>deviceType</c> (slug; the application's unless given), <c>developmentMode</c> (boolean),
        /// <c>provisioningKeyName</c>, <c>provisioningKeyExpiryDate</c> (milliseconds since 1970; never unless given),
        /// <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object, the content of config.json.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.ApplicationNotFound"/>,
        /// <see cref="BalenaCode.MissingOption"/> (no <c>version</c>, or wifi without <c>wifiSsid</c>).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>POST /download-config</c>.</remarks>
        public Document GetConfig(
            string application, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* applicationUtf8 = Core.Utf8(application, "application"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_os_get_config(
                    call.Handle, applicationUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>The version of a device's operating system as a semantic version with the variant in it:
        /// "2.29.2+rev1.prod" of "balenaOS 2.29.2+rev1" and "prod".</summary>
        /// <param name="osVersion"><c>os_version</c> of a device, which may be empty.</param>
        /// <param name="osVariant"><c>os_variant</c> of a device ("prod", "dev"), or null for none.</param>
        /// <returns>A text, or null when <c>os_version</c> is no version.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidParameter"/> (<c>os_variant</c> can't be part
        /// of a version).</exception>
        /// <remarks>Makes no request.</remarks>
        public string? GetDeviceOsSemverWithVariant(string osVersion, string? osVariant)
        {
            fixed (byte* osVersionUtf8 = Core.Utf8(osVersion, "os_version"))
            fixed (byte* osVariantUtf8 = Core.Utf8(osVariant, "os_variant"))
            {
                var returned = Native.balena_device_os_get_device_os_semver_with_variant(
                    client.Handle, osVersionUtf8, osVariantUtf8, out var result);
                return Core.MaybeText(returned, result);
            }
        }

        /// <summary>The versions of balenaOS that there are for a device type.</summary>
        /// <param name="deviceType">Slug, alias or display name.</param>
        /// <param name="options">JSON object, or null for none: <c>timeout_ms</c>.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object with <c>versions</c>, an array of texts, the newest first and those with extended
        /// support (as "2023.10.0") behind all others; <c>latest</c>, the first of them; <c>recommended</c>, the first
        /// that is neither a pre-release nor for development; <c>default</c>, which is <c>recommended</c>, else
        /// <c>latest</c>. Those are null where there is no such version.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidDeviceType"/>.</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended the call. If
        /// that had begun, the inner exception is the <see cref="BalenaException"/>, which tells whether a write may
        /// have been carried out.</exception>
        /// <remarks>Sends <c>GET /v7/application?$filter=is_host eq true and is_for__device_type eq id</c>.</remarks>
        public Document GetSupportedVersions(
            string deviceType, string? options = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            fixed (byte* deviceTypeUtf8 = Core.Utf8(deviceType, "device_type"))
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_os_get_supported_versions(
                    call.Handle, deviceTypeUtf8, optionsUtf8, out var result);
                return Core.Document(returned, result, cancellationToken);
            }
        }

        /// <summary>Downloads an image of balenaOS, which the service makes for an application or for a device type. It
        /// is handed on as it comes, and never in memory as a whole. A connection that breaks or falls silent is made
        /// again and the rest asked for, where the server can do that; where it can't, or the image changed meanwhile,
        /// the download begins anew.</summary>
        /// <param name="options">JSON object with <c>appId</c> (the application's id, a number or digits) and
        /// <c>network</c> ("ethernet" or "wifi"), or with <c>deviceType</c> (slug, alias or display name; the
        /// application's unless given); also <c>version</c> (as "2.29.2+rev1.prod", or "latest", "recommended" or
        /// "default", which it is unless given: those that <see cref="DeviceOsSection.GetSupportedVersions"/> calls
        /// so), <c>wifiSsid</c> (needed with wifi), <c>wifiKey</c>, <c>appUpdatePollInterval</c> (minutes), <c>ip</c>,
        /// <c>gateway</c>, <c>netmask</c> (IPv4, as "192.0.2.1"), <c>developmentMode</c> (boolean), <c>fileType</c>
        /// (".img" as the service has it unless given, ".zip" or ".gz"), <c>imageType</c> ("raw" or "flasher"),
        /// <c>raw</c> (boolean: the server may pack the bytes, which saves time and traffic, and they are left as they
        /// are sent; such a download that breaks begins anew), <c>path</c> (of the file to write; until it is whole it
        /// is called so with ".part" behind it, and what was there stays; its owner alone may read it),
        /// <c>timeout_ms</c> (of the whole; unless given, 30 s until the server answers, and no end while the image
        /// comes at 1 KB/s or more).</param>
        /// <param name="callback">Gets each piece, on the thread that makes the call, and after it was written to
        /// <c>path</c> if that is given; null, with <c>path</c>, for none. It gives true to go on, and false to end the
        /// download, which fails with <see cref="BalenaCode.Cancelled"/> then. It may call this library. What it throws
        /// ends the call, and comes out of it.</param>
        /// <param name="cancellationToken">Ends the call, whatever it waits for.</param>
        /// <returns>A JSON object with <c>filename</c> (as the server calls it, or null), <c>version</c>,
        /// <c>content_type</c> (or null), <c>content_encoding</c> ("gzip" where <c>raw</c> left it so, or null),
        /// <c>length</c> (bytes that were handed on) and <c>path</c> (where it was given).</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.MissingOption"/> (neither <c>appId</c> nor
        /// <c>deviceType</c>, no <c>network</c> with <c>appId</c>, wifi without <c>wifiSsid</c>, or neither <c>path</c>
        /// nor a function), <see cref="BalenaCode.NotLoggedIn"/>, <see cref="BalenaCode.ApplicationNotFound"/>,
        /// <see cref="BalenaCode.InvalidDeviceType"/>, <see cref="BalenaCode.OsImageNotFound"/>,
        /// <see cref="BalenaCode.IO"/> (the file can't be written), <see cref="BalenaCode.UnsupportedByServer"/>
        /// (openBalena has no images).</exception>
        /// <exception cref="System.OperationCanceledException"><paramref name="cancellationToken"/> ended it.</exception>
        /// <remarks>Sends <c>GET /download?deviceType=…&amp;version=…, with a wifiKey POST /download</c>.</remarks>
        public Document Download(
            string options, PieceCallback? callback = null, CancellationToken cancellationToken = default)
        {
            using var call = client.Begin(cancellationToken);
            using var function = new PieceFunction(callback, cancellationToken);
            fixed (byte* optionsUtf8 = Core.Utf8(options, "options"))
            {
                var returned = Native.balena_device_os_download(
                    call.Handle, optionsUtf8, function.Pointer, function.Data, out var result);
                return function.Document(returned, result);
            }
        }

        /// <summary>Checks the parameters of an image's download before anything is asked for.</summary>
        /// <param name="parameters">JSON object with <c>appId</c> (the application's id, a number or digits) and
        /// <c>network</c> ("ethernet" or "wifi"); also <c>wifiSsid</c> (needed with wifi), <c>wifiKey</c>,
        /// <c>version</c>, <c>appUpdatePollInterval</c> (minutes), <c>ip</c>, <c>gateway</c>, <c>netmask</c> (IPv4, as
        /// "192.0.2.1"), <c>deviceType</c> (slug), <c>developmentMode</c> (boolean), <c>fileType</c> (".img", ".zip" or
        /// ".gz"), <c>imageType</c> ("raw" or "flasher"), <c>raw</c> (boolean), <c>path</c>, <c>timeout_ms</c>.</param>
        /// <returns>A JSON object, the same parameters with <c>appId</c> as a number, and without those that are
        /// null.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.MissingOption"/> (no <c>appId</c> or <c>network</c>,
        /// or wifi without <c>wifiSsid</c>), <see cref="BalenaCode.InvalidOption"/>,
        /// <see cref="BalenaCode.NonAllowedOption"/>.</exception>
        /// <remarks>Makes no request.</remarks>
        public Document ParseParams(string parameters)
        {
            fixed (byte* parametersUtf8 = Core.Utf8(parameters, "parameters"))
            {
                var returned = Native.balena_device_os_parse_params(client.Handle, parametersUtf8, out var result);
                return Core.Document(returned, result);
            }
        }
    }
}
