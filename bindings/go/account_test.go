package balena_test

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	balena "github.com/libbalena/libbalena/bindings/go"
)

// apiKey is what the tests read of an API key's row.
type apiKey struct {
	ID          int64
	Name        string
	Description *string
	Expires     *time.Time `json:"expiry_date"`
}

// newAPIKey makes an API key that the test revokes at its end, and gives its row too.
func newAPIKey(t testing.TB, client *balena.Client, name string, options balena.Options) (string, apiKey) {
	t.Helper()
	key := result[string](t)(client.APIKey.Create(background, name, options))
	rows := apiKeys(t, client, balena.Options{"$filter": "name eq @n", "@n": name})
	if len(rows) != 1 {
		t.Fatalf("%d are called %s", len(rows), name)
	}
	t.Cleanup(func() { works(t, client.APIKey.Revoke(background, rows[0].ID, nil)) })
	return key, rows[0]
}

func apiKeys(t testing.TB, client *balena.Client, options balena.Options) []apiKey {
	t.Helper()
	return read[[]apiKey](t)(client.APIKey.GetAll(background, options))
}

func TestAPIKeys(t *testing.T) {
	client := loggedIn(t)
	unlike := uuid(t, client)
	const description = "of \"Söhne\" 🐳 & O'Brien"
	before := apiKeys(t, client, balena.Options{"$select": "id"})
	expires := time.Now().Add(time.Hour).Truncate(time.Millisecond)
	key, made := newAPIKey(t, client, "b O'Brien "+unlike, balena.Options{
		"description": description, "expiry_date": expires.UnixMilli(),
	})
	if key == "" || made.ID == 0 || made.Name != "b O'Brien "+unlike {
		t.Errorf("made %+v", made)
	}
	if made.Description == nil || *made.Description != description || made.Expires == nil || !made.Expires.Equal(expires) {
		t.Errorf("made %+v", made)
	}
	_, plain := newAPIKey(t, client, "a "+unlike, nil)
	if plain.Description != nil || plain.Expires != nil {
		t.Errorf("made %+v", plain)
	}
	newAPIKey(t, client, "c "+unlike, balena.Options{"expiry_date": nil})
	if after := apiKeys(t, client, balena.Options{"$select": "id"}); len(after) != len(before)+3 {
		t.Errorf("%d keys became %d", len(before), len(after))
	}
	var listed []string
	for _, row := range apiKeys(t, client, balena.Options{"$filter": "contains(name,@n)", "@n": unlike}) {
		listed = append(listed, row.Name)
	}
	if !slices.Equal(listed, []string{plain.Name, made.Name, "c " + unlike}) {
		t.Errorf("listed %q", listed)
	}

	// It may do what the user may, but make another.
	gives(t, askWhoIs(t, client).Username)(withToken(t, key).Auth.WhoAmI(background, nil))
	fails(t, failure(withToken(t, key).APIKey.Create(background, "d "+unlike, nil)), balena.ErrUnauthorized)

	now := func() apiKey {
		t.Helper()
		rows := apiKeys(t, client, balena.Options{"$filter": "id eq " + reference(made.ID)})
		if len(rows) != 1 {
			t.Fatalf("%d rows", len(rows))
		}
		return rows[0]
	}
	works(t, client.APIKey.Update(background, made.ID, balena.Options{"description": nil}))
	if row := now(); row.Description != nil || row.Name != made.Name || row.Expires == nil || !row.Expires.Equal(expires) {
		t.Errorf("is now %+v", row)
	}
	works(t, client.APIKey.Update(background, made.ID, balena.Options{"expiry_date": nil}))
	if row := now(); row.Expires != nil || row.Name != made.Name {
		t.Errorf("is now %+v", row)
	}
	later := expires.Add(time.Hour)
	works(t, client.APIKey.Update(background, made.ID, balena.Options{
		"name": "e " + unlike, "description": "größer", "expiry_date": later.UnixMilli(), "timeout_ms": 60000,
	}))
	row := now()
	if row.Name != "e "+unlike || row.Description == nil || *row.Description != "größer" || !row.Expires.Equal(later) {
		t.Errorf("is now %+v", row)
	}

	works(t, client.APIKey.Revoke(background, largeID, nil))
	gives(t, true)(withToken(t, key).Auth.IsLoggedIn(background, nil))
	works(t, client.APIKey.Revoke(background, made.ID, nil))
	gives(t, false)(withToken(t, key).Auth.IsLoggedIn(background, nil))
	works(t, client.APIKey.Revoke(background, made.ID, nil))
	for _, missing := range []int64{made.ID, largeID} {
		err := client.APIKey.Update(background, missing, balena.Options{"name": "x"})
		if err := fails(t, err, balena.ErrNotFound); !strings.Contains(err.Message, reference(missing)) {
			t.Error(err)
		}
	}
	if rows := apiKeys(t, client, balena.Options{"$filter": "name eq @n", "@n": plain.Name}); len(rows) != 1 {
		t.Errorf("another is now %+v", rows)
	}
}

