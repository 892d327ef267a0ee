/* Walking devices, applications and releases by the page, against a server. This program is built with its symbols
 * exported, so that the library's requests come by here, where the mask of signals can be seen.
 *
 * With a number as its argument it walks a fleet of so many devices instead, and with a second one in no more than so
 * many KiB of memory. */

#define _GNU_SOURCE
#include "server.h"
#include "signals.h"
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#define DEVICES 23
#define MOST 64
#define ONE_DEVICE "\"path\":\"/v7/device\""

static char *out;

/* How many requests were sent, and during how many of them SIGPIPE was blocked. */
static int sent, sent_blocked;

ssize_t writev(int file, const struct iovec *parts, int count) {
  sent++;
  sent_blocked += is_blocked();
  return syscall(SYS_writev, file, parts, count);
}

static int64_t id_of(const char *row) {
  char *text = at(row, "/id");
  int64_t id = text ? strtoll(text, NULL, 10) : 0;
  balena_string_free(text);
  return id;
}

/* What the function has got, and what it does at the row with this number: the first is 1. */
struct walk {
  int count;
  int64_t ids[MOST];
  int on;
  int32_t (*act)(struct walk *, const char *row);
  const balena_client *client;
  const struct application *application;
  sem_t reached;
  int wrong_lengths;
};

static int32_t take(const char *row, void *user_data) {
  struct walk *walk = user_data;
  if (walk->count < MOST) walk->ids[walk->count] = id_of(row);
  walk->count++;
  if (balena_string_length(row) != strlen(row)) walk->wrong_lengths++;
  return walk->on == walk->count ? walk->act(walk, row) : 0;
}

static int32_t take_nothing(const char *row, void *user_data) {
  (void)row;
  (void)user_data;
  return 0;
}

static struct walk begin(int on, int32_t (*act)(struct walk *, const char *)) {
  return (struct walk){.on = on, .act = act};
}

/* Options for the devices of the application, and these further members, each after a comma. Those of the call before
 * stay as they are, since its function may make the next one. */
static const char *of(const struct application *application, const char *more) {
  static char options[2][512];
  static int turn;
  char *text = options[turn = !turn];
  snprintf(text, sizeof *options, "{\"$filter\":\"belongs_to__application eq %s\"%s}", application->id, more);
  return text;
}

static int ended(const char *result, int count, int64_t last, const char *complete) {
  char expected[128];
  snprintf(expected, sizeof expected, "{\"count\":%d,\"last\":%lld,\"complete\":%s}", count, (long long)last, complete);
  if (result && strcmp(result, expected) == 0) return 1;
  printf("%.500s, not %s\n", result ? result : "no document", expected);
  return 0;
}

static int same(const struct walk *walk, const int64_t *ids, int count) {
  return walk->count == count && walk->wrong_lengths == 0 && memcmp(walk->ids, ids, (size_t)count * sizeof *ids) == 0;
}

static void every_row_comes_once_and_in_order(const balena_client *client, const struct application *application,
                                              const int64_t *ids) {
  static const int sizes[] = {1, 7, DEVICES - 1, DEVICES, DEVICES + 1, 1000};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    char size[32];
    struct walk walk = begin(0, NULL);
    snprintf(size, sizeof size, ",\"page_size\":%d", sizes[i]);
    GIVES(BALENA_OK, balena_device_for_each(client, of(application, size), take, &walk, &out));
    CHECK(same(&walk, ids, DEVICES));
    CHECK(ended(out, DEVICES, ids[DEVICES - 1], "true"));
  }
  /* Neither a result nor user data is needed. */
  CHECK(balena_device_for_each(client, of(application, ""), take_nothing, NULL, NULL) == BALENA_OK);
}

