/* The server that a test program talks to: what it offers and, where it is the simulator, its own routes. */

#ifndef SERVER_H
#define SERVER_H

#include "check.h"
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

/* Asks one of the routes of a simulator on this machine, past the library. Gives the answer, head and body, which is to
 * be freed. */
static inline char *control_answer(const char *method, const char *path, const char *body) {
  const char *plain = getenv("BALENA_TEST_PLAIN_ENDPOINT");
  const char *port = strrchr(plain ? plain : needed("BALENA_TEST_API_ENDPOINT"), ':');
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(port + 1))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  char text[4096];
  int length = snprintf(text, sizeof text,
                        "%s %s HTTP/1.1\r\nHost: simulator\r\nConnection: close\r\n"
                        "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                        method, path, strlen(body), body);
  if ((size_t)length >= sizeof text) exit(2);
  int peer = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(peer, (struct sockaddr *)&address, sizeof address) != 0) exit(2);
  if (write(peer, text, (size_t)length) != length) exit(2);
  char *answer = NULL;
  size_t filled = 0;
  for (ssize_t got = 1; got > 0; filled += (size_t)(got > 0 ? got : 0)) {
    answer = realloc(answer, filled + 4097);
    if (!answer) exit(2);
    got = read(peer, answer + filled, 4096);
  }
  answer[filled] = '\0';
  close(peer);
  return answer;
}

/* The same, and gives the status. */
static inline int control(const char *method, const char *path, const char *body) {
  char *answer = control_answer(method, path, body);
  int status = strlen(answer) > 9 ? atoi(answer + 9) : 0;
  free(answer);
  return status;
}

/* How many requests the simulator got since it was made to forget them, by a part of what its journal says of each. */
static inline int requests(const char *part) {
  char *journal = control_answer("GET", "/_journal", "");
  int count = 0;
  for (const char *place = journal; (place = strstr(place, part)); place++) count++;
  free(journal);
  return count;
}

static inline void forget_requests(void) { CHECK(control("DELETE", "/_journal", "") / 100 == 2); }

static inline void fault(const char *faults) { CHECK(control("POST", "/_faults", faults) / 100 == 2); }

/* Makes the next request with this method whose path begins so have an answer: a status, and a JSON text as body. */
static inline void answers(const char *method, const char *path, int status, const char *body) {
  char text[1024];
  size_t length = (size_t)snprintf(text, sizeof text,
                                   "[{\"match\":{\"method\":\"%s\",\"path\":\"%s\"},"
                                   "\"fault\":{\"kind\":\"status\",\"status\":%d,\"body\":\"",
                                   method, path, status);
  for (; *body && length < sizeof text - 8; body++) {
    if (*body == '"' || *body == '\\') text[length++] = '\\';
    text[length++] = *body;
  }
  snprintf(text + length, sizeof text - length, "\"}}]");
  fault(text);
}

static inline void skip(const char *function, const char *why) {
  skipped++;
  printf("skipped %s: %s\n", function, why);
}

/* Whether the server is the simulator. Elsewhere what is tested of `function` with `what`, which only the simulator
 * has, is skipped. */
static inline int simulator(const char *function, const char *what) {
  static int known = -1;
  if (known < 0) {
    const char *endpoint = needed("BALENA_TEST_API_ENDPOINT");
    int near = strncmp(endpoint, "http://127.0.0.1:", 17) == 0 || strncmp(endpoint, "https://127.0.0.1:", 18) == 0;
    known = near && control("GET", "/_faults", "") == 200;
  }
  if (!known) {
    char why[128];
    snprintf(why, sizeof why, "it needs %s, which the simulator alone has", what);
    skip(function, why);
  }
  return known;
}

#define FAULTS "faults to order"

/* Runs a call that some servers can't serve, and tells whether this one did. */
#define OFFERED(call) (balena_string_free(out), out = NULL, offered((call), &out, __FILE__, __LINE__, #call))

