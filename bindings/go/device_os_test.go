package balena_test

import (
	"slices"
	"strings"
	"testing"

	balena "github.com/libbalena/libbalena/bindings/go"
)

// versions is what the tests read of the versions for a device type.
type versions struct {
	Versions                     []string
	Recommended, Latest, Default *string
}

func TestDeviceOSGetDeviceOSSemverWithVariant(t *testing.T) {
	client := offline(t)
	for _, form := range []struct{ version, variant, semver string }{
		{"balenaOS 2.29.2+rev1", "prod", "2.29.2+rev1.prod"},
		{"2.29.2", "prod", "2.29.2+prod"},
		{"2.29.2", "", "2.29.2"},
		{"Resin OS 2.0.0.rev1 (dev)", "dev", "2.0.0+rev1.dev"},
	} {
		semver := result[*string](t)(client.DeviceOS.GetDeviceOSSemverWithVariant(form.version, form.variant))
		if semver == nil || *semver != form.semver {
			t.Errorf("%+v became %v", form, semver)
		}
	}
	for _, version := range []string{"", "Ubuntu 16.04"} {
		if semver := result[*string](t)(client.DeviceOS.GetDeviceOSSemverWithVariant(version, "prod")); semver != nil {
			t.Errorf("%q became %q", version, *semver)
		}
	}
	for _, variant := range []string{"a b", "a\x00b"} {
		err := fails(t, failure(client.DeviceOS.GetDeviceOSSemverWithVariant("2.29.2", variant)), balena.ErrInvalidParameter)
		if !strings.HasPrefix(err.Message, "os_variant ") {
			t.Error(err)
		}
	}
}

func TestDeviceOSGetConfig(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	made := read[struct {
		Application int64  `json:"applicationId"`
		DeviceType  string `json:"deviceType"`
		Key         string `json:"wifiKey"`
	}](t)(client.DeviceOS.GetConfig(background, home.Slug, balena.Options{
		"version": "6.0.24", "network": "wifi", "wifiSsid": "Café", "wifiKey": "a secret",
	}))
	if made.Application != home.ID || made.DeviceType != "raspberrypi3" || made.Key != "a secret" {
		t.Errorf("made %+v", made)
	}
	refused := func(application string, options balena.Options) error {
		return failure(client.DeviceOS.GetConfig(background, application, options))
	}
	fails(t, refused(nowhere, balena.Options{"version": "6.0.24"}), balena.ErrApplicationNotFound)
	fails(t, refused(home.Slug, nil), balena.ErrMissingOption)
	fails(t, refused(home.Slug, balena.Options{"version": "6.0.24", "network": "wifi"}), balena.ErrMissingOption)
	fails(t, refused(home.Slug, balena.Options{"version": 6}), balena.ErrInvalidOption)
	fails(t, refused(home.Slug, balena.Options{"version": "6.0.24", "wifi": true}), balena.ErrNonAllowedOption)
}

func TestDeviceOSGetSupportedVersions(t *testing.T) {
	client := loggedIn(t)
	found := read[versions](t)(client.DeviceOS.GetSupportedVersions(background, "raspberrypi3", nil))
	if any := len(found.Versions) > 0; any != (found.Latest != nil) || any && *found.Latest != found.Versions[0] {
		t.Errorf("found %+v", found)
	}
	err := fails(t, failure(client.DeviceOS.GetSupportedVersions(background, "toaster", nil)), balena.ErrInvalidDeviceType)
	if !strings.Contains(err.Message, "toaster") {
		t.Error(err)
	}
	fails(t, failure(client.DeviceOS.GetSupportedVersions(background, "", nil)), balena.ErrInvalidParameter)
}

func TestDeviceOSGetSupportedVersionsOfEachKind(t *testing.T) {
	s := startSimulator(t, "--cloud")
	found := read[versions](t)(s.loggedIn().DeviceOS.GetSupportedVersions(background, "nuc", nil))
	expected := []string{
		"6.3.0-rc1", "6.0.24", "5.3.21", "2.115.7", "2.94.4+rev1.prod", "2.94.4+rev1.dev", "2.29.2+rev1.prod",
		"2.29.2+rev1.dev",
	}
	if !slices.Equal(found.Versions, expected) {
		t.Errorf("found %q", found.Versions)
	}
	for _, version := range []struct {
		found    *string
		expected string
	}{{found.Latest, "6.3.0-rc1"}, {found.Recommended, "6.0.24"}, {found.Default, "6.0.24"}} {
		if version.found == nil || *version.found != version.expected {
			t.Errorf("found %v, not %s", version.found, version.expected)
		}
	}
}
