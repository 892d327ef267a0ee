package balena_test

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	balena "github.com/libbalena/libbalena/bindings/go"
)

func TestDeviceURL(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	made, other := newDevice(t, client, home), newDevice(t, client, home)
	hasNone := func() {
		t.Helper()
		for _, reference := range []string{made.UUID, reference(made.ID)} {
			gives(t, false)(client.Device.HasDeviceURL(background, reference, nil))
			err := failure(client.Device.GetDeviceURL(background, reference, nil))
			if err := fails(t, err, balena.ErrDeviceNotWebAccessible); !strings.Contains(err.Message, reference) {
				t.Error(err)
			}
		}
	}
	hasNone()
	t.Run("EnableDeviceURL", func(t *testing.T) {
		offered(t, "Device.EnableDeviceURL", client.Device.EnableDeviceURL(background, reference(made.ID), nil))
		gives(t, true)(client.Device.HasDeviceURL(background, made.UUID, nil))
		gives(t, true)(client.Device.HasDeviceURL(background, reference(made.ID), nil))
		gives(t, false)(client.Device.HasDeviceURL(background, other.UUID, nil))
	})
	t.Run("GetDeviceURL", func(t *testing.T) {
		document, err := client.Config.GetAll(background, nil)
		offered(t, "Device.GetDeviceURL", err)
		config := read[struct{ DeviceURLsBase string }](t)(document, err)
		expected := "https://" + made.UUID + "." + config.DeviceURLsBase
		gives(t, expected)(client.Device.GetDeviceURL(background, made.UUID, nil))
		gives(t, expected)(client.Device.GetDeviceURL(background, reference(made.ID), nil))
	})
	t.Run("DisableDeviceURL", func(t *testing.T) {
		offered(t, "Device.DisableDeviceURL", client.Device.DisableDeviceURL(background, made.UUID, nil))
		hasNone()
	})
}

func TestDeviceLockOverride(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	made, other := newDevice(t, client, home), newDevice(t, client, home)
	has := func(device device, expected bool) {
		t.Helper()
		gives(t, expected)(client.Device.HasLockOverride(background, device.UUID, nil))
		gives(t, expected)(client.Device.HasLockOverride(background, reference(device.ID), nil))
	}
	has(made, false)
	result[json.RawMessage](t)(client.ApplicationConfigVariable.Create(background, home.Slug, "RESIN_OVERRIDE_LOCK", "1", nil))
	has(made, true)
	works(t, client.Device.DisableLockOverride(background, made.UUID, nil))
	has(made, false)
	has(other, true)
	for i := 0; i < 2; i++ {
		works(t, client.Device.EnableLockOverride(background, reference(made.ID), nil))
		has(made, true)
	}
	rows := read[[]variable](t)(client.DeviceConfigVariable.GetAll(background, made.UUID, balena.Options{"$select": "name,value"}))
	if !slices.Equal(rows, []variable{{Name: "RESIN_OVERRIDE_LOCK", Value: "1"}}) {
		t.Errorf("has %+v", rows)
	}
}

func TestDeviceGenerateDeviceKey(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	made, other := newDevice(t, client, home), newDevice(t, client, home)
	keys := map[string]bool{}
	for _, reference := range []string{made.UUID, reference(made.ID)} {
		key := result[string](t)(client.Device.GenerateDeviceKey(background, reference, nil))
		rows := read[[]device](t)(withToken(t, key).Device.GetAll(background, balena.Options{"$select": "uuid"}))
		if !slices.Contains(uuidsOf(rows), made.UUID) || slices.Contains(uuidsOf(rows), other.UUID) {
			t.Errorf("sees %+v", rows)
		}
		keys[key] = true
	}
	if len(keys) != 2 {
		t.Error("gave one key twice")
	}
	for _, odd := range []any{"soon", true, 1.5} {
		err := failure(client.Device.GenerateDeviceKey(background, made.UUID, balena.Options{"expiry_date": odd}))
		if err := fails(t, err, balena.ErrInvalidOption); !strings.Contains(err.Message, "expiry_date") {
			t.Error(err)
		}
	}
}

