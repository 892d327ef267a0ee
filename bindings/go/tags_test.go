package balena_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	balena "github.com/libbalena/libbalena/bindings/go"
)

// tag is what the tests read of a tag's row.
type tag struct {
	ID    int64  `json:"id"`
	Key   string `json:"tag_key"`
	Value string `json:"value"`
}

// tags is one of the three kinds of tags, each of whose functions does the same for its own.
type tags struct {
	section interface {
		GetAll(ctx context.Context, options balena.Options) (json.RawMessage, error)
		Remove(ctx context.Context, owner, tagKey string, options balena.Options) error
		Set(ctx context.Context, owner, tagKey, value string, options balena.Options) (json.RawMessage, error)
	}
	// What names the owner of a tag, what names nothing, and the error that this makes.
	owners, missing []string
	absent          balena.Code
	lists           []list
}

// tagsOf gives the functions of the three kinds, to be called for this application, device and release.
func tagsOf(client *balena.Client, home application, device device, release release) map[string]tags {
	ofHome, ofDevice := []string{home.Slug, reference(home.ID), home.UUID}, []string{device.UUID, reference(device.ID)}
	ofRelease := []string{release.Commit, reference(release.ID)}
	const noApplication, noDevice, noRelease = balena.ErrApplicationNotFound, balena.ErrDeviceNotFound, balena.ErrReleaseNotFound
	missing := []string{noID, reference(largeID), nowhere}
	return map[string]tags{
		"ApplicationTag": {
			client.ApplicationTag, ofHome, append(missing, "no-such/application"), noApplication,
			[]list{{client.ApplicationTag.GetAllByApplication, ofHome, noApplication}},
		},
		"DeviceTag": {
			client.DeviceTag, ofDevice, append(missing, strings.Repeat("1", 62)), noDevice,
			[]list{
				{client.DeviceTag.GetAllByDevice, ofDevice, noDevice},
				{client.DeviceTag.GetAllByApplication, ofHome, noApplication},
			},
		},
		"ReleaseTag": {
			client.ReleaseTag, ofRelease, append(missing, release.Commit[:7]), noRelease,
			[]list{
				{client.ReleaseTag.GetAllByRelease, ofRelease, noRelease},
				{client.ReleaseTag.GetAllByApplication, ofHome, noApplication},
			},
		},
	}
}

// newTagged makes an application with a device and a release.
func newTagged(t testing.TB, client *balena.Client) (application, device, release) {
	t.Helper()
	home := newApplication(t, client, "raspberrypi3")
	return home, newDevice(t, client, home), newRelease(t, client, home, "c"+uuid(t, client), "success")
}

