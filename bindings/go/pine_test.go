package balena_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	balena "github.com/libbalena/libbalena/bindings/go"
)

// hostile are texts that would say something else, were they not kept within their quotes.
var hostile = []string{
	"O'Brien", "' or 1 eq 1", "') or (1 eq 1", "a&$filter=b", "%27", "+", "#", "🐳", "a;$top=1)", "$1", "@x", "null",
	"a/b?c=d,e:f@g", awkward,
}

// object is one in JSON.
type object = map[string]any

// applicationTag is a row of application_tag, as a body or as a result.
type applicationTag struct {
	Application int64  `json:"application,omitempty"`
	Key         string `json:"tag_key,omitempty"`
	Value       string `json:"value"`
}

// tagsWithPine gives functions that make and list the tags of a new application.
func tagsWithPine(t testing.TB, client *balena.Client) (home application, post func(key, value string) int64, list func(filter any) []tag) {
	t.Helper()
	home = newApplication(t, client, "raspberrypi3")
	post = func(key, value string) int64 {
		t.Helper()
		return read[tag](t)(client.Pine.Post(background, "application_tag", applicationTag{home.ID, key, value}, nil)).ID
	}
	list = func(filter any) []tag {
		t.Helper()
		return read[[]tag](t)(client.Pine.Get(background, "application_tag", balena.Options{
			"$filter": object{"$and": []any{object{"application": home.ID}, filter}}, "$orderby": "tag_key",
		}))
	}
	return home, post, list
}

func TestPineGet(t *testing.T) {
	client := loggedIn(t)
	home, post, _ := tagsWithPine(t, client)
	ids := map[string]int64{"a": post("a", "1"), "b": post("b", "2"), "c": post("c", "2")}
	get := func(options balena.Options) json.RawMessage {
		t.Helper()
		return result[json.RawMessage](t)(client.Pine.Get(background, "application_tag", options))
	}
	is := func(document json.RawMessage, expected string) {
		t.Helper()
		if string(document) != expected {
			t.Errorf("is %s, not %s", document, expected)
		}
	}
	own := object{"application": home.ID}
	two := object{"application": home.ID, "value": "2"}
	is(get(balena.Options{"$filter": own, "$select": []string{"tag_key", "value"}, "$orderby": object{"tag_key": "desc"}, "$top": 2}),
		`[{"tag_key":"c","value":"2"},{"tag_key":"b","value":"2"}]`)
	is(get(balena.Options{"$filter": own, "$select": "tag_key", "$orderby": []any{object{"value": "desc"}, object{"tag_key": "asc"}}, "$skip": 1}),
		`[{"tag_key":"c"},{"tag_key":"a"}]`)
	is(get(balena.Options{"$filter": "application eq @a and value eq '2'", "@a": home.ID, "$select": "tag_key", "$orderby": "tag_key"}),
		`[{"tag_key":"b"},{"tag_key":"c"}]`)
	is(get(balena.Options{"$filter": object{"id": largeID}}), `[]`)

	// One of them, by each thing that an id may be.
	for _, id := range []any{
		ids["b"], reference(ids["b"]), json.Number(reference(ids["b"])), object{"application": home.ID, "tag_key": "b"},
		applicationKey{home.ID, "b"}, object{"application": home.ID, "tag_key": object{"@": "k"}},
	} {
		is(get(balena.Options{"id": id, "@k": "b", "$select": []string{"tag_key", "value"}}), `{"tag_key":"b","value":"2"}`)
	}
	whole := read[struct {
		tag
		Application struct {
			ID int64 `json:"__id"`
		}
	}](t)(get(balena.Options{"id": ids["a"]}), nil)
	if (whole.tag != tag{ids["a"], "a", "1"}) || whole.Application.ID != home.ID {
		t.Errorf("is %+v", whole)
	}
	is(get(balena.Options{"id": ids["a"], "$filter": object{"value": "2"}}), `null`)
	for _, missing := range []any{noID, largeID, object{"application": home.ID, "tag_key": "z"}, object{"application": largeID, "tag_key": "a"}} {
		is(get(balena.Options{"id": missing}), `null`)
	}

	// Their number.
	is(get(balena.Options{"$count": object{"$filter": own}}), `3`)
	is(get(balena.Options{"$count": object{"$filter": two}}), `2`)
	is(get(balena.Options{"$count": object{"$filter": "application eq @a", "@a": home.ID}}), `3`)
	is(get(balena.Options{"$count": object{"$filter": object{"id": largeID}}}), `0`)
	if count, rows := get(balena.Options{"$count": object{}}), read[[]tag](t)(get(nil), nil); reference(int64(len(rows))) != string(count) || len(rows) < 3 {
		t.Errorf("%s of %d", count, len(rows))
	}
}

