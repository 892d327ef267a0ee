/* The functions of device, against a server. This program is built with its symbols exported, so that the library asks
 * for random bytes here. */

#define _GNU_SOURCE
#include "server.h"
#include <errno.h>
#include <sys/syscall.h>

#define NOWHERE "00000000000000000000000000000000"
#define TWO "{\"d\":[{\"id\":1},{\"id\":2}]}"

static char *out;
static int without_random_bytes;

ssize_t getrandom(void *buffer, size_t length, unsigned flags) {
  if (without_random_bytes) {
    errno = EIO;
    return -1;
  }
  return syscall(SYS_getrandom, buffer, length, flags);
}

static void uuid(const balena_client *client) {
  GIVES(BALENA_OK, balena_device_generate_uuid(client, &out));
  char *made = at(out, "");
  CHECK(made && strlen(made) == 32 && strspn(made, "0123456789abcdef") == 32);
  GIVES(BALENA_OK, balena_device_generate_uuid(client, &out));
  CHECK(made && !is_at(out, "", made));
  balena_string_free(made);
  without_random_bytes = 1;
  GIVES(BALENA_IO, balena_device_generate_uuid(client, &out));
  without_random_bytes = 0;
}

static void register_and_remove(const balena_client *client, const struct application *application) {
  balena_client *guest = client_with("");
  GIVES(BALENA_NOT_LOGGED_IN, balena_device_register(guest, application->id, NOWHERE, NULL, &out));
  GIVES(BALENA_NOT_LOGGED_IN, balena_device_remove(guest, NOWHERE, NULL, &out));
  balena_free(guest);
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_device_register(client, "no-such/application", NOWHERE, NULL, &out));
  GIVES(BALENA_INVALID_DEVICE_TYPE,
        balena_device_register(client, application->id, NOWHERE, "{\"device_type\":\"no-such-type\"}", &out));
  struct device made = made_device(client, application->slug);
  GIVES(BALENA_CONFLICT, balena_device_register(client, application->id, made.uuid, NULL, &out));
  GIVES(BALENA_OK, balena_device_remove(client, made.uuid, NULL, &out));
  IS("null");
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_remove(client, made.uuid, NULL, &out));
  CHECK(out && strstr(out, made.uuid));
}

static void reads(const balena_client *client, const struct application *application, const struct device *made) {
  GIVES(BALENA_OK,
        balena_device_get(client, made->id, "{\"$expand\":\"belongs_to__application($select=slug)\"}", &out));
  CHECK(is_at(out, "/uuid", made->uuid));
  CHECK(is_at(out, "/belongs_to__application/0/slug", application->slug));
  char *name = at(out, "/device_name"), *status = at(out, "/overall_status");
  if (!name || !status) exit(2);
  GIVES(BALENA_OK, balena_device_get_name(client, made->uuid, NULL, &out));
  CHECK(is_at(out, "", name));
  GIVES(BALENA_OK, balena_device_get_status(client, made->uuid, NULL, &out));
  CHECK(is_at(out, "", status));
  balena_string_free(status);
  GIVES(BALENA_OK, balena_device_get_application_name(client, made->id, NULL, &out));
  CHECK(is_at(out, "", application->name));
  GIVES(BALENA_OK, balena_device_has(client, made->id, NULL, &out));
  IS("true");
  GIVES(BALENA_OK, balena_device_has(client, NOWHERE, NULL, &out));
  IS("false");
  GIVES(BALENA_OK, balena_device_is_online(client, made->id, NULL, &out));
  IS("false");
  GIVES(BALENA_DEVICE_OFFLINE, balena_device_get_local_ip_address(client, made->uuid, NULL, &out));

  char options[128];
  snprintf(options, sizeof options, "{\"$select\":\"uuid\",\"$filter\":\"id eq %s\"}", made->id);
  GIVES(BALENA_OK, balena_device_get_all(client, options, &out));
  CHECK(is_at(out, "/0/uuid", made->uuid) && !at(out, "/1"));
  GIVES(BALENA_OK, balena_device_get_all(client, NULL, &out));
  CHECK(out && balena_string_length(out) == strlen(out) && strstr(out, made->uuid));
  GIVES(BALENA_OK, balena_device_get_all_by_application(client, application->name, NULL, &out));
  CHECK(is_at(out, "/0/uuid", made->uuid) && !at(out, "/1"));
  GIVES(BALENA_OK, balena_device_get_all_by_application_id(client, application->uuid, NULL, &out));
  CHECK(is_at(out, "/0/uuid", made->uuid) && !at(out, "/1"));
  GIVES(BALENA_OK, balena_device_get_by_name(client, name, options, &out));
  CHECK(is_at(out, "/0/uuid", made->uuid) && !at(out, "/1"));
  GIVES(BALENA_OK, balena_device_get_by_name(client, "no device is called so", NULL, &out));
  IS("[]");
  balena_string_free(name);
}

