/* The functions of pine, which reach any resource, and options as objects, against a server. */

#include "server.h"

static char *out;

static struct application application;
static struct device devices[3];

/* Texts that would mean something else to a server if they were not encoded; as JSON, and as C has them. */
static const struct {
  const char *json, *text;
} hostile[] = {
    {"O'Brien", "O'Brien"},
    {"' or 1 eq 1", "' or 1 eq 1"},
    {"') or (1 eq 1", "') or (1 eq 1"},
    {"a&$filter=b", "a&$filter=b"},
    {"a;$top=1)", "a;$top=1)"},
    {"%27", "%27"},
    {"+", "+"},
    {"#", "#"},
    {"a/b?c=d,e:f@g", "a/b?c=d,e:f@g"},
    {"\xf0\x9f\x90\xb3", "\xf0\x9f\x90\xb3"},
    {"two\\nlines, \\\"quoted\\\" \\\\", "two\nlines, \"quoted\" \\"},
};

#define HOSTILE (sizeof hostile / sizeof *hostile)

/* An argument with these texts in the places of its %s. */
#define WITH(...) (snprintf(argument, sizeof argument, __VA_ARGS__), argument)

static char argument[1024];

static balena_code posted(const balena_client *client, const struct device *device, const char *key,
                          const char *value_as_json) {
  balena_string_free(out);
  return balena_pine_post(client, "device_tag",
                          WITH("{\"device\":%s,\"tag_key\":\"%s\",\"value\":\"%s\"}", device->id, key, value_as_json),
                          NULL, &out);
}

static void guest(void) {
  balena_client *client = client_with("");
  GIVES(BALENA_UNAUTHORIZED, balena_pine_get(client, "device_tag", NULL, &out));
  GIVES(BALENA_UNAUTHORIZED, balena_pine_post(client, "device_tag", "{}", NULL, &out));
  GIVES(BALENA_UNAUTHORIZED, balena_pine_patch(client, "device_tag", "{\"value\":\"v\"}", "{\"id\":1}", &out));
  GIVES(BALENA_UNAUTHORIZED, balena_pine_delete(client, "device_tag", "{\"id\":1}", &out));
  GIVES(BALENA_UNAUTHORIZED, balena_pine_upsert(client, "device_tag", "{\"tag_key\":\"k\"}", "{}", NULL, &out));
  balena_free(client);
}

/* How many tags of the test's devices the filter, an object or OData in quotes, picks. */
static void counts(const balena_client *client, const char *filter, const char *expected) {
  char options[1024];
  snprintf(options, sizeof options,
           "{\"$count\":{\"$filter\":{\"$and\":[{\"device\":{\"$in\":[%s,%s,%s]}},%s]}}}", devices[0].id,
           devices[1].id, devices[2].id, filter);
  GIVES(BALENA_OK, balena_pine_get(client, "device_tag", options, &out));
  IS(expected);
}

