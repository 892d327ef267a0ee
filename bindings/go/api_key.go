// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// APIKey is a section of a client's functions: the user's API keys.
type APIKey struct{ h *handle }

// Create makes an API key that may do what the user may. To revoke it later its id is needed, which
// [APIKey.GetAll] tells by its name.
//
//   - name: name.
//   - options: nil for none, or with the keys description, expiry_date (milliseconds since 1970, or
//     null for never, which it is unless given), timeout_ms.
//
// Result: text, the key; it is not shown again.
//
// Errors: [ErrUnauthorized] (also to a named API key, which may make none).
//
// Request: POST /api-key/user/full
func (s APIKey) Create(ctx context.Context, name string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_api_key_create(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"name", name})
}

// GetAll lists the API keys that the user can see, of all kinds, by name. openBalena shows the keys
// themselves in them.
//
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of API keys.
//
// Errors: the common ones.
//
// Request: GET /v7/api_key
func (s APIKey) GetAll(ctx context.Context, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_api_key_get_all(c.client, c.options, &c.out)
	}, options)
}

// Revoke revokes an API key. Where there is none of this id, that is a success.
//
//   - id: id of its row.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: the common ones.
//
// Request: DELETE /v7/api_key(id)
func (s APIKey) Revoke(ctx context.Context, id int64, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_api_key_revoke(c.client, C.int64_t(id), c.options, &c.out)
	}, options)
}

// Update changes what is written of an API key. What is not given stays.
//
//   - id: id of its row.
//   - options: JSON object with at least one of name, description (null clears it), expiry_date
//     (milliseconds since 1970, or null for never); also timeout_ms.
//
// Errors: [ErrMissingOption] (nothing to change), [ErrNotFound] (there is no such key).
//
// Request: PATCH /v7/api_key(id)
func (s APIKey) Update(ctx context.Context, id int64, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_api_key_update(c.client, C.int64_t(id), c.options, &c.out)
	}, options)
}
