/* Every function against a server: its result, and an error. */

#include "check.h"

static char *out;

/* A name that no other run of this program on the same server has. */
static void unique(const balena_client *client, char name[16]) {
  GIVES(BALENA_OK, balena_device_generate_uuid(client, &out));
  snprintf(name, 16, "test-%.8s", out + 1);
}

static void auth(balena_client *client) {
  GIVES(BALENA_OK, balena_auth_is_logged_in(client, NULL, &out));
  CHECK(out && strcmp(out, "false") == 0);
  GIVES(BALENA_NOT_LOGGED_IN, balena_auth_get_token(client, &out));
  GIVES(BALENA_NOT_LOGGED_IN, balena_auth_who_am_i(client, NULL, &out));
  GIVES(BALENA_UNAUTHORIZED, balena_device_get_all(client, NULL, &out));
  GIVES(BALENA_NOT_LOGGED_IN, balena_application_create(client, "test", "raspberrypi3", NULL, &out));
  GIVES(BALENA_LOGIN_FAILED,
        balena_auth_login(client, needed("BALENA_TEST_USERNAME"), "not-the-password", NULL, &out));
  CHECK(out && strstr(out, "not-the-password") == NULL);
  CHECK(is_at(out, "/http_status", "401"));

  /* To a credential that it does not know the server answers as to a guest: 200, and no rows. */
  GIVES(BALENA_OK, balena_auth_login_with_token(client, "no-such-key", &out));
  GIVES(BALENA_OK, balena_auth_is_logged_in(client, NULL, &out));
  CHECK(out && strcmp(out, "false") == 0);
  GIVES(BALENA_UNAUTHORIZED, balena_application_get_all(client, NULL, &out));
  GIVES(BALENA_UNAUTHORIZED, balena_auth_who_am_i(client, NULL, &out));
  CHECK(out && strstr(out, "no-such-key") == NULL);

  log_in(client);
  GIVES(BALENA_OK, balena_auth_is_logged_in(client, NULL, &out));
  CHECK(out && strcmp(out, "true") == 0);
  GIVES(BALENA_OK, balena_auth_get_token(client, &out));
  char *token = at(out, "");
  CHECK(token && strlen(token) > 20);
  GIVES(BALENA_OK, balena_auth_login_with_token(client, token, &out));
  balena_string_free(token);
  GIVES(BALENA_OK, balena_auth_who_am_i(client, NULL, &out));
  CHECK(out && strlen(out) > 2);
}

static void application(balena_client *client, char *id, char *slug) {
  char name[16];
  unique(client, name);
  GIVES(BALENA_INVALID_DEVICE_TYPE, balena_application_create(client, name, "no-such-type", NULL, &out));
  GIVES(BALENA_INVALID_APPLICATION_TYPE,
        balena_application_create(client, name, "raspberrypi3", "{\"app_type\":\"no-such-type\"}", &out));
  GIVES(BALENA_ORGANIZATION_NOT_FOUND,
        balena_application_create(client, name, "raspberrypi3", "{\"organization\":\"no-such-organization\"}", &out));
  GIVES(BALENA_INVALID_OPTION,
        balena_application_create(client, name, "raspberrypi3", "{\"application_class\":\"boat\"}", &out));
  GIVES(BALENA_OK, balena_application_create(client, name, "Raspberry Pi 3", NULL, &out));
  CHECK(is_at(out, "/app_name", name));
  char *text = at(out, "/id");
  snprintf(id, 24, "%s", text ? text : "");
  balena_string_free(text);
  text = at(out, "/slug");
  snprintf(slug, 64, "%s", text ? text : "");
  balena_string_free(text);
  GIVES(BALENA_CONFLICT, balena_application_create(client, name, "raspberrypi3", NULL, &out));
  CHECK(is_at(out, "/code", "CONFLICT"));
  CHECK(is_at(out, "/http_status", "409"));

  char options[128];
  snprintf(options, sizeof options, "{\"$select\":[\"id\",\"app_name\"],\"$filter\":\"app_name eq '%s'\"}", name);
  GIVES(BALENA_OK, balena_application_get_all(client, options, &out));
  size_t count = 0;
  CHECK(balena_json_length(out, "", &count) == BALENA_OK && count == 1);
  CHECK(is_at(out, "/0/app_name", name));
  CHECK(balena_json_length(out, "/0", &count) == BALENA_OK && count == 2);
  GIVES(BALENA_OK,
        balena_application_get_all(client, "{\"$filter\":\"app_name eq @n\",\"@n\":\"O'Brien & Söhne #1 +%27\"}", &out));
  CHECK(out && strcmp(out, "[]") == 0);
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_remove(client, "no such application", NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_remove(client, "no-such/application", NULL, &out));
}

static void device(balena_client *client, const char *id, const char *slug) {
  static const char nowhere[] = "00000000000000000000000000000000";
  GIVES(BALENA_OK, balena_device_generate_uuid(client, &out));
  char *uuid = at(out, "");
  CHECK(uuid && strlen(uuid) == 32 && strspn(uuid, "0123456789abcdef") == 32);
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_get(client, uuid, NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_device_register(client, "no-such/application", uuid, NULL, &out));
  GIVES(BALENA_INVALID_DEVICE_TYPE,
        balena_device_register(client, id, uuid, "{\"device_type\":\"no-such-type\"}", &out));
  GIVES(BALENA_OK, balena_device_register(client, slug, uuid, NULL, &out));
  CHECK(is_at(out, "/uuid", uuid));
  char *key = at(out, "/api_key");
  CHECK(key && strlen(key) > 8);
  balena_string_free(key);
  char *number = at(out, "/id");
  GIVES(BALENA_CONFLICT, balena_device_register(client, id, uuid, NULL, &out));

  GIVES(BALENA_OK, balena_device_get(client, uuid, NULL, &out));
  CHECK(is_at(out, "/uuid", uuid));
  GIVES(BALENA_OK, balena_device_get(client, number, "{\"$select\":\"id\",\"$expand\":\"belongs_to__application($select=slug)\"}", &out));
  CHECK(is_at(out, "/id", number));
  CHECK(is_at(out, "/belongs_to__application/0/slug", slug));

  const char *name = "O'Brien \xf0\x9f\x90\xb3 #1 & co";
  GIVES(BALENA_OK, balena_device_rename(client, uuid, name, NULL, &out));
  CHECK(out && strcmp(out, "null") == 0);
  GIVES(BALENA_OK, balena_device_get_all(client, "{\"$filter\":\"device_name eq @n\",\"@n\":\"O'Brien \xf0\x9f\x90\xb3 #1 & co\"}", &out));
  CHECK(is_at(out, "/0/device_name", name));
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_rename(client, nowhere, "x", NULL, &out));
  GIVES(BALENA_OK, balena_device_get_all(client, NULL, &out));
  CHECK(out && balena_string_length(out) == strlen(out) && strstr(out, uuid));

  GIVES(BALENA_OK, balena_device_remove(client, uuid, NULL, &out));
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_remove(client, uuid, NULL, &out));
  GIVES(BALENA_DEVICE_NOT_FOUND, balena_device_get(client, uuid, NULL, &out));
  CHECK(out && strstr(out, uuid));
  balena_string_free(number);
  balena_string_free(uuid);
}

int main(void) {
  char id[24], slug[64];
  balena_client *client = client_with("");
  auth(client);
  application(client, id, slug);
  device(client, id, slug);
  GIVES(BALENA_OK, balena_application_remove(client, slug, NULL, &out));
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_application_remove(client, slug, NULL, &out));
  balena_string_free(out);
  balena_free(client);
  return report();
}