// applicationKey is the natural key of an application's tag.
type applicationKey struct {
	Application int64  `json:"application"`
	Key         string `json:"tag_key"`
}

func TestOptionsAsObjects(t *testing.T) {
	client := loggedIn(t)
	home := newApplication(t, client, "raspberrypi3")
	prefix := "O'Brien's " + home.Name
	made := []device{newDevice(t, client, home), newDevice(t, client, home), newDevice(t, client, home)}
	for i, name := range []string{prefix + " b", prefix + " a", "not " + prefix} {
		works(t, client.Device.Rename(background, made[i].UUID, name, nil))
		result[json.RawMessage](t)(client.DeviceTag.Set(background, made[i].UUID, "site", name, nil))
		result[json.RawMessage](t)(client.DeviceTag.Set(background, made[i].UUID, "other", "x", nil))
	}
	// What README.md shows, for devices that were never online.
	options := balena.Options{
		"$filter":  object{"device_name": object{"$startswith": prefix}, "is_online": false},
		"$expand":  object{"device_tag": object{"$select": []string{"tag_key", "value"}, "$filter": object{"tag_key": "site"}}},
		"$orderby": []any{object{"last_connectivity_event": "desc"}, object{"device_name": "desc"}}, "$top": 20,
	}
	type row struct {
		device
		Tags []tag `json:"device_tag"`
	}
	byPine := result[json.RawMessage](t)(client.Pine.Get(background, "device", options))
	for name, rows := range map[string][]row{
		"Device.GetAll":                read[[]row](t)(client.Device.GetAll(background, options)),
		"Device.GetAllByApplicationID": read[[]row](t)(client.Device.GetAllByApplicationID(background, home.Slug, options)),
		"Pine.Get":                     read[[]row](t)(byPine, nil),
	} {
		if len(rows) != 2 || rows[0].UUID != made[0].UUID || rows[1].UUID != made[1].UUID {
			t.Fatalf("%s listed %+v", name, rows)
		}
		if !slices.Equal(rows[0].Tags, []tag{{0, "site", prefix + " b"}}) || !slices.Equal(rows[1].Tags, []tag{{0, "site", prefix + " a"}}) {
			t.Errorf("%s listed %+v", name, rows)
		}
	}
	started := balena.Options{"$filter": object{"device_name": object{"$startswith": prefix}}}
	if rows := read[[]device](t)(client.Device.GetAll(background, started)); len(rows) != 2 || rows[0].UUID != made[1].UUID {
		t.Errorf("listed %+v", rows)
	}

	works(t, client.Pine.Patch(background, "device", object{"note": "in the attic"}, balena.Options{"id": made[1].ID}))
	noted := balena.Options{"$filter": object{"note": "in the attic", "belongs_to__application": home.ID}}
	if rows := read[[]device](t)(client.Device.GetAll(background, noted)); len(rows) != 1 || rows[0].UUID != made[1].UUID {
		t.Errorf("noted %+v", rows)
	}
	offline := balena.Options{"$count": object{"$filter": object{"is_online": false, "belongs_to__application": home.ID}}}
	gives(t, 3)(read[int](t)(client.Pine.Get(background, "device", offline)), nil)

	// Conditions of each form, by whom they pick.
	a, b, c := made[0].UUID, made[1].UUID, made[2].UUID
	site := func(name string) object {
		return object{"device_tag": object{"$any": object{"$alias": "t", "$expr": object{"t": object{"tag_key": "site", "value": name}}}}}
	}
	for name, condition := range map[string]struct {
		filter any
		picks  []string
	}{
		"alternatives": {[]any{object{"uuid": a}, object{"uuid": c}}, []string{a, c}},
		"$or":          {object{"$or": []any{object{"uuid": a}, object{"uuid": b}}}, []string{a, b}},
		"$and":         {object{"$and": []any{object{"uuid": a}, object{"uuid": b}}}, nil},
		"$not":         {object{"$not": object{"uuid": a}}, []string{b, c}},
		"$in":          {object{"uuid": object{"$in": []string{a, c, nowhere}}}, []string{a, c}},
		"$ne":          {object{"uuid": object{"$ne": a}}, []string{b, c}},
		"$gt and $le":  {object{"id": object{"$gt": made[0].ID, "$le": made[2].ID}}, []string{b, c}},
		"$contains":    {object{"device_name": object{"$contains": "Brien's"}}, []string{a, b, c}},
		"null":         {object{"is_pinned_on__release": nil, "uuid": b}, []string{b}},
		"$any":         {site(prefix + " a"), []string{b}},
		"$any of none": {site("O'Brien"), nil},
		"$raw":         {object{"$raw": []any{"device_name eq $1", "not " + prefix}}, []string{c}},
	} {
		rows := read[[]device](t)(client.Device.GetAllByApplicationID(background, home.Slug, balena.Options{"$filter": condition.filter}))
		slices.Sort(condition.picks)
		if listed := uuidsOf(rows); !slices.Equal(listed, condition.picks) {
			t.Errorf("%s lists %v, not %v", name, listed, condition.picks)
		}
	}

	for option, odd := range map[string]any{
		"@x":       object{"a": 1},
		"$filter":  object{"device_name": object{"$beginswith": "x"}},
		"$expand":  object{"device_tag": object{"$colour": "red"}},
		"$orderby": object{"device_name": "down"},
		"$select":  []any{1},
		"$top":     -1,
		"$skip":    "many",
	} {
		for _, err := range []error{
			failure(client.Device.GetAll(background, balena.Options{option: odd})),
			failure(client.Pine.Get(background, "device", balena.Options{option: odd})),
		} {
			if err := fails(t, err, balena.ErrInvalidOption); !strings.Contains(err.Message, option) {
				t.Error(err)
			}
		}
	}
	// Out of a function's own filter no text leads, and rows are not counted by functions that list them.
	unbalanced := balena.Options{"$filter": "1 eq 1) or (1 eq 1"}
	fails(t, failure(client.Device.GetAllByApplicationID(background, home.Slug, unbalanced)), balena.ErrInvalidOption)
	fails(t, failure(client.Device.GetAll(background, balena.Options{"$count": object{}})), balena.ErrNonAllowedOption)
}