func TestAPIKeysThatCannotBe(t *testing.T) {
	client, guest := loggedIn(t), newClient(t)
	unlike := uuid(t, client)
	_, made := newAPIKey(t, client, unlike, nil)
	create := func(name string, options balena.Options) error {
		return failure(client.APIKey.Create(background, name, options))
	}
	for _, name := range []string{"", "a\nb", "\x00", "\xff"} {
		if err := fails(t, create(name, nil), balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "name ") {
			t.Error(err)
		}
	}
	for _, id := range []int64{0, -1} {
		for _, err := range []error{
			client.APIKey.Update(background, id, balena.Options{"name": "x"}), client.APIKey.Revoke(background, id, nil),
		} {
			if err := fails(t, err, balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "id ") {
				t.Error(err)
			}
		}
	}
	for _, nothing := range []balena.Options{nil, {}, {"timeout_ms": 60000}} {
		fails(t, client.APIKey.Update(background, made.ID, nothing), balena.ErrMissingOption)
	}
	for name, values := range map[string][]any{
		"description": {1, []string{"x"}, "", "a\nb"}, "expiry_date": {"soon", -1, 1.5, time.Now()}, "timeout_ms": {"soon"},
	} {
		for _, value := range values {
			fails(t, create(unlike, balena.Options{name: value}), balena.ErrInvalidOption)
			fails(t, client.APIKey.Update(background, made.ID, balena.Options{name: value}), balena.ErrInvalidOption)
		}
	}
	fails(t, client.APIKey.Update(background, made.ID, balena.Options{"name": 1}), balena.ErrInvalidOption)
	fails(t, failure(client.APIKey.GetAll(background, balena.Options{"$top": "many"})), balena.ErrInvalidOption)
	fails(t, create(unlike, balena.Options{"name": "x"}), balena.ErrNonAllowedOption)
	fails(t, client.APIKey.Update(background, made.ID, balena.Options{"key": "x"}), balena.ErrNonAllowedOption)
	fails(t, client.APIKey.Revoke(background, made.ID, balena.Options{"name": "x"}), balena.ErrNonAllowedOption)
	fails(t, failure(client.APIKey.GetAll(background, balena.Options{"$limit": 1})), balena.ErrNonAllowedOption)
	for _, err := range []error{
		failure(guest.APIKey.Create(background, unlike, nil)),
		failure(guest.APIKey.GetAll(background, nil)),
		guest.APIKey.Update(background, made.ID, balena.Options{"name": "x"}),
		guest.APIKey.Revoke(background, made.ID, nil),
	} {
		fails(t, err, balena.ErrUnauthorized)
	}
	if rows := apiKeys(t, client, balena.Options{"$filter": "name eq @n", "@n": unlike}); !slices.Equal(rows, []apiKey{made}) {
		t.Errorf("left %+v", rows)
	}
}

// publicKey makes one that nobody has.
func publicKey(t testing.TB) string {
	t.Helper()
	public, _, err := ed25519.GenerateKey(nil)
	works(t, err)
	var wire []byte
	for _, part := range [][]byte{[]byte("ssh-ed25519"), public} {
		wire = binary.BigEndian.AppendUint32(wire, uint32(len(part)))
		wire = append(wire, part...)
	}
	return "ssh-ed25519 " + base64.StdEncoding.EncodeToString(wire) + " line@station"
}

