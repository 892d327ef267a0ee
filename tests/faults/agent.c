// Does in C what a row of the fault matrix asks for, with one client, and prints what comes of it. The agents in C++,
// Go and C# know the same words; README.md lists them.

#define _GNU_SOURCE
#include <balena.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_ARGUMENTS = 6, MOST_CLIENTS = 80, MOST_THREADS = 256 };

// The last one is used; all are freed in the end.
static balena_client *clients[MOST_CLIENTS];
static int newest = -1;

static pthread_mutex_t printing = PTHREAD_MUTEX_INITIALIZER;

// A line at once: threads print, and so do functions that the library calls.
static void print(const char *kind, const char *document) {
  pthread_mutex_lock(&printing);
  printf("{\"%s\":%s}\n", kind, document ? document : "null");
  fflush(stdout);
  pthread_mutex_unlock(&printing);
}

static void fail(const char *why) {
  fprintf(stderr, "agent: %s\n", why);
  exit(2);
}

static void wait_for_line(void) {
  char line[16];
  print("waiting", NULL);
  if (!fgets(line, sizeof line, stdin)) fail("nobody said to go on");
}

// What the words of an operation are given to. Those that are missing are NULL.
typedef balena_code function(const balena_client *client, const char *const *words, char **out);

static balena_code get_device(const balena_client *client, const char *const *words, char **out) {
  return balena_device_get(client, words[0], words[1], out);
}

static balena_code get_devices(const balena_client *client, const char *const *words, char **out) {
  return balena_device_get_all(client, words[0], out);
}

static balena_code get_devices_of(const balena_client *client, const char *const *words, char **out) {
  return balena_device_get_all_by_application(client, words[0], words[1], out);
}

static balena_code get_device_by_name(const balena_client *client, const char *const *words, char **out) {
  return balena_device_get_by_name(client, words[0], words[1], out);
}

static balena_code get_application(const balena_client *client, const char *const *words, char **out) {
  return balena_application_get(client, words[0], words[1], out);
}

static balena_code create_application(const balena_client *client, const char *const *words, char **out) {
  return balena_application_create(client, words[0], words[1], words[2], out);
}

static balena_code register_device(const balena_client *client, const char *const *words, char **out) {
  return balena_device_register(client, words[0], words[1], words[2], out);
}

static balena_code set_note(const balena_client *client, const char *const *words, char **out) {
  return balena_device_note(client, words[0], words[1], words[2], out);
}

static balena_code rename_device(const balena_client *client, const char *const *words, char **out) {
  return balena_device_rename(client, words[0], words[1], words[2], out);
}

static balena_code move_devices(const balena_client *client, const char *const *words, char **out) {
  return balena_device_move(client, words[0], words[1], words[2], out);
}

static balena_code remove_device(const balena_client *client, const char *const *words, char **out) {
  return balena_device_remove(client, words[0], words[1], out);
}

static balena_code tag(const balena_client *client, const char *const *words, char **out) {
  return balena_device_tag_set(client, words[0], words[1], words[2], words[3], out);
}

static balena_code get_tags(const balena_client *client, const char *const *words, char **out) {
  return balena_device_tag_get_all_by_device(client, words[0], words[1], out);
}

static balena_code create_variable(const balena_client *client, const char *const *words, char **out) {
  return balena_device_env_variable_create(client, words[0], words[1], words[2], words[3], out);
}

static balena_code start_os_update(const balena_client *client, const char *const *words, char **out) {
  return balena_device_start_os_update(client, words[0], words[1], words[2], out);
}

static balena_code get_config(const balena_client *client, const char *const *words, char **out) {
  return balena_config_get_all(client, words[0], out);
}

static balena_code get_device_types(const balena_client *client, const char *const *words, char **out) {
  return balena_config_get_device_types(client, words[0], out);
}

static balena_code whoami(const balena_client *client, const char *const *words, char **out) {
  return balena_auth_who_am_i(client, words[0], out);
}

static balena_code get_user_id(const balena_client *client, const char *const *words, char **out) {
  return balena_auth_get_user_id(client, words[0], out);
}

static balena_code is_logged_in(const balena_client *client, const char *const *words, char **out) {
  return balena_auth_is_logged_in(client, words[0], out);
}

static balena_code get_token(const balena_client *client, const char *const *words, char **out) {
  (void)words;
  return balena_auth_get_token(client, out);
}

static balena_code log_in(const balena_client *client, const char *const *words, char **out) {
  return balena_auth_login(client, words[0], words[1], words[2], out);
}

static balena_code log_in_with_token(const balena_client *client, const char *const *words, char **out) {
  return balena_auth_login_with_token(client, words[0], out);
}