func TestPineComparesTextsAsTheyAre(t *testing.T) {
	client := loggedIn(t)
	home, post, list := tagsWithPine(t, client)
	for i, value := range hostile {
		post("k"+reference(int64(i)), value)
	}
	for i, value := range hostile {
		key := "k" + reference(int64(i))
		for _, filter := range []any{
			object{"value": value}, object{"value": object{"$in": []string{value, "none"}}}, object{"$raw": []any{"value eq $1", value}},
			[]any{object{"value": value}, object{"value": "none"}},
		} {
			if rows := list(filter); len(rows) != 1 || rows[0].Key != key || rows[0].Value != value {
				t.Errorf("%q: listed %+v", value, rows)
			}
		}
		counted := balena.Options{"$count": object{"$filter": object{"application": home.ID, "value": object{"@": "v"}}, "@v": value}}
		gives(t, 1)(read[int](t)(client.Pine.Get(background, "application_tag", counted)), nil)
		row := read[struct {
			Tags []tag `json:"application_tag"`
		}](t)(client.Pine.Get(background, "application", balena.Options{
			"id": home.ID, "$select": "id", "$expand": object{"application_tag": object{"$filter": object{"value": value}}},
		}))
		if len(row.Tags) != 1 || row.Tags[0].Key != key {
			t.Errorf("%q: expanded %+v", value, row)
		}
	}
	// So do writes.
	tags := func(value string) balena.Options {
		return balena.Options{"$filter": object{"application": home.ID, "value": value}}
	}
	works(t, client.Pine.Patch(background, "application_tag", object{"value": "changed"}, tags("' or 1 eq 1")))
	if rows := list(object{"value": "changed"}); len(rows) != 1 || rows[0].Key != "k1" {
		t.Errorf("changed %+v", rows)
	}
	works(t, client.Pine.Delete(background, "application_tag", tags("') or (1 eq 1")))
	if rows := list(object{"id": object{"$gt": 0}}); len(rows) != len(hostile)-1 {
		t.Errorf("left %+v", rows)
	}
	long := strings.Repeat("'", 64<<10)
	for _, options := range []balena.Options{{"$filter": object{"value": long}}, {"id": object{"application": home.ID, "tag_key": long}}} {
		fails(t, failure(client.Pine.Get(background, "application_tag", options)), balena.ErrInvalidOption)
	}
}

