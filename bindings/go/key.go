// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// Key is a section of a client's functions: the user's public SSH keys.
type Key struct{ h *handle }

// Create adds a public key.
//
//   - title: what it is called.
//   - key: key as in an authorized_keys file, on one line. White space around it is left out.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: number, the id of its row.
//
// Errors: [ErrNotLoggedIn], [ErrConflict] (the key is there already).
//
// Request: POST /v7/user__has__public_key
func (s Key) Create(ctx context.Context, title string, key string, options Options) (int64, error) {
	return callFor[int64](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_key_create(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"title", title}, text{"key", key})
}

// Get gets one public key.
//
//   - id: id of its row.
//   - options: nil for none, or with the keys $select, $expand (OData: texts, arrays or objects),
//     timeout_ms.
//
// Result: object, the row of the key.
//
// Errors: [ErrKeyNotFound].
//
// Request: GET /v7/user__has__public_key(id)
func (s Key) Get(ctx context.Context, id int64, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_key_get(c.client, C.int64_t(id), c.options, &c.out)
	}, options)
}

// GetAll lists the public keys.
//
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of public keys.
//
// Errors: the common ones.
//
// Request: GET /v7/user__has__public_key
func (s Key) GetAll(ctx context.Context, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_key_get_all(c.client, c.options, &c.out)
	}, options)
}

// Remove removes a public key. Where there is none of this id, that is a success.
//
//   - id: id of its row.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrNotLoggedIn].
//
// Request: DELETE /v7/user__has__public_key(id)
func (s Key) Remove(ctx context.Context, id int64, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_key_remove(c.client, C.int64_t(id), c.options, &c.out)
	}, options)
}
