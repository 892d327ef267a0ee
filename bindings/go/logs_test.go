package balena_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	balena "github.com/libbalena/libbalena/bindings/go"
)

// patience is how long a test waits before it has failed.
const patience = 60 * time.Second

// fleet starts a simulator with one device, and gives a client of it and the device's uuid.
func fleet(t testing.TB) (*simulator, *balena.Client, string) {
	t.Helper()
	simulator := startSimulator(t, "--fleet", "1")
	client := simulator.loggedIn()
	row := read[device](t)(client.Device.Get(background, "1", balena.Options{"$select": "uuid"}))
	return simulator, client, row.UUID
}

// write makes a device write so many lines, "PREFIX0" and so on.
func (s *simulator) write(uuid string, lines int, prefix string) {
	s.Helper()
	s.send(http.MethodPost, "_logs", map[string]any{"uuid": uuid, "lines": lines, "prefix": prefix, "from": 0})
}

// cut closes all connections.
func (s *simulator) cut() {
	s.Helper()
	s.send(http.MethodDelete, "_connections", nil)
}

// numbered are the messages of such lines.
func numbered(prefix string, from, to int) []string {
	var messages []string
	for i := from; i < to; i++ {
		messages = append(messages, prefix+strconv.Itoa(i))
	}
	return messages
}

func content(t testing.TB, line json.RawMessage) string {
	t.Helper()
	var fields struct{ Message *string }
	if err := json.Unmarshal(line, &fields); err != nil || fields.Message == nil {
		t.Errorf("%s is no line (%v)", line, err)
		return ""
	}
	return *fields.Message
}

// listening is a subscription, and what its function was told.
type listening struct {
	testing.TB
	*balena.Subscription
	told chan balena.Message
}

func listen(t testing.TB, client *balena.Client, device string, options balena.Options) *listening {
	t.Helper()
	return listenUnder(t, background, client, device, options)
}

func listenUnder(t testing.TB, ctx context.Context, client *balena.Client, device string, options balena.Options) *listening {
	t.Helper()
	told := make(chan balena.Message, 10_000)
	subscription, err := client.Logs.Subscribe(ctx, device, options, func(message balena.Message) bool {
		told <- message
		return true
	})
	works(t, err)
	return &listening{t, subscription, told}
}

func (l *listening) next() balena.Message {
	l.Helper()
	select {
	case message := <-l.told:
		return message
	case <-time.After(patience):
		l.Fatal("nothing more is told")
		return balena.Message{}
	}
}

// lines gives the next lines, without the events between them.
func (l *listening) lines(count int) []string {
	l.Helper()
	var lines []string
	for len(lines) < count {
		message := l.next()
		works(l, message.Err)
		if message.IsLine() {
			lines = append(lines, content(l, message.Document))
		}
	}
	return lines
}

// event waits for an event, before which no line may come.
func (l *listening) event(name string) balena.Message {
	l.Helper()
	for {
		message := l.next()
		works(l, message.Err)
		if message.IsLine() {
			l.Fatalf("%s comes before %s", message.Document, name)
		}
		if message.Event == name {
			return message
		}
	}
}

// end waits until it is over, and gives the error.
func (l *listening) end() error {
	l.Helper()
	return ended(l, l.Subscription)
}

func ended(t testing.TB, subscription *balena.Subscription) error {
	t.Helper()
	select {
	case <-subscription.Done():
	case <-time.After(patience):
		t.Fatal("the subscription goes on")
	}
	err := subscription.Wait()
	if subscription.Err() != err {
		t.Errorf("Err gives %v, and Wait %v", subscription.Err(), err)
	}
	return err
}

func same(t testing.TB, given, expected []string) {
	t.Helper()
	if !slices.Equal(given, expected) {
		t.Errorf("%q, not %q", given, expected)
	}
}

func TestTheHistoryOfALog(t *testing.T) {
	simulator, client, uuid := fleet(t)
	simulator.write(uuid, 5, "line ")
	lines := read[[]json.RawMessage](t)(client.Logs.History(background, "1", balena.Options{"count": 2}))
	var messages []string
	for _, line := range lines {
		messages = append(messages, content(t, line))
	}
	same(t, messages, numbered("line ", 3, 5))
	_, err := client.Logs.History(background, nowhere, nil)
	fails(t, err, balena.ErrDeviceNotFound)
}

