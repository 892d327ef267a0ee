package balena_test

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	balena "github.com/libbalena/libbalena/bindings/go"
)

func ofDevice(client *balena.Client) balena.Device { return client.Device }

func uuidsOf(rows []device) []string {
	var uuids []string
	for _, row := range rows {
		uuids = append(uuids, row.UUID)
	}
	slices.Sort(uuids)
	return uuids
}

func TestDeviceGenerateUUID(t *testing.T) {
	client := offline(t)
	if first, second := uuid(t, client), uuid(t, client); first == second {
		t.Errorf("%s twice", first)
	}
}

func TestDeviceRegister(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	id := reference(home.ID)
	uuid := uuid(t, client)
	register := func(client *balena.Client, application string, options balena.Options) error {
		return failure(client.Device.Register(background, application, uuid, options))
	}
	fails(t, register(client, "no-such/application", nil), balena.ErrApplicationNotFound)
	fails(t, register(client, id, balena.Options{"device_type": "no-such-type"}), balena.ErrInvalidDeviceType)
	fails(t, register(client, id, balena.Options{"colour": "red"}), balena.ErrNonAllowedOption)
	fails(t, register(newClient(t), id, nil), balena.ErrNotLoggedIn)
	wrong := balena.Options{"provisioning_key": "no-such-key", "device_type": "raspberrypi3"}
	if err := fails(t, register(newClient(t), id, wrong), balena.ErrUnauthorized); strings.Contains(string(err.Document), "no-such-key") {
		t.Errorf("%s", err.Document)
	}
	for _, malformed := range []string{"", "1", strings.ToUpper(uuid[:31]) + "A"} {
		err := failure(client.Device.Register(background, id, malformed, nil))
		if err := fails(t, err, balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "uuid ") {
			t.Error(err)
		}
	}

	registered := read[device](t)(client.Device.Register(background, home.Slug, uuid, balena.Options{"device_type": "raspberry-pi2"}))
	if registered.UUID != uuid || registered.ID == 0 || registered.APIKey == "" {
		t.Errorf("registered %+v", registered)
	}
	row := read[struct {
		Type []struct{ Slug string } `json:"is_of__device_type"`
	}](t)(client.Device.Get(background, uuid, balena.Options{"$expand": "is_of__device_type($select=slug)"}))
	if len(row.Type) != 1 || row.Type[0].Slug != "raspberry-pi2" {
		t.Errorf("registered %+v", row)
	}
	fails(t, register(client, id, nil), balena.ErrConflict)
}

func TestDeviceGet(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	made := newDevice(t, client, home)
	if got := read[device](t)(client.Device.Get(background, made.UUID, nil)); got.ID != made.ID {
		t.Errorf("got %+v", got)
	}
	got := read[struct {
		device
		Application []application `json:"belongs_to__application"`
	}](t)(client.Device.Get(background, reference(made.ID), balena.Options{
		"$select": "uuid", "$expand": "belongs_to__application($select=slug)",
	}))
	if (got.device != device{UUID: made.UUID}) || len(got.Application) != 1 || got.Application[0].Slug != home.Slug {
		t.Errorf("got %+v", got)
	}
	gives(t, true)(client.Device.Has(background, made.UUID, nil))
	gives(t, true)(client.Device.Has(background, reference(made.ID), nil))
	for _, missing := range []string{nowhere, strings.Repeat("1", 62), noID} {
		gives(t, false)(client.Device.Has(background, missing, nil))
	}
	for _, malformed := range []string{"", "0", strings.ToUpper(made.UUID[:31]) + "A", "../1"} {
		fails(t, failure(client.Device.Has(background, malformed, nil)), balena.ErrInvalidParameter)
	}
	fails(t, failure(newClient(t).Device.Has(background, made.UUID, nil)), balena.ErrUnauthorized)
}

func TestReferencesOfTwoDevices(t *testing.T) {
	simulator := startSimulator(t)
	client := simulator.loggedIn()
	simulator.answer("/v7/device", 200, two)
	fails(t, failure(client.Device.Get(background, "1", nil)), balena.ErrAmbiguousDevice)
}