func TestPinePost(t *testing.T) {
	client := loggedIn(t)
	home, _, list := tagsWithPine(t, client)
	for key, body := range map[string]any{
		"a": object{"application": home.ID, "tag_key": "a", "value": awkward},
		"b": applicationTag{home.ID, "b", awkward},
		"c": &applicationTag{home.ID, "c", awkward},
		"d": json.RawMessage(result[[]byte](t)(json.Marshal(applicationTag{home.ID, "d", awkward}))),
	} {
		made := read[tag](t)(client.Pine.Post(background, "application_tag", body, nil))
		if made.ID == 0 || made.Key != key || made.Value != awkward {
			t.Errorf("made %+v", made)
		}
		if rows := list(object{"tag_key": key}); !slices.Equal(rows, []tag{made}) {
			t.Errorf("listed %+v", rows)
		}
		err := fails(t, failure(client.Pine.Post(background, "application_tag", body, nil)), balena.ErrConflict)
		if err.HTTPStatus != 409 {
			t.Errorf("%+v", err)
		}
	}
	// The server's own rules are told with its words.
	err := fails(t, failure(client.Pine.Post(background, "application_tag", applicationTag{home.ID, "two words", "x"}, nil)), balena.ErrRequestError)
	if err.HTTPStatus != 400 || !strings.Contains(err.Message, "Tag keys") {
		t.Error(err)
	}
	if rows := list(object{"id": object{"$gt": 0}}); len(rows) != 4 {
		t.Errorf("listed %+v", rows)
	}
}