func TestLinesComeAsTheyAreWritten(t *testing.T) {
	simulator, client, uuid := fleet(t)
	simulator.write(uuid, 3, "old ")
	live, some := listen(t, client, uuid, nil), listen(t, client, "1", balena.Options{"count": 2})
	live.event("connected")
	some.event("connected")
	simulator.write(uuid, 2, "new ")
	same(t, live.lines(2), numbered("new ", 0, 2))
	same(t, some.lines(4), append(numbered("old ", 1, 3), numbered("new ", 0, 2)...))
	if err := live.Err(); err != nil {
		t.Errorf("%v before the end", err)
	}
	// By the text that it was subscribed with, or by the uuid.
	works(t, client.Logs.Unsubscribe("1"))
	works(t, some.end())
	simulator.write(uuid, 1, "more ")
	same(t, live.lines(1), numbered("more ", 0, 1))
	works(t, client.Logs.Unsubscribe(uuid))
	works(t, live.end())
	works(t, client.Logs.Unsubscribe(uuid))
	if len(live.told) != 0 || len(some.told) != 0 {
		t.Error("more is told")
	}
}

func TestALogGoesOnWhereItWasCut(t *testing.T) {
	simulator, client, uuid := fleet(t)
	listening := listen(t, client, uuid, nil)
	listening.event("connected")
	simulator.write(uuid, 3, "before ")
	same(t, listening.lines(3), numbered("before ", 0, 3))
	simulator.order("/device/v2/", 1, map[string]any{"kind": "status", "status": 503})
	simulator.cut()
	gone := listening.event("disconnected")
	var event struct {
		Event   string
		RetryIn *int64 `json:"retry_in_ms"`
		Error   struct{ Code string }
	}
	works(t, json.Unmarshal(gone.Document, &event))
	if event.Event != "disconnected" || event.RetryIn == nil || event.Error.Code == "" {
		t.Errorf("%s", gone.Document)
	}
	simulator.write(uuid, 3, "meanwhile ")
	listening.event("connected")
	same(t, listening.lines(3), numbered("meanwhile ", 0, 3))
}

func TestTwentyThousandLinesComeInOrder(t *testing.T) {
	simulator, client, uuid := fleet(t)
	listening := listen(t, client, uuid, nil)
	listening.event("connected")
	pulled := make(chan string)
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	go pull(t, ctx, client, uuid, func(line string) bool {
		pulled <- line
		return true
	})
	for from := 0; from < 20_000; from += 500 {
		// No more at once than the service keeps, so that a cut loses none.
		body := map[string]any{"uuid": uuid, "lines": 500, "prefix": "", "from": from}
		simulator.send(http.MethodPost, "_logs", body)
		same(t, listening.lines(500), numbered("", from, from+500))
		for i := from; i < from+500; i++ {
			if line := <-pulled; line != strconv.Itoa(i) {
				t.Fatalf("%s, not %d", line, i)
			}
		}
	}
}

func TestASubscriptionIsEndedByItsFunction(t *testing.T) {
	simulator, client, uuid := fleet(t)
	simulator.write(uuid, 5, "line ")
	var told []string
	subscription, err := client.Logs.Subscribe(background, uuid, balena.Options{"count": "all"}, func(message balena.Message) bool {
		if message.IsLine() {
			told = append(told, content(t, message.Document))
		}
		return len(told) < 2
	})
	works(t, err)
	works(t, ended(t, subscription))
	same(t, told, numbered("line ", 0, 2))
}

