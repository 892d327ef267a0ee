package balena_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	balena "github.com/libbalena/libbalena/bindings/go"
)

// set writes several devices as functions take them.
func set(t testing.TB, devices ...any) string {
	t.Helper()
	text, err := json.Marshal(devices)
	works(t, err)
	return string(text)
}

// write is a function that is told a set of devices, and what they then are.
type write struct {
	// All the devices are given this first, so that it shows which of them are written.
	before func(set string) error
	write  func(set string) error
	are    map[string]any
}

// writesTo gives the functions that write to several devices at once: they move them to an application, and pin them to
// one of its releases.
func writesTo(client *balena.Client, other application, commit string, releaseID int64) map[string]write {
	device := client.Device
	soon := time.Now().UnixMilli() + 3_600_000
	enable := func(set string) error { return device.EnableDeviceURL(background, set, nil) }
	disable := func(set string) error { return device.DisableDeviceURL(background, set, nil) }
	locate := func(set string) error { return device.SetCustomLocation(background, set, 1.5, -2, nil) }
	unlocate := func(set string) error { return device.UnsetCustomLocation(background, set, nil) }
	grant := func(set string) error { return device.GrantSupportAccess(background, set, soon, nil) }
	revoke := func(set string) error { return device.RevokeSupportAccess(background, set, nil) }
	pin := func(set string) error { return device.SetToRelease(background, set, commit, nil) }
	pinByID := func(set string) error { return device.SetToReleaseByID(background, set, reference(releaseID), nil) }
	unpin := func(set string) error { return device.SetToRelease(background, set, "", nil) }
	unpinByID := func(set string) error { return device.SetToReleaseByID(background, set, "", nil) }
	track := func(set string) error { return device.TrackApplicationRelease(background, set, nil) }
	note := func(set string) error { return device.Note(background, set, awkward, nil) }
	move := func(set string) error { return device.Move(background, set, other.Slug, nil) }
	pinned, tracking := map[string]any{"is_pinned_on__release": releaseID}, map[string]any{"is_pinned_on__release": nil}
	return map[string]write{
		"Note":                     {nil, note, map[string]any{"note": awkward}},
		"EnableDeviceURL":          {nil, enable, map[string]any{"is_web_accessible": true}},
		"DisableDeviceURL":         {enable, disable, map[string]any{"is_web_accessible": false}},
		"SetCustomLocation":        {nil, locate, map[string]any{"custom_latitude": "1.5", "custom_longitude": "-2"}},
		"UnsetCustomLocation":      {locate, unlocate, map[string]any{"custom_latitude": "", "custom_longitude": ""}},
		"GrantSupportAccess":       {nil, grant, map[string]any{"$not": map[string]any{"is_accessible_by_support_until__date": nil}}},
		"RevokeSupportAccess":      {grant, revoke, map[string]any{"is_accessible_by_support_until__date": nil}},
		"SetToRelease":             {nil, pin, pinned},
		"SetToRelease of none":     {pin, unpin, tracking},
		"SetToReleaseByID":         {nil, pinByID, pinned},
		"SetToReleaseByID of none": {pinByID, unpinByID, tracking},
		"TrackApplicationRelease":  {pin, track, tracking},
		"Move":                     {nil, move, map[string]any{"belongs_to__application": other.ID}},
	}
}

func TestSetsOfDevices(t *testing.T) {
	client := loggedIn(t)
	home, other := newApplication(t, client, "raspberrypi3"), newApplication(t, client, "raspberry-pi2")
	commit := "a" + uuid(t, client)
	release := newRelease(t, client, home, commit, "success")
	for name, write := range writesTo(client, other, commit, release.ID) {
		t.Run(name, func(t *testing.T) {
			a, b, c, d := newDevice(t, client, home), newDevice(t, client, home), newDevice(t, client, home), newDevice(t, client, home)
			all := set(t, a.ID, b.ID, c.ID, d.ID)
			if write.before != nil {
				offered(t, "Device."+name, write.before(all))
			}
			// Uuids and ids, these as numbers and as texts.
			offered(t, "Device."+name, write.write(set(t, a.UUID, b.ID, reference(c.ID))))
			written := read[[]device](t)(client.Device.GetAll(background, balena.Options{
				"$filter": map[string]any{"$and": []any{map[string]any{"id": map[string]any{"$in": []int64{a.ID, b.ID, c.ID, d.ID}}}, write.are}},
			}))
			if listed := uuidsOf(written); !slices.Equal(listed, uuidsOf([]device{a, b, c})) {
				t.Errorf("wrote %v", listed)
			}
		})
	}
	t.Run("Remove", func(t *testing.T) {
		home := newApplication(t, client, "raspberrypi3")
		a, b, c, d := newDevice(t, client, home), newDevice(t, client, home), newDevice(t, client, home), newDevice(t, client, home)
		works(t, client.Device.Remove(background, set(t, reference(a.ID), b.UUID, c.ID), nil))
		left := read[[]device](t)(client.Device.GetAllByApplicationID(background, home.Slug, nil))
		if listed := uuidsOf(left); !slices.Equal(listed, []string{d.UUID}) {
			t.Errorf("left %v", listed)
		}
	})
}

