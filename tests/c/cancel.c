/* A call is cancelled from another thread in each of its phases. This program is built with its symbols exported, so
 * that the library's name lookups, connects and reads come by here and tell how far it is. */

#define _GNU_SOURCE
#include "check.h"
#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static sem_t looked_up, connected, received, end_of_lookups;

int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
  if (strcmp(host, "stalled.invalid") == 0) {
    sem_post(&looked_up);
    while (sem_wait(&end_of_lookups) != 0) {
    }
    return EAI_AGAIN;
  }
  int (*next)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
  *(void **)&next = dlsym(RTLD_NEXT, "getaddrinfo");
  return next(host, service, hints, found);
}

int connect(int file, __CONST_SOCKADDR_ARG address, socklen_t length) {
  long result = syscall(SYS_connect, file, address.__sockaddr__, length);
  sem_post(&connected);
  return (int)result;
}

ssize_t recv(int file, void *buffer, size_t length, int flags) {
  ssize_t got = syscall(SYS_recvfrom, file, buffer, length, flags, NULL, NULL);
  if (got > 0) sem_post(&received);
  return got;
}

static void passed_by(sem_t *place) {
  while (sem_wait(place) != 0) {
  }
}

/* A call in a thread of its own. */
struct caller {
  const balena_client *client;
  int writes;
  balena_code code;
  char *out;
  pthread_t thread;
  pid_t id;
  sem_t started;
};

static void *run(void *argument) {
  struct caller *caller = argument;
  caller->id = (pid_t)syscall(SYS_gettid);
  sem_post(&caller->started);
  caller->code = caller->writes ? balena_auth_login(caller->client, "user", "password", NULL, &caller->out)
                                : balena_device_get_all(caller->client, NULL, &caller->out);
  return NULL;
}

static void start(struct caller *caller, const balena_client *client, int writes) {
  *caller = (struct caller){.client = client, .writes = writes};
  sem_init(&caller->started, 0, 0);
  CHECK(pthread_create(&caller->thread, NULL, run, caller) == 0);
  passed_by(&caller->started);
}

/* Waits until the thread sleeps, which it does where the call waits. */
static void until_asleep(const struct caller *caller) {
  char path[64], text[512], state = 0;
  snprintf(path, sizeof path, "/proc/self/task/%d/stat", (int)caller->id);
  while (state != 'S') {
    sched_yield();
    FILE *file = fopen(path, "r");
    if (!file) exit(2);
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = 0;
    char *behind_name = strrchr(text, ')');
    state = behind_name ? behind_name[2] : 0;
  }
}

/* Cancels, and checks what the call gives, and every later one on that handle. */
static void ends(struct caller *caller, const balena_client *cancelled, int outcome_unknown) {
  until_asleep(caller);
  balena_cancel(cancelled);
  pthread_join(caller->thread, NULL);
  CHECK(caller->code == BALENA_CANCELLED);
  CHECK(caller->out && is_at(caller->out, "/code", "CANCELLED"));
  CHECK(caller->out && is_at(caller->out, "/outcome_unknown", "true") == outcome_unknown);
  CHECK(caller->out && strstr(caller->out, "secret-key") == NULL);
  balena_string_free(caller->out);
  CHECK(balena_device_get_all(caller->client, NULL, NULL) == BALENA_CANCELLED);
}

static balena_client *derived(const balena_client *client) {
  balena_client *made = NULL;
  CHECK(balena_with(client, "{\"timeout_ms\":7200000}", &made, NULL) == BALENA_OK);
  return made;
}

static balena_client *client_of(const char *address, const char *more) {
  char options[512];
  balena_client *client = NULL;
  snprintf(options, sizeof options,
           "{\"api_endpoint\":\"%s\",\"data_directory\":null,\"token\":\"secret-key\",\"connect_timeout_ms\":7200000%s}",
           address, more);
  CHECK(balena_new(options, &client, NULL) == BALENA_OK);
  return client;
}

/* A server that does what the test makes it do. */
static int listening(int backlog, char *address, size_t size, const char *scheme) {
  struct sockaddr_in place = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof place;
  int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(server, (struct sockaddr *)&place, length) != 0 || listen(server, backlog) != 0) exit(2);
  if (getsockname(server, (struct sockaddr *)&place, &length) != 0) exit(2);
  snprintf(address, size, "%s://127.0.0.1:%d/", scheme, ntohs(place.sin_port));
  return server;
}

/* Takes a connection and the first of what it sends. */
static int accepted(int server) {
  char text[4096];
  int peer = accept(server, NULL, NULL);
  if (peer < 0 || read(peer, text, sizeof text) <= 0) exit(2);
  return peer;
}