func TestAFunctionMayUnsubscribeAndCloseItsClient(t *testing.T) {
	simulator, outer, uuid := fleet(t)
	simulator.write(uuid, 3, "line ")
	ends := map[string]func(*balena.Client) error{
		"Unsubscribe":    func(client *balena.Client) error { return client.Logs.Unsubscribe(uuid) },
		"UnsubscribeAll": func(client *balena.Client) error { return client.Logs.UnsubscribeAll() },
		"Close":          (*balena.Client).Close,
		"Cancel": func(client *balena.Client) error {
			client.Cancel()
			return nil
		},
	}
	whys := map[string]error{"Close": balena.ErrClosed, "Cancel": balena.ErrCancelled}
	for name, end := range ends {
		client := with(t, outer, nil)
		other := listen(t, client, uuid, nil)
		told := 0
		subscription, err := client.Logs.Subscribe(background, uuid, balena.Options{"count": "all"}, func(message balena.Message) bool {
			if message.IsLine() {
				told++
				works(t, end(client))
			}
			return true
		})
		works(t, err)
		if err := ended(t, subscription); !errors.Is(err, whys[name]) {
			t.Errorf("%s: %v", name, err)
		}
		if err := other.end(); !errors.Is(err, whys[name]) {
			t.Errorf("%s: %v", name, err)
		}
		if told != 1 && name != "Cancel" {
			t.Errorf("%s: %d lines", name, told)
		}
	}
}

func TestNoCallFollowsAnUnsubscribe(t *testing.T) {
	simulator, client, uuid := fleet(t)
	simulator.send(http.MethodPost, "_logs", map[string]any{"uuid": uuid, "lines": 1_000_000, "rate_per_s": 10_000})
	for i := 0; i < 20; i++ {
		var over atomic.Bool
		enough := make(chan struct{})
		told := 0
		subscription, err := client.Logs.Subscribe(background, uuid, nil, func(balena.Message) bool {
			if over.Load() {
				t.Error("a call after the unsubscribe")
			}
			if told++; told == 20 {
				close(enough)
			}
			return true
		})
		works(t, err)
		<-enough
		works(t, client.Logs.Unsubscribe(uuid))
		over.Store(true)
		select {
		case <-subscription.Done():
			works(t, subscription.Err())
		default:
			t.Error("is not over after the unsubscribe")
		}
	}
}

func TestAPanicEndsItsOwnSubscriptionAlone(t *testing.T) {
	simulator, client, uuid := fleet(t)
	other := listen(t, client, uuid, nil)
	var nothing *device
	panics := map[string]func() bool{
		"a value":                     func() bool { panic("a value") },
		errShutdown.Error():           func() bool { panic(errShutdown) },
		"nil pointer dereference":     func() bool { return nothing.Connected },
		"panic called with nil argum": func() bool { panic(nil) },
	}
	for what, panicking := range panics {
		subscription, err := client.Logs.Subscribe(background, uuid, nil, func(balena.Message) bool { return panicking() })
		works(t, err)
		err = ended(t, subscription)
		var failure *balena.PanicError
		if !errors.As(err, &failure) || !errors.Is(err, balena.ErrPanic) {
			t.Fatalf("%s gives %v", what, err)
		}
		if !strings.Contains(err.Error(), what) || !strings.Contains(string(failure.Stack), "logs_test.go") {
			t.Error(err)
		}
		if value, ok := failure.Value.(error); ok && !errors.Is(err, value) {
			t.Errorf("%v is not %v", err, value)
		}
	}
	other.event("connected")
	simulator.write(uuid, 1, "line ")
	same(t, other.lines(1), numbered("line ", 0, 1))
}

func TestAContextEndsASubscription(t *testing.T) {
	simulator, client, uuid := fleet(t)
	other := listen(t, client, uuid, nil)
	ctx, cancel := context.WithCancelCause(background)
	listening := listenUnder(t, ctx, client, uuid, nil)
	listening.event("connected")
	cancel(errShutdown)
	cancelled(t, listening.end(), context.Canceled, errShutdown)

	ctx, cancelDeadline := context.WithTimeout(background, 50*time.Millisecond)
	defer cancelDeadline()
	cancelled(t, listenUnder(t, ctx, client, uuid, nil).end(), context.DeadlineExceeded)

	foreign := newHandMade()
	listening = listenUnder(t, foreign, client, uuid, nil)
	foreign.end(context.DeadlineExceeded)
	cancelled(t, listening.end(), context.DeadlineExceeded)

	// While the device is looked for.
	simulator.stall(1)
	ctx, stop := context.WithCancel(background)
	go func() {
		simulator.untilStalled()
		stop()
	}()
	each := func(balena.Message) bool {
		t.Error("is called")
		return true
	}
	_, err := client.Logs.Subscribe(ctx, uuid, nil, each)
	cancelled(t, err, context.Canceled)
	_, err = client.Logs.Subscribe(ctx, uuid, nil, each)
	cancelled(t, err, context.Canceled)

	other.event("connected")
	simulator.write(uuid, 1, "line ")
	same(t, other.lines(1), numbered("line ", 0, 1))
}