func TestDevicesAreListed(t *testing.T) {
	client := loggedIn(t)
	home, other := newApplication(t, client, "raspberrypi3"), newApplication(t, client, "raspberrypi3")
	made := []device{newDevice(t, client, home), newDevice(t, client, home), newDevice(t, client, other)}
	for i, name := range []string{"b", "a", "a"} {
		works(t, client.Device.Rename(background, made[i].UUID, home.Name+name, nil))
	}
	expected := []string{made[1].UUID, made[0].UUID}
	for name, list := range map[string]func(balena.Options) []device{
		"GetAllByApplication by name": func(options balena.Options) []device {
			return read[[]device](t)(client.Device.GetAllByApplication(background, home.Name, options))
		},
		"GetAllByApplication by slug": func(options balena.Options) []device {
			return read[[]device](t)(client.Device.GetAllByApplication(background, home.Slug, options))
		},
		"GetAllByApplicationID by id": func(options balena.Options) []device {
			return read[[]device](t)(client.Device.GetAllByApplicationID(background, reference(home.ID), options))
		},
		"GetAllByApplicationID by uuid": func(options balena.Options) []device {
			return read[[]device](t)(client.Device.GetAllByApplicationID(background, home.UUID, options))
		},
	} {
		rows := list(nil)
		if len(rows) != 2 || rows[0].UUID != expected[0] || rows[1].UUID != expected[1] {
			t.Errorf("%s listed %+v", name, rows)
		}
		rows = list(balena.Options{"$filter": "id gt 0 or id lt 0", "$orderby": "device_name desc", "$top": 1, "$select": "uuid"})
		if len(rows) != 1 || (rows[0] != device{UUID: expected[1]}) {
			t.Errorf("%s listed %+v", name, rows)
		}
	}

	named := read[[]device](t)(client.Device.GetByName(background, home.Name+"a", nil))
	if listed := uuidsOf(named); !slices.Equal(listed, uuidsOf(made[1:])) {
		t.Errorf("GetByName listed %v", listed)
	}
	named = read[[]device](t)(client.Device.GetByName(background, home.Name, nil))
	if len(named) != 0 {
		t.Errorf("GetByName listed %+v", named)
	}
	all := uuidsOf(read[[]device](t)(client.Device.GetAll(background, balena.Options{"$select": "uuid"})))
	for _, device := range made {
		if !slices.Contains(all, device.UUID) {
			t.Errorf("GetAll lacks %s", device.UUID)
		}
	}

	fails(t, failure(client.Device.GetAll(background, balena.Options{"$top": -1})), balena.ErrInvalidOption)
	fails(t, failure(client.Device.GetByName(background, "", nil)), balena.ErrInvalidParameter)
	unclosed := balena.Options{"$filter": "device_name eq 'x"}
	fails(t, failure(client.Device.GetByName(background, "x", unclosed)), balena.ErrInvalidOption)
	guest := newClient(t)
	fails(t, failure(guest.Device.GetAll(background, nil)), balena.ErrUnauthorized)
	fails(t, failure(guest.Device.GetByName(background, "x", nil)), balena.ErrUnauthorized)
	for name, call := range map[string]call{
		"GetAllByApplication":   asking(ofDevice, balena.Device.GetAllByApplication),
		"GetAllByApplicationID": asking(ofDevice, balena.Device.GetAllByApplicationID),
	} {
		t.Run(name, func(t *testing.T) {
			fails(t, call(client, "no-such/application", nil), balena.ErrApplicationNotFound)
			fails(t, call(client, "a/b/c", nil), balena.ErrInvalidParameter)
			fails(t, call(client, home.Slug, unclosed), balena.ErrInvalidOption)
			fails(t, call(guest, home.Slug, nil), balena.ErrUnauthorized)
		})
	}
}

func TestWhatADeviceIs(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	made := newDevice(t, client, home)
	row := read[device](t)(client.Device.Get(background, made.UUID, nil))
	for _, reference := range []string{made.UUID, reference(made.ID)} {
		gives(t, row.Name)(client.Device.GetName(background, reference, nil))
		gives(t, row.Status)(client.Device.GetStatus(background, reference, nil))
		gives(t, false)(client.Device.IsOnline(background, reference, nil))
		if name := result[*string](t)(client.Device.GetApplicationName(background, reference, nil)); name == nil || *name != home.Name {
			t.Errorf("belongs to %v", name)
		}
		err := failure(client.Device.GetLocalIPAddress(background, reference, nil))
		if err := fails(t, err, balena.ErrDeviceOffline); !strings.Contains(err.Message, reference) {
			t.Error(err)
		}
	}
}

