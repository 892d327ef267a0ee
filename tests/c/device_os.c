/* The functions of device_os, against a server. */

#include "server.h"

#define NOWHERE "00000000000000000000000000000000"
#define VERSION "\"version\":\"6.0.24\""

static char *out;

static void semver(const balena_client *client) {
  static const char *const forms[][3] = {
      {"balenaOS 2.29.2+rev1", "prod", "2.29.2+rev1.prod"}, {"2.29.2", "prod", "2.29.2+prod"},
      {"Resin OS 2.0.0.rev1 (prod)", "prod", "2.0.0+rev1.prod"}, {"2.29.2+rev1", "", "2.29.2+rev1"},
      {"2.29.2+rev1", NULL, "2.29.2+rev1"}};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    GIVES(BALENA_OK,
          balena_device_os_get_device_os_semver_with_variant(client, forms[i][0], forms[i][1], &out));
    CHECK(is_at(out, "", forms[i][2]));
  }
  GIVES(BALENA_OK, balena_device_os_get_device_os_semver_with_variant(client, "", "prod", &out));
  IS("null");
  GIVES(BALENA_OK, balena_device_os_get_device_os_semver_with_variant(client, "Ubuntu 16.04", NULL, &out));
  IS("null");
  GIVES(BALENA_INVALID_PARAMETER,
        balena_device_os_get_device_os_semver_with_variant(client, "2.29.2", "a b", &out));
  CHECK(out && strstr(out, "os_variant"));
}

static void config(const balena_client *client, const struct application *application) {
  GIVES(BALENA_OK, balena_device_os_get_config(client, application->slug,
                                               "{" VERSION ",\"network\":\"wifi\",\"wifiSsid\":\"ours\"}", &out));
  CHECK(is_at(out, "/applicationId", application->id));
  CHECK(is_at(out, "/deviceType", "raspberrypi3"));
  CHECK(is_at(out, "/wifiSsid", "ours"));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_device_os_get_config(client, NOWHERE, "{" VERSION "}", &out));
  GIVES(BALENA_MISSING_OPTION, balena_device_os_get_config(client, application->id, NULL, &out));
  GIVES(BALENA_MISSING_OPTION,
        balena_device_os_get_config(client, application->id, "{" VERSION ",\"network\":\"wifi\"}", &out));
  GIVES(BALENA_INVALID_OPTION, balena_device_os_get_config(client, application->id, "{\"version\":6}", &out));
}

static void versions(const balena_client *client) {
  GIVES(BALENA_OK, balena_device_os_get_supported_versions(client, "raspberrypi3", NULL, &out));
  size_t count = 0;
  CHECK(balena_json_length(out, "/versions", &count) == BALENA_OK);
  char *latest = at(out, "/latest");
  CHECK(latest && is_at(out, count ? "/versions/0" : "/latest", latest));
  balena_string_free(latest);
  GIVES(BALENA_INVALID_DEVICE_TYPE, balena_device_os_get_supported_versions(client, "toaster", NULL, &out));
  CHECK(out && strstr(out, "toaster"));
  if (simulator("balena_device_os_get_supported_versions", FAULTS)) {
    answers("GET", "/v7/application", 200,
            "{\"d\":[{\"application_tag\":[],\"owns__release\":["
            "{\"raw_version\":\"2.9.7+rev2.prod\",\"release_tag\":[]},"
            "{\"raw_version\":\"2.10.0-rc1\",\"release_tag\":[]},"
            "{\"raw_version\":\"2.9.7+rev2.dev\",\"release_tag\":[]}]}]}");
    GIVES(BALENA_OK, balena_device_os_get_supported_versions(client, "raspberrypi3", NULL, &out));
    IS("{\"versions\":[\"2.10.0-rc1\",\"2.9.7+rev2.prod\",\"2.9.7+rev2.dev\"],\"recommended\":\"2.9.7+rev2.prod\","
       "\"latest\":\"2.10.0-rc1\",\"default\":\"2.9.7+rev2.prod\"}");
  }
}

int main(void) {
  balena_client *client = client_with("");
  semver(client);
  log_in(client);
  struct application application = made_application(client, "raspberrypi3");
  config(client, &application);
  versions(client);
  GIVES(BALENA_OK, balena_application_remove(client, application.slug, NULL, &out));
  balena_string_free(out);
  balena_free(client);
  return report();
}
