/* The functions of logs: what the service has, and subscriptions, which end in every way that is documented. This
 * program is built with its symbols exported, so that the library starts its threads by way of it, which may refuse. */

#define _GNU_SOURCE
#include "server.h"
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

#define NOWHERE "00000000000000000000000000000000"
#define ALL "{\"count\":\"all\"}"
#define MOST 256
/* A test that waits this long has failed. */
#define PATIENCE_S 60

static char *out;

/* How many threads can still be had. */
static int threads_left = 1 << 30;

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument) {
  int (*next)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
  if (threads_left-- <= 0) return EAGAIN;
  *(void **)&next = dlsym(RTLD_NEXT, "pthread_create");
  return next(thread, attributes, run, argument);
}

/* The calls of one subscription's function, and what that does where `on` is in the document. */
struct heard {
  pthread_mutex_t mutex;
  pthread_cond_t come;
  size_t calls, seen;
  struct {
    balena_code code;
    char *document;
  } all[MOST];
  const char *on;
  int32_t (*act)(struct heard *);
  balena_client *client;
  const char *device;
  balena_code acted[2];
  int wrong_lengths;
};

static void begin(struct heard *heard) {
  memset(heard, 0, sizeof *heard);
  pthread_mutex_init(&heard->mutex, NULL);
  pthread_cond_init(&heard->come, NULL);
}

static int32_t hear(balena_code code, const char *document, void *user_data) {
  struct heard *heard = user_data;
  int32_t answer = document && heard->on && strstr(document, heard->on) ? heard->act(heard) : 0;
  pthread_mutex_lock(&heard->mutex);
  if (document && balena_string_length(document) != strlen(document)) heard->wrong_lengths++;
  if (heard->calls < MOST) {
    heard->all[heard->calls].code = code;
    heard->all[heard->calls].document = document ? strdup(document) : NULL;
    heard->calls++;
  }
  pthread_cond_signal(&heard->come);
  pthread_mutex_unlock(&heard->mutex);
  return answer;
}

/* Waits for the next call. Gives its document, or NULL with the last. */
static const char *next(struct heard *heard, balena_code *code) {
  struct timespec until;
  int waited = 0;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += PATIENCE_S;
  pthread_mutex_lock(&heard->mutex);
  while (heard->seen == heard->calls && waited == 0) {
    waited = pthread_cond_timedwait(&heard->come, &heard->mutex, &until);
  }
  if (waited != 0) {
    printf("FAILED a subscription says nothing\n");
    exit(2);
  }
  const char *document = heard->all[heard->seen].document;
  *code = heard->all[heard->seen++].code;
  pthread_mutex_unlock(&heard->mutex);
  return document;
}

/* Whether what comes next is an event of this name. */
static int is_event(struct heard *heard, const char *name) {
  balena_code code;
  const char *document = next(heard, &code);
  int is = code == BALENA_OK && document && is_at(document, "/event", name);
  if (!is) printf("%s: %.500s\n", balena_code_name(code), document ? document : "the end");
  return is;
}

/* Whether what comes next is a line with this message. */
static int is_line(struct heard *heard, const char *message) {
  balena_code code;
  const char *document = next(heard, &code);
  int is = code == BALENA_OK && document && is_at(document, "/message", message);
  if (!is) printf("%s: %.500s\n", balena_code_name(code), document ? document : "the end");
  return is;
}

/* Whether the next call is the last, and has this code. What was kept is freed. */
static int is_end(struct heard *heard, balena_code expected) {
  balena_code code;
  const char *document = next(heard, &code);
  int is = !document && code == expected && heard->seen == heard->calls && heard->wrong_lengths == 0;
  if (!is) printf("%s: %.500s\n", balena_code_name(code), document ? document : "the end");
  for (size_t i = 0; i < heard->calls; i++) free(heard->all[i].document);
  pthread_cond_destroy(&heard->come);
  pthread_mutex_destroy(&heard->mutex);
  return is;
}

static void subscribe(const balena_client *client, const char *device, const char *options, struct heard *heard) {
  GIVES(BALENA_OK, balena_logs_subscribe(client, device, options, hear, heard, &out));
  IS("null");
}