static balena_code log_out(const balena_client *client, const char *const *words, char **out) {
  (void)words;
  return balena_auth_log_out(client, out);
}

static balena_code get_history(const balena_client *client, const char *const *words, char **out) {
  return balena_logs_history(client, words[0], words[1], out);
}

static balena_code download(const balena_client *client, const char *const *words, char **out) {
  return balena_device_os_download(client, words[0], NULL, NULL, out);
}

static balena_code get_setting(const balena_client *client, const char *const *words, char **out) {
  return balena_settings_get(client, words[0], out);
}

static balena_code save_setting(const balena_client *client, const char *const *words, char **out) {
  return balena_settings_set(client, words[0], words[1], out);
}

static balena_code remove_setting(const balena_client *client, const char *const *words, char **out) {
  return balena_settings_remove(client, words[0], out);
}

static balena_code ping_supervisor(const balena_client *client, const char *const *words, char **out) {
  return balena_supervisor_ping(client, words[0], words[1], out);
}

static balena_code pine_get(const balena_client *client, const char *const *words, char **out) {
  return balena_pine_get(client, words[0], words[1], out);
}

static balena_code pine_post(const balena_client *client, const char *const *words, char **out) {
  return balena_pine_post(client, words[0], words[1], words[2], out);
}

static balena_code pine_patch(const balena_client *client, const char *const *words, char **out) {
  return balena_pine_patch(client, words[0], words[1], words[2], out);
}

static balena_code pine_delete(const balena_client *client, const char *const *words, char **out) {
  return balena_pine_delete(client, words[0], words[1], out);
}

static int32_t print_row(const char *row, void *user_data) {
  (void)user_data;
  print("row", row);
  return 0;
}

static balena_code walk_devices(const balena_client *client, const char *const *words, char **out) {
  return balena_device_for_each(client, words[0], print_row, NULL, out);
}

struct following {
  long lines;
  // The first line holds the function up until the runner says to go on.
  bool is_slow;
  balena_code code;
  char *error;
  bool is_over;
  pthread_mutex_t mutex;
  pthread_cond_t ended;
};

static int32_t print_message(balena_code code, const char *document, void *user_data) {
  struct following *following = user_data;
  if (!document) {
    pthread_mutex_lock(&following->mutex);
    following->code = code;
    following->is_over = true;
    pthread_cond_signal(&following->ended);
    pthread_mutex_unlock(&following->mutex);
    return 0;
  }
  if (code != BALENA_OK) {
    following->error = strdup(document);
    return 1;
  }
  print("log", document);
  char *event = NULL;
  if (balena_json_get(document, "/event", &event) != BALENA_OK) {
    following->lines--;
    if (following->is_slow) wait_for_line();
    following->is_slow = false;
  }
  balena_string_free(event);
  return following->lines <= 0;
}

// Prints each line and event, until there were so many lines.
static void follow_logs(const balena_client *client, const char *const *words, bool is_slow) {
  struct following following = {.lines = strtol(words[1] ? words[1] : "1", NULL, 10),
                                .is_slow = is_slow,
                                .mutex = PTHREAD_MUTEX_INITIALIZER,
                                .ended = PTHREAD_COND_INITIALIZER};
  char *out = NULL;
  if (balena_logs_subscribe(client, words[0], words[2], print_message, &following, &out) != BALENA_OK) {
    print("error", out);
    balena_string_free(out);
    return;
  }
  balena_string_free(out);
  pthread_mutex_lock(&following.mutex);
  while (!following.is_over) pthread_cond_wait(&following.ended, &following.mutex);
  pthread_mutex_unlock(&following.mutex);
  if (following.error) {
    print("error", following.error);
  } else if (following.code != BALENA_OK) {
    char error[128];
    snprintf(error, sizeof error, "{\"code\":\"%s\",\"number\":%d}", balena_code_name(following.code), following.code);
    print("error", error);
  } else {
    print("result", NULL);
  }
  free(following.error);
}

struct inside {
  balena_client *client;
  bool closes;
  char device[64];
  int late;
  atomic_bool is_asked, is_over;
};

static int32_t end_inside(balena_code code, const char *document, void *user_data) {
  struct inside *inside = user_data;
  (void)code;
  if (!document) {
    inside->is_over = true;
    return 0;
  }
  inside->late += inside->is_asked;
  inside->is_asked = true;
  if (inside->closes) {
    balena_free(inside->client);
  } else {
    balena_logs_unsubscribe(inside->client, inside->device, NULL);
  }
  return 0;
}

