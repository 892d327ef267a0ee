// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// ApplicationEnvVariable is a section of a client's functions: environment variables of
// applications.
type ApplicationEnvVariable struct{ h *handle }

// Create adds an environment variable to an application, for all services on all of its devices.
//
//   - application: id, slug ("organization/name") or uuid.
//   - envVarName: name, letters, digits and _, with no digit first. The service keeps those that
//     begin with BALENA_ or RESIN_ to itself.
//   - value: value; may be empty.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: object, the row of the variable.
//
// Errors: [ErrApplicationNotFound], [ErrConflict] (there is one of this name).
//
// Request: POST /v7/application_environment_variable
func (s ApplicationEnvVariable) Create(ctx context.Context, application string, envVarName string, value string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_env_variable_create(c.client, c.texts[0], c.texts[1], c.texts[2], c.options, &c.out)
	}, options, text{"application", application}, text{"env_var_name", envVarName}, text{"value", value})
}

// GetAll lists the environment variables of an application, by name.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of variables.
//
// Errors: [ErrApplicationNotFound].
//
// Request: GET /v7/application_environment_variable?$filter=application eq id
func (s ApplicationEnvVariable) GetAll(ctx context.Context, application string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_env_variable_get_all(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// IsSystemVariable reports whether the name is one that the system keeps for itself: BALENA, RESIN,
// USER, or one that begins with BALENA_ or RESIN_.
//
//   - variable: name.
//
// Result: boolean.
//
// Errors: the common ones.
//
// Request: none.
func (s ApplicationEnvVariable) IsSystemVariable(variable string) (bool, error) {
	return callFor[bool](context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_application_env_variable_is_system_variable(c.client, c.texts[0], &c.out)
	}, nil, text{"variable", variable})
}

// Remove removes a variable. Where there is none of this id, that is a success.
//
//   - varID: id of its row.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: the common ones.
//
// Request: DELETE /v7/application_environment_variable(id)
func (s ApplicationEnvVariable) Remove(ctx context.Context, varID int64, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_env_variable_remove(c.client, C.int64_t(varID), c.options, &c.out)
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
// Request: PATCH /v7/application_environment_variable(id)
func (s ApplicationEnvVariable) Update(ctx context.Context, varID int64, value string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_env_variable_update(c.client, C.int64_t(varID), c.texts[0], c.options, &c.out)
	}, options, text{"value", value})
}
