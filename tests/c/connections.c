/* What the system does to a host with connections: forks, closed peers, deadlines. The faults are the simulator's. */

#define _POSIX_C_SOURCE 200809L
#include "server.h"
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static char *out;

static void forked(balena_client *client) {
  pid_t child = fork();
  if (child == 0) {
    int good = balena_device_get_all(client, NULL, &out) == BALENA_FORKED && out && strstr(out, "FORKED");
    good = good && balena_device_generate_uuid(client, NULL) == BALENA_FORKED;
    balena_free(client);
    balena_client *own = client_with("");
    good = good && balena_auth_is_logged_in(own, NULL, NULL) == BALENA_OK;
    balena_free(own);
    _exit(good ? 0 : 1);
  }
  int status = 0;
  CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
  GIVES(BALENA_OK, balena_device_get_all(client, "{\"$top\":1}", &out));
}

/* Waits until the server has closed all connections of ours. */
static void until_closed_by_server(void) {
  unsigned port = (unsigned)atoi(strrchr(needed("BALENA_TEST_API_ENDPOINT"), ':') + 1);
  int open = 1;
  while (open) {
    FILE *connections = fopen("/proc/self/net/tcp", "r");
    char line[256];
    if (!connections) exit(2);
    open = 0;
    while (fgets(line, sizeof line, connections)) {
      unsigned remote, state;
      int ours = sscanf(line, " %*u: %*8[0-9A-F]:%*4X %*8[0-9A-F]:%4X %2X", &remote, &state) == 2 && remote == port;
      open |= ours && state == 1; /* ESTABLISHED */
    }
    fclose(connections);
    sched_yield();
  }
}

/* Each POST meets a connection that the server closed while it was idle. */
static void closed_while_idle(balena_client *client) {
  const char *username = needed("BALENA_TEST_USERNAME"), *password = needed("BALENA_TEST_PASSWORD");
  int succeeded = 0;
  for (int i = 0; i < 50; i++) {
    GIVES(BALENA_OK, balena_device_get_all(client, "{\"$top\":1}", &out));
    CHECK(control("DELETE", "/_connections", "") == 200);
    until_closed_by_server();
    succeeded += balena_auth_login(client, username, password, NULL, NULL) == BALENA_OK;
  }
  CHECK(succeeded == 50);
  printf("%d of 50 POSTs succeeded on connections that had been closed\n", succeeded);
}

/* The peer goes away in the middle of a POST, while SIGPIPE has its default disposition. */
static void closed_during_post(balena_client *client) {
  char *large = malloc(400001);
  if (!large) exit(2);
  memset(large, 'x', 400000);
  large[400000] = 0;
  for (int i = 0; i < 10; i++) {
    fault("[{\"match\":{\"method\":\"POST\"},\"fault\":{\"kind\":\"close\",\"during_body\":true}}]");
    GIVES(BALENA_NETWORK, balena_auth_login(client, "user", large, NULL, &out));
    CHECK(is_at(out, "/outcome_unknown", "true"));
  }
  free(large);
  struct sigaction disposition;
  CHECK(sigaction(SIGPIPE, NULL, &disposition) == 0 && disposition.sa_handler == SIG_DFL);
  sigset_t mask;
  CHECK(sigprocmask(SIG_BLOCK, NULL, &mask) == 0 && !sigismember(&mask, SIGPIPE));
}

static void wrong_answers(balena_client *client) {
  static const struct {
    int times;
    const char *fault;
    balena_code code;
  } rows[] = {
      {1, "{\"kind\":\"bad_json\"}", BALENA_DECODE},
      {1, "{\"kind\":\"html\"}", BALENA_DECODE},
      {1, "{\"kind\":\"not_utf8\"}", BALENA_DECODE},
      {1, "{\"kind\":\"cut\",\"after\":3}", BALENA_NETWORK},
      {2, "{\"kind\":\"reset\"}", BALENA_OK},
      {3, "{\"kind\":\"reset\"}", BALENA_NETWORK},
      {1, "{\"kind\":\"wrong_length\",\"delta\":7}", BALENA_NETWORK},
      {1, "{\"kind\":\"status\",\"status\":500,\"body\":\"\"}", BALENA_REQUEST_ERROR},
      {1, "{\"kind\":\"status\",\"status\":429,\"headers\":{\"retry-after\":\"7\"},\"body\":\"x\"}", BALENA_TOO_MANY_REQUESTS},
      {1, "{\"kind\":\"status\",\"status\":200,\"body\":\"{\\\"d\\\":7}\"}", BALENA_DECODE},
      {1, "{\"kind\":\"status\",\"status\":200,\"body\":\"{\\\"e\\\":[]}\"}", BALENA_DECODE},
      {1, "{\"kind\":\"status\",\"status\":200,\"body\":\"{\\\"d\\\":[{\\\"id\\\":1e400}] }\"}", BALENA_OK},
      {1, "{\"kind\":\"status\",\"status\":302,\"headers\":{\"location\":\"ftp://127.0.0.1/\"},\"body\":\"\"}", BALENA_REQUEST_ERROR},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char text[512];
    snprintf(text, sizeof text, "[{\"match\":{\"path\":\"/v7/device\"},\"times\":%d,\"fault\":%s}]",
             rows[i].times, rows[i].fault);
    fault(text);
    /* The server's 7 seconds are more than the call has. */
    GIVES(rows[i].code, balena_device_get_all(client, "{\"timeout_ms\":5000}", &out));
  }
  CHECK(is_at(out, "/http_status", "302"));
}

static void deadlines(balena_client *client) {
  fault("[{\"match\":{\"path\":\"/v7/device\"},\"fault\":{\"kind\":\"stall\"}}]");
  GIVES(BALENA_TIMEOUT, balena_device_get_all(client, "{\"timeout_ms\":300}", &out));
  fault("[{\"match\":{\"path\":\"/v7/device\"},\"fault\":{\"kind\":\"drip\",\"chunk\":1,\"interval_ms\":50}}]");
  GIVES(BALENA_TIMEOUT, balena_device_get_all(client, "{\"timeout_ms\":500}", &out));
  control("DELETE", "/_faults", "");
  GIVES(BALENA_OK, balena_device_get_all(client, "{\"$top\":1}", &out));
}

int main(void) {
  balena_client *client = client_with("");
  log_in(client);
  forked(client);
  closed_while_idle(client);
  closed_during_post(client);
  wrong_answers(client);
  deadlines(client);
  balena_string_free(out);
  balena_free(client);
  return report();
}
