/* The functions of supervisor, and what device has of it: through the server, and beside the supervisor itself. */

#include "server.h"

#define NOWHERE "00000000000000000000000000000000"
#define FORCE "{\"force\":true}"
#define DONE "{\"Data\":\"OK\",\"Error\":\"\"}"
#define BEGUN "{\"Data\":\"OK\",\"Error\":null}"

static char *out;

/* What takes the device alone, and what takes an image too. */
static balena_code (*const calls[])(const balena_client *, const char *, const char *, char **) = {
    balena_supervisor_blink,           balena_supervisor_get_application_info,
    balena_supervisor_get_device_state, balena_supervisor_ping,
    balena_supervisor_purge,           balena_supervisor_reboot,
    balena_supervisor_restart,         balena_supervisor_shutdown,
    balena_supervisor_start_application, balena_supervisor_stop_application,
    balena_supervisor_update,          balena_supervisor_regenerate_supervisor_api_key};
static balena_code (*const services[])(const balena_client *, const char *, int64_t, const char *, char **) = {
    balena_supervisor_restart_service, balena_supervisor_start_service, balena_supervisor_stop_service};

static void each_gives(balena_code expected, const balena_client *client, const char *device) {
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) GIVES(expected, calls[i](client, device, NULL, &out));
  for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
    GIVES(expected, services[i](client, device, 1, NULL, &out));
  }
}

static void refused(const balena_client *client, const struct device *offline) {
  each_gives(BALENA_DEVICE_OFFLINE, client, offline->uuid);
  CHECK(out && strstr(out, offline->uuid));
  each_gives(BALENA_DEVICE_NOT_FOUND, client, NOWHERE);
  each_gives(BALENA_INVALID_OPTION, client, NULL);
  each_gives(BALENA_INVALID_PARAMETER, client, "front-door");
  GIVES(BALENA_INVALID_PARAMETER, balena_supervisor_stop_service(client, offline->id, 0, NULL, &out));
  CHECK(out && strstr(out, "image_id"));
  GIVES(BALENA_INVALID_OPTION, balena_supervisor_reboot(client, offline->id, "{\"force\":1}", &out));
  GIVES(BALENA_NON_ALLOWED_OPTION, balena_supervisor_ping(client, offline->id, FORCE, &out));
  GIVES(BALENA_INVALID_OPTION, balena_supervisor_force_api_endpoint(client, true, &out));
  GIVES(BALENA_OK, balena_supervisor_force_api_endpoint(client, false, &out));
  IS("null");

  GIVES(BALENA_DEVICE_OFFLINE, balena_device_identify(client, offline->uuid, NULL, &out));
  GIVES(BALENA_DEVICE_OFFLINE, balena_device_restart(client, offline->id, NULL, &out));
  GIVES(BALENA_DEVICE_OFFLINE, balena_device_get_supervisor_state(client, offline->id, NULL, &out));
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_identify(client, NOWHERE, NULL, &out));
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_restart(client, NOWHERE, NULL, &out));
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_get_supervisor_state(client, NOWHERE, NULL, &out));
  balena_client *guest = client_with("");
  each_gives(BALENA_UNAUTHORIZED, guest, offline->uuid);
  GIVES(BALENA_NOT_LOGGED_IN, balena_device_identify(guest, offline->uuid, NULL, &out));
  GIVES(BALENA_NOT_LOGGED_IN, balena_device_restart(guest, offline->uuid, NULL, &out));
  balena_free(guest);
}

static int64_t image_of(const balena_client *client, const char *device) {
  GIVES(BALENA_OK, balena_device_get_with_service_details(client, device, NULL, &out));
  char *text = at(out, "/current_services/main/0/image_id");
  CHECK(text);
  int64_t image = text ? strtoll(text, NULL, 10) : 0;
  balena_string_free(text);
  return image;
}

