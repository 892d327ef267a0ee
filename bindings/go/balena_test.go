package balena_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	balena "github.com/libbalena/libbalena/bindings/go"
)

var background = context.Background()

// nowhere is the uuid of nothing, noID the id of nothing, and largeID too: one that a float64 does not hold.
const (
	nowhere       = "00000000000000000000000000000000"
	noID          = "2147483647"
	largeID int64 = 1<<53 + 1
)

// awkward is a text that has to come back as it was sent.
const awkward = "O'Brien & \"Söhne\" 🐳 %27 + #1\nline two\\"

// setting gives a variable that the simulator sets for the programs that it starts.
func setting(t testing.TB, name string) string {
	t.Helper()
	value := os.Getenv(name)
	if value == "" {
		t.Fatalf("%s is not set: run the tests by balena-simulator --cloud -- go test ./...", name)
	}
	return value
}

// newClient makes a client of the tested server that keeps its login in memory.
func newClient(t testing.TB) *balena.Client {
	t.Helper()
	return made(t, balena.Options{"api_endpoint": setting(t, "BALENA_TEST_API_ENDPOINT"), "data_directory": nil})
}

// loggedIn makes a client of the tested server and logs it in.
func loggedIn(t testing.TB) *balena.Client {
	t.Helper()
	client := newClient(t)
	logIn(t, client)
	return client
}

func logIn(t testing.TB, client *balena.Client) {
	t.Helper()
	works(t, client.Auth.Login(background, setting(t, "BALENA_TEST_USERNAME"), setting(t, "BALENA_TEST_PASSWORD"), nil))
}

// offline makes a client of a server that nobody can reach.
func offline(t testing.TB) *balena.Client {
	t.Helper()
	return made(t, balena.Options{"api_endpoint": "http://127.0.0.1:1", "data_directory": nil, "token": "key"})
}

func made(t testing.TB, options balena.Options) *balena.Client {
	t.Helper()
	client, err := balena.New(options)
	works(t, err)
	t.Cleanup(func() { client.Close() })
	return client
}

func works(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// fails checks the error of a call, and that it is whole.
func fails(t testing.TB, err error, code balena.Code) *balena.Error {
	t.Helper()
	if !errors.Is(err, code) {
		t.Fatalf("gave %v, not %v", err, code)
	}
	var failure *balena.Error
	if !errors.As(err, &failure) {
		t.Fatalf("%v is no *balena.Error", err)
	}
	var document struct{ Code string }
	works(t, json.Unmarshal(failure.Document, &document))
	if failure.Code != code || document.Code != code.String() || failure.Message == "" {
		t.Fatalf("%+v with %s", failure, failure.Document)
	}
	return failure
}

// offered checks that a call worked. Where the server does not have the function the test is skipped,
// unless it is the tests' own simulator, which has all of them.
func offered(t testing.TB, function string, err error) {
	t.Helper()
	if errors.Is(err, balena.ErrUnsupportedByServer) && os.Getenv("BALENA_TEST_SERVES_ALL") == "" {
		t.Skipf("%s: %v", function, err)
	}
	works(t, err)
}

// failure gives the error of a call that has a result too.
func failure[T any](_ T, err error) error { return err }

// result gives what a call gave.
func result[T any](t testing.TB) func(T, error) T {
	return func(value T, err error) T {
		t.Helper()
		works(t, err)
		return value
	}
}

// read decodes a document that a call gave.
func read[T any](t testing.TB) func(json.RawMessage, error) T {
	return func(document json.RawMessage, err error) T {
		t.Helper()
		works(t, err)
		var value T
		works(t, json.Unmarshal(document, &value))
		return value
	}
}

// gives checks what a call gave.
func gives[T comparable](t testing.TB, expected T) func(T, error) {
	return func(value T, err error) {
		t.Helper()
		works(t, err)
		if value != expected {
			t.Errorf("gave %v, not %v", value, expected)
		}
	}
}

// ask sends a request past the library, and gives what the server answers.
func ask[T any](t testing.TB, client *balena.Client, method, path string, body any) T {
	t.Helper()
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		works(t, err)
		content = bytes.NewReader(text)
	}
	url := strings.TrimSuffix(setting(t, "BALENA_TEST_API_ENDPOINT"), "/") + "/" + path
	request, err := http.NewRequestWithContext(background, method, url, content)
	works(t, err)
	request.Header.Set("Authorization", "Bearer "+result[string](t)(client.Auth.GetToken()))
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	works(t, err)
	defer answer.Body.Close()
	if answer.StatusCode/100 != 2 {
		t.Fatalf("%s %s: %s", method, path, answer.Status)
	}
	var value T
	works(t, json.NewDecoder(answer.Body).Decode(&value))
	return value
}

// add makes a row of those that the library only reads, and gives its id.
func add(t testing.TB, client *balena.Client, resource string, row map[string]any) int64 {
	t.Helper()
	return ask[struct{ ID int64 }](t, client, http.MethodPost, "v7/"+resource, row).ID
}

func uuid(t testing.TB, client *balena.Client) string {
	t.Helper()
	uuid := result[string](t)(client.Device.GenerateUUID())
	if len(uuid) != 32 || strings.Trim(uuid, "0123456789abcdef") != "" {
		t.Fatalf("%q is no uuid", uuid)
	}
	return uuid
}

// application is what the tests read of an application's row.
type application struct {
	ID   int64  `json:"id"`
	Name string `json:"app_name"`
	Slug string `json:"slug"`
	UUID string `json:"uuid"`
}

// newApplication creates an application that the test removes at its end.
func newApplication(t testing.TB, client *balena.Client, deviceType string) application {
	t.Helper()
	name := "test-" + uuid(t, client)[:12]
	created := read[application](t)(client.Application.Create(background, name, deviceType, nil))
	t.Cleanup(func() {
		if err := client.Application.Remove(background, created.Slug, nil); !errors.Is(err, balena.ErrApplicationNotFound) {
			works(t, err)
		}
	})
	return created
}

// device is what the tests read of a device's row.
type device struct {
	ID        int64  `json:"id"`
	UUID      string `json:"uuid"`
	Name      string `json:"device_name"`
	APIKey    string `json:"api_key"`
	Note      string `json:"note"`
	Status    string `json:"overall_status"`
	Connected bool   `json:"is_connected_to_vpn"`
	Addresses string `json:"ip_address"`
}

// newDevice registers a device with an application, and goes when that does.
func newDevice(t testing.TB, client *balena.Client, home application) device {
	t.Helper()
	return read[device](t)(client.Device.Register(background, home.Slug, uuid(t, client), nil))
}

// reference is the id of a row as functions take it.
func reference(id int64) string { return strconv.FormatInt(id, 10) }

// newService adds a service to an application, and goes when that does.
func newService(t testing.TB, client *balena.Client, home application, name string) int64 {
	t.Helper()
	return add(t, client, "service", map[string]any{"application": home.ID, "service_name": name})
}

// release is what the tests read of a release's row.
type release struct {
	ID      int64     `json:"id"`
	Commit  string    `json:"commit"`
	Status  string    `json:"status"`
	Created time.Time `json:"created_at"`
}

// newRelease adds a release to an application, and goes when that does.
func newRelease(t testing.TB, client *balena.Client, home application, commit, status string) release {
	t.Helper()
	return ask[release](t, client, http.MethodPost, "v7/release", map[string]any{
		"belongs_to__application": home.ID, "commit": commit, "status": status, "source": "cloud",
		"composition": map[string]any{}, "start_timestamp": time.Now(),
	})
}
