// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// DeviceOS is a section of a client's functions: the operating system of devices, balenaOS.
type DeviceOS struct{ h *handle }

// GetConfig makes the config.json with which a device joins an application. It holds a provisioning
// key that is made for it.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: with the keys version (of balenaOS, as "2.29.2+rev1.prod"); also network ("ethernet"
//     unless given, or "wifi"), wifiSsid (needed with wifi), wifiKey, appUpdatePollInterval
//     (minutes), ip, gateway, netmask (IPv4, as "192.0.2.1"), deviceType (slug; the application's
//     unless given), developmentMode (boolean), provisioningKeyName, provisioningKeyExpiryDate
//     (milliseconds since 1970; never unless given), timeout_ms.
//
// Result: object, the content of config.json.
//
// Errors: [ErrApplicationNotFound], [ErrMissingOption] (no version, or wifi without wifiSsid).
//
// Request: POST /download-config
func (s DeviceOS) GetConfig(ctx context.Context, application string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_os_get_config(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// GetDeviceOSSemverWithVariant gives the version of a device's operating system as a semantic
// version with the variant in it: "2.29.2+rev1.prod" of "balenaOS 2.29.2+rev1" and "prod".
//
//   - osVersion: os_version of a device, which may be empty.
//   - osVariant: os_variant of a device ("prod", "dev"), or "" for none.
//
// Result: text, or nil when os_version is no version.
//
// Errors: [ErrInvalidParameter] (os_variant can't be part of a version).
//
// Request: none.
func (s DeviceOS) GetDeviceOSSemverWithVariant(osVersion string, osVariant string) (*string, error) {
	return callFor[*string](context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_device_os_get_device_os_semver_with_variant(c.client, c.texts[0], unlessEmpty(c.texts[1]), &c.out)
	}, nil, text{"os_version", osVersion}, text{"os_variant", osVariant})
}

// GetSupportedVersions gives the versions of balenaOS that there are for a device type.
//
//   - deviceType: slug, alias or display name.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: object with versions, an array of texts, the newest first and those with extended support
// (as "2023.10.0") behind all others; latest, the first of them; recommended, the first that is
// neither a pre-release nor for development; default, which is recommended, else latest. Those are
// null where there is no such version.
//
// Errors: [ErrInvalidDeviceType].
//
// Request: GET /v7/application?$filter=is_host eq true and is_for__device_type eq id
func (s DeviceOS) GetSupportedVersions(ctx context.Context, deviceType string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_os_get_supported_versions(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device_type", deviceType})
}

// Download downloads an image of balenaOS, which the service makes for an application or for a
// device type. It is handed on as it comes, and never in memory as a whole. A connection that
// breaks or falls silent is made again and the rest asked for, where the server can do that; where
// it can't, or the image changed meanwhile, the download begins anew.
//
//   - options: with the keys appId (the application's id, a number or digits) and network
//     ("ethernet" or "wifi"), or with deviceType (slug, alias or display name; the application's
//     unless given); also version (as "2.29.2+rev1.prod", or "latest", "recommended" or "default",
//     which it is unless given: those that [DeviceOS.GetSupportedVersions] calls so), wifiSsid
//     (needed with wifi), wifiKey, appUpdatePollInterval (minutes), ip, gateway, netmask (IPv4, as
//     "192.0.2.1"), developmentMode (boolean), fileType (".img" as the service has it unless given,
//     ".zip" or ".gz"), imageType ("raw" or "flasher"), raw (boolean: the server may pack the
//     bytes, which saves time and traffic, and they are left as they are sent; such a download that
//     breaks begins anew), path (of the file to write; until it is whole it is called so with
//     ".part" behind it, and what was there stays; its owner alone may read it), timeout_ms (of the
//     whole; unless given, 30 s until the server answers, and no end while the image comes at 1
//     KB/s or more).
//   - each: function that gets each [Piece], within the call and after the piece was written to
//     path if that is given; nil, with path, for none. It gives true to go on, and false to end the
//     download, which fails with [ErrCancelled] then. It may call this package, but not close the
//     client, which would wait for this call. A panic in it ends the call and is its error
//     ([PanicError]); [runtime.Goexit], and so FailNow of a test, is not for it.
//
// Result: object with filename (as the server calls it, or null), version, content_type (or null),
// content_encoding ("gzip" where raw left it so, or null), length (bytes that were handed on) and
// path (where it was given).
//
// Errors: [ErrMissingOption] (neither appId nor deviceType, no network with appId, wifi without
// wifiSsid, or neither path nor a function), [ErrNotLoggedIn], [ErrApplicationNotFound],
// [ErrInvalidDeviceType], [ErrOSImageNotFound], [ErrIO] (the file can't be written),
// [ErrUnsupportedByServer] (openBalena has no images).
//
// Request: GET /download?deviceType=…&version=…, with a wifiKey POST /download
func (s DeviceOS) Download(ctx context.Context, options Options, each func(Piece) bool) (json.RawMessage, error) {
	return download(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_os_download(c.client, c.options, c.onData, c.userData, &c.out)
	}, each, options)
}

// ParseParams checks the parameters of an image's download before anything is asked for.
//
//   - parameters: what [encoding/json.Marshal] writes as an object with appId (the application's
//     id, a number or digits) and network ("ethernet" or "wifi"); also wifiSsid (needed with wifi),
//     wifiKey, version, appUpdatePollInterval (minutes), ip, gateway, netmask (IPv4, as
//     "192.0.2.1"), deviceType (slug), developmentMode (boolean), fileType (".img", ".zip" or
//     ".gz"), imageType ("raw" or "flasher"), raw (boolean), path, timeout_ms.
//
// Result: object, the same parameters with appId as a number, and without those that are null.
//
// Errors: [ErrMissingOption] (no appId or network, or wifi without wifiSsid), [ErrInvalidOption],
// [ErrNonAllowedOption].
//
// Request: none.
func (s DeviceOS) ParseParams(parameters any) (json.RawMessage, error) {
	return callForDocument(context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_device_os_parse_params(c.client, c.texts[0], &c.out)
	}, nil, object{"parameters", parameters})
}
