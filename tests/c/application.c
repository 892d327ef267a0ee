/* The functions of application, against a server. */

#include "server.h"

#define NOWHERE "no-such/application"
#define IN_2100 INT64_C(4102444800000)

static char *out;

static void guest(void) {
  balena_client *client = client_with("");
  GIVES(BALENA_NOT_LOGGED_IN, balena_application_create(client, "test", "raspberrypi3", NULL, &out));
  GIVES(BALENA_NOT_LOGGED_IN, balena_application_remove(client, "test", NULL, &out));
  GIVES(BALENA_NOT_LOGGED_IN, balena_application_restart(client, "test", NULL, &out));
  balena_free(client);
}

static void create(const balena_client *client, const struct application *made) {
  char name[16];
  unique(client, name);
  GIVES(BALENA_INVALID_DEVICE_TYPE, balena_application_create(client, name, "no-such-type", NULL, &out));
  GIVES(BALENA_INVALID_APPLICATION_TYPE,
        balena_application_create(client, name, "raspberrypi3", "{\"app_type\":\"no-such-type\"}", &out));
  GIVES(BALENA_ORGANIZATION_NOT_FOUND,
        balena_application_create(client, name, "raspberrypi3", "{\"organization\":\"no-such-organization\"}", &out));
  GIVES(BALENA_INVALID_OPTION,
        balena_application_create(client, name, "raspberrypi3", "{\"application_class\":\"boat\"}", &out));
  GIVES(BALENA_CONFLICT, balena_application_create(client, made->name, "raspberrypi3", NULL, &out));
  CHECK(is_at(out, "/code", "CONFLICT"));
  CHECK(is_at(out, "/http_status", "409"));
  if (simulator("balena_application_create", FAULTS)) {
    answers("GET", "/v7/organization", 200, "{\"d\":[{\"id\":8,\"handle\":\"one\"},{\"id\":9,\"handle\":\"two\"}]}");
    GIVES(BALENA_MISSING_OPTION, balena_application_create(client, name, "raspberrypi3", NULL, &out));
  }
  GIVES(BALENA_OK,
        balena_application_create(client, name, "Raspberry Pi 3", "{\"application_class\":\"block\"}", &out));
  CHECK(is_at(out, "/app_name", name) && is_at(out, "/is_of__class", "block"));
  GIVES(BALENA_OK, balena_application_remove(client, name, NULL, &out));
}

static void reads(const balena_client *client, const struct application *made) {
  GIVES(BALENA_OK, balena_application_get(client, made->name, NULL, &out));
  CHECK(is_at(out, "/id", made->id));
  GIVES(BALENA_OK, balena_application_get(client, made->slug, "{\"$select\":[\"id\",\"app_name\"]}", &out));
  CHECK(count_of(out) == 2);
  const char *references[] = {made->id, made->slug, made->uuid};
  for (int i = 0; i < 3; i++) {
    GIVES(BALENA_OK,
        balena_application_get_by_id(client, references[i], "{\"$expand\":\"is_for__device_type\"}", &out));
    CHECK(is_at(out, "/app_name", made->name));
    CHECK(is_at(out, "/is_for__device_type/0/slug", "raspberrypi3"));
  }
  char owner[64];
  snprintf(owner, sizeof owner, "%.*s", (int)strcspn(made->slug, "/"), made->slug);
  GIVES(BALENA_OK, balena_application_get_by_owner(client, made->name, owner, NULL, &out));
  CHECK(is_at(out, "/id", made->id));
  GIVES(BALENA_OK, balena_application_has(client, made->name, NULL, &out));
  IS("true");
  GIVES(BALENA_OK, balena_application_has(client, NOWHERE, NULL, &out));
  IS("false");
  GIVES(BALENA_OK, balena_application_has_any(client, NULL, &out));
  IS("true");

  char options[128];
  snprintf(options, sizeof options, "{\"$select\":[\"id\",\"app_name\"],\"$filter\":\"app_name eq @n\",\"@n\":\"%s\"}",
           made->name);
  GIVES(BALENA_OK, balena_application_get_all(client, options, &out));
  CHECK(count_of(out) == 1);
  CHECK(is_at(out, "/0/id", made->id));
  GIVES(BALENA_OK,
        balena_application_get_all(client, "{\"$filter\":\"app_name eq @n\",\"@n\":\"O'Brien & S\xc3\xb6hne #1 +%27\"}",
                                   &out));
  IS("[]");
}

