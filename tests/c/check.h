/* What every C test program shares: counting checks, and a client for the server that the environment names. */

#ifndef CHECK_H
#define CHECK_H

#include <balena.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 2^53 + 1: the nearest double is one less, and its lower 32 bits are those of row 1. */
#define BEYOND_DOUBLES INT64_C(9007199254740993)
#define BEYOND_DOUBLES_TEXT "9007199254740993"

/* What has to come back whole. */
#define TEXT "O'Brien & \"S\xc3\xb6hne\" \xf0\x9f\x90\xb3\n\\ {\"line\": 2}"

static int passed, failed, skipped;

#define CHECK(condition)                                                   \
  do {                                                                     \
    if (condition) {                                                       \
      passed++;                                                            \
    } else {                                                               \
      failed++;                                                            \
      printf("FAILED %s:%d: %s\n", __FILE__, __LINE__, #condition);        \
    }                                                                      \
  } while (0)

/* Runs a call whose document goes to `out`, checks its code, and shows the document where it is another one. What
 * the call is given must not meet a variable of this macro's: hence the long name. */
#define GIVES(expected, call)                                              \
  do {                                                                     \
    balena_string_free(out);                                               \
    out = NULL;                                                            \
    balena_code code_of_the_call = (call);                                 \
    if (code_of_the_call == (expected)) {                                  \
      passed++;                                                            \
    } else {                                                               \
      failed++;                                                            \
      printf("FAILED %s:%d: %s: %s, not %s: %.500s\n", __FILE__, __LINE__, #call, \
             balena_code_name(code_of_the_call), balena_code_name(expected), out ? out : "no document");       \
    }                                                                      \
  } while (0)

static inline int report(void) {
  printf("%d passed, %d failed", passed, failed);
  if (skipped) printf(", %d skipped", skipped);
  printf("\n");
  return failed != 0;
}

/* The value of a variable that the tests can't do without. */
static inline const char *needed(const char *name) {
  const char *value = getenv(name);
  if (!value) {
    printf("%s is not set: run this through tests/run, or balena-simulator -- PROGRAM\n", name);
    exit(2);
  }
  return value;
}

/* A client that keeps its login in memory. `more` is further members of its options, each after a comma. */
static inline balena_client *client_with(const char *more) {
  char options[1024];
  balena_client *client = NULL;
  char *error = NULL;
  snprintf(options, sizeof options, "{\"api_endpoint\":\"%s\",\"data_directory\":null%s}",
           needed("BALENA_TEST_API_ENDPOINT"), more);
  if (balena_new(options, &client, &error) != BALENA_OK) {
    printf("balena_new: %s\n", error);
    exit(2);
  }
  return client;
}

/* A client that could log in and reaches no server: what sends anything gives BALENA_NETWORK. */
static inline balena_client *client_without_server(void) {
  balena_client *client = NULL;
  CHECK(balena_new("{\"api_endpoint\":\"http://127.0.0.1:1\",\"data_directory\":null,"
                   "\"token\":\"0123456789abcdef0123456789abcdef\"}",
                   &client, NULL) == BALENA_OK);
  return client;
}

static inline void log_in(balena_client *client) {
  char *out = NULL;
  GIVES(BALENA_OK,
        balena_auth_login(client, needed("BALENA_TEST_USERNAME"), needed("BALENA_TEST_PASSWORD"), NULL, &out));
  balena_string_free(out);
}

/* The text at `pointer` of `json`, to be freed; NULL when there is none. */
static inline char *at(const char *json, const char *pointer) {
  char *text = NULL;
  if (balena_json_get(json, pointer, &text) != BALENA_OK) {
    balena_string_free(text);
    return NULL;
  }
  return text;
}

/* How many elements or members `json` has; -1 when it is neither an array nor an object. */
static inline long count_of(const char *json) {
  size_t count = 0;
  return balena_json_length(json, "", &count) == BALENA_OK ? (long)count : -1;
}

/* Whether the call gave this text, as JSON. */
#define IS(expected) CHECK(out && strcmp(out, expected) == 0)

/* Whether the text at `pointer` of `json` is `expected`. */
static inline int is_at(const char *json, const char *pointer, const char *expected) {
  char *text = at(json, pointer);
  int same = text && strcmp(text, expected) == 0;
  balena_string_free(text);
  return same;
}

/* Whether the message of the error begins with the name of this argument. */
#define NAMES(argument) CHECK(names(out, argument))

static inline int names(const char *error, const char *argument) {
  char *message = at(error, "/message");
  size_t length = strlen(argument);
  int named = message && strncmp(message, argument, length) == 0 && message[length] == ' ';
  balena_string_free(message);
  return named;
}

#endif
