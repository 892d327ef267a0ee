// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// Logs is a section of a client's functions: logs of devices.
type Logs struct{ h *handle }

// History gets the lines that the service has of a device's log, the oldest first. It keeps about
// 1000.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys count (of the last lines: a number, or "all"; all
//     unless given), start (milliseconds since 1970: lines that the service got then or later),
//     timeout_ms.
//
// Result: array of lines: createdAt and timestamp (milliseconds since 1970, by the service's clock
// and by the device's), message, isSystem, isStdErr, serviceId (where a service wrote it).
//
// Errors: [ErrDeviceNotFound].
//
// Request: GET /device/v2/uuid/logs
func (s Logs) History(ctx context.Context, device string, options Options) (json.RawMessage, error) {
	return callForDocument(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_logs_history(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"device", device})
}

// Unsubscribe ends the subscriptions of this handle to the log of a device. After it returned their
// functions are not called any more, unless it was called from within one: then the last call
// follows. That there is none is no error.
//
//   - device: full uuid, or the text that was given when subscribing.
//
// Errors: the common ones.
//
// Request: none.
func (s Logs) Unsubscribe(device string) error {
	return callForNothing(context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_logs_unsubscribe(c.client, c.texts[0], &c.out)
	}, nil, text{"device", device})
}

// UnsubscribeAll ends all subscriptions of this handle, as [Logs.Unsubscribe] does.
//
// Errors: the common ones.
//
// Request: none.
func (s Logs) UnsubscribeAll() error {
	return callForNothing(context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_logs_unsubscribe_all(c.client, &c.out)
	}, nil)
}