func TestAContextForgetsASubscriptionThatIsOver(t *testing.T) {
	_, client, uuid := fleet(t)
	ctx := &counting{handMade: newHandMade()}
	listening := listenUnder(t, ctx, client, uuid, nil)
	works(t, client.Logs.UnsubscribeAll())
	works(t, listening.end())
	_, err := client.Logs.Subscribe(ctx, nowhere, nil, func(balena.Message) bool { return true })
	fails(t, err, balena.ErrDeviceNotFound)
	if ctx.waiting.Load() != 0 || ctx.waited.Load() != 2 {
		t.Errorf("%d subscriptions of %d are waiting", ctx.waiting.Load(), ctx.waited.Load())
	}
}

func TestACancelledClientEndsItsSubscriptions(t *testing.T) {
	simulator, client, uuid := fleet(t)
	derived := with(t, client, nil)
	own, onDerived := listen(t, client, uuid, nil), listen(t, derived, uuid, nil)
	derived.Cancel()
	if err := fails(t, onDerived.end(), balena.ErrCancelled); errors.Is(err, context.Canceled) {
		t.Errorf("%v is the context's", err)
	}
	own.event("connected")
	simulator.write(uuid, 1, "line ")
	same(t, own.lines(1), numbered("line ", 0, 1))
	client.Cancel()
	fails(t, own.end(), balena.ErrCancelled)
}

func TestCloseEndsSubscriptionsAndNoOthers(t *testing.T) {
	simulator, client, uuid := fleet(t)
	derived := with(t, client, nil)
	own, onDerived := listen(t, client, uuid, nil), listen(t, derived, uuid, nil)
	// Unsubscribing is the own client's affair too.
	onDerived.event("connected")
	works(t, client.Logs.UnsubscribeAll())
	works(t, own.end())
	own = listen(t, client, uuid, nil)
	works(t, client.Close())
	select {
	case <-own.Done():
	default:
		t.Error("goes on after Close")
	}
	if err := own.Err(); err != balena.ErrClosed {
		t.Error(err)
	}
	if err := client.Logs.UnsubscribeAll(); !errors.Is(err, balena.ErrClosed) {
		t.Error(err)
	}
	simulator.write(uuid, 1, "line ")
	same(t, onDerived.lines(1), numbered("line ", 0, 1))
}

func TestAnErrorThatNothingMendsEndsASubscription(t *testing.T) {
	simulator, client, uuid := fleet(t)
	simulator.answer("/device/v2/", http.StatusNotFound, `"no"`)
	listening := listen(t, client, uuid, nil)
	failure := fails(t, listening.end(), balena.ErrRequestError)
	if failure.HTTPStatus != http.StatusNotFound || !strings.Contains(failure.Request, "stream=1") {
		t.Errorf("%+v of %s", failure, failure.Request)
	}
	if message := listening.next(); message.Err != error(failure) || message.IsLine() || len(listening.told) != 0 {
		t.Errorf("%+v", message)
	}
	simulator.answer("/device/v2/", http.StatusUnauthorized, `"no"`)
	fails(t, listen(t, client, uuid, nil).end(), balena.ErrUnauthorized)
}

