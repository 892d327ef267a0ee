package balena_test

import (
	"encoding/json"
	"testing"

	"balena"
)

func TestPine(t *testing.T) {
	client := loggedIn(t)
	application := newApplication(t, client, "raspberrypi3").ID
	type tag struct {
		Application int64  `json:"application,omitempty"`
		Key         string `json:"tag_key,omitempty"`
		Value       string `json:"value"`
	}
	const hostile = "O'Brien') or (1 eq 1&$top=1"
	made := read[struct {
		ID    int64
		Value string
	}](t)(client.Pine.Post(background, "application_tag", tag{application, "a", hostile}, nil))
	if made.ID == 0 || made.Value != hostile {
		t.Errorf("made %+v", made)
	}
	where := balena.Options{"$filter": map[string]any{"application": application, "value": hostile}}
	listed := read[[]tag](t)(client.Pine.Get(background, "application_tag", balena.Options{"$filter": where["$filter"], "$select": []string{"tag_key", "value"}}))
	if len(listed) != 1 || listed[0].Key != "a" {
		t.Errorf("listed %+v", listed)
	}
	if count := read[int](t)(client.Pine.Get(background, "application_tag", balena.Options{"$count": where})); count != 1 {
		t.Errorf("%d of them", count)
	}

	key := map[string]any{"application": application, "tag_key": "a"}
	if changed, err := client.Pine.Upsert(background, "application_tag", key, tag{Value: "b"}, nil); err != nil || changed != nil {
		t.Errorf("%s, %v", changed, err)
	}
	byKey := balena.Options{"id": key, "$select": "value"}
	if row := read[tag](t)(client.Pine.Get(background, "application_tag", byKey)); row.Value != "b" {
		t.Errorf("got %+v", row)
	}
	works(t, client.Pine.Patch(background, "application_tag", json.RawMessage(`{"value":"c"}`), balena.Options{"id": made.ID}))
	works(t, client.Pine.Delete(background, "application_tag", balena.Options{"$filter": map[string]any{"application": application, "value": "c"}}))
	if row, err := client.Pine.Get(background, "application_tag", byKey); err != nil || string(row) != "null" {
		t.Errorf("%s, %v", row, err)
	}

	fails(t, client.Pine.Patch(background, "application_tag", tag{Value: "d"}, balena.Options{"id": made.ID}), balena.ErrNotFound)
	fails(t, client.Pine.Patch(background, "application_tag", tag{Value: "d"}, nil), balena.ErrMissingOption)
	fails(t, client.Pine.Delete(background, "application_tag", balena.Options{"$filter": map[string]any{}}), balena.ErrMissingOption)
	fails(t, failure(client.Pine.Post(background, "application_tag", nil, nil)), balena.ErrInvalidParameter)
	fails(t, failure(client.Pine.Post(background, "application_tag", func() {}, nil)), balena.ErrInvalidParameter)
	fails(t, failure(client.Pine.Get(background, "no_such_thing", nil)), balena.ErrUnauthorized)
}