/* Makes the device write this many lines, "PREFIX 0" and so on. */
static void write_lines(const struct device *device, int count, const char *prefix) {
  char body[256];
  snprintf(body, sizeof body, "{\"uuid\":\"%s\",\"lines\":%d,\"prefix\":\"%s \",\"from\":0}", device->uuid, count,
           prefix);
  CHECK(control("POST", "/_logs", body) == 200);
}

static void fault_of(const struct device *device, const char *kind) {
  char body[512];
  snprintf(body, sizeof body, "[{\"match\":{\"path\":\"/device/v2/%s\"},\"fault\":%s}]", device->uuid, kind);
  fault(body);
}

static balena_client *derived(const balena_client *client) {
  balena_client *made = NULL;
  GIVES(BALENA_OK, balena_with(client, NULL, &made, &out));
  return made;
}

/* What any server does. */
static void followed_and_left(const balena_client *client, const struct device *device) {
  struct heard heard;
  GIVES(BALENA_OK, balena_logs_history(client, device->uuid, NULL, &out));
  IS("[]");
  begin(&heard);
  subscribe(client, device->id, NULL, &heard);
  CHECK(is_event(&heard, "connected"));
  GIVES(BALENA_OK, balena_logs_unsubscribe(client, device->uuid, &out));
  IS("null");
  CHECK(is_end(&heard, BALENA_OK));
  begin(&heard);
  subscribe(client, device->uuid, NULL, &heard);
  GIVES(BALENA_OK, balena_logs_unsubscribe_all(client, &out));
  IS("null");
  if (heard.calls > 1) CHECK(is_event(&heard, "connected"));
  CHECK(is_end(&heard, BALENA_OK));
  /* There is none any more. */
  GIVES(BALENA_OK, balena_logs_unsubscribe(client, device->uuid, &out));
  GIVES(BALENA_OK, balena_logs_unsubscribe(client, "front-door", &out));
  GIVES(BALENA_OK, balena_logs_unsubscribe_all(client, &out));
}

static void both_give(balena_code expected, const balena_client *client, const char *device, const char *options,
                      struct heard *heard) {
  GIVES(expected, balena_logs_history(client, device, options, &out));
  GIVES(expected, balena_logs_subscribe(client, device, options, hear, heard, &out));
}

static void refused(const balena_client *client, const struct device *device) {
  static const char *const bad[] = {"{\"count\":\"some\"}", "{\"count\":-1}", "{\"count\":1.5}",
                                    "{\"start\":\"then\"}"};
  struct heard heard;
  begin(&heard);
  both_give(BALENA_DEVICE_NOT_FOUND, client, NOWHERE, NULL, &heard);
  both_give(BALENA_DEVICE_NOT_FOUND, client, BEYOND_DOUBLES_TEXT, NULL, &heard);
  both_give(BALENA_INVALID_PARAMETER, client, "front-door", NULL, &heard);
  NAMES("device");
  both_give(BALENA_INVALID_PARAMETER, client, NULL, NULL, &heard);
  NAMES("device");
  both_give(BALENA_NON_ALLOWED_OPTION, client, device->uuid, "{\"$top\":1}", &heard);
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    both_give(BALENA_INVALID_OPTION, client, device->uuid, bad[i], &heard);
  }
  GIVES(BALENA_NON_ALLOWED_OPTION, balena_logs_history(client, device->uuid, "{\"silence_ms\":1000}", &out));
  GIVES(BALENA_INVALID_OPTION,
        balena_logs_subscribe(client, device->uuid, "{\"silence_ms\":0}", hear, &heard, &out));
  GIVES(BALENA_INVALID_PARAMETER, balena_logs_subscribe(client, device->uuid, NULL, NULL, &heard, &out));
  NAMES("callback");

  balena_client *guest = client_with(""), *cancelled = derived(client);
  both_give(BALENA_UNAUTHORIZED, guest, device->uuid, NULL, &heard);
  balena_cancel(cancelled);
  both_give(BALENA_CANCELLED, cancelled, device->uuid, NULL, &heard);
  balena_free(cancelled);
  balena_free(guest);

  /* Neither the thread that calls, nor the one that reads. */
  for (int left = 0; left < 2; left++) {
    balena_client *fresh = client_with("");
    log_in(fresh);
    threads_left = left;
    GIVES(BALENA_IO, balena_logs_subscribe(fresh, device->uuid, NULL, hear, &heard, &out));
    CHECK(out && strstr(out, "thread"));
    threads_left = 1 << 30;
    CHECK(heard.calls == 0);
    subscribe(fresh, device->uuid, NULL, &heard);
    CHECK(is_event(&heard, "connected"));
    balena_free(fresh);
    CHECK(is_end(&heard, BALENA_CANCELLED));
    begin(&heard);
  }
  CHECK(heard.calls == 0);
}

