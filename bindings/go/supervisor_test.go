package balena_test

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"

	balena "github.com/libbalena/libbalena/bindings/go"
)

var forced = balena.Options{"force": true}

// supervised is a simulator, and the device of its fleet beside whose supervisor the tests run.
type supervised struct {
	*simulator
	uuid, address, key string
	application        int64
}

func startSupervised(t testing.TB) *supervised {
	t.Helper()
	s := &supervised{simulator: startSimulator(t, "--fleet", "30", "--supervisor")}
	told := map[string]string{}
	for len(told) < 4 {
		name, value, _ := strings.Cut(s.line(), "=")
		told[name] = value
	}
	s.uuid, s.address, s.key = told["BALENA_DEVICE_UUID"], told["BALENA_SUPERVISOR_ADDRESS"], told["BALENA_SUPERVISOR_API_KEY"]
	var err error
	s.application, err = strconv.ParseInt(told["BALENA_APP_ID"], 10, 64)
	works(t, err)
	return s
}

// onDevice makes a client as a container on that device has it, without a login.
func (s *supervised) onDevice(key string) *balena.Client {
	s.Helper()
	return made(s, s.options(balena.Options{
		"supervisor_address": s.address, "supervisor_api_key": key, "device_uuid": s.uuid, "app_id": s.application,
	}))
}

// lock has applications hold the lock against updates.
func (s *supervised) lock() {
	s.Helper()
	s.send(http.MethodPost, "_supervisor", map[string]bool{"locked": true})
}

// image is that of the device's service.
func (s *supervised) image() int64 {
	s.Helper()
	device := read[struct {
		Services map[string][]struct {
			Image int64 `json:"image_id"`
		} `json:"current_services"`
	}](s)(s.loggedIn().Device.GetWithServiceDetails(background, s.uuid, nil))
	return device.Services["main"][0].Image
}

// answers checks what either way to a supervisor gives.
func (s *supervised) answers(supervisor balena.Supervisor, device string) {
	s.Helper()
	image := s.image()
	type outcome struct{ Data string }
	type container struct {
		ID string `json:"containerId"`
	}
	status := func() string {
		return read[struct{ Status string }](s)(supervisor.GetDeviceState(background, device, nil)).Status
	}
	gives(s, "OK")(supervisor.Ping(background, device, nil))
	gives(s, "OK")(supervisor.Restart(background, device, nil))
	works(s, supervisor.Blink(background, device, nil))
	works(s, supervisor.Update(background, device, forced))
	gives(s, outcome{"OK"})(read[outcome](s)(supervisor.Purge(background, device, nil)), nil)
	gives(s, outcome{"OK"})(read[outcome](s)(supervisor.Reboot(background, device, forced)), nil)
	gives(s, outcome{"OK"})(read[outcome](s)(supervisor.Shutdown(background, device, nil)), nil)
	info := read[struct {
		Application int64 `json:"appId"`
	}](s)(supervisor.GetApplicationInfo(background, device, nil))
	if info.Application != s.application {
		s.Errorf("the application is %d", info.Application)
	}
	stopped := read[container](s)(supervisor.StopApplication(background, device, nil))
	gives(s, "exited")(status(), nil)
	gives(s, stopped)(read[container](s)(supervisor.StartApplication(background, device, nil)), nil)
	works(s, supervisor.StopService(background, device, image, nil))
	gives(s, "exited")(status(), nil)
	works(s, supervisor.StartService(background, device, image, nil))
	works(s, supervisor.RestartService(background, device, image, nil))
	gives(s, "Idle")(status(), nil)
}

func TestSupervisorThroughTheService(t *testing.T) {
	s := startSupervised(t)
	client, uuid := s.loggedIn(), s.uuid
	s.answers(client.Supervisor, uuid)
	works(t, client.Device.Identify(background, uuid, nil))
	works(t, client.Device.Restart(background, uuid, nil))
	state := read[struct{ Status string }](t)(client.Device.GetSupervisorState(background, uuid, nil))
	gives(t, "Idle")(state.Status, nil)
	if key := result[string](t)(client.Supervisor.RegenerateSupervisorAPIKey(background, uuid, nil)); len(key) != 32 {
		t.Errorf("the key has %d letters", len(key))
	}
}

func TestSupervisorUnderALock(t *testing.T) {
	s := startSupervised(t)
	supervisor, uuid, image := s.loggedIn().Supervisor, s.uuid, s.image()
	s.lock()
	fails(t, failure(supervisor.Purge(background, uuid, nil)), balena.ErrSupervisorLocked)
	fails(t, failure(supervisor.Restart(background, uuid, nil)), balena.ErrSupervisorLocked)
	fails(t, failure(supervisor.Reboot(background, uuid, nil)), balena.ErrSupervisorLocked)
	fails(t, failure(supervisor.Shutdown(background, uuid, nil)), balena.ErrSupervisorLocked)
	fails(t, failure(supervisor.StopApplication(background, uuid, nil)), balena.ErrSupervisorLocked)
	fails(t, supervisor.StopService(background, uuid, image, nil), balena.ErrSupervisorLocked)
	fails(t, supervisor.RestartService(background, uuid, image, nil), balena.ErrSupervisorLocked)
	works(t, supervisor.RestartService(background, uuid, image, forced))
}

