// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// Release is a section of a client's functions: releases of applications.
type Release struct{ h *handle }

// Get gets one release.
//
//   - release: id or commit.
//   - options: nil for none, or with the keys $select, $expand (OData: texts, arrays or objects),
//     timeout_ms.
//
// Result: object, the row of the release.
//
// Errors: [ErrReleaseNotFound], [ErrAmbiguousRelease] (several have this commit).
//
// Request: GET /v7/release(id)
func (s Release) Get(ctx context.Context, release string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_release_get(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"release", release})
}

// GetAllByApplication lists the releases of an application, the newest first.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of releases.
//
// Errors: [ErrApplicationNotFound].
//
// Request: GET /v7/release?$filter=belongs_to__application eq id
func (s Release) GetAllByApplication(ctx context.Context, application string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_release_get_all_by_application(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// GetLatestByApplication gets the newest successful release of an application, which may be a
// draft.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys $select, $expand (OData: texts, arrays or objects),
//     timeout_ms.
//
// Result: object, the row of the release.
//
// Errors: [ErrApplicationNotFound], [ErrReleaseNotFound] (there is none).
//
// Request: GET /v7/release?$filter=belongs_to__application eq id and status eq 'success'
func (s Release) GetLatestByApplication(ctx context.Context, application string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_release_get_latest_by_application(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// GetWithImageDetails gets one release with its images and who made it.
//
//   - release: id or commit.
//   - options: nil for none, or with the keys $select, $expand (OData: texts, arrays or objects),
//     timeout_ms.
//
// Result: object, the row of the release with the members images, an array of objects with the id
// of the image and service_name, and user, an object with id and username, or null where the server
// does not say.
//
// Errors: [ErrReleaseNotFound], [ErrAmbiguousRelease] (several have this commit).
//
// Request: GET /v7/release(id)?$expand=release_image(…)
func (s Release) GetWithImageDetails(ctx context.Context, release string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_release_get_with_image_details(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"release", release})
}