func TestWhatADeviceKeyIsMadeOf(t *testing.T) {
	simulator := startSimulator(t, "--fleet", "1")
	client := simulator.loggedIn()
	const description = "\"Söhne\" 🐳 \\ %27"
	result[string](t)(client.Device.GenerateDeviceKey(background, "1", balena.Options{
		"name": "O'Brien", "description": description, "expiry_date": time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli(),
	}))
	sent := read[map[string]string](t)(json.RawMessage(simulator.sent("POST")), nil)
	expected := map[string]string{"name": "O'Brien", "description": description, "expiryDate": "2100-01-01T00:00:00.000Z"}
	if !reflect.DeepEqual(sent, expected) {
		t.Errorf("sent %q", sent)
	}
}

func TestDeviceGetManifest(t *testing.T) {
	client, guest := loggedIn(t), newClient(t)
	home := newApplication(t, client, "raspberrypi3")
	whole := result[json.RawMessage](t)(client.Device.GetManifestBySlug(background, "raspberrypi3", nil))
	manifest := read[struct {
		Slug, Name, Arch string
		Aliases          []string
	}](t)(whole, nil)
	if manifest.Slug != "raspberrypi3" || manifest.Name != "Raspberry Pi 3" || manifest.Arch != "armv7hf" {
		t.Errorf("is %s", whole)
	}
	same := func(document json.RawMessage, err error) {
		t.Helper()
		works(t, err)
		if string(document) != string(whole) {
			t.Errorf("is %s", document)
		}
	}
	for _, name := range append(manifest.Aliases, manifest.Name) {
		same(client.Device.GetManifestBySlug(background, name, nil))
	}
	// No login is needed for it.
	same(guest.Device.GetManifestBySlug(background, "raspberrypi3", nil))
	for _, name := range []string{home.Name, home.Slug} {
		same(client.Device.GetManifestByApplication(background, name, nil))
	}
	for _, missing := range []string{"toaster", "O'Brien's"} {
		err := failure(client.Device.GetManifestBySlug(background, missing, nil))
		if err := fails(t, err, balena.ErrInvalidDeviceType); !strings.Contains(err.Message, missing) {
			t.Error(err)
		}
	}
	for _, missing := range []string{"no-such-application", "no-such/application"} {
		err := failure(client.Device.GetManifestByApplication(background, missing, nil))
		if err := fails(t, err, balena.ErrApplicationNotFound); !strings.Contains(err.Message, missing) {
			t.Error(err)
		}
	}
	fails(t, failure(client.Device.GetManifestBySlug(background, "", nil)), balena.ErrInvalidParameter)
	fails(t, failure(client.Device.GetManifestByApplication(background, "a/b/c", nil)), balena.ErrInvalidParameter)
	odd := balena.Options{"colour": "red"}
	fails(t, failure(client.Device.GetManifestBySlug(background, "raspberrypi3", odd)), balena.ErrNonAllowedOption)
	fails(t, failure(client.Device.GetManifestByApplication(background, home.Slug, odd)), balena.ErrNonAllowedOption)
	fails(t, failure(guest.Device.GetManifestByApplication(background, home.Slug, nil)), balena.ErrUnauthorized)
}

func TestManifestsThatCannotBeTold(t *testing.T) {
	simulator := startSimulator(t, "--fleet", "1")
	client := simulator.loggedIn()
	simulator.answer("/v7/application", 200, two)
	err := failure(client.Device.GetManifestByApplication(background, "fleet", nil))
	if err := fails(t, err, balena.ErrAmbiguousApplication); !strings.Contains(err.Message, "fleet") {
		t.Error(err)
	}
	simulator.answer("/device-types/v1", 200, `[]`)
	fails(t, failure(client.Device.GetManifestByApplication(background, "fleet", nil)), balena.ErrInvalidDeviceType)
	simulator.answer("/device-types/v1", 200, `{}`)
	fails(t, failure(client.Device.GetManifestBySlug(background, "raspberrypi3", nil)), balena.ErrDecode)
}

// targetState is what the tests read of the state that a device is to bring about.
type targetState struct {
	Name   string            `json:"name"`
	Config map[string]string `json:"config"`
	Apps   map[string]struct {
		Name     string `json:"name"`
		Services map[string]struct {
			Name        string            `json:"serviceName"`
			Environment map[string]string `json:"environment"`
		} `json:"services"`
	} `json:"apps"`
}

