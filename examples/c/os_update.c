/* Updates the operating system of a device, and follows that until it is done. */

#define _POSIX_C_SOURCE 200809L
#define NAME "os-update"
#define USAGE                                                                                       \
  "usage: os-update DEVICE VERSION [--interval SECONDS] [--actions-endpoint URL]\n"                 \
  "\n"                                                                                              \
  "Updates balenaOS on a device (full uuid or id) to a version, and shows how far that is until it\n" \
  "is done. Ctrl-C ends this tool, not the update.\n"                                               \
  "\n"                                                                                              \
  "  --interval SECONDS      how often the service is asked; 2 unless given\n"                      \
  "  --actions-endpoint URL  server that starts updates; the one that the service names otherwise\n" \
  "  --help                  shows this\n"
#include "tool.h"
#include <getopt.h>
#include <time.h>

/* What a device's row tells of its update, NULL where the service has nothing. */
struct progress {
  char *status, *event, *percent, *version;
};

static struct progress ask(const balena_client *client, const char *device) {
  char *out = NULL;
  must(balena_device_get_os_update_status(client, device, NULL, &out), &out, "ask how far the update is");
  struct progress progress = {text_at(out, "/update_status"), text_at(out, "/last_update_status_event"),
                              text_at(out, "/overall_progress"), text_at(out, "/os_version")};
  balena_string_free(out);
  return progress;
}

static void forget(struct progress *progress) {
  balena_string_free(progress->status);
  balena_string_free(progress->event);
  balena_string_free(progress->percent);
  balena_string_free(progress->version);
}

static bool same(const char *one, const char *other) {
  return one && other ? strcmp(one, other) == 0 : one == other;
}

/* Shows what changes until the update is over. Gives whether the device runs another version then. */
static bool follow(const balena_client *client, const char *device, const struct progress *before, double interval) {
  struct timespec pause = {.tv_sec = (time_t)interval};
  pause.tv_nsec = (long)((interval - (double)pause.tv_sec) * 1e9);
  char *shown = NULL;
  bool is_over = false, is_updated = false;
  while (!is_over) {
    struct progress now = ask(client, device);
    const char *version = now.version ? now.version : "no known version";
    is_over = is_updated = !same(now.version, before->version);
    /* Until the device takes this update up, its row tells of the one before. */
    if (now.status && !(same(now.status, before->status) && same(now.event, before->event))) {
      char *line = formatted(now.percent ? "%s %s%%" : "%s", now.status, now.percent);
      if (!same(line, shown)) puts(line);
      free(shown);
      shown = line;
      if (same(now.status, "aborted") || same(now.status, "rejected")) {
        fprintf(stderr, NAME ": the update failed: %s\n", now.status);
        is_over = true;
      } else if (same(now.status, "done") && !is_updated) {
        /* The new version did not come up, and the device went back. */
        fprintf(stderr, NAME ": the update failed: %s runs %s\n", device, version);
        is_over = true;
      }
    }
    if (is_updated) printf("%s runs %s\n", device, version);
    forget(&now);
    if (!is_over) nanosleep(&pause, NULL);
  }
  free(shown);
  return is_updated;
}

int main(int argc, char **argv) {
  static const struct option known[] = {{"interval", required_argument, NULL, 'i'},
                                        {"actions-endpoint", required_argument, NULL, 'a'},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};
  const char *actions_endpoint = NULL;
  double interval = 2;
  char *end = NULL, *out = NULL;
  argv[0] = (char[]){NAME};
  for (int option; (option = getopt_long(argc, argv, "", known, NULL)) != -1;) {
    switch (option) {
    case 'i':
      interval = strtod(optarg, &end);
      if (*end || !(interval > 0 && interval < 1e6)) misuse("--interval is not a number of seconds");
      break;
    case 'a': actions_endpoint = optarg; break;
    case 'h': help();
    default: misuse(NULL);
    }
  }
  if (argc - optind != 2) misuse("a DEVICE and a VERSION are needed");
  const char *device = argv[optind], *version = argv[optind + 1];

  /* Who reads through a pipe wants each line when it comes. */
  setvbuf(stdout, NULL, _IOLBF, 0);
  char *endpoint = actions_endpoint ? quoted(actions_endpoint) : NULL;
  char *options = endpoint ? formatted("{\"actions_endpoint\":%s}", endpoint) : NULL;
  balena_client *client = new_client(options);
  struct progress before = ask(client, device);
  must(balena_device_start_os_update(client, device, version, NULL, &out), &out, "start the update");
  bool is_updated = follow(client, device, &before, interval);
  forget(&before);
  balena_string_free(out);
  balena_free(client);
  free(options);
  free(endpoint);
  return is_updated ? EXIT_SUCCESS : EXIT_FAILURE;
}
