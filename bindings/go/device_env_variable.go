// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// DeviceEnvVariable is a section of a client's functions: environment variables of devices.
type DeviceEnvVariable struct{ h *handle }

// Create adds an environment variable to a device, for all of its services.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - envVarName: name, letters, digits and _, with no digit first. The service keeps those that
//     begin with BALENA_ or RESIN_ to itself.
//   - value: value; may be empty.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: object, the row of the variable.
//
// Errors: [ErrDeviceNotFound], [ErrConflict] (there is one of this name).
//
// Request: POST /v7/device_environment_variable
func (s DeviceEnvVariable) Create(ctx context.Context, device string, envVarName string, value string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_env_variable_create(c.client, c.texts[0], c.texts[1], c.texts[2], c.options, &c.out)
	}, options, text{"device", device}, text{"env_var_name", envVarName}, text{"value", value})
}

// GetAll lists the environment variables of a device, by name.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of variables.
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device_environment_variable?$filter=device eq id
func (s DeviceEnvVariable) GetAll(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_env_variable_get_all(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GetAllByApplication lists the environment variables of the devices of an application, by name.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of variables.
//
// Errors: [ErrApplicationNotFound].
//
// Request: GET /v7/device_environment_variable?$filter=device/any(d:d/belongs_to__application eq
// id)
func (s DeviceEnvVariable) GetAllByApplication(ctx context.Context, application string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_env_variable_get_all_by_application(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// Remove removes a variable. Where there is none of this id, that is a success.
//
//   - varID: id of its row.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: the common ones.
//
// Request: DELETE /v7/device_environment_variable(id)
func (s DeviceEnvVariable) Remove(ctx context.Context, varID int64, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_env_variable_remove(c.client, C.int64_t(varID), c.options, &c.out)
	}, options)
}

// Update gives a variable another value.
//
//   - varID: id of its row.
//   - value: value; may be empty.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrNotFound] (there is no such variable).
//
// Request: PATCH /v7/device_environment_variable(id)
func (s DeviceEnvVariable) Update(ctx context.Context, varID int64, value string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_env_variable_update(c.client, C.int64_t(varID), c.texts[0], c.options, &c.out)
	}, options, text{"value", value})
}
