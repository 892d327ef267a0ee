package balena_test

import (
	"encoding/json"
	"strings"
	"testing"

	balena "github.com/libbalena/libbalena/bindings/go"
)

// attended makes the server wait for the device.
var attended = balena.Options{"run_detached": false}

// update is what the tests read of an update's answer.
type update struct {
	Status     string
	Parameters struct {
		Version string `json:"target_version"`
	}
}

// progress is what the tests read of an update on the device's row.
type progress struct {
	Status  *string `json:"update_status"`
	Version *string `json:"os_version"`
}

// updates starts a simulator and logs in as one who knows its server for updates.
func updates(t *testing.T) *balena.Client {
	t.Helper()
	s := startSimulator(t, "--cloud")
	actions := strings.Replace(s.endpoint, "127.0.0.1", "actions.devices.localhost", 1)
	client := made(t, s.options(balena.Options{"actions_endpoint": actions}))
	works(t, client.Auth.Login(background, "admin", "simulator-password", nil))
	return client
}

// connected registers a device that says that it is connected and runs this version for production.
func connected(t *testing.T, client *balena.Client, home application, version string) device {
	t.Helper()
	registered := newDevice(t, client, home)
	works(t, client.Pine.Patch(background, "device",
		map[string]any{"is_connected_to_vpn": true, "os_version": version, "os_variant": "prod"},
		balena.Options{"id": registered.ID}))
	return registered
}

func TestDeviceOSParseParams(t *testing.T) {
	client := offline(t)
	parsed := read[map[string]any](t)(client.DeviceOS.ParseParams(map[string]any{
		"appId": "9020", "network": "wifi", "wifiSsid": "Café", "wifiKey": nil,
	}))
	if len(parsed) != 3 || parsed["appId"] != 9020.0 || parsed["wifiSsid"] != "Café" {
		t.Errorf("parsed %v", parsed)
	}
	for _, wrong := range []struct {
		parameters any
		code       balena.Code
		named      string
	}{
		{map[string]any{}, balena.ErrMissingOption, "appId"},
		{balena.Options{"appId": 1}, balena.ErrMissingOption, "network"},
		{balena.Options{"appId": 1, "network": "wifi"}, balena.ErrMissingOption, "wifiSsid"},
		{balena.Options{"appId": "one", "network": "ethernet"}, balena.ErrInvalidOption, "appId"},
		{balena.Options{"appId": 1, "network": "ring"}, balena.ErrInvalidOption, "network"},
		{balena.Options{"appId": 1, "network": "ethernet", "colour": "red"}, balena.ErrNonAllowedOption, "colour"},
		{[]int{1}, balena.ErrInvalidParameter, "parameters"},
	} {
		err := fails(t, failure(client.DeviceOS.ParseParams(wrong.parameters)), wrong.code)
		if !strings.Contains(err.Message, wrong.named) {
			t.Error(err)
		}
	}
}

func TestDeviceStartOSUpdateOfWhatIsNotFit(t *testing.T) {
	client := loggedIn(t)
	unseen := newDevice(t, client, newApplication(t, client, "raspberrypi3"))
	start := func(device, version string, options balena.Options) error {
		return failure(client.Device.StartOSUpdate(background, device, version, options))
	}
	fails(t, start(unseen.UUID, "6.0.24", nil), balena.ErrDeviceOffline)
	fails(t, start(nowhere, "6.0.24", nil), balena.ErrDeviceNotFound)
	fails(t, failure(client.Device.GetOSUpdateStatus(background, nowhere, nil)), balena.ErrDeviceNotFound)
	fails(t, start(unseen.UUID, "6.0.24", balena.Options{"run_detached": 1}), balena.ErrInvalidOption)
	if err := fails(t, start(unseen.UUID, "six", nil), balena.ErrInvalidParameter); !strings.Contains(err.Message, "target_os_version") {
		t.Error(err)
	}
}

func TestDeviceStartOSUpdate(t *testing.T) {
	client := updates(t)
	old := connected(t, client, newApplication(t, client, "raspberrypi3"), "balenaOS 5.3.21")
	start := func(version string) (json.RawMessage, error) {
		return client.Device.StartOSUpdate(background, old.UUID, version, nil)
	}
	fails(t, failure(start("2.94.4+rev1.prod")), balena.ErrOSUpdateError)
	fails(t, failure(start("6.0.25")), balena.ErrInvalidParameter)
	started := read[update](t)(start("6.0.24"))
	if started.Status != "triggered" || started.Parameters.Version != "6.0.24" {
		t.Errorf("started %+v", started)
	}
	for _, stage := range []string{"downloading", "applying changes", "done"} {
		seen := read[progress](t)(client.Device.GetOSUpdateStatus(background, old.UUID, nil))
		if seen.Status == nil || *seen.Status != stage {
			t.Errorf("saw %+v, not %s", seen, stage)
		}
	}
	seen := read[progress](t)(client.Device.GetOSUpdateStatus(background, reference(old.ID), nil))
	if seen.Version == nil || *seen.Version != "balenaOS 6.0.24" {
		t.Errorf("saw %+v", seen)
	}
}

func TestDeviceStartOSUpdateOfSeveral(t *testing.T) {
	client := updates(t)
	home := newApplication(t, client, "raspberrypi3")
	one := connected(t, client, home, "balenaOS 5.3.21")
	other := connected(t, client, home, "balenaOS 2.115.7")
	list := func(devices ...any) string {
		text, err := json.Marshal(devices)
		works(t, err)
		return string(text)
	}
	start := func(devices string) (json.RawMessage, error) {
		return client.Device.StartOSUpdate(background, devices, "6.0.24", attended)
	}
	fails(t, failure(start(list(one.UUID, newDevice(t, client, home).UUID))), balena.ErrDeviceOffline)
	status := func(device string) string {
		return read[update](t)(client.Device.GetOSUpdateStatus(background, device, attended)).Status
	}
	if seen := status(one.UUID); seen != "idle" {
		t.Errorf("%s before the update", seen)
	}
	started := read[map[string]update](t)(start(list(one.UUID, other.ID)))
	if len(started) != 2 {
		t.Errorf("started %v", started)
	}
	for _, device := range []device{one, other} {
		if started[device.UUID].Status != "in_progress" {
			t.Errorf("started %+v", started[device.UUID])
		}
		for _, expected := range []string{"in_progress", "in_progress", "done"} {
			if seen := status(device.UUID); seen != expected {
				t.Errorf("%s, not %s", seen, expected)
			}
		}
	}
}
