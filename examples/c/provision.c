/* Registers a device, and leaves the config.json with which it comes online as that device. */

#define _POSIX_C_SOURCE 200809L
#define NAME "provision"
#define USAGE                                                                                       \
  "usage: provision APPLICATION [--name NAME] [--os-version VERSION] [--output FILE]\n"             \
  "\n"                                                                                              \
  "Registers a new device with an application (id, slug or uuid), and writes its config.json.\n"    \
  "\n"                                                                                              \
  "  --name NAME           calls the device so; the service makes a name otherwise\n"               \
  "  --os-version VERSION  of balenaOS; what is recommended for the device type otherwise\n"        \
  "  --output FILE         where it goes, and nothing is yet; config.json otherwise\n"              \
  "  --help                shows this\n"
#include "tool.h"
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <time.h>
#include <unistd.h>

struct wanted {
  const char *application, *name, *version, *output;
};

/* The version of balenaOS that is recommended for the devices of an application, or NULL. */
static char *recommended_version(const balena_client *client, const char *application) {
  char *row = NULL, *versions = NULL, *version = NULL;
  static const char with_type[] = "{\"$select\":\"id\",\"$expand\":{\"is_for__device_type\":{\"$select\":\"slug\"}}}";
  if (!worked(balena_application_get_by_id(client, application, with_type, &row), &row, "find the application")) {
    return NULL;
  }
  char *type = text_at(row, "/is_for__device_type/0/slug");
  if (worked(balena_device_os_get_supported_versions(client, type, NULL, &versions), &versions,
             "list the versions of balenaOS")) {
    version = text_at(versions, "/recommended");
    if (!version) fprintf(stderr, NAME ": no version of balenaOS is recommended for the %s: name one\n", type);
  }
  balena_string_free(versions);
  balena_string_free(type);
  balena_string_free(row);
  return version;
}

/* Takes the key out with which any device can register with the application: this one has a key of its own. C has no
 * JSON parser, so this relies on the service leaving no blanks between members, and on some member that follows. */
static void remove_provisioning_key(char *config) {
  char *key = text_at(config, "/apiKey"), *key_in_json = quoted(key ? key : "");
  char *member = formatted("\"apiKey\":%s,", key_in_json), *place = strstr(config, member);
  if (place) {
    const char *rest = place + strlen(member);
    memmove(place, rest, strlen(rest) + 1);
  }
  free(member);
  free(key_in_json);
  balena_string_free(key);
}

/* Writes what the service gave, a JSON object, with what makes it that of one device. */
static bool write_config(FILE *file, char *config, const char *device, const char *output) {
  remove_provisioning_key(config);
  char *uuid = text_at(device, "/uuid"), *id = text_at(device, "/id"), *key = text_at(device, "/api_key");
  char *key_in_json = quoted(key ? key : "");
  /* The new members come first, behind the brace: they are not among those that are there. */
  int written = fprintf(file, "{\"uuid\":\"%s\",\"deviceId\":%s,\"deviceApiKey\":%s,\"registered_at\":%lld,%s\n", uuid,
                        id, key_in_json, (long long)time(NULL), strchr(config, '{') + 1);
  /* What was buffered may fail to reach the disk. */
  bool is_written = written > 0 && fflush(file) == 0 && fsync(fileno(file)) == 0;
  if (!is_written) fprintf(stderr, NAME ": write %s: %s\n", output, strerror(errno));
  free(key_in_json);
  balena_string_free(key);
  balena_string_free(id);
  balena_string_free(uuid);
  return is_written;
}

/* Names a registered device and writes its configuration. */
static bool configure(const balena_client *client, const struct wanted *wanted, const char *uuid, const char *device,
                      FILE *file) {
  char *out = NULL, *name = NULL, *config = NULL;
  char *version = quoted(wanted->version);
  /* The provisioning key that is made for this is not kept, so it need not be valid for longer than an hour. */
  char *options = formatted("{\"version\":%s,\"provisioningKeyExpiryDate\":%lld}", version,
                            ((long long)time(NULL) + 60 * 60) * 1000);
  bool is_done =
      (!wanted->name ||
       worked(balena_device_rename(client, uuid, wanted->name, NULL, &out), &out, "name the device")) &&
      worked(balena_device_get_name(client, uuid, NULL, &name), &name, "get the device's name") &&
      worked(balena_device_os_get_config(client, wanted->application, options, &config), &config,
             "make the configuration") &&
      write_config(file, config, device, wanted->output);
  if (is_done) {
    char *text = text_at(name, "");
    printf("registered %s as %s, wrote %s\n", uuid, text, wanted->output);
    balena_string_free(text);
  }
  free(options);
  free(version);
  balena_string_free(config);
  balena_string_free(name);
  balena_string_free(out);
  return is_done;
}

/* Removes what was registered. Where it was not known whether it was, there may be nothing to remove. */
static void take_back(const balena_client *client, const char *uuid) {
  char *out = NULL, *tried = formatted("remove the device %s again", uuid);
  balena_code code = balena_device_remove(client, uuid, NULL, &out);
  if (code == BALENA_DEVICE_NOT_FOUND || worked(code, &out, tried)) balena_string_free(out);
  free(tried);
}

static bool provision(const balena_client *client, const struct wanted *wanted, FILE *file) {
  char *out = NULL, *device = NULL;
  if (!worked(balena_device_generate_uuid(client, &out), &out, "make a uuid")) return false;
  char *uuid = text_at(out, "");
  balena_code code = balena_device_register(client, wanted->application, uuid, NULL, &device);
  /* A connection that breaks may take the answer with it: then the device is there, and nobody has its key. */
  char *unknown = code == BALENA_OK ? NULL : text_at(device, "/outcome_unknown");
  bool is_registered = worked(code, &device, "register a device");
  bool is_done = is_registered && configure(client, wanted, uuid, device, file);
  if (!is_done && (is_registered || (unknown && strcmp(unknown, "true") == 0))) take_back(client, uuid);
  balena_string_free(unknown);
  balena_string_free(device);
  balena_string_free(uuid);
  balena_string_free(out);
  return is_done;
}

/* Makes a file that was not there and that nobody else may read, since keys will be in it. */
static FILE *create(const char *path) {
  int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (descriptor < 0 && errno == EEXIST) fail("%s exists already", path);
  FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
  if (!file) fail("write %s: %s", path, strerror(errno));
  return file;
}

int main(int argc, char **argv) {
  static const struct option options[] = {{"name", required_argument, NULL, 'n'},
                                          {"os-version", required_argument, NULL, 'v'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
  struct wanted wanted = {.output = "config.json"};
  argv[0] = (char[]){NAME};
  for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
    switch (option) {
    case 'n': wanted.name = optarg; break;
    case 'v': wanted.version = optarg; break;
    case 'o': wanted.output = optarg; break;
    case 'h': help();
    default: misuse(NULL);
    }
  }
  if (argc - optind != 1) misuse("one APPLICATION is needed");
  wanted.application = argv[optind];

  balena_client *client = new_client(NULL);
  /* The file comes first: where there can't be one, no device is registered. */
  FILE *file = create(wanted.output);
  char *version = wanted.version ? NULL : recommended_version(client, wanted.application);
  if (version) wanted.version = version;
  bool is_done = wanted.version && provision(client, &wanted, file);
  fclose(file);
  if (!is_done) unlink(wanted.output);
  balena_string_free(version);
  balena_free(client);
  return is_done ? EXIT_SUCCESS : EXIT_FAILURE;
}
