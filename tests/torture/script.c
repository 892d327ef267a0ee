/* What a program does with the library, in some forty calls, while one thing that the library asks of the system fails
 * (shim.c): of those calls one may fail, and says so; done once more it works. A result is never wrong, files are whole
 * or not there, and in the end neither descriptors nor threads are left.
 *
 * script DIRECTORY IMAGE KEPT: a directory of its own, a file with the image that it has to get, and how many
 * descriptors the library keeps for the process. */

#define _GNU_SOURCE
#include "../c/server.h"
#include <dirent.h>
#include <dlfcn.h>
#include <pthread.h>
#include <sched.h>
#include <time.h>

#define TOKEN "token"
#define SETTINGS "balena.cfg"
#define IMAGE "os.img"

static char *out;
static const char *directory, *image, *tls_endpoint;

/* The shim's, where it is loaded. */
static _Atomic int nothing_step, nothing_fired;
static _Atomic int *step = &nothing_step, *fired = &nothing_fired;

/* The call that is made now: how often it was tried, whether it worked, and whether it may have been carried out
 * although it failed. */
static const char *name;
static int tries, is_done, is_unknown;
static int failures;

static void wrong(const char *what) {
  failed++;
  printf("WRONG %.60s: %.400s\n", name, what);
}

static int begins(const char *call) {
  name = call;
  tries = is_done = is_unknown = 0;
  return 1;
}

static int goes_on(void) {
  if (is_done || tries == 2) {
    if (!is_done) wrong("it does not work the second time either");
    return 0;
  }
  tries++;
  ++*step;
  balena_string_free(out);
  out = NULL;
  return 1;
}

/* True when the call worked; otherwise its error has to be one. */
static int worked(balena_code code, balena_code if_carried_out) {
  if (code == BALENA_OK || (tries == 2 && is_unknown && code == if_carried_out)) {
    is_done = 1;
    return code == BALENA_OK;
  }
  char *message = at(out ? out : "", "/message"), *cause = at(out ? out : "", "/cause");
  printf("failed %.40s: %s: %s %s\n", name, balena_code_name(code), message ? message : "", cause ? cause : "");
  if (!message || !is_at(out, "/code", balena_code_name(code))) wrong("the error is none");
  if (!*fired) wrong("nothing failed that it needs");
  if (++failures > 1) wrong("one thing failed, and two calls");
  is_unknown = out && is_at(out, "/outcome_unknown", "true");
  balena_string_free(message);
  balena_string_free(cause);
  return 0;
}

