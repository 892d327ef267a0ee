package balena_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	balena "github.com/libbalena/libbalena/bindings/go"
)

// variable is what the tests read of a variable's row.
type variable struct {
	ID    int64  `json:"id"`
	Name  string `json:"name"`
	Value string `json:"value"`
}

// list is a function that lists rows, and what it is to list the rows of.
type list struct {
	rows   func(ctx context.Context, of string, options balena.Options) (json.RawMessage, error)
	of     []string
	absent balena.Code
}

// variables is one of the six kinds of variables, each of whose functions does the same for its own.
type variables struct {
	section interface {
		Remove(ctx context.Context, varID int64, options balena.Options) error
		Update(ctx context.Context, varID int64, value string, options balena.Options) error
	}
	create func(ctx context.Context, owner, name, value string, options balena.Options) (json.RawMessage, error)
	// What names the owner of a variable, and the error where nothing goes by such a name.
	owners []string
	absent balena.Code
	lists  []list
	prefix string
}

// variablesOf gives the functions of the six kinds, to be called for this application and this device.
func variablesOf(client *balena.Client, home application, device device) map[string]variables {
	ofHome, ofDevice := []string{home.Slug, reference(home.ID), home.UUID}, []string{device.UUID, reference(device.ID)}
	const noApplication, noDevice = balena.ErrApplicationNotFound, balena.ErrDeviceNotFound
	return map[string]variables{
		"ApplicationConfigVariable": {
			client.ApplicationConfigVariable, client.ApplicationConfigVariable.Create, ofHome, noApplication,
			[]list{{client.ApplicationConfigVariable.GetAll, ofHome, noApplication}}, "BALENA_",
		},
		"DeviceConfigVariable": {
			client.DeviceConfigVariable, client.DeviceConfigVariable.Create, ofDevice, noDevice,
			[]list{
				{client.DeviceConfigVariable.GetAll, ofDevice, noDevice},
				{client.DeviceConfigVariable.GetAllByApplication, ofHome, noApplication},
			}, "RESIN_",
		},
		"ApplicationEnvVariable": {
			client.ApplicationEnvVariable, client.ApplicationEnvVariable.Create, ofHome, noApplication,
			[]list{{client.ApplicationEnvVariable.GetAll, ofHome, noApplication}}, "",
		},
		"DeviceEnvVariable": {
			client.DeviceEnvVariable, client.DeviceEnvVariable.Create, ofDevice, noDevice,
			[]list{
				{client.DeviceEnvVariable.GetAll, ofDevice, noDevice},
				{client.DeviceEnvVariable.GetAllByApplication, ofHome, noApplication},
			}, "",
		},
		"ServiceEnvVariable": {
			client.ServiceEnvVariable,
			func(ctx context.Context, owner, name, value string, options balena.Options) (json.RawMessage, error) {
				return client.ServiceEnvVariable.Create(ctx, owner, "main", name, value, options)
			}, ofHome, noApplication,
			[]list{{client.ServiceEnvVariable.GetAllByApplication, ofHome, noApplication}}, "",
		},
		"DeviceServiceEnvVariable": {
			client.DeviceServiceEnvVariable,
			func(ctx context.Context, owner, name, value string, options balena.Options) (json.RawMessage, error) {
				return client.DeviceServiceEnvVariable.Create(ctx, owner, "main", name, value, options)
			}, ofDevice, noDevice,
			[]list{
				{client.DeviceServiceEnvVariable.GetAll, ofDevice, noDevice},
				{client.DeviceServiceEnvVariable.GetAllByApplication, ofHome, noApplication},
			}, "",
		},
	}
}

// newHome makes an application with a device and the service main.
func newHome(t testing.TB, client *balena.Client) (application, device) {
	t.Helper()
	home := newApplication(t, client, "raspberrypi3")
	newService(t, client, home, "main")
	return home, newDevice(t, client, home)
}

