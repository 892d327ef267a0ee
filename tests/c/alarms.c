/* A signal each millisecond, whose handler does not restart what it interrupts, over calls of every kind; and what the
 * host has told the system of all signals, which stays. */

#define _GNU_SOURCE
#include "directory.h"
#include "server.h"
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/time.h>

enum { SIGNALS = 64, ROUNDS = 10 };

static char *out;
static atomic_int alarms, connected, lines, endings;

static void count_alarm(int number) {
  (void)number;
  alarms++;
}

/* Lets no alarms in, for what of the test itself would have to try again, or lets them in again. */
static void quiet(int is_quiet) {
  sigset_t alarm_only;
  sigemptyset(&alarm_only);
  sigaddset(&alarm_only, SIGALRM);
  pthread_sigmask(is_quiet ? SIG_BLOCK : SIG_UNBLOCK, &alarm_only, NULL);
}

static void order(const char *faults) {
  quiet(1);
  fault(faults);
  quiet(0);
}

struct seen {
  struct sigaction actions[SIGNALS + 1];
  sigset_t mask;
  /* As the system lists what is pending, blocked, ignored and caught: those of the C library's own too. */
  char listed[4][64];
};

static struct seen look(void) {
  struct seen seen;
  memset(&seen, 0, sizeof seen);
  for (int number = 1; number <= SIGNALS; number++) sigaction(number, NULL, &seen.actions[number]);
  pthread_sigmask(SIG_BLOCK, NULL, &seen.mask);
  FILE *status = fopen("/proc/self/status", "r");
  char line[256];
  int count = 0;
  if (!status) exit(2);
  while (fgets(line, sizeof line, status)) {
    if (strncmp(line, "SigPnd", 6) == 0 || strncmp(line, "SigBlk", 6) == 0 || strncmp(line, "SigIgn", 6) == 0 ||
        strncmp(line, "SigCgt", 6) == 0) {
      snprintf(seen.listed[count++ & 3], 64, "%.60s", line);
    }
  }
  fclose(status);
  CHECK(count == 4);
  return seen;
}

static void unchanged(const struct seen *before) {
  struct seen now = look();
  for (int number = 1; number <= SIGNALS; number++) {
    const struct sigaction *is = &now.actions[number], *was = &before->actions[number];
    CHECK(is->sa_handler == was->sa_handler && is->sa_flags == was->sa_flags);
    for (int other = 1; other <= SIGNALS; other++) {
      CHECK(sigismember(&is->sa_mask, other) == sigismember(&was->sa_mask, other));
    }
    CHECK(sigismember(&now.mask, number) == sigismember(&before->mask, number));
  }
  for (int i = 0; i < 4; i++) {
    if (strcmp(now.listed[i], before->listed[i]) != 0) printf("%s, before %s\n", now.listed[i], before->listed[i]);
    CHECK(strcmp(now.listed[i], before->listed[i]) == 0);
  }
}

static int32_t row(const char *text, void *user_data) {
  (void)text;
  ++*(int *)user_data;
  return 0;
}

static int32_t piece(const void *data, size_t length, int64_t offset, int64_t total, void *user_data) {
  (void)data;
  (void)offset;
  (void)total;
  *(size_t *)user_data += length;
  return 0;
}

static int32_t hear(balena_code code, const char *document, void *user_data) {
  (void)code;
  (void)user_data;
  if (document && strstr(document, "\"connected\"")) connected++;
  if (document && strstr(document, "\"message\"")) lines++;
  if (!document) endings++;
  return 0;
}

