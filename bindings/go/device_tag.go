// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// DeviceTag is a section of a client's functions: tags of devices.
type DeviceTag struct{ h *handle }

// GetAll lists the tags of all devices that the user can access, by key.
//
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of tags.
//
// Errors: the common ones.
//
// Request: GET /v7/device_tag
func (s DeviceTag) GetAll(ctx context.Context, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_tag_get_all(c.client, c.options, &c.out)
	}, options)
}

// GetAllByApplication lists the tags of the devices of an application, by key.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of tags.
//
// Errors: [ErrApplicationNotFound].
//
// Request: GET /v7/device_tag?$filter=device/any(d:d/belongs_to__application eq id)
func (s DeviceTag) GetAllByApplication(ctx context.Context, application string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_tag_get_all_by_application(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// GetAllByDevice lists the tags of a device, by key.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of tags.
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device_tag?$filter=device eq id
func (s DeviceTag) GetAllByDevice(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_tag_get_all_by_device(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// Remove removes a tag from a device. Where there is none of this key, that is a success.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - tagKey: key, not empty. The service refuses white space and what begins with io.resin. or
//     io.balena.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound].
//
// Request: DELETE /v7/device_tag?$filter=device eq id and tag_key eq '…'
func (s DeviceTag) Remove(ctx context.Context, device string, tagKey string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_tag_remove(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"device", device}, text{"tag_key", tagKey})
}

// Set tags a device, or gives the tag of this key another value.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - tagKey: key, not empty. The service refuses white space and what begins with io.resin. or
//     io.balena.
//   - value: value; may be empty.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: object, or nil: the row of the new tag, null when there was one of this key, whose value
// was changed.
//
// Errors: [ErrDeviceNotFound].
//
// Request: POST /v7/device_tag
func (s DeviceTag) Set(ctx context.Context, device string, tagKey string, value string, options Options) (json.RawMessage, error) {
	return callForMaybeDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_tag_set(c.client, c.texts[0], c.texts[1], c.texts[2], c.options, &c.out)
	}, options, text{"device", device}, text{"tag_key", tagKey}, text{"value", value})
}
