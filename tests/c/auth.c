/* The functions of auth, against a server. */

#define _XOPEN_SOURCE 700
#include "directory.h"
#include "server.h"

#define FROM_2001 "eyJhbGciOiJub25lIn0.eyJpZCI6MSwiZXhwIjoxMDAwMDAwMDAwfQ.c2ln" /* {"id":1,"exp":1000000000} */

static char *out;

static void nobody(const balena_client *client) {
  GIVES(BALENA_OK, balena_auth_is_logged_in(client, NULL, &out));
  IS("false");
  GIVES(BALENA_OK, balena_auth_log_out(client, &out));
  IS("false");
  GIVES(BALENA_NOT_LOGGED_IN, balena_auth_get_token(client, &out));
  GIVES(BALENA_NOT_LOGGED_IN, balena_auth_get_email(client, NULL, &out));
  GIVES(BALENA_NOT_LOGGED_IN, balena_auth_get_user_id(client, NULL, &out));
  GIVES(BALENA_NOT_LOGGED_IN, balena_auth_who_am_i(client, NULL, &out));
}

/* A user whom the server does not know, so that it does not lock the one it does. */
static void refused(const balena_client *client) {
  char name[16];
  unique(client, name);
  GIVES(BALENA_LOGIN_FAILED, balena_auth_login(client, name, "not-the-password", NULL, &out));
  CHECK(is_at(out, "/http_status", "401"));
  CHECK(out && strstr(out, "not-the-password") == NULL);
  GIVES(BALENA_LOGIN_FAILED, balena_auth_authenticate(client, name, "not-the-password", NULL, &out));
  CHECK(out && strstr(out, "not-the-password") == NULL);
  GIVES(BALENA_LOGIN_FAILED, balena_auth_login(client, needed("BALENA_TEST_USERNAME"), "x", NULL, &out));
  if (simulator("balena_auth_login", FAULTS)) {
    answers("POST", "/login_", 429, "\"Too Many Requests\"");
    GIVES(BALENA_TOO_MANY_REQUESTS, balena_auth_login(client, name, "x", NULL, &out));
  }
  if (simulator("balena_auth_authenticate", FAULTS)) {
    answers("POST", "/login_", 429, "\"Too Many Requests\"");
    GIVES(BALENA_TOO_MANY_REQUESTS, balena_auth_authenticate(client, name, "x", NULL, &out));
  }
  GIVES(BALENA_MALFORMED_TOKEN, balena_auth_login_with_token(client, "two words", &out));
  GIVES(BALENA_EXPIRED_TOKEN, balena_auth_login_with_token(client, FROM_2001, &out));
  GIVES(BALENA_OK, balena_auth_is_logged_in(client, NULL, &out));
  IS("false");
}

/* To a credential that it does not know the server answers as to a guest: 200, and no rows. */
static void unknown_key(const balena_client *client) {
  GIVES(BALENA_OK, balena_auth_login_with_token(client, "no-such-key", &out));
  IS("null");
  GIVES(BALENA_OK, balena_auth_is_logged_in(client, NULL, &out));
  IS("false");
  GIVES(BALENA_UNAUTHORIZED, balena_application_get_all(client, NULL, &out));
  GIVES(BALENA_UNAUTHORIZED, balena_auth_who_am_i(client, NULL, &out));
  CHECK(out && strstr(out, "no-such-key") == NULL);
  GIVES(BALENA_OK, balena_auth_log_out(client, &out));
  IS("true");
}

static void user(const balena_client *client) {
  const char *username = needed("BALENA_TEST_USERNAME"), *password = needed("BALENA_TEST_PASSWORD");
  GIVES(BALENA_OK, balena_auth_authenticate(client, username, password, NULL, &out));
  char *token = at(out, "");
  GIVES(BALENA_NOT_LOGGED_IN, balena_auth_get_token(client, &out));
  GIVES(BALENA_OK, balena_auth_login_with_token(client, token ? token : "", &out));
  GIVES(BALENA_OK, balena_auth_get_token(client, &out));
  CHECK(token && is_at(out, "", token));
  balena_string_free(token);

  GIVES(BALENA_OK, balena_auth_login(client, username, password, NULL, &out));
  IS("null");
  GIVES(BALENA_OK, balena_auth_is_logged_in(client, NULL, &out));
  IS("true");
  /* One may log in by user name or by e-mail address. */
  GIVES(BALENA_OK, balena_auth_get_email(client, NULL, &out));
  CHECK(strchr(username, '@') ? is_at(out, "", username) : strchr(out, '@') != NULL);
  GIVES(BALENA_OK, balena_auth_who_am_i(client, NULL, &out));
  CHECK(strchr(username, '@') ? strlen(out) > 2 : is_at(out, "", username));
  GIVES(BALENA_OK, balena_auth_get_user_id(client, NULL, &out));
  CHECK(out && strtoll(out, NULL, 10) > 0);
}

