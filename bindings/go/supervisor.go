// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// Supervisor is a section of a client's functions: the supervisors of devices.
type Supervisor struct{ h *handle }

// Blink lets a LED of a device blink for 15 seconds, so that people see which device it is.
//
//   - device: full uuid (32 or 62 hex digits) or id, or "" for the device that this runs on.
//   - options: nil for none, or with the keys application (id, that of the device unless given),
//     timeout_ms.
//
// Errors: [ErrInvalidOption] (no device is given, and this runs on none), [ErrDeviceNotFound],
// [ErrDeviceOffline].
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/blink, on the device POST /v1/blink
func (s Supervisor) Blink(ctx context.Context, device string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_supervisor_blink(c.client, unlessEmpty(c.texts[0]), c.options, &c.out)
	}, options, text{"device", device})
}

// ForceAPIEndpoint chooses how the supervisor of the device that this runs on is asked: directly,
// as at first where the handle knows its address and key, or through the API like that of any other
// device. The choice holds for this handle, and for those that are derived from it later.
//
// Address and key are the options supervisor_address and supervisor_api_key of a handle, else what
// balenaOS tells in the environment. Who asks directly needs no login, and no proxy is used. The
// supervisor gets its own key and never the credential of the handle, nor does the service get the
// supervisor's.
//
//   - endpoint: true for directly, false for through the API.
//
// Errors: [ErrInvalidOption] (true, and neither options nor environment give the supervisor's
// address and key).
//
// Request: none.
func (s Supervisor) ForceAPIEndpoint(endpoint bool) error {
	return callForNothing(context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_supervisor_force_api_endpoint(c.client, C.bool(endpoint), &c.out)
	}, nil)
}

// GetApplicationInfo gets what a supervisor knows of the application on a device with one
// container. On a device with several it is refused.
//
//   - device: full uuid (32 or 62 hex digits) or id, or "" for the device that this runs on.
//   - options: nil for none, or with the keys application (id, that of the device unless given),
//     timeout_ms.
//
// Result: object with appId, commit, containerId, env, imageId, releaseId.
//
// Errors: [ErrInvalidOption] (no device is given, and this runs on none), [ErrDeviceNotFound],
// [ErrDeviceOffline], [ErrUnsupportedFunction] (its supervisor is older than 1.8),
// [ErrMissingOption] (it is not known to which application the device belongs).
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/apps/id, on the device GET /v1/apps/id
func (s Supervisor) GetApplicationInfo(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_supervisor_get_application_info(c.client, unlessEmpty(c.texts[0]), c.options, &c.out)
	}, options, text{"device", device})
}

// GetDeviceState gets the state of a device as its supervisor reports it.
//
//   - device: full uuid (32 or 62 hex digits) or id, or "" for the device that this runs on.
//   - options: nil for none, or with the keys application (id, that of the device unless given),
//     timeout_ms.
//
// Result: object with status, commit, supervisor_version, update_pending and others.
//
// Errors: [ErrInvalidOption] (no device is given, and this runs on none), [ErrDeviceNotFound],
// [ErrDeviceOffline], [ErrUnsupportedFunction] (its supervisor is older than 1.6).
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/device, on the device GET /v1/device
func (s Supervisor) GetDeviceState(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_supervisor_get_device_state(c.client, unlessEmpty(c.texts[0]), c.options, &c.out)
	}, options, text{"device", device})
}

// Ping asks whether a supervisor is there.
//
//   - device: full uuid (32 or 62 hex digits) or id, or "" for the device that this runs on.
//   - options: nil for none, or with the keys application (id, that of the device unless given),
//     timeout_ms.
//
// Result: text, "OK".
//
// Errors: [ErrInvalidOption] (no device is given, and this runs on none), [ErrDeviceNotFound],
// [ErrDeviceOffline].
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/ping, on the device GET /ping
func (s Supervisor) Ping(ctx context.Context, device string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_supervisor_ping(c.client, unlessEmpty(c.texts[0]), c.options, &c.out)
	}, options, text{"device", device})
}

// Purge empties the folder /data of the application on a device, and restarts it.
//
//   - device: full uuid (32 or 62 hex digits) or id, or "" for the device that this runs on.
//   - options: nil for none, or with the keys application (id, that of the device unless given),
//     force (boolean: although an application holds the lock against updates), timeout_ms.
//
// Result: object with Data ("OK") and Error.
//
// Errors: [ErrInvalidOption] (no device is given, and this runs on none), [ErrDeviceNotFound],
// [ErrDeviceOffline], [ErrSupervisorLocked], [ErrMissingOption] (it is not known to which
// application the device belongs).
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/purge, on the device POST /v1/purge
func (s Supervisor) Purge(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_supervisor_purge(c.client, unlessEmpty(c.texts[0]), c.options, &c.out)
	}, options, text{"device", device})
}