func TestDeviceGetSupervisorTargetState(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	service := newService(t, client, home, "main")
	newImage(t, client, service, newRelease(t, client, home, "a"+uuid(t, client), "success"), "")
	made := newDevice(t, client, home)
	result[json.RawMessage](t)(client.DeviceEnvVariable.Create(background, made.UUID, "COLOUR", awkward, nil))
	result[json.RawMessage](t)(client.DeviceConfigVariable.Create(background, made.UUID, "BALENA_HOST_X", "y", nil))
	name := result[string](t)(client.Device.GetName(background, made.UUID, nil))
	homeID, serviceID := reference(home.ID), reference(service)
	for _, reference := range []string{made.UUID, reference(made.ID)} {
		for _, options := range []balena.Options{nil, {"version": 2}} {
			state := read[map[string]targetState](t)(client.Device.GetSupervisorTargetState(background, reference, options))
			local := state["local"]
			application := local.Apps[homeID]
			running := application.Services[serviceID]
			if local.Name != name || local.Config["BALENA_HOST_X"] != "y" || application.Name != home.Name ||
				running.Name != "main" || running.Environment["COLOUR"] != awkward {
				t.Errorf("is %+v", state)
			}
			if _, there := state["dependent"]; !there {
				t.Errorf("is %+v", state)
			}
		}
		options := balena.Options{"version": 3}
		state := read[map[string]targetState](t)(client.Device.GetSupervisorTargetState(background, reference, options))
		own, there := state[made.UUID]
		if !there || own.Name != name || own.Config["BALENA_HOST_X"] != "y" || own.Apps[home.UUID].Name != home.Name {
			t.Errorf("is %+v", state)
		}
	}
	for _, version := range []any{1, 4, 2.5, "2", true} {
		options := balena.Options{"version": version}
		err := failure(client.Device.GetSupervisorTargetState(background, made.UUID, options))
		if err := fails(t, err, balena.ErrInvalidOption); !strings.Contains(err.Message, "version") {
			t.Error(err)
		}
	}
}

// install is what the tests read of what runs on a device.
type install struct {
	ID         int64    `json:"id"`
	Image      int64    `json:"image_id"`
	Service    int64    `json:"service_id"`
	Status     string   `json:"status"`
	Progress   *float64 `json:"download_progress"`
	Date       string   `json:"install_date"`
	Release    int64    `json:"release_id"`
	Commit     string   `json:"commit"`
	RawVersion string   `json:"raw_version"`
}

// withDetails is a device's row with what runs on it.
type withDetails struct {
	device
	Services map[string][]install `json:"current_services"`
	Gateways []any                `json:"current_gateway_downloads"`
}

func TestDeviceGetWithServiceDetails(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	made := newDevice(t, client, home)
	for _, reference := range []string{made.UUID, reference(made.ID)} {
		row := read[withDetails](t)(client.Device.GetWithServiceDetails(background, reference, nil))
		if row.ID != made.ID || row.UUID != made.UUID || row.Services == nil || len(row.Services) != 0 {
			t.Errorf("is %+v", row)
		}
		if row.Gateways == nil || len(row.Gateways) != 0 {
			t.Errorf("has gateways: %+v", row.Gateways)
		}
	}
	row := read[map[string]json.RawMessage](t)(client.Device.GetWithServiceDetails(background, made.UUID, balena.Options{
		"$select": []string{"uuid"}, "$expand": map[string]any{"belongs_to__application": map[string]any{"$select": "slug"}},
	}))
	if string(row["uuid"]) != `"`+made.UUID+`"` || string(row["belongs_to__application"]) != `[{"slug":"`+home.Slug+`"}]` {
		t.Errorf("is %s", row)
	}
	if _, there := row["device_name"]; there {
		t.Errorf("is %s", row)
	}
	fails(t, failure(client.Device.GetWithServiceDetails(background, made.UUID, balena.Options{"$top": 1})), balena.ErrNonAllowedOption)
}

