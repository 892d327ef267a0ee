/* Updates of the operating system, and the parameters of its download, against a server. */

#include "server.h"

#define NOWHERE "00000000000000000000000000000000"
#define ATTENDED "{\"run_detached\":false}"
#define UNPUBLISHED "this server publishes no version of the operating system to update to"

static char *out;

static void parameters(const balena_client *client) {
  GIVES(BALENA_OK, balena_device_os_parse_params(client, "{\"appId\":\"9020\",\"network\":\"ethernet\"}", &out));
  IS("{\"appId\":9020,\"network\":\"ethernet\"}");
  GIVES(BALENA_OK, balena_device_os_parse_params(
                       client, "{\"appId\":1,\"network\":\"wifi\",\"wifiSsid\":\"ours\",\"wifiKey\":null}", &out));
  IS("{\"appId\":1,\"network\":\"wifi\",\"wifiSsid\":\"ours\"}");
  static const struct {
    balena_code code;
    const char *given, *named;
  } wrong[] = {{BALENA_MISSING_OPTION, "{}", "appId"},
               {BALENA_MISSING_OPTION, "{\"appId\":1}", "network"},
               {BALENA_MISSING_OPTION, "{\"appId\":1,\"network\":\"wifi\"}", "wifiSsid"},
               {BALENA_INVALID_OPTION, "{\"appId\":\"one\",\"network\":\"ethernet\"}", "appId"},
               {BALENA_INVALID_OPTION, "{\"appId\":1,\"network\":\"ring\"}", "network"},
               {BALENA_NON_ALLOWED_OPTION, "{\"appId\":1,\"network\":\"ethernet\",\"colour\":1}", "colour"},
               {BALENA_INVALID_PARAMETER, "[]", "parameters"},
               {BALENA_INVALID_PARAMETER, NULL, "parameters"}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    GIVES(wrong[i].code, balena_device_os_parse_params(client, wrong[i].given, &out));
    CHECK(out && strstr(out, wrong[i].named));
  }
}

static void refused(const balena_client *client, const struct device *made) {
  GIVES(BALENA_INVALID_PARAMETER, balena_device_start_os_update(client, made->uuid, "six", NULL, &out));
  CHECK(out && strstr(out, "target_os_version"));
  GIVES(BALENA_INVALID_PARAMETER, balena_device_start_os_update(client, "six", "6.0.24", NULL, &out));
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_start_os_update(client, NOWHERE, "6.0.24", NULL, &out));
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_get_os_update_status(client, NOWHERE, NULL, &out));
  GIVES(BALENA_INVALID_OPTION,
        balena_device_start_os_update(client, made->uuid, "6.0.24", "{\"run_detached\":1}", &out));
  /* It has never been seen. */
  GIVES(BALENA_DEVICE_OFFLINE, balena_device_start_os_update(client, made->id, "6.0.24", NULL, &out));
  CHECK(out && strstr(out, made->uuid));
}

static void connect_it(const balena_client *client, const struct device *made) {
  char which[48];
  snprintf(which, sizeof which, "{\"id\":%s}", made->id);
  GIVES(BALENA_OK, balena_pine_patch(client, "device",
                                     "{\"is_connected_to_vpn\":true,\"os_version\":\"balenaOS 5.3.21\","
                                     "\"os_variant\":\"prod\"}",
                                     which, &out));
}

static int published(const balena_client *client) {
  size_t count = 0;
  GIVES(BALENA_OK, balena_device_os_get_supported_versions(client, "raspberrypi3", NULL, &out));
  CHECK(balena_json_length(out, "/versions", &count) == BALENA_OK);
  return count > 0;
}

static void not_for_updates(const balena_client *client, const struct device *made) {
  connect_it(client, made);
  GIVES(BALENA_OS_UPDATE_ERROR, balena_device_start_os_update(client, made->uuid, "5.3.21", NULL, &out));
  GIVES(BALENA_OS_UPDATE_ERROR, balena_device_start_os_update(client, made->uuid, "2.94.4+rev1.prod", NULL, &out));
  GIVES(BALENA_OS_UPDATE_ERROR, balena_device_start_os_update(client, made->uuid, "6.0.24+rev1.dev", NULL, &out));
  GIVES(BALENA_INVALID_PARAMETER, balena_device_start_os_update(client, made->uuid, "6.0.25", NULL, &out));
}

static void updates(const balena_client *client, const struct application *application, const struct device *made) {
  static const char *const stages[] = {"downloading", "applying changes", "done"};
  GIVES(BALENA_OK, balena_device_start_os_update(client, made->id, "6.0.24", NULL, &out));
  CHECK(is_at(out, "/status", "triggered"));
  CHECK(is_at(out, "/parameters/target_version", "6.0.24"));
  for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
    GIVES(BALENA_OK, balena_device_get_os_update_status(client, made->uuid, NULL, &out));
    CHECK(is_at(out, "/update_status", stages[i]));
  }
  GIVES(BALENA_OK, balena_device_get_os_update_status(client, made->uuid, NULL, &out));
  CHECK(is_at(out, "/os_version", "balenaOS 6.0.24"));

  GIVES(BALENA_OK, balena_device_get_os_update_status(client, made->uuid, ATTENDED, &out));
  CHECK(is_at(out, "/status", "idle"));
  struct device other = made_device(client, application->id);
  char both[160], pointer[80];
  snprintf(both, sizeof both, "[\"%s\",%s]", made->uuid, other.id);
  GIVES(BALENA_DEVICE_OFFLINE, balena_device_start_os_update(client, both, "6.3.0-rc1", ATTENDED, &out));
  connect_it(client, &other);
  GIVES(BALENA_OK, balena_device_start_os_update(client, both, "6.3.0-rc1", ATTENDED, &out));
  CHECK(count_of(out) == 2);
  snprintf(pointer, sizeof pointer, "/%s/status", other.uuid);
  CHECK(is_at(out, pointer, "in_progress"));
  GIVES(BALENA_OK, balena_device_get_os_update_status(client, other.id, ATTENDED, &out));
  CHECK(is_at(out, "/status", "in_progress"));
}

int main(void) {
  char more[128];
  const char *port = strrchr(needed("BALENA_TEST_API_ENDPOINT"), ':');
  int near = simulator("balena_device_start_os_update", "a server for updates on this machine");
  near = simulator("balena_device_get_os_update_status", "a server for updates on this machine") && near;
  snprintf(more, sizeof more, ",\"actions_endpoint\":\"http://actions.devices.localhost%s\"", port);
  balena_client *client = client_with(near ? more : "");
  parameters(client);
  log_in(client);
  struct application application = made_application(client, "raspberrypi3");
  struct device made = made_device(client, application.id);
  refused(client, &made);
  if (near) {
    not_for_updates(client, &made);
    if (published(client)) {
      updates(client, &application, &made);
    } else {
      skip("balena_device_start_os_update", UNPUBLISHED);
      skip("balena_device_get_os_update_status", UNPUBLISHED);
    }
  }
  GIVES(BALENA_OK, balena_application_remove(client, application.slug, NULL, &out));
  balena_string_free(out);
  balena_free(client);
  return report();
}
