// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// ReleaseTag is a section of a client's functions: tags of releases.
type ReleaseTag struct{ h *handle }

// GetAll lists the tags of all releases that the user can access, by key.
//
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of tags.
//
// Errors: the common ones.
//
// Request: GET /v7/release_tag
func (s ReleaseTag) GetAll(ctx context.Context, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_release_tag_get_all(c.client, c.options, &c.out)
	}, options)
}

// GetAllByApplication lists the tags of the releases of an application, by key.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of tags.
//
// Errors: [ErrApplicationNotFound].
//
// Request: GET /v7/release_tag?$filter=release/any(r:r/belongs_to__application eq id)
func (s ReleaseTag) GetAllByApplication(ctx context.Context, application string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_release_tag_get_all_by_application(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// GetAllByRelease lists the tags of a release, by key.
//
//   - release: id or commit.
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of tags.
//
// Errors: [ErrReleaseNotFound], [ErrAmbiguousRelease].
//
// Request: GET /v7/release_tag?$filter=release eq id
func (s ReleaseTag) GetAllByRelease(ctx context.Context, release string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_release_tag_get_all_by_release(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"release", release})
}

// Remove removes a tag from a release. Where there is none of this key, that is a success.
//
//   - release: id or commit.
//   - tagKey: key, not empty. The service refuses white space and what begins with io.resin. or
//     io.balena.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrReleaseNotFound], [ErrAmbiguousRelease].
//
// Request: DELETE /v7/release_tag?$filter=release eq id and tag_key eq '…'
func (s ReleaseTag) Remove(ctx context.Context, release string, tagKey string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_release_tag_remove(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"release", release}, text{"tag_key", tagKey})
}

// Set tags a release, or gives the tag of this key another value.
//
//   - release: id or commit.
//   - tagKey: key, not empty. The service refuses white space and what begins with io.resin. or
//     io.balena.
//   - value: value; may be empty.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: object, or nil: the row of the new tag, null when there was one of this key, whose value
// was changed.
//
// Errors: [ErrReleaseNotFound], [ErrAmbiguousRelease].
//
// Request: POST /v7/release_tag
func (s ReleaseTag) Set(ctx context.Context, release string, tagKey string, value string, options Options) (json.RawMessage, error) {
	return callForMaybeDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_release_tag_set(c.client, c.texts[0], c.texts[1], c.texts[2], c.options, &c.out)
	}, options, text{"release", release}, text{"tag_key", tagKey}, text{"value", value})
}
