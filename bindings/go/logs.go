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

// Subscribe follows the log of a device: each line that comes is given to a function of the
// caller's. A connection that breaks or falls silent is made again, and the log goes on behind the
// last line: none is lost and none comes twice.
//
// The function is called on a thread of the library's, one call at a time, with each line, event
// and error ([Message]). Events are "connected", "disconnected" (with error, and retry_in_ms, after
// which the next try begins), "gap" (lines may be missing: the service no longer has what came
// while the connection was gone), "suppressed" (the service left out count lines) and "skipped" (a
// line that is none, with error). The function gives true to go on, and false to end the
// subscription. It may call this package, also to unsubscribe or to close the client. A function
// that is slow holds up its own stream alone. A panic in it ends the subscription and is its error;
// [runtime.Goexit], and so FailNow of a test, is not for it.
//
// The subscription goes on until its function or an unsubscribe ends it, ctx is done, the client is
// cancelled or closed, or there is an error that no other try mends.
//
//   - device: full uuid (32 or 62 hex digits) or id.
//   - options: nil for none, or with the keys count (of the lines that are there already: a number,
//     or "all"; none unless it or start is given), start (milliseconds since 1970: lines that the
//     service got then or later), silence_ms (how long nothing may come until the connection counts
//     as gone, 120000; the service shows every 58 s that it is there), timeout_ms (of looking for
//     the device, and of each connecting).
//   - each: function that gets the lines.
//
// Result: the subscription, as soon as the device is found.
//
// Errors: [ErrDeviceNotFound], [ErrIO] (no thread can be started).
//
// Request: GET /device/v2/uuid/logs?stream=1
func (s Logs) Subscribe(ctx context.Context, device string, options Options, each func(Message) bool) (*Subscription, error) {
	return subscribe(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_logs_subscribe(c.client, c.texts[0], c.options, c.onDocument, c.userData, &c.out)
	}, each, nil, options, text{"device", device})
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
	return callForSubscriptions(context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_logs_unsubscribe(c.client, c.texts[0], &c.out)
	}, nil, text{"device", device})
}

// UnsubscribeAll ends all subscriptions of this handle, as [Logs.Unsubscribe] does.
//
// Errors: the common ones.
//
// Request: none.
func (s Logs) UnsubscribeAll() error {
	return callForSubscriptions(context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_logs_unsubscribe_all(c.client, &c.out)
	}, nil)
}
