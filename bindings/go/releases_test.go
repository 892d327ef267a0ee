package balena_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	balena "github.com/libbalena/libbalena/bindings/go"
)

func ofRelease(client *balena.Client) balena.Release { return client.Release }
func ofService(client *balena.Client) balena.Service { return client.Service }

// image is what the tests read of an image's row.
type image struct {
	ID       int64   `json:"id"`
	Status   string  `json:"status"`
	Type     string  `json:"project_type"`
	Hash     string  `json:"content_hash"`
	BuildLog *string `json:"build_log"`
}

// newImage adds an image of a service to a release, and goes when that does.
func newImage(t testing.TB, client *balena.Client, service int64, release release, log any) int64 {
	t.Helper()
	id := add(t, client, "image", map[string]any{
		"is_a_build_of__service": service, "status": "success", "start_timestamp": time.Now(), "build_log": log,
		"project_type": "Dockerfile.template", "content_hash": "sha256:" + strings.Repeat("1", 64),
	})
	add(t, client, "image__is_part_of__release", map[string]any{"image": id, "is_part_of__release": release.ID})
	return id
}

func TestReleases(t *testing.T) {
	client := loggedIn(t)
	home, empty := newApplication(t, client, "raspberrypi3"), newApplication(t, client, "raspberrypi3")
	for _, of := range []string{home.Slug, reference(home.ID), home.UUID} {
		if rows := read[[]release](t)(client.Release.GetAllByApplication(background, of, nil)); len(rows) != 0 {
			t.Errorf("%s has %+v", of, rows)
		}
		fails(t, failure(client.Release.GetLatestByApplication(background, of, nil)), balena.ErrReleaseNotFound)
	}
	failed := newRelease(t, client, home, "a"+uuid(t, client), "failed")
	err := fails(t, failure(client.Release.GetLatestByApplication(background, home.Slug, nil)), balena.ErrReleaseNotFound)
	if !strings.Contains(err.Message, home.Slug) {
		t.Error(err)
	}
	good := newRelease(t, client, home, "b"+uuid(t, client), "success")
	later := newRelease(t, client, home, "c"+uuid(t, client), "failed")
	if good.ID == 0 || good.Status != "success" || good.Created.IsZero() {
		t.Errorf("made %+v", good)
	}
	for _, of := range []string{home.Slug, reference(home.ID), home.UUID} {
		rows := read[[]release](t)(client.Release.GetAllByApplication(background, of, nil))
		newestFirst := func(a, b release) int { return b.Created.Compare(a.Created) }
		if len(rows) != 3 || !slices.IsSortedFunc(rows, newestFirst) {
			t.Errorf("%s has %+v", of, rows)
		}
		for _, release := range []release{failed, good, later} {
			if !slices.Contains(rows, release) {
				t.Errorf("%s lacks %+v", of, release)
			}
		}
		if latest := read[release](t)(client.Release.GetLatestByApplication(background, of, nil)); latest != good {
			t.Errorf("%s has %+v", of, latest)
		}
	}
	rows := read[[]release](t)(client.Release.GetAllByApplication(background, home.Slug, balena.Options{
		"$filter": "status eq @s or id lt 0", "@s": "failed", "$select": []string{"id", "commit"}, "$orderby": "id", "$skip": 1,
	}))
	if len(rows) != 1 || (rows[0] != release{ID: later.ID, Commit: later.Commit}) {
		t.Errorf("listed %+v", rows)
	}
	latest := read[struct {
		release
		Application []application `json:"belongs_to__application"`
	}](t)(client.Release.GetLatestByApplication(background, home.Slug, balena.Options{
		"$select": "id", "$expand": "belongs_to__application($select=slug)",
	}))
	if (latest.release != release{ID: good.ID}) || len(latest.Application) != 1 || latest.Application[0].Slug != home.Slug {
		t.Errorf("got %+v", latest)
	}
	for _, reference := range []string{reference(later.ID), later.Commit} {
		if row := read[release](t)(client.Release.Get(background, reference, nil)); row != later {
			t.Errorf("%s is %+v", reference, row)
		}
		row := read[release](t)(client.Release.Get(background, reference, balena.Options{"$select": "commit"}))
		if (row != release{Commit: later.Commit}) {
			t.Errorf("%s is %+v", reference, row)
		}
	}
	if rows := read[[]release](t)(client.Release.GetAllByApplication(background, empty.Slug, nil)); len(rows) != 0 {
		t.Errorf("another has %+v", rows)
	}
}

func TestReleasesAreListedNewestFirst(t *testing.T) {
	client := startSimulator(t, "--fleet", "1").loggedIn()
	type version struct {
		Number string `json:"semver"`
		Status string
	}
	versions := read[[]version](t)(client.Release.GetAllByApplication(background, "admin/fleet", nil))
	expected := []version{{"1.3.0", "success"}, {"1.2.0", "failed"}, {"1.1.0", "success"}, {"1.0.0", "success"}}
	if !slices.Equal(versions, expected) {
		t.Errorf("listed %v", versions)
	}
	latest := read[version](t)(client.Release.GetLatestByApplication(background, "admin/fleet", nil))
	if latest != versions[0] {
		t.Errorf("the latest is %v", latest)
	}
}

