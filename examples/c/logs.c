/* Shows the log of a device, and follows it until Ctrl-C. */

#define _POSIX_C_SOURCE 200809L
#define NAME "logs"
#define USAGE                                                                                       \
  "usage: logs DEVICE [--count N] [--history]\n"                                                    \
  "\n"                                                                                              \
  "Shows the log of a device (full uuid or id), and follows it until Ctrl-C. What a service wrote\n" \
  "to standard error is marked with !.\n"                                                           \
  "\n"                                                                                              \
  "  --count N  how many of the lines that are there already; 100 unless given\n"                   \
  "  --history  ends behind these\n"                                                                \
  "  --help     shows this\n"
#include "tool.h"
#include <getopt.h>
#include <semaphore.h>
#include <signal.h>
#include <time.h>

/* Posted when there is nothing to wait for any more. Of what wakes a thread that waits, a semaphore is what a signal's
 * handler may use. */
static sem_t over;

static void interrupted(int number) {
  (void)number;
  sem_post(&over);
}

static bool is_true(const char *document, const char *pointer) {
  char *text = text_at(document, pointer);
  bool is = text && strcmp(text, "true") == 0;
  balena_string_free(text);
  return is;
}

/* The pointer is there because the lines of a history are handed to this as well. */
static int32_t print_line(const char *line, void *user_data) {
  (void)user_data;
  char *milliseconds = text_at(line, "/timestamp"), *service = text_at(line, "/serviceId");
  char *message = text_at(line, "/message"), moment[32];
  bool is_system = is_true(line, "/isSystem");
  time_t seconds = milliseconds ? (time_t)(strtoll(milliseconds, NULL, 10) / 1000) : 0;
  struct tm utc;
  strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&seconds, &utc));
  printf("%s [%s] %s%s\n", moment, is_system ? "system" : service ? service : "-",
         !is_system && is_true(line, "/isStdErr") ? "! " : "", message ? message : "");
  balena_string_free(message);
  balena_string_free(service);
  balena_string_free(milliseconds);
  return 0;
}

static void print_event(const char *event, const char *document) {
  char *count = text_at(document, "/count"), *reason = text_at(document, "/error/message");
  fprintf(stderr, NAME ": %s", event);
  if (reason) fprintf(stderr, ": %s", reason);
  if (count) fprintf(stderr, ": %s lines were left out", count);
  fputc('\n', stderr);
  balena_string_free(reason);
  balena_string_free(count);
}

/* Is called on a thread of the library with each line, event and error, and last with no document. */
static int32_t follow(balena_code code, const char *document, void *user_data) {
  bool *has_failed = user_data;
  if (!document) {
    sem_post(&over);
    return 0;
  }
  if (code != BALENA_OK) {
    complain("follow the log", code, document);
    *has_failed = true;
    return 0;
  }
  char *event = text_at(document, "/event");
  if (event) {
    print_event(event, document);
  } else {
    print_line(document, NULL);
  }
  balena_string_free(event);
  return 0;
}

static void print_history(const balena_client *client, const char *device, const char *options) {
  char *lines = NULL;
  must(balena_logs_history(client, device, options, &lines), &lines, "get the log");
  balena_json_for_each(lines, "", print_line, NULL);
  balena_string_free(lines);
}

int main(int argc, char **argv) {
  static const struct option known[] = {{"count", required_argument, NULL, 'c'},
                                        {"history", no_argument, NULL, 'H'},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};
  bool only_history = false, has_failed = false;
  const char *count = "100";
  argv[0] = (char[]){NAME};
  for (int option; (option = getopt_long(argc, argv, "", known, NULL)) != -1;) {
    switch (option) {
    case 'c': count = optarg; break;
    case 'H': only_history = true; break;
    case 'h': help();
    default: misuse(NULL);
    }
  }
  if (!*count || strspn(count, "0123456789") != strlen(count)) misuse("--count is not a number");
  if (argc - optind != 1) misuse("one DEVICE is needed");
  const char *device = argv[optind];

  /* Who reads through a pipe wants each line when it comes. */
  setvbuf(stdout, NULL, _IOLBF, 0);
  sem_init(&over, 0, 0);
  sigaction(SIGINT, &(struct sigaction){.sa_handler = interrupted}, NULL);
  sigaction(SIGTERM, &(struct sigaction){.sa_handler = interrupted}, NULL);

  balena_client *client = new_client(NULL);
  char *out = NULL, *options = formatted("{\"count\":%llu}", strtoull(count, NULL, 10));
  if (only_history) {
    print_history(client, device, options);
  } else {
    must(balena_logs_subscribe(client, device, options, follow, &has_failed, &out), &out, "follow the log");
    /* A signal also ends the wait itself, which then goes on until something is posted. */
    while (sem_wait(&over) != 0) continue;
  }
  balena_string_free(out);
  free(options);
  /* Ends the subscription too: from here on `follow` is not called any more. */
  balena_free(client);
  return has_failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
