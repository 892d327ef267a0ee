package balena_test

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"balena"
)

var background = context.Background()

// nowhere is the uuid of no device.
const nowhere = "00000000000000000000000000000000"

// setting gives a variable that the simulator sets for the programs that it starts.
func setting(t testing.TB, name string) string {
	t.Helper()
	value := os.Getenv(name)
	if value == "" {
		t.Fatalf("%s is not set: run the tests by balena-simulator -- go test ./...", name)
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

// read decodes a document that a call gave.
func read[T any](t testing.TB, document json.RawMessage, err error) T {
	t.Helper()
	works(t, err)
	var value T
	works(t, json.Unmarshal(document, &value))
	return value
}

func uuid(t testing.TB, client *balena.Client) string {
	t.Helper()
	uuid, err := client.Device.GenerateUUID()
	works(t, err)
	if len(uuid) != 32 || strings.Trim(uuid, "0123456789abcdef") != "" {
		t.Fatalf("%q is no uuid", uuid)
	}
	return uuid
}