static void results(const balena_client *client, const char *device, int64_t image) {
  GIVES(BALENA_OK, balena_supervisor_ping(client, device, NULL, &out));
  IS("\"OK\"");
  GIVES(BALENA_OK, balena_supervisor_blink(client, device, NULL, &out));
  IS("null");
  GIVES(BALENA_OK, balena_supervisor_update(client, device, FORCE, &out));
  IS("null");
  GIVES(BALENA_OK, balena_supervisor_restart(client, device, NULL, &out));
  IS("\"OK\"");
  GIVES(BALENA_OK, balena_supervisor_purge(client, device, NULL, &out));
  IS(DONE);
  GIVES(BALENA_OK, balena_supervisor_reboot(client, device, NULL, &out));
  IS(BEGUN);
  GIVES(BALENA_OK, balena_supervisor_shutdown(client, device, FORCE, &out));
  IS(BEGUN);
  GIVES(BALENA_OK, balena_supervisor_get_application_info(client, device, NULL, &out));
  CHECK(is_at(out, "/appId", needed("BALENA_TEST_APP_ID")));
  GIVES(BALENA_OK, balena_supervisor_stop_application(client, device, NULL, &out));
  char *container = at(out, "/containerId");
  GIVES(BALENA_OK, balena_supervisor_get_device_state(client, device, NULL, &out));
  CHECK(is_at(out, "/status", "exited"));
  GIVES(BALENA_OK, balena_supervisor_start_application(client, device, NULL, &out));
  CHECK(container && is_at(out, "/containerId", container));
  balena_string_free(container);
  GIVES(BALENA_OK, balena_supervisor_stop_service(client, device, image, NULL, &out));
  IS("null");
  GIVES(BALENA_OK, balena_supervisor_start_service(client, device, image, NULL, &out));
  IS("null");
  GIVES(BALENA_OK, balena_supervisor_restart_service(client, device, image, NULL, &out));
  IS("null");
  GIVES(BALENA_OK, balena_supervisor_get_device_state(client, device, NULL, &out));
  CHECK(is_at(out, "/status", "Idle"));
}

static void locked(const balena_client *client, const char *device, int64_t image) {
  CHECK(control("POST", "/_supervisor", "{\"locked\":true}") == 200);
  GIVES(BALENA_SUPERVISOR_LOCKED, balena_supervisor_purge(client, device, NULL, &out));
  GIVES(BALENA_SUPERVISOR_LOCKED, balena_supervisor_reboot(client, device, NULL, &out));
  GIVES(BALENA_SUPERVISOR_LOCKED, balena_supervisor_restart(client, device, NULL, &out));
  GIVES(BALENA_SUPERVISOR_LOCKED, balena_supervisor_shutdown(client, device, NULL, &out));
  GIVES(BALENA_SUPERVISOR_LOCKED, balena_supervisor_stop_application(client, device, NULL, &out));
  GIVES(BALENA_SUPERVISOR_LOCKED, balena_supervisor_stop_service(client, device, image, NULL, &out));
  GIVES(BALENA_SUPERVISOR_LOCKED, balena_supervisor_restart_service(client, device, image, NULL, &out));
  GIVES(BALENA_OK, balena_supervisor_restart_service(client, device, image, FORCE, &out));
  GIVES(BALENA_OK, balena_supervisor_purge(client, device, FORCE, &out));
  CHECK(control("POST", "/_supervisor", "{\"locked\":false}") == 200);
}

static void too_old(const balena_client *client, const char *device) {
  static const struct {
    balena_code (*call)(const balena_client *, const char *, const char *, char **);
    const char *version;
  } old[] = {{balena_supervisor_get_device_state, "1.5.0"},
             {balena_supervisor_get_application_info, "1.7.0"},
             {balena_supervisor_start_application, "1.7.0"},
             {balena_supervisor_stop_application, "1.7.0"}};
  char row[128];
  for (size_t i = 0; i < sizeof old / sizeof *old; i++) {
    snprintf(row, sizeof row, "{\"d\":[{\"id\":1,\"uuid\":\"a\",\"supervisor_version\":\"%s\"}]}", old[i].version);
    answers("GET", "/v7/device", 200, row);
    GIVES(BALENA_UNSUPPORTED_FUNCTION, old[i].call(client, device, NULL, &out));
    CHECK(out && strstr(out, old[i].version));
  }
  for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
    answers("GET", "/v7/device", 200, "{\"d\":[{\"id\":1,\"supervisor_version\":\"6.9.0\"}]}");
    GIVES(BALENA_UNSUPPORTED_FUNCTION, services[i](client, device, 1, NULL, &out));
  }
}

