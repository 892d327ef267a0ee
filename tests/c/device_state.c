/* The functions of device for what a device is reached by, held by, told to run and said to be at, against a server. */

#include "server.h"
#include <math.h>

#define NOWHERE "00000000000000000000000000000000"
#define NO_COMMIT "ffffffffffffffffffffffffffffffffffffffff"
#define IN_2100 INT64_C(4102444800000)

static char *out;

/* The functions that need no more than a device. */
static const struct {
  const char *name;
  balena_code (*call)(const balena_client *, const char *device, const char *options, char **);
} functions[] = {
    {"balena_device_disable_device_url", balena_device_disable_device_url},
    {"balena_device_enable_device_url", balena_device_enable_device_url},
    {"balena_device_has_device_url", balena_device_has_device_url},
    {"balena_device_get_device_url", balena_device_get_device_url},
    {"balena_device_disable_lock_override", balena_device_disable_lock_override},
    {"balena_device_enable_lock_override", balena_device_enable_lock_override},
    {"balena_device_has_lock_override", balena_device_has_lock_override},
    {"balena_device_generate_device_key", balena_device_generate_device_key},
    {"balena_device_get_supervisor_target_state", balena_device_get_supervisor_target_state},
    {"balena_device_get_with_service_details", balena_device_get_with_service_details},
    {"balena_device_revoke_support_access", balena_device_revoke_support_access},
    {"balena_device_is_tracking_application_release", balena_device_is_tracking_application_release},
    {"balena_device_track_application_release", balena_device_track_application_release},
    {"balena_device_unset_custom_location", balena_device_unset_custom_location},
};

static void guest(const struct device *made) {
  balena_client *client = client_with("");
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    int before = failed;
    GIVES(BALENA_UNAUTHORIZED, functions[i].call(client, made->uuid, NULL, &out));
    if (failed > before) printf("that was %s\n", functions[i].name);
  }
  GIVES(BALENA_UNAUTHORIZED, balena_device_grant_support_access(client, made->id, IN_2100, NULL, &out));
  GIVES(BALENA_UNAUTHORIZED, balena_device_set_custom_location(client, made->id, 1, 1, NULL, &out));
  GIVES(BALENA_UNAUTHORIZED, balena_device_set_to_release(client, made->id, "1", NULL, &out));
  GIVES(BALENA_UNAUTHORIZED, balena_device_set_to_release_by_id(client, made->id, "1", NULL, &out));
  GIVES(BALENA_UNAUTHORIZED, balena_device_get_manifest_by_application(client, "test", NULL, &out));
  balena_free(client);
}

static void not_found(const balena_client *client) {
  static const char *const nobodies[] = {NOWHERE, "999999999", BEYOND_DOUBLES_TEXT};
  for (int n = 0; n < 3; n++) {
    const char *nobody = nobodies[n];
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
      int before = failed;
      GIVES(BALENA_DEVICE_NOT_FOUND, functions[i].call(client, nobody, NULL, &out));
      CHECK(out && strstr(out, nobody));
      if (failed > before) printf("that was %s\n", functions[i].name);
    }
    GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_grant_support_access(client, nobody, IN_2100, NULL, &out));
    CHECK(out && strstr(out, nobody));
    GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_set_custom_location(client, nobody, 1, 1, NULL, &out));
    CHECK(out && strstr(out, nobody));
    GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_set_to_release(client, nobody, NO_COMMIT, NULL, &out));
    CHECK(out && strstr(out, nobody));
    GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_set_to_release(client, nobody, NULL, NULL, &out));
    GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_set_to_release_by_id(client, nobody, "1", NULL, &out));
    CHECK(out && strstr(out, nobody));
    GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_set_to_release_by_id(client, nobody, NULL, NULL, &out));
  }
}

