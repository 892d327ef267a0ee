package balena_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	balena "github.com/libbalena/libbalena/bindings/go"
)

// walk hands on the ids of rows until each gives false, and gives the error.
type walk func(ctx context.Context, options balena.Options, each func(id int64) bool) error

// enumerated is what such functions as [balena.Device.Enumerate] give.
type enumerated func(yield func(json.RawMessage, error) bool)

// walks are both ways over the devices.
func walks(t testing.TB, client *balena.Client) map[string]walk {
	return map[string]walk{
		"function": func(ctx context.Context, options balena.Options, each func(int64) bool) error {
			return failure(client.Device.ForEach(ctx, options, func(row json.RawMessage) bool { return each(idOf(t, row)) }))
		},
		"loop": func(ctx context.Context, options balena.Options, each func(int64) bool) error {
			return over(t, client.Device.Enumerate(ctx, options), each)
		},
	}
}

// over is a loop that ends when each gives false.
func over(t testing.TB, rows enumerated, each func(id int64) bool) (failed error) {
	t.Helper()
	isOver := false
	rows(func(row json.RawMessage, err error) bool {
		if isOver {
			t.Error("goes on behind the end")
		}
		if err != nil {
			if row != nil {
				t.Errorf("%s comes with %v", row, err)
			}
			failed, isOver = err, true
			return true
		}
		isOver = !each(idOf(t, row))
		return !isOver
	})
	return failed
}

func idOf(t testing.TB, row json.RawMessage) int64 {
	t.Helper()
	var fields struct{ ID int64 }
	if err := json.Unmarshal(row, &fields); err != nil || fields.ID == 0 {
		t.Errorf("%s has no id (%v)", row, err)
	}
	return fields.ID
}

// into adds ids to a list.
func into(ids *[]int64) func(int64) bool {
	return func(id int64) bool {
		*ids = append(*ids, id)
		return true
	}
}

// are checks ids.
func are(t testing.TB, given []int64, expected ...int64) {
	t.Helper()
	if !slices.Equal(given, expected) {
		t.Errorf("%d, not %d", given, expected)
	}
}

// walked is what a walk by a function gives.
type walked struct {
	Count    int
	Last     *int64
	Complete bool
}

func TestEachRowComesOnceAndInOrder(t *testing.T) {
	client := startSimulator(t, "--fleet", "7").loggedIn()
	for way, walk := range walks(t, client) {
		for _, size := range []int{1, 2, 7, 8, 1000} {
			var ids []int64
			if works(t, walk(background, balena.Options{"page_size": size}, into(&ids))); !slices.Equal(ids, []int64{1, 2, 3, 4, 5, 6, 7}) {
				t.Errorf("%s by %d: %d", way, size, ids)
			}
		}
		works(t, walk(background, balena.Options{"$filter": "id lt 0"}, func(id int64) bool {
			t.Errorf("%d is none", id)
			return true
		}))
	}
	each := func(json.RawMessage) bool { return true }
	if all := read[walked](t)(client.Device.ForEach(background, nil, each)); all.Count != 7 || *all.Last != 7 || !all.Complete {
		t.Errorf("walked %+v", all)
	}
	none := result[json.RawMessage](t)(client.Device.ForEach(background, balena.Options{"$filter": "id lt 0"}, each))
	if string(none) != `{"count":0,"last":null,"complete":true}` {
		t.Errorf("walked %s", none)
	}
}

func TestWalksOfEverySection(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	newDevice(t, client, home)
	for i := 1; i <= 3; i++ {
		newRelease(t, client, home, strings.Repeat(strconv.Itoa(i), 32), "success")
	}
	options := balena.Options{"$select": "id"}
	type rows = []struct{ ID int64 }
	for section, one := range map[string]struct {
		list rows
		push func(func(json.RawMessage) bool) (json.RawMessage, error)
		pull enumerated
	}{
		"Device": {
			read[rows](t)(client.Device.GetAll(background, options)),
			func(each func(json.RawMessage) bool) (json.RawMessage, error) {
				return client.Device.ForEach(background, options, each)
			},
			client.Device.Enumerate(background, options),
		},
		"Application": {
			read[rows](t)(client.Application.GetAll(background, options)),
			func(each func(json.RawMessage) bool) (json.RawMessage, error) {
				return client.Application.ForEach(background, options, each)
			},
			client.Application.Enumerate(background, options),
		},
		"Release": {
			read[rows](t)(client.Release.GetAllByApplication(background, home.Slug, options)),
			func(each func(json.RawMessage) bool) (json.RawMessage, error) {
				return client.Release.ForEach(background, home.Slug, options, each)
			},
			client.Release.Enumerate(background, home.Slug, options),
		},
	} {
		var listed, pushed, pulled []int64
		for _, row := range one.list {
			listed = append(listed, row.ID)
		}
		slices.Sort(listed)
		read[walked](t)(one.push(func(row json.RawMessage) bool { return into(&pushed)(idOf(t, row)) }))
		works(t, over(t, one.pull, into(&pulled)))
		if !slices.Equal(pushed, listed) || !slices.Equal(pulled, listed) || len(listed) == 0 {
			t.Errorf("%s: %d and %d, not %d", section, pushed, pulled, listed)
		}
	}
}