func TestKeys(t *testing.T) {
	client := loggedIn(t)
	type key struct {
		ID        int64
		Title     string
		PublicKey string `json:"public_key"`
	}
	add := func(title, public string) key {
		t.Helper()
		id := result[int64](t)(client.Key.Create(background, title, public, nil))
		t.Cleanup(func() { works(t, client.Key.Remove(background, id, nil)) })
		return key{id, title, strings.TrimSpace(public)}
	}
	list := func(options balena.Options) []key { return read[[]key](t)(client.Key.GetAll(background, options)) }
	byID := balena.Options{"$orderby": "id"}
	before := list(byID)
	first := add("O'Brien's \"größte\" 🐳", publicKey(t)+"\n")
	second := add("station", publicKey(t))
	for _, made := range []key{first, second} {
		if row := read[key](t)(client.Key.Get(background, made.ID, nil)); row != made {
			t.Errorf("%+v became %+v", made, row)
		}
	}
	if row := read[key](t)(client.Key.Get(background, first.ID, balena.Options{"$select": "title"})); (row != key{Title: first.Title}) {
		t.Errorf("got %+v", row)
	}
	if rows := list(byID); len(rows) != len(before)+2 || !slices.Equal(rows[len(before):], []key{first, second}) {
		t.Errorf("listed %+v", rows)
	}
	if rows := list(balena.Options{"$filter": "title eq @t", "@t": first.Title}); !slices.Equal(rows, []key{first}) {
		t.Errorf("listed %+v", rows)
	}
	fails(t, failure(client.Key.Create(background, "again", second.PublicKey, nil)), balena.ErrConflict)

	works(t, client.Key.Remove(background, largeID, nil))
	works(t, client.Key.Remove(background, first.ID, nil))
	works(t, client.Key.Remove(background, first.ID, nil))
	for _, missing := range []int64{first.ID, largeID} {
		err := failure(client.Key.Get(background, missing, nil))
		if err := fails(t, err, balena.ErrKeyNotFound); !strings.Contains(err.Message, reference(missing)) {
			t.Error(err)
		}
	}
	if rows := list(byID); !slices.Equal(rows, append(before, second)) {
		t.Errorf("left %+v", rows)
	}
}

func TestKeysThatCannotBe(t *testing.T) {
	client, guest, public := loggedIn(t), newClient(t), publicKey(t)
	create := func(title, key string, options balena.Options) error {
		return failure(client.Key.Create(background, title, key, options))
	}
	for _, title := range []string{"", "a\nb", "\x00"} {
		if err := fails(t, create(title, public, nil), balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "title ") {
			t.Error(err)
		}
	}
	for _, key := range []string{"", " \n", public + "\n" + public, "\xff"} {
		if err := fails(t, create("x", key, nil), balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "key ") {
			t.Error(err)
		}
	}
	for _, id := range []int64{0, -1} {
		fails(t, failure(client.Key.Get(background, id, nil)), balena.ErrInvalidParameter)
		fails(t, client.Key.Remove(background, id, nil), balena.ErrInvalidParameter)
	}
	odd := balena.Options{"colour": 1}
	fails(t, create("x", public, odd), balena.ErrNonAllowedOption)
	fails(t, failure(client.Key.Get(background, 1, odd)), balena.ErrNonAllowedOption)
	fails(t, failure(client.Key.GetAll(background, odd)), balena.ErrNonAllowedOption)
	fails(t, client.Key.Remove(background, 1, odd), balena.ErrNonAllowedOption)
	fails(t, failure(client.Key.GetAll(background, balena.Options{"$top": -1})), balena.ErrInvalidOption)
	fails(t, failure(guest.Key.Create(background, "x", public, nil)), balena.ErrNotLoggedIn)
	fails(t, guest.Key.Remove(background, 1, nil), balena.ErrNotLoggedIn)
	fails(t, failure(guest.Key.Get(background, 1, nil)), balena.ErrUnauthorized)
	fails(t, failure(guest.Key.GetAll(background, nil)), balena.ErrUnauthorized)
	rows := read[[]json.RawMessage](t)(client.Key.GetAll(background, balena.Options{"$filter": "public_key eq @k", "@k": public}))
	if len(rows) != 0 {
		t.Errorf("left %s", rows)
	}
}