func TestWhatDevicesDo(t *testing.T) {
	simulator := startSimulator(t, "--fleet", "30")
	client := simulator.loggedIn()
	statuses, online := map[string]bool{}, 0
	for _, row := range read[[]device](t)(client.Device.GetAll(background, nil)) {
		gives(t, row.Name)(client.Device.GetName(background, row.UUID, nil))
		gives(t, row.Status)(client.Device.GetStatus(background, row.UUID, nil))
		gives(t, row.Connected)(client.Device.IsOnline(background, row.UUID, nil))
		statuses[row.Status] = true
		document, err := client.Device.GetLocalIPAddress(background, row.UUID, nil)
		if !row.Connected {
			fails(t, err, balena.ErrDeviceOffline)
			continue
		}
		online++
		addresses := read[[]netip.Addr](t)(document, err)
		if len(addresses) == 0 || len(addresses) != len(strings.Fields(row.Addresses)) || addresses[0].String() != strings.Fields(row.Addresses)[0] {
			t.Errorf("%v, not %s", addresses, row.Addresses)
		}
	}
	if online == 0 || !statuses["disconnected"] || !statuses["operational"] {
		t.Errorf("%d are online, with the states %v", online, statuses)
	}

	simulator.answer("/v7/device", 200, `{"d":[{"id":1,"belongs_to__application":[]}]}`)
	if name := result[*string](t)(client.Device.GetApplicationName(background, "1", nil)); name != nil {
		t.Errorf("belongs to %s", *name)
	}
	simulator.answer("/v7/device", 200, `{"d":[{"is_connected_to_vpn":true,"ip_address":null}]}`)
	if addresses := read[[]string](t)(client.Device.GetLocalIPAddress(background, "1", nil)); addresses == nil || len(addresses) != 0 {
		t.Errorf("has the addresses %v", addresses)
	}
}

func TestDeviceGetDashboardURL(t *testing.T) {
	client := loggedIn(t)
	device := newDevice(t, client, newApplication(t, client, "raspberrypi3"))
	with := func(options balena.Options) *balena.Client {
		t.Helper()
		options["token"] = result[string](t)(client.Auth.GetToken())
		options["data_directory"] = nil
		return made(t, options)
	}
	told := with(balena.Options{
		"api_endpoint": setting(t, "BALENA_TEST_API_ENDPOINT"), "dashboard_url": "https://dashboard.example/ui",
	})
	expected := "https://dashboard.example/ui/devices/" + device.UUID + "/summary"
	gives(t, expected)(told.Device.GetDashboardURL(background, device.UUID, nil))
	gives(t, expected)(told.Device.GetDashboardURL(background, reference(device.ID), nil))
	fails(t, failure(told.Device.GetDashboardURL(background, noID, nil)), balena.ErrDeviceNotFound)
	fails(t, failure(told.Device.GetDashboardURL(background, "../1", nil)), balena.ErrInvalidParameter)
	// With a uuid nobody is asked.
	beside := with(balena.Options{"api_endpoint": "https://api.balena.example"})
	gives(t, "https://dashboard.balena.example/devices/"+device.UUID+"/summary")(beside.Device.GetDashboardURL(background, device.UUID, nil))
	elsewhere := with(balena.Options{"api_endpoint": "https://balena.example/api"})
	fails(t, failure(elsewhere.Device.GetDashboardURL(background, device.UUID, nil)), balena.ErrMissingOption)
}

func TestDeviceTypes(t *testing.T) {
	client := loggedIn(t)
	for _, known := range []string{"raspberrypi3", "Raspberry Pi 3"} {
		gives(t, "raspberrypi3")(client.Device.GetDeviceSlug(background, known, nil))
		gives(t, "Raspberry Pi 3")(client.Device.GetDisplayName(background, known, nil))
	}
	for name, call := range map[string]call{
		"GetDeviceSlug":  asking(ofDevice, balena.Device.GetDeviceSlug),
		"GetDisplayName": asking(ofDevice, balena.Device.GetDisplayName),
	} {
		t.Run(name, func(t *testing.T) {
			if err := fails(t, call(client, "O'Brien's", nil), balena.ErrInvalidDeviceType); !strings.Contains(err.Message, "O'Brien's") {
				t.Error(err)
			}
			fails(t, call(client, "", nil), balena.ErrInvalidParameter)
			fails(t, call(client, "raspberrypi3", balena.Options{"colour": "red"}), balena.ErrNonAllowedOption)
			fails(t, call(newClient(t), "raspberrypi3", nil), balena.ErrUnauthorized)
		})
	}
	t.Run("GetSupportedDeviceTypes", func(t *testing.T) {
		supported := read[[]string](t)(client.Device.GetSupportedDeviceTypes(background, nil))
		if supported == nil {
			t.Error("is no list")
		}
		for _, name := range supported {
			gives(t, name)(client.Device.GetDisplayName(background, name, nil))
		}
		fails(t, failure(newClient(t).Device.GetSupportedDeviceTypes(background, nil)), balena.ErrUnauthorized)
	})
}

func TestDeviceTypesThatAnOperatingSystemIsFor(t *testing.T) {
	supported := read[[]string](t)(startSimulator(t, "--cloud").loggedIn().Device.GetSupportedDeviceTypes(background, nil))
	expected := []string{
		"Intel NUC", "Raspberry Pi (v1 / Zero / Zero W)", "Raspberry Pi 3", "Raspberry Pi 4 (using 64bit OS)",
	}
	if !slices.Equal(supported, expected) {
		t.Errorf("are %q", supported)
	}
}