/* A token that is due is exchanged on a thread of its own; where that can't be had the old one will do. */
static void a_token_is_due(const struct device *device) {
  struct heard heard;
  begin(&heard);
  balena_client *fresh = client_with(",\"token_refresh_interval\":1");
  log_in(fresh);
  threads_left = 2;
  subscribe(fresh, device->uuid, NULL, &heard);
  CHECK(is_event(&heard, "connected"));
  threads_left = 1 << 30;
  balena_free(fresh);
  CHECK(is_end(&heard, BALENA_CANCELLED));
}

static void lines(const balena_client *client, const struct device *device) {
  struct heard live, some, all;
  balena_client *own = derived(client);
  begin(&live);
  begin(&some);
  begin(&all);
  write_lines(device, 3, "old");
  GIVES(BALENA_OK, balena_logs_history(client, device->id, ALL, &out));
  CHECK(count_of(out) == 3 && is_at(out, "/0/message", "old 0") && is_at(out, "/0/isSystem", "false"));
  GIVES(BALENA_OK, balena_logs_history(client, device->uuid, "{\"count\":2}", &out));
  CHECK(count_of(out) == 2 && is_at(out, "/0/message", "old 1"));
  GIVES(BALENA_OK, balena_logs_history(client, device->uuid, "{\"start\":4102444800000}", &out));
  IS("[]");
  subscribe(own, device->uuid, NULL, &live);
  subscribe(own, device->id, "{\"count\":2}", &some);
  subscribe(own, device->uuid, ALL, &all);
  CHECK(is_event(&live, "connected") && is_event(&some, "connected") && is_event(&all, "connected"));
  CHECK(is_line(&some, "old 1") && is_line(&some, "old 2"));
  CHECK(is_line(&all, "old 0") && is_line(&all, "old 1") && is_line(&all, "old 2"));
  write_lines(device, 1, "new");
  CHECK(is_line(&live, "new 0") && is_line(&some, "new 0") && is_line(&all, "new 0"));
  /* By the text that was given, here the id; then by the uuid, which all have. */
  GIVES(BALENA_OK, balena_logs_unsubscribe(own, device->id, &out));
  CHECK(is_end(&some, BALENA_OK));
  write_lines(device, 1, "more");
  CHECK(is_line(&live, "more 0") && is_line(&all, "more 0"));
  /* What is derived has subscriptions of its own. */
  GIVES(BALENA_OK, balena_logs_unsubscribe_all(client, &out));
  write_lines(device, 1, "last");
  CHECK(is_line(&live, "last 0") && is_line(&all, "last 0"));
  GIVES(BALENA_OK, balena_logs_unsubscribe(own, device->uuid, &out));
  CHECK(is_end(&live, BALENA_OK));
  CHECK(is_end(&all, BALENA_OK));
  balena_free(own);
}