static void answers(int peer, const char *text) {
  if (write(peer, text, strlen(text)) != (ssize_t)strlen(text)) exit(2);
}

static void drain(sem_t *place) {
  while (sem_trywait(place) == 0) {
  }
}

static void while_resolving(void) {
  balena_client *client = client_of("http://stalled.invalid/", ""), *own = derived(client);
  struct caller caller;
  start(&caller, own, 1);
  passed_by(&looked_up);
  ends(&caller, own, 0);
  sem_post(&end_of_lookups);
  balena_free(own);
  balena_free(client);
}

static void while_connecting(void) {
  char address[64];
  int server = listening(0, address, sizeof address, "http"), fillers[4];
  struct sockaddr_in place;
  socklen_t length = sizeof place;
  getsockname(server, (struct sockaddr *)&place, &length);
  /* A queue of no length takes one; what comes then is not even refused. */
  for (int i = 0; i < 4; i++) {
    fillers[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    syscall(SYS_connect, fillers[i], &place, length);
  }
  balena_client *client = client_of(address, ""), *own = derived(client);
  struct caller caller;
  drain(&connected);
  start(&caller, own, 1);
  passed_by(&connected);
  ends(&caller, own, 0);
  balena_free(own);
  balena_free(client);
  for (int i = 0; i < 4; i++) close(fillers[i]);
  close(server);
}

static void in_the_tls_handshake(void) {
  char address[64];
  int server = listening(8, address, sizeof address, "https");
  balena_client *client = client_of(address, ""), *own = derived(client);
  struct caller caller;
  start(&caller, own, 1);
  int peer = accepted(server);
  ends(&caller, own, 0);
  close(peer);
  balena_free(own);
  balena_free(client);
  close(server);
}

/* While it waits for the answer, while it reads it, and while it waits for the time to ask again. */
static void with_a_server(void) {
  static const struct {
    int writes;
    const char *answer;
  } phases[] = {
      {1, NULL},
      {0, NULL},
      {0, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"d\":["},
      {1, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf a tok"},
      {0, "HTTP/1.1 503 Unavailable\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n"},
  };
  char address[64];
  int server = listening(8, address, sizeof address, "http");
  balena_client *client = client_of(address, "");
  for (size_t i = 0; i < sizeof phases / sizeof *phases; i++) {
    balena_client *own = derived(client);
    struct caller caller;
    start(&caller, own, phases[i].writes);
    int peer = accepted(server);
    if (phases[i].answer) {
      drain(&received);
      answers(peer, phases[i].answer);
      passed_by(&received);
    }
    ends(&caller, own, phases[i].writes);
    close(peer);
    balena_free(own);
  }

  /* The others go on: neither the parent nor a sibling was meant. */
  struct caller caller;
  start(&caller, client, 0);
  int peer = accepted(server);
  answers(peer, "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"d\":[{\"id\":12}]}");
  pthread_join(caller.thread, NULL);
  CHECK(caller.code == BALENA_OK && is_at(caller.out, "/0/id", "12"));
  balena_string_free(caller.out);

  /* A parent takes those derived from it with it, and theirs. */
  balena_client *child = derived(client), *grandchild = derived(child);
  start(&caller, grandchild, 0);
  char text[4096];
  if (read(peer, text, sizeof text) <= 0) exit(2);
  ends(&caller, client, 0);
  CHECK(balena_device_get_all(child, NULL, NULL) == BALENA_CANCELLED);
  CHECK(balena_device_get_all(client, NULL, NULL) == BALENA_CANCELLED);
  balena_client *late = derived(client);
  CHECK(balena_device_get_all(late, NULL, NULL) == BALENA_CANCELLED);
  close(peer);
  balena_free(client);
  balena_free(late);
  balena_free(child);
  balena_free(grandchild);
  close(server);
}

static void while_all_connections_are_in_use(void) {
  char address[64];
  int server = listening(8, address, sizeof address, "http");
  balena_client *client = client_of(address, ",\"max_connections\":1"), *first = derived(client), *own = derived(client);
  struct caller holder, caller;
  start(&holder, first, 0);
  int peer = accepted(server);
  start(&caller, own, 1);
  ends(&caller, own, 0);
  ends(&holder, first, 0);
  close(peer);
  balena_free(own);
  balena_free(first);
  balena_free(client);
  close(server);
}

int main(void) {
  sem_init(&looked_up, 0, 0);
  sem_init(&connected, 0, 0);
  sem_init(&received, 0, 0);
  sem_init(&end_of_lookups, 0, 0);
  while_resolving();
  while_connecting();
  in_the_tls_handshake();
  with_a_server();
  while_all_connections_are_in_use();
  return report();
}