static inline int offered(balena_code code, char **out, const char *file, int line, const char *call) {
  int name = (int)strcspn(call, "(");
  if (code == BALENA_OK) {
    passed++;
  } else if (code == BALENA_UNSUPPORTED_BY_SERVER) {
    char *message = at(*out, "/message");
    skipped++;
    printf("skipped %.*s: %s\n", name, call, message ? message : "no message");
    balena_string_free(message);
  } else {
    failed++;
    printf("FAILED %s:%d: %s: %s: %.500s\n", file, line, call, balena_code_name(code), *out ? *out : "no document");
  }
  return code == BALENA_OK;
}

/* A name that no other run on the same server has. */
static inline void unique(const balena_client *client, char name[16]) {
  char *out = NULL;
  GIVES(BALENA_OK, balena_device_generate_uuid(client, &out));
  snprintf(name, 16, "test-%.8s", out ? out + 1 : "");
  balena_string_free(out);
}

/* An application that the test makes, and removes. */
struct application {
  char name[16], id[24], slug[64], uuid[33];
};

static inline void copied(char *place, size_t size, const char *json, const char *pointer) {
  char *text = at(json, pointer);
  CHECK(text && strlen(text) < size);
  snprintf(place, size, "%s", text ? text : "");
  balena_string_free(text);
}

static inline struct application made_application(const balena_client *client, const char *device_type) {
  struct application made;
  char *out = NULL;
  unique(client, made.name);
  GIVES(BALENA_OK, balena_application_create(client, made.name, device_type, NULL, &out));
  CHECK(is_at(out, "/app_name", made.name));
  copied(made.id, sizeof made.id, out, "/id");
  copied(made.slug, sizeof made.slug, out, "/slug");
  copied(made.uuid, sizeof made.uuid, out, "/uuid");
  balena_string_free(out);
  return made;
}

struct device {
  char uuid[64], id[24];
};

static inline struct device made_device(const balena_client *client, const char *application) {
  struct device made;
  char *out = NULL;
  GIVES(BALENA_OK, balena_device_generate_uuid(client, &out));
  copied(made.uuid, sizeof made.uuid, out, "");
  GIVES(BALENA_OK, balena_device_register(client, application, made.uuid, NULL, &out));
  CHECK(is_at(out, "/uuid", made.uuid));
  char *key = at(out, "/api_key");
  CHECK(key && strlen(key) > 8);
  balena_string_free(key);
  copied(made.id, sizeof made.id, out, "/id");
  balena_string_free(out);
  return made;
}

struct row {
  char id[24];
};

/* Makes a row that the library has no function of its own for. Only the simulator is asked. */
static inline struct row made_row(const balena_client *client, const char *resource, const char *body) {
  struct row made;
  char *out = NULL;
  GIVES(BALENA_OK, balena_pine_post(client, resource, body, NULL, &out));
  copied(made.id, sizeof made.id, out, "/id");
  balena_string_free(out);
  return made;
}

static inline void unique_commit(const balena_client *client, char commit[41]) {
  char *out = NULL;
  GIVES(BALENA_OK, balena_device_generate_uuid(client, &out));
  snprintf(commit, 41, "%.32s01234567", out ? out + 1 : "");
  balena_string_free(out);
}

/* A release; `made_at` decides which is newer. */
static inline struct row made_release(const balena_client *client, const struct application *application,
                                      const char *commit, const char *status, const char *made_at) {
  char body[512];
  snprintf(body, sizeof body,
           "{\"belongs_to__application\":%s,\"commit\":\"%s\",\"status\":\"%s\",\"created_at\":\"%s\","
           "\"composition\":{},\"source\":\"cloud\",\"is_final\":true,\"start_timestamp\":1700000000000}",
           application->id, commit, status, made_at);
  return made_row(client, "release", body);
}

/* A service; on the simulator every device of the application has it at once. */
static inline struct row made_service(const balena_client *client, const struct application *application,
                                      const char *name) {
  char body[128];
  snprintf(body, sizeof body, "{\"application\":%s,\"service_name\":\"%s\"}", application->id, name);
  return made_row(client, "service", body);
}

#endif
