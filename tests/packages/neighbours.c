/* Two libraries in Rust at work in one program. */

#include <balena.h>
#include <stdbool.h>
#include <stdio.h>

bool neighbour_catches(void);

int main(void) {
  balena_client *client = NULL;
  char *out = NULL;
  balena_code code = balena_new("{\"data_directory\":null,\"api_endpoint\":\"http://127.0.0.1:1/\"}", &client, &out);
  if (code == BALENA_OK) code = balena_config_get_all(client, NULL, &out);
  bool caught = neighbour_catches();
  printf("%s, %s\n", balena_code_name(code), caught ? "caught" : "not caught");
  balena_string_free(out);
  balena_free(client);
  return code == BALENA_NETWORK && caught ? 0 : 1;
}