static void refused(void) {
  static const char *const odd[] = {"", "0123", "-1", "0", "O'Brien", "../x"};
  balena_client *client = client_without_server();
  GIVES(BALENA_NETWORK, balena_device_has_device_url(client, "1", NULL, &out));
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    int before = failed;
    for (size_t n = 0; n < sizeof odd / sizeof *odd; n++) {
      GIVES(BALENA_INVALID_PARAMETER, functions[i].call(client, odd[n], NULL, &out));
      NAMES("device");
    }
    GIVES(BALENA_NON_ALLOWED_OPTION, functions[i].call(client, "1", "{\"$top\":1}", &out));
    GIVES(BALENA_INVALID_OPTION, functions[i].call(client, "1", "{\"timeout_ms\":\"soon\"}", &out));
    if (failed > before) printf("those were of %s\n", functions[i].name);
  }
  for (size_t n = 0; n < sizeof odd / sizeof *odd; n++) {
    GIVES(BALENA_INVALID_PARAMETER, balena_device_grant_support_access(client, odd[n], IN_2100, NULL, &out));
    NAMES("device");
    GIVES(BALENA_INVALID_PARAMETER, balena_device_set_custom_location(client, odd[n], 1, 1, NULL, &out));
    NAMES("device");
    GIVES(BALENA_INVALID_PARAMETER, balena_device_set_to_release(client, odd[n], "1", NULL, &out));
    NAMES("device");
    GIVES(BALENA_INVALID_PARAMETER, balena_device_set_to_release_by_id(client, odd[n], NULL, NULL, &out));
    NAMES("device");
  }

  static const double places[][2] = {
      {90.1, 0}, {-90.00000000000002, 0}, {NAN, 0}, {INFINITY, 0}, {-INFINITY, 0},
      {0, 180.00000000000003}, {0, -180.5}, {0, NAN}, {0, INFINITY}, {0, -INFINITY},
  };
  for (int i = 0; i < 10; i++) {
    GIVES(BALENA_INVALID_PARAMETER, balena_device_set_custom_location(client, "1", places[i][0], places[i][1], NULL,
                                                                      &out));
    NAMES(i < 5 ? "latitude" : "longitude");
  }
  static const int64_t past[] = {0, -1, INT64_MIN, INT64_C(1000000000000)};
  for (int i = 0; i < 4; i++) {
    GIVES(BALENA_INVALID_PARAMETER, balena_device_grant_support_access(client, "1", past[i], NULL, &out));
    NAMES("expiry_timestamp");
  }
  static const char *const no_releases[] = {"a/b", "O'Brien", " ", "-1"};
  for (int i = 0; i < 4; i++) {
    GIVES(BALENA_INVALID_PARAMETER, balena_device_set_to_release(client, "1", no_releases[i], NULL, &out));
    NAMES("release");
  }
  static const char *const no_ids[] = {NO_COMMIT, "-1", "0", "1.5", "01", " 1", "99999999999999999999"};
  for (int i = 0; i < 7; i++) {
    GIVES(BALENA_INVALID_PARAMETER, balena_device_set_to_release_by_id(client, "1", no_ids[i], NULL, &out));
    NAMES("release_id");
  }
  static const char *const versions[] = {"1", "4", "\"2\"", "2.5"};
  for (int i = 0; i < 4; i++) {
    char options[32];
    snprintf(options, sizeof options, "{\"version\":%s}", versions[i]);
    GIVES(BALENA_INVALID_OPTION, balena_device_get_supervisor_target_state(client, "1", options, &out));
    CHECK(out && strstr(out, "version"));
  }
  GIVES(BALENA_INVALID_OPTION, balena_device_generate_device_key(client, "1", "{\"expiry_date\":\"soon\"}", &out));
  CHECK(out && strstr(out, "expiry_date"));
  GIVES(BALENA_INVALID_OPTION, balena_device_generate_device_key(client, "1", "{\"name\":7}", &out));
  CHECK(out && strstr(out, "name"));
  GIVES(BALENA_NON_ALLOWED_OPTION,
        balena_device_get_with_service_details(client, "1", "{\"$filter\":\"id eq 1\"}", &out));
  GIVES(BALENA_INVALID_PARAMETER, balena_device_get_manifest_by_slug(client, "", NULL, &out));
  NAMES("slug");
  GIVES(BALENA_INVALID_PARAMETER, balena_device_get_manifest_by_application(client, "", NULL, &out));
  NAMES("application_name");
  GIVES(BALENA_INVALID_PARAMETER, balena_device_get_manifest_by_application(client, "a/b/c", NULL, &out));
  NAMES("application_name");
  balena_free(client);
}