static void pages_are_asked_for_one_by_one(const balena_client *client, const struct application *application,
                                           const int64_t *ids) {
  struct walk walk = begin(0, NULL);
  int64_t last = 0;
  char more[96];
  for (int pages = 1; pages <= 3; pages++) {
    int before = walk.count;
    snprintf(more, sizeof more, last ? ",\"page_size\":10,\"pages\":1,\"after\":%lld" : ",\"page_size\":10,\"pages\":1",
             (long long)last);
    GIVES(BALENA_OK, balena_device_for_each(client, of(application, more), take, &walk, &out));
    last = walk.ids[walk.count - 1];
    CHECK(ended(out, walk.count - before, last, pages < 3 ? "false" : "true"));
  }
  CHECK(same(&walk, ids, DEVICES));
  struct walk none = begin(0, NULL);
  snprintf(more, sizeof more, ",\"after\":%lld", (long long)last);
  GIVES(BALENA_OK, balena_device_for_each(client, of(application, more), take, &none, &out));
  CHECK(none.count == 0 && ended(out, 0, last, "true"));
  GIVES(BALENA_OK, balena_device_for_each(client, "{\"$filter\":\"id eq 0\"}", take, &none, &out));
  CHECK(none.count == 0);
  IS("{\"count\":0,\"last\":null,\"complete\":true}");
}

static int32_t stop(struct walk *walk, const char *row) {
  (void)walk;
  (void)row;
  return -7;
}

static void it_stops(const balena_client *client, const struct application *application, const int64_t *ids) {
  /* Within a page, at the end of one, and at the very end, of which the function knows nothing. */
  for (int on = 1; on <= DEVICES; on++) {
    struct walk walk = begin(on, stop);
    GIVES(BALENA_OK, balena_device_for_each(client, of(application, ",\"page_size\":5"), take, &walk, &out));
    CHECK(same(&walk, ids, on) && ended(out, on, ids[on - 1], "false"));
  }
}

static int32_t see_a_row(struct walk *walk, const char *row) {
  CHECK(count_of(row) == 3 && is_at(row, "/belongs_to__application/0/slug", walk->application->slug));
  char *name = at(row, "/device_name");
  CHECK(name && *name);
  balena_string_free(name);
  return 0;
}

static void what_is_selected_comes_with_the_id(const balena_client *client, const struct application *application) {
  struct walk walk = begin(9, see_a_row);
  walk.application = application;
  GIVES(BALENA_OK, balena_device_for_each(client,
                                          of(application,
                                             ",\"$select\":[\"device_name\"],\"page_size\":4,"
                                             "\"$expand\":{\"belongs_to__application\":{\"$select\":\"slug\"}}"),
                                          take, &walk, &out));
  CHECK(walk.count == DEVICES);
}

/* Removes a device that has come and one that is to come, and adds one. */
static int32_t change_rows(struct walk *walk, const char *row) {
  char id[24];
  (void)row;
  snprintf(id, sizeof id, "%lld", (long long)walk->ids[2]);
  GIVES(BALENA_OK, balena_device_remove(walk->client, id, NULL, &out));
  GIVES(BALENA_OK, balena_device_get_all(walk->client, of(walk->application, ",\"$orderby\":\"id desc\",\"$top\":1"),
                                         &out));
  copied(id, sizeof id, out, "/0/id");
  GIVES(BALENA_OK, balena_device_remove(walk->client, id, NULL, &out));
  made_device(walk->client, walk->application->id);
  return 0;
}

static void rows_that_come_and_go_move_no_others(const balena_client *client, const struct application *application,
                                                 int64_t *ids) {
  struct walk walk = begin(6, change_rows);
  walk.client = client;
  walk.application = application;
  char *result = NULL;
  CHECK(balena_device_for_each(client, of(application, ",\"page_size\":5"), take, &walk, &result) == BALENA_OK);
  /* All but the last one, which was removed in time, and then the new one. */
  CHECK(walk.count == DEVICES && memcmp(walk.ids, ids, (DEVICES - 1) * sizeof *ids) == 0);
  CHECK(walk.ids[DEVICES - 1] > ids[DEVICES - 1] && ended(result, DEVICES, walk.ids[DEVICES - 1], "true"));
  balena_string_free(result);
  made_device(client, application->id);
  struct walk again = begin(0, NULL);
  GIVES(BALENA_OK, balena_device_for_each(client, of(application, ""), take, &again, &out));
  CHECK(again.count == DEVICES);
  memcpy(ids, again.ids, DEVICES * sizeof *ids);
}

