package balena_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"balena"
)

// application is what the tests read of an application's row.
type application struct {
	ID   int64  `json:"id"`
	Name string `json:"app_name"`
	Slug string `json:"slug"`
}

// device is what the tests read of a device's row.
type device struct {
	ID     int64  `json:"id"`
	UUID   string `json:"uuid"`
	Name   string `json:"device_name"`
	APIKey string `json:"api_key"`
}

// deviceAndApplication is a device's row with its application expanded.
type deviceAndApplication struct {
	device
	Application []application `json:"belongs_to__application"`
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

func TestAuthWithoutALogin(t *testing.T) {
	client := newClient(t)
	is, err := client.Auth.IsLoggedIn(background, nil)
	works(t, err)
	if is {
		t.Error("is logged in from the start")
	}
	_, err = client.Auth.GetToken()
	fails(t, err, balena.ErrNotLoggedIn)
	_, err = client.Auth.WhoAmI(background, nil)
	fails(t, err, balena.ErrNotLoggedIn)
	_, err = client.Auth.IsLoggedIn(background, balena.Options{"no_such_option": 1})
	fails(t, err, balena.ErrNonAllowedOption)
	failure := fails(t, client.Auth.Login(background, setting(t, "BALENA_TEST_USERNAME"), "not-the-password", nil), balena.ErrLoginFailed)
	if failure.HTTPStatus != 401 || failure.Request == "" {
		t.Errorf("%+v", failure)
	}
	fails(t, client.Auth.LoginWithToken("not a token"), balena.ErrMalformedToken)
}

func TestAuthWithACredentialThatTheServerDoesNotKnow(t *testing.T) {
	client := newClient(t)
	works(t, client.Auth.LoginWithToken("no-such-key"))
	is, err := client.Auth.IsLoggedIn(background, nil)
	works(t, err)
	if is {
		t.Error("is logged in with a key that nobody made")
	}
	_, err = client.Auth.WhoAmI(background, nil)
	fails(t, err, balena.ErrUnauthorized)
}

func TestAuthWithALogin(t *testing.T) {
	client := loggedIn(t)
	is, err := client.Auth.IsLoggedIn(background, nil)
	works(t, err)
	if !is {
		t.Error("is not logged in after a login")
	}
	name, err := client.Auth.WhoAmI(background, nil)
	works(t, err)
	if name == "" {
		t.Error("is nobody")
	}
	token, err := client.Auth.GetToken()
	works(t, err)
	other := newClient(t)
	works(t, other.Auth.LoginWithToken(token))
	if again, err := other.Auth.WhoAmI(background, nil); err != nil || again != name {
		t.Errorf("%q (%v), not %q", again, err, name)
	}
}

func TestALoginIsKeptInItsDirectory(t *testing.T) {
	options := balena.Options{
		"api_endpoint":   setting(t, "BALENA_TEST_API_ENDPOINT"),
		"data_directory": filepath.Join(t.TempDir(), "balena"),
	}
	logIn(t, made(t, options))
	if is, err := made(t, options).Auth.IsLoggedIn(background, nil); err != nil || !is {
		t.Errorf("a later client is logged in: %v (%v)", is, err)
	}
}

func TestApplication(t *testing.T) {
	client := loggedIn(t)
	name := "test-" + uuid(t, client)[:8]
	create := func(deviceType string, options balena.Options) error {
		_, err := client.Application.Create(background, name, deviceType, options)
		return err
	}
	fails(t, create("no-such-type", nil), balena.ErrInvalidDeviceType)
	fails(t, create("raspberrypi3", balena.Options{"app_type": "no-such-type"}), balena.ErrInvalidApplicationType)
	fails(t, create("raspberrypi3", balena.Options{"organization": "no-such-organization"}), balena.ErrOrganizationNotFound)
	fails(t, create("raspberrypi3", balena.Options{"application_class": "boat"}), balena.ErrInvalidOption)

	row, err := client.Application.Create(background, name, "Raspberry Pi 3", nil)
	created := read[application](t, row, err)
	if created.Name != name || created.ID == 0 || created.Slug == "" {
		t.Fatalf("created %+v", created)
	}
	if failure := fails(t, create("raspberrypi3", nil), balena.ErrConflict); failure.HTTPStatus != 409 {
		t.Errorf("%+v", failure)
	}

	rows, err := client.Application.GetAll(background, balena.Options{
		"$select": []string{"id", "app_name"}, "$filter": "app_name eq @n", "@n": name, "$top": 5,
	})
	if listed := read[[]application](t, rows, err); len(listed) != 1 || listed[0].ID != created.ID || listed[0].Slug != "" {
		t.Errorf("listed %+v", listed)
	}
	rows, err = client.Application.GetAll(background, balena.Options{"$filter": "app_name eq @n", "@n": "O'Brien & Söhne #1 +%27"})
	if listed := read[[]application](t, rows, err); len(listed) != 0 {
		t.Errorf("listed %+v", listed)
	}
	_, err = client.Application.GetAll(background, balena.Options{"$top": "many"})
	fails(t, err, balena.ErrInvalidOption)

	if commit, err := client.Application.GetTargetReleaseHash(background, created.Slug, nil); err != nil || commit != nil {
		t.Errorf("target %v, %v", commit, err)
	}
	rows, err = client.Application.GetAll(background, balena.Options{
		"$select": "slug", "$filter": "should_be_running__release/any(r:1 eq 1)",
		"$expand": "should_be_running__release($select=commit)", "$top": 1,
	})
	for _, target := range read[[]struct {
		Slug    string
		Release []struct{ Commit string } `json:"should_be_running__release"`
	}](t, rows, err) {
		commit, err := client.Application.GetTargetReleaseHash(background, target.Slug, nil)
		if err != nil || commit == nil || *commit != target.Release[0].Commit {
			t.Errorf("target %v, %v", commit, err)
		}
	}

	works(t, client.Application.Remove(background, created.Slug, nil))
	fails(t, client.Application.Remove(background, created.Slug, nil), balena.ErrApplicationNotFound)
	fails(t, client.Application.Remove(background, "no such application", nil), balena.ErrApplicationNotFound)
}

func TestDevice(t *testing.T) {
	client := loggedIn(t)
	uuid := uuid(t, client)
	row, err := client.Application.Create(background, "test-"+uuid[:8], "raspberrypi3", nil)
	home := read[application](t, row, err)
	t.Cleanup(func() { works(t, client.Application.Remove(background, home.Slug, nil)) })
	id := fmt.Sprint(home.ID)

	register := func(application string, options balena.Options) error {
		_, err := client.Device.Register(background, application, uuid, options)
		return err
	}
	fails(t, register("no-such/application", nil), balena.ErrApplicationNotFound)
	fails(t, register(id, balena.Options{"device_type": "no-such-type"}), balena.ErrInvalidDeviceType)
	row, err = client.Device.Register(background, home.Slug, uuid, nil)
	registered := read[device](t, row, err)
	if registered.UUID != uuid || registered.ID == 0 || registered.APIKey == "" {
		t.Fatalf("registered %+v", registered)
	}
	fails(t, register(id, nil), balena.ErrConflict)

	row, err = client.Device.Get(background, uuid, nil)
	if got := read[device](t, row, err); got.ID != registered.ID {
		t.Errorf("got %+v", got)
	}
	row, err = client.Device.Get(background, fmt.Sprint(registered.ID), balena.Options{
		"$select": "uuid", "$expand": "belongs_to__application($select=slug)",
	})
	got := read[deviceAndApplication](t, row, err)
	if got.UUID != uuid || got.Name != "" || len(got.Application) != 1 || got.Application[0].Slug != home.Slug {
		t.Errorf("got %+v", got)
	}
	_, err = client.Device.Get(background, nowhere, nil)
	fails(t, err, balena.ErrDeviceNotFound)
	_, err = client.Device.Get(background, "", nil)
	fails(t, err, balena.ErrInvalidParameter)

	name := "O'Brien 🐳 #1 & co"
	works(t, client.Device.Rename(background, uuid, name, nil))
	rows, err := client.Device.GetAll(background, balena.Options{"$filter": "device_name eq @n", "@n": name})
	if listed := read[[]device](t, rows, err); len(listed) != 1 || listed[0].UUID != uuid || listed[0].Name != name {
		t.Errorf("listed %+v", listed)
	}
	_, err = client.Device.GetAll(background, balena.Options{"$top": -1})
	fails(t, err, balena.ErrInvalidOption)
	fails(t, client.Device.Rename(background, nowhere, "x", nil), balena.ErrDeviceNotFound)

	works(t, client.Device.Remove(background, uuid, nil))
	fails(t, client.Device.Remove(background, uuid, nil), balena.ErrDeviceNotFound)
	_, err = client.Device.Get(background, uuid, nil)
	fails(t, err, balena.ErrDeviceNotFound)
}