/* Checks what is read of a field of a device. */
static void field(const balena_client *client, const struct device *device, const char *name, const char *pointer,
                  const char *expected) {
  char options[64];
  snprintf(options, sizeof options, "{\"$select\":\"%s\"}", name);
  GIVES(BALENA_OK, balena_device_get(client, device->id, options, &out));
  if (!is_at(out, pointer, expected)) printf("%s: %.200s\n", name, out ? out : "no document");
  CHECK(is_at(out, pointer, expected));
}

static void url(const balena_client *client, const struct device *made, const struct device *other) {
  GIVES(BALENA_OK, balena_device_has_device_url(client, made->uuid, NULL, &out));
  IS("false");
  GIVES(BALENA_DEVICE_NOT_WEB_ACCESSIBLE, balena_device_get_device_url(client, made->uuid, NULL, &out));
  CHECK(out && strstr(out, made->uuid));
  if (OFFERED(balena_device_enable_device_url(client, made->uuid, NULL, &out))) {
    IS("null");
    GIVES(BALENA_OK, balena_device_has_device_url(client, made->id, NULL, &out));
    IS("true");
    GIVES(BALENA_OK, balena_device_has_device_url(client, other->uuid, NULL, &out));
    IS("false");
    if (OFFERED(balena_device_get_device_url(client, made->id, NULL, &out))) {
      char beginning[96];
      snprintf(beginning, sizeof beginning, "\"https://%s.", made->uuid);
      CHECK(strncmp(out, beginning, strlen(beginning)) == 0 && strlen(out) > strlen(beginning) + 3);
    }
  }
  if (OFFERED(balena_device_disable_device_url(client, made->id, NULL, &out))) {
    IS("null");
    GIVES(BALENA_OK, balena_device_has_device_url(client, made->uuid, NULL, &out));
    IS("false");
    GIVES(BALENA_DEVICE_NOT_WEB_ACCESSIBLE, balena_device_get_device_url(client, made->id, NULL, &out));
  }
  if (simulator("balena_device_enable_device_url", FAULTS)) {
    answers("PATCH", "/v7/device", 500, "");
    GIVES(BALENA_UNSUPPORTED_BY_SERVER, balena_device_enable_device_url(client, made->id, NULL, &out));
  }
  if (simulator("balena_device_disable_device_url", FAULTS)) {
    answers("PATCH", "/v7/device", 500, "");
    GIVES(BALENA_UNSUPPORTED_BY_SERVER, balena_device_disable_device_url(client, made->id, NULL, &out));
  }
  if (simulator("balena_device_get_device_url", FAULTS)) {
    static const char accessible[] = "{\"d\":[{\"uuid\":\"" NOWHERE "\",\"is_web_accessible\":true}]}";
    answers("GET", "/v7/device", 200, accessible);
    answers("GET", "/config", 200, "{\"deviceUrlsBase\":\"devices.example\"}");
    GIVES(BALENA_OK, balena_device_get_device_url(client, made->id, NULL, &out));
    IS("\"https://" NOWHERE ".devices.example\"");
    answers("GET", "/v7/device", 200, accessible);
    answers("GET", "/config", 404, "");
    GIVES(BALENA_UNSUPPORTED_BY_SERVER, balena_device_get_device_url(client, made->id, NULL, &out));
  }
}

static void overrides(const balena_client *client, const struct device *made, const char *expected) {
  GIVES(BALENA_OK, balena_device_has_lock_override(client, made->uuid, NULL, &out));
  IS(expected);
}

static void lock(const balena_client *client, const struct application *application, const struct device *made,
                 const struct device *other) {
  static const char variables[] = "{\"$select\":[\"name\",\"value\"],\"$filter\":{\"name\":\"RESIN_OVERRIDE_LOCK\"}}";
  overrides(client, made, "false");
  GIVES(BALENA_OK, balena_application_config_variable_create(client, application->id, "RESIN_OVERRIDE_LOCK", "1", NULL,
                                                             &out));
  overrides(client, made, "true");
  overrides(client, other, "true");
  GIVES(BALENA_OK, balena_device_disable_lock_override(client, made->uuid, NULL, &out));
  IS("null");
  overrides(client, made, "false");
  overrides(client, other, "true");
  for (int i = 0; i < 2; i++) {
    GIVES(BALENA_OK, balena_device_enable_lock_override(client, made->id, NULL, &out));
    IS("null");
    overrides(client, made, "true");
  }
  GIVES(BALENA_OK, balena_device_config_variable_get_all(client, made->id, variables, &out));
  IS("[{\"name\":\"RESIN_OVERRIDE_LOCK\",\"value\":\"1\"}]");
  GIVES(BALENA_OK, balena_device_config_variable_get_all(client, other->id, variables, &out));
  IS("[]");
}