// Follows a log on a client of its own, whose function ends that, or the client, with the first that it is told.
static balena_code follow_and_end(const balena_client *client, const char *const *words, bool closes, char **out) {
  struct inside inside = {.closes = closes};
  if (balena_with(client, NULL, &inside.client, out) != BALENA_OK) return BALENA_IO;
  snprintf(inside.device, sizeof inside.device, "%s", words[0]);
  const balena_code code = balena_logs_subscribe(inside.client, words[0], words[1], end_inside, &inside, out);
  while (code == BALENA_OK && !inside.is_over) usleep(1000);
  if (inside.late) fail("the function was called after it had ended the subscription");
  if (!closes) balena_free(inside.client);
  return code;
}

static balena_code unsubscribe_inside(const balena_client *client, const char *const *words, char **out) {
  return follow_and_end(client, words, false, out);
}

static balena_code close_inside(const balena_client *client, const char *const *words, char **out) {
  return follow_and_end(client, words, true, out);
}

struct meanwhile {
  atomic_bool is_held, is_ended;
};

static int32_t hold_once(balena_code code, const char *document, void *user_data) {
  struct meanwhile *meanwhile = user_data;
  (void)code;
  if (!document) return 0;
  if (meanwhile->is_ended) fail("the function was called after the subscription had ended");
  if (!meanwhile->is_held) {
    meanwhile->is_held = true;
    wait_for_line();
    print("left", NULL);
  }
  return 0;
}

// Follows a log on a client of its own, and ends that, or the client, while its function is held up.
static balena_code follow_and_end_meanwhile(const balena_client *client, const char *const *words, bool closes,
                                            char **out) {
  // It stays, for calls that come too late.
  static struct meanwhile all[MOST_CLIENTS];
  static atomic_int used;
  struct meanwhile *meanwhile = &all[used++];
  balena_client *own = NULL;
  balena_code code = balena_with(client, NULL, &own, out);
  if (code != BALENA_OK) return code;
  code = balena_logs_subscribe(own, words[0], words[1], hold_once, meanwhile, out);
  while (code == BALENA_OK && !meanwhile->is_held) usleep(1000);
  print("ending", NULL);
  if (!closes) balena_logs_unsubscribe(own, words[0], NULL);
  if (closes) balena_free(own);
  meanwhile->is_ended = true;
  print("ended", NULL);
  if (!closes) balena_free(own);
  return code;
}

static balena_code unsubscribe_meanwhile(const balena_client *client, const char *const *words, char **out) {
  return follow_and_end_meanwhile(client, words, false, out);
}

static balena_code close_meanwhile(const balena_client *client, const char *const *words, char **out) {
  return follow_and_end_meanwhile(client, words, true, out);
}

static const struct {
  const char *name;
  function *run;
} functions[] = {
    {"get_device", get_device},
    {"get_devices", get_devices},
    {"get_devices_of", get_devices_of},
    {"get_device_by_name", get_device_by_name},
    {"get_application", get_application},
    {"create_application", create_application},
    {"register_device", register_device},
    {"set_note", set_note},
    {"rename_device", rename_device},
    {"move_devices", move_devices},
    {"remove_device", remove_device},
    {"tag", tag},
    {"get_tags", get_tags},
    {"create_variable", create_variable},
    {"start_os_update", start_os_update},
    {"get_config", get_config},
    {"get_device_types", get_device_types},
    {"whoami", whoami},
    {"get_user_id", get_user_id},
    {"is_logged_in", is_logged_in},
    {"get_token", get_token},
    {"log_in", log_in},
    {"log_in_with_token", log_in_with_token},
    {"log_out", log_out},
    {"get_history", get_history},
    {"download", download},
    {"get_setting", get_setting},
    {"save_setting", save_setting},
    {"remove_setting", remove_setting},
    {"ping_supervisor", ping_supervisor},
    {"pine_get", pine_get},
    {"pine_post", pine_post},
    {"pine_patch", pine_patch},
    {"pine_delete", pine_delete},
    {"walk_devices", walk_devices},
    {"unsubscribe_inside", unsubscribe_inside},
    {"close_inside", close_inside},
    {"unsubscribe_meanwhile", unsubscribe_meanwhile},
    {"close_meanwhile", close_meanwhile},
};

static void perform(const char *const *words);

static void *perform_in_thread(void *words) {
  perform(words);
  return NULL;
}

static void perform_in_threads(const char *const *words) {
  pthread_t threads[MOST_THREADS];
  long count = strtol(words[0], NULL, 10);
  if (count > MOST_THREADS) fail("too many threads");
  for (long i = 0; i < count; i++) {
    if (pthread_create(&threads[i], NULL, perform_in_thread, (void *)(words + 1)) != 0) fail("no thread");
  }
  for (long i = 0; i < count; i++) pthread_join(threads[i], NULL);
}

