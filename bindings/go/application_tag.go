// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// ApplicationTag is a section of a client's functions: tags of applications.
type ApplicationTag struct{ h *handle }

// GetAll lists the tags of all applications that the user can access, by key.
//
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of tags.
//
// Errors: the common ones.
//
// Request: GET /v7/application_tag
func (s ApplicationTag) GetAll(ctx context.Context, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_tag_get_all(c.client, c.options, &c.out)
	}, options)
}

// GetAllByApplication lists the tags of an application, by key.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of tags.
//
// Errors: [ErrApplicationNotFound].
//
// Request: GET /v7/application_tag?$filter=application eq id
func (s ApplicationTag) GetAllByApplication(ctx context.Context, application string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_tag_get_all_by_application(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// Remove removes a tag from an application. Where there is none of this key, that is a success.
//
//   - application: id, slug ("organization/name") or uuid.
//   - tagKey: key, not empty. The service refuses white space and what begins with io.resin. or
//     io.balena.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrApplicationNotFound].
//
// Request: DELETE /v7/application_tag?$filter=application eq id and tag_key eq '…'
func (s ApplicationTag) Remove(ctx context.Context, application string, tagKey string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_tag_remove(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"application", application}, text{"tag_key", tagKey})
}

// Set tags an application, or gives the tag of this key another value.
//
//   - application: id, slug ("organization/name") or uuid.
//   - tagKey: key, not empty. The service refuses white space and what begins with io.resin. or
//     io.balena.
//   - value: value; may be empty.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: object, or nil: the row of the new tag, null when there was one of this key, whose value
// was changed.
//
// Errors: [ErrApplicationNotFound].
//
// Request: POST /v7/application_tag
func (s ApplicationTag) Set(ctx context.Context, application string, tagKey string, value string, options Options) (json.RawMessage, error) {
	return callForMaybeDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_tag_set(c.client, c.texts[0], c.texts[1], c.texts[2], c.options, &c.out)
	}, options, text{"application", application}, text{"tag_key", tagKey}, text{"value", value})
}
