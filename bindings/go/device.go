// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// Device is a section of a client's functions: devices.
type Device struct{ h *handle }

// GenerateUUID makes a uuid for a device that is to be registered.
//
// Result: text, 32 hex digits.
//
// Errors: [ErrIO] (no random bytes).
//
// Request: none.
func (s Device) GenerateUUID() (string, error) {
	return callFor[string](context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_device_generate_uuid(c.client, &c.out)
	}, nil)
}

// Get gets one device.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys $select, $expand (OData: texts, arrays or objects),
//     timeout_ms.
//
// Result: object, the row of the device.
//
// Errors: [ErrDeviceNotFound], [ErrAmbiguousDevice].
//
// Request: GET /v7/device(uuid='…')
func (s Device) Get(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GetAll lists the devices that the user can access, by name.
//
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of devices.
//
// Errors: the common ones.
//
// Request: GET /v7/device
func (s Device) GetAll(ctx context.Context, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_all(c.client, c.options, &c.out)
	}, options)
}

// GetAllByApplication lists the devices of the application with a name, by their own names.
//
//   - applicationName: name, or slug ("organization/name").
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of devices.
//
// Errors: [ErrApplicationNotFound], [ErrAmbiguousApplication].
//
// Request: GET /v7/device?$filter=belongs_to__application eq id
func (s Device) GetAllByApplication(ctx context.Context, applicationName string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_all_by_application(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application_name", applicationName})
}

// GetAllByApplicationID lists the devices of an application, by name.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of devices.
//
// Errors: [ErrApplicationNotFound].
//
// Request: GET /v7/device?$filter=belongs_to__application eq id
func (s Device) GetAllByApplicationID(ctx context.Context, application string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_all_by_application_id(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// GetApplicationName gives the name of the application that a device belongs to.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text, or null when it belongs to none that the user can see.
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device(uuid='…')
func (s Device) GetApplicationName(ctx context.Context, device string, options Options) (*string, error) {
	return callFor[*string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_application_name(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GetByName lists the devices that are called so.
//
//   - name: name, which several devices may have.
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of devices.
//
// Errors: the common ones.
//
// Request: GET /v7/device?$filter=device_name eq 'name'
func (s Device) GetByName(ctx context.Context, name string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_by_name(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"name", name})
}

// GetDashboardURL gives the address of a device's page on the dashboard. With a uuid the server is
// not asked, not even whether there is such a device.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text.
//
// Errors: [ErrDeviceNotFound] (an id was given), [ErrMissingOption] (the host in api_endpoint does
// not begin with "api.", and the client was given no dashboard_url).
//
// Request: GET /v7/device(id), when an id is given
func (s Device) GetDashboardURL(ctx context.Context, device string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_dashboard_url(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GetDeviceSlug gives the slug of a device type.
//
//   - deviceTypeName: display name ("Raspberry Pi 3"), or slug.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text.
//
// Errors: [ErrInvalidDeviceType].
//
// Request: GET /v7/device_type
func (s Device) GetDeviceSlug(ctx context.Context, deviceTypeName string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_device_slug(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device_type_name", deviceTypeName})
}

// GetDisplayName gives the name that people see of a device type.
//
//   - deviceTypeSlug: slug ("raspberrypi3"), or display name.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text.
//
// Errors: [ErrInvalidDeviceType].
//
// Request: GET /v7/device_type
func (s Device) GetDisplayName(ctx context.Context, deviceTypeSlug string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_display_name(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device_type_slug", deviceTypeSlug})
}

// GetLocalIPAddress lists the addresses of a device in its own networks.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: array of texts.
//
// Errors: [ErrDeviceNotFound], [ErrDeviceOffline].
//
// Request: GET /v7/device(uuid='…')
func (s Device) GetLocalIPAddress(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_local_ip_address(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GetName gives the name of a device.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text.
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device(uuid='…')
func (s Device) GetName(ctx context.Context, device string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_name(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GetStatus sums up in a word what a device is doing: configuring, inactive, post-provisioning,
// updating, disconnected, reduced-functionality or operational.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text, as the server has it.
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device(uuid='…')
func (s Device) GetStatus(ctx context.Context, device string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_status(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GetSupportedDeviceTypes lists the device types that an operating system can be had for, by name.
//
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: array of texts, the display names.
//
// Errors: the common ones.
//
// Request: GET /v7/device_type
func (s Device) GetSupportedDeviceTypes(ctx context.Context, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_supported_device_types(c.client, c.options, &c.out)
	}, options)
}

// Has tells whether there is a device.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: boolean.
//
// Errors: the common ones.
//
// Request: GET /v7/device(uuid='…')
func (s Device) Has(ctx context.Context, device string, options Options) (bool, error) {
	return callFor[bool](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_has(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// IsOnline tells whether a device is connected.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: boolean.
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device(uuid='…')
func (s Device) IsOnline(ctx context.Context, device string, options Options) (bool, error) {
	return callFor[bool](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_is_online(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// Move moves a device to another application, which has to be built for an architecture that the
// device runs: its own, and on aarch64 armv7hf and rpi, on armv7hf rpi as well.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - applicationName: name, or slug ("organization/name").
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound], [ErrApplicationNotFound], [ErrAmbiguousApplication],
// [ErrIncompatibleApplication].
//
// Request: PATCH /v7/device?$filter=id in (id)
func (s Device) Move(ctx context.Context, device string, applicationName string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_move(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"device", device}, text{"application_name", applicationName})
}

// Note replaces the note on a device.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - note: the note; "" for none.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound].
//
// Request: PATCH /v7/device?$filter=id in (id)
func (s Device) Note(ctx context.Context, device string, note string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_note(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"device", device}, text{"note", note})
}

// Register registers a device with an application, so that an image with the returned key can come
// online as it.
//
// With provisioning_key and device_type, and an application given by its id, nobody needs to be
// logged in.
//
//   - application: id, slug ("organization/name") or uuid.
//   - uuid: uuid of the new device, 32 or 62 hex digits in lower case, as [Device.GenerateUUID]
//     makes them.
//   - options: nil for none, or with the keys device_type (slug; the application's unless given),
//     provisioning_key (one that lives ten minutes is made unless given), timeout_ms.
//
// Result: object with id, uuid and api_key.
//
// Errors: [ErrNotLoggedIn], [ErrApplicationNotFound], [ErrInvalidDeviceType], [ErrConflict] (the
// uuid is taken).
//
// Request: POST /device/register
func (s Device) Register(ctx context.Context, application string, uuid string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_register(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"application", application}, text{"uuid", uuid})
}

// Remove removes a device.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrNotLoggedIn], [ErrDeviceNotFound].
//
// Request: DELETE /v7/device?$filter=id in (id)
func (s Device) Remove(ctx context.Context, device string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_remove(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// Rename gives a device another name.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - newName: the name, not empty.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound].
//
// Request: PATCH /v7/device?$filter=id in (id)
func (s Device) Rename(ctx context.Context, device string, newName string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_rename(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"device", device}, text{"new_name", newName})
}
