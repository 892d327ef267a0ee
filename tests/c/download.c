/* Downloads of images, against a simulator: whole or not at all, whatever happens on the way. This program is built
 * with its symbols exported, so that the library writes its file by way of it: the disk may be full, and what the
 * library sends and writes shows the mask of signals.
 *
 * Started with a path it downloads to that, and kills itself half-way. */

#define _GNU_SOURCE
#include "directory.h"
#include "server.h"
#include "signals.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>

#define SIZE (1 << 20)
#define SIZE_TEXT "1048576"
#define IMAGE "os.img"
#define PART IMAGE ".part"
#define DOWNLOAD "\"path\":\"/download\""

static char *out;

/* Requests and pieces that the library sent and wrote, and during how many of them SIGPIPE was blocked. */
static int written, written_blocked;
/* How many more bytes the disk has room for; a negative number is room for all. */
static long room = -1;
static int syncs_fail;

static int is_part(int file) {
  char link[64], name[512];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, name, sizeof name - 1);
  if (length < 0) return 0;
  name[length] = '\0';
  return strcmp(name, within(PART)) == 0;
}

ssize_t write(int file, const void *data, size_t length) {
  if (is_part(file)) {
    written++;
    written_blocked += is_blocked();
    if (room == 0) {
      errno = ENOSPC;
      return -1;
    }
    if (room > 0) {
      if (length > (size_t)room) length = (size_t)room;
      room -= (long)length;
    }
  }
  return syscall(SYS_write, file, data, length);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
  written++;
  written_blocked += is_blocked();
  return syscall(SYS_writev, file, parts, count);
}

int fsync(int file) {
  if (syncs_fail && is_part(file)) {
    errno = EIO;
    return -1;
  }
  return (int)syscall(SYS_fsync, file);
}

/* What the function has got, and what it does with the piece that brings this many bytes. */
struct taken {
  char *bytes;
  size_t room;
  int64_t length, total;
  int calls, restarts, gaps;
  int64_t on;
  int32_t (*act)(struct taken *);
  const balena_client *client;
  sem_t reached;
};

static int32_t take(const void *data, size_t length, int64_t offset, int64_t total, void *user_data) {
  struct taken *taken = user_data;
  if (taken->calls++ > 0 && offset == 0) {
    taken->restarts++;
  } else if (offset != taken->length) {
    taken->gaps++;
  }
  taken->length = offset + (int64_t)length;
  taken->total = total;
  if ((size_t)taken->length > taken->room) {
    taken->room = 2 * (size_t)taken->length;
    taken->bytes = realloc(taken->bytes, taken->room);
    if (!taken->bytes) exit(2);
  }
  memcpy(taken->bytes + offset, data, length);
  if (!taken->act || taken->length < taken->on) return 0;
  int32_t (*act)(struct taken *) = taken->act;
  taken->act = NULL;
  return act(taken);
}

static int32_t take_nothing(const void *data, size_t length, int64_t offset, int64_t total, void *user_data) {
  (void)offset;
  (void)total;
  return data && length > 0 && !user_data ? 0 : 1;
}

static struct taken begin(int64_t on, int32_t (*act)(struct taken *)) { return (struct taken){.on = on, .act = act}; }

static int is_whole(const struct taken *taken, int64_t length) {
  return taken->length == length && taken->gaps == 0 && taken->restarts == 0;
}

/* Options for an image to the path, and these further members, each after a comma. Those of the call before stay as
 * they are, since its function may make the next one. */
static const char *to_path(const char *more) {
  static char options[2][512];
  static int turn;
  char *text = options[turn = !turn];
  snprintf(text, sizeof *options, "{\"deviceType\":\"raspberrypi3\",\"path\":\"%s\"%s}", within(IMAGE), more);
  return text;
}

