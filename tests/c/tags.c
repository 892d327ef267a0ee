/* The functions of the three kinds of tags, against a server: the same calls are made on each kind. */

#include "server.h"

#define NO_APPLICATION "no-such/application"
#define NO_DEVICE "00000000000000000000000000000000"
#define NO_RELEASE "ffffffffffffffffffffffffffffffffffffffff"

static char *out;

typedef balena_code set_call(const balena_client *, const char *owner, const char *key, const char *value,
                             const char *options, char **);
typedef balena_code remove_call(const balena_client *, const char *owner, const char *key, const char *options,
                                char **);
typedef balena_code list_call(const balena_client *, const char *owner, const char *options, char **);
typedef balena_code list_all_call(const balena_client *, const char *options, char **);

enum owner { APPLICATION, DEVICE, RELEASE };

struct kind {
  const char *name, *resource;
  enum owner owner;
  set_call *set;
  remove_call *remove;
  list_all_call *list_all;
  /* Those of an owner and, where that is no application, those of an application. */
  list_call *list, *list_by_application;
};

static const struct kind kinds[] = {
    {
        .name = "balena_application_tag_set",
        .resource = "/v7/application_tag",
        .owner = APPLICATION,
        .set = balena_application_tag_set,
        .remove = balena_application_tag_remove,
        .list_all = balena_application_tag_get_all,
        .list = balena_application_tag_get_all_by_application,
    },
    {
        .name = "balena_device_tag_set",
        .resource = "/v7/device_tag",
        .owner = DEVICE,
        .set = balena_device_tag_set,
        .remove = balena_device_tag_remove,
        .list_all = balena_device_tag_get_all,
        .list = balena_device_tag_get_all_by_device,
        .list_by_application = balena_device_tag_get_all_by_application,
    },
    {
        .name = "balena_release_tag_set",
        .resource = "/v7/release_tag",
        .owner = RELEASE,
        .set = balena_release_tag_set,
        .remove = balena_release_tag_remove,
        .list_all = balena_release_tag_get_all,
        .list = balena_release_tag_get_all_by_release,
        .list_by_application = balena_release_tag_get_all_by_application,
    },
};

/* An application with a device and, on the simulator, a release. */
struct fleet {
  struct application application;
  struct device device;
  struct row release;
  char commit[41];
};

/* In which ways an owner can be named. */
struct references {
  const char *texts[3];
  int count;
};

static struct references references(enum owner owner, const struct fleet *fleet) {
  switch (owner) {
    case APPLICATION:
      return (struct references){{fleet->application.slug, fleet->application.id, fleet->application.uuid}, 3};
    case DEVICE:
      return (struct references){{fleet->device.uuid, fleet->device.id}, 2};
    default:
      return (struct references){{fleet->commit, fleet->release.id}, 2};
  }
}

/* Checks that a list is of one tag with this id and value, or of none when `id` is NULL. */
static void holds(const char *id, const char *value) {
  CHECK(count_of(out) == (id ? 1 : 0));
  if (id) CHECK(is_at(out, "/0/id", id) && is_at(out, "/0/value", value));
}

/* What the lists of a kind give of this key. */
static void lists(const balena_client *client, const struct kind *kind, const struct fleet *fleet, const char *key,
                  const char *id, const char *value) {
  char options[128];
  snprintf(options, sizeof options, "{\"$filter\":\"tag_key eq @k\",\"@k\":\"%s\"}", key);
  struct references owners = references(kind->owner, fleet), applications = references(APPLICATION, fleet);
  for (int i = 0; i < owners.count; i++) {
    GIVES(BALENA_OK, kind->list(client, owners.texts[i], options, &out));
    holds(id, value);
  }
  for (int i = 0; kind->list_by_application && i < applications.count; i++) {
    GIVES(BALENA_OK, kind->list_by_application(client, applications.texts[i], options, &out));
    holds(id, value);
  }
}

