/* Loaded before the library: a signal each millisecond, whose handler does not restart what it interrupts. */

#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/time.h>

static void interrupt(int number) { (void)number; }

__attribute__((constructor)) static void begin(void) {
  /* The timer would go on behind its exec, where the handler does not. */
  if (strcmp(program_invocation_short_name, "sh") == 0) return;
  /* Go wants handlers of others to run on the stack that it has for them. */
  struct sigaction action = {.sa_handler = interrupt, .sa_flags = SA_ONSTACK};
  struct itimerval each = {{0, 1000}, {0, 1000}};
  sigaction(SIGALRM, &action, NULL);
  setitimer(ITIMER_REAL, &each, NULL);
}