func TestDeviceMove(t *testing.T) {
	client := loggedIn(t)
	home, other := newApplication(t, client, "raspberrypi3"), newApplication(t, client, "raspberry-pi2")
	unlike := newApplication(t, client, "intel-nuc")
	made, stays := newDevice(t, client, home), newDevice(t, client, home)
	isIn := func(device device, expected application) {
		t.Helper()
		if name := result[*string](t)(client.Device.GetApplicationName(background, device.UUID, nil)); name == nil || *name != expected.Name {
			t.Errorf("is in %v, not %s", name, expected.Name)
		}
	}
	works(t, client.Device.Move(background, made.UUID, other.Name, nil))
	isIn(made, other)
	works(t, client.Device.Move(background, reference(made.ID), home.Slug, nil))
	isIn(made, home)
	err := fails(t, client.Device.Move(background, made.UUID, unlike.Name, nil), balena.ErrIncompatibleApplication)
	if !strings.Contains(err.Message, unlike.Name) || err.HTTPStatus != 0 {
		t.Errorf("%+v", err)
	}
	fails(t, client.Device.Move(background, made.UUID, "no-such/application", nil), balena.ErrApplicationNotFound)
	fails(t, client.Device.Move(background, made.UUID, "a/b/c", nil), balena.ErrInvalidParameter)
	isIn(made, home)
	isIn(stays, home)
}

func TestDeviceNoteAndRename(t *testing.T) {
	client := loggedIn(t)
	made := newDevice(t, client, newApplication(t, client, "raspberrypi3"))
	for _, text := range []string{"two\n\tlines, 'quoted' \"twice\" \\ 🐳", ""} {
		works(t, client.Device.Note(background, made.UUID, text, nil))
		if row := read[device](t)(client.Device.Get(background, made.UUID, nil)); row.Note != text {
			t.Errorf("noted %q", row.Note)
		}
	}
	const name = "O'Brien 🐳 #1 & co"
	works(t, client.Device.Rename(background, reference(made.ID), name, nil))
	gives(t, name)(client.Device.GetName(background, made.UUID, nil))
	err := fails(t, client.Device.Rename(background, made.UUID, "", nil), balena.ErrInvalidParameter)
	if !strings.HasPrefix(err.Message, "new_name ") {
		t.Error(err)
	}
	gives(t, name)(client.Device.GetName(background, made.UUID, nil))
}

func TestDeviceRemove(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	made, stays := newDevice(t, client, home), newDevice(t, client, home)
	works(t, client.Device.Remove(background, made.UUID, nil))
	gives(t, false)(client.Device.Has(background, made.UUID, nil))
	fails(t, client.Device.Remove(background, made.UUID, nil), balena.ErrDeviceNotFound)
	works(t, client.Device.Remove(background, reference(stays.ID), nil))
}

func TestDevicesThatAreNotThere(t *testing.T) {
	client, guest := loggedIn(t), newClient(t)
	home := newApplication(t, client, "raspberrypi3")
	there := newDevice(t, client, home).UUID
	for name, call := range map[string]call{
		"Get":                asking(ofDevice, balena.Device.Get),
		"GetApplicationName": asking(ofDevice, balena.Device.GetApplicationName),
		"GetLocalIPAddress":  asking(ofDevice, balena.Device.GetLocalIPAddress),
		"GetName":            asking(ofDevice, balena.Device.GetName),
		"GetStatus":          asking(ofDevice, balena.Device.GetStatus),
		"IsOnline":           asking(ofDevice, balena.Device.IsOnline),
		"Move": func(client *balena.Client, device string, options balena.Options) error {
			return client.Device.Move(background, device, home.Name, options)
		},
		"Note": func(client *balena.Client, device string, options balena.Options) error {
			return client.Device.Note(background, device, "x", options)
		},
		"Remove": telling(ofDevice, balena.Device.Remove),
		"Rename": func(client *balena.Client, device string, options balena.Options) error {
			return client.Device.Rename(background, device, "x", options)
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, missing := range []string{nowhere, noID} {
				if err := fails(t, call(client, missing, nil), balena.ErrDeviceNotFound); !strings.Contains(err.Message, missing) {
					t.Error(err)
				}
			}
			for _, malformed := range []string{"", "0", "../1", strings.ToUpper(there[:31]) + "A"} {
				if err := fails(t, call(client, malformed, nil), balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "device ") {
					t.Error(err)
				}
			}
			fails(t, call(client, there, balena.Options{"colour": "red"}), balena.ErrNonAllowedOption)
			refusal := balena.ErrUnauthorized
			if name == "Remove" {
				refusal = balena.ErrNotLoggedIn
			}
			fails(t, call(guest, there, nil), refusal)
		})
	}
}
