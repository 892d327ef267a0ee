/* Bugs of a caller, one a word, which show only to who watches the library's own code: what it reads, what it gave out,
 * where it writes. C as well as C++. */

#include <balena.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static char *document(void) {
  char *out = NULL;
  balena_json_get("[\"planted\"]", "/0", &out);
  return out;
}

/* The library reads what it has freed: the length before a text, which nobody else knows of. */
static void address(void) {
  char *out = document();
  balena_string_free(out);
  printf("%zu bytes\n", balena_string_length(out));
}

/* What the library gave out is never freed; none of it is found in a register by chance. */
static void leak(void) {
  for (int i = 0; i < 16; i++) document();
}

static pthread_barrier_t together;

/* Calls on two threads write where one may. Both begin at once: else one may be over before the other begins. */
static void *write_it(void *place) {
  pthread_barrier_wait(&together);
  for (int i = 0; i < 1000; i++) balena_json_get("[]", "", (char **)place);
  return NULL;
}

static void thread(void) {
  char *out = NULL;
  pthread_t threads[2];
  pthread_barrier_init(&together, NULL, 2);
  for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, write_it, &out);
  for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
}

int main(int argc, char **argv) {
  const char *bug = argc > 1 ? argv[1] : "";
  if (strcmp(bug, "address") == 0) address();
  if (strcmp(bug, "leak") == 0) leak();
  if (strcmp(bug, "thread") == 0) thread();
  return 0;
}