// Reboot reboots a device.
//
//   - device: full uuid (32 or 62 hex digits) or id, or "" for the device that this runs on.
//   - options: nil for none, or with the keys application (id, that of the device unless given),
//     force (boolean: although an application holds the lock against updates), timeout_ms.
//
// Result: object with Data ("OK") and Error.
//
// Errors: [ErrInvalidOption] (no device is given, and this runs on none), [ErrDeviceNotFound],
// [ErrDeviceOffline], [ErrSupervisorLocked].
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/reboot, on the device POST /v1/reboot
func (s Supervisor) Reboot(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_supervisor_reboot(c.client, unlessEmpty(c.texts[0]), c.options, &c.out)
	}, options, text{"device", device})
}

// RegenerateSupervisorAPIKey makes a new key for the supervisor of a device: for what asks it
// directly on the device, else for the service. The old one is refused from then on. A handle that
// asked directly goes on with the new one, and so do those that share its connections.
//
//   - device: full uuid (32 or 62 hex digits) or id, or "" for the device that this runs on.
//   - options: nil for none, or with the keys application (id, that of the device unless given),
//     timeout_ms.
//
// Result: text, the key.
//
// Errors: [ErrInvalidOption] (no device is given, and this runs on none), [ErrDeviceNotFound],
// [ErrDeviceOffline], [ErrDecode] (the answer is no key).
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/regenerate-api-key, on the device POST
// /v1/regenerate-api-key
func (s Supervisor) RegenerateSupervisorAPIKey(ctx context.Context, device string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_supervisor_regenerate_supervisor_api_key(c.client, unlessEmpty(c.texts[0]), c.options, &c.out)
	}, options, text{"device", device})
}

// Restart restarts the containers of the application on a device.
//
//   - device: full uuid (32 or 62 hex digits) or id, or "" for the device that this runs on.
//   - options: nil for none, or with the keys application (id, that of the device unless given),
//     force (boolean: although an application holds the lock against updates), timeout_ms.
//
// Result: text, "OK".
//
// Errors: [ErrInvalidOption] (no device is given, and this runs on none), [ErrDeviceNotFound],
// [ErrDeviceOffline], [ErrSupervisorLocked], [ErrMissingOption] (it is not known to which
// application the device belongs).
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/restart, on the device POST /v1/restart
func (s Supervisor) Restart(ctx context.Context, device string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_supervisor_restart(c.client, unlessEmpty(c.texts[0]), c.options, &c.out)
	}, options, text{"device", device})
}

// RestartService restarts a service on a device.
//
//   - device: full uuid (32 or 62 hex digits) or id, or "" for the device that this runs on.
//   - imageID: id of the image that the service's container was made from.
//   - options: nil for none, or with the keys application (id, that of the device unless given),
//     force (boolean: although an application holds the lock against updates), timeout_ms.
//
// Errors: [ErrInvalidOption] (no device is given, and this runs on none), [ErrDeviceNotFound],
// [ErrDeviceOffline], [ErrSupervisorLocked], [ErrUnsupportedFunction] (its supervisor is older than
// 7.0.0), [ErrMissingOption] (it is not known to which application the device belongs).
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/v2/applications/id/restart-service, on the
// device POST /v2/applications/id/restart-service
func (s Supervisor) RestartService(ctx context.Context, device string, imageID int64, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_supervisor_restart_service(c.client, unlessEmpty(c.texts[0]), C.int64_t(imageID), c.options, &c.out)
	}, options, text{"device", device})
}

// Shutdown shuts a device down.
//
//   - device: full uuid (32 or 62 hex digits) or id, or "" for the device that this runs on.
//   - options: nil for none, or with the keys application (id, that of the device unless given),
//     force (boolean: although an application holds the lock against updates), timeout_ms.
//
// Result: object with Data ("OK") and Error.
//
// Errors: [ErrInvalidOption] (no device is given, and this runs on none), [ErrDeviceNotFound],
// [ErrDeviceOffline], [ErrSupervisorLocked].
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/shutdown, on the device POST /v1/shutdown
func (s Supervisor) Shutdown(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_supervisor_shutdown(c.client, unlessEmpty(c.texts[0]), c.options, &c.out)
	}, options, text{"device", device})
}

