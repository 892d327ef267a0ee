// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// Application is a section of a client's functions: applications, also called fleets.
type Application struct{ h *handle }

// Create creates an application.
//
//   - name: name, 4 to 100 characters.
//   - deviceType: slug, alias or display name of a device type, as "raspberrypi3" or "Raspberry Pi
//     3".
//   - options: nil for none, or with the keys organization (handle or id; the user's only one, or
//     his own, unless given), app_type (slug), application_class ("app", "fleet" or "block"), uuid
//     (32 hex digits), timeout_ms.
//
// Result: object, the row of the application.
//
// Errors: [ErrNotLoggedIn], [ErrInvalidDeviceType], [ErrInvalidApplicationType],
// [ErrOrganizationNotFound], [ErrMissingOption] (several organizations and none named),
// [ErrConflict] (there is one of this name).
//
// Request: POST /v7/application
func (s Application) Create(ctx context.Context, name string, deviceType string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_create(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"name", name}, text{"device_type", deviceType})
}

// GetAll lists the applications that the user can access directly, by name.
//
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData, texts or arrays of texts, numbers for the last two), timeout_ms.
//
// Result: array of rows of applications.
//
// Errors: the common ones.
//
// Request: GET /v7/application
func (s Application) GetAll(ctx context.Context, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_get_all(c.client, c.options, &c.out)
	}, options)
}

// Remove removes an application and its devices.
//
//   - name: name, or slug ("organization/name").
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrNotLoggedIn], [ErrApplicationNotFound], [ErrAmbiguousApplication].
//
// Request: DELETE /v7/application(id)
func (s Application) Remove(ctx context.Context, name string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_remove(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"name", name})
}