static void reads(const balena_client *client) {
  char tag[24];
  for (int i = 0; i < 3; i++) {
    CHECK(posted(client, &devices[i], "site", i == 1 ? "gate" : "attic") == BALENA_OK);
    if (i == 0) copied(tag, sizeof tag, out, "/id");
    CHECK(posted(client, &devices[i], "floor", i == 1 ? "1" : "3") == BALENA_OK);
  }
  GIVES(BALENA_OK, balena_pine_get(client, "device_tag",
                                   WITH("{\"$filter\":{\"device\":%s},\"$select\":[\"tag_key\",\"value\"],"
                                        "\"$orderby\":\"tag_key\"}", devices[0].id), &out));
  IS("[{\"tag_key\":\"floor\",\"value\":\"3\"},{\"tag_key\":\"site\",\"value\":\"attic\"}]");
  GIVES(BALENA_OK, balena_pine_get(client, "device_tag", WITH("{\"id\":%s}", tag), &out));
  CHECK(is_at(out, "/id", tag) && is_at(out, "/value", "attic") && is_at(out, "/device/__id", devices[0].id));
  GIVES(BALENA_OK,
        balena_pine_get(client, "device_tag",
                        WITH("{\"id\":{\"device\":%s,\"tag_key\":\"site\"},\"$select\":\"id\"}", devices[0].id), &out));
  CHECK(count_of(out) == 1 && is_at(out, "/id", tag));
  GIVES(BALENA_OK, balena_pine_get(client, "device", WITH("{\"id\":{\"uuid\":\"%s\"}}", devices[2].uuid), &out));
  CHECK(is_at(out, "/id", devices[2].id));

  static const char *const nobodies[] = {"999999999", BEYOND_DOUBLES_TEXT, "{\"device\":1,\"tag_key\":\"O'Brien\"}"};
  for (int i = 0; i < 3; i++) {
    GIVES(BALENA_OK, balena_pine_get(client, "device_tag", WITH("{\"id\":%s}", nobodies[i]), &out));
    IS("null");
  }
  GIVES(BALENA_OK, balena_pine_get(client, "device_tag", "{\"$filter\":{\"id\":" BEYOND_DOUBLES_TEXT "}}", &out));
  IS("[]");

  counts(client, "\"1 eq 1\"", "6");
  counts(client, "{\"tag_key\":\"site\",\"value\":\"attic\"}", "2");
  counts(client, "{\"$or\":[{\"value\":\"gate\"},{\"value\":\"1\"}]}", "2");
  counts(client, "{\"value\":{\"$in\":[\"gate\",\"attic\",\"cellar\"]}}", "3");
  counts(client, "{\"$not\":{\"value\":\"gate\"}}", "5");
  counts(client, "{\"value\":{\"$startswith\":\"at\"}}", "2");
  counts(client, "{\"value\":{\"$contains\":\"at\"}}", "3");
  counts(client, "{\"id\":{\"$gt\":" BEYOND_DOUBLES_TEXT "}}", "0");
  counts(client, "{\"id\":{\"$le\":" BEYOND_DOUBLES_TEXT "}}", "6");
  GIVES(BALENA_OK,
        balena_pine_get(client, "device",
                        WITH("{\"$count\":{\"$filter\":\"belongs_to__application eq %s\"}}", application.id), &out));
  IS("3");

  /* The example of the README, with the devices of this test. */
  char options[1024];
  snprintf(options, sizeof options,
           "{\"$filter\":{\"belongs_to__application\":%s,\"is_online\":false,"
           "\"device_tag\":{\"$any\":{\"$alias\":\"t\",\"$expr\":{\"t\":{\"tag_key\":\"site\",\"value\":\"attic\"}}}}},"
           "\"$select\":\"uuid\",\"$orderby\":{\"id\":\"desc\"},\"$top\":20,"
           "\"$expand\":{\"device_tag\":{\"$select\":[\"tag_key\",\"value\"],\"$filter\":{\"tag_key\":\"floor\"}}}}",
           application.id);
  GIVES(BALENA_OK, balena_pine_get(client, "device", options, &out));
  CHECK(count_of(out) == 2 && is_at(out, "/0/uuid", devices[2].uuid) && is_at(out, "/1/uuid", devices[0].uuid));
  for (int i = 0; i < 2; i++) {
    CHECK(is_at(out, i ? "/1/device_tag" : "/0/device_tag", "[{\"tag_key\":\"floor\",\"value\":\"3\"}]"));
  }
  GIVES(BALENA_OK, balena_pine_get(client, "device",
                                   WITH("{\"$filter\":{\"belongs_to__application\":%s},\"$select\":\"id\","
                                        "\"$orderby\":[{\"id\":\"asc\"}],\"$skip\":1,\"$top\":1}", application.id),
                                   &out));
  CHECK(count_of(out) == 1 && is_at(out, "/0/id", devices[1].id));
}

