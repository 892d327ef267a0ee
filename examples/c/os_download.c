/* Downloads an image of balenaOS to a file, and shows how far it is. */

#define _POSIX_C_SOURCE 200809L
#define NAME "os-download"
#define USAGE                                                                                       \
  "usage: os-download DEVICE_TYPE [--version VERSION] [--output FILE] [--file-type .img|.zip|.gz]\n" \
  "\n"                                                                                              \
  "Downloads the image of balenaOS for a device type, as raspberrypi3. Ctrl-C ends that, and leaves\n" \
  "no file.\n"                                                                                      \
  "\n"                                                                                              \
  "  --version VERSION  of balenaOS, as 6.0.24; the recommended one unless given\n"                 \
  "  --output FILE      where it goes; a name like raspberrypi3.img unless given\n"                 \
  "  --file-type TYPE   .img, .zip or .gz; .img unless given\n"                                     \
  "  --help             shows this\n"
#include "tool.h"
#include <getopt.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

/* How far it is: in one place where standard error is a terminal, otherwise in a line for each 10 %. */
struct progress {
  bool is_terminal, has_begun;
  struct timespec began, shown;
  /* What came since the first piece, even where the download began anew. */
  int64_t received;
  int64_t tenths;
  int width;
};

static double seconds_since(const struct timespec *moment) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - moment->tv_sec) + (double)(now.tv_nsec - moment->tv_nsec) / 1e9;
}

static double megabytes(double bytes) { return bytes / 1e6; }

/* "45 %  123.4 MB of 274.0 MB  12.3 MB/s", to be freed with free. */
static char *line(int64_t came, int64_t total, double rate) {
  double so_far = megabytes((double)came);
  if (total <= 0) return formatted("%.1f MB  %.1f MB/s", so_far, megabytes(rate));
  return formatted("%lld %%  %.1f MB of %.1f MB  %.1f MB/s", (long long)(came * 100 / total), so_far,
                   megabytes((double)total), megabytes(rate));
}

/* Is called with each piece, on the thread that downloads. */
static int32_t show(const void *data, size_t length, int64_t offset, int64_t total, void *user_data) {
  struct progress *progress = user_data;
  int64_t came = offset + (int64_t)length, tenths = total > 0 ? came * 10 / total : 0;
  bool is_first = !progress->has_begun;
  (void)data;
  /* Until the first piece the image was made, which says nothing about the connection. */
  if (is_first) {
    clock_gettime(CLOCK_MONOTONIC, &progress->began);
    progress->has_begun = true;
  } else {
    progress->received += (int64_t)length;
  }
  double passed = seconds_since(&progress->began);
  char *text = line(came, total, passed > 0 ? (double)progress->received / passed : 0);
  if (!progress->is_terminal) {
    if (tenths > progress->tenths) fprintf(stderr, "%s\n", text);
  } else if (is_first || came == total || seconds_since(&progress->shown) > 0.1) {
    /* What a longer line left is overwritten. */
    progress->width = fprintf(stderr, "\r%-*s", progress->width, text) - 1;
    clock_gettime(CLOCK_MONOTONIC, &progress->shown);
  }
  /* They are fewer again when the download begins anew. */
  progress->tenths = tenths;
  free(text);
  return 0;
}

static const sigset_t *ending_signals(void) {
  static sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return &signals;
}

/* Waits for Ctrl-C, and cancels the download then, even one that waits for the server. A handler of the signal could
 * not do that: what it interrupts may hold any lock. */
static void *cancel_when_interrupted(void *client) {
  int number;
  sigwait(ending_signals(), &number);
  balena_cancel(client);
  return NULL;
}

int main(int argc, char **argv) {
  static const struct option known[] = {{"version", required_argument, NULL, 'v'},
                                        {"output", required_argument, NULL, 'o'},
                                        {"file-type", required_argument, NULL, 't'},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};
  const char *version = "recommended", *output = NULL, *file_type = ".img";
  argv[0] = (char[]){NAME};
  for (int option; (option = getopt_long(argc, argv, "", known, NULL)) != -1;) {
    switch (option) {
    case 'v': version = optarg; break;
    case 'o': output = optarg; break;
    case 't': file_type = optarg; break;
    case 'h': help();
    default: misuse(NULL);
    }
  }
  if (strcmp(file_type, ".img") != 0 && strcmp(file_type, ".zip") != 0 && strcmp(file_type, ".gz") != 0) {
    misuse("--file-type is none of .img, .zip, .gz");
  }
  if (argc - optind != 1) misuse("one DEVICE_TYPE is needed");

  /* Before there is another thread: each has the signals blocked that the one which starts it has. */
  pthread_sigmask(SIG_BLOCK, ending_signals(), NULL);
  balena_client *client = new_client(NULL);
  pthread_t waiting;
  if (pthread_create(&waiting, NULL, cancel_when_interrupted, client) != 0) fail("no thread can be started");

  char *path = output ? formatted("%s", output) : formatted("%s%s", argv[optind], file_type);
  char *device_type_in_json = quoted(argv[optind]), *version_in_json = quoted(version), *path_in_json = quoted(path);
  char *options = formatted("{\"deviceType\":%s,\"version\":%s,\"fileType\":\"%s\",\"path\":%s}", device_type_in_json,
                            version_in_json, file_type, path_in_json);
  struct progress progress = {.is_terminal = isatty(STDERR_FILENO)};
  char *image = NULL;
  /* Until it is whole the image is in FILE.part, which the library removes when the download fails. */
  balena_code code = balena_device_os_download(client, options, show, &progress, &image);
  if (progress.width > 0) fputc('\n', stderr);
  bool is_done = worked(code, &image, "download the image");
  if (is_done) {
    char *length = text_at(image, "/length"), *made = text_at(image, "/version");
    printf("wrote %s (%s, %.1f MB)\n", path, made, megabytes(strtod(length, NULL)));
    balena_string_free(made);
    balena_string_free(length);
  }
  balena_string_free(image);
  free(options);
  free(path_in_json);
  free(version_in_json);
  free(device_type_in_json);
  free(path);

  /* It may be waiting still. */
  pthread_kill(waiting, SIGTERM);
  pthread_join(waiting, NULL);
  balena_free(client);
  return is_done ? EXIT_SUCCESS : EXIT_FAILURE;
}