func TestAPageIsAskedForWhenItsFirstRowIsWanted(t *testing.T) {
	simulator := startSimulator(t, "--fleet", "5")
	client := simulator.loggedIn()
	before := len(simulator.journal())
	rows := client.Device.Enumerate(background, balena.Options{"page_size": 2})
	// Each loop begins anew.
	for i := 0; i < 2; i++ {
		var asked []int64
		count := func() int64 { return int64(len(simulator.journal()) - before) }
		are(t, []int64{count()}, 0)
		works(t, over(t, rows, func(int64) bool {
			asked = append(asked, count())
			return true
		}))
		// The last page was not full.
		are(t, append(asked, count()), 1, 1, 2, 2, 3, 3)
		before += 3
	}
	works(t, over(t, rows, func(int64) bool { return false }))
	if asked := len(simulator.journal()) - before; asked != 1 {
		t.Errorf("a loop that was left asked %d times", asked)
	}
}

func TestAWalkThatStoppedIsGoneOnWithBehindItsLastRow(t *testing.T) {
	client := startSimulator(t, "--fleet", "5").loggedIn()
	var ids []int64
	stopped := read[walked](t)(client.Device.ForEach(background, balena.Options{"page_size": 2}, func(row json.RawMessage) bool {
		return into(&ids)(idOf(t, row)) && len(ids) < 3
	}))
	if stopped.Count != 3 || *stopped.Last != 3 || stopped.Complete {
		t.Errorf("walked %+v", stopped)
	}
	are(t, ids, 1, 2, 3)
	for _, walk := range walks(t, client) {
		var rest []int64
		works(t, walk(background, balena.Options{"after": stopped.Last}, into(&rest)))
		are(t, rest, 4, 5)
	}
}

func TestTheCallersOptionsHoldForEachPage(t *testing.T) {
	client := startSimulator(t, "--fleet", "6").loggedIn()
	client.Device.Enumerate(background, balena.Options{"$select": "uuid", "page_size": 2})(func(row json.RawMessage, err error) bool {
		works(t, err)
		var fields map[string]any
		works(t, json.Unmarshal(row, &fields))
		if len(fields) != 2 || fields["id"] == nil || fields["uuid"] == nil {
			t.Errorf("came %s", row)
		}
		return true
	})
	for _, walk := range walks(t, client) {
		for pages, expected := range map[any]int{
			1: 2, 2: 4, 3: 5, 4: 5, uint64(math.MaxUint64): 5, json.Number("2"): 4, nil: 5,
		} {
			var ids []int64
			options := balena.Options{"$filter": "id gt 0", "page_size": 2, "after": 1, "pages": pages}
			works(t, walk(background, options, into(&ids)))
			are(t, ids, []int64{2, 3, 4, 5, 6}[:expected]...)
			if len(options) != 4 || options["after"] != 1 || options["pages"] != pages {
				t.Errorf("the options are %v now", options)
			}
		}
	}
}

func TestWalksThatAreRefusedBeforeAnythingIsSent(t *testing.T) {
	client := offline(t)
	never := func(int64) bool {
		t.Error("was called")
		return true
	}
	for way, walk := range walks(t, client) {
		for _, refused := range []struct {
			code    balena.Code
			options balena.Options
		}{
			{balena.ErrInvalidOption, balena.Options{"page_size": 0}},
			{balena.ErrInvalidOption, balena.Options{"pages": 0}},
			{balena.ErrInvalidOption, balena.Options{"pages": -1}},
			{balena.ErrInvalidOption, balena.Options{"pages": 1.5}},
			{balena.ErrInvalidOption, balena.Options{"pages": []int{1}}},
			{balena.ErrInvalidOption, balena.Options{"after": "x"}},
			{balena.ErrNonAllowedOption, balena.Options{"$top": 1}},
			{balena.ErrInvalidParameter, balena.Options{"pages": func() {}}},
			{balena.ErrInvalidParameter, balena.Options{"after": func() {}}},
		} {
			failure := fails(t, walk(background, refused.options, never), refused.code)
			for name := range refused.options {
				if refused.code != balena.ErrInvalidParameter && !strings.Contains(failure.Message, name) {
					t.Errorf("%s: %v", way, failure)
				}
			}
		}
		fails(t, walk(nil, nil, never), balena.ErrInvalidParameter)
		done, cancel := context.WithCancel(background)
		cancel()
		cancelled(t, walk(done, nil, never), context.Canceled)
	}
	if failure := fails(t, failure(client.Device.ForEach(background, nil, nil)), balena.ErrInvalidParameter); !strings.HasPrefix(failure.Message, "each ") {
		t.Error(failure)
	}
	each := func(json.RawMessage) bool { return never(0) }
	fails(t, failure(client.Release.ForEach(background, "a\x00", nil, each)), balena.ErrInvalidParameter)
	fails(t, over(t, client.Release.Enumerate(background, "", nil), never), balena.ErrInvalidParameter)
}