static void writes(const balena_client *client) {
  char tag[24], key[64];
  CHECK(posted(client, &devices[0], "k", "O'Brien \\\"S\xc3\xb6hne\\\"") == BALENA_OK);
  CHECK(is_at(out, "/tag_key", "k") && is_at(out, "/value", "O'Brien \"S\xc3\xb6hne\""));
  CHECK(is_at(out, "/device/__id", devices[0].id));
  copied(tag, sizeof tag, out, "/id");
  CHECK(posted(client, &devices[0], "k", "another") == BALENA_CONFLICT);
  CHECK(posted(client, &devices[0], "two words", "v") == BALENA_REQUEST_ERROR);
  CHECK(is_at(out, "/http_status", "400"));
  counts(client, "{\"tag_key\":\"k\"}", "1");

  snprintf(key, sizeof key, "{\"device\":%s,\"tag_key\":\"k2\"}", devices[1].id);
  GIVES(BALENA_OK, balena_pine_upsert(client, "device_tag", key, "{\"value\":\"new\"}", NULL, &out));
  CHECK(is_at(out, "/tag_key", "k2") && is_at(out, "/value", "new") && is_at(out, "/device/__id", devices[1].id));
  GIVES(BALENA_OK, balena_pine_upsert(client, "device_tag", key, "{\"value\":\"O'Brien\"}", NULL, &out));
  IS("null");
  GIVES(BALENA_OK, balena_pine_get(client, "device_tag", WITH("{\"id\":%s,\"$select\":\"value\"}", key), &out));
  IS("{\"value\":\"O'Brien\"}");
  counts(client, "{\"tag_key\":\"k2\"}", "1");
  GIVES(BALENA_REQUEST_ERROR,
        balena_pine_upsert(client, "device_tag", WITH("{\"device\":%s,\"tag_key\":\"two words\"}", devices[1].id),
                           "{\"value\":\"v\"}", NULL, &out));
  if (simulator("balena_pine_upsert", FAULTS)) {
    /* Not the conflict that says that the row is there. */
    answers("POST", "/v7/device_tag", 409, "\"Data is referenced.\"");
    GIVES(BALENA_CONFLICT, balena_pine_upsert(client, "device_tag", key, "{\"value\":\"v\"}", NULL, &out));
  }

  static const char changed[] = "{\"value\":\"changed\"}";
  GIVES(BALENA_OK, balena_pine_patch(client, "device_tag", changed, WITH("{\"id\":%s}", tag), &out));
  IS("null");
  counts(client, "{\"value\":\"changed\"}", "1");
  GIVES(BALENA_OK, balena_pine_get(client, "device_tag", WITH("{\"id\":%s,\"$select\":\"value\"}", tag), &out));
  IS(changed);
  static const char *const nobodies[] = {"999999999", BEYOND_DOUBLES_TEXT, "{\"device\":1,\"tag_key\":\"O'Brien\"}"};
  for (int i = 0; i < 3; i++) {
    GIVES(BALENA_NOT_FOUND, balena_pine_patch(client, "device_tag", changed, WITH("{\"id\":%s}", nobodies[i]), &out));
    CHECK(out && strstr(out, "device_tag"));
    GIVES(BALENA_OK, balena_pine_delete(client, "device_tag", WITH("{\"id\":%s}", nobodies[i]), &out));
    IS("null");
  }
  GIVES(BALENA_OK, balena_pine_patch(client, "device_tag", changed, "{\"$filter\":{\"id\":" BEYOND_DOUBLES_TEXT "}}",
                                     &out));
  IS("null");
  counts(client, "{\"value\":\"changed\"}", "1");
  GIVES(BALENA_OK, balena_pine_patch(client, "device_tag", changed,
                                     WITH("{\"$filter\":{\"device\":{\"$in\":[%s,%s]},\"tag_key\":\"site\"}}",
                                          devices[1].id, devices[2].id), &out));
  IS("null");
  counts(client, "{\"value\":\"changed\"}", "3");
  GIVES(BALENA_OK, balena_pine_patch(client, "device_tag", "{\"value\":\"again\"}", WITH("{\"id\":%s}", key), &out));
  counts(client, "{\"value\":\"again\"}", "1");
  GIVES(BALENA_OK, balena_pine_patch(client, "device_tag", "{\"value\":\"last\"}",
                                     WITH("{\"$filter\":\"device eq %s and tag_key eq @k\",\"@k\":\"k2\"}",
                                          devices[1].id), &out));
  counts(client, "{\"value\":\"last\"}", "1");
  counts(client, "\"1 eq 1\"", "8");

  GIVES(BALENA_OK, balena_pine_delete(client, "device_tag",
                                      WITH("{\"id\":%s,\"$filter\":{\"value\":\"another\"}}", tag), &out));
  counts(client, "\"1 eq 1\"", "8");
  GIVES(BALENA_OK, balena_pine_delete(client, "device_tag", WITH("{\"id\":%s}", tag), &out));
  IS("null");
  counts(client, "{\"tag_key\":\"k\"}", "0");
  GIVES(BALENA_OK, balena_pine_delete(client, "device_tag", WITH("{\"id\":%s}", key), &out));
  counts(client, "\"1 eq 1\"", "6");
  GIVES(BALENA_OK, balena_pine_delete(client, "device_tag",
                                      WITH("{\"$filter\":{\"device\":{\"$in\":[%s,%s,%s]},\"tag_key\":\"floor\"}}",
                                           devices[0].id, devices[1].id, devices[2].id), &out));
  IS("null");
  counts(client, "\"1 eq 1\"", "3");
  GIVES(BALENA_OK, balena_pine_delete(client, "device_tag", WITH("{\"id\":%s}", tag), &out));
  IS("null");
}