func TestKeyIDsAreWhole(t *testing.T) {
	simulator := startSimulator(t)
	client := simulator.loggedIn()
	simulator.answer("/v7/user__has__public_key", 201, `{"id":9007199254740993}`)
	gives(t, largeID)(client.Key.Create(background, "x", publicKey(t), nil))
	simulator.answer("/v7/user__has__public_key", 201, `{}`)
	fails(t, failure(client.Key.Create(background, "x", publicKey(t), nil)), balena.ErrDecode)
}

func TestConfigGetAll(t *testing.T) {
	client := newClient(t)
	fails(t, failure(client.Config.GetAll(background, balena.Options{"$top": 1})), balena.ErrNonAllowedOption)
	document, err := client.Config.GetAll(background, nil)
	offered(t, "Config.GetAll", err)
	config := read[struct {
		DeviceURLsBase string           `json:"deviceUrlsBase"`
		DeviceTypes    []map[string]any `json:"deviceTypes"`
	}](t)(document, err)
	if config.DeviceURLsBase == "" || len(config.DeviceTypes) == 0 {
		t.Errorf("is %s", document)
	}
	same := result[json.RawMessage](t)(loggedIn(t).Config.GetAll(background, nil))
	if len(read[map[string]any](t)(same, nil)) == 0 {
		t.Errorf("is %s", same)
	}
}

func TestConfigGetDeviceTypes(t *testing.T) {
	for _, client := range []*balena.Client{newClient(t), loggedIn(t), withToken(t, "no-such-key")} {
		names := map[string]string{}
		for _, row := range read[[]struct{ Slug, Name string }](t)(client.Config.GetDeviceTypes(background, nil)) {
			names[row.Slug] = row.Name
		}
		if names["raspberrypi3"] != "Raspberry Pi 3" || names["intel-nuc"] == "" {
			t.Errorf("listed %v", names)
		}
		fails(t, failure(client.Config.GetDeviceTypes(background, balena.Options{"$top": 1})), balena.ErrNonAllowedOption)
	}
}

func TestWhatTheServiceMayNotSayOfItself(t *testing.T) {
	simulator := startSimulator(t)
	client := simulator.client()
	fails(t, failure(client.Config.GetAll(background, nil)), balena.ErrUnsupportedByServer)
	simulator.answer("/config", 200, `[]`)
	fails(t, failure(client.Config.GetAll(background, nil)), balena.ErrDecode)
	simulator.answer("/device-types/v1", 200, `{}`)
	fails(t, failure(client.Config.GetDeviceTypes(background, nil)), balena.ErrDecode)
}

func TestTwoFactorAuthGenerateCode(t *testing.T) {
	client := offline(t)
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	// Between two calls the moment may pass; it does not pass twice.
	same := func() bool {
		first := result[string](t)(client.TwoFactorAuth.GenerateCode(secret))
		if len(first) != 6 || strings.Trim(first, "0123456789") != "" {
			t.Fatalf("%q are no six digits", first)
		}
		second := result[string](t)(client.TwoFactorAuth.GenerateCode(" gezd gnbv gy3t qojq gezd gnbv gy3t qojq "))
		return first == second
	}
	if !same() && !same() {
		t.Error("a secret has another code in lower case")
	}
	for _, secret := range []string{"", " ", "0189", "MFRGG!", "größe", "O'Brien", "MFRGG\x00", "\xff"} {
		err := failure(client.TwoFactorAuth.GenerateCode(secret))
		if err := fails(t, err, balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "secret ") {
			t.Error(err)
		}
	}
}

