package balena_test

import (
	"encoding/base64"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	balena "github.com/libbalena/libbalena/bindings/go"
)

// keeping makes a client of the tested server that keeps its login in a directory, and gives its file.
func keeping(t testing.TB, more balena.Options) (client *balena.Client, file string) {
	t.Helper()
	directory := filepath.Join(t.TempDir(), "balena")
	options := balena.Options{"api_endpoint": setting(t, "BALENA_TEST_API_ENDPOINT"), "data_directory": directory}
	for name, value := range more {
		options[name] = value
	}
	return made(t, options), filepath.Join(directory, "token")
}

// blocked is the same, with a directory where its file should be.
func blocked(t testing.TB, more balena.Options) *balena.Client {
	t.Helper()
	client, file := keeping(t, more)
	works(t, os.MkdirAll(file, 0o700))
	return client
}

// withToken makes a client of the tested server that uses a token.
func withToken(t testing.TB, token string) *balena.Client {
	t.Helper()
	client := newClient(t)
	works(t, client.Auth.LoginWithToken(token))
	return client
}

// whoIs is what the server itself says of the user who is logged in.
type whoIs struct {
	ID       int64 `json:"actorTypeId"`
	Username string
	Email    string
}

func askWhoIs(t testing.TB, client *balena.Client) whoIs {
	t.Helper()
	return ask[whoIs](t, client, http.MethodGet, "actor/v1/whoami", nil)
}

func TestAuthenticate(t *testing.T) {
	client, file := keeping(t, nil)
	username, password := setting(t, "BALENA_TEST_USERNAME"), setting(t, "BALENA_TEST_PASSWORD")
	token := result[string](t)(client.Auth.Authenticate(background, username, password, nil))
	who := askWhoIs(t, withToken(t, token))
	// An address serves as well as a name, and neither login is kept.
	for _, username := range []string{who.Username, who.Email} {
		again := result[string](t)(client.Auth.Authenticate(background, username, password, nil))
		gives(t, who.Username)(withToken(t, again).Auth.WhoAmI(background, nil))
	}
	fails(t, failure(client.Auth.GetToken()), balena.ErrNotLoggedIn)
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the token file: %v", err)
	}

	err := fails(t, failure(client.Auth.Authenticate(background, username, "not-the-password", nil)), balena.ErrLoginFailed)
	if err.HTTPStatus != 401 || err.Request == "" || strings.Contains(string(err.Document), "not-the-password") {
		t.Errorf("%+v", err)
	}
	fails(t, failure(client.Auth.Authenticate(background, "", password, nil)), balena.ErrInvalidParameter)
	fails(t, failure(client.Auth.Authenticate(background, username, "", nil)), balena.ErrInvalidParameter)
}

func TestLogin(t *testing.T) {
	client, file := keeping(t, nil)
	logIn(t, client)
	gives(t, true)(client.Auth.IsLoggedIn(background, nil))
	kept, err := os.ReadFile(file)
	works(t, err)
	gives(t, strings.TrimSpace(string(kept)))(client.Auth.GetToken())
	later := made(t, balena.Options{
		"api_endpoint": setting(t, "BALENA_TEST_API_ENDPOINT"), "data_directory": filepath.Dir(file),
	})
	gives(t, true)(later.Auth.IsLoggedIn(background, nil))

	username, password := setting(t, "BALENA_TEST_USERNAME"), setting(t, "BALENA_TEST_PASSWORD")
	fails(t, client.Auth.Login(background, username, "not-the-password", nil), balena.ErrLoginFailed)
	gives(t, true)(client.Auth.IsLoggedIn(background, nil))
	fails(t, client.Auth.Login(background, "", password, nil), balena.ErrInvalidParameter)
	fails(t, blocked(t, nil).Auth.Login(background, username, password, nil), balena.ErrIO)
}

func TestLoginsThatFailTooOften(t *testing.T) {
	client := startSimulator(t).client()
	for i := 0; i < 10; i++ {
		fails(t, client.Auth.Login(background, "admin", "not-the-password", nil), balena.ErrLoginFailed)
	}
	for _, err := range []error{
		client.Auth.Login(background, "admin", "simulator-password", nil),
		failure(client.Auth.Authenticate(background, "admin", "simulator-password", nil)),
	} {
		if err := fails(t, err, balena.ErrTooManyRequests); err.RetryAfter != time.Hour || err.HTTPStatus != 429 {
			t.Errorf("%+v", err)
		}
	}
}

