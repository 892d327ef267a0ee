/* Shows a fleet as a table. Against a server that it may write to (FLEET_USERNAME and FLEET_PASSWORD are set) it first
 * creates an application with two devices, and cleans up behind itself; with BALENA_API_KEY set it only reads.
 *
 * Build: cc fleet.c -lbalena -o fleet      Run: BALENA_API_KEY=… ./fleet */

#include <balena.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Ends the program when a call failed, with the reason that the library gives. The document comes by its address: C
 * may evaluate a call's arguments in any order, so the call that fills it may come last. */
static void must(balena_code code, char **document, const char *what) {
  if (code == BALENA_OK) return;
  fprintf(stderr, "%s: %s (%d): %s\n", what, balena_code_name(code), (int)code, *document ? *document : "");
  balena_string_free(*document);
  exit(EXIT_FAILURE);
}

/* The text at `pointer`, to be freed with balena_string_free. */
static char *text_at(const char *document, const char *pointer) {
  char *text = NULL;
  must(balena_json_get(document, pointer, &text), &text, pointer);
  return text;
}

static void print_fleet(const balena_client *client) {
  char *devices = NULL;
  must(balena_device_get_all(client,
                             "{\"$select\":[\"uuid\",\"device_name\",\"is_online\",\"os_version\"],"
                             "\"$expand\":\"belongs_to__application($select=app_name)\",\"$top\":50}",
                             &devices),
       &devices, "list the devices");
  size_t count = 0;
  balena_json_length(devices, "", &count);
  printf("%-24s %-14s %-9s %-8s %s\n", "NAME", "APPLICATION", "UUID", "STATE", "OS");
  for (size_t i = 0; i < count; i++) {
    char pointer[32];
    snprintf(pointer, sizeof pointer, "/%zu", i);
    char *row = text_at(devices, pointer);
    char *name = text_at(row, "/device_name"), *uuid = text_at(row, "/uuid"), *online = text_at(row, "/is_online");
    char *os = text_at(row, "/os_version"), *application = text_at(row, "/belongs_to__application/0/app_name");
    printf("%-24s %-14s %-9.7s %-8s %s\n", name, application, uuid, strcmp(online, "true") == 0 ? "online" : "offline",
           strcmp(os, "null") == 0 ? "-" : os);
    balena_string_free(name);
    balena_string_free(uuid);
    balena_string_free(online);
    balena_string_free(os);
    balena_string_free(application);
    balena_string_free(row);
  }
  printf("%zu devices\n", count);
  balena_string_free(devices);
}

static void show_an_error(const balena_client *client) {
  char *error = NULL;
  balena_code code = balena_device_get(client, "00000000000000000000000000000000", NULL, &error);
  char *message = text_at(error, "/message");
  printf("an error on purpose: %s (%d): %s\n", balena_code_name(code), (int)code, message);
  balena_string_free(message);
  balena_string_free(error);
}

/* Registers a device and gives its uuid, to be freed with balena_string_free. */
static char *add_device(const balena_client *client, const char *application) {
  char *out = NULL;
  must(balena_device_generate_uuid(client, &out), &out, "make a uuid");
  char *uuid = text_at(out, "");
  balena_string_free(out);
  must(balena_device_register(client, application, uuid, NULL, &out), &out, "register a device");
  balena_string_free(out);
  return uuid;
}

static void write_and_clean_up(const balena_client *client, const char *username, const char *password) {
  char *out = NULL;
  must(balena_auth_login(client, username, password, NULL, &out), &out, "log in");
  balena_string_free(out);
  must(balena_application_create(client, "example", "raspberrypi3", NULL, &out), &out, "create an application");
  char *slug = text_at(out, "/slug");
  balena_string_free(out);
  printf("created the application %s\n", slug);

  char *first = add_device(client, slug), *second = add_device(client, slug);
  must(balena_device_rename(client, first, "front-door", NULL, &out), &out, "rename a device");
  balena_string_free(out);
  printf("registered two devices, and renamed one to front-door\n");

  print_fleet(client);
  show_an_error(client);

  must(balena_device_remove(client, second, NULL, &out), &out, "remove a device");
  balena_string_free(out);
  must(balena_application_remove(client, slug, NULL, &out), &out, "remove the application");
  balena_string_free(out);
  printf("removed the application and its devices\n");
  balena_string_free(first);
  balena_string_free(second);
  balena_string_free(slug);
}

int main(void) {
  const char *username = getenv("FLEET_USERNAME"), *password = getenv("FLEET_PASSWORD");
  balena_client *client = NULL;
  char *error = NULL;
  must(balena_new(username ? "{\"data_directory\":null}" : NULL, &client, &error), &error, "make a client");
  if (username && password) {
    write_and_clean_up(client, username, password);
  } else {
    print_fleet(client);
    show_an_error(client);
  }
  balena_free(client);
  return EXIT_SUCCESS;
}