func TestWalksThatFail(t *testing.T) {
	simulator := startSimulator(t, "--fleet", "4")
	client := simulator.loggedIn()
	each := func(json.RawMessage) bool { return true }
	fails(t, failure(client.Release.ForEach(background, "no/such", nil, each)), balena.ErrApplicationNotFound)
	rows := client.Release.Enumerate(background, "no/such", nil)
	fails(t, over(t, rows, func(int64) bool { return true }), balena.ErrApplicationNotFound)
	for _, walk := range walks(t, client) {
		var ids []int64
		err := walk(background, balena.Options{"page_size": 2}, func(id int64) bool {
			if id == 2 {
				simulator.answer("/v7/device", 400, `"no"`)
			}
			return into(&ids)(id)
		})
		if failure := fails(t, err, balena.ErrRequestError); failure.HTTPStatus != 400 {
			t.Errorf("%+v", failure)
		}
		are(t, ids, 1, 2)
	}
	for _, walk := range walks(t, simulator.client()) {
		fails(t, walk(background, nil, func(int64) bool { return true }), balena.ErrUnauthorized)
	}
}

func TestAPanicEndsItsWalk(t *testing.T) {
	client := startSimulator(t, "--fleet", "3").loggedIn()
	calls := 0
	for _, value := range []any{"a value", errShutdown} {
		document, err := client.Device.ForEach(background, nil, func(json.RawMessage) bool {
			calls++
			panic(value)
		})
		panicked(t, err, value, "rows_test.go")
		if document != nil {
			t.Errorf("gave %s", document)
		}
	}
	if calls != 2 {
		t.Errorf("was called %d times", calls)
	}
	// The body of a loop runs in the caller's own frames.
	func() {
		defer func() {
			if value := recover(); value != errShutdown {
				t.Errorf("recovered %v", value)
			}
		}()
		over(t, client.Device.Enumerate(background, nil), func(int64) bool { panic(errShutdown) })
	}()
	for _, walk := range walks(t, client) {
		var ids []int64
		works(t, walk(background, nil, into(&ids)))
		are(t, ids, 1, 2, 3)
	}
}

// panicked checks the error of a call whose function panicked.
func panicked(t testing.TB, err error, value any, file string) {
	t.Helper()
	var failure *balena.PanicError
	if !errors.As(err, &failure) || !errors.Is(err, balena.ErrPanic) {
		t.Fatalf("gives %v", err)
	}
	if failure.Value != value || !strings.Contains(err.Error(), fmt.Sprint(value)) || !strings.Contains(string(failure.Stack), file) {
		t.Error(err)
	}
	if value, ok := value.(error); ok && !errors.Is(err, value) {
		t.Errorf("%v is not %v", err, value)
	}
}

func TestTheFunctionOfAWalkMayCallThePackage(t *testing.T) {
	client := startSimulator(t, "--fleet", "3").loggedIn()
	for _, walk := range walks(t, client) {
		var outer, inner []int64
		works(t, walk(background, balena.Options{"page_size": 2}, func(id int64) bool {
			if same := read[device](t)(client.Device.Get(background, reference(id), nil)); same.ID != id {
				t.Errorf("%d is not %d", same.ID, id)
			}
			for _, walk := range walks(t, client) {
				works(t, walk(background, nil, into(&inner)))
			}
			return into(&outer)(id)
		}))
		are(t, outer, 1, 2, 3)
		if len(inner) != 18 {
			t.Errorf("the walks within have %d", inner)
		}
	}
}

func TestAContextEndsAWalkFromWithin(t *testing.T) {
	client := startSimulator(t, "--fleet", "5").loggedIn()
	for _, walk := range walks(t, client) {
		ctx, cancel := context.WithCancelCause(background)
		var ids []int64
		err := walk(ctx, balena.Options{"page_size": 3}, func(id int64) bool {
			if id == 2 {
				cancel(errShutdown)
			}
			return into(&ids)(id)
		})
		cancelled(t, err, context.Canceled, errShutdown)
		are(t, ids, 1, 2)
	}
}