func TestLoginWithToken(t *testing.T) {
	token := result[string](t)(loggedIn(t).Auth.GetToken())
	client, file := keeping(t, nil)
	works(t, client.Auth.LoginWithToken(token))
	gives(t, true)(client.Auth.IsLoggedIn(background, nil))
	kept, err := os.ReadFile(file)
	works(t, err)
	if strings.TrimSpace(string(kept)) != token {
		t.Error("another token is kept")
	}

	fails(t, client.Auth.LoginWithToken("not a token"), balena.ErrMalformedToken)
	part := base64.RawURLEncoding.EncodeToString
	ended := part([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + part([]byte(`{"id":1,"exp":1}`)) + ".c2lnbmF0dXJl"
	err = fails(t, client.Auth.LoginWithToken(ended), balena.ErrExpiredToken)
	if strings.Contains(err.Error(), ended) {
		t.Error(err)
	}
	gives(t, token)(client.Auth.GetToken())
	fails(t, blocked(t, nil).Auth.LoginWithToken(token), balena.ErrIO)
}

func TestGetToken(t *testing.T) {
	gives(t, "key")(withToken(t, "key").Auth.GetToken())
	fails(t, failure(newClient(t).Auth.GetToken()), balena.ErrNotLoggedIn)
	fails(t, failure(blocked(t, nil).Auth.GetToken()), balena.ErrIO)
	client, file := keeping(t, nil)
	works(t, os.MkdirAll(filepath.Dir(file), 0o700))
	works(t, os.WriteFile(file, []byte("not a token"), 0o600))
	fails(t, failure(client.Auth.GetToken()), balena.ErrMalformedToken)
}

func TestIsLoggedIn(t *testing.T) {
	client := newClient(t)
	gives(t, false)(client.Auth.IsLoggedIn(background, nil))
	logIn(t, client)
	gives(t, true)(client.Auth.IsLoggedIn(background, nil))
	gives(t, false)(withToken(t, "no-such-key").Auth.IsLoggedIn(background, nil))
	fails(t, failure(client.Auth.IsLoggedIn(background, balena.Options{"no_such_option": 1})), balena.ErrNonAllowedOption)
	// Who can't ask does not know.
	fails(t, failure(offline(t).Auth.IsLoggedIn(background, nil)), balena.ErrNetwork)
}

func TestLogOut(t *testing.T) {
	client, file := keeping(t, nil)
	logIn(t, client)
	token := result[string](t)(client.Auth.GetToken())
	gives(t, true)(client.Auth.LogOut())
	gives(t, false)(client.Auth.LogOut())
	gives(t, false)(client.Auth.IsLoggedIn(background, nil))
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the token file: %v", err)
	}
	// The server was not asked.
	gives(t, true)(withToken(t, token).Auth.IsLoggedIn(background, nil))

	client = blocked(t, balena.Options{"token": "key"})
	fails(t, failure(client.Auth.LogOut()), balena.ErrIO)
	gives(t, "key")(client.Auth.GetToken())
}

func TestWhoTheUserIs(t *testing.T) {
	client := loggedIn(t)
	who := askWhoIs(t, client)
	if who.ID == 0 || who.Username == "" || who.Email == "" {
		t.Fatalf("the server says %+v", who)
	}
	gives(t, who.Username)(client.Auth.WhoAmI(background, nil))
	gives(t, who.Email)(client.Auth.GetEmail(background, nil))
	gives(t, who.ID)(client.Auth.GetUserID(background, nil))
}

func TestWhoIsNoUser(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	ofDevice := withToken(t, newDevice(t, client, home).APIKey)
	ofApplication := withToken(t, result[string](t)(client.Application.GenerateProvisioningKey(background, home.Slug, nil)))
	for name, ask := range map[string]func(*balena.Client) error{
		"WhoAmI":    func(c *balena.Client) error { return failure(c.Auth.WhoAmI(background, nil)) },
		"GetEmail":  func(c *balena.Client) error { return failure(c.Auth.GetEmail(background, nil)) },
		"GetUserID": func(c *balena.Client) error { return failure(c.Auth.GetUserID(background, nil)) },
	} {
		t.Run(name, func(t *testing.T) {
			fails(t, ask(newClient(t)), balena.ErrNotLoggedIn)
			fails(t, ask(withToken(t, "no-such-key")), balena.ErrUnauthorized)
			fails(t, ask(ofDevice), balena.ErrInvalidOption)
			fails(t, ask(ofApplication), balena.ErrInvalidOption)
		})
	}
}

func TestRegister(t *testing.T) {
	client := newClient(t)
	fails(t, failure(client.Auth.Register(background, "", "a-long-password", nil)), balena.ErrInvalidParameter)
	// On a server that makes accounts, the tests leave none behind: this address has one.
	taken := askWhoIs(t, loggedIn(t)).Email
	err := failure(client.Auth.Register(background, taken, "a-long-password", nil))
	if !errors.Is(err, balena.ErrConflict) && !errors.Is(err, balena.ErrRequestError) {
		offered(t, "Auth.Register", err)
		t.Error("the address of another account was registered")
	}
}

func TestRegisterMakesAnAccount(t *testing.T) {
	simulator := startSimulator(t, "--cloud")
	client := simulator.client()
	token := result[string](t)(client.Auth.Register(background, "new@example.com", "a-long-password", nil))
	fails(t, failure(client.Auth.GetToken()), balena.ErrNotLoggedIn)
	works(t, client.Auth.LoginWithToken(token))
	gives(t, "new@example.com")(client.Auth.GetEmail(background, nil))
	works(t, client.Auth.Login(background, "new@example.com", "a-long-password", nil))

	proven := balena.Options{"g-recaptcha-response": "a-proof"}
	for status, code := range map[int]balena.Code{
		400: balena.ErrRequestError, 409: balena.ErrConflict, 429: balena.ErrTooManyRequests,
	} {
		simulator.answer("/user/register", status, `"no a-long-password, no a-proof"`)
		err := fails(t, failure(client.Auth.Register(background, "more@example.com", "a-long-password", proven)), code)
		if err.HTTPStatus != status || strings.Contains(string(err.Document), "a-long-password") {
			t.Errorf("%+v", err)
		}
	}
	if sent := simulator.sent("POST"); !strings.Contains(sent, `"g-recaptcha-response":"a-proof"`) {
		t.Error(sent)
	}
	elsewhere := startSimulator(t).client()
	fails(t, failure(elsewhere.Auth.Register(background, "new@example.com", "a-long-password", nil)), balena.ErrUnsupportedByServer)
}