func TestTags(t *testing.T) {
	client := loggedIn(t)
	home, device, release := newTagged(t, client)
	elsewhere := tagsOf(client, newApplication(t, client, "raspberrypi3"), newDevice(t, client, home),
		newRelease(t, client, home, "d"+uuid(t, client), "failed"))
	for name, kind := range tagsOf(client, home, device, release) {
		t.Run(name, func(t *testing.T) {
			owner := kind.owners[0]
			listed := func(expected ...tag) {
				t.Helper()
				for _, list := range kind.lists {
					for _, of := range list.of {
						if rows := read[[]tag](t)(list.rows(background, of, nil)); !slices.Equal(rows, expected) {
							t.Errorf("%s has %+v, not %+v", of, rows, expected)
						}
					}
				}
				all := read[[]tag](t)(kind.section.GetAll(background, balena.Options{"$orderby": "id"}))
				for _, tag := range expected {
					if !slices.Contains(all, tag) {
						t.Errorf("GetAll lacks %+v", tag)
					}
				}
			}
			was := func(document json.RawMessage, err error) {
				t.Helper()
				works(t, err)
				if document != nil {
					t.Errorf("made %s", document)
				}
			}
			listed()
			kept := read[tag](t)(kind.section.Set(background, owner, "site", awkward, nil))
			if kept.ID <= 0 || (kept != tag{kept.ID, "site", awkward}) {
				t.Errorf("made %+v", kept)
			}
			for _, key := range []string{"A", "O'Brien", "'or(1)eq'1", "a&$filter=b", "%27", "+", "#", "🐳", "x/y", "\\"} {
				made := read[tag](t)(kind.section.Set(background, owner, key, "first", nil))
				if made.ID <= 0 || (made != tag{made.ID, key, "first"}) {
					t.Errorf("made %+v", made)
				}
				made.Value = ""
				for _, owner := range kind.owners {
					was(kind.section.Set(background, owner, key, made.Value, nil))
				}
				rows := read[[]tag](t)(kind.lists[0].rows(background, owner, balena.Options{"$orderby": "id"}))
				if !slices.Equal(rows, []tag{kept, made}) {
					t.Errorf("listed %+v", rows)
				}
				rows = read[[]tag](t)(kind.section.GetAll(background, balena.Options{
					"$filter": "tag_key eq @k and id ge " + reference(made.ID), "@k": key, "$select": "value,tag_key,id", "$top": 5,
				}))
				if !slices.Equal(rows, []tag{made}) {
					t.Errorf("listed %+v", rows)
				}
				works(t, kind.section.Remove(background, owner, key, nil))
				works(t, kind.section.Remove(background, owner, key, nil))
				listed(kept)
			}
			was(kind.section.Set(background, owner, "site", "", nil))
			kept.Value = ""
			first := read[tag](t)(kind.section.Set(background, kind.owners[1], "a", "1", nil))
			last := read[tag](t)(kind.section.Set(background, owner, "z", "2", nil))
			listed(first, kept, last)

			// What belongs to another stays with him, whatever is done here.
			other := elsewhere[name]
			theirs := read[tag](t)(other.section.Set(background, other.owners[0], "site", "theirs", nil))
			was(kind.section.Set(background, owner, "site", "ours", nil))
			works(t, kind.section.Remove(background, owner, "site", nil))
			if rows := read[[]tag](t)(other.lists[0].rows(background, other.owners[0], nil)); !slices.Equal(rows, []tag{theirs}) {
				t.Errorf("another has %+v", rows)
			}
			if rows := read[[]tag](t)(kind.lists[0].rows(background, owner, nil)); !slices.Equal(rows, []tag{first, last}) {
				t.Errorf("listed %+v", rows)
			}
		})
	}
}