/* The digest of what a command puts out. */
static void digest_of(const char *command, char digest[65]) {
  FILE *pipe = popen(command, "r");
  if (!pipe || fscanf(pipe, "%64[0-9a-f]", digest) != 1) exit(2);
  pclose(pipe);
}

static void expected_digest(const char *version, char digest[65]) {
  char path[256];
  int length = snprintf(path, sizeof path, "/_images?deviceType=raspberrypi3&version=");
  for (; *version && length < 240; version++) {
    length += snprintf(path + length, sizeof path - (size_t)length, *version == '+' ? "%%2B" : "%c", *version);
  }
  char *answer = control_answer("GET", path, "");
  char *body = strstr(answer, "\r\n\r\n{");
  copied(digest, 65, body ? body + 4 : "{}", "/sha256");
  free(answer);
}

/* Whether these bytes of the file, taken by a command as "cat", are those of the image that `result` tells of. */
static int is_image(const char *unpack, const char *name, const char *result) {
  char version[32], expected[65], digest[65], command[600];
  copied(version, sizeof version, result ? result : "{}", "/version");
  expected_digest(version, expected);
  snprintf(command, sizeof command, "%s <%s | sha256sum", unpack, within(name));
  digest_of(command, digest);
  return strcmp(digest, expected) == 0;
}

/* Whether what the function got is that image too. */
static int got_image(const struct taken *taken, const char *result) {
  FILE *file = fopen(within("got"), "w");
  size_t length = (size_t)taken->length;
  if (!file || fwrite(taken->bytes, 1, length, file) != length || fclose(file) != 0) exit(2);
  int is = is_image("cat", "got", result);
  remove(within("got"));
  return is;
}

/* Whether there is this file in the directory, and nothing else; NULL is for no file at all. */
static int has_only(const char *name) {
  int others = 0, found = 0;
  DIR *names = opendir(directory);
  if (!names) exit(2);
  for (struct dirent *entry; (entry = readdir(names));) {
    if (entry->d_name[0] == '.') continue;
    int is = name && strcmp(entry->d_name, name) == 0;
    found += is;
    others += !is;
    if (!is) printf("there is %s\n", entry->d_name);
  }
  closedir(names);
  return others == 0 && found == (name != NULL);
}

static int has_precious(void) {
  char text[32] = "";
  FILE *file = fopen(within(IMAGE), "r");
  if (!file) return 0;
  size_t length = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  return length == 8 && strcmp(text, "precious") == 0;
}

/* How many bytes of what was written are on the disk. */
static long size_of(const char *name) {
  struct stat about;
  return stat(within(name), &about) == 0 ? (long)about.st_size : -1;
}

static void cut(long after, int times) {
  char text[160];
  snprintf(text, sizeof text,
           "[{\"match\":{\"path\":\"/download\"},\"times\":%d,\"fault\":{\"kind\":\"cut\",\"after\":%ld}}]", times,
           after);
  fault(text);
}

static void it_goes_to_a_file_to_a_function_or_to_both(const balena_client *client) {
  GIVES(BALENA_OK, balena_device_os_download(client, to_path(""), NULL, NULL, &out));
  CHECK(has_only(IMAGE) && is_image("cat", IMAGE, out));
  CHECK(is_at(out, "/length", SIZE_TEXT) && is_at(out, "/path", within(IMAGE)));
  CHECK(is_at(out, "/content_type", "application/octet-stream") && is_at(out, "/content_encoding", "null"));
  char *name = at(out, "/filename");
  CHECK(name && strncmp(name, "balena-raspberrypi3-", 20) == 0);
  balena_string_free(name);
  struct stat about;
  CHECK(stat(within(IMAGE), &about) == 0 && (about.st_mode & 0777) == 0600);
  clear_directory();

  struct taken taken = begin(0, NULL);
  GIVES(BALENA_OK, balena_device_os_download(client, "{\"deviceType\":\"Raspberry Pi 3\",\"version\":\"6.0.24\"}", take,
                                             &taken, &out));
  CHECK(is_whole(&taken, SIZE) && taken.total == SIZE && got_image(&taken, out));
  CHECK(is_at(out, "/version", "6.0.24") && !strstr(out, "\"path\"") && has_only(NULL));
  free(taken.bytes);

  taken = begin(0, NULL);
  GIVES(BALENA_OK, balena_device_os_download(client, to_path(",\"version\":\"5.3.21\""), take, &taken, &out));
  CHECK(is_whole(&taken, SIZE) && got_image(&taken, out) && has_only(IMAGE) && is_image("cat", IMAGE, out));
  CHECK(is_at(out, "/version", "5.3.21"));
  free(taken.bytes);
  clear_directory();

  /* Neither user data nor a result is needed. */
  CHECK(balena_device_os_download(client, to_path(""), take_nothing, NULL, NULL) == BALENA_OK);
  CHECK(has_only(IMAGE));
  clear_directory();
}