static void life(const balena_client *client, const struct kind *kind, const struct fleet *fleet,
                 const struct fleet *other) {
  static const char *const endings[] = {"", "O'Brien", "'or(1)eq'1", "&$filter=b", "%27", "+", "#", "\xf0\x9f\x90\xb3"};
  struct references owners = references(kind->owner, fleet);
  const char *others = references(kind->owner, other).texts[0];
  char prefix[16];
  unique(client, prefix);
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    const char *whose = owners.texts[i % (size_t)owners.count];
    char key[32], options[128], id[24], id_of_other[24];
    snprintf(key, sizeof key, "%s%s", prefix, endings[i]);
    snprintf(options, sizeof options, "{\"$filter\":\"tag_key eq @k\",\"@k\":\"%s\",\"$orderby\":\"id\"}", key);
    GIVES(BALENA_OK, kind->set(client, whose, key, "first", NULL, &out));
    CHECK(is_at(out, "/tag_key", key) && is_at(out, "/value", "first"));
    copied(id, sizeof id, out, "/id");
    GIVES(BALENA_OK, kind->set(client, others, key, "of the other", NULL, &out));
    copied(id_of_other, sizeof id_of_other, out, "/id");
    GIVES(BALENA_OK, kind->set(client, whose, key, TEXT, NULL, &out));
    IS("null");
    lists(client, kind, fleet, key, id, TEXT);
    lists(client, kind, other, key, id_of_other, "of the other");
    GIVES(BALENA_OK, kind->list_all(client, options, &out));
    CHECK(count_of(out) == 2 && is_at(out, "/0/id", id) && is_at(out, "/1/id", id_of_other));
    CHECK(is_at(out, "/0/value", TEXT) && is_at(out, "/1/value", "of the other"));
    GIVES(BALENA_OK, kind->set(client, whose, key, "", NULL, &out));
    lists(client, kind, fleet, key, id, "");

    GIVES(BALENA_OK, kind->remove(client, whose, key, NULL, &out));
    IS("null");
    GIVES(BALENA_OK, kind->remove(client, whose, key, NULL, &out));
    IS("null");
    lists(client, kind, fleet, key, NULL, NULL);
    lists(client, kind, other, key, id_of_other, "of the other");
    GIVES(BALENA_OK, kind->remove(client, others, key, NULL, &out));
    GIVES(BALENA_OK, kind->list_all(client, options, &out));
    IS("[]");
  }

  GIVES(BALENA_OK, kind->set(client, owners.texts[0], "b", "2", NULL, &out));
  GIVES(BALENA_OK, kind->set(client, owners.texts[0], "a", "1", NULL, &out));
  GIVES(BALENA_OK, kind->list(client, owners.texts[0], NULL, &out));
  CHECK(count_of(out) == 2 && is_at(out, "/0/tag_key", "a") && is_at(out, "/1/tag_key", "b"));
  GIVES(BALENA_OK, kind->list(client, owners.texts[0], "{\"$select\":\"value\",\"$skip\":1}", &out));
  IS("[{\"value\":\"2\"}]");
}

static void not_found(const balena_client *client, const struct kind *kind) {
  static const struct {
    const char *references[3];
    balena_code code;
  } nobodies[] = {
      [APPLICATION] = {{NO_APPLICATION, NO_DEVICE, BEYOND_DOUBLES_TEXT}, BALENA_APPLICATION_NOT_FOUND},
      [DEVICE] = {{NO_DEVICE, "999999999", BEYOND_DOUBLES_TEXT}, BALENA_DEVICE_NOT_FOUND},
      [RELEASE] = {{NO_RELEASE, "999999999", BEYOND_DOUBLES_TEXT}, BALENA_RELEASE_NOT_FOUND},
  };
  for (int i = 0; i < 3; i++) {
    const char *nobody = nobodies[kind->owner].references[i];
    GIVES(nobodies[kind->owner].code, kind->set(client, nobody, "k", "v", NULL, &out));
    CHECK(out && strstr(out, nobody));
    GIVES(nobodies[kind->owner].code, kind->remove(client, nobody, "k", NULL, &out));
    CHECK(out && strstr(out, nobody));
    GIVES(nobodies[kind->owner].code, kind->list(client, nobody, NULL, &out));
    CHECK(out && strstr(out, nobody));
    if (kind->list_by_application) {
      GIVES(BALENA_APPLICATION_NOT_FOUND,
            kind->list_by_application(client, nobodies[APPLICATION].references[i], NULL, &out));
    }
  }
}

