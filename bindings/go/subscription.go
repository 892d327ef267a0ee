package balena

// #include <string.h>
// #include <balena.h>
//
// typedef const char balena_go_document;
// int32_t balenaGoOnDocument(balena_code code, balena_go_document *document, void *user_data);
import "C"

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"runtime"
	"runtime/cgo"
	"runtime/debug"
	"sync"
	"unsafe"
)

// Message is what a subscription tells its function: a line, an event or an error.
type Message struct {
	// Event is the event's name, "" for a line or an error.
	Event string
	// Document is the line as the service sent it, or the event or the error.
	Document json.RawMessage
	// Err is the error that ends the subscription, or nil.
	Err error
}

// IsLine reports whether it is a line, neither event nor error.
func (m Message) IsLine() bool {
	return m.Event == "" && m.Err == nil
}

// PanicError is the error of a call or a subscription whose function panicked.
type PanicError struct {
	// Value is what the function panicked with.
	Value any
	// Stack is where it did, as [runtime/debug.Stack] writes it.
	Stack []byte
}

// Error gives the value and the stack.
func (e *PanicError) Error() string {
	return fmt.Sprintf("balena: the function panicked: %v\n\n%s", e.Value, e.Stack)
}

// Unwrap gives [ErrPanic], and the value if it is an error.
func (e *PanicError) Unwrap() []error {
	if err, ok := e.Value.(error); ok {
		return []error{ErrPanic, err}
	}
	return []error{ErrPanic}
}

// Subscription is one that was begun. It needs no closing, and keeps its client from being forgotten.
type Subscription struct {
	ctx  context.Context
	stop func() bool
	each func(Message) bool
	// hurry keeps each from waiting from when it is given true until it is given false; nil where each
	// never waits.
	hurry func(bool)
	done  chan struct{}

	// The client that it was asked of, and what C gets to find it by.
	parent *handle
	self   *cgo.Handle
	pinner runtime.Pinner

	mutex  sync.Mutex
	client *C.balena_client
	users  int
	over   bool
	err    error
}

// Done is closed when the subscription is over, and its function not called any more.
func (s *Subscription) Done() <-chan struct{} {
	return s.done
}

// Err is why the subscription is over; nil before that, and where it ended by its function or by an
// unsubscribe. It is an [*Error], that of [ErrCancelled] with the context's error and cause; a
// [*PanicError]; or [ErrClosed].
func (s *Subscription) Err() error {
	select {
	case <-s.done:
		return s.err
	default:
		return nil
	}
}

// Wait waits until the subscription is over, and gives what [Subscription.Err] then does. Its function
// can't wait for itself.
func (s *Subscription) Wait() error {
	<-s.done
	return s.err
}

// subscribe makes a call that begins a subscription, on a handle of the subscription's own, which ends
// with ctx.
func subscribe(ctx context.Context, h *handle, run func(*call) C.balena_code, each func(Message) bool, hurry func(bool), options Options, texts ...argument) (*Subscription, error) {
	if each == nil {
		return nil, refusal("each", "is nil")
	}
	c, err := newCall(ctx, options, texts)
	if err != nil {
		return nil, err
	}
	client, err := h.acquire()
	if err != nil {
		return nil, err
	}
	defer h.release()
	if ctx.Err() != nil {
		return nil, failed(ErrCancelled, "The call was cancelled before it began.").under(ctx)
	}
	if c.client, err = derive(client, nil); err != nil {
		return nil, err
	}
	s := &Subscription{ctx: ctx, each: each, hurry: hurry, done: make(chan struct{}), parent: h, client: c.client}
	// C keeps a pointer to the number, which holds none of Go's.
	s.self = new(cgo.Handle)
	*s.self = cgo.NewHandle(s)
	s.pinner.Pin(s.self)
	c.userData = unsafe.Pointer(s.self)
	c.onDocument = C.balena_document_callback(C.balenaGoOnDocument)
	h.add(s)
	s.stop = context.AfterFunc(ctx, func() {
		s.use(func(client *C.balena_client) { C.balena_cancel(client) })
	})
	collect()
	code := run(c)
	document := take(c.out)
	if code != C.BALENA_OK {
		err := newError(Code(code), document).under(ctx)
		s.finish()
		return nil, err
	}
	return s, nil
}