static void events(const balena_client *client, const struct device *device) {
  struct heard heard;
  balena_code code;
  begin(&heard);
  write_lines(device, 2, "line");
  /* Within the second line. */
  fault_of(device, "{\"kind\":\"cut\",\"after\":150}");
  subscribe(client, device->uuid, ALL, &heard);
  CHECK(is_event(&heard, "connected"));
  CHECK(is_line(&heard, "line 0"));
  const char *gone = next(&heard, &code);
  CHECK(code == BALENA_OK && gone && is_at(gone, "/event", "disconnected"));
  char *retry = gone ? at(gone, "/retry_in_ms") : NULL, *why = gone ? at(gone, "/error/code") : NULL;
  CHECK(retry && why);
  balena_string_free(retry);
  balena_string_free(why);
  CHECK(is_event(&heard, "connected"));
  CHECK(is_line(&heard, "line 1"));
  char body[128];
  snprintf(body, sizeof body, "{\"uuid\":\"%s\",\"lines\":3,\"suppress\":2}", device->uuid);
  CHECK(control("POST", "/_logs", body) == 200);
  const char *suppressed = next(&heard, &code);
  while (suppressed && !strstr(suppressed, "\"event\"")) suppressed = next(&heard, &code);
  CHECK(suppressed && is_at(suppressed, "/event", "suppressed") && is_at(suppressed, "/count", "2"));
  balena_client *own = derived(client);
  struct heard skipping;
  begin(&skipping);
  fault_of(device, "\"bad_json\"");
  subscribe(own, device->uuid, "{\"count\":2}", &skipping);
  CHECK(is_event(&skipping, "connected"));
  const char *skipped_line = next(&skipping, &code);
  CHECK(skipped_line && is_at(skipped_line, "/event", "skipped") && is_at(skipped_line, "/error/code", "DECODE"));
  /* The last of the three. */
  CHECK(is_line(&skipping, "3"));
  balena_free(own);
  CHECK(is_end(&skipping, BALENA_CANCELLED));
  GIVES(BALENA_OK, balena_logs_unsubscribe_all(client, &out));
  /* The third may have come behind the event. */
  if (heard.calls - heard.seen > 1) CHECK(is_line(&heard, "3"));
  CHECK(is_end(&heard, BALENA_OK));
}

static int32_t stop(struct heard *heard) {
  (void)heard;
  return -7;
}

static int32_t unsubscribe(struct heard *heard) {
  heard->acted[0] = balena_logs_unsubscribe(heard->client, heard->device, NULL);
  heard->acted[1] = balena_logs_unsubscribe_all(heard->client, NULL);
  return 0;
}

static int32_t ask(struct heard *heard) {
  heard->acted[0] = balena_logs_history(heard->client, heard->device, NULL, NULL);
  return 0;
}

static int32_t release(struct heard *heard) {
  balena_free(heard->client);
  return 0;
}

static void ends(const balena_client *client, const struct device *device) {
  static const struct {
    int32_t (*act)(struct heard *);
    balena_code end;
  } ways[] = {{stop, BALENA_OK}, {unsubscribe, BALENA_OK}, {release, BALENA_CANCELLED}};
  struct heard heard, other;
  write_lines(device, 5, "end");
  begin(&other);
  subscribe(client, device->uuid, NULL, &other);
  CHECK(is_event(&other, "connected"));
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    begin(&heard);
    heard.on = "end 1";
    heard.act = ways[i].act;
    heard.client = derived(client);
    heard.device = device->uuid;
    heard.acted[0] = heard.acted[1] = BALENA_OK;
    balena_client *own = heard.client;
    subscribe(own, device->uuid, "{\"count\":5}", &heard);
    CHECK(is_event(&heard, "connected"));
    CHECK(is_line(&heard, "end 0"));
    CHECK(is_line(&heard, "end 1"));
    CHECK(is_end(&heard, ways[i].end));
    CHECK(heard.acted[0] == BALENA_OK && heard.acted[1] == BALENA_OK);
    if (ways[i].act != release) balena_free(own);
  }

  /* The function may call the library and go on. */
  begin(&heard);
  heard.on = "end 1";
  heard.act = ask;
  heard.client = derived(client);
  heard.device = device->uuid;
  heard.acted[0] = BALENA_PANIC;
  subscribe(heard.client, device->uuid, "{\"count\":5}", &heard);
  CHECK(is_event(&heard, "connected"));
  CHECK(is_line(&heard, "end 0") && is_line(&heard, "end 1") && is_line(&heard, "end 2"));
  CHECK(heard.acted[0] == BALENA_OK);
  CHECK(is_line(&heard, "end 3") && is_line(&heard, "end 4"));
  balena_cancel(heard.client);
  CHECK(is_end(&heard, BALENA_CANCELLED));
  balena_free(heard.client);

  /* A parent takes those derived from it with it. */
  balena_client *parent = derived(client), *child = derived(parent);
  begin(&heard);
  subscribe(child, device->uuid, NULL, &heard);
  CHECK(is_event(&heard, "connected"));
  balena_cancel(parent);
  CHECK(is_end(&heard, BALENA_CANCELLED));
  balena_free(child);
  balena_free(parent);

  /* Nothing of it reached the others. */
  write_lines(device, 1, "other");
  CHECK(is_line(&other, "other 0"));
  GIVES(BALENA_OK, balena_logs_unsubscribe_all(client, &out));
  CHECK(is_end(&other, BALENA_OK));
}

