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

// ForEach hands the releases of an application to a function, one by one and by ascending id. They
// are asked for by the page, so that one page is in memory, however many there are; rows that come
// or go meanwhile neither double nor hide others.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys $select (id comes along unasked), $filter, $expand,
//     @…, page_size (rows that are asked for at once, 1000), pages (how many of them at most; all
//     unless given), after (id behind which to begin), timeout_ms (of each page).
//   - each: function that gets each row as the service sent it, within the call. It gives true to
//     go on, and false to stop. It may call this package, but not close the client, which would
//     wait for this call. A panic in it ends the call and is its error ([PanicError]);
//     [runtime.Goexit], and so FailNow of a test, is not for it.
//
// Result: object with count (of the rows that the function got), last (id of the last of them, else
// after, null where there is neither: after goes on behind it) and complete (false where there may
// be more: it stopped, or the pages were over).
//
// Errors: [ErrApplicationNotFound].
//
// Request: GET /v7/release?$filter=belongs_to__application eq id and id gt last&$orderby=id
// asc&$top=page_size
func (s Release) ForEach(ctx context.Context, application string, options Options, each func(json.RawMessage) bool) (json.RawMessage, error) {
	return forEach(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_release_for_each(c.client, c.texts[0], c.options, c.onRow, c.userData, &c.out)
	}, each, options, text{"application", application})
}

// Enumerate is [Release.ForEach] as a loop: an iter.Seq2, written out for Go of before 1.23. A page
// is asked for when its first row is wanted; each loop begins anew.
//
//	for row, err := range client.Release.Enumerate(ctx, application, nil) { … }
//
// It ends behind the last row, or with an error, also that of a ctx that is done, which it gives
// last, beside no row.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: as of [Release.ForEach].
//
// Errors: [ErrApplicationNotFound].
//
// Request: GET /v7/release?$filter=belongs_to__application eq id and id gt last&$orderby=id
// asc&$top=page_size
func (s Release) Enumerate(ctx context.Context, application string, options Options) func(yield func(json.RawMessage, error) bool) {
	return enumerate(ctx, options, func(options Options, each func(json.RawMessage) bool) (json.RawMessage, error) {
		return s.ForEach(ctx, application, options, each)
	})
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