/* Asks for the same device, and walks over all. */
static int32_t ask(struct walk *walk, const char *row) {
  char id[24];
  char *device = NULL;
  struct walk inner = begin(3, stop);
  snprintf(id, sizeof id, "%lld", (long long)id_of(row));
  CHECK(balena_device_get(walk->client, id, "{\"$select\":\"id\"}", &device) == BALENA_OK);
  CHECK(is_at(device, "/id", id));
  balena_string_free(device);
  char *result = NULL;
  CHECK(balena_device_for_each(walk->client, of(walk->application, ",\"page_size\":2"), take, &inner, &result) ==
        BALENA_OK);
  CHECK(inner.count == 3 && is_at(result, "/count", "3"));
  balena_string_free(result);
  return 0;
}

static void the_function_may_call_the_library(const balena_client *client, const struct application *application,
                                              const int64_t *ids) {
  struct walk walk = begin(8, ask);
  walk.client = client;
  walk.application = application;
  GIVES(BALENA_OK, balena_device_for_each(client, of(application, ",\"page_size\":5"), take, &walk, &out));
  CHECK(same(&walk, ids, DEVICES));
}

static int blocked_within, pending_within, is_blocked_by_host;

static int32_t see_signals(const char *row, void *user_data) {
  const balena_client *client = user_data;
  char *device = NULL;
  (void)row;
  blocked_within += is_blocked();
  pending_within += is_pending();
  /* A call within leaves the mask as it found it. */
  CHECK(balena_device_get_all(client, "{\"$top\":1}", &device) == BALENA_OK);
  balena_string_free(device);
  CHECK(is_blocked() == is_blocked_by_host);
  return 0;
}

static void walk_and_see_signals(balena_client *client, const struct application *application, int pending) {
  blocked_within = pending_within = sent = sent_blocked = 0;
  is_blocked_by_host = is_blocked();
  GIVES(BALENA_OK,
        balena_device_for_each(client, of(application, ",\"page_size\":6"), see_signals, client, &out));
  CHECK(blocked_within == (is_blocked_by_host ? DEVICES : 0) && pending_within == (pending ? DEVICES : 0));
  /* Four pages, and a call for each row. */
  CHECK(sent >= 4 + DEVICES && sent_blocked == sent);
  CHECK(is_blocked() == is_blocked_by_host && is_pending() == pending);
}

static int32_t raise_sigpipe(struct walk *walk, const char *row) {
  (void)walk;
  (void)row;
  return raise(SIGPIPE) != 0;
}