// StartApplication starts the container of the application on a device with one container. On a
// device with several it is refused: [Supervisor.StartService] is for them.
//
//   - device: full uuid (32 or 62 hex digits) or id, or "" for the device that this runs on.
//   - options: nil for none, or with the keys application (id, that of the device unless given),
//     timeout_ms.
//
// Result: object with containerId.
//
// Errors: [ErrInvalidOption] (no device is given, and this runs on none), [ErrDeviceNotFound],
// [ErrDeviceOffline], [ErrUnsupportedFunction] (its supervisor is older than 1.8),
// [ErrMissingOption] (it is not known to which application the device belongs).
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/apps/id/start, on the device POST
// /v1/apps/id/start
func (s Supervisor) StartApplication(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_supervisor_start_application(c.client, unlessEmpty(c.texts[0]), c.options, &c.out)
	}, options, text{"device", device})
}

// StartService starts a service on a device.
//
//   - device: full uuid (32 or 62 hex digits) or id, or "" for the device that this runs on.
//   - imageID: id of the image that the service's container was made from.
//   - options: nil for none, or with the keys application (id, that of the device unless given),
//     force (boolean: although an application holds the lock against updates), timeout_ms.
//
// Errors: [ErrInvalidOption] (no device is given, and this runs on none), [ErrDeviceNotFound],
// [ErrDeviceOffline], [ErrSupervisorLocked], [ErrUnsupportedFunction] (its supervisor is older than
// 7.0.0), [ErrMissingOption] (it is not known to which application the device belongs).
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/v2/applications/id/start-service, on the
// device POST /v2/applications/id/start-service
func (s Supervisor) StartService(ctx context.Context, device string, imageID int64, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_supervisor_start_service(c.client, unlessEmpty(c.texts[0]), C.int64_t(imageID), c.options, &c.out)
	}, options, text{"device", device})
}

// StopApplication stops the container of the application on a device with one container, until it
// is started or the device reboots. On a device with several it is refused:
// [Supervisor.StopService] is for them.
//
//   - device: full uuid (32 or 62 hex digits) or id, or "" for the device that this runs on.
//   - options: nil for none, or with the keys application (id, that of the device unless given),
//     force (boolean: although an application holds the lock against updates), timeout_ms.
//
// Result: object with containerId.
//
// Errors: [ErrInvalidOption] (no device is given, and this runs on none), [ErrDeviceNotFound],
// [ErrDeviceOffline], [ErrSupervisorLocked], [ErrUnsupportedFunction] (its supervisor is older than
// 1.8), [ErrMissingOption] (it is not known to which application the device belongs).
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/apps/id/stop, on the device POST
// /v1/apps/id/stop
func (s Supervisor) StopApplication(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_supervisor_stop_application(c.client, unlessEmpty(c.texts[0]), c.options, &c.out)
	}, options, text{"device", device})
}

// StopService stops a service on a device, until it is started or the device reboots.
//
//   - device: full uuid (32 or 62 hex digits) or id, or "" for the device that this runs on.
//   - imageID: id of the image that the service's container was made from.
//   - options: nil for none, or with the keys application (id, that of the device unless given),
//     force (boolean: although an application holds the lock against updates), timeout_ms.
//
// Errors: [ErrInvalidOption] (no device is given, and this runs on none), [ErrDeviceNotFound],
// [ErrDeviceOffline], [ErrSupervisorLocked], [ErrUnsupportedFunction] (its supervisor is older than
// 7.0.0), [ErrMissingOption] (it is not known to which application the device belongs).
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/v2/applications/id/stop-service, on the
// device POST /v2/applications/id/stop-service
func (s Supervisor) StopService(ctx context.Context, device string, imageID int64, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_supervisor_stop_service(c.client, unlessEmpty(c.texts[0]), C.int64_t(imageID), c.options, &c.out)
	}, options, text{"device", device})
}

// Update has a device look at once whether there is an update.
//
//   - device: full uuid (32 or 62 hex digits) or id, or "" for the device that this runs on.
//   - options: nil for none, or with the keys application (id, that of the device unless given),
//     force (boolean: although an application holds the lock against updates), timeout_ms.
//
// Errors: [ErrInvalidOption] (no device is given, and this runs on none), [ErrDeviceNotFound],
// [ErrDeviceOffline], [ErrSupervisorLocked].
//
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/update, on the device POST /v1/update
func (s Supervisor) Update(ctx context.Context, device string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_supervisor_update(c.client, unlessEmpty(c.texts[0]), c.options, &c.out)
	}, options, text{"device", device})
}