func TestWhatSubscribeRefuses(t *testing.T) {
	_, client, uuid := fleet(t)
	each := func(balena.Message) bool {
		t.Error("is called")
		return true
	}
	for code, options := range map[balena.Code]balena.Options{
		balena.ErrInvalidOption:    {"count": "some"},
		balena.ErrNonAllowedOption: {"colour": "red"},
		balena.ErrInvalidParameter: {"count": func() {}},
	} {
		fails(t, failure(client.Logs.Subscribe(background, uuid, options, each)), code)
	}
	fails(t, failure(client.Logs.Subscribe(background, nowhere, nil, each)), balena.ErrDeviceNotFound)
	fails(t, failure(client.Logs.Subscribe(background, "a\x00b", nil, each)), balena.ErrInvalidParameter)
	fails(t, failure(client.Logs.Subscribe(nil, uuid, nil, each)), balena.ErrInvalidParameter)
	fails(t, failure(client.Logs.Subscribe(background, uuid, nil, nil)), balena.ErrInvalidParameter)
	fails(t, failure(balena.Logs{}.Subscribe(background, uuid, nil, each)), balena.ErrInvalidParameter)
	fails(t, balena.Logs{}.UnsubscribeAll(), balena.ErrInvalidParameter)
	fails(t, client.Logs.Unsubscribe("a\x00b"), balena.ErrInvalidParameter)
	works(t, client.Close())
	if err := failure(client.Logs.Subscribe(background, uuid, nil, each)); !errors.Is(err, balena.ErrClosed) {
		t.Error(err)
	}
}

// collected waits until the garbage collector has found something.
func collected(t testing.TB, found <-chan struct{}) {
	t.Helper()
	for late := time.After(patience); ; runtime.GC() {
		select {
		case <-found:
			return
		case <-late:
			t.Fatal("is never forgotten")
		default:
		}
	}
}

func TestAFunctionIsForgottenWhenItsSubscriptionIsOver(t *testing.T) {
	_, client, uuid := fleet(t)
	subscribe := func(device string) (<-chan struct{}, error) {
		found, kept := make(chan struct{}), new([64]byte)
		runtime.SetFinalizer(kept, func(*[64]byte) { close(found) })
		_, err := client.Logs.Subscribe(background, device, nil, func(balena.Message) bool { return kept != nil })
		return found, err
	}
	found, err := subscribe(uuid)
	works(t, err)
	works(t, client.Logs.UnsubscribeAll())
	collected(t, found)
	found, err = subscribe(nowhere)
	fails(t, err, balena.ErrDeviceNotFound)
	collected(t, found)
}

func TestASubscriptionKeepsItsClient(t *testing.T) {
	simulator, client, uuid := fleet(t)
	listening := func() *listening {
		derived, err := client.With(nil)
		works(t, err)
		return listen(t, derived, uuid, nil)
	}()
	found := make(chan struct{})
	runtime.SetFinalizer(new([64]byte), func(*[64]byte) { close(found) })
	collected(t, found)
	runtime.GC()
	listening.event("connected")
	simulator.write(uuid, 1, "line ")
	same(t, listening.lines(1), numbered("line ", 0, 1))
}

// pull runs a loop over the lines of a log that are there and come, and gives its error.
func pull(t testing.TB, ctx context.Context, client *balena.Client, device string, body func(line string) bool) error {
	t.Helper()
	var last error
	client.Logs.Lines(ctx, device, balena.Options{"count": "all"})(func(line json.RawMessage, err error) bool {
		if last != nil {
			t.Errorf("goes on after %v", last)
		}
		if last = err; err != nil {
			if line != nil {
				t.Errorf("%s beside %v", line, err)
			}
			return true
		}
		return body(content(t, line))
	})
	return last
}

