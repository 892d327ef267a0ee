package balena_test

import (
	"context"
	"errors"
	"math"
	"testing"

	balena "github.com/libbalena/libbalena/bindings/go"
)

// with derives a client that the test closes at its end.
func with(t testing.TB, client *balena.Client, options balena.Options) *balena.Client {
	t.Helper()
	derived, err := client.With(options)
	works(t, err)
	t.Cleanup(func() { derived.Close() })
	return derived
}

func TestADerivedClientSharesTheLogin(t *testing.T) {
	client := newClient(t)
	derived := with(t, client, nil)
	logIn(t, client)
	name, err := client.Auth.WhoAmI(background, nil)
	works(t, err)
	if same, err := derived.Auth.WhoAmI(background, nil); err != nil || same != name {
		t.Errorf("%q (%v), not %q", same, err, name)
	}
	// Either may go first.
	works(t, client.Close())
	if same, err := with(t, derived, nil).Auth.WhoAmI(background, nil); err != nil || same != name {
		t.Errorf("%q (%v), not %q", same, err, name)
	}
}

func TestADerivedClientHasItsOwnDeadline(t *testing.T) {
	simulator := startSimulator(t)
	client := simulator.loggedIn()
	hurried := with(t, client, balena.Options{"timeout_ms": 50})
	calm := with(t, hurried, balena.Options{"timeout_ms": math.MaxInt32})
	simulator.stall(2)
	_, err := hurried.Device.GetAll(background, nil)
	fails(t, err, balena.ErrTimeout)
	// A deadline passes on to what is derived, also for a context.
	_, err = with(t, hurried, nil).Device.GetAll(newHandMade(), nil)
	fails(t, err, balena.ErrTimeout)
	for _, client := range []*balena.Client{client, calm} {
		_, err := client.Device.GetAll(background, nil)
		works(t, err)
	}
}

func TestOptionsThatWithRefuses(t *testing.T) {
	client := offline(t)
	refused := map[balena.Code]balena.Options{
		balena.ErrNonAllowedOption: {"token": "key"},
		balena.ErrInvalidOption:    {"timeout_ms": "soon"},
		balena.ErrInvalidParameter: {"timeout_ms": func() {}},
	}
	for code, options := range refused {
		derived, err := client.With(options)
		fails(t, err, code)
		if derived != nil {
			t.Errorf("%v gave a client", options)
		}
	}
}

func TestWithAndCancelOfClientsThatAreNone(t *testing.T) {
	for _, client := range []*balena.Client{nil, {}} {
		_, err := client.With(nil)
		fails(t, err, balena.ErrInvalidParameter)
		client.Cancel()
	}
	client := offline(t)
	works(t, client.Close())
	client.Cancel()
	if _, err := client.With(nil); !errors.Is(err, balena.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

func TestCancelEndsADerivedClientAlone(t *testing.T) {
	simulator := startSimulator(t)
	client := simulator.loggedIn()
	derived := with(t, client, nil)
	simulator.stall(1)
	go func() {
		simulator.untilStalled()
		derived.Cancel()
	}()
	// The context has no part in it.
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	for i := 0; i < 2; i++ {
		_, err := derived.Device.GetAll(ctx, nil)
		if fails(t, err, balena.ErrCancelled); errors.Is(err, context.Canceled) {
			t.Errorf("%v is the context's", err)
		}
	}
	// What makes no request goes on.
	_, err := derived.Auth.GetToken()
	works(t, err)
	_, err = client.Device.GetAll(ctx, nil)
	works(t, err)
}

func TestCancelReachesWhatIsDerived(t *testing.T) {
	simulator := startSimulator(t)
	client := simulator.loggedIn()
	derived := with(t, with(t, client, nil), nil)
	simulator.stall(2)
	failed := make(chan error)
	for _, ctx := range []context.Context{background, newHandMade()} {
		go func(ctx context.Context) {
			_, err := derived.Device.GetAll(ctx, nil)
			failed <- err
		}(ctx)
	}
	simulator.untilStalled()
	client.Cancel()
	fails(t, <-failed, balena.ErrCancelled)
	fails(t, <-failed, balena.ErrCancelled)
	_, err := with(t, client, nil).Device.GetAll(background, nil)
	fails(t, err, balena.ErrCancelled)
}

func TestCancelEndsWhatCloseWaitsFor(t *testing.T) {
	simulator := startSimulator(t)
	client := simulator.loggedIn()
	simulator.stall(1)
	closed, failed := make(chan error), make(chan error)
	go func() {
		_, err := client.Device.GetAll(background, nil)
		failed <- err
	}()
	simulator.untilStalled()
	go func() { closed <- client.Close() }()
	for err := error(nil); !errors.Is(err, balena.ErrClosed); {
		_, err = client.Auth.GetToken()
	}
	client.Cancel()
	fails(t, <-failed, balena.ErrCancelled)
	works(t, <-closed)
}
