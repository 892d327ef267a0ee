package balena_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	balena "github.com/libbalena/libbalena/bindings/go"
)

var errShutdown = errors.New("the program shuts down")

// cancelled checks the error of a call that its context ended.
func cancelled(t testing.TB, err error, causes ...error) *balena.Error {
	t.Helper()
	failure := fails(t, err, balena.ErrCancelled)
	for _, cause := range causes {
		if !errors.Is(err, cause) {
			t.Errorf("%v is not %v", err, cause)
		}
	}
	if last := causes[len(causes)-1]; !strings.Contains(err.Error(), last.Error()) {
		t.Errorf("%v does not tell of %v", err, last)
	}
	return failure
}

// handMade is a context of a type that package context does not know.
type handMade struct {
	context.Context
	done chan struct{}
	err  atomic.Value
}

func newHandMade() *handMade {
	return &handMade{Context: background, done: make(chan struct{})}
}

func (c *handMade) Done() <-chan struct{} { return c.done }

func (c *handMade) Err() error {
	err, _ := c.err.Load().(error)
	return err
}

func (c *handMade) end(err error) {
	c.err.Store(err)
	close(c.done)
}

func TestAContextEndsACallThatIsUnderWay(t *testing.T) {
	simulator := startSimulator(t)
	client := simulator.loggedIn()
	endedBy := func(ctx context.Context, end func()) error {
		simulator.stall(1)
		go func() {
			simulator.untilStalled()
			end()
		}()
		_, err := client.Device.GetAll(ctx, nil)
		return err
	}

	ctx, cancel := context.WithCancel(background)
	failure := cancelled(t, endedBy(ctx, cancel), context.Canceled)
	if failure.OutcomeUnknown || errors.Is(failure, context.DeadlineExceeded) || errors.Is(failure, balena.ErrTimeout) {
		t.Errorf("%+v", failure)
	}

	ctx, cancelWith := context.WithCancelCause(background)
	cancelled(t, endedBy(ctx, func() { cancelWith(errShutdown) }), context.Canceled, errShutdown)

	foreign := newHandMade()
	cancelled(t, endedBy(foreign, func() { foreign.end(context.DeadlineExceeded) }), context.DeadlineExceeded)

	// The client and other contexts go on.
	_, err := client.Device.GetAll(background, nil)
	works(t, err)
}

func TestAContextWithADeadline(t *testing.T) {
	simulator := startSimulator(t)
	client := simulator.loggedIn()
	simulator.stall(math.MaxInt32)
	ctx, cancel := context.WithTimeoutCause(background, 50*time.Millisecond, errShutdown)
	defer cancel()
	_, err := client.Device.GetAll(ctx, nil)
	cancelled(t, err, context.DeadlineExceeded, errShutdown)

	// Of two deadlines the one that comes first is told of.
	ctx, cancel = context.WithTimeout(background, time.Hour)
	defer cancel()
	_, err = client.Device.GetAll(ctx, balena.Options{"timeout_ms": 50})
	if fails(t, err, balena.ErrTimeout); errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v is the context's", err)
	}
}

func TestAWriteThatAContextEnded(t *testing.T) {
	simulator := startSimulator(t)
	client := simulator.client()
	simulator.stall(1)
	ctx, cancel := context.WithCancel(background)
	go func() {
		simulator.untilStalled()
		cancel()
	}()
	failure := cancelled(t, client.Auth.Login(ctx, "admin", "simulator-password", nil), context.Canceled)
	if !failure.OutcomeUnknown || failure.Request == "" || strings.Contains(string(failure.Document), "password") {
		t.Errorf("%+v", failure)
	}
	works(t, client.Auth.Login(background, "admin", "simulator-password", nil))
}

func TestAContextThatIsDoneAlready(t *testing.T) {
	simulator := startSimulator(t)
	client := simulator.client()
	works(t, client.Auth.LoginWithToken("key"))
	derived, err := client.With(nil)
	works(t, err)
	defer derived.Close()
	ctx, cancel := context.WithCancelCause(background)
	cancel(errShutdown)
	past, cancelPast := context.WithDeadline(background, time.Unix(0, 0))
	defer cancelPast()

	for _, client := range []*balena.Client{client, derived} {
		_, isErr := client.Auth.IsLoggedIn(ctx, nil)
		_, getErr := client.Device.Get(ctx, nowhere, nil)
		for _, err := range []error{isErr, getErr, client.Device.Rename(ctx, nowhere, "name", nil)} {
			cancelled(t, err, context.Canceled, errShutdown)
		}
		_, err := client.Device.GetAll(past, nil)
		cancelled(t, err, context.DeadlineExceeded)
	}
	if journal := simulator.journal(); len(journal) != 0 {
		t.Errorf("%d requests were made", len(journal))
	}
}

func TestNoContext(t *testing.T) {
	client := offline(t)
	_, err := client.Device.GetAll(nil, nil)
	for _, err := range []error{err, client.Device.Remove(nil, "1", nil)} {
		if failure := fails(t, err, balena.ErrInvalidParameter); !strings.HasPrefix(failure.Message, "ctx ") {
			t.Error(failure.Message)
		}
	}
}

