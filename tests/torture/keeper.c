/* Does one thing to the files of the library, to be killed in the middle of it (shim.c), or to look what came of that.
 *
 * keeper DIRECTORY set KEY VALUE…      keeps a setting, each value in turn, and says so of each
 * keeper DIRECTORY get KEY             says which value it has
 * keeper DIRECTORY log-in TOKEN…       keeps a token, each in turn
 * keeper DIRECTORY log-out
 * keeper DIRECTORY refresh             exchanges the token, which is old
 * keeper DIRECTORY token               says which token is kept
 * keeper DIRECTORY download            of an image to the directory
 * keeper DIRECTORY devices             lists devices twice, with little memory: the first answer is too large for it */

#include <balena.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static const char *needed(const char *name) {
  const char *value = getenv(name);
  if (!value) exit(2);
  return value;
}

static int done(balena_code code, char **out, const char *what) {
  printf("%s %s\n", code == BALENA_OK ? "done" : "failed", code == BALENA_OK && what ? what : *out);
  balena_string_free(*out);
  *out = NULL;
  return code != BALENA_OK;
}

int main(int count, char **arguments) {
  char options[1024], *out = NULL;
  balena_client *client = NULL;
  if (count < 3) return 2;
  const char *directory = arguments[1], *action = arguments[2];
  int is_refresh = strcmp(action, "refresh") == 0, failed = 0;
  int is_download = strcmp(action, "download") == 0, has_token = is_download || strcmp(action, "devices") == 0;
  setvbuf(stdout, NULL, _IOLBF, 0);
  snprintf(options, sizeof options, "{\"api_endpoint\":\"%s\",\"timeout_ms\":10000,\"data_directory\":\"%s\"%s%s%s}",
           needed("BALENA_TEST_PLAIN_ENDPOINT"), directory, has_token ? ",\"token\":\"" : "",
           has_token ? needed("TORTURE_TOKEN") : "", has_token ? "\"" : "");
  if (balena_new(options, &client, &out) != BALENA_OK) return done(BALENA_IO, &out, NULL);
  if (strcmp(action, "set") == 0) {
    for (int i = 4; i < count && !failed; i++) {
      failed = done(balena_settings_set(client, arguments[3], arguments[i], &out), &out, arguments[i]);
    }
  } else if (strcmp(action, "get") == 0) {
    failed = done(balena_settings_get(client, arguments[3], &out), &out, NULL);
  } else if (strcmp(action, "log-in") == 0) {
    for (int i = 3; i < count && !failed; i++) {
      failed = done(balena_auth_login_with_token(client, arguments[i], &out), &out, arguments[i]);
    }
  } else if (strcmp(action, "log-out") == 0) {
    failed = done(balena_auth_log_out(client, &out), &out, NULL);
  } else if (is_refresh) {
    failed = done(balena_auth_who_am_i(client, NULL, &out), &out, NULL);
  } else if (strcmp(action, "token") == 0) {
    failed = done(balena_auth_get_token(client, &out), &out, NULL);
  } else if (!is_download) {
    long pages = 0;
    FILE *own = fopen("/proc/self/statm", "r");
    if (!own || fscanf(own, "%ld", &pages) != 1 || fclose(own) != 0) return 2;
    rlim_t room = (rlim_t)pages * 4096 + (48 << 20);
    if (setrlimit(RLIMIT_AS, &(struct rlimit){room, room}) != 0) return 2;
    failed = done(balena_device_get_all(client, "{\"$top\":1}", &out), &out, NULL);
    failed |= 2 * done(balena_device_get_all(client, "{\"$top\":1}", &out), &out, "with what there is");
  } else {
    snprintf(options, sizeof options, "{\"deviceType\":\"raspberrypi3\",\"version\":\"6.0.24\",\"path\":\"%s/os.img\"}",
             directory);
    failed = done(balena_device_os_download(client, options, NULL, NULL, &out), &out, NULL);
  }
  balena_free(client);
  return failed;
}