func TestSetsThatAreLeftAsTheyWere(t *testing.T) {
	client := loggedIn(t)
	home, other := newApplication(t, client, "raspberrypi3"), newApplication(t, client, "raspberrypi3")
	commit := "a" + uuid(t, client)
	release := newRelease(t, client, home, commit, "success")
	a, b := newDevice(t, client, home), newDevice(t, client, home)
	writes := writesTo(client, other, commit, release.ID)
	writes["Remove"] = write{write: func(set string) error { return client.Device.Remove(background, set, nil) }}
	rows := func() string {
		t.Helper()
		return string(result[json.RawMessage](t)(client.Device.GetAllByApplicationID(background, home.Slug, nil)))
	}
	before := rows()
	for name, write := range writes {
		t.Run(name, func(t *testing.T) {
			for missing, set := range map[string]string{
				nowhere:                 set(t, a.UUID, nowhere, b.UUID),
				strings.Repeat("1", 62): set(t, a.UUID, b.ID, strings.Repeat("1", 62)),
				noID:                    "[" + noID + "," + reference(a.ID) + "]",
				reference(largeID):      set(t, a.ID, largeID, b.ID),
			} {
				if err := fails(t, write.write(set), balena.ErrDeviceNotFound); !strings.Contains(err.Message, missing) {
					t.Error(err)
				}
			}
			for _, odd := range []string{
				"[]", "[ ]", "[1.5]", "[null]", "[true]", "[[1]]", "[0]", "[-1]", "[1", "[1,]", "1,2", `["x"]`, `[""]`,
				`["` + strings.ToUpper(a.UUID[:31]) + `A"]`, `{"id":1}`, "[99999999999999999999]", "[\xff]", "[1]\x00",
			} {
				if err := fails(t, write.write(odd), balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "device ") {
					t.Errorf("%s: %v", odd, err)
				}
			}
			if after := rows(); after != before {
				t.Errorf("became %s", after)
			}
		})
	}
	// Also where all are there, but one can't do it.
	unlike := newDevice(t, client, newApplication(t, client, "intel-nuc"))
	some := set(t, a.ID, unlike.ID)
	fails(t, client.Device.Move(background, some, other.Slug, nil), balena.ErrIncompatibleApplication)
	fails(t, client.Device.SetToRelease(background, some, commit, nil), balena.ErrReleaseNotFound)
	fails(t, client.Device.SetToReleaseByID(background, some, reference(release.ID), nil), balena.ErrReleaseNotFound)
	// A name is for one device, and a question is about one.
	one := set(t, a.ID)
	fails(t, client.Device.Rename(background, one, "x", nil), balena.ErrInvalidParameter)
	fails(t, failure(client.Device.Get(background, one, nil)), balena.ErrInvalidParameter)
	fails(t, failure(client.Device.GenerateDeviceKey(background, one, nil)), balena.ErrInvalidParameter)
	fails(t, client.Device.EnableLockOverride(background, one, nil), balena.ErrInvalidParameter)
	if after := rows(); after != before {
		t.Errorf("became %s", after)
	}
}

func TestSetsThatAreOnlyRead(t *testing.T) {
	simulator := startSimulator(t, "--fleet", "2", "--cloud")
	client := simulator.loggedIn()
	commit := read[release](t)(client.Release.Get(background, "1", nil)).Commit
	writes := writesTo(client, application{ID: 3, Slug: "admin/spare"}, commit, 1)
	writes["Remove"] = write{write: func(set string) error { return client.Device.Remove(background, set, nil) }}
	before := len(simulator.journal())
	for name, write := range writes {
		t.Run(name, func(t *testing.T) {
			fails(t, write.write("[1,999,2]"), balena.ErrDeviceNotFound)
			journal := simulator.journal()
			if len(journal) == before {
				t.Error("asked for nothing")
			}
			for _, request := range journal[before:] {
				if request.Method != "GET" {
					t.Errorf("sent %+v", request)
				}
			}
			before = len(journal)
			fails(t, write.write("[1,null]"), balena.ErrInvalidParameter)
			if sent := simulator.journal()[before:]; len(sent) != 0 {
				t.Errorf("sent %+v", sent)
			}
		})
	}
}

func TestSetsOfOneDeviceAndOfTwoApplications(t *testing.T) {
	client := loggedIn(t)
	home, other := newApplication(t, client, "raspberrypi3"), newApplication(t, client, "raspberrypi3")
	a, b := newDevice(t, client, home), newDevice(t, client, other)
	works(t, client.Device.Note(background, set(t, a.UUID, a.ID, reference(a.ID), a.UUID), "x", nil))
	if row := read[device](t)(client.Device.Get(background, a.UUID, nil)); row.Note != "x" {
		t.Errorf("noted %q", row.Note)
	}
	// Each is pinned to its own application's release of that commit.
	commit := "a" + uuid(t, client)
	pins := map[string]int64{a.UUID: newRelease(t, client, home, commit, "success").ID, b.UUID: newRelease(t, client, other, commit, "success").ID}
	works(t, client.Device.SetToRelease(background, set(t, a.ID, b.UUID), commit, nil))
	for uuid, release := range pins {
		pinned := read[[]device](t)(client.Device.GetAll(background, balena.Options{"$filter": map[string]any{"is_pinned_on__release": release}}))
		if listed := uuidsOf(pinned); !slices.Equal(listed, []string{uuid}) {
			t.Errorf("pinned %v to %d", listed, release)
		}
	}
}
