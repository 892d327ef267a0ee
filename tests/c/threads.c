/* One handle under eight threads, for as many seconds as the first argument says. */

#include "check.h"
#include <pthread.h>
#include <time.h>

static balena_client *client;
static time_t end;

static void *work(void *calls) {
  char *out = NULL;
  while (time(NULL) < end) {
    if (balena_device_get_all(client, "{\"$select\":\"id,uuid\",\"$top\":20}", &out) != BALENA_OK) {
      printf("FAILED %s\n", out);
      return NULL;
    }
    balena_string_free(out);
    if (balena_device_get(client, "999999999", NULL, &out) != BALENA_DEVICE_NOT_FOUND) {
      printf("FAILED %s\n", out);
      return NULL;
    }
    balena_string_free(out);
    ++*(long *)calls;
  }
  return calls;
}

int main(int argc, char **argv) {
  pthread_t threads[8];
  long calls[8] = {0}, all = 0;
  /* Fewer connections than threads, so that some wait. */
  client = client_with(",\"max_connections\":5");
  log_in(client);
  end = time(NULL) + (argc > 1 ? atoi(argv[1]) : 10);
  for (int i = 0; i < 8; i++) CHECK(pthread_create(&threads[i], NULL, work, &calls[i]) == 0);
  for (int i = 0; i < 8; i++) {
    void *result = NULL;
    pthread_join(threads[i], &result);
    CHECK(result != NULL);
    all += calls[i];
  }
  printf("%ld pairs of calls\n", all);
  balena_free(client);
  return report();
}
