/* The functions of api_key, key, config and two_factor_auth, against a server. This program is built with its symbols
 * exported, so that the library asks for the time here. */

#define _GNU_SOURCE
#include "directory.h"
#include "server.h"
#include <sys/syscall.h>
#include <time.h>

#define IN_2100 "4102444800000"

static char *out;
static time_t moment;

/* The time is `moment` where that is set. */
int clock_gettime(clockid_t clock, struct timespec *time) {
  if (clock == CLOCK_REALTIME && moment) {
    *time = (struct timespec){.tv_sec = moment};
    return 0;
  }
#ifdef SYS_clock_gettime64
  return (int)syscall(SYS_clock_gettime64, clock, time);
#else
  return (int)syscall(SYS_clock_gettime, clock, time);
#endif
}

static void guest(void) {
  balena_client *client = client_with("");
  GIVES(BALENA_UNAUTHORIZED, balena_api_key_create(client, "test", NULL, &out));
  GIVES(BALENA_UNAUTHORIZED, balena_api_key_get_all(client, NULL, &out));
  GIVES(BALENA_NOT_LOGGED_IN, balena_key_create(client, "test", "ssh-rsa AAAA", NULL, &out));
  GIVES(BALENA_NOT_LOGGED_IN, balena_key_remove(client, 1, NULL, &out));
  GIVES(BALENA_UNAUTHORIZED, balena_key_get(client, 1, NULL, &out));
  GIVES(BALENA_UNAUTHORIZED, balena_key_get_all(client, NULL, &out));
  GIVES(BALENA_NOT_LOGGED_IN, balena_two_factor_auth_is_enabled(client, &out));
  GIVES(BALENA_NOT_LOGGED_IN, balena_two_factor_auth_is_passed(client, &out));
  GIVES(BALENA_NOT_LOGGED_IN, balena_two_factor_auth_get_otpauth_secret(client, NULL, &out));
  GIVES(BALENA_NOT_LOGGED_IN, balena_two_factor_auth_challenge(client, "123456", NULL, &out));
  GIVES(BALENA_OK, balena_auth_login_with_token(client, "an-api-key", &out));
  GIVES(BALENA_UNSUPPORTED_FEATURE, balena_two_factor_auth_is_enabled(client, &out));
  GIVES(BALENA_UNSUPPORTED_FEATURE, balena_two_factor_auth_is_passed(client, &out));
  GIVES(BALENA_UNSUPPORTED_FEATURE, balena_two_factor_auth_challenge(client, "123456", NULL, &out));
  CHECK(out && !strstr(out, "an-api-key") && !strstr(out, "123456"));
  balena_free(client);
}

/* Whether a key is good for a login. */
static int logs_in(const char *key) {
  balena_client *client = client_with("");
  GIVES(BALENA_OK, balena_auth_login_with_token(client, key, &out));
  GIVES(BALENA_OK, balena_auth_is_logged_in(client, NULL, &out));
  int good = out && strcmp(out, "true") == 0;
  if (good) {
    GIVES(BALENA_UNAUTHORIZED, balena_api_key_create(client, "of a key", NULL, &out));
    CHECK(out && !strstr(out, key));
  }
  balena_free(client);
  return good;
}