static void key(const balena_client *client, const struct device *made) {
  static const char *const options[] = {
      NULL,
      "{\"name\":\"bench O'Brien\",\"description\":\"of the \\\"S\xc3\xb6hne\\\" \xf0\x9f\x90\xb3\","
      "\"expiry_date\":4102444800000}",
  };
  char *keys[2];
  for (int i = 0; i < 2; i++) {
    GIVES(BALENA_OK, balena_device_generate_device_key(client, i ? made->uuid : made->id, options[i], &out));
    keys[i] = at(out, "");
    char token[128];
    snprintf(token, sizeof token, ",\"token\":\"%s\"", keys[i] ? keys[i] : "");
    balena_client *device = client_with(token);
    GIVES(BALENA_OK, balena_device_get_all(device, "{\"$select\":\"uuid\"}", &out));
    CHECK(count_of(out) == 1 && is_at(out, "/0/uuid", made->uuid));
    balena_free(device);
  }
  CHECK(keys[0] && keys[1] && strlen(keys[0]) > 8 && strcmp(keys[0], keys[1]) != 0);
  balena_string_free(keys[0]);
  balena_string_free(keys[1]);
}

static void manifests(const balena_client *client, const struct application *application) {
  balena_client *nobody = client_with("");
  GIVES(BALENA_OK, balena_device_get_manifest_by_slug(nobody, "raspberrypi3", NULL, &out));
  balena_free(nobody);
  CHECK(is_at(out, "/slug", "raspberrypi3") && is_at(out, "/name", "Raspberry Pi 3") && is_at(out, "/arch", "armv7hf"));
  char *manifest = out, *alias = at(out, "/aliases/0");
  out = NULL;
  CHECK(alias);
  const char *same[] = {"Raspberry Pi 3", alias};
  for (int i = 0; i < 2; i++) {
    GIVES(BALENA_OK, balena_device_get_manifest_by_slug(client, same[i], NULL, &out));
    IS(manifest);
  }
  balena_string_free(alias);
  const char *references[] = {application->name, application->slug};
  for (int i = 0; i < 2; i++) {
    GIVES(BALENA_OK, balena_device_get_manifest_by_application(client, references[i], NULL, &out));
    IS(manifest);
  }
  balena_string_free(manifest);
  GIVES(BALENA_INVALID_DEVICE_TYPE, balena_device_get_manifest_by_slug(client, "O'Brien's toaster", NULL, &out));
  CHECK(out && strstr(out, "O'Brien's toaster"));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_device_get_manifest_by_application(client, "O'Brien's", NULL, &out));
  CHECK(out && strstr(out, "O'Brien's"));
  GIVES(BALENA_APPLICATION_NOT_FOUND,
        balena_device_get_manifest_by_application(client, "no-such/application", NULL, &out));
  if (simulator("balena_device_get_manifest_by_application", FAULTS)) {
    answers("GET", "/v7/application", 200, "{\"d\":[{\"id\":1},{\"id\":2}]}");
    GIVES(BALENA_AMBIGUOUS_APPLICATION, balena_device_get_manifest_by_application(client, "test", NULL, &out));
    answers("GET", "/device-types/v1", 200, "[]");
    GIVES(BALENA_INVALID_DEVICE_TYPE,
          balena_device_get_manifest_by_application(client, application->slug, NULL, &out));
    CHECK(out && strstr(out, "raspberrypi3"));
  }
}

