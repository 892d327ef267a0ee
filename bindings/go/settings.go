// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
)

// Settings is a section of a client's functions: the settings that are kept for later handles.
type Settings struct{ h *handle }

// Get gives the value of a setting that is in force: what the handle was made with, else the
// environment's, else the one that is kept, else the default.
//
//   - key: name, in any case.
//
// Result: text.
//
// Errors: [ErrInvalidOption] (there is no such setting), [ErrInvalidParameter], [ErrIO].
//
// Request: none.
func (s Settings) Get(key string) (string, error) {
	return callFor[string](context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_settings_get(c.client, c.texts[0], &c.out)
	}, nil, text{"key", key})
}

// GetAll gives the values of all settings that are in force, without the token.
//
// Result: object of texts.
//
// Errors: [ErrIO].
//
// Request: none.
func (s Settings) GetAll() (json.RawMessage, error) {
	return callForDocument(context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_settings_get_all(c.client, &c.out)
	}, nil)
}

// Has reports whether [Settings.Get] would find a value.
//
//   - key: name, in any case.
//
// Result: boolean.
//
// Errors: [ErrInvalidParameter], [ErrIO].
//
// Request: none.
func (s Settings) Has(key string) (bool, error) {
	return callFor[bool](context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_settings_has(c.client, c.texts[0], &c.out)
	}, nil, text{"key", key})
}

// Remove forgets a setting that is kept. What options, the environment or a default say of it is in
// force still.
//
//   - key: name, in any case.
//
// Result: boolean; false when it was not kept.
//
// Errors: [ErrInvalidParameter], [ErrIO].
//
// Request: none.
func (s Settings) Remove(key string) (bool, error) {
	return callFor[bool](context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_settings_remove(c.client, c.texts[0], &c.out)
	}, nil, text{"key", key})
}

// Set keeps a setting: an option that handles are made with, or whatever else a program wants to
// keep. [Settings.Get] gives it at once, unless options or the environment say otherwise; handles
// go by it that are made afterwards.
//
// An option is kept as it will be used: a number in digits, an address with its last /.
// data_directory can't be kept, nor can an api_version before v7 or a
// device_actions_endpoint_version before v2: where the file has one it is the Python SDK's, and not
// used. Neither the token nor the key of a supervisor is a setting.
//
// Settings are in the file balena.cfg of data_directory, which the official Python SDK reads and
// writes too: what others wrote there stays as it is. The file is replaced in one step, under a
// lock among the processes that use this library, and is its owner's alone. One that can't be
// understood is left alone, and so is a symbolic link or another user's file in its place: that is
// IO. Where data_directory is null or on a read-only file system, or where there is no home,
// settings live as long as the handle.
//
//   - key: name, kept in lower case; not empty, without = : [ ] and control characters, not
//     beginning with # or ;.
//   - value: text without control characters and without white space at its ends.
//
// Errors: [ErrInvalidParameter], [ErrLimit] (the file would be larger than 1 MiB), [ErrIO].
//
// Request: none.
func (s Settings) Set(key string, value string) error {
	return callForNothing(context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_settings_set(c.client, c.texts[0], c.texts[1], &c.out)
	}, nil, text{"key", key}, text{"value", value})
}