func TestTagsThatCannotBe(t *testing.T) {
	client, guest := loggedIn(t), newClient(t)
	home, device, release := newTagged(t, client)
	asGuest := tagsOf(guest, home, device, release)
	for name, kind := range tagsOf(client, home, device, release) {
		t.Run(name, func(t *testing.T) {
			owner := kind.owners[0]
			made := read[tag](t)(kind.section.Set(background, owner, "site", "x", nil))
			malformed := []string{"", "../1", "O'Brien"}
			for _, missing := range kind.missing {
				for _, err := range []error{
					failure(kind.section.Set(background, missing, "site", "y", nil)),
					kind.section.Remove(background, missing, "site", nil),
				} {
					if err := fails(t, err, kind.absent); !strings.Contains(err.Message, missing) {
						t.Error(err)
					}
				}
			}
			for _, owner := range malformed {
				fails(t, failure(kind.section.Set(background, owner, "site", "y", nil)), balena.ErrInvalidParameter)
				fails(t, kind.section.Remove(background, owner, "site", nil), balena.ErrInvalidParameter)
			}
			for _, key := range []string{"", "a\nb", "\x00", "\xff"} {
				for _, err := range []error{
					failure(kind.section.Set(background, owner, key, "y", nil)),
					kind.section.Remove(background, owner, key, nil),
				} {
					if err := fails(t, err, balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "tag_key ") {
						t.Error(err)
					}
				}
			}
			// The server's own rules on keys are told with its words.
			for _, key := range []string{"two words", "io.balena.x"} {
				err := fails(t, failure(kind.section.Set(background, owner, key, "y", nil)), balena.ErrRequestError)
				if err.HTTPStatus != 400 || !strings.Contains(err.Message, "Tag keys") {
					t.Error(err)
				}
			}
			odd := balena.Options{"$select": "id"}
			fails(t, failure(kind.section.Set(background, owner, "site", "y", odd)), balena.ErrNonAllowedOption)
			fails(t, kind.section.Remove(background, owner, "site", odd), balena.ErrNonAllowedOption)
			fails(t, failure(kind.section.GetAll(background, balena.Options{"colour": 1})), balena.ErrNonAllowedOption)
			fails(t, failure(kind.section.GetAll(background, balena.Options{"$filter": "tag_key eq 'x"})), balena.ErrInvalidOption)
			for _, list := range kind.lists {
				for _, missing := range []string{noID, reference(largeID), nowhere} {
					err := fails(t, failure(list.rows(background, missing, nil)), list.absent)
					if !strings.Contains(err.Message, missing) {
						t.Error(err)
					}
				}
				for _, of := range malformed {
					fails(t, failure(list.rows(background, of, nil)), balena.ErrInvalidParameter)
				}
				fails(t, failure(list.rows(background, list.of[0], balena.Options{"$skip": "x"})), balena.ErrInvalidOption)
				fails(t, failure(list.rows(background, list.of[0], balena.Options{"colour": 1})), balena.ErrNonAllowedOption)
			}
			guest := asGuest[name]
			for _, err := range []error{
				failure(guest.section.Set(background, owner, "site", "y", nil)),
				guest.section.Remove(background, owner, "site", nil),
				failure(guest.lists[0].rows(background, owner, nil)),
				failure(guest.section.GetAll(background, nil)),
			} {
				fails(t, err, balena.ErrUnauthorized)
			}
			if rows := read[[]tag](t)(kind.lists[0].rows(background, owner, nil)); !slices.Equal(rows, []tag{made}) {
				t.Errorf("left %+v", rows)
			}
		})
	}
}

func TestTagsThatConflict(t *testing.T) {
	simulator := startSimulator(t, "--fleet", "1")
	client := simulator.loggedIn()
	for resource, set := range map[string]func() error{
		"application_tag": func() error { return failure(client.ApplicationTag.Set(background, "1", "k", "v", nil)) },
		"device_tag":      func() error { return failure(client.DeviceTag.Set(background, "1", "k", "v", nil)) },
		"release_tag":     func() error { return failure(client.ReleaseTag.Set(background, "1", "k", "v", nil)) },
	} {
		t.Run(resource, func(t *testing.T) {
			// This is not one that says that the tag is there.
			simulator.answer("/v7/"+resource, 409, `"Data is referenced by x."`)
			if err := fails(t, set(), balena.ErrConflict); err.HTTPStatus != 409 {
				t.Errorf("%+v", err)
			}
			works(t, set())
		})
	}
}

func TestTagsOfCommitsOfTwoReleases(t *testing.T) {
	client := loggedIn(t)
	commit := "e" + uuid(t, client)
	first := newRelease(t, client, newApplication(t, client, "raspberrypi3"), commit, "success")
	second := newRelease(t, client, newApplication(t, client, "intel-nuc"), commit, "success")
	for _, err := range []error{
		failure(client.ReleaseTag.Set(background, commit, "k", "v", nil)),
		client.ReleaseTag.Remove(background, commit, "k", nil),
		failure(client.ReleaseTag.GetAllByRelease(background, commit, nil)),
	} {
		if err := fails(t, err, balena.ErrAmbiguousRelease); !strings.Contains(err.Message, commit) {
			t.Error(err)
		}
	}
	made := read[tag](t)(client.ReleaseTag.Set(background, reference(second.ID), "k", "v", nil))
	if rows := read[[]tag](t)(client.ReleaseTag.GetAllByRelease(background, reference(second.ID), nil)); !slices.Equal(rows, []tag{made}) {
		t.Errorf("listed %+v", rows)
	}
	if rows := read[[]tag](t)(client.ReleaseTag.GetAllByRelease(background, reference(first.ID), nil)); len(rows) != 0 {
		t.Errorf("listed %+v", rows)
	}
}
