package balena_test

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"

	balena "github.com/libbalena/libbalena/bindings/go"
)

// two are rows that the server sends where two things go by one name.
const two = `{"d":[{"id":1},{"id":2}]}`

func TestApplicationCreate(t *testing.T) {
	client := loggedIn(t)
	name := "test-" + uuid(t, client)[:12]
	create := func(deviceType string, options balena.Options) error {
		return failure(client.Application.Create(background, name, deviceType, options))
	}
	fails(t, create("no-such-type", nil), balena.ErrInvalidDeviceType)
	fails(t, create("raspberrypi3", balena.Options{"app_type": "no-such-type"}), balena.ErrInvalidApplicationType)
	fails(t, create("raspberrypi3", balena.Options{"organization": "no-such-organization"}), balena.ErrOrganizationNotFound)
	fails(t, create("raspberrypi3", balena.Options{"application_class": "boat"}), balena.ErrInvalidOption)
	fails(t, create("raspberrypi3", balena.Options{"colour": "red"}), balena.ErrNonAllowedOption)
	guest := newClient(t)
	fails(t, failure(guest.Application.Create(background, name, "raspberrypi3", nil)), balena.ErrNotLoggedIn)

	// A device type goes by its display name too.
	type whole struct {
		application
		Class string `json:"is_of__class"`
	}
	given := balena.Options{"uuid": uuid(t, client), "application_class": "fleet"}
	created := read[whole](t)(client.Application.Create(background, name, "Raspberry Pi 3", given))
	defer func() { works(t, client.Application.Remove(background, created.Slug, nil)) }()
	if created.Name != name || created.ID == 0 || created.UUID != given["uuid"] || created.Class != "fleet" {
		t.Errorf("created %+v", created)
	}
	if err := fails(t, create("raspberrypi3", nil), balena.ErrConflict); err.HTTPStatus != 409 {
		t.Errorf("%+v", err)
	}
}

func TestApplicationsAreFoundByWhatNamesThem(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	owner, _, _ := strings.Cut(home.Slug, "/")
	for _, name := range []string{home.Name, home.Slug, strings.ToUpper(home.Slug)} {
		got := read[application](t)(client.Application.Get(background, name, nil))
		if got != home {
			t.Errorf("%s got %+v", name, got)
		}
		gives(t, true)(client.Application.Has(background, name, nil))
	}
	for _, reference := range []string{reference(home.ID), home.Slug, home.UUID} {
		got := read[application](t)(client.Application.GetByID(background, reference, balena.Options{"$select": "id,slug"}))
		if (got != application{ID: home.ID, Slug: home.Slug}) {
			t.Errorf("%s got %+v", reference, got)
		}
	}
	got := read[struct {
		ID         int64
		DeviceType []struct{ Slug string } `json:"is_for__device_type"`
	}](t)(client.Application.GetByOwner(background, strings.ToUpper(home.Name), owner, balena.Options{
		"$select": "id", "$expand": "is_for__device_type($select=slug)",
	}))
	if got.ID != home.ID || len(got.DeviceType) != 1 || got.DeviceType[0].Slug != "raspberrypi3" {
		t.Errorf("got %+v", got)
	}

	for _, name := range []string{home.Name + "x", home.Slug + "x", "O'Brien's 🐳"} {
		err := fails(t, failure(client.Application.Get(background, name, nil)), balena.ErrApplicationNotFound)
		if !strings.Contains(err.Message, name) {
			t.Error(err)
		}
		gives(t, false)(client.Application.Has(background, name, nil))
	}
	for _, reference := range []string{noID, home.Slug + "x", nowhere} {
		fails(t, failure(client.Application.GetByID(background, reference, nil)), balena.ErrApplicationNotFound)
	}
	fails(t, failure(client.Application.GetByOwner(background, home.Name+"x", owner, nil)), balena.ErrApplicationNotFound)
	fails(t, failure(client.Application.GetByOwner(background, home.Name, "no-such-owner", nil)), balena.ErrApplicationNotFound)

	for _, err := range []error{
		failure(client.Application.Get(background, "", nil)),
		failure(client.Application.Has(background, "a/b/c", nil)),
		failure(client.Application.GetByID(background, home.Name, nil)),
		failure(client.Application.GetByOwner(background, home.Slug, owner, nil)),
		failure(client.Application.GetByOwner(background, home.Name, "", nil)),
	} {
		fails(t, err, balena.ErrInvalidParameter)
	}
}

