/* Reports the devices of an application, or all of them, as a table or as comma-separated values. */

#define NAME "fleet"
#define USAGE                                                                                       \
  "usage: fleet [--csv] [APPLICATION]\n"                                                            \
  "\n"                                                                                              \
  "Reports the devices of an application (id, slug or uuid), or all that the user can access.\n"    \
  "\n"                                                                                              \
  "  --csv   writes comma-separated values, with full uuids\n"                                      \
  "  --help  shows this\n"
#include "tool.h"
#include <getopt.h>

/* Only what is shown is asked for: a device has some 60 fields. */
#define OPTIONS                                                                                     \
  "{\"$select\":[\"device_name\",\"uuid\",\"is_online\",\"os_version\",\"last_connectivity_event\"]," \
  "\"$expand\":{\"is_of__device_type\":{\"$select\":\"slug\"}}}"

enum { DEVICE_NAME, UUID, TYPE, STATE, OS, LAST_SEEN, COLUMNS };

static const struct {
  const char *title, *title_in_csv, *pointer;
} columns[COLUMNS] = {
    [DEVICE_NAME] = {"NAME", "name", "/device_name"},
    [UUID] = {"UUID", "uuid", "/uuid"},
    [TYPE] = {"TYPE", "device_type", "/is_of__device_type/0/slug"},
    [STATE] = {"STATE", "online", "/is_online"},
    [OS] = {"OS", "os_version", "/os_version"},
    [LAST_SEEN] = {"LAST SEEN", "last_seen", "/last_connectivity_event"},
};

/* The fields of a device, NULL where the service has none. */
typedef char *device[COLUMNS];

static bool is_online(const device fields) { return fields[STATE] && strcmp(fields[STATE], "true") == 0; }

/* How many columns of a terminal a text takes: of UTF-8 only the first byte of each character counts. */
static size_t width(const char *text) {
  size_t width = 0;
  for (; *text; text++) width += ((unsigned char)*text & 0xC0) != 0x80;
  return width;
}

static const char *cell(const device fields, size_t column) {
  if (column == STATE) return is_online(fields) ? "online" : "offline";
  return fields[column] ? fields[column] : "-";
}

static void print_padded(const char *text, size_t column, const size_t widths[]) {
  if (column == COLUMNS - 1) {
    puts(text);
  } else {
    /* printf would count bytes. */
    printf("%s%*s", text, (int)(widths[column] - width(text) + 2), "");
  }
}

static void print_table(device *devices, size_t count) {
  size_t widths[COLUMNS], online = 0;
  for (size_t column = 0; column < COLUMNS; column++) widths[column] = width(columns[column].title);
  for (size_t i = 0; i < count; i++) {
    online += is_online(devices[i]);
    /* So much of a uuid is enough for people. */
    if (devices[i][UUID] && strlen(devices[i][UUID]) > 7) devices[i][UUID][7] = '\0';
    for (size_t column = 0; column < COLUMNS; column++) {
      size_t needed = width(cell(devices[i], column));
      if (needed > widths[column]) widths[column] = needed;
    }
  }
  for (size_t column = 0; column < COLUMNS; column++) print_padded(columns[column].title, column, widths);
  for (size_t i = 0; i < count; i++) {
    for (size_t column = 0; column < COLUMNS; column++) print_padded(cell(devices[i], column), column, widths);
  }
  printf("%zu devices, %zu online\n", count, online);
}

/* A value as RFC 4180 wants it: in quotes, which are doubled within, where it has anything of the syntax in it. */
static void print_value(const char *text) {
  if (!text) return;
  if (!strpbrk(text, "\",\r\n")) {
    fputs(text, stdout);
    return;
  }
  putchar('"');
  for (; *text; text++) {
    if (*text == '"') putchar('"');
    putchar(*text);
  }
  putchar('"');
}

static void print_csv(device *devices, size_t count) {
  for (size_t column = 0; column < COLUMNS; column++) {
    printf("%s%s", column ? "," : "", columns[column].title_in_csv);
  }
  putchar('\n');
  for (size_t i = 0; i < count; i++) {
    for (size_t column = 0; column < COLUMNS; column++) {
      if (column) putchar(',');
      print_value(devices[i][column]);
    }
    putchar('\n');
  }
}

/* Gets each row of the list. `user_data` is the place of the next device. */
static int32_t add_device(const char *row, void *user_data) {
  device **next = user_data;
  for (size_t column = 0; column < COLUMNS; column++) (**next)[column] = text_at(row, columns[column].pointer);
  ++*next;
  return 0;
}

int main(int argc, char **argv) {
  static const struct option options[] = {
      {"csv", no_argument, NULL, 'c'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
  bool as_csv = false;
  /* By this getopt_long calls the program. */
  argv[0] = (char[]){NAME};
  for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
    if (option == 'h') help();
    if (option != 'c') misuse(NULL);
    as_csv = true;
  }
  if (argc - optind > 1) misuse("there is more than one APPLICATION");

  balena_client *client = new_client(NULL);
  const char *application = argv[optind];
  char *list = NULL;
  must(application ? balena_device_get_all_by_application_id(client, application, OPTIONS, &list)
                   : balena_device_get_all(client, OPTIONS, &list),
       &list, "list the devices");
  size_t count = 0;
  balena_json_length(list, "", &count);
  device *devices = calloc(count + 1, sizeof *devices), *next = devices;
  if (!devices) fail("out of memory");
  balena_json_for_each(list, "", add_device, &next);
  balena_string_free(list);
  balena_free(client);

  if (as_csv) {
    print_csv(devices, count);
  } else {
    print_table(devices, count);
  }
  for (size_t i = 0; i < count; i++) {
    for (size_t column = 0; column < COLUMNS; column++) balena_string_free(devices[i][column]);
  }
  free(devices);
  return EXIT_SUCCESS;
}