func TestWhatRunsOnADevice(t *testing.T) {
	client := startSimulator(t, "--fleet", "40").loggedIn()
	busy := read[[]device](t)(client.Device.GetAll(background, balena.Options{
		"$filter": map[string]string{"status": "Downloading"}, "$top": 1,
	}))
	if len(busy) != 1 {
		t.Fatal("none is busy")
	}
	row := read[withDetails](t)(client.Device.GetWithServiceDetails(background, busy[0].UUID, nil))
	installs := row.Services["main"]
	if row.device != busy[0] || len(row.Services) != 1 || len(installs) != 2 {
		t.Fatalf("is %+v", row)
	}
	raw := read[[]struct {
		ID       int64
		Status   string
		Progress *float64 `json:"download_progress"`
		Date     string   `json:"install_date"`
		Image    []struct {
			ID      int64
			Service []struct{ ID int64 } `json:"is_a_build_of__service"`
		} `json:"installs__image"`
		Release []struct {
			ID         int64
			Commit     string
			RawVersion string `json:"raw_version"`
		} `json:"is_provided_by__release"`
	}](t)(client.Pine.Get(background, "image_install", balena.Options{
		"$filter":  map[string]any{"device": row.ID},
		"$expand":  map[string]any{"installs__image": map[string]any{"$expand": "is_a_build_of__service"}, "is_provided_by__release": map[string]any{}},
		"$orderby": "id",
	}))
	var expected []install
	for _, row := range raw {
		image, release := row.Image[0], row.Release[0]
		expected = append(expected, install{
			row.ID, image.ID, image.Service[0].ID, row.Status, row.Progress, row.Date, release.ID, release.Commit, release.RawVersion,
		})
	}
	slices.SortFunc(installs, func(a, b install) int { return int(a.ID - b.ID) })
	if !reflect.DeepEqual(installs, expected) {
		t.Errorf("%+v, not %+v", installs, expected)
	}
	if installs[0].Status != "Running" || installs[1].Status != "Downloading" || installs[1].Progress == nil {
		t.Errorf("are %+v", installs)
	}
}

func TestDeviceRelease(t *testing.T) {
	client := loggedIn(t)
	home, elsewhere := newApplication(t, client, "raspberrypi3"), newApplication(t, client, "raspberrypi3")
	first := newRelease(t, client, home, "a"+uuid(t, client), "success")
	second := newRelease(t, client, home, "b"+uuid(t, client), "success")
	failed := newRelease(t, client, home, "c"+uuid(t, client), "failed")
	theirs := newRelease(t, client, elsewhere, "d"+uuid(t, client), "success")
	made, other := newDevice(t, client, home), newDevice(t, client, home)
	isOn := func(device device, expected int64) {
		t.Helper()
		row := read[struct {
			Pin *struct {
				ID int64 `json:"__id"`
			} `json:"is_pinned_on__release"`
		}](t)(client.Device.Get(background, device.UUID, balena.Options{"$select": "is_pinned_on__release"}))
		if row.Pin == nil && expected != 0 || row.Pin != nil && row.Pin.ID != expected {
			t.Errorf("is pinned to %+v, not %d", row.Pin, expected)
		}
		for _, reference := range []string{device.UUID, reference(device.ID)} {
			gives(t, expected == 0)(client.Device.IsTrackingApplicationRelease(background, reference, nil))
		}
	}
	isOn(made, 0)
	set, setByID := client.Device.SetToRelease, client.Device.SetToReleaseByID
	works(t, set(background, made.UUID, first.Commit, nil))
	isOn(made, first.ID)
	works(t, set(background, reference(made.ID), reference(second.ID), nil))
	isOn(made, second.ID)
	works(t, setByID(background, made.UUID, reference(first.ID), nil))
	isOn(made, first.ID)
	isOn(other, 0)

	for _, missing := range []string{failed.Commit, theirs.Commit, first.Commit[:7], strings.Repeat("f", 40)} {
		if err := fails(t, set(background, made.UUID, missing, nil), balena.ErrReleaseNotFound); !strings.Contains(err.Message, missing) {
			t.Error(err)
		}
	}
	for _, missing := range []string{reference(failed.ID), reference(theirs.ID), noID, reference(largeID)} {
		for _, err := range []error{set(background, made.UUID, missing, nil), setByID(background, made.UUID, missing, nil)} {
			if err := fails(t, err, balena.ErrReleaseNotFound); !strings.Contains(err.Message, missing) {
				t.Error(err)
			}
		}
	}
	for _, malformed := range []string{"a b", "../1", "O'Brien", "\xff", "\x00"} {
		if err := fails(t, set(background, made.UUID, malformed, nil), balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "release ") {
			t.Error(err)
		}
	}
	for _, malformed := range []string{first.Commit, "-1", "0", "1.5", "99999999999999999999", " 1", "\x00"} {
		if err := fails(t, setByID(background, made.UUID, malformed, nil), balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "release_id ") {
			t.Error(err)
		}
	}
	isOn(made, first.ID)

	works(t, set(background, made.UUID, "", nil))
	isOn(made, 0)
	works(t, set(background, made.UUID, first.Commit, nil))
	works(t, setByID(background, reference(made.ID), "", nil))
	isOn(made, 0)
	works(t, set(background, made.UUID, first.Commit, nil))
	for i := 0; i < 2; i++ {
		works(t, client.Device.TrackApplicationRelease(background, made.UUID, nil))
		isOn(made, 0)
	}
}