/* Between the calls of the function, and only there, the library keeps SIGPIPE from the program. */
static void the_function_has_the_signals_of_the_caller(balena_client *client, const struct application *application) {
  sigset_t pipe_only, before;
  walk_and_see_signals(client, application, 0);
  sigemptyset(&pipe_only);
  sigaddset(&pipe_only, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe_only, &before);
  walk_and_see_signals(client, application, 0);
  /* What the function itself leaves pending stays. */
  struct walk walk = begin(3, raise_sigpipe);
  GIVES(BALENA_OK, balena_device_for_each(client, of(application, ",\"page_size\":6"), take, &walk, &out));
  CHECK(walk.count == DEVICES && is_pending());
  walk_and_see_signals(client, application, 1);
  sigtimedwait(&pipe_only, NULL, &(struct timespec){0});
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static int32_t cancel(struct walk *walk, const char *row) {
  (void)row;
  balena_cancel(walk->client);
  return 0;
}

static int32_t reach(struct walk *walk, const char *row) {
  (void)row;
  sem_post(&walk->reached);
  return 0;
}

static void *cancel_later(void *user_data) {
  struct walk *walk = user_data;
  while (sem_wait(&walk->reached) != 0) {
  }
  balena_cancel(walk->client);
  return NULL;
}

static int32_t stall_the_next(struct walk *walk, const char *row) {
  fault("[{\"match\":{\"path\":\"/v7/device\"},\"times\":10,\"fault\":{\"kind\":\"stall\"}}]");
  return walk->client ? reach(walk, row) : 0;
}

static void it_ends_with_its_handle(const balena_client *client, const struct application *application) {
  balena_client *own = NULL;
  struct walk walk = begin(2, cancel);
  GIVES(BALENA_OK, balena_with(client, NULL, &own, &out));
  walk.client = own;
  GIVES(BALENA_CANCELLED, balena_device_for_each(own, of(application, ",\"page_size\":4"), take, &walk, &out));
  /* What has come already is handed on. */
  CHECK(walk.count == 4);
  GIVES(BALENA_CANCELLED, balena_device_for_each(own, NULL, take, &walk, &out));
  CHECK(walk.count == 4);
  balena_free(own);

  if (!simulator("balena_device_for_each", FAULTS)) return;
  pthread_t thread;
  walk = begin(4, stall_the_next);
  GIVES(BALENA_OK, balena_with(client, NULL, &own, &out));
  walk.client = own;
  sem_init(&walk.reached, 0, 0);
  CHECK(pthread_create(&thread, NULL, cancel_later, &walk) == 0);
  GIVES(BALENA_CANCELLED, balena_device_for_each(own, of(application, ",\"page_size\":4"), take, &walk, &out));
  CHECK(walk.count == 4);
  pthread_join(thread, NULL);
  CHECK(control("DELETE", "/_faults", "") / 100 == 2);
  sem_destroy(&walk.reached);
  balena_free(own);

  /* Each page has its own time. */
  walk = begin(4, stall_the_next);
  GIVES(BALENA_TIMEOUT, balena_device_for_each(client, of(application, ",\"page_size\":4,\"timeout_ms\":300"), take,
                                               &walk, &out));
  CHECK(walk.count == 4);
  CHECK(control("DELETE", "/_faults", "") / 100 == 2);
}

static int32_t see_one_request(struct walk *walk, const char *row) {
  (void)row;
  CHECK(requests(ONE_DEVICE) == (walk->count - 1) / 6 + 1);
  return 0;
}

static int32_t refuse_the_next(struct walk *walk, const char *row) {
  (void)walk;
  (void)row;
  answers("GET", "/v7/device", 400, "\"no\"");
  return 0;
}

static void a_page_is_asked_for_when_its_rows_are_next(const balena_client *client,
                                                       const struct application *application) {
  static const int places[] = {1, 6, 7, DEVICES};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    struct walk walk = begin(places[i], see_one_request);
    forget_requests();
    GIVES(BALENA_OK, balena_device_for_each(client, of(application, ",\"page_size\":6"), take, &walk, &out));
    CHECK(walk.count == DEVICES && requests(ONE_DEVICE) == 4);
  }
  /* The rows before a page that fails have come. */
  struct walk walk = begin(6, refuse_the_next);
  GIVES(BALENA_REQUEST_ERROR, balena_device_for_each(client, of(application, ",\"page_size\":6"), take, &walk, &out));
  CHECK(walk.count == 6 && is_at(out, "/http_status", "400"));
  /* Rows that were not asked for would come twice. */
  answers("GET", "/v7/device", 200, "{\"d\":[{\"id\":5}]}");
  GIVES(BALENA_DECODE, balena_device_for_each(client, "{\"after\":5}", take_nothing, NULL, &out));
}

/* The text of a row, as it is. */
static int32_t keep_text(const char *row, void *user_data) {
  char *kept = user_data;
  if (strlen(kept) + strlen(row) < 500) strcat(strcat(kept, row), "\n");
  return 0;
}

