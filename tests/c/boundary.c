/* Whatever is passed to whatever export, a code comes back. Nothing here reaches a server. */

#include "check.h"

static char *out;
static size_t count;
static balena_client *made;

#define NOT_UTF8 "ab\xff"

/* The call must refuse, and say which argument and why. */
#define REFUSES(call, reason)                                              \
  do {                                                                     \
    GIVES(BALENA_INVALID_PARAMETER, call);                                 \
    CHECK(out && strstr(out, reason));                                     \
  } while (0)

/* The call must come back, and leave a document wherever it was given a place for one. */
#define SURVIVES(call)                                                     \
  do {                                                                     \
    balena_string_free(out);                                               \
    out = NULL;                                                            \
    CHECK(strcmp(balena_code_name(call), "UNKNOWN") != 0);                 \
  } while (0)

/* The call must not mind what is NULL; whatever else it minds. */
#define TAKES(call)                                                        \
  do {                                                                     \
    SURVIVES(call);                                                        \
    CHECK(out && !strstr(out, " is NULL"));                                \
  } while (0)

#define SPECIAL(call)                                                      \
  do {                                                                     \
    balena_string_free(out);                                               \
    out = NULL;                                                            \
    (void)(call);                                                          \
    passed++;                                                              \
    balena_free(made);                                                     \
    made = NULL;                                                           \
  } while (0)

#define PANICS(call)                                                       \
  do {                                                                     \
    balena_test_panic();                                                   \
    GIVES(BALENA_PANIC, call);                                             \
    CHECK(out && strstr(out, "asked for") == NULL);                        \
  } while (0)

#define NAMED(code, number, name)                                          \
  do {                                                                     \
    CHECK((code) == (number));                                             \
    CHECK(strcmp(balena_code_name(code), name) == 0);                      \
  } while (0)

#ifdef PANIC_INJECTION
void balena_test_panic(void);
#endif

/* The functions that exports with a callback are given; they are never to be called here. */
static int32_t ignore_document(balena_code code, const char *document, void *user_data) {
  (void)code;
  (void)document;
  (void)user_data;
  return 0;
}
static int32_t ignore_row(const char *row, void *user_data) {
  (void)row;
  (void)user_data;
  return 0;
}
static int32_t ignore_data(const void *data, size_t length, int64_t offset, int64_t total, void *user_data) {
  (void)data;
  (void)length;
  (void)offset;
  (void)total;
  (void)user_data;
  return 0;
}

#include "every_export.h"

static void texts(const balena_client *client) {
  static const char bad[] = "\xff\xfe";
  char *large = malloc(65537);
  if (!large) exit(2);
  memset(large, 'a', 65536);
  large[65536] = 0;
  const char *odd[] = {"", bad, large, "../../x", "a/b", "0", "abcdef01234567890123456789abcde",
                       "abcdef01234567890123456789abcdeff", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "a\r\nb"};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    GIVES(BALENA_INVALID_PARAMETER, balena_device_get(client, odd[i], NULL, &out));
    GIVES(BALENA_INVALID_PARAMETER, balena_device_remove(client, odd[i], NULL, &out));
    GIVES(BALENA_INVALID_PARAMETER, balena_device_rename(client, odd[i], "x", NULL, &out));
    GIVES(BALENA_INVALID_PARAMETER, balena_device_register(client, "1", odd[i], NULL, &out));
  }
  free(large);
  GIVES(BALENA_INVALID_PARAMETER, balena_device_rename(client, "1", "", NULL, &out));
  GIVES(BALENA_INVALID_PARAMETER, balena_device_get(client, bad, NULL, &out));
  CHECK(out && strstr(out, "device is not UTF-8 at byte 0"));
  GIVES(BALENA_INVALID_PARAMETER, balena_application_remove(client, "a/b/c", NULL, &out));
  GIVES(BALENA_MALFORMED_TOKEN, balena_auth_login_with_token(client, "secret\r\nX: y", &out));
  CHECK(out && strstr(out, "secret") == NULL);
  GIVES(BALENA_MALFORMED_TOKEN, balena_auth_login_with_token(client, "", &out));
  GIVES(BALENA_MALFORMED_TOKEN, balena_auth_login_with_token(client, "a.b.c", &out));
  /* {"exp":1} */
  GIVES(BALENA_EXPIRED_TOKEN, balena_auth_login_with_token(client, "e30.eyJleHAiOjF9.x", &out));
}

static void options(const balena_client *client) {
  GIVES(BALENA_INVALID_OPTION, balena_device_get_all(client, "", &out));
  GIVES(BALENA_INVALID_OPTION, balena_device_get_all(client, "[]", &out));
  GIVES(BALENA_NON_ALLOWED_OPTION, balena_device_get_all(client, "{\"$bogus\":1}", &out));
  CHECK(out && strstr(out, "$bogus"));
  GIVES(BALENA_NON_ALLOWED_OPTION, balena_device_get(client, "1", "{\"$filter\":\"a eq 1\"}", &out));
  GIVES(BALENA_INVALID_OPTION, balena_device_get_all(client, "{\"timeout_ms\":\"soon\"}", &out));
  GIVES(BALENA_INVALID_OPTION, balena_device_get_all(client, "{\"$top\":-1}", &out));
  GIVES(BALENA_INVALID_OPTION, balena_device_get_all(client, "{\"$filter\":\"\"}", &out));
  GIVES(BALENA_INVALID_OPTION, balena_device_get_all(client, "{\"$filter\":\"name eq 'x\"}", &out));
  GIVES(BALENA_INVALID_OPTION, balena_device_get_all(client, "{\"@a b\":1}", &out));
  GIVES(BALENA_INVALID_OPTION, balena_new("{\"api_endpoint\":\"ftp://x\"}", &made, &out));
  GIVES(BALENA_INVALID_OPTION, balena_new("{\"api_endpoint\":\"http://user:secret@x\"}", &made, &out));
  CHECK(out && strstr(out, "secret") == NULL);
  CHECK(made == NULL);
  GIVES(BALENA_NON_ALLOWED_OPTION, balena_new("{\"api_endpiont\":\"http://x\"}", &made, &out));
  GIVES(BALENA_INVALID_PARAMETER, balena_new(NULL, NULL, &out));
}