func TestPinePatch(t *testing.T) {
	client := loggedIn(t)
	home, post, list := tagsWithPine(t, client)
	a, b := post("a", "1"), post("b", "1")
	patch := func(body any, options balena.Options) error {
		return client.Pine.Patch(background, "application_tag", body, options)
	}
	are := func(first, second string) {
		t.Helper()
		if rows := list(object{"id": object{"$gt": 0}}); !slices.Equal(rows, []tag{{a, "a", first}, {b, "b", second}}) {
			t.Errorf("are %+v, not %s, %s", rows, first, second)
		}
	}
	works(t, patch(object{"value": awkward}, balena.Options{"id": a}))
	are(awkward, "1")
	works(t, patch(applicationTag{Value: "2"}, balena.Options{"id": reference(a)}))
	are("2", "1")
	works(t, patch(json.RawMessage(`{"value":"3"}`), balena.Options{"id": applicationKey{home.ID, "b"}}))
	are("2", "3")
	works(t, patch(object{"value": "4"}, balena.Options{"$filter": object{"application": home.ID, "tag_key": object{"@": "k"}}, "@k": "a"}))
	are("4", "3")
	works(t, patch(object{"value": "5"}, balena.Options{"$filter": "application eq " + reference(home.ID)}))
	are("5", "5")
	// A filter may pick none; what has an id is to be there.
	works(t, patch(object{"value": "6"}, balena.Options{"$filter": object{"application": home.ID, "tag_key": "z"}}))
	for _, missing := range []balena.Options{
		{"id": noID}, {"id": largeID}, {"id": applicationKey{home.ID, "z"}}, {"id": a, "$filter": object{"value": "none"}},
	} {
		if err := fails(t, patch(object{"value": "6"}, missing), balena.ErrNotFound); !strings.Contains(err.Message, "application_tag") {
			t.Error(err)
		}
	}
	for _, empty := range []any{object{}, struct{}{}} {
		if err := fails(t, patch(empty, balena.Options{"id": a}), balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "body ") {
			t.Error(err)
		}
	}
	are("5", "5")
}

func TestPineDelete(t *testing.T) {
	client := loggedIn(t)
	home, post, list := tagsWithPine(t, client)
	ids := map[string]int64{}
	for _, key := range []string{"a", "b", "c", "d", "e", "f"} {
		ids[key] = post(key, "of "+key)
	}
	remove := func(options balena.Options) {
		t.Helper()
		works(t, client.Pine.Delete(background, "application_tag", options))
	}
	left := func(expected string) {
		t.Helper()
		var keys string
		for _, row := range list(object{"id": object{"$gt": 0}}) {
			keys += row.Key
		}
		if keys != expected {
			t.Errorf("left %s, not %s", keys, expected)
		}
	}
	remove(balena.Options{"id": ids["a"]})
	left("bcdef")
	remove(balena.Options{"id": applicationKey{home.ID, "b"}})
	left("cdef")
	remove(balena.Options{"id": ids["c"], "$filter": object{"value": "none"}})
	left("cdef")
	remove(balena.Options{"id": reference(ids["c"]), "$filter": object{"value": "of c"}})
	left("def")
	remove(balena.Options{"$filter": object{"application": home.ID, "value": object{"$in": []string{"of d", "of e"}}}})
	left("f")
	for _, missing := range []balena.Options{
		{"id": ids["a"]}, {"id": noID}, {"id": largeID}, {"id": applicationKey{home.ID, "z"}}, {"$filter": object{"id": largeID}},
	} {
		remove(missing)
		left("f")
	}
	remove(balena.Options{"$filter": "application eq @a", "@a": home.ID})
	left("")
}

func TestPineUpsert(t *testing.T) {
	client := loggedIn(t)
	home, post, list := tagsWithPine(t, client)
	post("other", "kept")
	upsert := func(key, body any) (json.RawMessage, error) {
		return client.Pine.Upsert(background, "application_tag", key, body, nil)
	}
	made := read[tag](t)(upsert(object{"application": home.ID, "tag_key": "O'Brien"}, object{"value": awkward}))
	if made.ID == 0 || made.Key != "O'Brien" || made.Value != awkward {
		t.Errorf("made %+v", made)
	}
	for _, change := range []struct {
		key, body any
		value     string
	}{
		{object{"application": home.ID, "tag_key": "O'Brien"}, object{"value": "1"}, "1"},
		{applicationKey{home.ID, "O'Brien"}, applicationTag{Value: "2"}, "2"},
		{json.RawMessage(`{"tag_key":"O'Brien","application":` + reference(home.ID) + `}`), json.RawMessage(`{"value":""}`), ""},
		// With nothing else to say, that the row is there is enough.
		{object{"application": home.ID, "tag_key": "O'Brien", "value": ""}, object{}, ""},
	} {
		if changed, err := upsert(change.key, change.body); err != nil || changed != nil {
			t.Errorf("%+v: %s, %v", change, changed, err)
		}
		if rows := list(object{"tag_key": object{"$ne": "other"}}); !slices.Equal(rows, []tag{{made.ID, "O'Brien", change.value}}) {
			t.Errorf("%+v: %+v", change, rows)
		}
	}
	if rows := list(object{"tag_key": "other"}); len(rows) != 1 || rows[0].Value != "kept" {
		t.Errorf("another became %+v", rows)
	}
	err := fails(t, failure(upsert(applicationKey{home.ID, "two words"}, object{"value": "x"})), balena.ErrRequestError)
	if err.HTTPStatus != 400 {
		t.Errorf("%+v", err)
	}
	for _, key := range []any{
		nil, object{}, []int{1}, 7, object{"application": nil}, object{"application": []int{1}}, object{"application": object{"$ne": 1}},
		object{"a b": 1}, object{"$or": 1}, json.RawMessage(`{`), func() {}, object{"application": home.ID, "tag_key": strings.Repeat("'", 64<<10)},
	} {
		if err := fails(t, failure(upsert(key, object{"value": "x"})), balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "natural_key ") {
			t.Error(err)
		}
	}
}

