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
//   - options: nil for none, or with the keys $select, $expand (OData, texts or arrays of texts),
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
//     (OData, texts or arrays of texts, numbers for the last two), timeout_ms.
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
// Request: DELETE /v7/device(id)
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
// Request: PATCH /v7/device(id)
func (s Device) Rename(ctx context.Context, device string, newName string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_rename(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"device", device}, text{"new_name", newName})
}