func TestApplicationGetAll(t *testing.T) {
	client := loggedIn(t)
	home, other := newApplication(t, client, "raspberrypi3"), newApplication(t, client, "intel-nuc")
	names := map[string]bool{}
	for _, row := range read[[]application](t)(client.Application.GetAll(background, nil)) {
		names[row.Name] = true
	}
	if !names[home.Name] || !names[other.Name] {
		t.Errorf("listed %v", names)
	}
	gives(t, true)(client.Application.HasAny(background, nil))
	rows := read[[]application](t)(client.Application.GetAll(background, balena.Options{
		"$select": []string{"id", "app_name"}, "$filter": "app_name eq @n", "@n": home.Name, "$top": 5,
	}))
	if len(rows) != 1 || (rows[0] != application{ID: home.ID, Name: home.Name}) {
		t.Errorf("listed %+v", rows)
	}
	rows = read[[]application](t)(client.Application.GetAll(background, balena.Options{
		"$filter": "app_name eq @n", "@n": "O'Brien & Söhne #1 +%27",
	}))
	if len(rows) != 0 {
		t.Errorf("listed %+v", rows)
	}
	fails(t, failure(client.Application.GetAll(background, balena.Options{"$top": "many"})), balena.ErrInvalidOption)
	guest := newClient(t)
	fails(t, failure(guest.Application.GetAll(background, nil)), balena.ErrUnauthorized)
	fails(t, failure(guest.Application.HasAny(background, nil)), balena.ErrUnauthorized)
	gives(t, false)(startSimulator(t).loggedIn().Application.HasAny(background, nil))
}

func TestApplicationRemove(t *testing.T) {
	client := loggedIn(t)
	for _, name := range []func(application) string{
		func(made application) string { return made.Name },
		func(made application) string { return made.Slug },
	} {
		made := newApplication(t, client, "raspberrypi3")
		device := newDevice(t, client, made)
		works(t, client.Application.Remove(background, name(made), nil))
		gives(t, false)(client.Application.Has(background, made.Slug, nil))
		gives(t, false)(client.Device.Has(background, device.UUID, nil))
		fails(t, client.Application.Remove(background, name(made), nil), balena.ErrApplicationNotFound)
	}
}

func TestApplicationsWithoutReleases(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3").Slug
	follows := func(expected bool) {
		t.Helper()
		gives(t, expected)(client.Application.WillTrackNewReleases(background, home, nil))
		gives(t, expected)(client.Application.IsTrackingLatestRelease(background, home, nil))
		if commit := result[*string](t)(client.Application.GetTargetReleaseHash(background, home, nil)); commit != nil {
			t.Errorf("targets %s", *commit)
		}
	}
	follows(true)
	works(t, client.Application.DisableRollingUpdates(background, home, nil))
	follows(false)
	works(t, client.Application.EnableRollingUpdates(background, home, nil))
	follows(true)
	works(t, client.Application.DisableRollingUpdates(background, home, nil))
	works(t, client.Application.TrackLatestRelease(background, home, nil))
	follows(true)
	for _, release := range []string{noID, "0123abc"} {
		fails(t, client.Application.SetToRelease(background, home, release, nil), balena.ErrReleaseNotFound)
	}
	fails(t, client.Application.SetToRelease(background, home, "a-b", nil), balena.ErrInvalidParameter)
}

