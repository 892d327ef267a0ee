// The same through libbalena.
//
// usage: libbalena WORKLOAD VARIANT URL COUNT

#define _GNU_SOURCE
#include "measure.h"

#include <balena.h>
#include <yyjson.h>

static const char *variant;
static balena_client *client;

static bool wants(const char *name) { return !strcmp(variant, name); }

static void check(balena_code code, char **out) {
  if (code != BALENA_OK) FAIL("%s: %s", balena_code_name(code), *out);
}

static yyjson_doc *parsed(const char *text) {
  yyjson_doc *document = yyjson_read(text, balena_string_length(text), 0);
  if (!document) FAIL("this is no JSON");
  return document;
}

// One device; true when it is the one.
static bool call(void) {
  char *out = NULL;
  bool is_right;
  check(balena_device_get(client, UUID, NULL, &out), &out);
  if (wants("parsed")) {
    yyjson_doc *document = parsed(out);
    is_right = yyjson_get_int(yyjson_obj_get(yyjson_doc_get_root(document), "id")) == 1;
    yyjson_doc_free(document);
  } else if (wants("field")) {
    char *id = NULL;
    check(balena_json_get(out, "/id", &id), &id);
    is_right = !strcmp(id, "1");
    balena_string_free(id);
  } else {
    is_right = balena_string_length(out) > 1000;
  }
  balena_string_free(out);
  return is_right;
}

static long calls(long count) {
  long right = 0;
  for (long i = 0; i < count; i++) right += call();
  return right;
}

static void *caller(void *count) { return (void *)calls(*(long *)count); }

static int32_t on_row(const char *row, void *user_data) {
  *(long *)user_data += *row == '{';
  return 0;
}

static long list(long count) {
  char options[64], *out = NULL;
  long rows = 0;
  if (wants("rows")) {
    snprintf(options, sizeof options, "{\"pages\":%ld}", count / 1000);
    begin();
    check(balena_device_for_each(client, options, on_row, &rows, &out), &out);
    end();
  } else {
    snprintf(options, sizeof options, "{\"$top\":%ld}", count);
    begin();
    check(balena_device_get_all(client, options, &out), &out);
    if (wants("parsed")) {
      yyjson_doc *document = parsed(out);
      yyjson_val *row;
      size_t index, length;
      yyjson_arr_foreach(yyjson_doc_get_root(document), index, length, row)
        rows += yyjson_get_str(yyjson_obj_get(row, "device_name")) != NULL;
      end();
      yyjson_doc_free(document);
    } else {
      end();
      rows = (long)balena_string_length(out);
    }
  }
  balena_string_free(out);
  return rows;
}

struct log {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  long lines, wanted, begun;
};
static struct log log_ = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, 0};

static void wait_for(const long *number, long wanted) {
  pthread_mutex_lock(&log_.mutex);
  while (*number < wanted) pthread_cond_wait(&log_.changed, &log_.mutex);
  pthread_mutex_unlock(&log_.mutex);
}

static void add_to(long *number, long more) {
  pthread_mutex_lock(&log_.mutex);
  *number += more;
  pthread_cond_signal(&log_.changed);
  pthread_mutex_unlock(&log_.mutex);
}

static int32_t on_line(balena_code code, const char *line, void *user_data) {
  long *lines = user_data;
  if (!line) return 0;
  if (code != BALENA_OK) FAIL("%s: %s", balena_code_name(code), line);
  if (wants("parsed")) {
    yyjson_doc *document = parsed(line);
    yyjson_val *object = yyjson_doc_get_root(document);
    *lines += yyjson_get_str(yyjson_obj_get(object, "message")) && yyjson_get_uint(yyjson_obj_get(object, "timestamp"));
    yyjson_doc_free(document);
  } else {
    // An event is none.
    *lines += !strncmp(line, "{\"message\"", 10);
  }
  if (*lines < log_.wanted) return 0;
  add_to(&log_.lines, *lines);
  return 1;
}

static long follow(long count) {
  char *out = NULL;
  long lines = 0;
  log_.wanted = count;
  begin();
  check(balena_logs_subscribe(client, UUID, "{\"count\":\"all\"}", on_line, &lines, &out), &out);
  wait_for(&log_.lines, count);
  end();
  balena_string_free(out);
  return log_.lines;
}

// Of each stream the first line is waited for.
static int32_t on_first_line(balena_code code, const char *line, void *user_data) {
  bool *has_begun = user_data;
  if (code != BALENA_OK) return 0;
  if (line && !*has_begun && !strncmp(line, "{\"message\"", 10)) {
    *has_begun = true;
    add_to(&log_.begun, 1);
  }
  return 0;
}

static long follow_many(long count) {
  bool has_begun[count];
  memset(has_begun, 0, sizeof has_begun);
  begin();
  for (long i = 0; i < count; i++) {
    char uuid[63], *out = NULL;
    snprintf(uuid, sizeof uuid, "%062lx", i + 1);
    check(balena_logs_subscribe(client, uuid, "{\"count\":\"all\"}", on_first_line, &has_begun[i], &out), &out);
    balena_string_free(out);
  }
  wait_for(&log_.begun, count);
  end();
  report(log_.begun);
  fflush(stdout);
  // Not after main: the functions have what is on its stack.
  _Exit(0);
}

static int32_t on_piece(const void *data, size_t length, int64_t offset, int64_t total, void *user_data) {
  (void)data, (void)offset, (void)total;
  *(long *)user_data += (long)length;
  return 0;
}

static long download(void) {
  char options[4096], path[4000] = "", *out = NULL;
  long received = 0;
  if (!wants("function")) snprintf(path, sizeof path, ",\"path\":\"%s\"", output());
  snprintf(options, sizeof options, "{\"deviceType\":\"raspberrypi3\",\"version\":\"6.0.24\"%s}", path);
  begin();
  check(balena_device_os_download(client, options, on_piece, &received, &out), &out);
  end();
  balena_string_free(out);
  return received;
}

int main(int count, char **texts) {
  if (count != 5) FAIL("usage: libbalena WORKLOAD VARIANT URL COUNT");
  const char *workload = texts[1];
  variant = texts[2];
  const long wanted = atol(texts[4]);
  char options[4096], *error = NULL;
  int length = snprintf(options, sizeof options, "{\"api_endpoint\":\"%s\",\"token\":\"" TOKEN "\",\"data_directory\":null",
                        texts[3]);
  if (ca_file()) length += snprintf(options + length, sizeof options - (size_t)length, ",\"ca_file\":\"%s\"", ca_file());
  snprintf(options + length, sizeof options - (size_t)length, "}");
  check(balena_new(options, &client, &error), &error);
  long right = 0;
  if (!strcmp(workload, "threads")) {
    right = on_threads(caller, wanted);
  } else if (!strcmp(workload, "start")) {
    begin();
    right = call();
    end();
  } else {
    if (!call()) FAIL("the first call went wrong");
    if (!strcmp(workload, "call")) {
      begin();
      right = calls(wanted);
      end();
    } else if (!strcmp(workload, "list")) {
      right = list(wanted);
    } else if (!strcmp(workload, "logs")) {
      right = follow(wanted);
    } else if (!strcmp(workload, "streams")) {
      right = follow_many(wanted);
    } else if (!strcmp(workload, "download")) {
      right = download();
    } else {
      FAIL("%s is no workload", workload);
    }
  }
  report(right);
  balena_free(client);
}
