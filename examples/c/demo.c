/* Shows the library at work on a server that it may write to, as a simulator: makes an application with two devices,
 * lists what is there, provokes an error, and removes what it made. The server is that of BALENA_API_ENDPOINT, the
 * account that of DEMO_USERNAME and DEMO_PASSWORD. */

#define NAME "demo"
#define USAGE "usage: BALENA_API_ENDPOINT=… DEMO_USERNAME=… DEMO_PASSWORD=… demo\n"
#include "tool.h"

/* Gets each row of the list, and counts them. */
static int32_t print_device(const char *device, void *user_data) {
  size_t *count = user_data;
  char *name = text_at(device, "/device_name"), *uuid = text_at(device, "/uuid");
  char *online = text_at(device, "/is_online"), *application = text_at(device, "/belongs_to__application/0/app_name");
  printf("  %-24s %-10s %.7s %s\n", name, application ? application : "-", uuid,
         online && strcmp(online, "true") == 0 ? "online" : "offline");
  balena_string_free(application);
  balena_string_free(online);
  balena_string_free(uuid);
  balena_string_free(name);
  ++*count;
  return 0;
}

static void list_devices(const balena_client *client) {
  char *devices = NULL;
  size_t count = 0;
  must(balena_device_get_all(client,
                             "{\"$select\":[\"uuid\",\"device_name\",\"is_online\"],\"$top\":50,"
                             "\"$expand\":{\"belongs_to__application\":{\"$select\":\"app_name\"}}}",
                             &devices),
       &devices, "list the devices");
  balena_json_for_each(devices, "", print_device, &count);
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

int main(void) {
  const char *username = getenv("DEMO_USERNAME"), *password = getenv("DEMO_PASSWORD");
  if (!username || !password) misuse("there is no account");
  /* The login is kept in memory: whoever is logged in on this machine stays so. */
  balena_client *client = new_client("{\"data_directory\":null}");
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
  puts("registered two devices, and renamed one to front-door");

  list_devices(client);
  show_an_error(client);

  must(balena_device_remove(client, second, NULL, &out), &out, "remove a device");
  balena_string_free(out);
  must(balena_application_remove(client, slug, NULL, &out), &out, "remove the application");
  balena_string_free(out);
  puts("removed the application and its devices");
  balena_string_free(first);
  balena_string_free(second);
  balena_string_free(slug);
  balena_free(client);
  return EXIT_SUCCESS;
}