/* A call, what its result has to be, and the code that it gives the second time where the first was carried out. */
#define MAKES(call, right, if_carried_out)                                                                \
  for (begins(#call); goes_on();) {                                                                       \
    if (worked((call), if_carried_out) && !(right)) wrong(out ? out : #right);                              \
    looked();                                                                                             \
  }
#define WORKS(call, right) MAKES(call, right, BALENA_OK)

static const char *within(const char *file) {
  static char paths[4][512];
  static int turn;
  char *path = paths[turn = (turn + 1) % 4];
  snprintf(path, sizeof paths[0], "%s/%s", directory, file);
  return path;
}

static char *contents(const char *path, size_t *length) {
  FILE *file = fopen(path, "r");
  char *bytes = NULL;
  *length = 0;
  if (!file) return NULL;
  for (size_t got = 1; got > 0; *length += got) {
    bytes = realloc(bytes, *length + 65537);
    if (!bytes) exit(2);
    got = fread(bytes + *length, 1, 65536, file);
  }
  fclose(file);
  bytes[*length] = '\0';
  return bytes;
}

static void put(const char *path, const char *text) {
  FILE *file = fopen(path, "w");
  if (!file || fputs(text, file) < 0 || fclose(file) != 0) exit(2);
}

static int same(const char *one, const char *other) {
  size_t length, other_length;
  char *bytes = contents(one, &length), *others = contents(other, &other_length);
  int is = bytes && others && length == other_length && memcmp(bytes, others, length) == 0;
  free(bytes);
  free(others);
  return is;
}

/* After each call the files in the directory are whole, or not there. */
static void looked(void) {
  static int told;
  size_t length;
  int before = failed;
  if (told) return;
  if (access(within(IMAGE), F_OK) == 0 && !same(within(IMAGE), image)) wrong("there is half an image");
  char *text = contents(within(TOKEN), &length);
  if (text) {
    int dots = 0;
    for (const char *place = text; (place = strchr(place, '.')); place++) dots++;
    if (length < 50 || dots != 2) wrong("there is half a token");
    free(text);
  }
  text = contents(within(SETTINGS), &length);
  if (text) {
    if (!strstr(text, "[Settings]") || !strstr(text, "first = kept\n")) wrong("there are half the settings");
    free(text);
  }
  told = failed > before;
}

static int is_absent(const char *file) { return access(within(file), F_OK) != 0; }

/* What the lines and rows that come are counted by. */
struct heard {
  pthread_mutex_t mutex;
  pthread_cond_t come;
  int lines, ends;
  balena_code end;
};

static int32_t hear(balena_code code, const char *document, void *user_data) {
  struct heard *heard = user_data;
  pthread_mutex_lock(&heard->mutex);
  if (!document) {
    heard->ends++;
    heard->end = code;
  } else if (is_at(document, "/message", "a line 0")) {
    heard->lines++;
  } else if (is_at(document, "/event", "disconnected")) {
    ++*step;
  }
  pthread_cond_broadcast(&heard->come);
  pthread_mutex_unlock(&heard->mutex);
  return 0;
}

static int32_t count_row(const char *row, void *user_data) {
  int *count = user_data;
  char *id = at(row, "/id");
  *count += id && atol(id) > 0;
  balena_string_free(id);
  return 0;
}

struct bytes {
  char *all;
  int64_t length;
};

static int32_t take(const void *data, size_t length, int64_t offset, int64_t total, void *user_data) {
  struct bytes *bytes = user_data;
  if (offset > bytes->length || total < offset + (int64_t)length) return 1;
  bytes->all = realloc(bytes->all, (size_t)total);
  if (!bytes->all) exit(2);
  memcpy(bytes->all + offset, data, length);
  bytes->length = offset + (int64_t)length;
  return 0;
}

static int is_image(const struct bytes *bytes) {
  size_t length;
  char *expected = contents(image, &length);
  int is = expected && (int64_t)length == bytes->length && memcmp(expected, bytes->all, length) == 0;
  free(expected);
  return is;
}

static int entries(const char *path) {
  int count = 0;
  DIR *all = opendir(path);
  if (!all) exit(2);
  while (readdir(all)) count++;
  closedir(all);
  return count;
}

/* How many threads there are beside this one and those that wait, for 5 s, for subscribers to call. */
static int threads(void) {
  int count = 0, waiting = 0;
  DIR *all = opendir("/proc/self/task");
  if (!all) exit(2);
  for (struct dirent *entry; (entry = readdir(all));) {
    char path[300], comm[32] = "";
    if (entry->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "/proc/self/task/%s/comm", entry->d_name);
    FILE *file = fopen(path, "r");
    if (!file) continue;
    if (!fgets(comm, sizeof comm, file)) comm[0] = '\0';
    fclose(file);
    strcmp(comm, "balena-callback\n") == 0 ? waiting++ : count++;
  }
  closedir(all);
  return count - 1 + (waiting > 4 ? waiting : 0);
}

static balena_client *client_of(const char *endpoint, const char *more) {
  balena_client *client = NULL;
  char options[1024];
  /* A name, which has to be looked up. */
  const char *port = strrchr(endpoint, ':');
  snprintf(options, sizeof options,
           "{\"api_endpoint\":\"%.*s//localhost%s\",\"timeout_ms\":5000,\"connect_timeout_ms\":2000,"
           "\"supervisor_address\":\"%s\",\"supervisor_api_key\":\"%s\",\"device_uuid\":\"%s\"%s}",
           (int)(strchr(endpoint, '/') - endpoint), endpoint, port, needed("BALENA_TEST_SUPERVISOR_ADDRESS"),
           needed("BALENA_TEST_SUPERVISOR_API_KEY"), needed("BALENA_TEST_DEVICE_UUID"), more);
  WORKS(balena_new(options, &client, &out), client != NULL);
  if (!client) exit(1);
  return client;
}

static balena_client *client_in_directory(const char *more) {
  char text[600];
  snprintf(text, sizeof text, ",\"data_directory\":\"%s\"%s", directory, more);
  return client_of(needed("BALENA_TEST_API_ENDPOINT"), text);
}

static void files(balena_client *client) {
  WORKS(balena_settings_set(client, "first", "kept", &out), 1);
  WORKS(balena_settings_set(client, "second", "value", &out), 1);
  WORKS(balena_settings_get(client, "second", &out), strcmp(out, "\"value\"") == 0);
  WORKS(balena_settings_remove(client, "second", &out), 1);
  WORKS(balena_settings_has(client, "second", &out), strcmp(out, "false") == 0);
  WORKS(balena_settings_get_all(client, &out), is_at(out, "/first", "kept"));
  WORKS(balena_auth_login(client, needed("BALENA_TEST_USERNAME"), needed("BALENA_TEST_PASSWORD"), NULL, &out), 1);
  if (is_absent(TOKEN)) wrong("the token was not kept");
}

static void requests_of(balena_client *client) {
  char app[32], uuid[64] = "", path[300];
  long id = 0;
  size_t length = 0;
  int rows = 0;
  WORKS(balena_auth_who_am_i(client, NULL, &out), strcmp(out, "\"admin\"") == 0);
  WORKS(balena_device_generate_uuid(client, &out), balena_string_length(out) == 34);
  snprintf(uuid, sizeof uuid, "%.32s", out ? out + 1 : "");
  snprintf(app, sizeof app, "torture-%.8s", uuid);
  MAKES(balena_application_create(client, app, "raspberrypi3", NULL, &out), is_at(out, "/app_name", app),
        BALENA_CONFLICT);
  WORKS(balena_application_get(client, app, NULL, &out), is_at(out, "/app_name", app));
  snprintf(path, sizeof path, "admin/%s", app);
  MAKES(balena_device_register(client, path, uuid, NULL, &out), is_at(out, "/uuid", uuid), BALENA_CONFLICT);
  WORKS(balena_device_note(client, uuid, "O'Brien", NULL, &out), strcmp(out, "null") == 0);
  WORKS(balena_device_get(client, uuid, NULL, &out), is_at(out, "/note", "O'Brien"));
  char *text = at(out ? out : "{}", "/id");
  id = text ? atol(text) : 0;
  balena_string_free(text);
  WORKS(balena_device_tag_set(client, uuid, "place", "attic", NULL, &out), 1);
  WORKS(balena_device_tag_get_all_by_device(client, uuid, NULL, &out),
        count_of(out) == 1 && is_at(out, "/0/value", "attic"));
  char *tags = out;
  out = NULL;
  WORKS(balena_json_get(tags, "/0/value", &out), strcmp(out, "attic") == 0);
  balena_string_free(tags);
  WORKS(balena_pine_get(client, "device", "{\"$count\":{\"$filter\":{\"note\":\"O'Brien\"}}}", &out), atoi(out) > 0);
  WORKS((rows = 0, balena_device_for_each(client, "{\"$select\":\"id\"}", count_row, &rows, &out)), rows > 30);
  WORKS(balena_device_get_all(client, "{\"$select\":\"id\",\"$top\":30}", &out), count_of(out) == 30);
  char *devices = out;
  out = NULL;
  WORKS((rows = 0, balena_json_for_each(devices, "", count_row, &rows)), rows == 30);
  balena_string_free(devices);
  WORKS(balena_supervisor_ping(client, NULL, NULL, &out), strcmp(out, "\"OK\"") == 0);
  WORKS(balena_supervisor_get_device_state(client, NULL, NULL, &out), count_of(out) > 3);

  /* The log: a line that is there, and one that comes. */
  struct heard heard = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, 0};
  char body[200];
  snprintf(body, sizeof body, "{\"uuid\":\"%s\",\"lines\":1,\"prefix\":\"a line \",\"from\":0}", uuid);
  CHECK(control("POST", "/_logs", body) == 200);
  WORKS(balena_logs_history(client, uuid, NULL, &out), is_at(out, "/0/message", "a line 0"));
  WORKS(balena_logs_subscribe(client, uuid, "{\"count\":\"all\",\"silence_ms\":2000}", hear, &heard, &out), 1);
  ++*step;
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += 8;
  pthread_mutex_lock(&heard.mutex);
  for (int waited = 0; heard.lines == 0 && heard.ends == 0 && waited == 0;) {
    waited = pthread_cond_timedwait(&heard.come, &heard.mutex, &until);
  }
  name = "the subscription";
  if (heard.lines == 0 && heard.ends == 0) wrong("it says nothing");
  if (heard.ends) {
    printf("failed the subscription: %s\n", balena_code_name(heard.end));
    if (++failures > 1 || !*fired) wrong("it ended by itself");
  }
  pthread_mutex_unlock(&heard.mutex);
  WORKS(balena_logs_unsubscribe(client, uuid, &out), 1);
  pthread_mutex_lock(&heard.mutex);
  if (heard.lines > 1 || heard.ends != 1) wrong("a line twice, or not one last call");
  pthread_mutex_unlock(&heard.mutex);

  snprintf(path, sizeof path, "{\"id\":%ld}", id);
  WORKS(balena_pine_delete(client, "device", path, &out), 1);
  MAKES(balena_application_remove(client, app, NULL, &out), 1, BALENA_APPLICATION_NOT_FOUND);
  WORKS(balena_json_length("[1,2]", "", &length), length == 2);
}

static void downloads(balena_client *client) {
  char options[600];
  struct bytes bytes = {NULL, 0};
  snprintf(options, sizeof options, "{\"deviceType\":\"raspberrypi3\",\"version\":\"6.0.24\",\"path\":\"%s\"}",
           within(IMAGE));
  WORKS(balena_device_os_download(client, options, NULL, NULL, &out), same(within(IMAGE), image));
  if (is_absent(IMAGE) || !is_absent(IMAGE ".part")) wrong("the file is not there, or a part is left");
  WORKS((bytes.length = 0, balena_device_os_download(client, "{\"deviceType\":\"raspberrypi3\",\"version\":\"6.0.24\"}",
                                                     take, &bytes, &out)),
        is_image(&bytes));
  free(bytes.all);
}

static void *read_some(void *user_data) {
  static char *own;
  balena_code code = balena_device_get_all(user_data, "{\"$top\":1}", &own);
  balena_string_free(own);
  return (void *)(intptr_t)code;
}

static void others(balena_client *client) {
  balena_client *derived = NULL;
  WORKS(balena_with(client, "{\"timeout_ms\":4000}", &derived, &out), derived != NULL);
  WORKS(balena_device_get_all(derived, "{\"$top\":1}", &out), count_of(out) == 1);
  /* One on another thread, which is cancelled or not. */
  pthread_t thread;
  void *code = NULL;
  ++*step;
  if (pthread_create(&thread, NULL, read_some, derived) != 0) exit(2);
  balena_cancel(derived);
  pthread_join(thread, &code);
  balena_code said = (balena_code)(intptr_t)code;
  name = "balena_cancel";
  if (said != BALENA_OK && said != BALENA_CANCELLED && (!*fired || ++failures > 1)) wrong(balena_code_name(said));
  if (balena_device_get_all(derived, NULL, NULL) != BALENA_CANCELLED) wrong("it was not cancelled");
  balena_free(derived);

  WORKS(balena_auth_get_token(client, &out), balena_string_length(out) > 50);
  char more[900];
  snprintf(more, sizeof more, ",\"data_directory\":null,\"token\":%s,\"ca_file\":\"%s\"", out ? out : "null",
           needed("BALENA_TEST_CA_FILE"));
  balena_client *encrypted = client_of(tls_endpoint, more);
  WORKS(balena_device_get_all(encrypted, "{\"$top\":2}", &out), count_of(out) == 2);
  WORKS(balena_auth_get_email(encrypted, NULL, &out), strchr(out, '@') != NULL);
  balena_free(encrypted);

  /* The system's authorities, and a proxy's absence. */
  *strstr(more, ",\"ca_file\"") = '\0';
  char folder[512];
  snprintf(folder, sizeof folder, "%s", needed("BALENA_TEST_CA_FILE"));
  *strrchr(folder, '/') = '\0';
  setenv("SSL_CERT_FILE", needed("BALENA_TEST_CA_FILE"), 1);
  setenv("SSL_CERT_DIR", folder, 1);
  encrypted = client_of(tls_endpoint, more);
  WORKS(balena_auth_who_am_i(encrypted, NULL, &out), strcmp(out, "\"admin\"") == 0);
  balena_free(encrypted);
}

/* A token that is old is exchanged, here for each call, and for the log in between. */
static void old_token(void) {
  struct heard heard = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, 0};
  size_t length;
  char *answer = control_answer("POST", "/_token", "{\"age_s\":90000}"), *body = strstr(answer, "\r\n\r\n");
  if (!body || strchr(body + 4, '.') == NULL) exit(2);
  char *token = strdup(body + 4);
  free(answer);
  put(within(TOKEN), token);
  balena_client *client = client_in_directory(",\"token_refresh_interval\":1");
  WORKS(balena_auth_who_am_i(client, NULL, &out), strcmp(out, "\"admin\"") == 0);
  char *kept = contents(within(TOKEN), &length);
  if (!kept) wrong("the token is gone");
  if (!*fired && kept && strcmp(kept, token) == 0) wrong("the token was not exchanged");
  free(kept);
  free(token);
  WORKS(balena_logs_subscribe(client, needed("BALENA_TEST_DEVICE_UUID"), "{\"count\":0}", hear, &heard, &out), 1);
  WORKS(balena_logs_unsubscribe_all(client, &out), heard.ends == 1);
  WORKS(balena_auth_log_out(client, &out), is_absent(TOKEN));
  WORKS(balena_auth_is_logged_in(client, NULL, &out), strcmp(out, "false") == 0);
  balena_free(client);
}