/* A call of each kind: they read, write, walk, download, follow, wait, and keep files. */
static void every_kind(const char *plain_name) {
  balena_client *client = client_in_directory(needed("BALENA_TEST_API_ENDPOINT")), *derived = NULL;
  log_in(client);
  struct application application = made_application(client, "raspberrypi3");
  struct device device = made_device(client, application.id);
  for (int i = 0; i < ROUNDS; i++) {
    int rows = 0;
    GIVES(BALENA_OK, balena_auth_who_am_i(client, NULL, &out));
    GIVES(BALENA_OK, balena_device_get_all(client, NULL, &out));
    GIVES(BALENA_OK, balena_device_note(client, device.uuid, TEXT, NULL, &out));
    GIVES(BALENA_OK, balena_application_for_each(client, "{\"page_size\":1}", row, &rows, &out));
    CHECK(rows > 0);
    GIVES(BALENA_OK, balena_settings_set(client, "note", plain_name, &out));
    GIVES(BALENA_OK, balena_settings_get_all(client, &out));
    GIVES(BALENA_OK, balena_with(client, "{\"timeout_ms\":20000}", &derived, &out));
    GIVES(BALENA_OK, balena_device_get_all(derived, "{\"$top\":1}", &out));
    balena_free(derived);
  }
  char options[600], body[128];
  size_t bytes = 0;
  quiet(1);
  int is_simulator = simulator("alarms", "images and faults");
  quiet(0);
  snprintf(options, sizeof options, "{\"deviceType\":\"raspberrypi3\",\"path\":\"%s\"}", within("image"));
  if (is_simulator) {
    GIVES(BALENA_OK, balena_device_os_download(client, options, piece, &bytes, &out));
    CHECK(bytes > 1 << 20);
    GIVES(BALENA_OK, balena_logs_subscribe(client, device.uuid, "{\"count\":0}", hear, NULL, &out));
    while (!connected) usleep(1000);
    snprintf(body, sizeof body, "{\"uuid\":\"%s\",\"lines\":50}", device.uuid);
    quiet(1);
    CHECK(control("POST", "/_logs", body) / 100 == 2);
    quiet(0);
    /* The server takes its time, so that the alarms come in the middle of waits. */
    order("[{\"match\":{\"path\":\"/v7/device\"},\"fault\":{\"kind\":\"drip\",\"chunk\":40,\"interval_ms\":10}}]");
    GIVES(BALENA_OK, balena_device_get_all(client, "{\"$select\":\"id\"}", &out));
    order("[{\"match\":{\"path\":\"/v7/device\"},\"fault\":{\"kind\":\"status\",\"status\":503}}]");
    GIVES(BALENA_OK, balena_device_get_all(client, "{\"$select\":\"id\"}", &out));
    order("[{\"match\":{\"path\":\"/v7/device\"},\"fault\":{\"kind\":\"stall\"}}]");
    GIVES(BALENA_TIMEOUT, balena_device_get_all(client, "{\"timeout_ms\":300}", &out));
    while (lines < 50) usleep(1000);
    GIVES(BALENA_OK, balena_logs_unsubscribe_all(client, &out));
    while (!endings) usleep(1000);
    CHECK(connected == 1 && lines == 50);
  }
  GIVES(BALENA_OK, balena_application_remove(client, application.slug, NULL, &out));
  GIVES(BALENA_OK, balena_auth_log_out(client, &out));
  balena_free(client);
}

static void *no_work(void *argument) { return argument; }

int main(void) {
  make_directory();
  /* With the first thread the C library takes a signal for itself. */
  pthread_t thread;
  CHECK(pthread_create(&thread, NULL, no_work, NULL) == 0 && pthread_join(thread, NULL) == 0);
  /* Some are the host's own: one that it catches, one that it ignores, one that it blocks. */
  struct sigaction action = {.sa_handler = count_alarm};
  sigaction(SIGALRM, &action, NULL);
  sigaction(SIGUSR1, &action, NULL);
  signal(SIGHUP, SIG_IGN);
  sigset_t blocked;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGUSR2);
  sigprocmask(SIG_BLOCK, &blocked, NULL);
  struct seen before = look();
  struct itimerval each_millisecond = {{0, 1000}, {0, 1000}}, none = {{0, 0}, {0, 0}};
  setitimer(ITIMER_REAL, &each_millisecond, NULL);
  every_kind("alarmed");
  setitimer(ITIMER_REAL, &none, NULL);
  printf("%d alarms\n", alarms);
  CHECK(alarms > 100);
  unchanged(&before);
  balena_string_free(out);
  remove_directory();
  return report();
}
