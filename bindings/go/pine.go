// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// Pine is a section of a client's functions: any resource of the service, for what no other section
// has.
type Pine struct{ h *handle }

// Get lists the rows of a resource; with id gets one of them; with $count counts them.
//
//   - resource: name of the resource: small letters, digits and _.
//   - options: nil for none, or with the keys id (number, or an object with the fields of a natural
//     key), $count (object, empty or with a $filter; goes alone), $select, $filter, $expand,
//     $orderby, $top, $skip, @… (OData: texts, arrays or objects, numbers for $top and $skip),
//     timeout_ms.
//
// Result: array of rows; with id an object, the row, or the text null when there is none; with
// $count a number.
//
// Errors: [ErrUnauthorized], also where the service has no such resource; [ErrRequestError], also
// where the resource has no such field.
//
// Request: GET /v7/resource
func (s Pine) Get(ctx context.Context, resource string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_pine_get(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"resource", resource})
}

// Post creates a row.
//
//   - resource: name of the resource: small letters, digits and _.
//   - body: what [encoding/json.Marshal] writes as an object with the row's fields.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: object, the row as the service made it.
//
// Errors: [ErrConflict], [ErrRequestError], [ErrUnauthorized], also where the service has no such
// resource.
//
// Request: POST /v7/resource
func (s Pine) Post(ctx context.Context, resource string, body any, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_pine_post(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"resource", resource}, object{"body", body})
}

// Patch changes the row with an id, or all rows that a $filter picks, be there any or none. One of
// the two must be there.
//
//   - resource: name of the resource: small letters, digits and _.
//   - body: what [encoding/json.Marshal] writes as an object with the fields to change, not empty.
//   - options: JSON object: id (number, or an object with the fields of a natural key), $filter
//     (OData: text, array or object), @…, timeout_ms.
//
// Errors: [ErrMissingOption] when neither id nor a $filter is given, [ErrNotFound] when there is no
// row with this id, [ErrUnauthorized], also where the service has no such resource.
//
// Request: PATCH /v7/resource(id)
func (s Pine) Patch(ctx context.Context, resource string, body any, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_pine_patch(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"resource", resource}, object{"body", body})
}

// Delete removes the row with an id, or all rows that a $filter picks. One of the two must be
// there. Where there is no such row, that is a success, if the service takes it for one.
//
//   - resource: name of the resource: small letters, digits and _.
//   - options: JSON object: id (number, or an object with the fields of a natural key), $filter
//     (OData: text, array or object), @…, timeout_ms.
//
// Errors: [ErrMissingOption] when neither id nor a $filter is given, [ErrUnauthorized], also where
// the service has no such resource.
//
// Request: DELETE /v7/resource(id)
func (s Pine) Delete(ctx context.Context, resource string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_pine_delete(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"resource", resource})
}

// Upsert creates the row with a natural key, or changes the one that is there.
//
//   - resource: name of the resource: small letters, digits and _.
//   - naturalKey: what [encoding/json.Marshal] writes as an object with the fields by which there
//     is one row only: texts, numbers, booleans.
//   - body: what [encoding/json.Marshal] writes as an object with the row's other fields, all that
//     a new row needs.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: object, or nil: the new row, null when there was one of this key, which was changed.
//
// Errors: [ErrConflict], [ErrRequestError], [ErrUnauthorized], also where the service has no such
// resource.
//
// Request: POST /v7/resource
func (s Pine) Upsert(ctx context.Context, resource string, naturalKey any, body any, options Options) (json.RawMessage, error) {
	return callForMaybeDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_pine_upsert(c.client, c.texts[0], c.texts[1], c.texts[2], c.options, &c.out)
	}, options, text{"resource", resource}, object{"natural_key", naturalKey}, object{"body", body})
}
