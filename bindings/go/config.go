// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// Config is a section of a client's functions: what the service says of itself.
type Config struct{ h *handle }

// GetAll gets the configuration of the service: the addresses of its parts, keys of third parties,
// device types.
//
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: object, as the service sends it.
//
// Errors: [ErrUnsupportedByServer] (openBalena has none).
//
// Request: GET /config
func (s Config) GetAll(ctx context.Context, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_config_get_all(c.client, c.options, &c.out)
	}, options)
}

// GetDeviceTypes lists the device types that the service knows, as its older interface describes
// them. Nobody needs to be logged in.
//
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: array of objects, as the service sends them.
//
// Errors: the common ones.
//
// Request: GET /device-types/v1
func (s Config) GetDeviceTypes(ctx context.Context, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_config_get_device_types(c.client, c.options, &c.out)
	}, options)
}