static void a_row_is_as_the_service_sent_it(const balena_client *client) {
  char kept[512] = "";
  answers("GET", "/v7/device", 200,
          "{\"d\":[ {\"id\" : 7,\"n\":1e400,\"s\":\"\\ud800\",\"n\":" BEYOND_DOUBLES_TEXT "} ,{\"id\":"
          BEYOND_DOUBLES_TEXT "}]}");
  GIVES(BALENA_OK, balena_device_for_each(client, NULL, keep_text, kept, &out));
  CHECK(strcmp(kept, "{\"id\" : 7,\"n\":1e400,\"s\":\"\\ud800\",\"n\":" BEYOND_DOUBLES_TEXT "}\n{\"id\":"
                     BEYOND_DOUBLES_TEXT "}\n") == 0);
  IS("{\"count\":2,\"last\":" BEYOND_DOUBLES_TEXT ",\"complete\":true}");
}

static void refused(const balena_client *client) {
  static const struct {
    const char *options;
    balena_code code;
    const char *name;
  } wrong[] = {{"{\"page_size\":0}", BALENA_INVALID_OPTION, "page_size"},
               {"{\"page_size\":100001}", BALENA_INVALID_OPTION, "page_size"},
               {"{\"pages\":0}", BALENA_INVALID_OPTION, "pages"},
               {"{\"after\":\"5\"}", BALENA_INVALID_OPTION, "after"},
               {"{\"after\":9223372036854775808}", BALENA_INVALID_OPTION, "after"},
               {"{\"$orderby\":\"device_name\"}", BALENA_NON_ALLOWED_OPTION, "$orderby"},
               {"{\"$top\":5}", BALENA_NON_ALLOWED_OPTION, "$top"},
               {"{\"$filter\":\"(a eq 1\"}", BALENA_INVALID_OPTION, "$filter"}};
  struct walk walk = begin(0, NULL);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    GIVES(wrong[i].code, balena_device_for_each(client, wrong[i].options, take, &walk, &out));
    CHECK(out && strstr(out, wrong[i].name));
  }
  GIVES(BALENA_INVALID_PARAMETER, balena_device_for_each(client, NULL, NULL, &walk, &out));
  NAMES("callback");
  GIVES(BALENA_INVALID_PARAMETER, balena_application_for_each(client, NULL, NULL, NULL, &out));
  NAMES("callback");
  GIVES(BALENA_INVALID_PARAMETER, balena_release_for_each(client, "1", NULL, NULL, NULL, &out));
  NAMES("callback");
  GIVES(BALENA_INVALID_PARAMETER, balena_release_for_each(client, "none", NULL, take, &walk, &out));
  NAMES("application");
  GIVES(BALENA_APPLICATION_NOT_FOUND, balena_release_for_each(client, "admin/none", NULL, take, &walk, &out));
  balena_client *guest = client_with("");
  GIVES(BALENA_UNAUTHORIZED, balena_device_for_each(guest, NULL, take, &walk, &out));
  balena_free(guest);
  CHECK(walk.count == 0);
}

static void applications_and_releases_are_walked_too(const balena_client *client,
                                                     const struct application *application) {
  struct application second = made_application(client, "raspberrypi3");
  char options[128];
  struct walk walk = begin(0, NULL);
  snprintf(options, sizeof options, "{\"$filter\":\"id eq %s or id eq %s\",\"page_size\":1}", second.id,
           application->id);
  GIVES(BALENA_OK, balena_application_for_each(client, options, take, &walk, &out));
  CHECK(walk.count == 2 && walk.ids[0] == strtoll(application->id, NULL, 10));
  CHECK(walk.ids[1] == strtoll(second.id, NULL, 10) && is_at(out, "/complete", "true"));
  walk = begin(0, NULL);
  GIVES(BALENA_OK, balena_release_for_each(client, second.slug, NULL, take, &walk, &out));
  CHECK(walk.count == 0);
  IS("{\"count\":0,\"last\":null,\"complete\":true}");
  if (simulator("balena_release_for_each", "releases to make")) {
    int64_t ids[3];
    for (int i = 0; i < 3; i++) {
      char commit[41];
      unique_commit(client, commit);
      ids[i] = strtoll(made_release(client, &second, commit, "success", "2026-01-01T00:00:00.000Z").id, NULL, 10);
    }
    GIVES(BALENA_OK, balena_release_for_each(client, second.uuid, "{\"page_size\":2}", take, &walk, &out));
    CHECK(same(&walk, ids, 3) && ended(out, 3, ids[2], "true"));
  }
  GIVES(BALENA_OK, balena_application_remove(client, second.slug, NULL, &out));
}