func TestVariables(t *testing.T) {
	client := loggedIn(t)
	home, device := newHome(t, client)
	elsewhere := variablesOf(client, newApplication(t, client, "raspberrypi3"), newDevice(t, client, home))
	for name, kind := range variablesOf(client, home, device) {
		t.Run(name, func(t *testing.T) {
			listed := func(expected ...variable) {
				t.Helper()
				for _, list := range kind.lists {
					for _, of := range list.of {
						if rows := read[[]variable](t)(list.rows(background, of, nil)); !slices.Equal(rows, expected) {
							t.Errorf("%s has %+v, not %+v", of, rows, expected)
						}
					}
				}
			}
			listed()
			second := read[variable](t)(kind.create(background, kind.owners[0], kind.prefix+"B2", awkward, nil))
			if second.ID <= 0 || (second != variable{second.ID, kind.prefix + "B2", awkward}) {
				t.Errorf("created %+v", second)
			}
			fails(t, failure(kind.create(background, kind.owners[0], second.Name, "x", nil)), balena.ErrConflict)
			first := read[variable](t)(kind.create(background, kind.owners[1], kind.prefix+"A_1", "", nil))
			listed(first, second)
			for _, list := range kind.lists {
				rows := read[[]variable](t)(list.rows(background, list.of[0], balena.Options{
					"$filter": "id lt 0 or value eq @v", "@v": awkward, "$select": "name", "$top": 1,
				}))
				if len(rows) != 1 || (rows[0] != variable{Name: second.Name}) {
					t.Errorf("listed %+v", rows)
				}
			}
			// What belongs to others is not listed with it.
			for _, list := range elsewhere[name].lists[:1] {
				if rows := read[[]variable](t)(list.rows(background, list.of[0], nil)); len(rows) != 0 {
					t.Errorf("another has %+v", rows)
				}
			}

			works(t, kind.section.Update(background, second.ID, "", nil))
			works(t, kind.section.Update(background, first.ID, awkward, nil))
			first.Value, second.Value = awkward, ""
			listed(first, second)
			works(t, kind.section.Remove(background, largeID, nil))
			listed(first, second)
			works(t, kind.section.Remove(background, first.ID, nil))
			listed(second)
			works(t, kind.section.Remove(background, first.ID, nil))
			fails(t, kind.section.Update(background, first.ID, "x", nil), balena.ErrNotFound)
			fails(t, kind.section.Update(background, largeID, "x", nil), balena.ErrNotFound)
			listed(second)
		})
	}
}

func TestVariablesThatCannotBe(t *testing.T) {
	client, guest := loggedIn(t), newClient(t)
	home, device := newHome(t, client)
	asGuest := variablesOf(guest, home, device)
	for name, kind := range variablesOf(client, home, device) {
		t.Run(name, func(t *testing.T) {
			owner, sound := kind.owners[0], kind.prefix+"A"
			malformed := []string{"", "0", "a/b/c", "O'Brien"}
			for _, missing := range []string{noID, reference(largeID), nowhere} {
				fails(t, failure(kind.create(background, missing, sound, "x", nil)), kind.absent)
			}
			for _, owner := range malformed {
				fails(t, failure(kind.create(background, owner, sound, "x", nil)), balena.ErrInvalidParameter)
			}
			names := []string{"", "1x", "a-b", "a b", "a.b", "é", "O'Brien", "a\n", "a\x00"}
			if kind.prefix != "" {
				names = append(names, "A", strings.ToLower(sound))
			}
			for _, name := range names {
				err := failure(kind.create(background, owner, name, "x", nil))
				if err := fails(t, err, balena.ErrInvalidParameter); !strings.Contains(err.Message, "_var_name ") {
					t.Error(err)
				}
			}
			err := failure(kind.create(background, owner, sound, "a\x00b", nil))
			if err := fails(t, err, balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "value ") {
				t.Error(err)
			}
			for _, id := range []int64{0, -1} {
				for _, err := range []error{
					kind.section.Update(background, id, "x", nil), kind.section.Remove(background, id, nil),
				} {
					if err := fails(t, err, balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "var_id ") {
						t.Error(err)
					}
				}
			}
			for i, list := range kind.lists {
				for _, missing := range []string{noID, reference(largeID), nowhere} {
					err := fails(t, failure(list.rows(background, missing, nil)), list.absent)
					if !strings.Contains(err.Message, missing) {
						t.Error(err)
					}
				}
				for _, of := range malformed {
					fails(t, failure(list.rows(background, of, nil)), balena.ErrInvalidParameter)
				}
				fails(t, failure(list.rows(background, list.of[0], balena.Options{"$top": -1})), balena.ErrInvalidOption)
				fails(t, failure(list.rows(background, list.of[0], balena.Options{"colour": 1})), balena.ErrNonAllowedOption)
				fails(t, failure(asGuest[name].lists[i].rows(background, list.of[0], nil)), balena.ErrUnauthorized)
				if rows := read[[]variable](t)(list.rows(background, list.of[0], nil)); len(rows) != 0 {
					t.Errorf("listed %+v", rows)
				}
			}

			made := read[variable](t)(kind.create(background, owner, sound, "x", nil))
			odd := balena.Options{"$select": "id"}
			fails(t, failure(kind.create(background, owner, sound, "x", odd)), balena.ErrNonAllowedOption)
			fails(t, kind.section.Update(background, made.ID, "y", odd), balena.ErrNonAllowedOption)
			fails(t, kind.section.Remove(background, made.ID, odd), balena.ErrNonAllowedOption)
			guest := asGuest[name]
			fails(t, failure(guest.create(background, owner, sound, "x", nil)), balena.ErrUnauthorized)
			fails(t, guest.section.Update(background, made.ID, "y", nil), balena.ErrUnauthorized)
			fails(t, guest.section.Remove(background, made.ID, nil), balena.ErrUnauthorized)
			rows := read[[]variable](t)(kind.lists[0].rows(background, owner, nil))
			if !slices.Equal(rows, []variable{made}) {
				t.Errorf("left %+v", rows)
			}
		})
	}
}