/* Whether the piece is in the file when the function gets it. */
static int32_t see_file(const void *data, size_t length, int64_t offset, int64_t total, void *user_data) {
  int *early = user_data;
  (void)data;
  (void)total;
  *early += size_of(PART) != offset + (long)length || size_of(IMAGE) != -1;
  return 0;
}

static void a_piece_is_written_before_the_function_gets_it(const balena_client *client) {
  int early = 0;
  GIVES(BALENA_OK, balena_device_os_download(client, to_path(""), see_file, &early, &out));
  CHECK(early == 0);
  clear_directory();
}

static void what_breaks_goes_on_where_it_broke(const balena_client *client) {
  static const long places[] = {0, SIZE / 2, SIZE / 100 * 99};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    char range[64];
    struct taken taken = begin(0, NULL);
    forget_requests();
    cut(places[i], 1);
    GIVES(BALENA_OK, balena_device_os_download(client, to_path(""), take, &taken, &out));
    CHECK(is_whole(&taken, SIZE) && got_image(&taken, out) && has_only(IMAGE) && is_image("cat", IMAGE, out));
    snprintf(range, sizeof range, "\"range\":\"bytes=%ld-\"", places[i]);
    CHECK(requests(DOWNLOAD) == 2 && requests(range) == (places[i] > 0));
    free(taken.bytes);
    clear_directory();
  }
}

static int32_t change_image(struct taken *taken) {
  (void)taken;
  CHECK(control("POST", "/_images", "{\"changed\":true,\"size\":300000}") / 100 == 2);
  return 0;
}

static void what_changed_meanwhile_begins_anew(const balena_client *client) {
  struct taken taken = begin(1, change_image);
  cut(SIZE / 2, 1);
  GIVES(BALENA_OK, balena_device_os_download(client, to_path(""), take, &taken, &out));
  CHECK(taken.restarts == 1 && taken.gaps == 0 && taken.length == 300000 && taken.total == 300000);
  CHECK(got_image(&taken, out) && has_only(IMAGE) && is_image("cat", IMAGE, out));
  CHECK(is_at(out, "/length", "300000"));
  free(taken.bytes);
  clear_directory();
  /* So it does where the server sends no parts. */
  CHECK(control("POST", "/_images", "{\"ranges\":false,\"size\":" SIZE_TEXT "}") / 100 == 2);
  cut(SIZE / 2, 1);
  taken = begin(0, NULL);
  GIVES(BALENA_OK, balena_device_os_download(client, to_path(""), take, &taken, &out));
  CHECK(taken.restarts == 1 && taken.gaps == 0 && taken.length == SIZE && got_image(&taken, out));
  CHECK(has_only(IMAGE) && is_image("cat", IMAGE, out));
  free(taken.bytes);
  clear_directory();
  CHECK(control("POST", "/_images", "{\"ranges\":true}") / 100 == 2);
}