static void any_text(const balena_client *client) {
  char key[16], expected[64];
  for (size_t i = 0; i < HOSTILE; i++) {
    snprintf(key, sizeof key, "text-%zu", i);
    CHECK(posted(client, &devices[1], key, hostile[i].json) == BALENA_OK);
    CHECK(is_at(out, "/value", hostile[i].text));
  }
  for (size_t i = 0; i < HOSTILE; i++) {
    int before = failed;
    const char *text = hostile[i].json;
    snprintf(key, sizeof key, "text-%zu", i);
    snprintf(expected, sizeof expected, "[{\"tag_key\":\"%s\"}]", key);
#define TAGS "{\"$select\":\"tag_key\",\"$filter\":{\"device\":%s,"
    GIVES(BALENA_OK, balena_pine_get(client, "device_tag", WITH(TAGS "\"value\":\"%s\"}}", devices[1].id, text), &out));
    IS(expected);
    GIVES(BALENA_OK, balena_pine_get(client, "device_tag",
                                     WITH(TAGS "\"value\":{\"$in\":[\"%s\",\"none\"]}}}", devices[1].id, text), &out));
    IS(expected);
    GIVES(BALENA_OK, balena_pine_get(client, "device_tag",
                                     WITH(TAGS "\"value\":{\"@\":\"x\"}},\"@x\":\"%s\"}", devices[1].id, text), &out));
    IS(expected);
    GIVES(BALENA_OK, balena_pine_get(client, "device_tag",
                                     WITH("{\"$select\":\"tag_key\",\"$filter\":\"device eq %s and value eq @x\","
                                          "\"@x\":\"%s\"}", devices[1].id, text), &out));
    IS(expected);
    counts(client, WITH("{\"value\":\"%s\"}", text), "1");
    GIVES(BALENA_OK, balena_pine_get(client, "device",
                                     WITH("{\"id\":%s,\"$select\":\"id\",\"$expand\":{\"device_tag\":{\"$select\":"
                                          "\"tag_key\",\"$filter\":{\"value\":\"%s\"}}}}", devices[1].id, text), &out));
    CHECK(is_at(out, "/id", devices[1].id) && is_at(out, "/device_tag", expected));
    GIVES(BALENA_OK, balena_pine_delete(client, "device_tag", WITH("{\"$filter\":{\"device\":%s,\"value\":\"%s\"}}",
                                                                   devices[1].id, text), &out));
    counts(client, WITH("{\"value\":\"%s\"}", text), "0");
    if (failed > before) printf("those were with %s\n", text);
  }
  counts(client, "\"1 eq 1\"", "3");
}

/* A read of another section takes objects too, and adds its own filter. */
static void elsewhere(const balena_client *client) {
  static const char *const endings[] = {"gate 1", "gate O'Brien", "attic"};
  char prefix[16], name[64], options[256];
  unique(client, prefix);
  for (int i = 0; i < 3; i++) {
    snprintf(name, sizeof name, "%s %s", prefix, endings[i]);
    GIVES(BALENA_OK, balena_device_rename(client, devices[i].id, name, NULL, &out));
  }
  snprintf(options, sizeof options,
           "{\"$filter\":{\"device_name\":{\"$startswith\":\"%s gate\"}},\"$select\":\"uuid\","
           "\"$orderby\":{\"device_name\":\"desc\"},\"$expand\":{\"device_tag\":{\"$filter\":{\"tag_key\":\"none\"}}}}",
           prefix);
  GIVES(BALENA_OK, balena_device_get_all(client, options, &out));
  CHECK(count_of(out) == 2 && is_at(out, "/0/uuid", devices[1].uuid) && is_at(out, "/1/uuid", devices[0].uuid));
  CHECK(is_at(out, "/0/device_tag", "[]") && is_at(out, "/1/device_tag", "[]"));
  snprintf(options, sizeof options, "{\"$filter\":{\"device_name\":\"%s gate O'Brien\"}}", prefix);
  GIVES(BALENA_OK, balena_device_get_all(client, options, &out));
  CHECK(count_of(out) == 1 && is_at(out, "/0/uuid", devices[1].uuid));
  GIVES(BALENA_OK, balena_device_get_all_by_application_id(client, application.uuid, options, &out));
  CHECK(count_of(out) == 1 && is_at(out, "/0/uuid", devices[1].uuid));
  struct application empty = made_application(client, "raspberrypi3");
  GIVES(BALENA_OK, balena_device_get_all_by_application_id(client, empty.uuid, options, &out));
  IS("[]");
  GIVES(BALENA_OK, balena_device_get_all_by_application_id(client, empty.id,
                                                           "{\"$filter\":[{\"id\":1},{\"$not\":{\"id\":1}}]}", &out));
  IS("[]");
  GIVES(BALENA_INVALID_OPTION,
        balena_device_get_all_by_application_id(client, empty.id, "{\"$filter\":\"1 eq 1) or (1 eq 1\"}", &out));
  GIVES(BALENA_OK, balena_application_remove(client, empty.slug, NULL, &out));
}

