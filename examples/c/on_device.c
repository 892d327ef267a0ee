/* For a container on a device: asks the device's own supervisor, directly and without a login.
 *
 * balenaOS tells a container in its environment where the supervisor is, if its service has the label
 * io.balena.features.supervisor-api in docker-compose.yml. */

#define NAME "on-device"
#define USAGE                                                                                       \
  "usage: on-device [status | identify | restart [--force] | update [--force]]\n"                   \
  "\n"                                                                                              \
  "Asks the supervisor of the device that this runs on.\n"                                          \
  "\n"                                                                                              \
  "  status    shows what the supervisor tells of the device; what is done without a command\n"     \
  "  identify  has the device blink\n"                                                              \
  "  restart   restarts the containers of the application\n"                                        \
  "  update    has the device look for an update\n"                                                 \
  "  --force   although an application holds the lock against updates\n"                            \
  "  --help    shows this\n"
#include "tool.h"
#include <getopt.h>

/* The device that this runs on. */
#define THIS_DEVICE NULL

enum { LOCKED = 3 };

/* Ends the tool when a call failed; apart from other failures when it was because of the lock. */
static void must_unless_locked(balena_code code, char **out, const char *tried) {
  if (worked(code, out, tried)) return;
  if (code != BALENA_SUPERVISOR_LOCKED) exit(EXIT_FAILURE);
  fputs(NAME ": --force overrides the lock\n", stderr);
  exit(LOCKED);
}

static void print_status(const balena_client *client) {
  static const struct {
    const char *name, *pointer;
  } shown[] = {{"api port", "/api_port"}, {"os version", "/os_version"}, {"supervisor version", "/supervisor_version"},
               {"status", "/status"},     {"ip address", "/ip_address"}, {"update pending", "/update_pending"}};
  char *state = NULL;
  must(balena_supervisor_get_device_state(client, THIS_DEVICE, NULL, &state), &state, "ask the supervisor");
  for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
    char *value = text_at(state, shown[i].pointer);
    printf("%s: %s\n", shown[i].name, value ? value : "-");
    balena_string_free(value);
  }
  balena_string_free(state);
}

int main(int argc, char **argv) {
  static const struct option known[] = {
      {"force", no_argument, NULL, 'f'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
  const char *options = NULL;
  argv[0] = (char[]){NAME};
  for (int option; (option = getopt_long(argc, argv, "", known, NULL)) != -1;) {
    if (option == 'h') help();
    if (option != 'f') misuse(NULL);
    options = "{\"force\":true}";
  }
  if (argc - optind > 1) misuse("there is more than one command");
  const char *command = argv[optind] ? argv[optind] : "status";
  bool is_restart = strcmp(command, "restart") == 0, is_update = strcmp(command, "update") == 0;
  bool is_status = strcmp(command, "status") == 0, is_identify = strcmp(command, "identify") == 0;
  if (!(is_restart || is_update || is_status || is_identify)) misuse("there is no such command");
  if (options && !(is_restart || is_update)) misuse("--force is for restart and update");

  char *out = NULL;
  balena_client *client = new_client(NULL);
  if (is_status) print_status(client);
  if (is_identify) must(balena_supervisor_blink(client, THIS_DEVICE, NULL, &out), &out, "blink");
  if (is_restart) {
    must_unless_locked(balena_supervisor_restart(client, THIS_DEVICE, options, &out), &out, "restart the application");
  }
  if (is_update) {
    must_unless_locked(balena_supervisor_update(client, THIS_DEVICE, options, &out), &out, "look for an update");
  }
  balena_string_free(out);
  balena_free(client);
  return EXIT_SUCCESS;
}
