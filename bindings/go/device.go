// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// Device is a section of a client's functions: devices.
type Device struct{ h *handle }

// DisableDeviceURL takes the public URL of one or several devices away.
//
//   - device: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as ["4f1c…", 7]: all
//     are found, or nothing is written.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound], [ErrUnsupportedByServer] (openBalena has no such URLs).
//
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
func (s Device) DisableDeviceURL(ctx context.Context, device string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_disable_device_url(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// DisableLockOverride makes the updates of a device wait again for an application that holds the
// lock against them, also where a variable of its application says otherwise.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound].
//
// Request: POST /v7/device_config_variable (RESIN_OVERRIDE_LOCK), PATCH where it exists
func (s Device) DisableLockOverride(ctx context.Context, device string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_disable_lock_override(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// EnableDeviceURL gives one or several devices a public URL, at which port 80 of the device is
// served.
//
//   - device: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as ["4f1c…", 7]: all
//     are found, or nothing is written.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound], [ErrUnsupportedByServer] (openBalena has no such URLs).
//
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
func (s Device) EnableDeviceURL(ctx context.Context, device string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_enable_device_url(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// EnableLockOverride lets the updates of a device go on although an application holds the lock
// against them.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound].
//
// Request: POST /v7/device_config_variable (RESIN_OVERRIDE_LOCK), PATCH where it exists
func (s Device) EnableLockOverride(ctx context.Context, device string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_enable_lock_override(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GenerateDeviceKey makes a key with which a device, or who acts as it, logs in.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys name, description, expiry_date (milliseconds since
//     1970; never unless given), timeout_ms.
//
// Result: text, the key.
//
// Errors: [ErrDeviceNotFound].
//
// Request: POST /api-key/device/id/device-key
func (s Device) GenerateDeviceKey(ctx context.Context, device string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_generate_device_key(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GenerateUUID makes a uuid for a device that is to be registered.
//
// Result: text, 32 hex digits.
//
// Errors: [ErrIO] (no random bytes).
//
// Request: none.
func (s Device) GenerateUUID() (string, error) {
	return callFor[string](context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_device_generate_uuid(c.client, &c.out)
	}, nil)
}

// Get gets one device.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys $select, $expand (OData: texts, arrays or objects),
//     timeout_ms.
//
// Result: object, the row of the device.
//
// Errors: [ErrDeviceNotFound], [ErrAmbiguousDevice].
//
// Request: GET /v7/device(uuid='…')
func (s Device) Get(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GetAll lists the devices that the user can access, by name.
//
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of devices.
//
// Errors: the common ones.
//
// Request: GET /v7/device
func (s Device) GetAll(ctx context.Context, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_all(c.client, c.options, &c.out)
	}, options)
}

// ForEach hands all devices that the user can see to a function, one by one and by ascending id.
// They are asked for by the page, so that one page is in memory, however many there are; rows that
// come or go meanwhile neither double nor hide others.
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
// Request: GET /v7/device?$filter=id gt last&$orderby=id asc&$top=page_size
func (s Device) ForEach(ctx context.Context, options Options, each func(json.RawMessage) bool) (json.RawMessage, error) {
	return forEach(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_for_each(c.client, c.options, c.onRow, c.userData, &c.out)
	}, each, options)
}

// Enumerate is [Device.ForEach] as a loop: an iter.Seq2, written out for Go of before 1.23. A page
// is asked for when its first row is wanted; each loop begins anew.
//
//	for row, err := range client.Device.Enumerate(ctx, nil) { … }
//
// It ends behind the last row, or with an error, also that of a ctx that is done, which it gives
// last, beside no row.
//
//   - options: as of [Device.ForEach].
//
// Errors: the common ones.
//
// Request: GET /v7/device?$filter=id gt last&$orderby=id asc&$top=page_size
func (s Device) Enumerate(ctx context.Context, options Options) func(yield func(json.RawMessage, error) bool) {
	return enumerate(ctx, options, func(options Options, each func(json.RawMessage) bool) (json.RawMessage, error) {
		return s.ForEach(ctx, options, each)
	})
}

// GetAllByApplication lists the devices of the application with a name, by their own names;
// [Device.GetAllByApplicationID] is for an id.
//
//   - applicationName: name, or slug ("organization/name").
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of devices.
//
// Errors: [ErrApplicationNotFound], [ErrAmbiguousApplication].
//
// Request: GET /v7/device?$filter=belongs_to__application eq id
func (s Device) GetAllByApplication(ctx context.Context, applicationName string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_all_by_application(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application_name", applicationName})
}

// GetAllByApplicationID lists the devices of an application, by name.
//
//   - application: id, slug ("organization/name") or uuid.
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of devices.
//
// Errors: [ErrApplicationNotFound].
//
// Request: GET /v7/device?$filter=belongs_to__application eq id
func (s Device) GetAllByApplicationID(ctx context.Context, application string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_all_by_application_id(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application", application})
}

// GetApplicationName gives the name of the application that a device belongs to.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text, or nil when it belongs to none that the user can see.
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device(uuid='…')
func (s Device) GetApplicationName(ctx context.Context, device string, options Options) (*string, error) {
	return callFor[*string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_application_name(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GetByName lists the devices that are called so.
//
//   - name: name, which several devices may have.
//   - options: nil for none, or with the keys $select, $filter, $expand, $orderby, $top, $skip, @…
//     (OData: texts, arrays or objects; numbers for the last two), timeout_ms.
//
// Result: array of rows of devices.
//
// Errors: the common ones.
//
// Request: GET /v7/device?$filter=device_name eq 'name'
func (s Device) GetByName(ctx context.Context, name string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_by_name(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"name", name})
}

// GetDashboardURL gives the address of a device's page on the dashboard. With a uuid the server is
// not asked, not even whether there is such a device.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text.
//
// Errors: [ErrDeviceNotFound] (an id was given), [ErrMissingOption] (the host in api_endpoint does
// not begin with "api.", and the client was given no dashboard_url).
//
// Request: GET /v7/device(id), when an id is given
func (s Device) GetDashboardURL(ctx context.Context, device string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_dashboard_url(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GetDeviceSlug gives the slug of a device type.
//
//   - deviceTypeName: display name ("Raspberry Pi 3"), or slug.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text.
//
// Errors: [ErrInvalidDeviceType].
//
// Request: GET /v7/device_type
func (s Device) GetDeviceSlug(ctx context.Context, deviceTypeName string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_device_slug(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device_type_name", deviceTypeName})
}

// GetDeviceURL tells the public URL of a device.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text, as "https://uuid.balena-devices.com".
//
// Errors: [ErrDeviceNotFound], [ErrDeviceNotWebAccessible] (it has none), [ErrUnsupportedByServer]
// (openBalena does not tell where such URLs are).
//
// Request: GET /v7/device(uuid='…'), GET /config
func (s Device) GetDeviceURL(ctx context.Context, device string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_device_url(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GetDisplayName gives the name that people see of a device type.
//
//   - deviceTypeSlug: slug ("raspberrypi3"), or display name.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text.
//
// Errors: [ErrInvalidDeviceType].
//
// Request: GET /v7/device_type
func (s Device) GetDisplayName(ctx context.Context, deviceTypeSlug string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_display_name(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device_type_slug", deviceTypeSlug})
}

// GetLocalIPAddress lists the addresses of a device in its own networks.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: array of texts.
//
// Errors: [ErrDeviceNotFound], [ErrDeviceOffline].
//
// Request: GET /v7/device(uuid='…')
func (s Device) GetLocalIPAddress(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_local_ip_address(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GetManifestByApplication gets what the service says of the device type of the application with a
// name.
//
//   - applicationName: name, or slug ("organization/name").
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: object, the manifest of the device type: slug, name, arch, options, yocto and more.
//
// Errors: [ErrApplicationNotFound], [ErrAmbiguousApplication] (use the slug),
// [ErrInvalidDeviceType] (not among those that the service lists).
//
// Request: GET /v7/application?$filter=…, GET /device-types/v1
func (s Device) GetManifestByApplication(ctx context.Context, applicationName string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_manifest_by_application(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"application_name", applicationName})
}

// GetManifestBySlug gets what the service says of a device type. No login is needed.
//
//   - slug: slug, display name or alias of the device type.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: object, the manifest of the device type: slug, name, arch, options, yocto and more.
//
// Errors: [ErrInvalidDeviceType].
//
// Request: GET /device-types/v1
func (s Device) GetManifestBySlug(ctx context.Context, slug string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_manifest_by_slug(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"slug", slug})
}

// GetName gives the name of a device.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text.
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device(uuid='…')
func (s Device) GetName(ctx context.Context, device string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_name(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GetOSUpdateStatus tells how far the update of a device's operating system is.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys run_detached (boolean, as it was when the update was
//     started; true unless given; false needs balenaCloud), timeout_ms (60000 unless given, where
//     that is false).
//
// Result: object, of an update that runs detached with update_status, last_update_status_event,
// overall_progress and os_version, as the device's row has them; of another one the answer of the
// server that carries it out, with status ("idle", "in_progress", "done", "error" and others).
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device(uuid='…'), and where it does not run detached GET /config, GET
// https://actions.deviceUrlsBase/v1/uuid/resinhup
func (s Device) GetOSUpdateStatus(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_os_update_status(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GetStatus sums up in a word what a device is doing: configuring, inactive, post-provisioning,
// updating, disconnected, reduced-functionality or operational.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text, as the server has it.
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device(uuid='…')
func (s Device) GetStatus(ctx context.Context, device string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_status(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GetSupervisorState gets the state of a device as its supervisor reports it through the API.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: object with status, commit, supervisor_version, update_pending and others.
//
// Errors: [ErrDeviceNotFound], [ErrDeviceOffline].
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/device
func (s Device) GetSupervisorState(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_supervisor_state(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GetSupervisorTargetState gets the state that a device is to bring about, as its supervisor asks
// for it.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys version (of the form of the state: 2 or 3; 2 unless
//     given), timeout_ms.
//
// Result: object, the state: with version 2 its members are local and dependent, with version 3 it
// is the uuid.
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /device/v2/uuid/state, with version 3 GET /device/v3/uuid/state
func (s Device) GetSupervisorTargetState(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_supervisor_target_state(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GetSupportedDeviceTypes lists the device types that an operating system can be had for, by name.
//
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: array of texts, the display names.
//
// Errors: the common ones.
//
// Request: GET /v7/device_type
func (s Device) GetSupportedDeviceTypes(ctx context.Context, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_supported_device_types(c.client, c.options, &c.out)
	}, options)
}

// GetWithServiceDetails gets one device with what runs on it.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys $select, $expand (OData: texts, arrays or objects),
//     timeout_ms.
//
// Result: object, the row of the device, with current_services (for each service, by its name, its
// installs, without deleted ones: id, image_id, service_id, status, download_progress,
// install_date, release_id, commit, raw_version) and current_gateway_downloads (always empty:
// gateways are no more).
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device(uuid='…')?$expand=image_install(…)
func (s Device) GetWithServiceDetails(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_get_with_service_details(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// GrantSupportAccess lets the service's support staff into one or several devices for some time.
//
//   - device: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as ["4f1c…", 7]: all
//     are found, or nothing is written.
//   - expiryTimestamp: when it ends, in milliseconds since 1970, in the future.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound], [ErrInvalidParameter] (the date is not in the future),
// [ErrUnsupportedByServer] (openBalena has no such access).
//
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
func (s Device) GrantSupportAccess(ctx context.Context, device string, expiryTimestamp int64, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_grant_support_access(c.client, c.texts[0], C.int64_t(expiryTimestamp), c.options, &c.out)
	}, options, text{"device", device})
}

// Has tells whether there is a device.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: boolean.
//
// Errors: the common ones.
//
// Request: GET /v7/device(uuid='…')
func (s Device) Has(ctx context.Context, device string, options Options) (bool, error) {
	return callFor[bool](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_has(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// HasDeviceURL tells whether a device has a public URL.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: boolean.
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device(uuid='…')
func (s Device) HasDeviceURL(ctx context.Context, device string, options Options) (bool, error) {
	return callFor[bool](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_has_device_url(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// HasLockOverride tells whether the updates of a device go on although an application holds the
// lock against them. Where the device has no variable for it, that of its application counts.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: boolean.
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device(uuid='…')?$expand=device_config_variable(…),belongs_to__application(…)
func (s Device) HasLockOverride(ctx context.Context, device string, options Options) (bool, error) {
	return callFor[bool](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_has_lock_override(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// Identify lets a LED of a device blink for 15 seconds, so that people see which device it is.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrNotLoggedIn], [ErrDeviceNotFound], [ErrDeviceOffline].
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/blink
func (s Device) Identify(ctx context.Context, device string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_identify(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// IsOnline tells whether a device is connected.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: boolean.
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device(uuid='…')
func (s Device) IsOnline(ctx context.Context, device string, options Options) (bool, error) {
	return callFor[bool](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_is_online(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// IsTrackingApplicationRelease tells whether a device runs its application's release, not one that
// it was pinned to.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: boolean.
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device(uuid='…')
func (s Device) IsTrackingApplicationRelease(ctx context.Context, device string, options Options) (bool, error) {
	return callFor[bool](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_is_tracking_application_release(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// Move moves one or several devices to another application, which has to be built for an
// architecture that they run: their own, and on aarch64 armv7hf and rpi, on armv7hf rpi as well.
//
//   - device: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as ["4f1c…", 7]: all
//     are found, or nothing is written.
//   - applicationName: name, or slug ("organization/name").
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound], [ErrApplicationNotFound], [ErrAmbiguousApplication],
// [ErrIncompatibleApplication].
//
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
func (s Device) Move(ctx context.Context, device string, applicationName string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_move(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"device", device}, text{"application_name", applicationName})
}

// Note replaces the note on one or several devices.
//
//   - device: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as ["4f1c…", 7]: all
//     are found, or nothing is written.
//   - note: the note; "" for none.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
func (s Device) Note(ctx context.Context, device string, note string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_note(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"device", device}, text{"note", note})
}

// Register registers a device with an application, so that an image with the returned key can come
// online as it.
//
// With provisioning_key and device_type, and an application given by its id, nobody needs to be
// logged in.
//
//   - application: id, slug ("organization/name") or uuid.
//   - uuid: uuid of the new device, 32 or 62 hex digits in lower case, as [Device.GenerateUUID]
//     makes them.
//   - options: nil for none, or with the keys device_type (slug; the application's unless given),
//     provisioning_key (one that lives ten minutes is made unless given), timeout_ms.
//
// Result: object with id, uuid and api_key.
//
// Errors: [ErrNotLoggedIn], [ErrApplicationNotFound], [ErrInvalidDeviceType], [ErrConflict] (the
// uuid is taken).
//
// Request: POST /device/register
func (s Device) Register(ctx context.Context, application string, uuid string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_register(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"application", application}, text{"uuid", uuid})
}

// Remove removes one or several devices.
//
//   - device: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as ["4f1c…", 7]: all
//     are found, or nothing is written.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrNotLoggedIn], [ErrDeviceNotFound].
//
// Request: GET /v7/device?$filter=…, DELETE /v7/device?$filter=id in (…)
func (s Device) Remove(ctx context.Context, device string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_remove(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// Rename gives a device another name.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - newName: the name, not empty.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
func (s Device) Rename(ctx context.Context, device string, newName string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_rename(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"device", device}, text{"new_name", newName})
}

// Restart restarts the containers of the application on a device.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys force (boolean: although an application holds the
//     lock against updates), timeout_ms.
//
// Errors: [ErrNotLoggedIn], [ErrDeviceNotFound], [ErrDeviceOffline], [ErrSupervisorLocked],
// [ErrMissingOption] (the device belongs to no application).
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/restart
func (s Device) Restart(ctx context.Context, device string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_restart(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// RevokeSupportAccess ends the access of the service's support staff to one or several devices.
//
//   - device: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as ["4f1c…", 7]: all
//     are found, or nothing is written.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound], [ErrUnsupportedByServer] (openBalena has no such access).
//
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
func (s Device) RevokeSupportAccess(ctx context.Context, device string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_revoke_support_access(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// SetCustomLocation gives one or several devices a place on the map, instead of the one that is
// guessed from their network address.
//
//   - device: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as ["4f1c…", 7]: all
//     are found, or nothing is written.
//   - latitude: degrees, from -90 to 90, north of the equator above 0.
//   - longitude: degrees, from -180 to 180, east of Greenwich above 0.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound], [ErrInvalidParameter] (out of range, or not a number),
// [ErrUnsupportedByServer] (openBalena has no such places).
//
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
func (s Device) SetCustomLocation(ctx context.Context, device string, latitude float64, longitude float64, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_set_custom_location(c.client, c.texts[0], C.double(latitude), C.double(longitude), c.options, &c.out)
	}, options, text{"device", device})
}

// SetToRelease pins one or several devices to a release of their application, or, without one, lets
// them run the application's again.
//
//   - device: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as ["4f1c…", 7]: all
//     are found, or nothing is written.
//   - release: id or commit of a successful release of the application, or "" (also an empty text)
//     for none.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound], [ErrReleaseNotFound] (no device is pinned then).
//
// Request: GET /v7/device?$filter=…, GET /v7/release?$filter=…, PATCH /v7/device?$filter=id in (…)
func (s Device) SetToRelease(ctx context.Context, device string, release string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_set_to_release(c.client, c.texts[0], unlessEmpty(c.texts[1]), c.options, &c.out)
	}, options, text{"device", device}, text{"release", release})
}

// SetToReleaseByID pins one or several devices to the release with an id, or, without one, lets
// them run their application's again.
//
//   - device: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as ["4f1c…", 7]: all
//     are found, or nothing is written.
//   - releaseID: id of a successful release of the application, in digits as a text, or "" (also an
//     empty text) for none.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound], [ErrReleaseNotFound] (no device is pinned then).
//
// Request: GET /v7/device?$filter=…, GET /v7/release?$filter=…, PATCH /v7/device?$filter=id in (…)
func (s Device) SetToReleaseByID(ctx context.Context, device string, releaseID string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_set_to_release_by_id(c.client, c.texts[0], unlessEmpty(c.texts[1]), c.options, &c.out)
	}, options, text{"device", device}, text{"release_id", releaseID})
}

// StartOSUpdate starts an update of the operating system on one or several devices.
//
//   - device: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as ["4f1c…", 7]: all
//     are found, and fit for the update, or none is started.
//   - targetOSVersion: a published version for the type of the device, newer than the one that it
//     runs, and like that for development or not: "2.29.2+rev1.prod".
//   - options: nil for none, or with the keys run_detached (boolean; false makes the server wait
//     for the device; true unless given), timeout_ms (60000 for all of it unless given).
//
// Result: object, the answer of the server that carries it out, with status; for an array an object
// with the answer for each device by its uuid. They are started one after the other: where one
// fails, cause lists those before.
//
// Errors: [ErrDeviceNotFound], [ErrDeviceOffline], [ErrInvalidParameter] (target_os_version is no
// version, or not a published one), [ErrOSUpdateError] (no update leads from the device's version
// to this one), [ErrUnsupportedByServer] (openBalena has no such server).
//
// Request: GET /v7/device?$filter=…, GET /config, GET /v7/application?$filter=…, POST
// https://actions.deviceUrlsBase/v2/uuid/resinhup
func (s Device) StartOSUpdate(ctx context.Context, device string, targetOSVersion string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_start_os_update(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"device", device}, text{"target_os_version", targetOSVersion})
}

// TrackApplicationRelease lets one or several devices run their application's release again, after
// they were pinned to another.
//
//   - device: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as ["4f1c…", 7]: all
//     are found, or nothing is written.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
func (s Device) TrackApplicationRelease(ctx context.Context, device string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_track_application_release(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// UnsetCustomLocation takes the place away that [Device.SetCustomLocation] gave.
//
//   - device: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as ["4f1c…", 7]: all
//     are found, or nothing is written.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrDeviceNotFound], [ErrUnsupportedByServer] (openBalena has no such places).
//
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
func (s Device) UnsetCustomLocation(ctx context.Context, device string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_device_unset_custom_location(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}