func TestTwoFactorAuth(t *testing.T) {
	guest, client := newClient(t), loggedIn(t)
	ofKey := withToken(t, "an-api-key")
	for name, call := range map[string]func(client *balena.Client) error{
		"Challenge": func(client *balena.Client) error {
			return client.TwoFactorAuth.Challenge(background, "123456", nil)
		},
		"IsEnabled": func(client *balena.Client) error { return failure(client.TwoFactorAuth.IsEnabled()) },
		"IsPassed":  func(client *balena.Client) error { return failure(client.TwoFactorAuth.IsPassed()) },
	} {
		t.Run(name+" without a session", func(t *testing.T) {
			fails(t, call(guest), balena.ErrNotLoggedIn)
			fails(t, call(ofKey), balena.ErrUnsupportedFeature)
		})
	}
	fails(t, failure(guest.TwoFactorAuth.GetOtpauthSecret(background, nil)), balena.ErrNotLoggedIn)
	// The tests' own user has none.
	gives(t, false)(client.TwoFactorAuth.IsEnabled())
	gives(t, true)(client.TwoFactorAuth.IsPassed())
	for _, code := range []string{"", "1\n", "\x00", "\xff"} {
		err := client.TwoFactorAuth.Challenge(background, code, nil)
		if err := fails(t, err, balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "code ") {
			t.Error(err)
		}
	}
	odd := balena.Options{"colour": 1}
	fails(t, client.TwoFactorAuth.Challenge(background, "123456", odd), balena.ErrNonAllowedOption)
	fails(t, failure(client.TwoFactorAuth.GetOtpauthSecret(background, odd)), balena.ErrNonAllowedOption)
	t.Run("GetOtpauthSecret", func(t *testing.T) {
		secret, err := client.TwoFactorAuth.GetOtpauthSecret(background, nil)
		offered(t, "TwoFactorAuth.GetOtpauthSecret", err)
		result[string](t)(client.TwoFactorAuth.GenerateCode(secret))
	})
	t.Run("Challenge", func(t *testing.T) {
		err := client.TwoFactorAuth.Challenge(background, "not-the-code", nil)
		if errors.Is(err, balena.ErrUnsupportedByServer) {
			offered(t, "TwoFactorAuth.Challenge", err)
		}
		if err := fails(t, err, balena.ErrLoginFailed); strings.Contains(string(err.Document), "not-the-code") {
			t.Errorf("%s", err.Document)
		}
	})
	gives(t, false)(client.TwoFactorAuth.IsEnabled())
}

func TestASecondFactorIsSetUpAndPassed(t *testing.T) {
	simulator := startSimulator(t, "--cloud")
	at := balena.Options{"api_endpoint": simulator.endpoint}
	client, file := keeping(t, at)
	works(t, client.Auth.Login(background, "admin", "simulator-password", nil))
	before := result[string](t)(client.Auth.GetToken())
	secret := result[string](t)(client.TwoFactorAuth.GetOtpauthSecret(background, nil))
	gives(t, secret)(client.TwoFactorAuth.GetOtpauthSecret(background, nil))
	gives(t, false)(client.TwoFactorAuth.IsEnabled())
	challenge := func(client *balena.Client) error {
		code := result[string](t)(client.TwoFactorAuth.GenerateCode(secret))
		return client.TwoFactorAuth.Challenge(background, code, nil)
	}
	is := func(client *balena.Client, enabled, passed bool) {
		t.Helper()
		gives(t, enabled)(client.TwoFactorAuth.IsEnabled())
		gives(t, passed)(client.TwoFactorAuth.IsPassed())
	}
	works(t, challenge(client))
	is(client, true, true)
	kept, err := os.ReadFile(file)
	works(t, err)
	if token := result[string](t)(client.Auth.GetToken()); token == before || strings.TrimSpace(string(kept)) != token {
		t.Error("the token that came of it is not kept")
	}

	// A later login has it to pass.
	later := simulator.loggedIn()
	is(later, true, false)
	fails(t, later.TwoFactorAuth.Challenge(background, "000000x", nil), balena.ErrLoginFailed)
	is(later, true, false)
	works(t, challenge(later))
	is(later, true, true)
	gives(t, "admin")(later.Auth.WhoAmI(background, nil))

	at["token"] = result[string](t)(simulator.loggedIn().Auth.GetToken())
	unkept := blocked(t, at)
	fails(t, challenge(unkept), balena.ErrIO)
	is(unkept, true, false)

	simulator.answer("/auth/totp/setup", 200, "otpauth://totp/x?issuer=y")
	fails(t, failure(client.TwoFactorAuth.GetOtpauthSecret(background, nil)), balena.ErrDecode)
}

func TestAnOpenBalenaHasNoSecondFactor(t *testing.T) {
	client := startSimulator(t).loggedIn()
	fails(t, failure(client.TwoFactorAuth.GetOtpauthSecret(background, nil)), balena.ErrUnsupportedByServer)
	fails(t, client.TwoFactorAuth.Challenge(background, "123456", nil), balena.ErrUnsupportedByServer)
	gives(t, false)(client.TwoFactorAuth.IsEnabled())
	gives(t, true)(client.TwoFactorAuth.IsPassed())
}
