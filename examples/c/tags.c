/* Gives a tag to all devices that a filter picks, or takes it from them. */

#define NAME "tags"
#define USAGE                                                                                       \
  "usage: tags --filter ODATA (--set KEY=VALUE | --remove KEY) [--apply]\n"                         \
  "\n"                                                                                              \
  "Shows on which devices a tag would be set or removed, and does it with --apply.\n"               \
  "\n"                                                                                              \
  "  --filter ODATA   picks the devices, as \"is_online eq true\"\n"                                \
  "  --set KEY=VALUE  gives them the tag\n"                                                         \
  "  --remove KEY     takes it from them\n"                                                         \
  "  --apply          does what is shown otherwise\n"                                               \
  "  --help           shows this\n"
#include "tool.h"
#include <getopt.h>

/* What is to be done to each device; without a value the tag is removed. */
struct change {
  const balena_client *client;
  const char *key, *value;
  bool apply;
  /* How many devices there are, and to how many of them there is anything to do. */
  size_t devices, changed;
};

/* The devices that the filter picks, each with the tag of this key, if it has that. */
static char *list_devices(const balena_client *client, const char *filter, const char *key) {
  char *devices = NULL, *filter_in_json = quoted(filter), *key_in_json = quoted(key);
  /* The key goes into an object: whatever is in it, it is compared as a text. */
  char *options = formatted("{\"$select\":[\"device_name\",\"uuid\"],\"$filter\":%s,"
                            "\"$expand\":{\"device_tag\":{\"$select\":\"value\",\"$filter\":{\"tag_key\":%s}}}}",
                            filter_in_json, key_in_json);
  must(balena_device_get_all(client, options, &devices), &devices, "list the devices");
  free(options);
  free(key_in_json);
  free(filter_in_json);
  return devices;
}

static bool is_changed_already(const char *device, const struct change *change) {
  char *value = NULL;
  /* To text_at a value that is the text "null" would be none. */
  bool is_tagged = balena_json_get(device, "/device_tag/0/value", &value) == BALENA_OK;
  bool is = is_tagged && change->value ? strcmp(value, change->value) == 0 : !is_tagged && !change->value;
  balena_string_free(value);
  return is;
}

/* Changes a device, or shows what would be done. */
static int32_t change_device(const char *device, void *user_data) {
  struct change *change = user_data;
  char *name = text_at(device, "/device_name"), *uuid = text_at(device, "/uuid"), *out = NULL;
  bool is_to_change = !is_changed_already(device, change);
  char *step = change->value ? formatted("set %s=%s on %s (%.7s)", change->key, change->value, name, uuid)
                             : formatted("remove %s from %s (%.7s)", change->key, name, uuid);
  if (!is_to_change) {
    printf("unchanged %s (%.7s)\n", name, uuid);
  } else if (!change->apply) {
    printf("would %s\n", step);
  } else if (change->value) {
    must(balena_device_tag_set(change->client, uuid, change->key, change->value, NULL, &out), &out, step);
    puts(step);
  } else {
    must(balena_device_tag_remove(change->client, uuid, change->key, NULL, &out), &out, step);
    printf("removed %s\n", step + strlen("remove "));
  }
  change->devices++;
  change->changed += is_to_change;
  free(step);
  balena_string_free(out);
  balena_string_free(uuid);
  balena_string_free(name);
  return 0;
}

int main(int argc, char **argv) {
  static const struct option options[] = {{"filter", required_argument, NULL, 'f'},
                                          {"set", required_argument, NULL, 's'},
                                          {"remove", required_argument, NULL, 'r'},
                                          {"apply", no_argument, NULL, 'a'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
  const char *filter = NULL, *removed = NULL;
  char *set = NULL;
  struct change change = {.apply = false};
  argv[0] = (char[]){NAME};
  for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
    switch (option) {
    case 'f': filter = optarg; break;
    case 's': set = optarg; break;
    case 'r': removed = optarg; break;
    case 'a': change.apply = true; break;
    case 'h': help();
    default: misuse(NULL);
    }
  }
  if (argc != optind) misuse("there is an argument that belongs to no option");
  if (!filter) misuse("--filter is needed");
  if (!set == !removed) misuse("either --set or --remove is needed");
  change.key = removed;
  if (set) {
    char *sign = strchr(set, '=');
    if (!sign || sign == set) misuse("--set is not followed by KEY=VALUE");
    *sign = '\0';
    change.key = set;
    change.value = sign + 1;
  }

  balena_client *client = new_client(NULL);
  change.client = client;
  char *devices = list_devices(client, filter, change.key);
  balena_json_for_each(devices, "", change_device, &change);
  if (change.apply) {
    printf("changed %zu of %zu devices\n", change.changed, change.devices);
  } else {
    printf("%zu of %zu devices would change\n", change.changed, change.devices);
  }
  balena_string_free(devices);
  balena_free(client);
  return EXIT_SUCCESS;
}
