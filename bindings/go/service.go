// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// Service is a section of a client's functions: services of applications.
type Service struct{ h *handle }

// GetAllByApplication lists the services of an application, by name.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of services.
//
// Errors: [ErrApplicationNotFound].
//
// Request: GET /v7/service?$filter=application eq id
func (s Service) GetAllByApplication(ctx context.Context, application string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_service_get_all_by_application(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}
