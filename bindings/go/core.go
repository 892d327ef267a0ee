package balena

// #include <balena.h>
import "C"

import (
	"bytes"
	"context"
	"encoding/json"
	"runtime"
	"strings"
	"unsafe"
)

// call is one call of the library: its arguments as C takes them, and what it gives out.
//
// The arguments lie in Go's memory. They hold no pointers, and cgo keeps them in place while C has
// them, so nothing of them needs to be freed.
type call struct {
	client  *C.balena_client
	texts   []*C.char
	options *C.char
	out     *C.char
	// What C calls meanwhile or later, where it is to, and what it finds the function by then.
	onDocument C.balena_document_callback
	onRow      C.balena_row_callback
	onData     C.balena_data_callback
	userData   unsafe.Pointer
}

// argument is what C takes as a text.
type argument interface{ toC() (*C.char, error) }

// text is an argument and the name that its documentation gives it.
type text struct{ name, value string }

// object is the same for one that is written as JSON.
type object struct {
	name  string
	value any
}

// newCall checks a call's arguments.
func newCall(ctx context.Context, options Options, texts []argument) (*call, error) {
	if ctx == nil {
		return nil, refusal("ctx", "is nil, where context.Background() would do")
	}
	c := &call{texts: make([]*C.char, len(texts))}
	var err error
	for i, t := range texts {
		if c.texts[i], err = t.toC(); err != nil {
			return nil, err
		}
	}
	c.options, err = options.toC()
	return c, err
}

// callForDocument makes a call that gives an object or an array. All calls go through here.
func callForDocument(ctx context.Context, h *handle, run func(*call) C.balena_code, options Options, texts ...argument) (json.RawMessage, error) {
	c, err := newCall(ctx, options, texts)
	if err != nil {
		return nil, err
	}
	if c.client, err = h.acquire(); err != nil {
		return nil, err
	}
	defer h.release()
	if ctx.Err() != nil {
		return nil, failed(ErrCancelled, "The call was cancelled before it began.").under(ctx)
	}
	if ctx.Done() != nil {
		free, err := c.endWith(ctx)
		if err != nil {
			return nil, err
		}
		defer free()
	}
	collect()
	code := run(c)
	document := take(c.out)
	if code != C.BALENA_OK {
		return nil, newError(Code(code), document).under(ctx)
	}
	return document, nil
}

// endWith has the call made on a handle of its own, which ends with ctx. Who makes the call frees it.
func (c *call) endWith(ctx context.Context) (free func(), err error) {
	derived, err := derive(c.client, nil)
	if err != nil {
		return nil, err
	}
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(ended)
		C.balena_cancel(derived)
	})
	c.client = derived
	return func() {
		if !stop() {
			<-ended
		}
		C.balena_free(derived)
	}, nil
}

// callForMaybeDocument makes a call that gives an object or null, which is nil in Go.
func callForMaybeDocument(ctx context.Context, h *handle, run func(*call) C.balena_code, options Options, texts ...argument) (json.RawMessage, error) {
	document, err := callForDocument(ctx, h, run, options, texts...)
	if string(document) == "null" {
		return nil, err
	}
	return document, err
}

// callFor makes a call that gives a text, a number or a boolean.
func callFor[T any](ctx context.Context, h *handle, run func(*call) C.balena_code, options Options, texts ...argument) (T, error) {
	var value T
	document, err := callForDocument(ctx, h, run, options, texts...)
	if err == nil {
		err = json.Unmarshal(document, &value)
	}
	return value, err
}

// callForNothing makes a call that has no result.
func callForNothing(ctx context.Context, h *handle, run func(*call) C.balena_code, options Options, texts ...argument) error {
	_, err := callForDocument(ctx, h, run, options, texts...)
	return err
}

// create makes a client of C's.
func create(options Options) (*C.balena_client, error) {
	if err := checkLibrary(); err != nil {
		return nil, err
	}
	text, err := options.toC()
	if err != nil {
		return nil, err
	}
	var client *C.balena_client
	var out *C.char
	code := C.balena_new(text, &client, &out)
	return made(code, client, out)
}

// derive makes a client of C's from another.
func derive(parent *C.balena_client, options Options) (*C.balena_client, error) {
	text, err := options.toC()
	if err != nil {
		return nil, err
	}
	var client *C.balena_client
	var out *C.char
	code := C.balena_with(parent, text, &client, &out)
	return made(code, client, out)
}

func made(code C.balena_code, client *C.balena_client, out *C.char) (*C.balena_client, error) {
	document := take(out)
	if code != C.BALENA_OK {
		return nil, newError(Code(code), document)
	}
	return client, nil
}

// newClient makes a client of one of C's, and takes that over.
func newClient(client *C.balena_client) *Client {
	h := &handle{client: client}
	h.idle.L = &h.mutex
	// A call that is running holds on to the handle by its deferred release.
	runtime.SetFinalizer(h, (*handle).close)
	return &Client{Sections: sectionsOf(h), h: h}
}

// toC gives the text with a NUL behind it, and refuses one that C would take to end earlier.
func (t text) toC() (*C.char, error) {
	if strings.IndexByte(t.value, 0) >= 0 {
		return nil, refusal(t.name, "holds a NUL byte")
	}
	return (*C.char)(unsafe.Pointer(unsafe.StringData(t.value + "\x00"))), nil
}

// unlessEmpty gives a text that may be missing, which is NULL in C.
func unlessEmpty(text *C.char) *C.char {
	if *text == 0 {
		return nil
	}
	return text
}

func (o Options) toC() (*C.char, error) {
	if o == nil {
		return nil, nil
	}
	return object{"options", o}.toC()
}

func (o object) toC() (*C.char, error) {
	// Marshal escapes a NUL within a text.
	document, err := json.Marshal(o.value)
	if err != nil {
		return nil, refusal(o.name, "can't be written as JSON: "+err.Error())
	}
	return text{o.name, string(document)}.toC()
}

// take copies a document that the library gave out, and frees it.
func take(out *C.char) json.RawMessage {
	if out == nil {
		return nil
	}
	defer C.balena_string_free(out)
	return copied(out)
}

// copied copies a document that the library gave out or lends.
func copied(document *C.char) json.RawMessage {
	return bytes.Clone(unsafe.Slice((*byte)(unsafe.Pointer(document)), C.balena_string_length(document)))
}