int main(int count, char **arguments) {
  if (count != 4) exit(2);
  directory = arguments[1];
  image = arguments[2];
  tls_endpoint = strdup(needed("BALENA_TEST_API_ENDPOINT"));
  setenv("BALENA_TEST_API_ENDPOINT", needed("BALENA_TEST_PLAIN_ENDPOINT"), 1);
  setvbuf(stdout, NULL, _IOLBF, 0);
  if (dlsym(RTLD_DEFAULT, "torture_step")) {
    step = dlsym(RTLD_DEFAULT, "torture_step");
    fired = dlsym(RTLD_DEFAULT, "torture_fired");
  }
  int descriptors = entries("/proc/self/fd") + atoi(arguments[3]);

  balena_client *client = client_in_directory("");
  files(client);
  requests_of(client);
  downloads(client);
  others(client);
  ++*step;
  balena_free(client);
  old_token();
  ++*step;
  if (!is_absent(SETTINGS ".new") || !is_absent(TOKEN ".new")) wrong("a file that was written aside is left");

  /* What ends on threads of their own ends soon. */
  name = "the end";
  time_t end = time(NULL) + 6;
  while ((threads() > 0 || entries("/proc/self/fd") > descriptors) && time(NULL) < end) sched_yield();
  char text[64];
  snprintf(text, sizeof text, "%d threads and %d descriptors are left", threads(),
           entries("/proc/self/fd") - descriptors);
  if (threads() > 0 || entries("/proc/self/fd") > descriptors) wrong(text);
  balena_string_free(out);
  printf("%s %d steps\n", failed ? "FAILED" : "done", *step);
  return failed != 0;
}