static void target_state(const balena_client *client, const struct device *made) {
  char name[64], pointer[128];
  GIVES(BALENA_OK, balena_device_get_name(client, made->id, NULL, &out));
  copied(name, sizeof name, out, "");
  GIVES(BALENA_OK, balena_device_config_variable_create(client, made->id, "BALENA_HOST_TEST", TEXT, NULL, &out));
  static const char *const second[] = {NULL, "{\"version\":2}"};
  for (int i = 0; i < 2; i++) {
    GIVES(BALENA_OK, balena_device_get_supervisor_target_state(client, made->uuid, second[i], &out));
    CHECK(is_at(out, "/local/name", name) && is_at(out, "/local/config/BALENA_HOST_TEST", TEXT));
  }
  GIVES(BALENA_OK, balena_device_get_supervisor_target_state(client, made->id, "{\"version\":3}", &out));
  CHECK(count_of(out) == 1);
  snprintf(pointer, sizeof pointer, "/%s/name", made->uuid);
  CHECK(is_at(out, pointer, name));
  snprintf(pointer, sizeof pointer, "/%s/config/BALENA_HOST_TEST", made->uuid);
  CHECK(is_at(out, pointer, TEXT));
}

static void tracks(const balena_client *client, const struct device *made, const char *expected, const char *pin) {
  GIVES(BALENA_OK, balena_device_is_tracking_application_release(client, made->uuid, NULL, &out));
  IS(expected);
  field(client, made, "is_pinned_on__release", pin ? "/is_pinned_on__release/__id" : "/is_pinned_on__release",
        pin ? pin : "null");
}

static void pins(const balena_client *client, const struct application *application, const struct device *made,
                 const struct device *other, const struct device *stranger) {
  static const char *const none[] = {NO_COMMIT, "999999999", BEYOND_DOUBLES_TEXT};
  tracks(client, made, "true", NULL);
  for (int i = 0; i < 3; i++) {
    GIVES(BALENA_RELEASE_NOT_FOUND, balena_device_set_to_release(client, made->uuid, none[i], NULL, &out));
    CHECK(out && strstr(out, none[i]));
    if (i == 0) continue;
    GIVES(BALENA_RELEASE_NOT_FOUND, balena_device_set_to_release_by_id(client, made->id, none[i], NULL, &out));
    CHECK(out && strstr(out, none[i]));
  }
  GIVES(BALENA_OK, balena_device_set_to_release(client, made->id, NULL, NULL, &out));
  IS("null");
  GIVES(BALENA_OK, balena_device_set_to_release_by_id(client, made->uuid, NULL, NULL, &out));
  IS("null");
  GIVES(BALENA_OK, balena_device_track_application_release(client, made->uuid, NULL, &out));
  IS("null");
  tracks(client, made, "true", NULL);
  int possible = simulator("balena_device_set_to_release", "a way to make releases");
  if (!simulator("balena_device_set_to_release_by_id", "a way to make releases") || !possible) return;

  char commits[3][41];
  for (int i = 0; i < 3; i++) unique_commit(client, commits[i]);
  struct row first = made_release(client, application, commits[0], "success", "2024-01-01");
  struct row second = made_release(client, application, commits[1], "success", "2024-01-02");
  struct row failed_one = made_release(client, application, commits[2], "failed", "2024-01-03");
  GIVES(BALENA_OK, balena_device_set_to_release(client, made->uuid, commits[0], NULL, &out));
  IS("null");
  tracks(client, made, "false", first.id);
  tracks(client, other, "true", NULL);
  GIVES(BALENA_OK, balena_device_set_to_release(client, made->id, second.id, NULL, &out));
  tracks(client, made, "false", second.id);
  GIVES(BALENA_OK, balena_device_set_to_release(client, made->id, NULL, NULL, &out));
  tracks(client, made, "true", NULL);
  GIVES(BALENA_OK, balena_device_set_to_release_by_id(client, made->uuid, first.id, NULL, &out));
  IS("null");
  tracks(client, made, "false", first.id);
  GIVES(BALENA_OK, balena_device_set_to_release_by_id(client, made->id, NULL, NULL, &out));
  tracks(client, made, "true", NULL);
  GIVES(BALENA_OK, balena_device_set_to_release_by_id(client, made->id, second.id, NULL, &out));
  GIVES(BALENA_RELEASE_NOT_FOUND, balena_device_set_to_release(client, made->id, commits[2], NULL, &out));
  CHECK(out && strstr(out, commits[2]));
  GIVES(BALENA_RELEASE_NOT_FOUND, balena_device_set_to_release(client, made->id, failed_one.id, NULL, &out));
  GIVES(BALENA_RELEASE_NOT_FOUND, balena_device_set_to_release_by_id(client, made->id, failed_one.id, NULL, &out));
  tracks(client, made, "false", second.id);
  GIVES(BALENA_OK, balena_device_track_application_release(client, made->id, NULL, &out));
  IS("null");
  tracks(client, made, "true", NULL);

  /* What another application was built of is no release of this device's. */
  GIVES(BALENA_RELEASE_NOT_FOUND, balena_device_set_to_release(client, stranger->uuid, commits[0], NULL, &out));
  GIVES(BALENA_RELEASE_NOT_FOUND, balena_device_set_to_release_by_id(client, stranger->uuid, first.id, NULL, &out));
  tracks(client, stranger, "true", NULL);
}