/* A handle as a container on the device has it, without a login. An earlier run on the same server may have had another
 * key made. */
static balena_client *client_on_device(void) {
  char more[512];
  snprintf(more, sizeof more, "{\"key\":\"%s\"}", needed("BALENA_TEST_SUPERVISOR_API_KEY"));
  CHECK(control("POST", "/_supervisor", more) == 200);
  snprintf(more, sizeof more,
           ",\"supervisor_address\":\"%s\",\"supervisor_api_key\":\"%s\",\"device_uuid\":\"%s\",\"app_id\":%s",
           needed("BALENA_TEST_SUPERVISOR_ADDRESS"), needed("BALENA_TEST_SUPERVISOR_API_KEY"),
           needed("BALENA_TEST_DEVICE_UUID"), needed("BALENA_TEST_APP_ID"));
  return client_with(more);
}

static void on_the_device(int64_t image) {
  balena_client *client = client_on_device(), *other = client_on_device(), *derived = NULL;
  const char *uuid = needed("BALENA_TEST_DEVICE_UUID");
  results(client, NULL, image);
  results(client, uuid, image);
  locked(client, NULL, image);
  /* The service would have to be asked for another device, and through it for this one: nobody is logged in. */
  GIVES(BALENA_UNAUTHORIZED, balena_supervisor_ping(client, NOWHERE, NULL, &out));
  GIVES(BALENA_OK, balena_supervisor_force_api_endpoint(client, false, &out));
  GIVES(BALENA_UNAUTHORIZED, balena_supervisor_ping(client, NULL, NULL, &out));
  GIVES(BALENA_OK, balena_supervisor_force_api_endpoint(client, true, &out));

  GIVES(BALENA_OK, balena_with(client, NULL, &derived, &out));
  GIVES(BALENA_OK, balena_supervisor_regenerate_supervisor_api_key(derived, NULL, NULL, &out));
  char *key = at(out, "");
  CHECK(key && strlen(key) == 32 && strcmp(key, needed("BALENA_TEST_SUPERVISOR_API_KEY")) != 0);
  balena_string_free(key);
  GIVES(BALENA_OK, balena_supervisor_reboot(client, NULL, NULL, &out));
  GIVES(BALENA_UNAUTHORIZED, balena_supervisor_reboot(other, NULL, NULL, &out));
  CHECK(out && !strstr(out, needed("BALENA_TEST_SUPERVISOR_API_KEY")));
  balena_free(derived);
  balena_free(other);
  balena_free(client);
}

/* Whether there is a device beside whose supervisor the tests run. */
static int supervised(void) {
  static const char *const functions[] = {"balena_supervisor_*", "balena_device_identify", "balena_device_restart",
                                          "balena_device_get_supervisor_state"};
  int all = 1;
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    if (!simulator(functions[i], "a device that answers")) {
      all = 0;
    } else if (!getenv("BALENA_TEST_DEVICE_UUID")) {
      skip(functions[i], "it needs a device that answers, and BALENA_TEST_DEVICE_UUID names none");
      all = 0;
    }
  }
  return all;
}

int main(void) {
  balena_client *client = client_with("");
  log_in(client);
  struct application application = made_application(client, "raspberrypi3");
  struct device offline = made_device(client, application.id);
  refused(client, &offline);
  GIVES(BALENA_OK, balena_application_remove(client, application.slug, NULL, &out));
  if (simulator("balena_supervisor_*", FAULTS)) too_old(client, NOWHERE);
  if (supervised()) {
    const char *uuid = needed("BALENA_TEST_DEVICE_UUID");
    int64_t image = image_of(client, uuid);
    results(client, uuid, image);
    locked(client, uuid, image);
    GIVES(BALENA_OK, balena_device_identify(client, uuid, NULL, &out));
    IS("null");
    GIVES(BALENA_OK, balena_device_restart(client, uuid, NULL, &out));
    IS("null");
    GIVES(BALENA_OK, balena_device_get_supervisor_state(client, uuid, NULL, &out));
    CHECK(is_at(out, "/status", "Idle"));
    GIVES(BALENA_OK, balena_supervisor_regenerate_supervisor_api_key(client, uuid, NULL, &out));
    on_the_device(image);
  }
  balena_string_free(out);
  balena_free(client);
  return report();
}
