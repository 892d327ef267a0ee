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

// DisableDeviceURLs disables the public URLs of all devices of an application.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrApplicationNotFound], [ErrUnsupportedByServer] (openBalena has no such URLs).
//
// Request: PATCH /v7/device?$filter=belongs_to__application eq id
func (s Application) DisableDeviceURLs(ctx context.Context, application string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_disable_device_urls(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// DisableRollingUpdates keeps an application at the release that it targets now: later releases
// don't become its target.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrApplicationNotFound].
//
// Request: PATCH /v7/application(id)
func (s Application) DisableRollingUpdates(ctx context.Context, application string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_disable_rolling_updates(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// EnableDeviceURLs enables the public URLs of all devices of an application.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrApplicationNotFound], [ErrUnsupportedByServer] (openBalena has no such URLs).
//
// Request: PATCH /v7/device?$filter=belongs_to__application eq id
func (s Application) EnableDeviceURLs(ctx context.Context, application string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_enable_device_urls(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// EnableRollingUpdates lets later releases of an application become its target. A server may leave
// the target of now in place until then; [Application.TrackLatestRelease] moves it at once.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrApplicationNotFound].
//
// Request: PATCH /v7/application(id)
func (s Application) EnableRollingUpdates(ctx context.Context, application string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_enable_rolling_updates(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// GenerateProvisioningKey makes a key with which devices can be registered with an application, as
// an image holds it.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys key_name, description, expiry_date (milliseconds
//     since 1970; never unless given), timeout_ms.
//
// Result: text, the key.
//
// Errors: [ErrApplicationNotFound].
//
// Request: POST /api-key/v2/
func (s Application) GenerateProvisioningKey(ctx context.Context, application string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_generate_provisioning_key(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// Get gets one of the applications that the user can access directly, by the name that people know
// it by.
//
//   - name: name, or slug ("organization/name").
//   - options: nil for none, or with the keys $select, $expand (OData: texts, arrays or objects),
//     timeout_ms.
//
// Result: object, the row of the application.
//
// Errors: [ErrApplicationNotFound], [ErrAmbiguousApplication].
//
// Request: GET /v7/application
func (s Application) Get(ctx context.Context, name string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_get(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"name", name})
}

// GetAll lists the applications that the user can access directly, by name.
//
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
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

// ForEach hands the applications that the user can access directly to a function, one by one and by
// ascending id. They are asked for by the page, so that one page is in memory, however many there
// are; rows that come or go meanwhile neither double nor hide others.
//
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
// Errors: the common ones.
//
// Request: GET /v7/application?$filter=id gt last&$orderby=id asc&$top=page_size
func (s Application) ForEach(ctx context.Context, options Options, each func(json.RawMessage) bool) (json.RawMessage, error) {
	return forEach(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_for_each(c.client, c.options, c.onRow, c.userData, &c.out)
	}, each, options)
}

// Enumerate is [Application.ForEach] as a loop: an iter.Seq2, written out for Go of before 1.23. A
// page is asked for when its first row is wanted; each loop begins anew.
//
//	for row, err := range client.Application.Enumerate(ctx, nil) { … }
//
// It ends behind the last row, or with an error, also that of a ctx that is done, which it gives
// last, beside no row.
//
//   - options: as of [Application.ForEach].
//
// Errors: the common ones.
//
// Request: GET /v7/application?$filter=id gt last&$orderby=id asc&$top=page_size
func (s Application) Enumerate(ctx context.Context, options Options) func(yield func(json.RawMessage, error) bool) {
	return enumerate(ctx, options, func(options Options, each func(json.RawMessage) bool) (json.RawMessage, error) {
		return s.ForEach(ctx, options, each)
	})
}

// GetByID gets one application, also a public one of others.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys $select, $expand (OData: texts, arrays or objects),
//     timeout_ms.
//
// Result: object, the row of the application.
//
// Errors: [ErrApplicationNotFound].
//
// Request: GET /v7/application(id)
func (s Application) GetByID(ctx context.Context, application string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_get_by_id(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// GetByOwner gets one application by its name and its owner, also a public one of others.
//
//   - name: name, in upper or lower case.
//   - owner: handle of an organization; that of a user's own is his user name.
//   - options: nil for none, or with the keys $select, $expand (OData: texts, arrays or objects),
//     timeout_ms.
//
// Result: object, the row of the application.
//
// Errors: [ErrApplicationNotFound].
//
// Request: GET /v7/application(slug='owner/name')
func (s Application) GetByOwner(ctx context.Context, name string, owner string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_get_by_owner(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"name", name}, text{"owner", owner})
}

// GetConfig makes the config.json with which a device joins an application. It holds a provisioning
// key that is made for it.
//
//   - application: id, slug ("organization/name") or uuid.
//   - version: version of balenaOS that the device runs, as "2.29.2+rev1.prod".
//   - options: nil for none, or with the keys network ("ethernet" unless given, or "wifi"),
//     wifiSsid (needed with wifi), wifiKey, appUpdatePollInterval (minutes), ip, gateway, netmask
//     (IPv4, as "192.0.2.1"), deviceType (slug; the application's unless given), developmentMode
//     (boolean), provisioningKeyName, provisioningKeyExpiryDate (milliseconds since 1970; never
//     unless given), timeout_ms.
//
// Result: object, the content of config.json.
//
// Errors: [ErrApplicationNotFound], [ErrMissingOption] (version is empty, or wifi without
// wifiSsid).
//
// Request: POST /download-config
func (s Application) GetConfig(ctx context.Context, application string, version string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_get_config(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"application", application}, text{"version", version})
}

// GetTargetReleaseHash gives the commit of the release that an application's devices should run.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text, or nil when there is no such release.
//
// Errors: [ErrApplicationNotFound].
//
// Request: GET /v7/application(id)
func (s Application) GetTargetReleaseHash(ctx context.Context, application string, options Options) (*string, error) {
	return callFor[*string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_get_target_release_hash(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// GrantSupportAccess lets balena's support work on an application until a date.
//
//   - application: id, slug ("organization/name") or uuid.
//   - expiryTimestamp: when the access ends, in milliseconds since 1970.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrApplicationNotFound], [ErrInvalidParameter] (the date is not in the future),
// [ErrUnsupportedByServer] (openBalena has no support).
//
// Request: PATCH /v7/application(id)
func (s Application) GrantSupportAccess(ctx context.Context, application string, expiryTimestamp int64, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_grant_support_access(c.client, c.texts[0], C.int64_t(expiryTimestamp), c.options, &c.out)
	}, options, text{"application", application})
}

// Has asks whether the user can access an application of this name directly.
//
//   - name: name, or slug ("organization/name").
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: boolean.
//
// Errors: the common ones.
//
// Request: GET /v7/application
func (s Application) Has(ctx context.Context, name string, options Options) (bool, error) {
	return callFor[bool](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_has(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"name", name})
}

// HasAny asks whether the user can access any application directly.
//
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: boolean.
//
// Errors: the common ones.
//
// Request: GET /v7/application
func (s Application) HasAny(ctx context.Context, options Options) (bool, error) {
	return callFor[bool](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_has_any(c.client, c.options, &c.out)
	}, options)
}

// IsTrackingLatestRelease asks whether an application takes over new releases and targets the
// latest one.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: boolean; true also when it takes over new releases and has none yet.
//
// Errors: [ErrApplicationNotFound].
//
// Request: GET /v7/application(id)
func (s Application) IsTrackingLatestRelease(ctx context.Context, application string, options Options) (bool, error) {
	return callFor[bool](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_is_tracking_latest_release(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
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

// Restart restarts the services of an application on all of its devices.
//
//   - name: name, or slug ("organization/name").
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrNotLoggedIn], [ErrApplicationNotFound], [ErrAmbiguousApplication],
// [ErrSupervisorLocked], [ErrUnsupportedByServer] (openBalena does not do this).
//
// Request: POST /application/id/restart
func (s Application) Restart(ctx context.Context, name string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_restart(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"name", name})
}

// RevokeSupportAccess ends the access that balena's support has to an application.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrApplicationNotFound], [ErrUnsupportedByServer] (openBalena has no support).
//
// Request: PATCH /v7/application(id)
func (s Application) RevokeSupportAccess(ctx context.Context, application string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_revoke_support_access(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// SetToRelease keeps an application at one of its releases, which must have been built
// successfully.
//
//   - application: id, slug ("organization/name") or uuid.
//   - release: id or commit.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrApplicationNotFound], [ErrReleaseNotFound].
//
// Request: PATCH /v7/application(id)
func (s Application) SetToRelease(ctx context.Context, application string, release string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_set_to_release(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"application", application}, text{"release", release})
}

// TrackLatestRelease makes the latest release of an application its target, and lets later ones
// become it.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrApplicationNotFound].
//
// Request: PATCH /v7/application(id)
func (s Application) TrackLatestRelease(ctx context.Context, application string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_track_latest_release(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// WillTrackNewReleases asks whether later releases of an application become its target.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: boolean.
//
// Errors: [ErrApplicationNotFound].
//
// Request: GET /v7/application(id)
func (s Application) WillTrackNewReleases(ctx context.Context, application string, options Options) (bool, error) {
	return callFor[bool](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_application_will_track_new_releases(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}