func TestAContextEndsAWalkThatWaits(t *testing.T) {
	simulator := startSimulator(t, "--fleet", "4")
	client := simulator.loggedIn()
	for _, walk := range walks(t, client) {
		ctx, cancel := context.WithCancel(background)
		var ids []int64
		err := walk(ctx, balena.Options{"page_size": 1}, func(id int64) bool {
			if id == 2 {
				simulator.stall(1)
				go func() {
					simulator.untilStalled()
					cancel()
				}()
			}
			return into(&ids)(id)
		})
		cancelled(t, err, context.Canceled)
		are(t, ids, 1, 2)
	}
}

func TestAClientThatEndsMeanwhile(t *testing.T) {
	client := startSimulator(t, "--fleet", "4").loggedIn()
	for way := range walks(t, client) {
		derived := with(t, client, nil)
		var ids []int64
		err := walks(t, derived)[way](background, balena.Options{"page_size": 2}, func(id int64) bool {
			derived.Cancel()
			return into(&ids)(id)
		})
		fails(t, err, balena.ErrCancelled)
		are(t, ids, 1, 2)
	}
	// A loop holds its client within the calls alone.
	derived := with(t, client, nil)
	err := walks(t, derived)["loop"](background, balena.Options{"page_size": 2}, func(int64) bool {
		works(t, derived.Close())
		return true
	})
	if !errors.Is(err, balena.ErrClosed) {
		t.Errorf("gave %v", err)
	}
}

func TestRowsThatComeAndGoBetweenPagesMoveNoOthers(t *testing.T) {
	for way := range walks(t, nil) {
		client := startSimulator(t, "--fleet", "6").loggedIn()
		home := read[application](t)(client.Application.Get(background, "admin/fleet", nil))
		var ids []int64
		var added device
		works(t, walks(t, client)[way](background, balena.Options{"page_size": 2}, func(id int64) bool {
			if id == 2 {
				// One that came goes, one that did not, and one comes.
				works(t, client.Device.Remove(background, "1", nil))
				works(t, client.Device.Remove(background, "4", nil))
				added = newDevice(t, client, home)
			}
			return into(&ids)(id)
		}))
		are(t, ids, 1, 2, 3, 5, 6, added.ID)
	}
}

// The walks are made in processes of their own, in whose memory nothing else has been, and in which all
// threads share what the C allocator keeps: a goroutine makes its calls now on this one, now on that.
func TestTwentyThousandDevicesInSixteenMegabytes(t *testing.T) {
	const devices, most = 20_000, 16 << 10
	if way := os.Getenv("BALENA_TEST_WALK"); way != "" {
		client := made(t, balena.Options{
			"api_endpoint": os.Getenv("BALENA_TEST_WALK_ENDPOINT"), "token": os.Getenv("BALENA_TEST_WALK_TOKEN"), "data_directory": nil,
		})
		walk := walks(t, client)[way]
		var last int64
		count := 0
		each := func(id int64) bool {
			if id <= last {
				t.Errorf("%d comes behind %d", id, last)
			}
			last = id
			count++
			return true
		}
		works(t, walk(background, balena.Options{"pages": 1, "page_size": 1}, each))
		works(t, os.WriteFile("/proc/self/clear_refs", []byte("5"), 0))
		before := kilobytes(t, "VmRSS")
		works(t, walk(background, balena.Options{"after": last}, each))
		if count != devices {
			t.Errorf("%d devices came", count)
		}
		grown := kilobytes(t, "VmHWM") - before
		t.Logf("by a %s it grew by %d kB", way, grown)
		// The race detector and AddressSanitizer keep bytes of their own for each.
		if grown >= most && !isInstrumented {
			t.Errorf("grew by %d kB", grown)
		}
		return
	}
	simulator := startSimulator(t, "--fleet", strconv.Itoa(devices))
	client := simulator.loggedIn()
	token := result[string](t)(client.Auth.GetToken())
	for way := range walks(t, client) {
		process := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
		process.Env = append(os.Environ(),
			"GOGC=100", "MALLOC_ARENA_MAX=1", "BALENA_TEST_WALK="+way, "BALENA_TEST_WALK_ENDPOINT="+simulator.endpoint, "BALENA_TEST_WALK_TOKEN="+token)
		printed, err := process.CombinedOutput()
		if grown := regexp.MustCompile(`by a .*`).Find(printed); err != nil || grown == nil {
			t.Errorf("%v: %s", err, printed)
		} else {
			t.Logf("%s", grown)
		}
	}
}

// kilobytes reads a number of what the kernel says of this process.
func kilobytes(t testing.TB, name string) int {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	works(t, err)
	_, rest, _ := strings.Cut(string(status), "\n"+name+":")
	return result[int](t)(strconv.Atoi(strings.Fields(rest)[0]))
}