func TestVariablesOfServicesThatAreNotThere(t *testing.T) {
	client := loggedIn(t)
	home, device := newHome(t, client)
	for name, create := range map[string]func(service string) error{
		"ServiceEnvVariable": func(service string) error {
			return failure(client.ServiceEnvVariable.Create(background, home.Slug, service, "A", "x", nil))
		},
		"DeviceServiceEnvVariable": func(service string) error {
			return failure(client.DeviceServiceEnvVariable.Create(background, device.UUID, service, "A", "x", nil))
		},
		"DeviceServiceEnvVariable by id": func(service string) error {
			return failure(client.DeviceServiceEnvVariable.Create(background, reference(device.ID), service, "A", "x", nil))
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, service := range []string{"no-such-service", "Main", "O'Brien's 🐳"} {
				if err := fails(t, create(service), balena.ErrServiceNotFound); !strings.Contains(err.Message, service) {
					t.Error(err)
				}
			}
			for _, service := range []string{"", "main\n"} {
				if err := fails(t, create(service), balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "service_name ") {
					t.Error(err)
				}
			}
		})
	}
	// Each service has its own.
	newService(t, client, home, "O'Brien's")
	for _, service := range []string{"main", "O'Brien's"} {
		read[variable](t)(client.ServiceEnvVariable.Create(background, home.Slug, service, "A", service, nil))
		read[variable](t)(client.DeviceServiceEnvVariable.Create(background, device.UUID, service, "A", service, nil))
	}
	rows := read[[]struct {
		Value   string
		Service []struct {
			Name string `json:"service_name"`
		}
	}](t)(client.ServiceEnvVariable.GetAllByApplication(background, home.Slug, balena.Options{
		"$expand": "service($select=service_name)",
	}))
	if len(rows) != 2 || rows[0].Service[0].Name != rows[0].Value || rows[1].Service[0].Name != rows[1].Value {
		t.Errorf("listed %+v", rows)
	}
	if rows := read[[]variable](t)(client.DeviceServiceEnvVariable.GetAll(background, device.UUID, nil)); len(rows) != 2 {
		t.Errorf("listed %+v", rows)
	}
}

func TestServicesThatADeviceHasTwice(t *testing.T) {
	simulator := startSimulator(t, "--fleet", "1")
	client := simulator.loggedIn()
	simulator.answer("/v7/service_install", 200, two)
	err := failure(client.DeviceServiceEnvVariable.Create(background, "1", "main", "A", "x", nil))
	fails(t, err, balena.ErrAmbiguousDevice)
}

func TestApplicationEnvVariableIsSystemVariable(t *testing.T) {
	client := offline(t)
	for name, expected := range map[string]bool{
		"BALENA": true, "BALENA_": true, "BALENA_X": true, "RESIN": true, "RESIN_SUPERVISOR": true, "USER": true,
		"": false, "BALENAX": false, "balena_x": false, "USERS": false, "MY_BALENA_": false, "O'Brien 🐳": false,
	} {
		told := result[bool](t)(client.ApplicationEnvVariable.IsSystemVariable(name))
		if told != expected {
			t.Errorf("%q: %v", name, told)
		}
	}
	for _, name := range []string{"USER\x00", "\xff"} {
		err := failure(client.ApplicationEnvVariable.IsSystemVariable(name))
		if err := fails(t, err, balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "variable ") {
			t.Error(err)
		}
	}
}