static void what_never_comes_whole_leaves_what_was_there(const balena_client *client) {
  put(IMAGE, "precious");
  cut(SIZE / 4, 1);
  cut(0, 100);
  GIVES(BALENA_NETWORK, balena_device_os_download(client, to_path(""), NULL, NULL, &out));
  CHECK(has_only(IMAGE) && has_precious());
  CHECK(control("DELETE", "/_faults", "") / 100 == 2);
  fault("[{\"match\":{\"path\":\"/download\"},\"times\":100,\"fault\":{\"kind\":\"stall_body\"}}]");
  GIVES(BALENA_TIMEOUT, balena_device_os_download(client, to_path(",\"timeout_ms\":300"), NULL, NULL, &out));
  CHECK(has_only(IMAGE) && has_precious());
  CHECK(control("DELETE", "/_faults", "") / 100 == 2);
  clear_directory();
}

static void a_full_disk_leaves_what_was_there(const balena_client *client) {
  static const long rooms[] = {0, 1, SIZE / 2, SIZE - 1};
  put(IMAGE, "precious");
  for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
    struct taken taken = begin(0, NULL);
    room = rooms[i];
    GIVES(BALENA_IO, balena_device_os_download(client, to_path(""), take, &taken, &out));
    /* The function gets nothing that is not in the file. */
    CHECK(room == 0 && taken.length <= rooms[i] && taken.gaps == 0);
    CHECK(out && strstr(out, strerror(ENOSPC)));
    CHECK(has_only(IMAGE) && has_precious());
    room = -1;
    free(taken.bytes);
  }
  /* What the system only tells at the end. */
  syncs_fail = 1;
  GIVES(BALENA_IO, balena_device_os_download(client, to_path(""), NULL, NULL, &out));
  syncs_fail = 0;
  CHECK(out && strstr(out, strerror(EIO)));
  CHECK(has_only(IMAGE) && has_precious());
  GIVES(BALENA_OK, balena_device_os_download(client, to_path(""), NULL, NULL, &out));
  CHECK(has_only(IMAGE) && is_image("cat", IMAGE, out));
  clear_directory();
  room = 0;
  GIVES(BALENA_IO, balena_device_os_download(client, to_path(""), NULL, NULL, &out));
  room = -1;
  CHECK(has_only(NULL));
}

static int32_t die(const void *data, size_t length, int64_t offset, int64_t total, void *user_data) {
  (void)data;
  (void)user_data;
  if (offset + (int64_t)length > total / 2) kill(getpid(), SIGKILL);
  return 0;
}

static int die_half_way(const char *path) {
  char options[600];
  snprintf(options, sizeof options, "{\"deviceType\":\"raspberrypi3\",\"path\":\"%s\"}", path);
  balena_client *client = client_with("");
  log_in(client);
  balena_device_os_download(client, options, die, NULL, NULL);
  return 3;
}

