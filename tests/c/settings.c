/* The functions of settings. Nothing here reaches a server. */

#define _XOPEN_SOURCE 700
#include "directory.h"

static const char endpoint[] = "http://127.0.0.1:1/";
static char *out;

static void values(const balena_client *client) {
  GIVES(BALENA_OK, balena_settings_get(client, "API_endpoint", &out));
  CHECK(is_at(out, "", endpoint));
  GIVES(BALENA_INVALID_OPTION, balena_settings_get(client, "station", &out));
  GIVES(BALENA_OK, balena_settings_has(client, "station", &out));
  IS("false");
  GIVES(BALENA_OK, balena_settings_remove(client, "station", &out));
  IS("false");

  GIVES(BALENA_OK, balena_settings_set(client, "Station", "hall 2 = \"\xc3\xa9\"", &out));
  IS("null");
  balena_client *later = client_in_directory(endpoint);
  const balena_client *both[] = {client, later};
  for (int i = 0; i < 2; i++) {
    GIVES(BALENA_OK, balena_settings_get(both[i], "station", &out));
    CHECK(is_at(out, "", "hall 2 = \"\xc3\xa9\""));
    GIVES(BALENA_OK, balena_settings_has(both[i], "station", &out));
    IS("true");
    GIVES(BALENA_OK, balena_settings_get_all(both[i], &out));
    CHECK(is_at(out, "/station", "hall 2 = \"\xc3\xa9\""));
    CHECK(is_at(out, "/api_endpoint", endpoint));
    CHECK(is_at(out, "/data_directory", directory));
  }
  GIVES(BALENA_OK, balena_settings_remove(later, "STATION", &out));
  IS("true");
  GIVES(BALENA_INVALID_OPTION, balena_settings_get(client, "station", &out));
  balena_free(later);
}

static void refusals(const balena_client *client) {
  static const char *const keys[] = {"", "a=b", "a\nb", "#a", "[a]"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    GIVES(BALENA_INVALID_PARAMETER, balena_settings_get(client, keys[i], &out));
    GIVES(BALENA_INVALID_PARAMETER, balena_settings_has(client, keys[i], &out));
    GIVES(BALENA_INVALID_PARAMETER, balena_settings_remove(client, keys[i], &out));
    GIVES(BALENA_INVALID_PARAMETER, balena_settings_set(client, keys[i], "x", &out));
  }
  GIVES(BALENA_INVALID_PARAMETER, balena_settings_set(client, "station", "two\nlines", &out));
  GIVES(BALENA_INVALID_PARAMETER, balena_settings_set(client, "timeout_ms", "soon", &out));
  GIVES(BALENA_INVALID_PARAMETER, balena_settings_set(client, "data_directory", "/tmp", &out));

  size_t length = 1 << 20;
  char *large = malloc(length + 1);
  if (!large) exit(2);
  memset(large, 'x', length);
  large[length] = 0;
  GIVES(BALENA_LIMIT, balena_settings_set(client, "station", large, &out));
  free(large);
}

/* A file that can't be understood is an error of each function, and stays as it is. */
static void broken_file(void) {
  static const char text[] = "[Settings]\nstation = 1\nno setting\n";
  put("balena.cfg", text);
  balena_client *client = client_in_directory(endpoint);
  GIVES(BALENA_IO, balena_settings_get(client, "station", &out));
  CHECK(out && strstr(out, "balena.cfg") && strstr(out, "line 3"));
  GIVES(BALENA_IO, balena_settings_get_all(client, &out));
  GIVES(BALENA_IO, balena_settings_has(client, "station", &out));
  GIVES(BALENA_IO, balena_settings_remove(client, "station", &out));
  GIVES(BALENA_IO, balena_settings_set(client, "station", "2", &out));
  balena_free(client);
  char found[sizeof text + 1] = "";
  FILE *file = fopen(within("balena.cfg"), "r");
  CHECK(file && fread(found, 1, sizeof found - 1, file) == sizeof text - 1 && strcmp(found, text) == 0);
  if (file) fclose(file);
}

int main(void) {
  make_directory();
  balena_client *client = client_in_directory(endpoint);
  values(client);
  refusals(client);
  balena_free(client);
  broken_file();
  remove_directory();
  balena_string_free(out);
  return report();
}