static struct row made_image(const balena_client *client, const struct row *service) {
  char body[128];
  snprintf(body, sizeof body,
           "{\"is_a_build_of__service\":%s,\"start_timestamp\":1700000000000,\"status\":\"success\"}", service->id);
  return made_row(client, "image", body);
}

static struct row made_install(const balena_client *client, const struct device *device, const struct row *image,
                               const struct row *release, const char *status, const char *progress) {
  char body[256];
  snprintf(body, sizeof body,
           "{\"device\":%s,\"installs__image\":%s,\"is_provided_by__release\":%s,\"status\":\"%s\","
           "\"download_progress\":%s,\"install_date\":\"2024-01-01T00:00:00.000Z\"}",
           device->id, image->id, release->id, status, progress);
  return made_row(client, "image_install", body);
}

static void services(const balena_client *client, const struct application *application, const struct device *made) {
  GIVES(BALENA_OK, balena_device_get_with_service_details(client, made->id, NULL, &out));
  CHECK(is_at(out, "/uuid", made->uuid) && is_at(out, "/current_services", "{}"));
  CHECK(is_at(out, "/current_gateway_downloads", "[]"));
  if (!simulator("balena_device_get_with_service_details", "a way to make releases")) return;

  char commit[41], expected[512];
  unique_commit(client, commit);
  struct row release = made_release(client, application, commit, "success", "2024-01-04");
  struct row service = made_service(client, application, "main"), images[4], installs[3];
  static const char *const states[] = {"Running", "Downloading", "deleted"};
  static const char *const progress[] = {"null", "42", "null"};
  for (int i = 0; i < 3; i++) {
    images[i] = made_image(client, &service);
    installs[i] = made_install(client, made, &images[i], &release, states[i], progress[i]);
  }
  struct row service_of_other = made_service(client, application, "db'O'Brien");
  images[3] = made_image(client, &service_of_other);
  struct row install_of_other = made_install(client, made, &images[3], &release, "Exited", "null");

  GIVES(BALENA_OK, balena_device_get_with_service_details(
                       client, made->uuid, "{\"$select\":[\"id\",\"note\"],\"$expand\":\"device_tag\"}", &out));
  CHECK(count_of(out) >= 5 && is_at(out, "/id", made->id) && is_at(out, "/note", "null"));
  CHECK(is_at(out, "/device_tag", "[]") && !is_at(out, "/uuid", made->uuid));
  char *main_installs = at(out, "/current_services/main"), *other_installs = at(out, "/current_services/db'O'Brien");
  CHECK(main_installs && count_of(main_installs) == 2 && other_installs && count_of(other_installs) == 1);
  for (int i = 0; i < 2; i++) {
    snprintf(expected, sizeof expected,
             "{\"id\":%s,\"image_id\":%s,\"service_id\":%s,\"status\":\"%s\",\"download_progress\":%s,"
             "\"install_date\":\"2024-01-01T00:00:00.000Z\",\"release_id\":%s,\"commit\":\"%s\",\"raw_version\":",
             installs[i].id, images[i].id, service.id, states[i], progress[i], release.id, commit);
    CHECK(main_installs && strstr(main_installs, expected));
  }
  CHECK(is_at(other_installs, "/0/id", install_of_other.id) && is_at(other_installs, "/0/status", "Exited"));
  CHECK(is_at(other_installs, "/0/image_id", images[3].id));
  CHECK(is_at(other_installs, "/0/service_id", service_of_other.id));
  balena_string_free(main_installs);
  balena_string_free(other_installs);
}