// details is what GetWithImageDetails gives.
type details struct {
	release
	Images []struct {
		ID          int64
		ServiceName *string `json:"service_name"`
	}
	User *struct {
		ID       int64
		Username string
	}
}

func TestReleaseGetWithImageDetails(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	made := newRelease(t, client, home, "a"+uuid(t, client), "success")
	other := newRelease(t, client, home, "b"+uuid(t, client), "success")
	services := map[int64]string{}
	for _, name := range []string{"main", "O'Brien's"} {
		services[newImage(t, client, newService(t, client, home, name), made, nil)] = name
	}
	who := askWhoIs(t, client)
	for _, reference := range []string{reference(made.ID), made.Commit} {
		got := read[details](t)(client.Release.GetWithImageDetails(background, reference, nil))
		if got.release != made || len(got.Images) != 2 || got.Images[0].ID == got.Images[1].ID {
			t.Errorf("%s is %+v", reference, got)
		}
		for _, image := range got.Images {
			if name := image.ServiceName; name == nil || services[image.ID] != *name {
				t.Errorf("image %d is of %v", image.ID, name)
			}
		}
		// Where the server says who made it.
		if got.User != nil && (got.User.ID != who.ID || got.User.Username != who.Username) {
			t.Errorf("made by %+v, not %+v", got.User, who)
		}
	}
	got := read[details](t)(client.Release.GetWithImageDetails(background, other.Commit, balena.Options{"$select": "id"}))
	if (got.release != release{ID: other.ID}) || got.Images == nil || len(got.Images) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestReleaseGetWithImageDetailsOfABalenaCloud(t *testing.T) {
	simulator := startSimulator(t)
	client := simulator.loggedIn()
	simulator.answer("/v7/release", 200, `{"d":[{"id":9007199254740993,"note":"größer","release_image":[
		{"image":[{"id":9007199254740995,"is_a_build_of__service":[]}]}],"is_created_by__user":[{"id":7,"username":"maker"}]}]}`)
	got := read[struct {
		details
		Note string
	}](t)(client.Release.GetWithImageDetails(background, "1", nil))
	if got.ID != largeID || got.Note != "größer" || len(got.Images) != 1 {
		t.Fatalf("got %+v", got)
	}
	if image := got.Images[0]; image.ID != largeID+2 || image.ServiceName != nil {
		t.Errorf("made of %+v", image)
	}
	if got.User == nil || got.User.ID != 7 || got.User.Username != "maker" {
		t.Errorf("made by %+v", got.User)
	}
}

func TestReleasesThatAreNotThere(t *testing.T) {
	client, guest := loggedIn(t), newClient(t)
	home, commit := newApplication(t, client, "raspberrypi3"), "e"+uuid(t, client)
	made := newRelease(t, client, home, commit, "success")
	newRelease(t, client, newApplication(t, client, "raspberrypi3"), commit, "success")
	for name, call := range map[string]call{
		"Get":                 asking(ofRelease, balena.Release.Get),
		"GetWithImageDetails": asking(ofRelease, balena.Release.GetWithImageDetails),
	} {
		t.Run(name, func(t *testing.T) {
			for _, missing := range []string{noID, reference(largeID), nowhere, commit[:7], strings.Repeat("f", 40)} {
				if err := fails(t, call(client, missing, nil), balena.ErrReleaseNotFound); !strings.Contains(err.Message, missing) {
					t.Error(err)
				}
			}
			if err := fails(t, call(client, commit, nil), balena.ErrAmbiguousRelease); !strings.Contains(err.Message, commit) {
				t.Error(err)
			}
			for _, malformed := range []string{"", "a b", "../1", "1.0.0", "O'Brien", "\xff"} {
				if err := fails(t, call(client, malformed, nil), balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "release ") {
					t.Error(err)
				}
			}
			there := reference(made.ID)
			fails(t, call(client, there, balena.Options{"$filter": "id eq 1"}), balena.ErrNonAllowedOption)
			fails(t, call(client, there, balena.Options{"$select": 1}), balena.ErrInvalidOption)
			fails(t, call(guest, there, nil), balena.ErrUnauthorized)
		})
	}
	for name, call := range map[string]call{
		"Release.GetAllByApplication":    asking(ofRelease, balena.Release.GetAllByApplication),
		"Release.GetLatestByApplication": asking(ofRelease, balena.Release.GetLatestByApplication),
		"Service.GetAllByApplication":    asking(ofService, balena.Service.GetAllByApplication),
	} {
		t.Run(name, func(t *testing.T) {
			for _, missing := range []string{noID, reference(largeID), nowhere, "no-such/application"} {
				if err := fails(t, call(client, missing, nil), balena.ErrApplicationNotFound); !strings.Contains(err.Message, missing) {
					t.Error(err)
				}
			}
			for _, malformed := range []string{"", "0", "a/b/c", home.Name, "O'Brien", "\xff"} {
				if err := fails(t, call(client, malformed, nil), balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "application ") {
					t.Error(err)
				}
			}
			fails(t, call(client, home.Slug, balena.Options{"colour": 1}), balena.ErrNonAllowedOption)
			fails(t, call(client, home.Slug, balena.Options{"$expand": 1}), balena.ErrInvalidOption)
			fails(t, call(guest, home.Slug, nil), balena.ErrUnauthorized)
		})
	}
}

func TestImages(t *testing.T) {
	client, guest := loggedIn(t), newClient(t)
	home := newApplication(t, client, "raspberrypi3")
	service := newService(t, client, home, "main")
	made := newRelease(t, client, home, "a"+uuid(t, client), "success")
	logged, silent := newImage(t, client, service, made, awkward), newImage(t, client, service, made, nil)

	expected := image{ID: logged, Status: "success", Type: "Dockerfile.template", Hash: "sha256:" + strings.Repeat("1", 64)}
	if got := read[image](t)(client.Image.Get(background, logged, nil)); got != expected {
		t.Errorf("got %+v", got)
	}
	if _, there := read[map[string]any](t)(client.Image.Get(background, logged, nil))["build_log"]; there {
		t.Error("the build log came unasked")
	}
	got := read[struct {
		image
		Service []struct {
			Name string `json:"service_name"`
		} `json:"is_a_build_of__service"`
	}](t)(client.Image.Get(background, logged, balena.Options{
		"$select": []string{"id", "build_log"}, "$expand": "is_a_build_of__service($select=service_name)",
	}))
	if got.ID != logged || got.Status != "" || got.BuildLog == nil || *got.BuildLog != awkward {
		t.Errorf("got %+v", got)
	}
	if len(got.Service) != 1 || got.Service[0].Name != "main" {
		t.Errorf("built of %+v", got.Service)
	}
	if log := result[*string](t)(client.Image.GetLog(background, logged, nil)); log == nil || *log != awkward {
		t.Errorf("logged %v", log)
	}
	if log := result[*string](t)(client.Image.GetLog(background, silent, nil)); log != nil {
		t.Errorf("logged %q", *log)
	}

	for name, call := range map[string]func(client *balena.Client, id int64, options balena.Options) error{
		"Get": func(client *balena.Client, id int64, options balena.Options) error {
			return failure(client.Image.Get(background, id, options))
		},
		"GetLog": func(client *balena.Client, id int64, options balena.Options) error {
			return failure(client.Image.GetLog(background, id, options))
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, missing := range []int64{1<<31 - 1, largeID} {
				err := fails(t, call(client, missing, nil), balena.ErrImageNotFound)
				if !strings.Contains(err.Message, reference(missing)) {
					t.Error(err)
				}
			}
			for _, malformed := range []int64{0, -1} {
				if err := fails(t, call(client, malformed, nil), balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "id ") {
					t.Error(err)
				}
			}
			fails(t, call(client, logged, balena.Options{"$top": 1}), balena.ErrNonAllowedOption)
			fails(t, call(client, logged, balena.Options{"timeout_ms": "soon"}), balena.ErrInvalidOption)
			fails(t, call(guest, logged, nil), balena.ErrUnauthorized)
		})
	}
}