static void refused(const balena_client *client, const struct kind *kind, const struct fleet *fleet) {
  static const char *const keys[] = {"", "a\nb", "a\xff"};
  static const char *const names[] = {[APPLICATION] = "application", [DEVICE] = "device", [RELEASE] = "release"};
  const char *whose = references(kind->owner, fleet).texts[0], *name = names[kind->owner];
  for (int i = 0; i < 3; i++) {
    GIVES(BALENA_INVALID_PARAMETER, kind->set(client, whose, keys[i], "v", NULL, &out));
    CHECK(out && strstr(out, "tag_key"));
    GIVES(BALENA_INVALID_PARAMETER, kind->remove(client, whose, keys[i], NULL, &out));
    CHECK(out && strstr(out, "tag_key"));
  }
  GIVES(BALENA_INVALID_PARAMETER, kind->set(client, whose, "k", "\xff", NULL, &out));
  CHECK(out && strstr(out, "value"));
  GIVES(BALENA_INVALID_PARAMETER, kind->set(client, "../x", "k", "v", NULL, &out));
  CHECK(out && strstr(out, name));
  GIVES(BALENA_INVALID_PARAMETER, kind->remove(client, "O'Brien", "k", NULL, &out));
  CHECK(out && strstr(out, name));
  GIVES(BALENA_INVALID_PARAMETER, kind->list(client, "", NULL, &out));
  CHECK(out && strstr(out, name));
  GIVES(BALENA_INVALID_OPTION, kind->list_all(client, "{\"$top\":-1}", &out));
  GIVES(BALENA_NON_ALLOWED_OPTION, kind->set(client, whose, "k", "v", "{\"$top\":1}", &out));
  if (kind->list_by_application) {
    GIVES(BALENA_INVALID_PARAMETER, kind->list_by_application(client, "not an application", NULL, &out));
    CHECK(out && strstr(out, "application"));
  }
  /* The service takes no blanks in keys. */
  GIVES(BALENA_REQUEST_ERROR, kind->set(client, whose, "two words", "v", NULL, &out));
  CHECK(is_at(out, "/http_status", "400"));
  if (simulator(kind->name, FAULTS)) {
    /* Not the conflict that says that the tag is there. */
    answers("POST", kind->resource, 409, "\"Data is referenced.\"");
    GIVES(BALENA_CONFLICT, kind->set(client, whose, "k", "v", NULL, &out));
  }
}

/* A commit may have failed to build before it was built. */
static void ambiguous(const balena_client *client, const struct fleet *fleet) {
  made_release(client, &fleet->application, fleet->commit, "failed", "2024-01-01");
  GIVES(BALENA_AMBIGUOUS_RELEASE, balena_release_tag_set(client, fleet->commit, "k", "v", NULL, &out));
  CHECK(out && strstr(out, fleet->commit));
  GIVES(BALENA_AMBIGUOUS_RELEASE, balena_release_tag_remove(client, fleet->commit, "a", NULL, &out));
  GIVES(BALENA_AMBIGUOUS_RELEASE, balena_release_tag_get_all_by_release(client, fleet->commit, NULL, &out));
  GIVES(BALENA_OK, balena_release_tag_get_all_by_release(client, fleet->release.id, NULL, &out));
  CHECK(count_of(out) == 2 && is_at(out, "/0/tag_key", "a"));
}

static void guest(void) {
  balena_client *client = client_with("");
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    GIVES(BALENA_UNAUTHORIZED, kinds[i].list_all(client, NULL, &out));
  }
  balena_free(client);
}

int main(void) {
  balena_client *client = client_with("");
  guest();
  log_in(client);
  struct fleet fleets[2];
  for (int i = 0; i < 2; i++) {
    fleets[i].application = made_application(client, "raspberrypi3");
    fleets[i].device = made_device(client, fleets[i].application.id);
  }
  int with_releases = simulator("balena_release_tag_set", "a way to make releases");
  for (int i = 0; with_releases && i < 2; i++) {
    unique_commit(client, fleets[i].commit);
    fleets[i].release = made_release(client, &fleets[i].application, fleets[i].commit, "success", "2024-01-02");
  }
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    const struct kind *kind = &kinds[i];
    int before = failed;
    if (kind->owner != RELEASE || with_releases) {
      life(client, kind, &fleets[0], &fleets[1]);
      refused(client, kind, &fleets[0]);
    }
    not_found(client, kind);
    if (failed > before) printf("those failed with %s and its like\n", kind->name);
  }
  if (with_releases) ambiguous(client, &fleets[0]);
  for (int i = 0; i < 2; i++) {
    GIVES(BALENA_OK, balena_application_remove(client, fleets[i].application.slug, NULL, &out));
  }
  balena_string_free(out);
  balena_free(client);
  return report();
}
