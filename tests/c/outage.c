/* Sixty-four threads, on one client and on those derived from it, against a server that is down: what they send is
 * their calls and what the budget for retries allows. This program is built with its symbols exported, so that the
 * library's connects come by here and can be counted where nobody listens. */

#define _POSIX_C_SOURCE 200809L
#define _DEFAULT_SOURCE
#include "check.h"
#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { THREADS = 64, CALLS_EACH = 4, CALLS = THREADS * CALLS_EACH };

/* What the server does to a request; it refuses connections where it does not listen. */
static _Atomic(const char *) answer;
static atomic_int connects, requests;

int connect(int file, const struct sockaddr *address, socklen_t length) {
  connects++;
  return (int)syscall(SYS_connect, file, address, length);
}

static void *serve(void *argument) {
  int peer = (int)(intptr_t)argument;
  char text[4096];
  size_t filled = 0;
  for (ssize_t got; (got = read(peer, text + filled, sizeof text - 1 - filled)) > 0;) {
    filled += (size_t)got;
    text[filled] = '\0';
    if (!strstr(text, "\r\n\r\n")) continue;
    filled = 0;
    requests++;
    const char *now = answer;
    /* Without an answer it is silent until the client goes. */
    if (now && write(peer, now, strlen(now)) < 0) break;
  }
  close(peer);
  return NULL;
}

static void *listening(void *argument) {
  int listener = (int)(intptr_t)argument;
  pthread_attr_t detached;
  pthread_attr_init(&detached);
  pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
  for (;;) {
    int peer = accept(listener, NULL, NULL);
    pthread_t thread;
    if (peer < 0 || pthread_create(&thread, &detached, serve, (void *)(intptr_t)peer) != 0) exit(2);
  }
  return NULL;
}

/* A socket with a port of its own. */
static int bound(unsigned *port) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  socklen_t length = sizeof address;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int file = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(file, (struct sockaddr *)&address, length) != 0) exit(2);
  if (getsockname(file, (struct sockaddr *)&address, &length) != 0) exit(2);
  *port = ntohs(address.sin_port);
  return file;
}

struct caller {
  balena_client *client;
  balena_code expected;
  int others;
};

static void *call(void *argument) {
  struct caller *caller = argument;
  for (int i = 0; i < CALLS_EACH; i++) {
    caller->others += balena_device_get_all(caller->client, NULL, NULL) != caller->expected;
  }
  return NULL;
}

static balena_client *client_of(unsigned port) {
  char options[256];
  balena_client *client = NULL;
  snprintf(options, sizeof options,
           "{\"api_endpoint\":\"http://127.0.0.1:%u\",\"data_directory\":null,\"token\":\"key\",\"timeout_ms\":%d}",
           port, answer ? 60000 : 200);
  CHECK(balena_new(options, &client, NULL) == BALENA_OK);
  return client;
}

/* All of them call; gives the client, whose budget is spent. */
static balena_client *outage(const char *what, unsigned port, balena_code expected) {
  struct caller callers[THREADS];
  pthread_t threads[THREADS];
  balena_client *client = client_of(port), *derived[3];
  int others = 0;
  connects = requests = 0;
  for (int i = 0; i < 3; i++) CHECK(balena_with(client, NULL, &derived[i], NULL) == BALENA_OK);
  for (int i = 0; i < THREADS; i++) {
    callers[i] = (struct caller){i % 4 ? derived[i % 4 - 1] : client, expected, 0};
    CHECK(pthread_create(&threads[i], NULL, call, &callers[i]) == 0);
  }
  for (int i = 0; i < THREADS; i++) {
    pthread_join(threads[i], NULL);
    others += callers[i].others;
  }
  CHECK(others == 0);
  for (int i = 0; i < 3; i++) balena_free(derived[i]);
  printf("%s: %d calls, %d connects, %d requests\n", what, CALLS, connects, requests);
  return client;
}

int main(void) {
  unsigned port, nobody;
  int listener = bound(&port), refusing = bound(&nobody);
  pthread_t thread;
  if (listen(listener, 1024) != 0) exit(2);
  CHECK(pthread_create(&thread, NULL, listening, (void *)(intptr_t)listener) == 0);

  /* A budget of 500: 5 for a retry, 10 for one after a timeout. */
  answer = "";
  balena_free(outage("refused", nobody, BALENA_NETWORK));
  CHECK(connects == CALLS + 100);
  close(refusing);

  answer = "HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n";
  balena_free(outage("504", port, BALENA_REQUEST_ERROR));
  CHECK(requests == CALLS + 50);

  answer = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
  balena_client *client = outage("503", port, BALENA_REQUEST_ERROR);
  CHECK(requests == CALLS + 100);
  /* Each success gives 1 back, so that five are another retry. */
  for (int i = 0; i < 4; i++) {
    answer = "HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"d\":[{\"id\":1}]}";
    CHECK(balena_device_get_all(client, NULL, NULL) == BALENA_OK);
  }
  for (int expected = 1; expected <= 2; expected++) {
    answer = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
    requests = 0;
    CHECK(balena_device_get_all(client, NULL, NULL) == BALENA_REQUEST_ERROR);
    CHECK(requests == expected);
    answer = "HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"d\":[{\"id\":1}]}";
    CHECK(balena_device_get_all(client, NULL, NULL) == BALENA_OK);
  }
  balena_free(client);

  /* Whose deadline has passed does not ask again. The last, since a slow server sees some of these only later. */
  answer = NULL;
  balena_free(outage("silent", port, BALENA_TIMEOUT));
  CHECK(connects <= CALLS + 50 && requests <= CALLS + 50);
  return report();
}
