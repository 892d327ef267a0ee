// Makes a number of calls: `calls get|list URL COUNT`.

#include <balena.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  char options[256], *out = NULL;
  balena_client *client = NULL;
  if (argc != 4) return 2;
  snprintf(options, sizeof options, "{\"api_endpoint\":\"%s\",\"token\":\"t\",\"data_directory\":null}", argv[2]);
  balena_code code = balena_new(options, &client, &out);
  for (long left = atol(argv[3]); left > 0 && code == BALENA_OK; left--) {
    code = strcmp(argv[1], "get") ? balena_device_get_all(client, NULL, &out)
                                  : balena_device_get(client, "ba1f35167d65ae9351652d7961e1930c", NULL, &out);
    if (code == BALENA_OK) balena_string_free(out);
  }
  if (code != BALENA_OK) fprintf(stderr, "%s\n", out);
  balena_free(client);
  return code != BALENA_OK;
}