func TestPineConflictsThatAreOfOtherThings(t *testing.T) {
	simulator := startSimulator(t, "--fleet", "1")
	client := simulator.loggedIn()
	simulator.answer("/v7/device_tag", 409, `"Data is referenced by x."`)
	key := object{"device": 1, "tag_key": "k"}
	err := fails(t, failure(client.Pine.Upsert(background, "device_tag", key, object{"value": "v"}, nil)), balena.ErrConflict)
	if err.HTTPStatus != 409 {
		t.Errorf("%+v", err)
	}
	if count := read[int](t)(client.Pine.Get(background, "device_tag", balena.Options{"$count": object{}})); count != 0 {
		t.Errorf("made %d", count)
	}
}

func TestPineNumbersKeepTheirDigits(t *testing.T) {
	simulator := startSimulator(t, "--fleet", "1")
	client := simulator.loggedIn()
	gives(t, "null")(string(result[json.RawMessage](t)(client.Pine.Get(background, "device", balena.Options{"id": largeID}))), nil)
	journal := simulator.journal()
	if path := journal[len(journal)-1].Path; path != "/v7/device(9007199254740993)" {
		t.Errorf("asked for %s", path)
	}
	body := object{"device": largeID, "tag_key": "k", "value": "v"}
	if err := failure(client.Pine.Post(background, "device_tag", body, nil)); err == nil {
		t.Error("tagged another device")
	}
	if sent := simulator.sent("POST"); !strings.Contains(sent, `"device":9007199254740993,`) {
		t.Errorf("sent %s", sent)
	}
}

// pineCalls are the five functions, called for a resource with a body.
func pineCalls(client *balena.Client, resource string, body any, options balena.Options) map[string]error {
	// Those that take no id are called with the other options.
	others := balena.Options{}
	for key, value := range options {
		if key != "id" && key != "$filter" {
			others[key] = value
		}
	}
	return map[string]error{
		"Get":    failure(client.Pine.Get(background, resource, options)),
		"Post":   failure(client.Pine.Post(background, resource, body, others)),
		"Patch":  client.Pine.Patch(background, resource, body, options),
		"Delete": client.Pine.Delete(background, resource, options),
		"Upsert": failure(client.Pine.Upsert(background, resource, object{"application": 1, "tag_key": "a"}, body, others)),
	}
}