static void answers_to_order(const balena_client *client, const struct device *made) {
  static const char online[] = "{\"d\":[{\"is_connected_to_vpn\":true,\"ip_address\":\"10.0.0.1 fd00::1\"}]}";
  if (simulator("balena_device_get", FAULTS)) {
    answers("GET", "/v7/device", 200, TWO);
    GIVES(BALENA_AMBIGUOUS_DEVICE, balena_device_get(client, made->id, NULL, &out));
  }
  if (simulator("balena_device_is_online", "devices that are online")) {
    answers("GET", "/v7/device", 200, online);
    GIVES(BALENA_OK, balena_device_is_online(client, made->uuid, NULL, &out));
    IS("true");
  }
  if (simulator("balena_device_get_local_ip_address", "devices that are online")) {
    answers("GET", "/v7/device", 200, online);
    GIVES(BALENA_OK, balena_device_get_local_ip_address(client, made->uuid, NULL, &out));
    IS("[\"10.0.0.1\",\"fd00::1\"]");
  }
  if (simulator("balena_device_get_application_name", FAULTS)) {
    answers("GET", "/v7/device", 200, "{\"d\":[{\"id\":1,\"belongs_to__application\":[]}]}");
    GIVES(BALENA_OK, balena_device_get_application_name(client, made->uuid, NULL, &out));
    IS("null");
  }
  if (simulator("balena_device_get_all_by_application", FAULTS)) {
    answers("GET", "/v7/application", 200, TWO);
    GIVES(BALENA_AMBIGUOUS_APPLICATION, balena_device_get_all_by_application(client, "test", NULL, &out));
  }
  if (simulator("balena_device_move", FAULTS)) {
    answers("GET", "/v7/application", 200, TWO);
    GIVES(BALENA_AMBIGUOUS_APPLICATION, balena_device_move(client, made->uuid, "test", NULL, &out));
  }
}