// From here on a child does what is left, and then this process.
static void fork_here(void) {
  fflush(stdout);
  const pid_t child = fork();
  int status = 0;
  if (child == 0) {
    alarm(30);
  } else if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
    fail("the child did not survive");
  }
}

// What `beside` began, which is waited for in the end.
static pthread_t beside[MOST_CLIENTS];
static int begun_beside;

static void perform_beside(const char *const *words) {
  if (begun_beside == MOST_CLIENTS) fail("too many threads");
  if (pthread_create(&beside[begun_beside++], NULL, perform_in_thread, (void *)words) != 0) fail("no thread");
}

static void perform_and_cancel(const char *const *words) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, perform_in_thread, (void *)words) != 0) fail("no thread");
  wait_for_line();
  balena_cancel(clients[newest]);
  pthread_join(thread, NULL);
}

// Makes a client, or derives one from the newest.
static void add_client(const char *options, bool derived) {
  char *error = NULL;
  if (newest + 1 == MOST_CLIENTS) fail("too many clients");
  balena_client *client = NULL;
  balena_code code =
      derived ? balena_with(clients[newest], options, &client, &error) : balena_new(options, &client, &error);
  if (code != BALENA_OK) {
    print("error", error);
    balena_string_free(error);
    return;
  }
  clients[++newest] = client;
}

static void close_client(void) {
  if (newest >= 0) balena_free(clients[newest--]);
}

static void call(const char *name, const char *const *arguments) {
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    if (strcmp(name, functions[i].name) != 0) continue;
    char *out = NULL;
    const balena_code code = functions[i].run(clients[newest], arguments, &out);
    print(code == BALENA_OK ? "result" : "error", out);
    balena_string_free(out);
    return;
  }
  fail("there is no such operation");
}

// The words end in NULL.
static void perform(const char *const *words) {
  const char *name = words[0];
  if (strcmp(name, "threads") == 0) {
    perform_in_threads(words + 1);
    return;
  }
  if (strcmp(name, "beside") == 0) {
    perform_beside(words + 1);
    return;
  }
  if (strcmp(name, "cancelling") == 0) {
    perform_and_cancel(words + 1);
    return;
  }
  if (strcmp(name, "times") == 0) {
    for (long left = strtol(words[1], NULL, 10); left > 0; left--) perform(words + 2);
    return;
  }
  const char *arguments[MOST_ARGUMENTS + 1] = {NULL};
  for (int i = 0; words[i + 1]; i++) {
    if (i == MOST_ARGUMENTS) fail("too many arguments");
    arguments[i] = words[i + 1];
  }
  if (strcmp(name, "wait") == 0) {
    wait_for_line();
  } else if (strcmp(name, "fork") == 0) {
    fork_here();
  } else if (strcmp(name, "new") == 0) {
    add_client(arguments[0], false);
  } else if (newest < 0) {
    // There was an error already, and nothing can follow.
  } else if (strcmp(name, "with") == 0) {
    add_client(arguments[0], true);
  } else if (strcmp(name, "cancel") == 0) {
    balena_cancel(clients[newest]);
  } else if (strcmp(name, "close") == 0) {
    close_client();
  } else if (strcmp(name, "follow_logs") == 0) {
    follow_logs(clients[newest], arguments, false);
  } else if (strcmp(name, "follow_slowly") == 0) {
    follow_logs(clients[newest], arguments, true);
  } else {
    call(name, arguments);
  }
}

// The word, or what is in the file that it names as @FILE. It stays for as long as the program runs.
static const char *text(const char *word) {
  if (word[0] != '@') return word;
  FILE *file = fopen(word + 1, "rb");
  if (!file) fail("a file that is named can't be read");
  char *content = NULL;
  size_t length = 0;
  FILE *memory = open_memstream(&content, &length);
  for (int byte = fgetc(file); byte != EOF; byte = fgetc(file)) fputc(byte, memory);
  fclose(memory);
  fclose(file);
  return content;
}

int main(int count, char **words) {
  if (count < 3) fail("usage: agent OPTIONS OPERATION [ARGUMENT]... [then OPERATION [ARGUMENT]...]...");
  if (strcmp(words[1], "-") != 0) add_client(text(words[1]), false);
  for (int first = 2; first < count;) {
    int end = first;
    while (end < count && strcmp(words[end], "then") != 0) end++;
    const char **operation = calloc((size_t)(end - first) + 1, sizeof *operation);
    if (!operation) fail("no memory");
    for (int i = first; i < end; i++) operation[i - first] = text(words[i]);
    // The words stay, for what is performed beside.
    perform(operation);
    first = end + 1;
  }
  while (begun_beside > 0) pthread_join(beside[--begun_beside], NULL);
  while (newest >= 0) close_client();
  return 0;
}