func TestPineRefusals(t *testing.T) {
	client, guest := loggedIn(t), newClient(t)
	_, post, list := tagsWithPine(t, client)
	id := post("a", "1")
	body := object{"value": "x"}
	byID := balena.Options{"id": id}
	for name, err := range pineCalls(client, "no_such_thing", body, byID) {
		t.Run(name+" of what is none", func(t *testing.T) {
			if err := fails(t, err, balena.ErrUnauthorized); err.HTTPStatus != 401 || !strings.Contains(err.Message, "no_such_thing") {
				t.Errorf("%+v", err)
			}
		})
	}
	for name, err := range pineCalls(guest, "application_tag", body, byID) {
		t.Run(name+" by nobody", func(t *testing.T) { fails(t, err, balena.ErrUnauthorized) })
	}
	for _, resource := range []string{
		"", "Device", "device(1)", "device/$count", "../device", "device?a", "1a", "a b", "größe", "\xff", "\x00", strings.Repeat("a", 200),
	} {
		for name, err := range pineCalls(client, resource, body, byID) {
			if err := fails(t, err, balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "resource ") {
				t.Errorf("%s of %q: %v", name, resource, err)
			}
		}
	}
	for _, odd := range []any{nil, []int{1}, 7, "{}", true, json.RawMessage(`{`), json.RawMessage(`{}x`), func() {}} {
		for name, err := range pineCalls(client, "application_tag", odd, byID) {
			if name == "Get" || name == "Delete" {
				continue
			}
			if err := fails(t, err, balena.ErrInvalidParameter); !strings.HasPrefix(err.Message, "body ") {
				t.Errorf("%s with %v: %v", name, odd, err)
			}
		}
	}
	id = post("b", "1")
	byID = balena.Options{"id": id}
	for name, err := range pineCalls(client, "application_tag", body, balena.Options{"id": id, "$format": "json"}) {
		t.Run(name+" with more", func(t *testing.T) { fails(t, err, balena.ErrNonAllowedOption) })
	}
	for name, err := range pineCalls(client, "application_tag", body, balena.Options{"id": id, "timeout_ms": "soon"}) {
		t.Run(name+" in soon", func(t *testing.T) { fails(t, err, balena.ErrInvalidOption) })
	}

	patch := func(options balena.Options) error {
		return client.Pine.Patch(background, "application_tag", body, options)
	}
	remove := func(options balena.Options) error {
		return client.Pine.Delete(background, "application_tag", options)
	}
	for name, write := range map[string]func(balena.Options) error{"Patch": patch, "Delete": remove} {
		t.Run(name, func(t *testing.T) {
			for _, nothing := range []balena.Options{
				nil, {}, {"timeout_ms": 1000}, {"@x": 1}, {"id": nil}, {"$filter": nil}, {"$filter": object{}}, {"$filter": []any{}},
				{"$filter": ""}, {"$filter": "  "},
			} {
				err := fails(t, write(nothing), balena.ErrMissingOption)
				if !strings.Contains(err.Message, "id") || !strings.Contains(err.Message, "$filter") {
					t.Error(err)
				}
			}
			for _, unsound := range []balena.Options{
				{"id": object{}}, {"id": id, "$filter": object{}}, {"$filter": object{"$and": object{}}}, {"$filter": object{"id": object{"$in": []int{}}}},
				{"$filter": object{"$raw": ""}}, {"id": true}, {"id": -1.5}, {"$filter": "1 eq 1) or (1 eq 1"}, {"$filter": 1},
			} {
				fails(t, write(unsound), balena.ErrInvalidOption)
			}
			for _, other := range []balena.Options{{"id": id, "$top": 1}, {"id": id, "$select": "id"}, {"$count": object{}}} {
				fails(t, write(other), balena.ErrNonAllowedOption)
			}
		})
	}
	for _, both := range []balena.Options{{"$count": object{}, "id": id}, {"$count": object{}, "$filter": object{"id": id}}, {"$count": true}} {
		if err := fails(t, failure(client.Pine.Get(background, "application_tag", both)), balena.ErrInvalidOption); !strings.Contains(err.Message, "$count") {
			t.Error(err)
		}
	}
	fails(t, failure(client.Pine.Get(background, "application_tag", balena.Options{"$count": object{"$top": 1}})), balena.ErrNonAllowedOption)
	if rows := list(object{"value": "1"}); len(rows) != 1 || rows[0].ID != id {
		t.Errorf("left %+v", rows)
	}
}
