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
//   - options: JSON object with version (of balenaOS, as "2.29.2+rev1.prod"); also network
//     ("ethernet" unless given, or "wifi"), wifiSsid (needed with wifi), wifiKey,
//     appUpdatePollInterval (minutes), ip, gateway, netmask (IPv4, as "192.0.2.1"), deviceType
//     (slug; the application's unless given), developmentMode (boolean), provisioningKeyName,
//     provisioningKeyExpiryDate (milliseconds since 1970; never unless given), timeout_ms.
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
