// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// Image is a section of a client's functions: images, which releases are made of.
type Image struct{ h *handle }

// Get gets one image, without its build log unless $select asks for that.
//
//   - id: id of its row.
//   - options: nil for none, or with the keys $select, $expand (OData: texts, arrays or objects),
//     timeout_ms.
//
// Result: object, the row of the image.
//
// Errors: [ErrImageNotFound].
//
// Request: GET /v7/image(id)
func (s Image) Get(ctx context.Context, id int64, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_image_get(c.client, C.int64_t(id), c.options, &c.out)
	}, options)
}

// GetLog gives the log of an image's build.
//
//   - id: id of its row.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text, or nil when there is none.
//
// Errors: [ErrImageNotFound].
//
// Request: GET /v7/image(id)?$select=build_log
func (s Image) GetLog(ctx context.Context, id int64, options Options) (*string, error) {
	return callFor[*string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_image_get_log(c.client, C.int64_t(id), c.options, &c.out)
	}, options)
}