static void not_found(const balena_client *client, const struct application *application) {
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_get(client, NOWHERE, NULL, &out));
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_get_application_name(client, NOWHERE, NULL, &out));
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_get_local_ip_address(client, NOWHERE, NULL, &out));
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_get_name(client, NOWHERE, NULL, &out));
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_get_status(client, NOWHERE, NULL, &out));
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_is_online(client, NOWHERE, NULL, &out));
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_move(client, NOWHERE, application->name, NULL, &out));
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_note(client, NOWHERE, "x", NULL, &out));
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_rename(client, NOWHERE, "x", NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_device_get_all_by_application(client, "no such one", NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_device_get_all_by_application_id(client, "no-such/one", NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_device_move(client, NOWHERE, "no such one", NULL, &out));
}

static void writes(const balena_client *client, const struct device *made) {
  static const char name[] = "O'Brien \xf0\x9f\x90\xb3 #1 & co", note[] = "two\nlines, \"quoted\" \\";
  GIVES(BALENA_OK, balena_device_rename(client, made->uuid, name, NULL, &out));
  IS("null");
  GIVES(BALENA_OK, balena_device_get_name(client, made->id, NULL, &out));
  CHECK(is_at(out, "", name));
  GIVES(BALENA_INVALID_PARAMETER, balena_device_rename(client, made->uuid, "", NULL, &out));
  GIVES(BALENA_OK, balena_device_note(client, made->id, note, NULL, &out));
  IS("null");
  GIVES(BALENA_OK, balena_device_get(client, made->uuid, "{\"$select\":\"note\"}", &out));
  CHECK(is_at(out, "/note", note));
  GIVES(BALENA_OK, balena_device_note(client, made->id, "", NULL, &out));

  struct application same = made_application(client, "raspberrypi3"), other = made_application(client, "intel-nuc");
  GIVES(BALENA_OK, balena_device_move(client, made->uuid, same.name, NULL, &out));
  IS("null");
  GIVES(BALENA_OK, balena_device_get_application_name(client, made->uuid, NULL, &out));
  CHECK(is_at(out, "", same.name));
  GIVES(BALENA_INCOMPATIBLE_APPLICATION, balena_device_move(client, made->id, other.slug, NULL, &out));
  GIVES(BALENA_OK, balena_device_get_application_name(client, made->uuid, NULL, &out));
  CHECK(is_at(out, "", same.name));
  GIVES(BALENA_OK, balena_application_remove(client, same.slug, NULL, &out));
  GIVES(BALENA_OK, balena_application_remove(client, other.slug, NULL, &out));
}

static void dashboard(const struct device *made) {
  char expected[160];
  balena_client *client = client_with(",\"dashboard_url\":\"https://dashboard.example/\"");
  log_in(client);
  snprintf(expected, sizeof expected, "https://dashboard.example/devices/%s/summary", made->uuid);
  GIVES(BALENA_OK, balena_device_get_dashboard_url(client, made->uuid, NULL, &out));
  CHECK(is_at(out, "", expected));
  GIVES(BALENA_OK, balena_device_get_dashboard_url(client, made->id, NULL, &out));
  CHECK(is_at(out, "", expected));
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_get_dashboard_url(client, "999999999", NULL, &out));
  balena_free(client);
  GIVES(BALENA_OK, balena_new("{\"api_endpoint\":\"http://127.0.0.1:1\",\"data_directory\":null}", &client, &out));
  GIVES(BALENA_MISSING_OPTION, balena_device_get_dashboard_url(client, made->uuid, NULL, &out));
  CHECK(out && strstr(out, "dashboard_url"));
  balena_free(client);
}

static void device_types(const balena_client *client) {
  GIVES(BALENA_OK, balena_device_get_device_slug(client, "Raspberry Pi 3", NULL, &out));
  IS("\"raspberrypi3\"");
  GIVES(BALENA_OK, balena_device_get_display_name(client, "raspberrypi3", NULL, &out));
  IS("\"Raspberry Pi 3\"");
  GIVES(BALENA_INVALID_DEVICE_TYPE, balena_device_get_device_slug(client, "Toaster's", NULL, &out));
  GIVES(BALENA_INVALID_DEVICE_TYPE, balena_device_get_display_name(client, "toaster", NULL, &out));
  /* A server that knows no operating systems has none. */
  GIVES(BALENA_OK, balena_device_get_supported_device_types(client, NULL, &out));
  if (count_of(out) == 0) {
    IS("[]");
  } else {
    CHECK(strstr(out, "\"Raspberry Pi 3\""));
  }
}

int main(void) {
  balena_client *client = client_with("");
  uuid(client);
  log_in(client);
  struct application application = made_application(client, "raspberrypi3");
  register_and_remove(client, &application);
  struct device made = made_device(client, application.id);
  reads(client, &application, &made);
  answers_to_order(client, &made);
  not_found(client, &application);
  dashboard(&made);
  writes(client, &made);
  device_types(client);
  GIVES(BALENA_OK, balena_application_remove(client, application.slug, NULL, &out));
  balena_string_free(out);
  balena_free(client);
  return report();
}