func TestServiceGetAllByApplication(t *testing.T) {
	client := loggedIn(t)
	home, other := newApplication(t, client, "raspberrypi3"), newApplication(t, client, "raspberrypi3")
	type service struct {
		ID   int64
		Name string `json:"service_name"`
	}
	for _, of := range []string{home.Slug, reference(home.ID), home.UUID} {
		if rows := read[[]service](t)(client.Service.GetAllByApplication(background, of, nil)); len(rows) != 0 {
			t.Errorf("%s has %+v", of, rows)
		}
	}
	var made []service
	for _, name := range []string{"c", "a", "x-O'Brien"} {
		made = append(made, service{newService(t, client, home, name), name})
	}
	newService(t, client, other, "b")
	for _, of := range []string{home.Slug, reference(home.ID), home.UUID} {
		rows := read[[]service](t)(client.Service.GetAllByApplication(background, of, nil))
		if !slices.Equal(rows, []service{made[1], made[0], made[2]}) {
			t.Errorf("%s has %+v", of, rows)
		}
	}
	rows := read[[]service](t)(client.Service.GetAllByApplication(background, home.Slug, balena.Options{
		"$filter": "service_name eq @n or id lt 0", "@n": "x-O'Brien", "$select": "service_name",
	}))
	if !slices.Equal(rows, []service{{Name: "x-O'Brien"}}) {
		t.Errorf("listed %+v", rows)
	}
}
