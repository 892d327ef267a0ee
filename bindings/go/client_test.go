package balena_test

import (
	"errors"
	"math"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"

	balena "github.com/libbalena/libbalena/bindings/go"
)

func TestVersion(t *testing.T) {
	if version := balena.Version(); strings.Count(version, ".") != 2 {
		t.Errorf("is %q", version)
	}
}

func TestCodesHaveTheNamesOfTheLibrary(t *testing.T) {
	names := map[balena.Code]string{
		balena.ErrDeviceNotFound: "DEVICE_NOT_FOUND", balena.ErrDNS: "DNS", balena.ErrTLS: "TLS", balena.ErrIO: "IO",
		balena.ErrOSUpdateError: "OS_UPDATE_ERROR", 12345: "UNKNOWN",
	}
	for code, name := range names {
		if code.String() != name || code.Error() != "balena: "+name {
			t.Errorf("%d is %s: %s", int32(code), code.String(), code.Error())
		}
	}
}

func TestOptionsThatNewRefuses(t *testing.T) {
	refused := map[balena.Code]balena.Options{
		balena.ErrNonAllowedOption: {"no_such_option": 1},
		balena.ErrInvalidOption:    {"api_endpoint": "ftp://example.com"},
		balena.ErrMalformedToken:   {"token": "not a token"},
		balena.ErrInvalidParameter: {"timeout_ms": math.Inf(1)},
	}
	for code, options := range refused {
		client, err := balena.New(options)
		fails(t, err, code)
		if client != nil {
			t.Errorf("%v gave a client", options)
		}
	}
}

func TestAnUnreachableServer(t *testing.T) {
	client := offline(t)
	_, err := client.Device.GetAll(background, nil)
	failure := fails(t, err, balena.ErrNetwork)
	if failure.HTTPStatus != 0 || failure.OutcomeUnknown || len(failure.Cause) == 0 {
		t.Errorf("%+v", failure)
	}
	if errors.Is(err, balena.ErrTimeout) || !strings.Contains(err.Error(), "NETWORK") {
		t.Errorf("%v", err)
	}
}

func TestTextsThatCCannotHold(t *testing.T) {
	client := offline(t)
	_, getErr := client.Device.Get(background, "1\x00", nil)
	for name, err := range map[string]error{
		"device":   getErr,
		"new_name": client.Device.Rename(background, "1", "a\x00b", nil),
		"password": client.Auth.Login(background, "user", "\x00secret", nil),
		"token":    client.Auth.LoginWithToken("secret\xff"),
	} {
		failure := fails(t, err, balena.ErrInvalidParameter)
		if !strings.HasPrefix(failure.Message, name+" ") || strings.Contains(failure.Message, "secret") {
			t.Errorf("%s: %s", name, failure.Message)
		}
	}
	// Within options a NUL is JSON's to escape, so it reaches the library.
	_, err := client.Device.GetAll(background, balena.Options{"no\x00such": 1})
	fails(t, err, balena.ErrNonAllowedOption)
	_, err = client.Device.GetAll(background, balena.Options{"$top": func() {}})
	if failure := fails(t, err, balena.ErrInvalidParameter); !strings.HasPrefix(failure.Message, "options ") {
		t.Error(failure.Message)
	}
}

func TestZeroValues(t *testing.T) {
	var client balena.Client
	_, err := client.Device.GetAll(background, nil)
	fails(t, err, balena.ErrInvalidParameter)
	fails(t, client.Auth.LoginWithToken("key"), balena.ErrInvalidParameter)
	var auth balena.Auth
	_, err = auth.GetToken()
	fails(t, err, balena.ErrInvalidParameter)
	works(t, client.Close())
	works(t, (*balena.Client)(nil).Close())
}

func TestClose(t *testing.T) {
	client := offline(t)
	section := client.Device
	works(t, client.Close())
	works(t, client.Close())
	_, err := client.Device.GenerateUUID()
	if !errors.Is(err, balena.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
	if err := section.Remove(background, "1", nil); !errors.Is(err, balena.ErrClosed) {
		t.Errorf("a section after Close: %v", err)
	}
}

func TestCloseDuringCalls(t *testing.T) {
	client := loggedIn(t)
	var calls, started sync.WaitGroup
	for i := 0; i < 8; i++ {
		calls.Add(1)
		started.Add(1)
		go func() {
			defer calls.Done()
			_, err := client.Device.GetAll(background, balena.Options{"$top": 5})
			started.Done()
			for err == nil {
				_, err = client.Device.GetAll(background, balena.Options{"$top": 5})
			}
			if !errors.Is(err, balena.ErrClosed) {
				t.Errorf("ended by %v", err)
			}
		}()
	}
	started.Wait()
	var closing sync.WaitGroup
	for i := 0; i < 2; i++ {
		closing.Add(1)
		go func() {
			defer closing.Done()
			client.Close()
		}()
	}
	closing.Wait()
	calls.Wait()
}

func TestConcurrentCalls(t *testing.T) {
	client := loggedIn(t)
	name, err := client.Auth.WhoAmI(background, nil)
	works(t, err)
	var calls sync.WaitGroup
	for i := 0; i < 8; i++ {
		calls.Add(1)
		go func() {
			defer calls.Done()
			for i := 0; i < 10; i++ {
				if again, err := client.Auth.WhoAmI(background, nil); err != nil || again != name {
					t.Errorf("%q (%v), not %q", again, err, name)
				}
				if _, err := client.Device.Get(background, nowhere, nil); !errors.Is(err, balena.ErrDeviceNotFound) {
					t.Errorf("%v", err)
				}
			}
		}()
	}
	calls.Wait()
}

// openFiles counts the descriptors of this process, by which an open connection shows.
func openFiles(t testing.TB) int {
	t.Helper()
	files, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skip("this system does not list the files that a process has open")
	}
	return len(files)
}

func TestAForgottenClientIsClosed(t *testing.T) {
	settings := balena.Options{"api_endpoint": setting(t, "BALENA_TEST_API_ENDPOINT"), "data_directory": nil}
	before := openFiles(t)
	const clients = 10
	for i := 0; i < clients; i++ {
		client, err := balena.New(settings)
		works(t, err)
		logIn(t, client)
	}
	for tries := 0; openFiles(t) >= before+clients; tries++ {
		if tries == 1000 {
			t.Fatalf("%d files are open, %d were before", openFiles(t), before)
		}
		runtime.GC()
	}
}

func TestASectionOutlivesItsClient(t *testing.T) {
	section := func() balena.Device {
		client, err := balena.New(balena.Options{"data_directory": nil})
		works(t, err)
		return client.Device
	}()
	runtime.GC()
	runtime.GC()
	_, err := section.GenerateUUID()
	works(t, err)
}