static void api_keys(const balena_client *client) {
  char prefix[16], name[32], other[32], options[256], id[24];
  unique(client, prefix);
  snprintf(name, sizeof name, "%s O'Brien", prefix);
  snprintf(other, sizeof other, "%s Mary", prefix);
  GIVES(BALENA_OK, balena_api_key_create(client, name,
                                         "{\"description\":\"\\\"S\xc3\xb6hne\\\" \xf0\x9f\x90\xb3 O'Brien\","
                                         "\"expiry_date\":" IN_2100 "}",
                                         &out));
  char *key = at(out, "");
  CHECK(key && strlen(key) > 8);
  if (!key) return;
  snprintf(options, sizeof options, "{\"$filter\":\"name eq @n\",\"@n\":\"%s\"}", name);
  GIVES(BALENA_OK, balena_api_key_get_all(client, options, &out));
  CHECK(count_of(out) == 1 && is_at(out, "/0/name", name));
  CHECK(is_at(out, "/0/description", "\"S\xc3\xb6hne\" \xf0\x9f\x90\xb3 O'Brien"));
  CHECK(is_at(out, "/0/expiry_date", "2100-01-01T00:00:00.000Z"));
  copied(id, sizeof id, out, "/0/id");
  int64_t row = strtoll(id, NULL, 10);
  CHECK(logs_in(key));

  GIVES(BALENA_OK, balena_api_key_create(client, other, NULL, &out));
  snprintf(options, sizeof options,
           "{\"$filter\":\"name eq @a or name eq @b\",\"@a\":\"%s\",\"@b\":\"%s\","
           "\"$select\":\"id,name,description,expiry_date\"}",
           name, other);
  GIVES(BALENA_OK, balena_api_key_get_all(client, options, &out));
  CHECK(count_of(out) == 2 && is_at(out, "/0/name", other) && is_at(out, "/1/id", id));
  CHECK(is_at(out, "/0/description", "null") && is_at(out, "/0/expiry_date", "null"));
  char *other_id = at(out, "/0/id");
  GIVES(BALENA_OK, balena_api_key_revoke(client, strtoll(other_id ? other_id : "0", NULL, 10), NULL, &out));
  balena_string_free(other_id);

  snprintf(options, sizeof options, "{\"$filter\":\"id eq %s\"}", id);
  GIVES(BALENA_OK, balena_api_key_update(client, row, "{\"description\":null}", &out));
  IS("null");
  GIVES(BALENA_OK, balena_api_key_get_all(client, options, &out));
  CHECK(is_at(out, "/0/name", name) && is_at(out, "/0/description", "null"));
  CHECK(is_at(out, "/0/expiry_date", "2100-01-01T00:00:00.000Z"));
  GIVES(BALENA_OK, balena_api_key_update(
                       client, row, "{\"name\":\"press\",\"description\":\"d\",\"expiry_date\":null}", &out));
  GIVES(BALENA_NOT_FOUND, balena_api_key_update(client, BEYOND_DOUBLES, "{\"name\":\"x\"}", &out));
  CHECK(out && strstr(out, BEYOND_DOUBLES_TEXT));
  GIVES(BALENA_OK, balena_api_key_revoke(client, BEYOND_DOUBLES, NULL, &out));
  IS("null");
  GIVES(BALENA_OK, balena_api_key_get_all(client, options, &out));
  CHECK(is_at(out, "/0/name", "press") && is_at(out, "/0/description", "d") && is_at(out, "/0/expiry_date", "null"));
  CHECK(logs_in(key));

  GIVES(BALENA_OK, balena_api_key_revoke(client, row, NULL, &out));
  IS("null");
  GIVES(BALENA_OK, balena_api_key_revoke(client, row, NULL, &out));
  IS("null");
  GIVES(BALENA_OK, balena_api_key_get_all(client, options, &out));
  IS("[]");
  CHECK(!logs_in(key));
  balena_string_free(key);
  GIVES(BALENA_NOT_FOUND, balena_api_key_update(client, row, "{\"name\":\"x\"}", &out));

  GIVES(BALENA_MISSING_OPTION, balena_api_key_update(client, 1, NULL, &out));
  GIVES(BALENA_MISSING_OPTION, balena_api_key_update(client, 1, "{\"timeout_ms\":1000}", &out));
  GIVES(BALENA_INVALID_OPTION, balena_api_key_update(client, 1, "{\"expiry_date\":\"soon\"}", &out));
  GIVES(BALENA_INVALID_OPTION, balena_api_key_create(client, "test", "{\"description\":1}", &out));
  GIVES(BALENA_INVALID_PARAMETER, balena_api_key_create(client, "", NULL, &out));
  GIVES(BALENA_NON_ALLOWED_OPTION, balena_api_key_get_all(client, "{\"$limit\":1}", &out));
  for (int64_t bad = -1; bad <= 0; bad++) {
    GIVES(BALENA_INVALID_PARAMETER, balena_api_key_update(client, bad, "{\"name\":\"x\"}", &out));
    GIVES(BALENA_INVALID_PARAMETER, balena_api_key_revoke(client, bad, NULL, &out));
  }
}