func TestALoopOverLines(t *testing.T) {
	simulator, client, uuid := fleet(t)
	simulator.write(uuid, 900, "line ")
	var lines []string
	works(t, pull(t, background, client, uuid, func(line string) bool {
		lines = append(lines, line)
		return len(lines) < 900
	}))
	same(t, lines, numbered("line ", 0, 900))

	// What ends it from within, while more waits than its queue holds.
	ctx, cancel := context.WithCancelCause(background)
	derived := with(t, client, nil)
	ends := []struct {
		client *balena.Client
		end    func()
		why    error
	}{
		{client, func() { works(t, client.Logs.Unsubscribe(uuid)) }, nil},
		{client, func() { works(t, client.Logs.UnsubscribeAll()) }, nil},
		{client, func() { cancel(errShutdown) }, errShutdown},
		{derived, func() { works(t, derived.Close()) }, balena.ErrClosed},
	}
	for i, one := range ends {
		lines := 0
		err := pull(t, ctx, one.client, uuid, func(string) bool {
			if lines++; lines == 100 {
				one.end()
			}
			return true
		})
		if !errors.Is(err, one.why) || lines != 100 {
			t.Errorf("%d: %v after %d lines", i, err, lines)
		}
		if one.why == errShutdown {
			cancelled(t, err, context.Canceled, errShutdown)
			cancelled(t, pull(t, ctx, client, uuid, nil), context.Canceled, errShutdown)
			ctx = background
		}
	}

	// An error comes behind the lines before it.
	simulator.answer("/device/v2/", http.StatusNotFound, `"no"`)
	fails(t, pull(t, background, client, uuid, nil), balena.ErrRequestError)
	fails(t, pull(t, background, client, nowhere, nil), balena.ErrDeviceNotFound)

	func() {
		defer func() {
			if value := recover(); !reflect.DeepEqual(value, errShutdown) {
				t.Error(value)
			}
		}()
		pull(t, background, client, uuid, func(string) bool { panic(errShutdown) })
	}()
	works(t, client.Close())
	if err := pull(t, background, client, uuid, nil); !errors.Is(err, balena.ErrClosed) {
		t.Error(err)
	}
}

func TestAContextEndsALoopThatWaits(t *testing.T) {
	_, client, uuid := fleet(t)
	ctx, cancel := context.WithCancel(background)
	time.AfterFunc(20*time.Millisecond, cancel)
	cancelled(t, pull(t, ctx, client, uuid, nil), context.Canceled)
}

func TestASlowLoopHoldsUpItsOwnStreamAlone(t *testing.T) {
	simulator, client, uuid := fleet(t)
	begun, wait := make(chan struct{}), make(chan struct{})
	slow := make(chan error)
	go func() {
		lines := 0
		slow <- pull(t, background, client, uuid, func(line string) bool {
			if lines == 0 {
				close(begun)
				<-wait
			}
			if line != "line "+strconv.Itoa(lines) {
				t.Errorf("%s, not line %d", line, lines)
			}
			lines++
			return lines < 901
		})
	}()
	quick := listen(t, client, uuid, balena.Options{"count": "all"})
	quick.event("connected")
	simulator.write(uuid, 1, "line ")
	<-begun
	simulator.send(http.MethodPost, "_logs", map[string]any{"uuid": uuid, "lines": 900, "prefix": "line ", "from": 1})
	same(t, quick.lines(901), numbered("line ", 0, 901))
	// What ends another subscription passes a stream by that is held up.
	works(t, client.Logs.Unsubscribe("1"))
	close(wait)
	works(t, <-slow)
}

func TestSubscriptionsEndAtAnyMoment(t *testing.T) {
	simulator, outer, uuid := fleet(t)
	simulator.send(http.MethodPost, "_logs", map[string]any{"uuid": uuid, "lines": 1_000_000, "rate_per_s": 1000})
	for i := 0; i < 10; i++ {
		client := with(t, outer, nil)
		ctx, cancel := context.WithCancel(background)
		ends := []func(){cancel, client.Cancel, func() { client.Close() }, func() { client.Logs.UnsubscribeAll() }}
		isExpected := func(err error) bool {
			return err == nil || errors.Is(err, balena.ErrCancelled) || errors.Is(err, balena.ErrClosed)
		}
		var work sync.WaitGroup
		for j := 0; j < 16; j++ {
			work.Add(2)
			go func() {
				defer work.Done()
				subscription, err := client.Logs.Subscribe(ctx, uuid, nil, func(balena.Message) bool { return true })
				if err == nil {
					err = subscription.Wait()
				}
				if !isExpected(err) {
					t.Error(err)
				}
			}()
			go func() {
				defer work.Done()
				if err := pull(t, ctx, client, uuid, func(string) bool { return true }); !isExpected(err) {
					t.Error(err)
				}
			}()
		}
		for j := range ends {
			end := ends[(i+j)%len(ends)]
			go end()
		}
		// What was begun behind an UnsubscribeAll goes on until one of the others ends it.
		work.Wait()
	}
}