func TestApplicationsWithReleases(t *testing.T) {
	client := startSimulator(t, "--fleet", "1").loggedIn()
	const fleet = "admin/fleet"
	releases := read[struct {
		Releases []struct {
			ID     int64
			Commit string
		} `json:"owns__release"`
	}](t)(client.Application.GetByID(background, fleet, balena.Options{
		"$select": "id", "$expand": "owns__release($select=id,commit;$orderby=semver_minor)",
	})).Releases
	first, latest, failed, draft := releases[0], releases[1], releases[2], releases[3]
	targets := func(commit string, tracking, later bool) {
		t.Helper()
		if target := result[*string](t)(client.Application.GetTargetReleaseHash(background, fleet, nil)); target == nil || *target != commit {
			t.Errorf("targets %v, not %s", target, commit)
		}
		gives(t, tracking)(client.Application.IsTrackingLatestRelease(background, fleet, nil))
		gives(t, later)(client.Application.WillTrackNewReleases(background, fleet, nil))
	}
	targets(latest.Commit, true, true)
	works(t, client.Application.SetToRelease(background, fleet, first.Commit, nil))
	targets(first.Commit, false, false)
	works(t, client.Application.TrackLatestRelease(background, fleet, nil))
	targets(latest.Commit, true, true)
	works(t, client.Application.DisableRollingUpdates(background, fleet, nil))
	targets(latest.Commit, false, false)
	works(t, client.Application.SetToRelease(background, fleet, reference(first.ID), nil))
	targets(first.Commit, false, false)
	works(t, client.Application.EnableRollingUpdates(background, fleet, nil))
	gives(t, true)(client.Application.WillTrackNewReleases(background, fleet, nil))
	for _, release := range []string{failed.Commit, reference(failed.ID), noID} {
		fails(t, client.Application.SetToRelease(background, fleet, release, nil), balena.ErrReleaseNotFound)
	}
	fails(t, client.Application.SetToRelease(background, "admin/other", first.Commit, nil), balena.ErrReleaseNotFound)
	works(t, client.Application.SetToRelease(background, fleet, draft.Commit, nil))
	targets(draft.Commit, false, false)
}

func TestApplicationGenerateProvisioningKey(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	key := result[string](t)(client.Application.GenerateProvisioningKey(background, home.Slug, balena.Options{
		"key_name": "station", "description": "of hall 2", "expiry_date": time.Now().Add(time.Hour).UnixMilli(),
	}))
	id := uuid(t, client)
	registered := read[device](t)(newClient(t).Device.Register(background, reference(home.ID), id, balena.Options{
		"provisioning_key": key, "device_type": "raspberrypi3",
	}))
	if registered.UUID != id || registered.APIKey == "" {
		t.Errorf("registered %+v", registered)
	}
	for name, value := range map[string]any{"expiry_date": "tomorrow", "key_name": 1, "description": ""} {
		err := failure(client.Application.GenerateProvisioningKey(background, home.Slug, balena.Options{name: value}))
		fails(t, err, balena.ErrInvalidOption)
	}
}

func TestApplicationGetConfig(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	type config struct {
		Application int64  `json:"applicationId"`
		DeviceType  string `json:"deviceType"`
		Key         string `json:"wifiKey"`
		Endpoint    string `json:"apiEndpoint"`
	}
	const version = "6.0.24"
	made := read[config](t)(client.Application.GetConfig(background, home.Slug, version, nil))
	if made.Application != home.ID || made.DeviceType != "raspberrypi3" || made.Endpoint == "" {
		t.Errorf("made %+v", made)
	}
	made = read[config](t)(client.Application.GetConfig(background, home.UUID, version, balena.Options{
		"network": "wifi", "wifiSsid": "Café", "wifiKey": "a secret", "deviceType": "raspberry-pi2",
	}))
	if made.Application != home.ID || made.DeviceType != "raspberry-pi2" || made.Key != "a secret" {
		t.Errorf("made %+v", made)
	}
	refused := func(version string, options balena.Options) error {
		return failure(client.Application.GetConfig(background, home.Slug, version, options))
	}
	fails(t, refused("", nil), balena.ErrMissingOption)
	fails(t, refused(version, balena.Options{"network": "wifi"}), balena.ErrMissingOption)
	fails(t, refused(version, balena.Options{"network": "token ring"}), balena.ErrInvalidOption)
	fails(t, refused(version, balena.Options{"wifi": true}), balena.ErrNonAllowedOption)
	fails(t, refused("2\n", nil), balena.ErrInvalidParameter)
}