static void key_of_a_device(const balena_client *client) {
  struct application application = made_application(client, "raspberrypi3");
  GIVES(BALENA_OK, balena_device_generate_uuid(client, &out));
  char *uuid = at(out, "");
  GIVES(BALENA_OK, balena_device_register(client, application.id, uuid, NULL, &out));
  balena_string_free(uuid);
  char *key = at(out, "/api_key");
  balena_client *device = client_with("");
  GIVES(BALENA_OK, balena_auth_login_with_token(device, key ? key : "", &out));
  GIVES(BALENA_OK, balena_auth_is_logged_in(device, NULL, &out));
  IS("true");
  GIVES(BALENA_INVALID_OPTION, balena_auth_get_email(device, NULL, &out));
  GIVES(BALENA_INVALID_OPTION, balena_auth_get_user_id(device, NULL, &out));
  GIVES(BALENA_INVALID_OPTION, balena_auth_who_am_i(device, NULL, &out));
  CHECK(key && out && strstr(out, key) == NULL);
  balena_string_free(key);
  balena_free(device);
  GIVES(BALENA_OK, balena_application_remove(client, application.slug, NULL, &out));
}

static void account(const balena_client *client) {
  if (!simulator("balena_auth_register", "accounts that need not be removed again")) return;
  static const char password[] = "a-long-password";
  char name[16], email[32];
  unique(client, name);
  snprintf(email, sizeof email, "%s@example.com", name);
  if (OFFERED(balena_auth_register(client, email, password, NULL, &out))) {
    char *token = at(out, "");
    GIVES(BALENA_NOT_LOGGED_IN, balena_auth_get_token(client, &out));
    balena_client *made = client_with("");
    GIVES(BALENA_OK, balena_auth_login_with_token(made, token ? token : "", &out));
    GIVES(BALENA_OK, balena_auth_get_email(made, NULL, &out));
    CHECK(is_at(out, "", email));
    balena_free(made);
    balena_string_free(token);
    GIVES(BALENA_CONFLICT, balena_auth_register(client, email, password, NULL, &out));
  }
  answers("POST", "/user/register", 400, "\"a-long-password is weak\"");
  GIVES(BALENA_REQUEST_ERROR, balena_auth_register(client, email, password, NULL, &out));
  CHECK(out && strstr(out, "is weak") && strstr(out, password) == NULL);
  answers("POST", "/user/register", 429, "\"Too Many Requests\"");
  GIVES(BALENA_TOO_MANY_REQUESTS, balena_auth_register(client, email, password, NULL, &out));
  answers("POST", "/user/register", 404, "");
  GIVES(BALENA_UNSUPPORTED_BY_SERVER, balena_auth_register(client, email, password, NULL, &out));
}

static void kept(void) {
  const char *endpoint = needed("BALENA_TEST_API_ENDPOINT");
  make_directory();
  balena_client *client = client_in_directory(endpoint);
  log_in(client);
  balena_client *later = client_in_directory(endpoint);
  GIVES(BALENA_OK, balena_auth_is_logged_in(later, NULL, &out));
  IS("true");
  GIVES(BALENA_OK, balena_auth_log_out(client, &out));
  IS("true");
  CHECK(access(within("token"), F_OK) != 0);
  balena_free(later);
  balena_free(client);

  put("token", "two words");
  client = client_in_directory(endpoint);
  GIVES(BALENA_MALFORMED_TOKEN, balena_auth_get_token(client, &out));
  clear_directory();

  /* What is no file can be neither read nor replaced nor removed. */
  CHECK(mkdir(within("token"), 0700) == 0);
  GIVES(BALENA_IO, balena_auth_get_token(client, &out));
  GIVES(BALENA_IO,
        balena_auth_login(client, needed("BALENA_TEST_USERNAME"), needed("BALENA_TEST_PASSWORD"), NULL, &out));
  GIVES(BALENA_IO, balena_auth_login_with_token(client, "a-key", &out));
  CHECK(out && strstr(out, "a-key") == NULL);
  GIVES(BALENA_IO, balena_auth_log_out(client, &out));
  balena_free(client);
  remove_directory();
}

int main(void) {
  balena_client *client = client_with("");
  nobody(client);
  refused(client);
  unknown_key(client);
  account(client);
  user(client);
  key_of_a_device(client);
  kept();
  balena_string_free(out);
  balena_free(client);
  return report();
}
