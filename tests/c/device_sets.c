/* The functions of device that take several devices at once, against a server. */

#include "server.h"

#define NOWHERE "00000000000000000000000000000000"
#define NO_COMMIT "ffffffffffffffffffffffffffffffffffffffff"
#define IN_2100 INT64_C(4102444800000)

static char *out;

/* Three devices, which are named as a set, and one that is not to be touched. */
#define NAMED 3
static struct device devices[NAMED + 1];
static struct application application, target;
static struct row releases[2];

typedef balena_code set_call(const balena_client *, const char *devices, const char *options, char **);

static balena_code note(const balena_client *client, const char *set, const char *options, char **document) {
  return balena_device_note(client, set, "O'Brien", options, document);
}

static balena_code set_location(const balena_client *client, const char *set, const char *options, char **document) {
  return balena_device_set_custom_location(client, set, 1.5, -2, options, document);
}

static balena_code grant(const balena_client *client, const char *set, const char *options, char **document) {
  return balena_device_grant_support_access(client, set, IN_2100, options, document);
}

static balena_code pin(const balena_client *client, const char *set, const char *options, char **document) {
  return balena_device_set_to_release(client, set, releases[0].id, options, document);
}

static balena_code pin_by_id(const balena_client *client, const char *set, const char *options, char **document) {
  return balena_device_set_to_release_by_id(client, set, releases[1].id, options, document);
}

static balena_code unpin(const balena_client *client, const char *set, const char *options, char **document) {
  return balena_device_set_to_release(client, set, NULL, options, document);
}

static balena_code unpin_by_id(const balena_client *client, const char *set, const char *options, char **document) {
  return balena_device_set_to_release_by_id(client, set, NULL, options, document);
}

static balena_code move(const balena_client *client, const char *set, const char *options, char **document) {
  return balena_device_move(client, set, target.slug, options, document);
}

/* In an order in which none finds what it makes true done already. `%s` stands for an id. */
static const struct write {
  const char *name;
  set_call *call;
  const char *condition;
  const char *id;
} writes[] = {
    {"balena_device_note", note, "note eq 'O''Brien'", ""},
    {"balena_device_enable_device_url", balena_device_enable_device_url, "is_web_accessible eq true", ""},
    {"balena_device_disable_device_url", balena_device_disable_device_url, "is_web_accessible eq false", ""},
    {"balena_device_set_custom_location", set_location, "custom_latitude eq '1.5' and custom_longitude eq '-2'", ""},
    {"balena_device_unset_custom_location", balena_device_unset_custom_location,
     "custom_latitude eq '' and custom_longitude eq ''", ""},
    {"balena_device_grant_support_access", grant, "is_accessible_by_support_until__date ne null", ""},
    {"balena_device_revoke_support_access", balena_device_revoke_support_access,
     "is_accessible_by_support_until__date eq null", ""},
    {"balena_device_set_to_release", pin, "is_pinned_on__release eq %s", releases[0].id},
    {"balena_device_set_to_release_by_id", pin_by_id, "is_pinned_on__release eq %s", releases[1].id},
    {"balena_device_track_application_release", balena_device_track_application_release,
     "is_pinned_on__release eq null", ""},
    {"balena_device_set_to_release", pin, "is_pinned_on__release eq %s", releases[0].id},
    {"balena_device_set_to_release", unpin, "is_pinned_on__release eq null", ""},
    {"balena_device_set_to_release_by_id", pin_by_id, "is_pinned_on__release eq %s", releases[1].id},
    {"balena_device_set_to_release_by_id", unpin_by_id, "is_pinned_on__release eq null", ""},
    {"balena_device_move", move, "belongs_to__application eq %s", target.id},
    /* After which there is nothing to count. */
    {"balena_device_remove", balena_device_remove, NULL, ""},
};

#define WRITES (sizeof writes / sizeof *writes)