func TestDeviceCustomLocation(t *testing.T) {
	client := loggedIn(t)
	made := newDevice(t, client, newApplication(t, client, "raspberrypi3"))
	isAt := func(latitude, longitude string) {
		t.Helper()
		row := read[map[string]string](t)(client.Device.Get(background, made.UUID, balena.Options{
			"$select": []string{"custom_latitude", "custom_longitude"},
		}))
		if row["custom_latitude"] != latitude || row["custom_longitude"] != longitude {
			t.Errorf("is at %v, not %s, %s", row, latitude, longitude)
		}
	}
	t.Run("SetCustomLocation", func(t *testing.T) {
		for _, place := range []struct {
			latitude, longitude float64
			north, east         string
		}{
			{21.032777, 105.831586, "21.032777", "105.831586"}, {-90, 180, "-90", "180"}, {90, -180, "90", "-180"},
			{0, -0.5, "0", "-0.5"}, {1e-7, 1.0 / 3, "0.0000001", "0.3333333333333333"},
		} {
			err := client.Device.SetCustomLocation(background, made.UUID, place.latitude, place.longitude, nil)
			offered(t, "Device.SetCustomLocation", err)
			isAt(place.north, place.east)
		}
	})
	for _, odd := range []struct {
		latitude, longitude float64
		name                string
	}{
		{90.1, 0, "latitude "}, {math.Nextafter(-90, -91), 0, "latitude "}, {math.NaN(), 0, "latitude "},
		{math.Inf(-1), 0, "latitude "}, {0, -180.5, "longitude "}, {0, math.Nextafter(180, 181), "longitude "},
		{0, math.NaN(), "longitude "}, {0, math.Inf(1), "longitude "},
	} {
		err := client.Device.SetCustomLocation(background, made.UUID, odd.latitude, odd.longitude, nil)
		if err := fails(t, err, balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, odd.name) {
			t.Error(err)
		}
	}
	t.Run("UnsetCustomLocation", func(t *testing.T) {
		for i := 0; i < 2; i++ {
			offered(t, "Device.UnsetCustomLocation", client.Device.UnsetCustomLocation(background, reference(made.ID), nil))
			isAt("", "")
		}
	})
}

func TestDeviceSupportAccess(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	made, other := newDevice(t, client, home), newDevice(t, client, home)
	until := func(device device) any {
		return read[map[string]any](t)(client.Device.Get(background, device.UUID, balena.Options{
			"$select": "is_accessible_by_support_until__date",
		}))["is_accessible_by_support_until__date"]
	}
	for _, past := range []int64{math.MinInt64, -1, 0, time.Now().UnixMilli() - 1} {
		err := client.Device.GrantSupportAccess(background, made.UUID, past, nil)
		if err := fails(t, err, balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "expiry_timestamp ") {
			t.Error(err)
		}
	}
	t.Run("GrantSupportAccess", func(t *testing.T) {
		soon := time.Now().Add(time.Hour).Truncate(time.Millisecond)
		offered(t, "Device.GrantSupportAccess", client.Device.GrantSupportAccess(background, made.UUID, soon.UnixMilli(), nil))
		text, _ := until(made).(string)
		if date, err := time.Parse(time.RFC3339, text); err != nil || !date.Equal(soon) {
			t.Errorf("until %s, not %v", text, soon)
		}
		if date := until(other); date != nil {
			t.Errorf("another's until %v", date)
		}
	})
	t.Run("RevokeSupportAccess", func(t *testing.T) {
		for i := 0; i < 2; i++ {
			offered(t, "Device.RevokeSupportAccess", client.Device.RevokeSupportAccess(background, reference(made.ID), nil))
			if date := until(made); date != nil {
				t.Errorf("until %v", date)
			}
		}
	})
}