static void a_killed_process_leaves_nothing_of_that_name(const balena_client *client) {
  int status = 0;
  pid_t process = fork();
  if (process == 0) _exit(die_half_way(within(IMAGE)));
  CHECK(waitpid(process, &status, 0) == process && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  CHECK(has_only(PART) && size_of(PART) > SIZE / 2);
  /* The next one takes the place of what was left behind. */
  GIVES(BALENA_OK, balena_device_os_download(client, to_path(""), NULL, NULL, &out));
  CHECK(has_only(IMAGE) && is_image("cat", IMAGE, out));
  clear_directory();
}

static int32_t stop(struct taken *taken) {
  (void)taken;
  return -7;
}

static int32_t cancel(struct taken *taken) {
  balena_cancel(taken->client);
  return 0;
}

static int32_t reach(struct taken *taken) {
  sem_post(&taken->reached);
  return 0;
}

static void *cancel_later(void *user_data) {
  struct taken *taken = user_data;
  while (sem_wait(&taken->reached) != 0) {
  }
  balena_cancel(taken->client);
  return NULL;
}

static void one_that_is_ended_leaves_no_file(const balena_client *client) {
  struct taken taken = begin(SIZE / 2, stop);
  GIVES(BALENA_CANCELLED, balena_device_os_download(client, to_path(""), take, &taken, &out));
  CHECK(taken.length >= SIZE / 2 && taken.length < SIZE && has_only(NULL));
  free(taken.bytes);

  /* The function does not know that there is no piece behind this one. */
  taken = begin(SIZE, stop);
  GIVES(BALENA_CANCELLED, balena_device_os_download(client, to_path(""), take, &taken, &out));
  CHECK(taken.length == SIZE && has_only(NULL));
  free(taken.bytes);

  balena_client *own = NULL;
  GIVES(BALENA_OK, balena_with(client, NULL, &own, &out));
  taken = begin(1, cancel);
  taken.client = own;
  GIVES(BALENA_CANCELLED, balena_device_os_download(own, to_path(""), take, &taken, &out));
  CHECK(taken.length < SIZE && has_only(NULL));
  balena_free(own);
  free(taken.bytes);

  pthread_t thread;
  GIVES(BALENA_OK, balena_with(client, NULL, &own, &out));
  taken = begin(1, reach);
  taken.client = own;
  sem_init(&taken.reached, 0, 0);
  fault("[{\"match\":{\"path\":\"/download\"},\"times\":100,\"fault\":{\"kind\":\"stall_body\"}}]");
  CHECK(pthread_create(&thread, NULL, cancel_later, &taken) == 0);
  GIVES(BALENA_CANCELLED, balena_device_os_download(own, to_path(""), take, &taken, &out));
  CHECK(taken.length > 0 && taken.length <= SIZE / 2 && has_only(NULL));
  pthread_join(thread, NULL);
  CHECK(control("DELETE", "/_faults", "") / 100 == 2);
  sem_destroy(&taken.reached);
  balena_free(own);
  free(taken.bytes);
}

static int32_t count_rows(const char *row, void *user_data) {
  int *count = user_data;
  ++*count;
  return row == NULL;
}

/* Walks over the devices, downloads another image, and tries to download to the same file. */
static int32_t ask(struct taken *taken) {
  int count = 0;
  char *result = NULL;
  CHECK(balena_device_for_each(taken->client, "{\"page_size\":10}", count_rows, &count, NULL) == BALENA_OK);
  CHECK(count == 30);
  struct taken inner = begin(0, NULL);
  CHECK(balena_device_os_download(taken->client, "{\"deviceType\":\"intel-nuc\"}", take, &inner, &result) == BALENA_OK);
  CHECK(is_whole(&inner, SIZE) && is_at(result, "/length", SIZE_TEXT));
  balena_string_free(result);
  result = NULL;
  CHECK(balena_device_os_download(taken->client, to_path(""), NULL, NULL, &result) == BALENA_IO);
  balena_string_free(result);
  free(inner.bytes);
  return 0;
}

static void the_function_may_call_the_library(const balena_client *client) {
  struct taken taken = begin(1, ask);
  taken.client = client;
  GIVES(BALENA_OK, balena_device_os_download(client, to_path(""), take, &taken, &out));
  CHECK(is_whole(&taken, SIZE) && got_image(&taken, out) && has_only(IMAGE) && is_image("cat", IMAGE, out));
  free(taken.bytes);
  clear_directory();
}

static int calls, blocked_within, pending_within;

static int32_t see_signals(const void *data, size_t length, int64_t offset, int64_t total, void *user_data) {
  char *device = NULL;
  (void)data;
  (void)length;
  (void)offset;
  (void)total;
  calls++;
  int is = is_blocked();
  blocked_within += is;
  pending_within += is_pending();
  /* A call within leaves the mask as it found it. */
  CHECK(balena_device_get_all(user_data, "{\"$top\":1}", &device) == BALENA_OK);
  balena_string_free(device);
  CHECK(is_blocked() == is);
  return 0;
}

static void download_and_see_signals(balena_client *client, int blocked, int pending) {
  calls = blocked_within = pending_within = written = written_blocked = 0;
  GIVES(BALENA_OK, balena_device_os_download(client, to_path(""), see_signals, client, &out));
  CHECK(calls > 1 && blocked_within == (blocked ? calls : 0) && pending_within == (pending ? calls : 0));
  /* Each piece is written, and each call within is sent. */
  CHECK(written > 2 * calls && written_blocked == written);
  CHECK(is_blocked() == blocked && is_pending() == pending);
}

static int32_t raise_sigpipe(struct taken *taken) {
  (void)taken;
  return raise(SIGPIPE) != 0;
}

/* Between the calls of the function, and only there, the library keeps SIGPIPE from the program. */
static void the_function_has_the_signals_of_the_caller(balena_client *client) {
  sigset_t pipe_only, before;
  download_and_see_signals(client, 0, 0);
  sigemptyset(&pipe_only);
  sigaddset(&pipe_only, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe_only, &before);
  download_and_see_signals(client, 1, 0);
  /* What the function itself leaves pending stays. */
  struct taken taken = begin(1, raise_sigpipe);
  GIVES(BALENA_OK, balena_device_os_download(client, to_path(""), take, &taken, &out));
  CHECK(is_whole(&taken, SIZE) && is_pending());
  free(taken.bytes);
  download_and_see_signals(client, 1, 1);
  sigtimedwait(&pipe_only, NULL, &(struct timespec){0});
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  clear_directory();
}

static void packed_bytes_are_left_so_or_unpacked(const balena_client *client) {
  struct taken taken = begin(0, NULL);
  GIVES(BALENA_OK, balena_device_os_download(client, to_path(",\"raw\":true"), take, &taken, &out));
  CHECK(taken.total == -1 && is_whole(&taken, size_of(IMAGE)) && taken.length < SIZE);
  CHECK(is_at(out, "/content_encoding", "gzip") && is_image("gunzip -c", IMAGE, out));
  free(taken.bytes);

  taken = begin(0, NULL);
  GIVES(BALENA_OK, balena_device_os_download(client, to_path(",\"fileType\":\".gz\""), take, &taken, &out));
  CHECK(taken.total == taken.length && is_whole(&taken, size_of(IMAGE)));
  CHECK(is_at(out, "/content_type", "application/gzip") && is_at(out, "/content_encoding", "null"));
  CHECK(is_image("gunzip -c", IMAGE, out));
  free(taken.bytes);

  GIVES(BALENA_OK, balena_device_os_download(client, to_path(",\"fileType\":\".zip\""), NULL, NULL, &out));
  CHECK(is_at(out, "/content_type", "application/zip") && has_only(IMAGE));
  CHECK(is_image("funzip", IMAGE, out));
  clear_directory();
}

static void an_application_is_configured(const balena_client *client) {
  char options[256];
  struct application application = made_application(client, "raspberrypi3");
  snprintf(options, sizeof options, "{\"appId\":%s,\"network\":\"ethernet\"}", application.id);
  forget_requests();
  GIVES(BALENA_OK, balena_device_os_download(client, options, take_nothing, NULL, &out));
  CHECK(requests("network=ethernet") == 1);
  /* A key is told in a body, and comes back in no error. */
  snprintf(options, sizeof options,
           "{\"appId\":\"%s\",\"network\":\"wifi\",\"wifiSsid\":\"ours\",\"wifiKey\":\"k3y of w1fi\"}", application.id);
  GIVES(BALENA_OK, balena_device_os_download(client, options, take_nothing, NULL, &out));
  CHECK(requests("\"method\":\"POST\"") == 1 && requests("k3y") == 1);
  answers("POST", "/download", 400, "k3y of w1fi is no key");
  GIVES(BALENA_REQUEST_ERROR, balena_device_os_download(client, options, take_nothing, NULL, &out));
  CHECK(out && !strstr(out, "k3y"));
  GIVES(BALENA_OK, balena_application_remove(client, application.slug, NULL, &out));
}

static void refused(const balena_client *client) {
  static const struct {
    const char *options;
    balena_code code;
    const char *name;
  } wrong[] = {
      {"{\"path\":\"x\"}", BALENA_MISSING_OPTION, "appId"},
      {"{\"appId\":1,\"path\":\"x\"}", BALENA_MISSING_OPTION, "network"},
      {"{\"appId\":1,\"network\":\"wifi\",\"path\":\"x\"}", BALENA_MISSING_OPTION, "wifiSsid"},
      {"{\"deviceType\":\"raspberrypi3\"}", BALENA_MISSING_OPTION, "path"},
      {"{\"deviceType\":\"raspberrypi3\",\"path\":5}", BALENA_INVALID_OPTION, "path"},
      {"{\"deviceType\":\"raspberrypi3\",\"path\":\"x\",\"fileType\":\".iso\"}", BALENA_INVALID_OPTION, "fileType"},
      {"{\"deviceType\":\"raspberrypi3\",\"path\":\"x\",\"colour\":\"red\"}", BALENA_NON_ALLOWED_OPTION, "colour"},
      {"{\"deviceType\":\"raspberrypi3\",\"path\":\"/no/such/folder/os.img\"}", BALENA_IO, "file"}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    GIVES(wrong[i].code, balena_device_os_download(client, wrong[i].options, NULL, NULL, &out));
    CHECK(out && strstr(out, wrong[i].name));
  }
  GIVES(BALENA_MISSING_OPTION, balena_device_os_download(client, NULL, take_nothing, NULL, &out));
  balena_client *guest = client_with("");
  GIVES(BALENA_NOT_LOGGED_IN, balena_device_os_download(guest, to_path(""), NULL, NULL, &out));
  balena_free(guest);
  static const struct {
    const char *options;
    balena_code code;
  } unknown[] = {
      {"{\"appId\":" BEYOND_DOUBLES_TEXT ",\"network\":\"ethernet\"}", BALENA_APPLICATION_NOT_FOUND},
      {"{\"deviceType\":\"toaster\"}", BALENA_INVALID_DEVICE_TYPE},
      {"{\"deviceType\":\"raspberrypi3\",\"version\":\"0.0.1\"}", BALENA_OS_IMAGE_NOT_FOUND}};
  for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
    GIVES(unknown[i].code, balena_device_os_download(client, unknown[i].options, take_nothing, NULL, &out));
  }
  /* A server that does not know the route says nothing of its own. */
  fault("[{\"match\":{\"path\":\"/download\"},\"fault\":{\"kind\":\"status\",\"status\":404}}]");
  GIVES(BALENA_UNSUPPORTED_BY_SERVER, balena_device_os_download(client, to_path(""), NULL, NULL, &out));
  CHECK(has_only(NULL));
}

int main(void) {
  make_directory();
  balena_client *client = client_with("");
  log_in(client);
  CHECK(control("POST", "/_images", "{\"size\":" SIZE_TEXT "}") / 100 == 2);
  it_goes_to_a_file_to_a_function_or_to_both(client);
  a_piece_is_written_before_the_function_gets_it(client);
  what_breaks_goes_on_where_it_broke(client);
  what_changed_meanwhile_begins_anew(client);
  what_never_comes_whole_leaves_what_was_there(client);
  a_full_disk_leaves_what_was_there(client);
  a_killed_process_leaves_nothing_of_that_name(client);
  one_that_is_ended_leaves_no_file(client);
  the_function_may_call_the_library(client);
  the_function_has_the_signals_of_the_caller(client);
  packed_bytes_are_left_so_or_unpacked(client);
  an_application_is_configured(client);
  refused(client);
  remove_directory();
  balena_string_free(out);
  balena_free(client);
  return report();
}