func TestSupervisorThatIsTooOld(t *testing.T) {
	s := startSimulator(t)
	supervisor := s.loggedIn().Supervisor
	old := func(version string, call func() error) {
		t.Helper()
		s.answer("/v7/device", http.StatusOK, `{"d":[{"id":1,"uuid":"a","supervisor_version":"`+version+`"}]}`)
		if err := fails(t, call(), balena.ErrUnsupportedFunction); !strings.Contains(err.Message, version) {
			t.Error(err)
		}
	}
	old("1.5.0", func() error { return failure(supervisor.GetDeviceState(background, "1", nil)) })
	old("1.7.0", func() error { return failure(supervisor.GetApplicationInfo(background, "1", nil)) })
	old("1.7.0", func() error { return failure(supervisor.StartApplication(background, "1", nil)) })
	old("1.7.0", func() error { return failure(supervisor.StopApplication(background, "1", nil)) })
	old("6.9.0", func() error { return supervisor.StartService(background, "1", 1, nil) })
	old("6.9.0", func() error { return supervisor.StopService(background, "1", 1, nil) })
	old("6.9.0", func() error { return supervisor.RestartService(background, "1", 1, nil) })
}

func TestSupervisorOfADeviceThatCanNotBeAsked(t *testing.T) {
	client := loggedIn(t)
	device := newDevice(t, client, newApplication(t, client, "raspberrypi3")).UUID
	supervisor := client.Supervisor
	if err := fails(t, failure(supervisor.Ping(background, device, nil)), balena.ErrDeviceOffline); !strings.Contains(err.Message, device) {
		t.Error(err)
	}
	fails(t, supervisor.Blink(background, device, nil), balena.ErrDeviceOffline)
	fails(t, supervisor.StopService(background, device, 1, nil), balena.ErrDeviceOffline)
	fails(t, client.Device.Identify(background, device, nil), balena.ErrDeviceOffline)
	fails(t, client.Device.Restart(background, device, nil), balena.ErrDeviceOffline)
	fails(t, failure(client.Device.GetSupervisorState(background, device, nil)), balena.ErrDeviceOffline)
	fails(t, supervisor.Blink(background, nowhere, nil), balena.ErrDeviceNotFound)
	fails(t, client.Device.Restart(background, nowhere, nil), balena.ErrDeviceNotFound)
	fails(t, supervisor.Blink(background, "", nil), balena.ErrInvalidOption)
	fails(t, supervisor.Blink(background, "front-door", nil), balena.ErrInvalidParameter)
	fails(t, supervisor.StartService(background, device, 0, nil), balena.ErrInvalidParameter)
	fails(t, supervisor.Blink(background, device, forced), balena.ErrNonAllowedOption)
	fails(t, supervisor.ForceAPIEndpoint(true), balena.ErrInvalidOption)
	works(t, supervisor.ForceAPIEndpoint(false))
	guest := newClient(t)
	fails(t, guest.Supervisor.Blink(background, device, nil), balena.ErrUnauthorized)
	fails(t, guest.Device.Identify(background, device, nil), balena.ErrNotLoggedIn)
	fails(t, guest.Device.Restart(background, device, nil), balena.ErrNotLoggedIn)
}

func TestSupervisorOnItsDevice(t *testing.T) {
	s := startSupervised(t)
	key := s.key
	client, other := s.onDevice(key), s.onDevice(key)
	s.answers(client.Supervisor, "")
	s.answers(client.Supervisor, s.uuid)
	// The service is for those who are logged in.
	fails(t, client.Supervisor.Blink(background, nowhere, nil), balena.ErrUnauthorized)
	works(t, client.Supervisor.ForceAPIEndpoint(false))
	fails(t, client.Supervisor.Blink(background, "", nil), balena.ErrUnauthorized)
	works(t, client.Supervisor.ForceAPIEndpoint(true))

	// A call with a context that can end has a handle of its own: what it brings about is the client's all the same.
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	renewed := result[string](t)(client.Supervisor.RegenerateSupervisorAPIKey(ctx, "", nil))
	if renewed == key {
		t.Error("the key is still the same")
	}
	works(t, client.Supervisor.Blink(background, "", nil))
	if err := fails(t, other.Supervisor.Blink(background, "", nil), balena.ErrUnauthorized); strings.Contains(string(err.Document), key) {
		t.Errorf("%s", err.Document)
	}
	works(t, s.onDevice(renewed).Supervisor.Blink(background, "", nil))
}