/* Adds an element to the text that `user_data` is, and stops behind one that holds a bracket. */
static int32_t append(const char *element, void *user_data) {
  char *text = user_data;
  CHECK(balena_string_length(element) == strlen(element));
  strcat(strcat(text, element), ";");
  return strchr(element, '{') != NULL;
}

static void documents(void) {
  const char *json = "{\"a\":[1,{\"b/c\":\"\\u00e9\\ud83d\\ude00\"},1e400],\"n\":null,\"\":7,\"s\":\"\\ud800\"}";
  CHECK(is_at(json, "/a/0", "1"));
  CHECK(is_at(json, "/a/1/b~1c", "\xc3\xa9\xf0\x9f\x98\x80"));
  CHECK(is_at(json, "/a/2", "1e400"));
  CHECK(is_at(json, "/n", "null"));
  CHECK(is_at(json, "/", "7"));
  CHECK(is_at(json, "", json));
  CHECK(is_at("\"text\"", "", "text"));
  GIVES(BALENA_NOT_FOUND, balena_json_get(json, "/a/3", &out));
  GIVES(BALENA_NOT_FOUND, balena_json_get(json, "/a/00", &out));
  GIVES(BALENA_NOT_FOUND, balena_json_get(json, "/a/0/x", &out));
  GIVES(BALENA_INVALID_PARAMETER, balena_json_get(json, "a", &out));
  GIVES(BALENA_DECODE, balena_json_get("{", "", &out));
  CHECK(balena_json_length(json, "/a", &count) == BALENA_OK && count == 3);
  CHECK(balena_json_length(json, "", &count) == BALENA_OK && count == 4);
  CHECK(balena_json_length(json, "/n", &count) == BALENA_INVALID_PARAMETER && count == 0);
  char seen[64] = "";
  CHECK(balena_json_for_each(json, "/a", append, seen) == BALENA_OK);
  CHECK(strcmp(seen, "1;{\"b/c\":\"\\u00e9\\ud83d\\ude00\"};") == 0);
  strcpy(seen, "");
  CHECK(balena_json_for_each("[\"\",\"t\",null]", "", append, seen) == BALENA_OK && strcmp(seen, ";t;null;") == 0);
  CHECK(balena_json_for_each(json, "/n", append, seen) == BALENA_INVALID_PARAMETER);
  CHECK(balena_json_for_each(json, "/x", append, seen) == BALENA_NOT_FOUND);
  CHECK(balena_json_for_each("[1,]", "", append, seen) == BALENA_DECODE);
  CHECK(strcmp(seen, ";t;null;") == 0);
  GIVES(BALENA_OK, balena_json_get(json, "/a/1", &out));
  CHECK(balena_string_length(out) == strlen(out));
  CHECK(balena_string_length(NULL) == 0);
}

int main(void) {
  balena_client *client = NULL;
  GIVES(BALENA_OK, balena_new("{\"data_directory\":null,\"api_endpoint\":\"http://127.0.0.1:1\"}", &client, &out));
  every_pointer_null(client);
  every_text_not_utf8(client);
  every_code_has_its_name();
  CHECK(strcmp(balena_code_name(-1), "UNKNOWN") == 0);
  CHECK(strcmp(balena_version(), BALENA_VERSION) == 0);
  char numbers[32];
  snprintf(numbers, sizeof numbers, "%d.%d.%d", BALENA_VERSION_MAJOR, BALENA_VERSION_MINOR, BALENA_VERSION_PATCH);
  CHECK(strcmp(numbers, BALENA_VERSION) == 0);
#ifdef PANIC_INJECTION
  every_call_panics(client);
#endif
  texts(client);
  options(client);
  documents();

  GIVES(BALENA_OK, balena_device_generate_uuid(client, &out));
  CHECK(out && strlen(out) == 34);
  GIVES(BALENA_OK, balena_auth_login_with_token(client, "an-api-key", &out));
  GIVES(BALENA_OK, balena_auth_get_token(client, &out));
  CHECK(out && strcmp(out, "\"an-api-key\"") == 0);
  GIVES(BALENA_NETWORK, balena_device_get_all(client, NULL, &out));
  CHECK(out && strstr(out, "an-api-key") == NULL);
  GIVES(BALENA_NETWORK, balena_device_get_all(client, "{\"timeout_ms\":1000}", NULL));
  balena_free(client);
  balena_free(NULL);
  balena_string_free(NULL);
  balena_string_free(out);
  return report();
}