func TestApplicationDeviceURLs(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	made := newDevice(t, client, home)
	accessible := func(expected bool) {
		t.Helper()
		row := read[struct {
			Accessible bool `json:"is_web_accessible"`
		}](t)(client.Device.Get(background, made.UUID, balena.Options{"$select": "is_web_accessible"}))
		if row.Accessible != expected {
			t.Errorf("is_web_accessible is %v", row.Accessible)
		}
	}
	t.Run("EnableDeviceURLs", func(t *testing.T) {
		offered(t, "Application.EnableDeviceURLs", client.Application.EnableDeviceURLs(background, home.Slug, nil))
		accessible(true)
	})
	t.Run("DisableDeviceURLs", func(t *testing.T) {
		offered(t, "Application.DisableDeviceURLs", client.Application.DisableDeviceURLs(background, home.Slug, nil))
		accessible(false)
	})
}

func TestApplicationSupportAccess(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	until := func() any {
		return read[map[string]any](t)(client.Application.Get(background, home.Slug, balena.Options{
			"$select": "is_accessible_by_support_until__date",
		}))["is_accessible_by_support_until__date"]
	}
	for _, past := range []int64{math.MinInt64, -1, 0, time.Now().UnixMilli() - 1} {
		err := client.Application.GrantSupportAccess(background, home.Slug, past, nil)
		if err := fails(t, err, balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "expiry_timestamp ") {
			t.Error(err)
		}
	}
	t.Run("GrantSupportAccess", func(t *testing.T) {
		soon := time.Now().Add(time.Hour).Truncate(time.Millisecond)
		err := client.Application.GrantSupportAccess(background, home.Slug, soon.UnixMilli(), nil)
		offered(t, "Application.GrantSupportAccess", err)
		text, _ := until().(string)
		if date, err := time.Parse(time.RFC3339, text); err != nil || !date.Equal(soon) {
			t.Errorf("until %s, not %v", text, soon)
		}
	})
	t.Run("RevokeSupportAccess", func(t *testing.T) {
		offered(t, "Application.RevokeSupportAccess", client.Application.RevokeSupportAccess(background, home.Slug, nil))
		if date := until(); date != nil {
			t.Errorf("until %v", date)
		}
	})
}

func TestApplicationRestart(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	offered(t, "Application.Restart", client.Application.Restart(background, home.Name, nil))
}

func TestApplicationRestartAsksForARestart(t *testing.T) {
	simulator := startSimulator(t, "--fleet", "1", "--cloud")
	client := simulator.loggedIn()
	works(t, client.Application.Restart(background, "fleet", nil))
	journal := simulator.journal()
	last := journal[len(journal)-1]
	if last.Method != "POST" || !strings.HasPrefix(last.Path, "/application/") || !strings.HasSuffix(last.Path, "/restart") {
		t.Errorf("asked for %+v", last)
	}
	simulator.answer("/application/", 423, `"Update lock is set"`)
	err := fails(t, client.Application.Restart(background, "fleet", nil), balena.ErrSupervisorLocked)
	if err.HTTPStatus != 423 || !strings.Contains(err.Message, "Update lock is set") {
		t.Errorf("%+v", err)
	}
}

func TestWhatAnOpenBalenaDoesNotOffer(t *testing.T) {
	client := startSimulator(t, "--fleet", "1").loggedIn()
	for name, err := range map[string]error{
		"DisableDeviceURLs":   client.Application.DisableDeviceURLs(background, "admin/fleet", nil),
		"EnableDeviceURLs":    client.Application.EnableDeviceURLs(background, "admin/fleet", nil),
		"GrantSupportAccess":  client.Application.GrantSupportAccess(background, "admin/fleet", 4_102_444_800_000, nil),
		"Restart":             client.Application.Restart(background, "fleet", nil),
		"RevokeSupportAccess": client.Application.RevokeSupportAccess(background, "admin/fleet", nil),
	} {
		t.Run(name, func(t *testing.T) { fails(t, err, balena.ErrUnsupportedByServer) })
	}
}

