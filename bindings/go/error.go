package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

// Code says what went wrong. Its constants are errors, for use with [errors.Is].
type Code int32

// ErrClosed is the error of a call on a client that was closed.
var ErrClosed = errors.New("balena: the client is closed")

// String is the code's name in all languages, as "DEVICE_NOT_FOUND"; "UNKNOWN" if it has none.
func (c Code) String() string {
	return C.GoString(C.balena_code_name(C.int32_t(c)))
}

// Error makes a code the error that [errors.Is] looks for. It is what fmt prints of a code; the name
// alone is [Code.String].
func (c Code) Error() string {
	return "balena: " + c.String()
}

// Error says why a call failed.
type Error struct {
	// Code is what programs decide by.
	Code Code
	// Message is one sentence for people.
	Message string
	// HTTPStatus is what the server answered, or 0.
	HTTPStatus int
	// Request is the method and address of the request that failed, or "".
	Request string
	// RetryAfter is how long the server wants to be left alone, or 0.
	RetryAfter time.Duration
	// OutcomeUnknown is true when a write may have been carried out although the call failed.
	OutcomeUnknown bool
	// Cause is what led to it, nearest first.
	Cause []string
	// Document is the whole error, as every language gets it.
	Document json.RawMessage
	// ended is the error and the cause of the context that ended the call.
	ended []error
}

// Error gives the code's name and the message, and why its context was done if that ended the call.
func (e *Error) Error() string {
	text := e.Code.Error() + ": " + e.Message
	if len(e.ended) > 0 {
		text += " (" + e.ended[len(e.ended)-1].Error() + ")"
	}
	return text
}

// Unwrap gives the code, so that errors.Is(err, [ErrDeviceNotFound]) works, and the error and the
// cause of the context if that ended the call.
func (e *Error) Unwrap() []error {
	return append([]error{e.Code}, e.ended...)
}

// under gives the error of a call that was made under ctx.
func (e *Error) under(ctx context.Context) *Error {
	if e.Code == ErrCancelled && ctx.Err() != nil {
		e.ended = []error{ctx.Err(), context.Cause(ctx)}
	}
	return e
}

// errorDocument is an error as the library writes it.
type errorDocument struct {
	Code           string   `json:"code"`
	Number         Code     `json:"number"`
	Message        string   `json:"message"`
	HTTPStatus     int      `json:"http_status,omitempty"`
	Request        string   `json:"request,omitempty"`
	RetryAfterS    float64  `json:"retry_after_s,omitempty"`
	OutcomeUnknown bool     `json:"outcome_unknown,omitempty"`
	Cause          []string `json:"cause,omitempty"`
}

func newError(code Code, document json.RawMessage) *Error {
	var fields errorDocument
	// A document that can't be read leaves the code, which says enough.
	_ = json.Unmarshal(document, &fields)
	return &Error{
		Code:           code,
		Message:        fields.Message,
		HTTPStatus:     fields.HTTPStatus,
		Request:        fields.Request,
		RetryAfter:     time.Duration(fields.RetryAfterS * float64(time.Second)),
		OutcomeUnknown: fields.OutcomeUnknown,
		Cause:          fields.Cause,
		Document:       document,
	}
}

// refusal is the error of a call that is refused on this side, in the library's own form.
func refusal(name, why string) *Error {
	return failed(ErrInvalidParameter, name+" "+why)
}

func failed(code Code, message string) *Error {
	document, _ := json.Marshal(errorDocument{Code: code.String(), Number: code, Message: message})
	return newError(code, document)
}