static void public_keys(const balena_client *client) {
  char suffix[16], title[64], public_key[160], line[168], id[24];
  unique(client, suffix);
  snprintf(title, sizeof title, "O'Brien \"S\xc3\xb6hne\" \xf0\x9f\x90\xb3 %s", suffix);
  snprintf(public_key, sizeof public_key,
           "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOxlbn0m4ZT7cSkGZ3j7A1q8mXW0Cv2yPq0eH7LkT5dR O'Brien@%s", suffix);
  snprintf(line, sizeof line, " %s\n", public_key);
  GIVES(BALENA_OK, balena_key_create(client, title, line, NULL, &out));
  copied(id, sizeof id, out, "");
  CHECK(out && strcmp(out, id) == 0);
  int64_t row = strtoll(id, NULL, 10);
  GIVES(BALENA_CONFLICT, balena_key_create(client, "again", public_key, NULL, &out));
  CHECK(is_at(out, "/http_status", "409"));
  GIVES(BALENA_OK, balena_key_get(client, row, NULL, &out));
  CHECK(is_at(out, "/id", id) && is_at(out, "/title", title) && is_at(out, "/public_key", public_key));
  GIVES(BALENA_OK, balena_key_get(client, row, "{\"$select\":\"title\"}", &out));
  CHECK(count_of(out) == 1 && is_at(out, "/title", title));
  char options[256];
  snprintf(options, sizeof options, "{\"$select\":\"id\",\"$filter\":\"public_key eq @k\",\"@k\":\"%s\"}", public_key);
  GIVES(BALENA_OK, balena_key_get_all(client, options, &out));
  CHECK(count_of(out) == 1 && is_at(out, "/0/id", id));
  GIVES(BALENA_OK, balena_key_get_all(client, NULL, &out));
  CHECK(count_of(out) > 0 && strstr(out, suffix));

  GIVES(BALENA_KEY_NOT_FOUND, balena_key_get(client, BEYOND_DOUBLES, NULL, &out));
  CHECK(out && strstr(out, BEYOND_DOUBLES_TEXT));
  GIVES(BALENA_OK, balena_key_remove(client, BEYOND_DOUBLES, NULL, &out));
  GIVES(BALENA_OK, balena_key_get(client, row, NULL, &out));
  GIVES(BALENA_OK, balena_key_remove(client, row, NULL, &out));
  IS("null");
  GIVES(BALENA_OK, balena_key_remove(client, row, NULL, &out));
  IS("null");
  GIVES(BALENA_KEY_NOT_FOUND, balena_key_get(client, row, NULL, &out));
  GIVES(BALENA_OK, balena_key_get_all(client, options, &out));
  IS("[]");
  if (simulator("balena_key_create", FAULTS)) {
    answers("POST", "/v7/user__has__public_key", 201, "{\"id\":" BEYOND_DOUBLES_TEXT "}");
    GIVES(BALENA_OK, balena_key_create(client, title, public_key, NULL, &out));
    IS(BEYOND_DOUBLES_TEXT);
  }

  GIVES(BALENA_INVALID_PARAMETER, balena_key_create(client, "", public_key, NULL, &out));
  GIVES(BALENA_INVALID_PARAMETER, balena_key_create(client, title, " \n", NULL, &out));
  GIVES(BALENA_INVALID_PARAMETER, balena_key_create(client, title, "ssh-rsa A\nssh-rsa B", NULL, &out));
  GIVES(BALENA_NON_ALLOWED_OPTION, balena_key_get(client, 1, "{\"$top\":1}", &out));
  for (int64_t bad = -1; bad <= 0; bad++) {
    GIVES(BALENA_INVALID_PARAMETER, balena_key_get(client, bad, NULL, &out));
    GIVES(BALENA_INVALID_PARAMETER, balena_key_remove(client, bad, NULL, &out));
  }
}

static void config(const balena_client *client) {
  if (OFFERED(balena_config_get_all(client, NULL, &out))) {
    char *base = at(out, "/deviceUrlsBase");
    CHECK(base && strchr(base, '.'));
    balena_string_free(base);
  }
  if (simulator("balena_config_get_all", FAULTS)) {
    answers("GET", "/config", 404, "");
    GIVES(BALENA_UNSUPPORTED_BY_SERVER, balena_config_get_all(client, NULL, &out));
    answers("GET", "/config", 200, "[]");
    GIVES(BALENA_DECODE, balena_config_get_all(client, NULL, &out));
  }
  GIVES(BALENA_NON_ALLOWED_OPTION, balena_config_get_all(client, "{\"$select\":\"x\"}", &out));

  balena_client *nobody = client_with("");
  GIVES(BALENA_OK, balena_config_get_device_types(nobody, NULL, &out));
  CHECK(count_of(out) > 0 && strstr(out, "\"slug\":\"raspberrypi3\""));
  if (simulator("balena_config_get_device_types", FAULTS)) {
    answers("GET", "/device-types/v1", 200, "{}");
    GIVES(BALENA_DECODE, balena_config_get_device_types(nobody, NULL, &out));
  }
  balena_free(nobody);
}