//export balenaGoOnDocument
func balenaGoOnDocument(code C.balena_code, document *C.balena_go_document, userData unsafe.Pointer) C.int32_t {
	s := (*cgo.Handle)(userData).Value().(*Subscription)
	if document == nil {
		if code != C.BALENA_OK {
			s.fail(failed(Code(code), "The subscription was cancelled.").under(s.ctx))
		}
		s.finish()
		return 1
	}
	bytes := bytes.Clone(unsafe.Slice((*byte)(unsafe.Pointer(document)), C.strlen(document)))
	if s.tell(Code(code), bytes) {
		return 0
	}
	return 1
}

// tell gives a message to the function, and a panic of that to who waits for the end.
func (s *Subscription) tell(code Code, document json.RawMessage) (goesOn bool) {
	message := Message{Document: document}
	if code != C.BALENA_OK {
		message.Err = newError(code, document)
		s.fail(message.Err)
	} else if bytes.Contains(document, []byte(`"event"`)) {
		var event struct{ Event string }
		// What is no such object is a line.
		_ = json.Unmarshal(document, &event)
		message.Event = event.Event
	}
	defer func() {
		if value := recover(); value != nil {
			s.fail(&PanicError{value, debug.Stack()})
		}
	}()
	return s.each(message)
}

// fail notes why the subscription ends, until it has. The first reason counts.
func (s *Subscription) fail(err error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.err == nil && !s.over {
		s.err = err
	}
}

// use lends out the handle, unless the subscription is over.
func (s *Subscription) use(with func(*C.balena_client)) {
	s.mutex.Lock()
	if s.over {
		s.mutex.Unlock()
		return
	}
	s.users++
	s.mutex.Unlock()
	if s.hurry != nil {
		s.hurry(true)
		defer s.hurry(false)
	}
	with(s.client)
	s.mutex.Lock()
	s.users--
	isLast := s.over && s.users == 0
	s.mutex.Unlock()
	if isLast {
		C.balena_free(s.client)
	}
}

// finish lets all go. It is called once, and nothing is told after it.
func (s *Subscription) finish() {
	s.stop()
	s.parent.remove(s)
	s.self.Delete()
	s.pinner.Unpin()
	s.mutex.Lock()
	s.over = true
	isUsed := s.users > 0
	s.mutex.Unlock()
	// Who uses it may wait for this to return.
	if !isUsed {
		C.balena_free(s.client)
	}
	close(s.done)
}

// callForSubscriptions makes a call that ends subscriptions, on the handle of each.
func callForSubscriptions(ctx context.Context, h *handle, run func(*call) C.balena_code, options Options, texts ...argument) error {
	if err := callForNothing(ctx, h, run, options, texts...); err != nil {
		return err
	}
	c, err := newCall(ctx, options, texts)
	// The client is not held while they end: what they are doing may be to close it.
	for s := range h.subscribed() {
		s.use(func(client *C.balena_client) {
			c.client = client
			code := run(c)
			if document := take(c.out); code != C.BALENA_OK && err == nil {
				err = newError(Code(code), document)
			}
			c.out = nil
		})
	}
	return err
}

func (h *handle) add(s *Subscription) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.subscriptions == nil {
		h.subscriptions = make(map[*Subscription]struct{})
	}
	h.subscriptions[s] = struct{}{}
}

func (h *handle) remove(s *Subscription) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	delete(h.subscriptions, s)
}

func (h *handle) subscribed() map[*Subscription]struct{} {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return maps.Clone(h.subscriptions)
}

// end ends the subscription, for this reason unless it has one already.
func (s *Subscription) end(why error) {
	s.fail(why)
	s.use(func(client *C.balena_client) { C.balena_logs_unsubscribe_all(client, nil) })
}