/* A line of what the system tells of this process, a number of KiB. */
static long status_of(const char *name) {
  char line[256];
  long kib = -1;
  FILE *file = fopen("/proc/self/status", "r");
  if (!file) exit(2);
  while (fgets(line, sizeof line, file)) {
    if (strncmp(line, name, strlen(name)) == 0) kib = atol(line + strlen(name));
  }
  fclose(file);
  return kib;
}

struct fleet {
  long count;
  int64_t last;
  int disordered;
};

static int32_t see_order(const char *row, void *user_data) {
  struct fleet *fleet = user_data;
  /* As a stream of rows would be read: nothing is copied. */
  const char *member = strstr(row, "\"id\":");
  int64_t id = member ? strtoll(member + 5, NULL, 10) : 0;
  if (id <= fleet->last) fleet->disordered++;
  fleet->last = id;
  fleet->count++;
  return 0;
}

static void whole_fleet(const balena_client *client, long devices, long most_kib) {
  GIVES(BALENA_OK, balena_device_get_all(client, "{\"$top\":1}", &out));
  for (int pages = 0; pages < 2; pages++) {
    struct fleet fleet = {0};
    FILE *reset = fopen("/proc/self/clear_refs", "w");
    if (!reset || fputs("5", reset) < 0 || fclose(reset) != 0) exit(2);
    long before = status_of("VmHWM:");
    for (int is_over = 0; !is_over;) {
      char options[96] = "{}";
      if (pages) {
        snprintf(options, sizeof options, fleet.last ? "{\"pages\":1,\"after\":%lld}" : "{\"pages\":1}",
                 (long long)fleet.last);
      }
      GIVES(BALENA_OK, balena_device_for_each(client, options, see_order, &fleet, &out));
      is_over = !out || !is_at(out, "/complete", "false");
    }
    long grown = status_of("VmHWM:") - before;
    CHECK(fleet.count == devices && fleet.disordered == 0);
    if (most_kib > 0) {
      CHECK(grown < most_kib);
      printf("%ld devices%s: %ld KiB more memory at most\n", devices, pages ? ", page by page" : "", grown);
    }
  }
}

int main(int count, char **arguments) {
  balena_client *client = client_with("");
  log_in(client);
  if (count > 1) {
    whole_fleet(client, atol(arguments[1]), count > 2 ? atol(arguments[2]) : 0);
  } else {
    struct application application = made_application(client, "raspberrypi3");
    int64_t ids[DEVICES];
    for (int i = 0; i < DEVICES; i++) {
      ids[i] = strtoll(made_device(client, i % 2 ? application.slug : application.id).id, NULL, 10);
    }
    every_row_comes_once_and_in_order(client, &application, ids);
    pages_are_asked_for_one_by_one(client, &application, ids);
    it_stops(client, &application, ids);
    what_is_selected_comes_with_the_id(client, &application);
    rows_that_come_and_go_move_no_others(client, &application, ids);
    the_function_may_call_the_library(client, &application, ids);
    the_function_has_the_signals_of_the_caller(client, &application);
    it_ends_with_its_handle(client, &application);
    refused(client);
    applications_and_releases_are_walked_too(client, &application);
    if (simulator("balena_device_for_each", FAULTS)) {
      a_page_is_asked_for_when_its_rows_are_next(client, &application);
      a_row_is_as_the_service_sent_it(client);
    }
    GIVES(BALENA_OK, balena_application_remove(client, application.slug, NULL, &out));
  }
  balena_string_free(out);
  balena_free(client);
  return report();
}