static void not_found(const balena_client *client) {
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_disable_device_urls(client, NOWHERE, NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_disable_rolling_updates(client, NOWHERE, NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_enable_device_urls(client, NOWHERE, NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_enable_rolling_updates(client, NOWHERE, NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_generate_provisioning_key(client, NOWHERE, NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_get(client, NOWHERE, NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_get(client, "no such application", NULL, &out));
  CHECK(out && strstr(out, "There is no application no such application."));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_get_by_id(client, NOWHERE, NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_get_by_owner(client, "test", "no-such", NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_get_config(client, NOWHERE, "6.0.24", NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_get_target_release_hash(client, NOWHERE, NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_grant_support_access(client, NOWHERE, IN_2100, NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_is_tracking_latest_release(client, NOWHERE, NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_remove(client, NOWHERE, NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_restart(client, NOWHERE, NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_revoke_support_access(client, NOWHERE, NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_set_to_release(client, NOWHERE, "1", NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_track_latest_release(client, NOWHERE, NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_will_track_new_releases(client, NOWHERE, NULL, &out));
}

static void ambiguous(const balena_client *client) {
  static const char two[] = "{\"d\":[{\"id\":1},{\"id\":2}]}";
  if (simulator("balena_application_get", FAULTS)) {
    answers("GET", "/v7/application", 200, two);
    GIVES(BALENA_AMBIGUOUS_APPLICATION, balena_application_get(client, "test", NULL, &out));
  }
  if (simulator("balena_application_remove", FAULTS)) {
    answers("GET", "/v7/application", 200, two);
    GIVES(BALENA_AMBIGUOUS_APPLICATION, balena_application_remove(client, "test", NULL, &out));
  }
  if (simulator("balena_application_restart", FAULTS)) {
    answers("GET", "/v7/application", 200, two);
    GIVES(BALENA_AMBIGUOUS_APPLICATION, balena_application_restart(client, "test", NULL, &out));
  }
}

/* What the application targets, and whether it follows the latest release and later ones. */
static void targets(const balena_client *client, const struct application *made, const char *commit, const char *latest,
                    const char *later) {
  GIVES(BALENA_OK, balena_application_get_target_release_hash(client, made->id, NULL, &out));
  CHECK(is_at(out, "", commit));
  GIVES(BALENA_OK, balena_application_is_tracking_latest_release(client, made->uuid, NULL, &out));
  IS(latest);
  GIVES(BALENA_OK, balena_application_will_track_new_releases(client, made->slug, NULL, &out));
  IS(later);
}

static void releases(const balena_client *client, const struct application *made) {
  static const char first[] = "1111111111111111111111111111111111111111";
  static const char failed_one[] = "2222222222222222222222222222222222222222";
  targets(client, made, "null", "true", "true");
  GIVES(BALENA_OK, balena_application_disable_rolling_updates(client, made->id, NULL, &out));
  IS("null");
  targets(client, made, "null", "false", "false");
  GIVES(BALENA_OK, balena_application_enable_rolling_updates(client, made->id, NULL, &out));
  IS("null");
  targets(client, made, "null", "true", "true");
  GIVES(BALENA_OK, balena_application_disable_rolling_updates(client, made->id, NULL, &out));
  GIVES(BALENA_OK, balena_application_track_latest_release(client, made->id, NULL, &out));
  IS("null");
  targets(client, made, "null", "true", "true");
  GIVES(BALENA_RELEASE_NOT_FOUND, balena_application_set_to_release(client, made->id, first, NULL, &out));

  if (!simulator("balena_application_set_to_release", "a way to make releases")) return;
  made_release(client, made, failed_one, "failed", "2024-01-02");
  made_release(client, made, first, "success", "2024-01-01");
  GIVES(BALENA_OK, balena_application_set_to_release(client, made->slug, first, NULL, &out));
  IS("null");
  targets(client, made, first, "false", "false");
  GIVES(BALENA_RELEASE_NOT_FOUND, balena_application_set_to_release(client, made->id, failed_one, NULL, &out));
  GIVES(BALENA_OK, balena_application_track_latest_release(client, made->id, NULL, &out));
  targets(client, made, first, "true", "true");
}

static void keys_and_config(const balena_client *client, const struct application *made) {
  GIVES(BALENA_OK,
        balena_application_generate_provisioning_key(client, made->slug, "{\"key_name\":\"station\"}", &out));
  char *key = at(out, ""), options[256];
  CHECK(key && strlen(key) > 8);
  snprintf(options, sizeof options, "{\"provisioning_key\":\"%s\",\"device_type\":\"raspberrypi3\"}", key ? key : "");
  balena_string_free(key);
  balena_client *station = client_with("");
  GIVES(BALENA_OK, balena_device_generate_uuid(station, &out));
  char *uuid = at(out, "");
  GIVES(BALENA_OK, balena_device_register(station, made->id, uuid, options, &out));
  balena_string_free(uuid);
  balena_free(station);

  GIVES(BALENA_OK,
        balena_application_get_config(client, made->id, "6.0.24", "{\"network\":\"wifi\",\"wifiSsid\":\"x\"}", &out));
  CHECK(is_at(out, "/applicationId", made->id));
  CHECK(is_at(out, "/deviceType", "raspberrypi3"));
  GIVES(BALENA_MISSING_OPTION, balena_application_get_config(client, made->id, "", NULL, &out));
  GIVES(BALENA_MISSING_OPTION,
        balena_application_get_config(client, made->id, "6.0.24", "{\"network\":\"wifi\"}", &out));
}

static void device_urls(const balena_client *client, const struct application *made) {
  static const char devices[] = "{\"$select\":\"is_web_accessible\"}";
  if (OFFERED(balena_application_enable_device_urls(client, made->id, NULL, &out))) {
    IS("null");
    GIVES(BALENA_OK, balena_device_get_all_by_application_id(client, made->id, devices, &out));
    CHECK(is_at(out, "/0/is_web_accessible", "true"));
  }
  if (OFFERED(balena_application_disable_device_urls(client, made->id, NULL, &out))) {
    IS("null");
    GIVES(BALENA_OK, balena_device_get_all_by_application_id(client, made->id, devices, &out));
    CHECK(is_at(out, "/0/is_web_accessible", "false"));
  }
  if (simulator("balena_application_enable_device_urls", FAULTS)) {
    answers("PATCH", "/v7/device", 500, "");
    GIVES(BALENA_UNSUPPORTED_BY_SERVER, balena_application_enable_device_urls(client, made->id, NULL, &out));
  }
  if (simulator("balena_application_disable_device_urls", FAULTS)) {
    answers("PATCH", "/v7/device", 500, "");
    GIVES(BALENA_UNSUPPORTED_BY_SERVER, balena_application_disable_device_urls(client, made->id, NULL, &out));
  }
}

static void support(const balena_client *client, const struct application *made) {
  static const char until[] = "{\"$select\":\"is_accessible_by_support_until__date\"}";
  GIVES(BALENA_INVALID_PARAMETER, balena_application_grant_support_access(client, made->id, 1, NULL, &out));
  if (OFFERED(balena_application_grant_support_access(client, made->id, IN_2100, NULL, &out))) {
    IS("null");
    GIVES(BALENA_OK, balena_application_get_by_id(client, made->id, until, &out));
    CHECK(is_at(out, "/is_accessible_by_support_until__date", "2100-01-01T00:00:00.000Z"));
  }
  if (OFFERED(balena_application_revoke_support_access(client, made->id, NULL, &out))) {
    IS("null");
    GIVES(BALENA_OK, balena_application_get_by_id(client, made->id, until, &out));
    CHECK(is_at(out, "/is_accessible_by_support_until__date", "null"));
  }
  if (simulator("balena_application_grant_support_access", FAULTS)) {
    answers("PATCH", "/v7/application", 500, "");
    GIVES(BALENA_UNSUPPORTED_BY_SERVER,
          balena_application_grant_support_access(client, made->id, IN_2100, NULL, &out));
  }
  if (simulator("balena_application_revoke_support_access", FAULTS)) {
    answers("PATCH", "/v7/application", 500, "");
    GIVES(BALENA_UNSUPPORTED_BY_SERVER, balena_application_revoke_support_access(client, made->id, NULL, &out));
  }
}

static void restart(const balena_client *client, const struct application *made) {
  if (OFFERED(balena_application_restart(client, made->name, NULL, &out))) IS("null");
  if (simulator("balena_application_restart", FAULTS)) {
    answers("POST", "/application/", 423, "\"Update lock is set\"");
    GIVES(BALENA_SUPERVISOR_LOCKED, balena_application_restart(client, made->slug, NULL, &out));
    answers("POST", "/application/", 404, "");
    GIVES(BALENA_UNSUPPORTED_BY_SERVER, balena_application_restart(client, made->slug, NULL, &out));
  }
}

int main(void) {
  guest();
  balena_client *client = client_with("");
  log_in(client);
  struct application made = made_application(client, "raspberrypi3");
  create(client, &made);
  reads(client, &made);
  not_found(client);
  ambiguous(client);
  releases(client, &made);
  keys_and_config(client, &made);
  device_urls(client, &made);
  support(client, &made);
  restart(client, &made);
  GIVES(BALENA_OK, balena_application_remove(client, made.slug, NULL, &out));
  IS("null");
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_remove(client, made.name, NULL, &out));
  balena_string_free(out);
  balena_free(client);
  return report();
}