func TestWhatOpenBalenaLacksForDevices(t *testing.T) {
	client := startSimulator(t, "--fleet", "1").loggedIn()
	for what, errs := range map[string][]error{
		"public URLs of devices": {
			client.Device.EnableDeviceURL(background, "1", nil), client.Device.DisableDeviceURL(background, "1", nil),
		},
		"access for support": {
			client.Device.GrantSupportAccess(background, "1", time.Now().UnixMilli()+60_000, nil),
			client.Device.RevokeSupportAccess(background, "1", nil),
		},
		"custom locations of devices": {
			client.Device.SetCustomLocation(background, "1", 1, 1, nil), client.Device.UnsetCustomLocation(background, "1", nil),
		},
	} {
		for _, err := range errs {
			if err := fails(t, err, balena.ErrUnsupportedByServer); !strings.Contains(err.Message, what) {
				t.Error(err)
			}
		}
	}
	// A device of one that has them, while its configuration is out of reach.
	simulator := startSimulator(t, "--fleet", "1", "--cloud")
	client = simulator.loggedIn()
	works(t, client.Device.EnableDeviceURL(background, "1", nil))
	simulator.answer("/config", 404, "")
	fails(t, failure(client.Device.GetDeviceURL(background, "1", nil)), balena.ErrUnsupportedByServer)
	simulator.answer("/config", 200, `{}`)
	fails(t, failure(client.Device.GetDeviceURL(background, "1", nil)), balena.ErrDecode)
}

func TestStatesOfDevicesThatAreNotThere(t *testing.T) {
	client, guest := loggedIn(t), newClient(t)
	home := newApplication(t, client, "raspberrypi3")
	commit := newRelease(t, client, home, "a"+uuid(t, client), "success").Commit
	there := newDevice(t, client, home).UUID
	before := result[json.RawMessage](t)(client.Device.Get(background, there, nil))
	for name, call := range map[string]call{
		"DisableDeviceURL":         telling(ofDevice, balena.Device.DisableDeviceURL),
		"DisableLockOverride":      telling(ofDevice, balena.Device.DisableLockOverride),
		"EnableDeviceURL":          telling(ofDevice, balena.Device.EnableDeviceURL),
		"EnableLockOverride":       telling(ofDevice, balena.Device.EnableLockOverride),
		"GenerateDeviceKey":        asking(ofDevice, balena.Device.GenerateDeviceKey),
		"GetDeviceURL":             asking(ofDevice, balena.Device.GetDeviceURL),
		"GetSupervisorTargetState": asking(ofDevice, balena.Device.GetSupervisorTargetState),
		"GetWithServiceDetails":    asking(ofDevice, balena.Device.GetWithServiceDetails),
		"GrantSupportAccess": func(client *balena.Client, device string, options balena.Options) error {
			return client.Device.GrantSupportAccess(background, device, time.Now().UnixMilli()+3_600_000, options)
		},
		"HasDeviceURL":                 asking(ofDevice, balena.Device.HasDeviceURL),
		"HasLockOverride":              asking(ofDevice, balena.Device.HasLockOverride),
		"IsTrackingApplicationRelease": asking(ofDevice, balena.Device.IsTrackingApplicationRelease),
		"RevokeSupportAccess":          telling(ofDevice, balena.Device.RevokeSupportAccess),
		"SetCustomLocation": func(client *balena.Client, device string, options balena.Options) error {
			return client.Device.SetCustomLocation(background, device, 1, 1, options)
		},
		"SetToRelease": func(client *balena.Client, device string, options balena.Options) error {
			return client.Device.SetToRelease(background, device, commit, options)
		},
		"SetToReleaseByID": func(client *balena.Client, device string, options balena.Options) error {
			return client.Device.SetToReleaseByID(background, device, "", options)
		},
		"TrackApplicationRelease": telling(ofDevice, balena.Device.TrackApplicationRelease),
		"UnsetCustomLocation":     telling(ofDevice, balena.Device.UnsetCustomLocation),
	} {
		t.Run(name, func(t *testing.T) {
			for _, missing := range []string{nowhere, strings.Repeat("1", 62), noID, reference(largeID)} {
				if err := fails(t, call(client, missing, nil), balena.ErrDeviceNotFound); !strings.Contains(err.Message, missing) {
					t.Error(err)
				}
			}
			for _, malformed := range []string{"", "0", "../1", there[:31], strings.ToUpper(there[:31]) + "A", "\xff", "\x00"} {
				if err := fails(t, call(client, malformed, nil), balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "device ") {
					t.Error(err)
				}
			}
			fails(t, call(client, there, balena.Options{"colour": "red"}), balena.ErrNonAllowedOption)
			fails(t, call(guest, there, nil), balena.ErrUnauthorized)
		})
	}
	if after := result[json.RawMessage](t)(client.Device.Get(background, there, nil)); string(after) != string(before) {
		t.Errorf("became %s", after)
	}
}