static void unknown_resource(const balena_client *client) {
  static const char resource[] = "no_such_thing", body[] = "{\"value\":\"v\"}";
  GIVES(BALENA_UNAUTHORIZED, balena_pine_get(client, resource, NULL, &out));
  CHECK(out && strstr(out, resource));
  GIVES(BALENA_UNAUTHORIZED, balena_pine_post(client, resource, body, NULL, &out));
  CHECK(out && strstr(out, resource));
  GIVES(BALENA_UNAUTHORIZED, balena_pine_patch(client, resource, body, "{\"$filter\":{\"id\":1}}", &out));
  CHECK(out && strstr(out, resource));
  GIVES(BALENA_UNAUTHORIZED, balena_pine_delete(client, resource, "{\"id\":1}", &out));
  CHECK(out && strstr(out, resource));
  GIVES(BALENA_UNAUTHORIZED, balena_pine_upsert(client, resource, body, "{}", NULL, &out));
  CHECK(out && strstr(out, resource));
}

/* What is refused before it is sent. */
static void refused(void) {
  balena_client *client = client_without_server();
  static const char body[] = "{\"note\":\"n\"}", one[] = "{\"id\":1}";
  GIVES(BALENA_NETWORK, balena_pine_post(client, "device", body, NULL, &out));

  static const char *const nothing[] = {
      NULL, "{}", "{\"timeout_ms\":1000}", "{\"@x\":1}", "{\"id\":null}", "{\"$filter\":null}", "{\"$filter\":{}}",
      "{\"$filter\":[]}", "{\"$filter\":\"\"}", "{\"$filter\":\"  \"}",
  };
  for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
    GIVES(BALENA_MISSING_OPTION, balena_pine_patch(client, "device", body, nothing[i], &out));
    CHECK(out && strstr(out, "id") && strstr(out, "$filter"));
    GIVES(BALENA_MISSING_OPTION, balena_pine_delete(client, "device", nothing[i], &out));
    CHECK(out && strstr(out, "id") && strstr(out, "$filter"));
  }
  static const char *const unsound[] = {
      "{\"id\":{}}", "{\"id\":[1]}", "{\"id\":true}", "{\"id\":1,\"$filter\":{}}", "{\"$filter\":[[],[]]}",
      "{\"$filter\":7}",
      "{\"$filter\":{\"id\":{\"$in\":[]}}}", "{\"$filter\":{\"id\":{\"$like\":1}}}", "{\"$filter\":{\"a b\":1}}",
      "{\"$filter\":\"(id eq 1\"}", "{\"$filter\":\"id eq 1)\"}", "{\"$filter\":\"note eq 'O'Brien'\"}",
  };
  for (size_t i = 0; i < sizeof unsound / sizeof *unsound; i++) {
    GIVES(BALENA_INVALID_OPTION, balena_pine_patch(client, "device", body, unsound[i], &out));
    GIVES(BALENA_INVALID_OPTION, balena_pine_delete(client, "device", unsound[i], &out));
    GIVES(BALENA_INVALID_OPTION, balena_pine_get(client, "device", unsound[i], &out));
  }
  GIVES(BALENA_INVALID_OPTION, balena_pine_get(client, "device", "{\"$count\":{},\"id\":1}", &out));
  GIVES(BALENA_INVALID_OPTION, balena_pine_get(client, "device", "{\"$count\":true}", &out));
  GIVES(BALENA_INVALID_OPTION, balena_pine_get(client, "device", "{\"$orderby\":{\"id\":\"up\"}}", &out));
  GIVES(BALENA_INVALID_OPTION, balena_pine_get(client, "device", "{\"$top\":-1}", &out));
  static const char *const others[] = {"{\"id\":1,\"$top\":1}", "{\"id\":1,\"$select\":\"id\"}", "{\"$count\":{}}"};
  for (int i = 0; i < 3; i++) {
    GIVES(BALENA_NON_ALLOWED_OPTION, balena_pine_patch(client, "device", body, others[i], &out));
    GIVES(BALENA_NON_ALLOWED_OPTION, balena_pine_delete(client, "device", others[i], &out));
    GIVES(BALENA_NON_ALLOWED_OPTION, balena_pine_post(client, "device", body, others[i], &out));
    GIVES(BALENA_NON_ALLOWED_OPTION, balena_pine_upsert(client, "device", one, body, others[i], &out));
  }
  GIVES(BALENA_NON_ALLOWED_OPTION, balena_pine_get(client, "device", "{\"apikey\":\"k\"}", &out));
  GIVES(BALENA_NON_ALLOWED_OPTION, balena_device_get_all(client, "{\"$count\":{}}", &out));

  static const char *const no_resources[] = {
      "", "Device", "device(1)", "device/$count", "../device", "device?a", "1a", "a b", "O'Brien", "\xf0\x9f\x90\xb3",
  };
  for (size_t i = 0; i < sizeof no_resources / sizeof *no_resources; i++) {
    GIVES(BALENA_INVALID_PARAMETER, balena_pine_get(client, no_resources[i], NULL, &out));
    NAMES("resource");
    GIVES(BALENA_INVALID_PARAMETER, balena_pine_post(client, no_resources[i], body, NULL, &out));
    NAMES("resource");
    GIVES(BALENA_INVALID_PARAMETER, balena_pine_patch(client, no_resources[i], body, one, &out));
    NAMES("resource");
    GIVES(BALENA_INVALID_PARAMETER, balena_pine_delete(client, no_resources[i], one, &out));
    NAMES("resource");
    GIVES(BALENA_INVALID_PARAMETER, balena_pine_upsert(client, no_resources[i], one, body, NULL, &out));
    NAMES("resource");
  }
  static const char *const no_bodies[] = {"", "[]", "7", "null", "{", "{}x", "\"{}\"", "{'a':1}"};
  for (size_t i = 0; i < sizeof no_bodies / sizeof *no_bodies; i++) {
    GIVES(BALENA_INVALID_PARAMETER, balena_pine_post(client, "device", no_bodies[i], NULL, &out));
    NAMES("body");
    GIVES(BALENA_INVALID_PARAMETER, balena_pine_patch(client, "device", no_bodies[i], one, &out));
    NAMES("body");
    GIVES(BALENA_INVALID_PARAMETER, balena_pine_upsert(client, "device", one, no_bodies[i], NULL, &out));
    NAMES("body");
  }
  GIVES(BALENA_INVALID_PARAMETER, balena_pine_patch(client, "device", "{}", one, &out));
  NAMES("body");
  static const char *const no_keys[] = {
      "{}", "[]", "7", "{\"a\":null}", "{\"a\":[1]}", "{\"a\":{\"$ne\":1}}", "{\"a b\":1}", "{\"$or\":1}",
  };
  for (size_t i = 0; i < sizeof no_keys / sizeof *no_keys; i++) {
    GIVES(BALENA_INVALID_PARAMETER, balena_pine_upsert(client, "device", no_keys[i], body, NULL, &out));
    NAMES("natural_key");
  }
  balena_free(client);
}

int main(void) {
  refused();
  guest();
  balena_client *client = client_with("");
  log_in(client);
  application = made_application(client, "raspberrypi3");
  for (int i = 0; i < 3; i++) devices[i] = made_device(client, application.id);
  reads(client);
  writes(client);
  any_text(client);
  elsewhere(client);
  unknown_resource(client);
  GIVES(BALENA_OK, balena_application_remove(client, application.slug, NULL, &out));
  balena_string_free(out);
  balena_free(client);
  return report();
}