static void ended_by_an_error(const balena_client *client, const struct device *device) {
  static const struct {
    const char *fault;
    balena_code code;
    const char *status;
  } faults[] = {{"{\"kind\":\"status\",\"status\":404,\"body\":\"no\"}", BALENA_REQUEST_ERROR, "404"},
                {"{\"kind\":\"status\",\"status\":401}", BALENA_UNAUTHORIZED, "401"}};
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
    struct heard heard;
    balena_code code;
    begin(&heard);
    fault_of(device, faults[i].fault);
    subscribe(client, device->uuid, NULL, &heard);
    const char *error = next(&heard, &code);
    CHECK(code == faults[i].code && error && is_at(error, "/code", balena_code_name(code)));
    CHECK(error && is_at(error, "/http_status", faults[i].status));
    CHECK(is_end(&heard, faults[i].code));
  }
}

static pthread_mutex_t counting = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t counted = PTHREAD_COND_INITIALIZER;
static int calls, last_calls, calls_after;
static int is_over;

static int32_t count(balena_code code, const char *document, void *user_data) {
  (void)code;
  pthread_mutex_lock(&counting);
  calls++;
  if (!document) last_calls++;
  if (is_over || user_data) calls_after++;
  pthread_cond_signal(&counted);
  pthread_mutex_unlock(&counting);
  return 0;
}

static void no_call_follows(const balena_client *client, const struct device *device) {
  char body[128];
  snprintf(body, sizeof body, "{\"uuid\":\"%s\",\"lines\":1000000,\"rate_per_s\":5000}", device->uuid);
  CHECK(control("POST", "/_logs", body) == 200);
  for (int round = 1; round <= 10; round++) {
    /* User data may be NULL. */
    GIVES(BALENA_OK, balena_logs_subscribe(client, device->uuid, NULL, count, NULL, &out));
    pthread_mutex_lock(&counting);
    while (calls < 10) pthread_cond_wait(&counted, &counting);
    pthread_mutex_unlock(&counting);
    GIVES(BALENA_OK, balena_logs_unsubscribe(client, device->uuid, &out));
    pthread_mutex_lock(&counting);
    is_over = 1;
    CHECK(last_calls == round);
    pthread_mutex_unlock(&counting);
    /* Time for one that came too late. */
    GIVES(BALENA_OK, balena_logs_history(client, device->uuid, NULL, &out));
    pthread_mutex_lock(&counting);
    CHECK(calls_after == 0);
    is_over = 0;
    calls = 0;
    pthread_mutex_unlock(&counting);
  }
}

int main(void) {
  balena_client *client = client_with("");
  log_in(client);
  struct application application = made_application(client, "raspberrypi3");
  struct device device = made_device(client, application.id);
  followed_and_left(client, &device);
  refused(client, &device);
  a_token_is_due(&device);
  if (simulator("balena_logs_subscribe", "lines to store")) {
    lines(client, &device);
    struct device second = made_device(client, application.id);
    events(client, &second);
    ends(client, &device);
    ended_by_an_error(client, &device);
    no_call_follows(client, &device);
  }
  GIVES(BALENA_OK, balena_application_remove(client, application.slug, NULL, &out));
  balena_string_free(out);
  balena_free(client);
  return report();
}