/* How many of the three devices fulfil the condition. */
static int count(const balena_client *client, const char *condition, const char *id) {
  char filled[128], options[512];
  snprintf(filled, sizeof filled, condition, id);
  snprintf(options, sizeof options, "{\"$count\":{\"$filter\":\"id in (%s,%s,%s) and %s\"}}", devices[0].id,
           devices[1].id, devices[2].id, filled);
  GIVES(BALENA_OK, balena_pine_get(client, "device", options, &out));
  return atoi(out);
}

/* All rows, whole, to be compared. */
static char *rows(const balena_client *client) {
  char *text = NULL;
  CHECK(balena_device_get_all_by_application_id(client, application.id, "{\"$orderby\":\"id\"}", &text) == BALENA_OK);
  CHECK(count_of(text) == NAMED + 1);
  return text;
}

static char *bystander(const balena_client *client) {
  char *text = NULL;
  CHECK(balena_device_get(client, devices[NAMED].id, NULL, &text) == BALENA_OK);
  return text;
}

/* A set with one that is not there is left as it was. */
static void missing(const balena_client *client) {
  static const char *const nobodies[] = {NOWHERE, "999999999", BEYOND_DOUBLES_TEXT};
  char *before = rows(client), set[256];
  for (size_t i = 0; i < WRITES; i++) {
    int failures = failed;
    for (int n = 0; n < 3; n++) {
      snprintf(set, sizeof set, "[\"%s\",\"%s\",%s]", devices[0].uuid, nobodies[n], devices[1].id);
      GIVES(BALENA_DEVICE_NOT_FOUND, writes[i].call(client, set, NULL, &out));
      CHECK(out && strstr(out, nobodies[n]) && !strstr(out, devices[0].uuid));
      char *after = rows(client);
      CHECK(before && after && strcmp(before, after) == 0);
      balena_string_free(after);
    }
    if (failed > failures) printf("those were of %s\n", writes[i].name);
  }
  balena_string_free(before);
}

/* What is wrong with the other argument leaves a set as it was, too. */
static void refused_by_another(const balena_client *client) {
  char *before = rows(client), set[256];
  struct application incompatible = made_application(client, "intel-nuc");
  snprintf(set, sizeof set, "[%s,%s,%s]", devices[0].id, devices[1].id, devices[2].id);
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_device_move(client, set, "no-such/application", NULL, &out));
  GIVES(BALENA_INCOMPATIBLE_APPLICATION, balena_device_move(client, set, incompatible.slug, NULL, &out));
  GIVES(BALENA_RELEASE_NOT_FOUND, balena_device_set_to_release(client, set, NO_COMMIT, NULL, &out));
  CHECK(out && strstr(out, NO_COMMIT));
  GIVES(BALENA_RELEASE_NOT_FOUND, balena_device_set_to_release_by_id(client, set, BEYOND_DOUBLES_TEXT, NULL, &out));
  CHECK(out && strstr(out, BEYOND_DOUBLES_TEXT));
  char *after = rows(client);
  CHECK(before && after && strcmp(before, after) == 0);
  balena_string_free(before);
  balena_string_free(after);
  GIVES(BALENA_OK, balena_application_remove(client, incompatible.slug, NULL, &out));
}

static void no_sets(void) {
  static const char *const odd[] = {
      "[]", "[ ]", "[", "[1", "[1,]", "[,1]", "[1 2]", "[1]]", "[1],[2]", "[null]", "[1,null]", "[true]", "[[1]]",
      "[{\"id\":1}]", "[1.5]", "[1e0]", "[0]", "[-1]", "[\"x\"]", "[\"\"]", "[\"O'Brien\"]", "[\"[1]\"]",
      "[\"0123456789ABCDEF0123456789ABCDEF\"]", "{\"id\":1}", "1,2", "[99999999999999999999]",
  };
  balena_client *client = client_without_server();
  for (size_t i = 0; i < WRITES; i++) {
    int failures = failed;
    for (size_t n = 0; n < sizeof odd / sizeof *odd; n++) {
      GIVES(BALENA_INVALID_PARAMETER, writes[i].call(client, odd[n], NULL, &out));
      NAMES("device");
    }
    GIVES(BALENA_NON_ALLOWED_OPTION, writes[i].call(client, "[1,2]", "{\"$top\":1}", &out));
    if (failed > failures) printf("those were of %s\n", writes[i].name);
  }
  GIVES(BALENA_NETWORK, balena_device_note(client, "[1,2]", "n", NULL, &out));
  /* A name is for one, and a question is about one. */
  GIVES(BALENA_INVALID_PARAMETER, balena_device_rename(client, "[1,2]", "n", NULL, &out));
  NAMES("device");
  GIVES(BALENA_INVALID_PARAMETER, balena_device_get(client, "[1]", NULL, &out));
  NAMES("device");
  GIVES(BALENA_INVALID_PARAMETER, balena_device_enable_lock_override(client, "[1,2]", NULL, &out));
  NAMES("device");
  balena_free(client);
}

