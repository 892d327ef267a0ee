package balena_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	balena "github.com/libbalena/libbalena/bindings/go"
)

// kept makes a client that keeps its settings in a directory.
func kept(t testing.TB, directory string) *balena.Client {
	t.Helper()
	return made(t, balena.Options{"data_directory": directory, "api_endpoint": "http://127.0.0.1:1/"})
}

func TestSettings(t *testing.T) {
	directory := t.TempDir()
	client := kept(t, directory)
	gives(t, "30000")(client.Settings.Get("timeout_ms"))
	gives(t, "http://127.0.0.1:1/")(client.Settings.Get("API_ENDPOINT"))
	gives(t, false)(client.Settings.Has("favourite_fleet"))
	fails(t, failure(client.Settings.Get("favourite_fleet")), balena.ErrInvalidOption)

	const value = "100 % kitchen = ; # [all]: 🐳"
	works(t, client.Settings.Set("Favourite_Fleet", value))
	works(t, client.Settings.Set("note", ""))
	for _, client := range []*balena.Client{client, kept(t, directory)} {
		gives(t, value)(client.Settings.Get("favourite_fleet"))
		gives(t, true)(client.Settings.Has("FAVOURITE_FLEET"))
		gives(t, "")(client.Settings.Get("note"))
		all := read[map[string]string](t)(client.Settings.GetAll())
		if all["favourite_fleet"] != value || all["max_connections"] != "64" || all["data_directory"] != directory {
			t.Errorf("%v", all)
		}
	}
	gives(t, true)(client.Settings.Remove("favourite_FLEET"))
	gives(t, false)(client.Settings.Remove("favourite_fleet"))
	gives(t, false)(kept(t, directory).Settings.Has("favourite_fleet"))
}

func TestSettingsThatGoBeforeOthers(t *testing.T) {
	directory := t.TempDir()
	works(t, kept(t, directory).Settings.Set("timeout_ms", "1"))
	works(t, kept(t, directory).Settings.Set("connect_timeout_ms", "2"))
	works(t, kept(t, directory).Settings.Set("max_connections", "3"))
	t.Setenv("BALENA_TIMEOUT_MS", "10")
	t.Setenv("BALENA_CONNECT_TIMEOUT_MS", "20")
	client := made(t, balena.Options{"data_directory": directory, "timeout_ms": 100})
	gives(t, "100")(client.Settings.Get("timeout_ms"))
	gives(t, "20")(client.Settings.Get("connect_timeout_ms"))
	gives(t, "3")(client.Settings.Get("max_connections"))
}

func TestSettingsInMemory(t *testing.T) {
	client := made(t, balena.Options{"data_directory": nil})
	works(t, client.Settings.Set("note", "1"))
	gives(t, "1")(client.Settings.Get("note"))
	gives(t, false)(made(t, balena.Options{"data_directory": nil}).Settings.Has("note"))
}

func TestSettingsThatCannotBeKept(t *testing.T) {
	directory := t.TempDir()
	client := kept(t, directory)
	for _, key := range []string{"", " ", "a=b", "a:b", "[a]", "a\nb", "a\x00", "#a", ";a", "a\xff"} {
		for name, err := range map[string]error{
			"Get":    failure(client.Settings.Get(key)),
			"Has":    failure(client.Settings.Has(key)),
			"Remove": failure(client.Settings.Remove(key)),
			"Set":    client.Settings.Set(key, "x"),
		} {
			if err := fails(t, err, balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "key ") {
				t.Errorf("%s(%q): %v", name, key, err)
			}
		}
	}
	for key, value := range map[string]string{
		"note": "a\nb", "api_endpoint": "ftp://example.com/", "timeout_ms": "soon", "data_directory": "/", "token": "x",
	} {
		fails(t, client.Settings.Set(key, value), balena.ErrInvalidParameter)
	}
	fails(t, client.Settings.Set("note", strings.Repeat("x", 1<<20)), balena.ErrLimit)
	if _, err := os.Stat(filepath.Join(directory, "balena.cfg")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file of settings: %v", err)
	}
}

func TestSettingsThatCannotBeRead(t *testing.T) {
	directory := t.TempDir()
	client := kept(t, directory)
	file := filepath.Join(directory, "balena.cfg")
	const text = "[Settings]\nnote = 1\nhalf a li"
	works(t, os.WriteFile(file, []byte(text), 0o600))
	for name, err := range map[string]error{
		"Get":    failure(client.Settings.Get("note")),
		"GetAll": failure(client.Settings.GetAll()),
		"Has":    failure(client.Settings.Has("note")),
		"Remove": failure(client.Settings.Remove("note")),
		"Set":    client.Settings.Set("note", "2"),
		"New":    failure(balena.New(balena.Options{"data_directory": directory})),
	} {
		t.Run(name, func(t *testing.T) {
			if err := fails(t, err, balena.ErrIO); !strings.Contains(string(err.Document), "line 3") {
				t.Errorf("%s", err.Document)
			}
		})
	}
	if after, err := os.ReadFile(file); err != nil || string(after) != text {
		t.Errorf("%q, %v", after, err)
	}
}
