package balena_test

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"

	"balena"
)

var forced = balena.Options{"force": true}

// supervised gives the device beside whose supervisor the tests run, and its application. Tests are
// skipped where there is none: no other server has devices that do nothing but answer.
func supervised(t testing.TB) (uuid string, application int64) {
	t.Helper()
	uuid = os.Getenv("BALENA_TEST_DEVICE_UUID")
	if uuid == "" {
		t.Skip("needs a device that answers, and BALENA_TEST_DEVICE_UUID names none")
	}
	application, err := strconv.ParseInt(setting(t, "BALENA_TEST_APP_ID"), 10, 64)
	works(t, err)
	return uuid, application
}

// onDevice makes a client as a container on that device has it, without a login.
func onDevice(t testing.TB, key string) *balena.Client {
	t.Helper()
	uuid, application := supervised(t)
	return made(t, balena.Options{
		"api_endpoint": setting(t, "BALENA_TEST_API_ENDPOINT"), "data_directory": nil,
		"supervisor_address": setting(t, "BALENA_TEST_SUPERVISOR_ADDRESS"), "supervisor_api_key": key,
		"device_uuid": uuid, "app_id": application,
	})
}

// lock has applications hold the lock against updates until the test ends.
func lock(t testing.TB) {
	t.Helper()
	set := func(body string) {
		answer, err := http.Post(setting(t, "BALENA_TEST_API_ENDPOINT")+"_supervisor", "application/json", bytes.NewBufferString(body))
		works(t, err)
		answer.Body.Close()
	}
	set(`{"locked":true}`)
	t.Cleanup(func() { set(`{"locked":false}`) })
}

func imageOf(t testing.TB, uuid string) int64 {
	t.Helper()
	device := read[struct {
		Services map[string][]struct {
			Image int64 `json:"image_id"`
		} `json:"current_services"`
	}](t)(loggedIn(t).Device.GetWithServiceDetails(background, uuid, nil))
	return device.Services["main"][0].Image
}

// answers checks what either way to a supervisor gives.
func answers(t *testing.T, supervisor balena.Supervisor, device string) {
	t.Helper()
	uuid, application := supervised(t)
	image := imageOf(t, uuid)
	type outcome struct{ Data string }
	type container struct {
		ID string `json:"containerId"`
	}
	status := func() string {
		return read[struct{ Status string }](t)(supervisor.GetDeviceState(background, device, nil)).Status
	}
	gives(t, "OK")(supervisor.Ping(background, device, nil))
	gives(t, "OK")(supervisor.Restart(background, device, nil))
	works(t, supervisor.Blink(background, device, nil))
	works(t, supervisor.Update(background, device, forced))
	gives(t, outcome{"OK"})(read[outcome](t)(supervisor.Purge(background, device, nil)), nil)
	gives(t, outcome{"OK"})(read[outcome](t)(supervisor.Reboot(background, device, forced)), nil)
	gives(t, outcome{"OK"})(read[outcome](t)(supervisor.Shutdown(background, device, nil)), nil)
	info := read[struct {
		Application int64 `json:"appId"`
	}](t)(supervisor.GetApplicationInfo(background, device, nil))
	if info.Application != application {
		t.Errorf("the application is %d", info.Application)
	}
	stopped := read[container](t)(supervisor.StopApplication(background, device, nil))
	gives(t, "exited")(status(), nil)
	gives(t, stopped)(read[container](t)(supervisor.StartApplication(background, device, nil)), nil)
	works(t, supervisor.StopService(background, device, image, nil))
	gives(t, "exited")(status(), nil)
	works(t, supervisor.StartService(background, device, image, nil))
	works(t, supervisor.RestartService(background, device, image, nil))
	gives(t, "Idle")(status(), nil)
}

func TestSupervisorThroughTheService(t *testing.T) {
	uuid, _ := supervised(t)
	client := loggedIn(t)
	answers(t, client.Supervisor, uuid)
	works(t, client.Device.Identify(background, uuid, nil))
	works(t, client.Device.Restart(background, uuid, nil))
	state := read[struct{ Status string }](t)(client.Device.GetSupervisorState(background, uuid, nil))
	gives(t, "Idle")(state.Status, nil)
	if key := result[string](t)(client.Supervisor.RegenerateSupervisorAPIKey(background, uuid, nil)); len(key) != 32 {
		t.Errorf("the key has %d letters", len(key))
	}
}

func TestSupervisorUnderALock(t *testing.T) {
	uuid, _ := supervised(t)
	supervisor := loggedIn(t).Supervisor
	image := imageOf(t, uuid)
	lock(t)
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
	uuid, _ := supervised(t)
	key := setting(t, "BALENA_TEST_SUPERVISOR_API_KEY")
	client, other := onDevice(t, key), onDevice(t, key)
	answers(t, client.Supervisor, "")
	answers(t, client.Supervisor, uuid)
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
	works(t, onDevice(t, renewed).Supervisor.Blink(background, "", nil))
}