/* Each is made true of three devices, by any mixture of references, one of them twice, and of no other. */
static void written(const balena_client *client, int with_releases) {
  char forms[3][256], *untouched = bystander(client);
  snprintf(forms[0], sizeof forms[0], "[\"%s\",\"%s\",\"%s\"]", devices[0].uuid, devices[1].uuid, devices[2].uuid);
  snprintf(forms[1], sizeof forms[1], "[%s,%s,%s]", devices[0].id, devices[1].id, devices[2].id);
  snprintf(forms[2], sizeof forms[2], " [ %s, \"%s\" ,\"%s\",\n\"%s\"]", devices[0].id, devices[1].uuid,
           devices[2].id, devices[0].uuid);
  for (size_t i = 0; i < WRITES; i++) {
    const struct write *write = &writes[i];
    if (!write->condition) continue;
    if (!with_releases && (write->call == pin || write->call == pin_by_id)) continue;
    int failures = failed;
    balena_string_free(out);
    out = NULL;
    if (offered(write->call(client, forms[i % 3], NULL, &out), &out, __FILE__, __LINE__, write->name)) {
      IS("null");
      CHECK(count(client, write->condition, write->id) == NAMED);
      char *same = bystander(client);
      CHECK(untouched && same && strcmp(untouched, same) == 0);
      balena_string_free(same);
    }
    if (failed > failures) printf("that was %s\n", write->name);
  }
  balena_string_free(untouched);
}

static void removed(const balena_client *client) {
  char set[256];
  snprintf(set, sizeof set, "[\"%s\",%s,\"%s\"]", devices[0].uuid, devices[1].id, devices[2].uuid);
  GIVES(BALENA_OK, balena_device_remove(client, set, NULL, &out));
  IS("null");
  CHECK(count(client, "id gt %s", "0") == 0);
  GIVES(BALENA_OK, balena_device_has(client, devices[NAMED].uuid, NULL, &out));
  IS("true");
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_remove(client, set, NULL, &out));
  balena_client *guest = client_with("");
  GIVES(BALENA_NOT_LOGGED_IN, balena_device_remove(guest, set, NULL, &out));
  balena_free(guest);
}

int main(void) {
  no_sets();
  balena_client *client = client_with("");
  log_in(client);
  application = made_application(client, "raspberrypi3");
  target = made_application(client, "raspberrypi3");
  for (int i = 0; i <= NAMED; i++) devices[i] = made_device(client, application.id);
  int with_releases = simulator("balena_device_set_to_release", "a way to make releases");
  with_releases = simulator("balena_device_set_to_release_by_id", "a way to make releases") && with_releases;
  for (int i = 0; with_releases && i < 2; i++) {
    char commit[41];
    unique_commit(client, commit);
    releases[i] = made_release(client, &application, commit, "success", "2024-01-01");
  }
  missing(client);
  refused_by_another(client);
  written(client, with_releases);
  removed(client);
  GIVES(BALENA_OK, balena_application_remove(client, application.slug, NULL, &out));
  GIVES(BALENA_OK, balena_application_remove(client, target.slug, NULL, &out));
  balena_string_free(out);
  balena_free(client);
  return report();
}