func TestNamesOfTwoApplications(t *testing.T) {
	simulator := startSimulator(t, "--fleet", "1")
	client := simulator.loggedIn()
	for name, call := range map[string]func() error{
		"Application.Get":     func() error { return failure(client.Application.Get(background, "fleet", nil)) },
		"Application.Remove":  func() error { return client.Application.Remove(background, "fleet", nil) },
		"Application.Restart": func() error { return client.Application.Restart(background, "fleet", nil) },
		"Device.GetAllByApplication": func() error {
			return failure(client.Device.GetAllByApplication(background, "fleet", nil))
		},
		"Device.Move": func() error { return client.Device.Move(background, "1", "fleet", nil) },
	} {
		t.Run(name, func(t *testing.T) {
			simulator.answer("/v7/application", 200, two)
			fails(t, call(), balena.ErrAmbiguousApplication)
		})
	}
	simulator.answer("/v7/application", 200, two)
	gives(t, true)(client.Application.Has(background, "fleet", nil))
	gives(t, true)(client.Application.Has(background, "fleet", nil))
	// Nor is an organization chosen for the user.
	simulator.answer("/v7/organization", 200, `{"d":[{"id":8,"handle":"one"},{"id":9,"handle":"two"}]}`)
	fails(t, failure(client.Application.Create(background, "kitchen", "raspberrypi3", nil)), balena.ErrMissingOption)
}

// call is a function that takes what names an application or a device.
type call func(client *balena.Client, name string, options balena.Options) error

// asking is the call of a function of a section that has a result.
func asking[S, T any](section func(*balena.Client) S, function func(S, context.Context, string, balena.Options) (T, error)) call {
	return func(client *balena.Client, name string, options balena.Options) error {
		return failure(function(section(client), background, name, options))
	}
}

// telling is that of one that has none.
func telling[S any](section func(*balena.Client) S, function func(S, context.Context, string, balena.Options) error) call {
	return func(client *balena.Client, name string, options balena.Options) error {
		return function(section(client), background, name, options)
	}
}

func ofApplication(client *balena.Client) balena.Application { return client.Application }

func TestApplicationsThatAreNotThere(t *testing.T) {
	client, guest := loggedIn(t), newClient(t)
	there := newApplication(t, client, "raspberrypi3").Slug
	for name, call := range map[string]call{
		"DisableDeviceURLs":       telling(ofApplication, balena.Application.DisableDeviceURLs),
		"DisableRollingUpdates":   telling(ofApplication, balena.Application.DisableRollingUpdates),
		"EnableDeviceURLs":        telling(ofApplication, balena.Application.EnableDeviceURLs),
		"EnableRollingUpdates":    telling(ofApplication, balena.Application.EnableRollingUpdates),
		"GenerateProvisioningKey": asking(ofApplication, balena.Application.GenerateProvisioningKey),
		"Get":                     asking(ofApplication, balena.Application.Get),
		"GetByID":                 asking(ofApplication, balena.Application.GetByID),
		"GetByOwner": func(client *balena.Client, name string, options balena.Options) error {
			owner, name, _ := strings.Cut(name, "/")
			return failure(client.Application.GetByOwner(background, name, owner, options))
		},
		"GetConfig": func(client *balena.Client, name string, options balena.Options) error {
			return failure(client.Application.GetConfig(background, name, "6.0.24", options))
		},
		"GetTargetReleaseHash": asking(ofApplication, balena.Application.GetTargetReleaseHash),
		"GrantSupportAccess": func(client *balena.Client, name string, options balena.Options) error {
			return client.Application.GrantSupportAccess(background, name, 4_102_444_800_000, options)
		},
		"IsTrackingLatestRelease": asking(ofApplication, balena.Application.IsTrackingLatestRelease),
		"Remove":                  telling(ofApplication, balena.Application.Remove),
		"Restart":                 telling(ofApplication, balena.Application.Restart),
		"RevokeSupportAccess":     telling(ofApplication, balena.Application.RevokeSupportAccess),
		"SetToRelease": func(client *balena.Client, name string, options balena.Options) error {
			return client.Application.SetToRelease(background, name, "1", options)
		},
		"TrackLatestRelease":   telling(ofApplication, balena.Application.TrackLatestRelease),
		"WillTrackNewReleases": asking(ofApplication, balena.Application.WillTrackNewReleases),
	} {
		t.Run(name, func(t *testing.T) {
			fails(t, call(client, "no-such/application", nil), balena.ErrApplicationNotFound)
			fails(t, call(client, "a/b/c", nil), balena.ErrInvalidParameter)
			fails(t, call(client, there, balena.Options{"colour": "red"}), balena.ErrNonAllowedOption)
			refusal := balena.ErrUnauthorized
			if name == "Remove" || name == "Restart" {
				refusal = balena.ErrNotLoggedIn
			}
			fails(t, call(guest, there, nil), refusal)
		})
	}
}