// doneOnceAsked is a context that becomes done at the moment when a call looks for its end.
type doneOnceAsked struct {
	context.Context
	asked atomic.Bool
}

func (c *doneOnceAsked) Done() <-chan struct{} {
	c.asked.Store(true)
	done := make(chan struct{})
	close(done)
	return done
}

func (c *doneOnceAsked) Err() error {
	if c.asked.Load() {
		return context.Canceled
	}
	return nil
}

func TestAResultIsNotLostToAContext(t *testing.T) {
	simulator := startSimulator(t)
	client := simulator.client()
	// Without a credential the answer is known without a request, so that there is nothing to end.
	is, err := client.Auth.IsLoggedIn(&doneOnceAsked{Context: background}, nil)
	works(t, err)
	if is {
		t.Error("is logged in from the start")
	}
	// Nor does an error of the call's own give way.
	_, err = client.Auth.WhoAmI(&doneOnceAsked{Context: background}, nil)
	if fails(t, err, balena.ErrNotLoggedIn); errors.Is(err, context.Canceled) {
		t.Errorf("%v is the context's", err)
	}
	if journal := simulator.journal(); len(journal) != 0 {
		t.Errorf("%d requests were made", len(journal))
	}
}

// counting is a context that counts who waits for its end.
type counting struct {
	*handMade
	waiting, waited atomic.Int32
}

func (c *counting) AfterFunc(func()) func() bool {
	c.waiting.Add(1)
	c.waited.Add(1)
	return func() bool {
		c.waiting.Add(-1)
		return true
	}
}

func TestAContextForgetsACallThatIsOver(t *testing.T) {
	client := startSimulator(t).loggedIn()
	ctx := &counting{handMade: newHandMade()}
	_, err := client.Device.GetAll(ctx, nil)
	works(t, err)
	_, err = client.Device.Get(ctx, nowhere, nil)
	fails(t, err, balena.ErrDeviceNotFound)
	if ctx.waiting.Load() != 0 || ctx.waited.Load() != 2 {
		t.Errorf("%d calls of %d are waiting", ctx.waiting.Load(), ctx.waited.Load())
	}
}

func TestManyCallsAreCancelledAtOnce(t *testing.T) {
	simulator := startSimulator(t)
	client := simulator.loggedIn()
	const callers = 64
	simulator.stall(callers)
	shared, cancel := context.WithCancel(background)
	var calls sync.WaitGroup
	for i := 0; i < callers; i++ {
		ctx := shared
		if i%2 == 0 {
			own, cancelOwn := context.WithCancel(shared)
			defer cancelOwn()
			ctx = own
		}
		calls.Add(1)
		go func() {
			defer calls.Done()
			_, err := client.Device.GetAll(ctx, nil)
			if !errors.Is(err, context.Canceled) || !errors.Is(err, balena.ErrCancelled) {
				t.Errorf("ended by %v", err)
			}
		}()
	}
	simulator.untilStalled()
	cancel()
	calls.Wait()
	_, err := client.Device.GetAll(background, nil)
	works(t, err)
}

func TestCallsAreCancelledAtAnyMoment(t *testing.T) {
	client := startSimulator(t).loggedIn()
	var calls sync.WaitGroup
	for i := 0; i < 64; i++ {
		calls.Add(1)
		go func() {
			defer calls.Done()
			for i := 0; i < 5; i++ {
				ctx, cancel := context.WithCancel(background)
				go cancel()
				name, err := client.Auth.WhoAmI(ctx, nil)
				if err == nil && name != "admin" || err != nil && !errors.Is(err, context.Canceled) {
					t.Errorf("%q, %v", name, err)
				}
			}
		}()
	}
	calls.Wait()
}

func TestCloseDuringACancelledCall(t *testing.T) {
	simulator := startSimulator(t)
	for i := 0; i < 10; i++ {
		client := simulator.loggedIn()
		simulator.stall(1)
		ctx, cancel := context.WithCancel(background)
		var ending sync.WaitGroup
		ending.Add(2)
		go func() {
			defer ending.Done()
			simulator.untilStalled()
			go func() {
				defer ending.Done()
				client.Close()
			}()
			cancel()
		}()
		_, err := client.Device.GetAll(ctx, nil)
		cancelled(t, err, context.Canceled)
		ending.Wait()
		if _, err := client.Device.GetAll(ctx, nil); !errors.Is(err, balena.ErrClosed) {
			t.Errorf("after Close: %v", err)
		}
	}
}

// What a context costs a call that makes no request.
func BenchmarkCall(b *testing.B) {
	client := offline(b)
	works(b, client.Auth.LoginWithToken("key"))
	cancellable, cancel := context.WithCancel(background)
	defer cancel()
	for name, ctx := range map[string]context.Context{"Background": background, "WithCancel": cancellable} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				// The text is refused inside the library.
				if err := client.Device.Remove(ctx, "-", nil); err == nil {
					b.Fatal("removes a device that can't be")
				}
			}
		})
	}
}
