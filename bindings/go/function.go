package balena

// #include <balena.h>
//
// typedef const char balena_go_row;
// typedef const void balena_go_data;
// int32_t balenaGoOnRow(balena_go_row *row, void *user_data);
// int32_t balenaGoOnData(balena_go_data *data, size_t length, int64_t offset, int64_t total, void *user_data);
import "C"

import (
	"context"
	"encoding/json"
	"runtime/cgo"
	"runtime/debug"
	"time"
	"unsafe"
)

// Piece is a piece of what is downloaded.
type Piece struct {
	// Data are its bytes, in memory of the library: they are gone when the function returns.
	Data []byte
	// Offset is how many bytes came before. It is 0 again where the download begins anew.
	Offset int64
	// Total is how many bytes there are in all, -1 where that is not known.
	Total int64
	// Rate is how many bytes came in a second, on average since the first piece; 0 with that.
	Rate float64
}

// function is one of the caller's that C calls while a call runs.
type function struct {
	ctx context.Context
	// Why the call is ended, where the caller's function did not answer so.
	err error

	row func(json.RawMessage) bool

	piece func(Piece) bool
	// When the first piece came, and what came since: what was before it is the making of the image.
	first    time.Time
	received int64
}

// forEach makes a call that hands rows to a function.
func forEach(ctx context.Context, h *handle, run func(*call) C.balena_code, each func(json.RawMessage) bool, options Options, texts ...argument) (json.RawMessage, error) {
	if each == nil {
		return nil, refusal("each", "is nil")
	}
	return (&function{ctx: ctx, row: each}).call(h, func(c *call) C.balena_code {
		c.onRow = C.balena_row_callback(C.balenaGoOnRow)
		return run(c)
	}, options, texts)
}

// download makes a call that hands the pieces of a download to a function, if there is one.
func download(ctx context.Context, h *handle, run func(*call) C.balena_code, each func(Piece) bool, options Options, texts ...argument) (json.RawMessage, error) {
	return (&function{ctx: ctx, piece: each}).call(h, func(c *call) C.balena_code {
		if each != nil {
			c.onData = C.balena_data_callback(C.balenaGoOnData)
		}
		return run(c)
	}, options, texts)
}

func (f *function) call(h *handle, run func(*call) C.balena_code, options Options, texts []argument) (json.RawMessage, error) {
	// C gets a pointer to the number, which holds none of Go's.
	self := new(cgo.Handle)
	*self = cgo.NewHandle(f)
	defer self.Delete()
	document, err := callForDocument(f.ctx, h, func(c *call) C.balena_code {
		c.userData = unsafe.Pointer(self)
		return run(c)
	}, options, texts...)
	if f.err != nil {
		return nil, f.err
	}
	return document, err
}

//export balenaGoOnRow
func balenaGoOnRow(row *C.balena_go_row, userData unsafe.Pointer) C.int32_t {
	f := (*cgo.Handle)(userData).Value().(*function)
	return f.goesOn(func() bool { return f.row(copied((*C.char)(row))) })
}

//export balenaGoOnData
func balenaGoOnData(data *C.balena_go_data, length C.size_t, offset, total C.int64_t, userData unsafe.Pointer) C.int32_t {
	f := (*cgo.Handle)(userData).Value().(*function)
	var rate float64
	if f.first.IsZero() {
		f.first = time.Now()
	} else {
		f.received += int64(length)
		rate = float64(f.received) / time.Since(f.first).Seconds()
	}
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(data)), length)
	return f.goesOn(func() bool { return f.piece(Piece{bytes, int64(offset), int64(total), rate}) })
}

// goesOn gives what C takes for the answer of the caller's function, which it calls unless the context
// is done: C learns of that a moment later, and looks at it with each page only.
func (f *function) goesOn(each func() bool) (answer C.int32_t) {
	if f.ctx.Err() != nil {
		f.err = failed(ErrCancelled, "The call was cancelled.").under(f.ctx)
		return 1
	}
	defer func() {
		if value := recover(); value != nil {
			f.err = &PanicError{value, debug.Stack()}
			answer = 1
		}
	}()
	if each() {
		return 0
	}
	return 1
}
