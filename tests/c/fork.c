/* Forks in the middle of what other threads do: calls, new clients, and a subscription to a log. */

#define _GNU_SOURCE
#include "server.h"
#include <pthread.h>
#include <stdatomic.h>
#include <sys/wait.h>

enum { FORKS = 20, THREADS = 4 };

static char *out;
static balena_client *client;
static struct device device;
static atomic_bool over;
static atomic_int calls, failures, connected, lines, endings;
static pid_t parent;

/* Calls the shared client, and one of its own. */
static void *work(void *unused) {
  (void)unused;
  while (!over) {
    failures += balena_device_get_all(client, "{\"$top\":3}", NULL) != BALENA_OK;
    balena_client *own = client_with("");
    failures += balena_auth_is_logged_in(own, NULL, NULL) != BALENA_OK;
    failures += balena_config_get_all(own, NULL, NULL) == BALENA_FORKED;
    balena_free(own);
    calls++;
  }
  return NULL;
}

static int32_t hear(balena_code code, const char *document, void *user_data) {
  (void)code;
  (void)user_data;
  /* Nothing of the parent's goes on in a child. */
  if (getpid() != parent) _exit(3);
  if (document && strstr(document, "\"connected\"")) connected++;
  if (document && strstr(document, "\"message\"")) lines++;
  if (!document) endings++;
  return 0;
}

static int32_t nothing(const char *row, void *user_data) {
  (void)row;
  (void)user_data;
  return 0;
}

/* Every kind of call on a handle of the parent's says that, and one of the child's own works. */
static int child(void) {
  balena_client *derived = client;
  int good = balena_device_get_all(client, NULL, &out) == BALENA_FORKED && out && strstr(out, "FORKED");
  balena_string_free(out);
  good = good && balena_auth_login(client, "user", "password", NULL, NULL) == BALENA_FORKED;
  good = good && balena_with(client, NULL, &derived, NULL) == BALENA_FORKED && !derived;
  good = good && balena_logs_unsubscribe_all(client, NULL) == BALENA_FORKED;
  good = good && balena_logs_subscribe(client, device.uuid, NULL, hear, NULL, NULL) == BALENA_FORKED;
  good = good && balena_device_for_each(client, NULL, nothing, NULL, NULL) == BALENA_FORKED;
  good = good && balena_settings_get_all(client, NULL) == BALENA_FORKED;
  balena_cancel(client);
  balena_free(client);
  balena_client *own = client_with("");
  log_in(own);
  good = good && balena_device_get_all(own, "{\"$top\":3}", &out) == BALENA_OK && count_of(out) > 0;
  balena_string_free(out);
  balena_free(own);
  return good && failed == 0 ? 0 : 1;
}

/* Waits until `counter` has gone beyond `count`. */
static void until_beyond(atomic_int *counter, int count) {
  while (*counter <= count) usleep(1000);
}

static void write_line(void) {
  char body[128];
  snprintf(body, sizeof body, "{\"uuid\":\"%s\",\"lines\":1}", device.uuid);
  CHECK(control("POST", "/_logs", body) / 100 == 2);
}

int main(void) {
  pthread_t threads[THREADS];
  if (!simulator("fork", "lines of a log to order")) return report();
  parent = getpid();
  client = client_with("");
  log_in(client);
  struct application application = made_application(client, "raspberrypi3");
  device = made_device(client, application.id);
  GIVES(BALENA_OK, balena_logs_subscribe(client, device.uuid, "{\"count\":0}", hear, NULL, &out));
  for (int i = 0; i < THREADS; i++) CHECK(pthread_create(&threads[i], NULL, work, NULL) == 0);
  /* A program that hangs ends here. */
  alarm(120);
  for (int i = 0; i < FORKS; i++) {
    until_beyond(&calls, calls);
    pid_t process = fork();
    if (process == 0) {
      alarm(30);
      _exit(child());
    }
    int status = 0, before = calls;
    CHECK(waitpid(process, &status, 0) == process && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    until_beyond(&calls, before);
  }
  /* The parent's subscription goes on, and so do its calls. */
  until_beyond(&connected, 0);
  int before = lines;
  write_line();
  until_beyond(&lines, before);
  over = 1;
  for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
  CHECK(failures == 0);
  CHECK(connected == 1 && endings == 0);
  GIVES(BALENA_OK, balena_logs_unsubscribe_all(client, &out));
  until_beyond(&endings, 0);
  printf("%d forks, %d calls of the parent\n", FORKS, calls);
  GIVES(BALENA_OK, balena_application_remove(client, application.slug, NULL, &out));
  balena_string_free(out);
  balena_free(client);
  return report();
}
