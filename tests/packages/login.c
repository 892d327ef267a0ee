/* Prints the version of the library, and the token of a login as the user whom the server has named. */

#include <balena.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
  balena_client *client = NULL;
  char *out = NULL, *token = NULL;
  if (balena_new("{\"data_directory\":null}", &client, &out) != BALENA_OK ||
      balena_auth_login(client, getenv("BALENA_TEST_USERNAME"), getenv("BALENA_TEST_PASSWORD"), NULL, &out) !=
          BALENA_OK) {
    fprintf(stderr, "%s\n", out);
    return 1;
  }
  balena_string_free(out);
  if (balena_auth_get_token(client, &out) != BALENA_OK || balena_json_get(out, "", &token) != BALENA_OK) return 1;
  printf("%s %s\n", balena_version(), token);
  balena_string_free(token);
  balena_string_free(out);
  balena_free(client);
  return 0;
}