static void location(const balena_client *client, const struct device *made, const struct device *other) {
  static const struct {
    double latitude, longitude;
    const char *texts[2];
  } places[] = {
      {21.032777, 105.831586, {"21.032777", "105.831586"}},
      {-90, 180, {"-90", "180"}},
      {90, -180, {"90", "-180"}},
      {0, -0.5, {"0", "-0.5"}},
      {1e-7, 0.1 + 0.2, {"0.0000001", "0.30000000000000004"}},
  };
  if (OFFERED(balena_device_set_custom_location(client, made->uuid, 1, 2, NULL, &out))) {
    IS("null");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
      GIVES(BALENA_OK, balena_device_set_custom_location(client, made->id, places[i].latitude, places[i].longitude,
                                                         NULL, &out));
      IS("null");
      field(client, made, "custom_latitude", "/custom_latitude", places[i].texts[0]);
      field(client, made, "custom_longitude", "/custom_longitude", places[i].texts[1]);
    }
    GIVES(BALENA_INVALID_PARAMETER, balena_device_set_custom_location(client, made->id, 0, NAN, NULL, &out));
    field(client, made, "custom_longitude", "/custom_longitude", "0.30000000000000004");
    GIVES(BALENA_OK, balena_device_set_custom_location(client, other->id, 3, 4, NULL, &out));
  }
  if (OFFERED(balena_device_unset_custom_location(client, made->uuid, NULL, &out))) {
    IS("null");
    field(client, made, "custom_latitude", "/custom_latitude", "");
    field(client, made, "custom_longitude", "/custom_longitude", "");
    field(client, other, "custom_longitude", "/custom_longitude", "4");
  }
  if (simulator("balena_device_set_custom_location", FAULTS)) {
    answers("PATCH", "/v7/device", 500, "");
    GIVES(BALENA_UNSUPPORTED_BY_SERVER, balena_device_set_custom_location(client, made->id, 1, 1, NULL, &out));
  }
  if (simulator("balena_device_unset_custom_location", FAULTS)) {
    answers("PATCH", "/v7/device", 500, "");
    GIVES(BALENA_UNSUPPORTED_BY_SERVER, balena_device_unset_custom_location(client, made->id, NULL, &out));
  }
}

static void support(const balena_client *client, const struct device *made, const struct device *other) {
  static const char field_name[] = "is_accessible_by_support_until__date";
  static const char pointer[] = "/is_accessible_by_support_until__date";
  if (OFFERED(balena_device_grant_support_access(client, made->uuid, IN_2100, NULL, &out))) {
    IS("null");
    field(client, made, field_name, pointer, "2100-01-01T00:00:00.000Z");
    field(client, other, field_name, pointer, "null");
    GIVES(BALENA_INVALID_PARAMETER, balena_device_grant_support_access(client, made->id, 1, NULL, &out));
    field(client, made, field_name, pointer, "2100-01-01T00:00:00.000Z");
  }
  if (OFFERED(balena_device_revoke_support_access(client, made->id, NULL, &out))) {
    IS("null");
    field(client, made, field_name, pointer, "null");
  }
  if (simulator("balena_device_grant_support_access", FAULTS)) {
    answers("PATCH", "/v7/device", 500, "");
    GIVES(BALENA_UNSUPPORTED_BY_SERVER, balena_device_grant_support_access(client, made->id, IN_2100, NULL, &out));
  }
  if (simulator("balena_device_revoke_support_access", FAULTS)) {
    answers("PATCH", "/v7/device", 500, "");
    GIVES(BALENA_UNSUPPORTED_BY_SERVER, balena_device_revoke_support_access(client, made->id, NULL, &out));
  }
}

int main(void) {
  balena_client *client = client_with("");
  refused();
  log_in(client);
  struct application application = made_application(client, "raspberrypi3");
  struct application another = made_application(client, "raspberrypi3");
  struct device made = made_device(client, application.id), other = made_device(client, application.id);
  struct device stranger = made_device(client, another.id);
  guest(&made);
  not_found(client);
  url(client, &made, &other);
  lock(client, &application, &made, &other);
  key(client, &made);
  manifests(client, &application);
  target_state(client, &made);
  pins(client, &application, &made, &other, &stranger);
  services(client, &application, &made);
  location(client, &made, &other);
  support(client, &made, &other);
  GIVES(BALENA_OK, balena_application_remove(client, application.slug, NULL, &out));
  GIVES(BALENA_OK, balena_application_remove(client, another.slug, NULL, &out));
  balena_string_free(out);
  balena_free(client);
  return report();
}