/* Those of RFC 6238, whose secret is the text 12345678901234567890; its codes have two digits more in front. */
static void codes(void) {
  static const struct {
    time_t moment;
    const char *code;
  } known[] = {{59, "287082"}, {1111111109, "081804"}, {1234567890, "005924"}, {20000000000, "353130"}};
  static const char *const bad[] = {"", " ", "===", "0189", "MFRGG!", "\xc3\x84", "O'Brien", "A\xff"};
  balena_client *client = client_with("");
  for (int i = 0; i < 4; i++) {
    moment = known[i].moment;
    GIVES(BALENA_OK, balena_two_factor_auth_generate_code(client, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", &out));
    CHECK(is_at(out, "", known[i].code));
    GIVES(BALENA_OK, balena_two_factor_auth_generate_code(client, "gezd gnbv gy3t qojq gezd gnbv gy3t qojq", &out));
    CHECK(is_at(out, "", known[i].code));
  }
  moment = 0;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    GIVES(BALENA_INVALID_PARAMETER, balena_two_factor_auth_generate_code(client, bad[i], &out));
    CHECK(out && strstr(out, "secret") && !strstr(out, "MFRGG!"));
  }
  balena_free(client);
}

static void factor(const balena_client *client, const char *enabled, const char *passed_one) {
  GIVES(BALENA_OK, balena_two_factor_auth_is_enabled(client, &out));
  IS(enabled);
  GIVES(BALENA_OK, balena_two_factor_auth_is_passed(client, &out));
  IS(passed_one);
}

static void challenged(balena_code code, const balena_client *client, const char *secret) {
  GIVES(BALENA_OK, balena_two_factor_auth_generate_code(client, secret, &out));
  char *now = at(out, "");
  GIVES(code, balena_two_factor_auth_challenge(client, now ? now : "", NULL, &out));
  balena_string_free(now);
}

/* An account of its own has a second factor, which is never taken from it again. */
static void second_factor(const balena_client *client) {
  static const char password[] = "a-long-password";
  char name[16], email[32];
  unique(client, name);
  snprintf(email, sizeof email, "%s@example.com", name);
  balena_client *owner = client_with("");
  GIVES(BALENA_OK, balena_auth_register(owner, email, password, NULL, &out));
  GIVES(BALENA_OK, balena_auth_login(owner, email, password, NULL, &out));
  factor(owner, "false", "true");
  GIVES(BALENA_OK, balena_two_factor_auth_get_otpauth_secret(owner, NULL, &out));
  char *secret = at(out, "");
  CHECK(secret && strlen(secret) >= 16);
  if (!secret) return;
  factor(owner, "false", "true");
  /* No code is of five digits. */
  GIVES(BALENA_LOGIN_FAILED, balena_two_factor_auth_challenge(owner, "12345", NULL, &out));
  CHECK(out && !strstr(out, "12345"));
  factor(owner, "false", "true");
  challenged(BALENA_OK, owner, secret);
  IS("null");
  factor(owner, "true", "true");
  balena_free(owner);

  /* A later login has it to pass, and a handle after that one has not. */
  const char *endpoint = needed("BALENA_TEST_API_ENDPOINT");
  make_directory();
  balena_client *later = client_in_directory(endpoint);
  GIVES(BALENA_OK, balena_auth_login(later, email, password, NULL, &out));
  factor(later, "true", "false");
  GIVES(BALENA_LOGIN_FAILED, balena_two_factor_auth_challenge(later, "12345", NULL, &out));
  factor(later, "true", "false");
  /* What is no file can't be replaced. */
  CHECK(unlink(within("token")) == 0 && mkdir(within("token"), 0700) == 0);
  challenged(BALENA_IO, later, secret);
  factor(later, "true", "false");
  CHECK(rmdir(within("token")) == 0);
  challenged(BALENA_OK, later, secret);
  factor(later, "true", "true");
  balena_free(later);
  later = client_in_directory(endpoint);
  factor(later, "true", "true");
  GIVES(BALENA_OK, balena_auth_get_email(later, NULL, &out));
  CHECK(is_at(out, "", email));
  balena_free(later);
  remove_directory();
  balena_string_free(secret);
}

static void two_factor_auth(const balena_client *client) {
  codes();
  factor(client, "false", "true");
  GIVES(BALENA_INVALID_PARAMETER, balena_two_factor_auth_challenge(client, "", NULL, &out));
  GIVES(BALENA_NON_ALLOWED_OPTION, balena_two_factor_auth_challenge(client, "123456", "{\"x\":1}", &out));
  if (simulator("balena_two_factor_auth_get_otpauth_secret", "accounts that need not be removed again")) {
    if (OFFERED(balena_two_factor_auth_get_otpauth_secret(client, NULL, &out))) {
      second_factor(client);
    } else {
      OFFERED(balena_two_factor_auth_challenge(client, "123456", NULL, &out));
    }
    answers("GET", "/auth/totp/setup", 404, "");
    GIVES(BALENA_UNSUPPORTED_BY_SERVER, balena_two_factor_auth_get_otpauth_secret(client, NULL, &out));
    answers("GET", "/auth/totp/setup", 200, "otpauth://totp/x?issuer=y");
    GIVES(BALENA_DECODE, balena_two_factor_auth_get_otpauth_secret(client, NULL, &out));
  }
  if (simulator("balena_two_factor_auth_challenge", FAULTS)) {
    answers("POST", "/auth/totp/verify", 404, "");
    GIVES(BALENA_UNSUPPORTED_BY_SERVER, balena_two_factor_auth_challenge(client, "123456", NULL, &out));
  }
}

int main(void) {
  guest();
  balena_client *client = client_with("");
  log_in(client);
  api_keys(client);
  public_keys(client);
  config(client);
  two_factor_auth(client);
  balena_string_free(out);
  balena_free(client);
  return report();
}
