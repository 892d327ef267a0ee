/* A write to a connection that can take no more raises SIGPIPE, whose default disposition ends the program. This
 * program is built with its symbols exported, so that the library's writes come by here and can be made to meet one. */

#define _GNU_SOURCE
#include "check.h"
#include "signals.h"
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static char *out;
static int armed, broken;

ssize_t writev(int file, const struct iovec *parts, int count) {
  if (armed) {
    armed = 0;
    broken += shutdown(file, SHUT_WR) == 0;
  }
  return syscall(SYS_writev, file, parts, count);
}

static void meets_sigpipe(balena_client *client) {
  for (int i = 0; i < 10; i++) {
    /* A connection that stands already: over TLS no login is sent before that. */
    balena_config_get_all(client, NULL, NULL);
    armed = 1;
    GIVES(BALENA_NETWORK, balena_auth_login(client, "user", "password", NULL, &out));
    CHECK(is_at(out, "/outcome_unknown", "true"));
    CHECK(broken == 1);
    broken = 0;
  }
}

int main(void) {
  balena_client *client = client_with("");

  /* The default disposition: this program would end. */
  meets_sigpipe(client);
  struct sigaction disposition;
  CHECK(sigaction(SIGPIPE, NULL, &disposition) == 0 && disposition.sa_handler == SIG_DFL);
  CHECK(!is_blocked() && !is_pending());

  /* A host that blocks the signal finds it blocked still, and none pending that was not. */
  sigset_t pipe_only;
  sigemptyset(&pipe_only);
  sigaddset(&pipe_only, SIGPIPE);
  sigprocmask(SIG_BLOCK, &pipe_only, NULL);
  meets_sigpipe(client);
  CHECK(is_blocked() && !is_pending());

  /* One that was pending before is the host's own, and stays. */
  raise(SIGPIPE);
  meets_sigpipe(client);
  CHECK(is_blocked() && is_pending());

  balena_string_free(out);
  balena_free(client);
  return report();
}
