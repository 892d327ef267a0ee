// What a programmer in C would write without libbalena: a handle of libcurl for each thread, used again and again, a
// buffer that grows, and yyjson.
//
// usage: libcurl WORKLOAD VARIANT URL COUNT

#define _GNU_SOURCE
#include "measure.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <unistd.h>
#include <yyjson.h>

static const char *variant, *base;
static struct curl_slist *headers;

struct buffer {
  char *bytes;
  size_t length, capacity;
};

static void append(struct buffer *buffer, const char *bytes, size_t length) {
  if (buffer->length + length > buffer->capacity) {
    size_t capacity = buffer->capacity ? buffer->capacity : 16384;
    while (capacity < buffer->length + length) capacity *= 2;
    buffer->bytes = realloc(buffer->bytes, capacity);
    if (!buffer->bytes) abort();
    buffer->capacity = capacity;
  }
  memcpy(buffer->bytes + buffer->length, bytes, length);
  buffer->length += length;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *user_data) {
  append(user_data, bytes, size * count);
  return size * count;
}

static CURL *handle(curl_write_callback callback, void *user_data) {
  CURL *curl = curl_easy_init();
  if (!curl) abort();
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, callback);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, user_data);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 60000L);
  curl_easy_setopt(curl, CURLOPT_BUFFERSIZE, 131072L);
  if (ca_file()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file());
    curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
  }
  return curl;
}

static void get(CURL *curl, const char *path) {
  char url[512];
  long status = 0;
  snprintf(url, sizeof url, "%s%s", base, path);
  curl_easy_setopt(curl, CURLOPT_URL, url);
  const CURLcode code = curl_easy_perform(curl);
  // A function that has had enough is no failure.
  if (code && code != CURLE_WRITE_ERROR) FAIL("%s: %s", url, curl_easy_strerror(code));
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) FAIL("%s: status %ld", url, status);
}

static yyjson_doc *parsed(const char *bytes, size_t length) {
  yyjson_doc *document = yyjson_read(bytes, length, 0);
  if (!document) FAIL("this is no JSON");
  return document;
}

static bool wants(const char *name) { return !strcmp(variant, name); }

// One device; true when it is the one.
static bool call(CURL *curl, struct buffer *body) {
  body->length = 0;
  get(curl, "v7/device(uuid='" UUID "')");
  if (wants("text")) return body->length > 1000;
  yyjson_doc *document = parsed(body->bytes, body->length);
  yyjson_val *device = yyjson_arr_get_first(yyjson_obj_get(yyjson_doc_get_root(document), "d"));
  const bool is_right = yyjson_get_int(yyjson_obj_get(device, "id")) == 1;
  yyjson_doc_free(document);
  return is_right;
}

static long calls(CURL *curl, struct buffer *body, long count) {
  long right = 0;
  for (long i = 0; i < count; i++) right += call(curl, body);
  return right;
}

static void *caller(void *count) {
  struct buffer body = {0};
  CURL *curl = handle(on_body, &body);
  const long right = calls(curl, &body, *(long *)count);
  curl_easy_cleanup(curl);
  free(body.bytes);
  return (void *)right;
}

static long list(CURL *curl, struct buffer *body, long count) {
  char path[128];
  long rows = 0;
  snprintf(path, sizeof path, "v7/device?$orderby=device_name%%20asc&$top=%ld", count);
  body->length = 0;
  begin();
  get(curl, path);
  if (wants("text")) {
    end();
    return (long)body->length;
  }
  yyjson_doc *document = parsed(body->bytes, body->length);
  yyjson_val *row, *all = yyjson_obj_get(yyjson_doc_get_root(document), "d");
  size_t index, length;
  yyjson_arr_foreach(all, index, length, row) rows += yyjson_get_str(yyjson_obj_get(row, "device_name")) != NULL;
  end();
  yyjson_doc_free(document);
  return rows;
}

struct log {
  struct buffer rest;
  long lines, wanted;
};

static void on_line(struct log *log, const char *line, size_t length) {
  if (log->lines == log->wanted) return;
  yyjson_doc *document = parsed(line, length);
  yyjson_val *object = yyjson_doc_get_root(document);
  log->lines += yyjson_get_str(yyjson_obj_get(object, "message")) && yyjson_get_uint(yyjson_obj_get(object, "timestamp"));
  yyjson_doc_free(document);
}

static size_t on_log(char *bytes, size_t size, size_t count, void *user_data) {
  struct log *log = user_data;
  char *end = bytes + size * count, *newline;
  while ((newline = memchr(bytes, '\n', (size_t)(end - bytes)))) {
    if (log->rest.length) {
      append(&log->rest, bytes, (size_t)(newline - bytes));
      on_line(log, log->rest.bytes, log->rest.length);
      log->rest.length = 0;
    } else {
      on_line(log, bytes, (size_t)(newline - bytes));
    }
    bytes = newline + 1;
  }
  append(&log->rest, bytes, (size_t)(end - bytes));
  // Less than there was ends it.
  return log->lines < log->wanted ? size * count : 0;
}

static long follow(CURL *curl, long count) {
  struct log log = {{0}, 0, count};
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_log);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &log);
  begin();
  get(curl, "device/v2/" UUID "/logs?count=all&stream=1");
  end();
  free(log.rest.bytes);
  return log.lines;
}

struct image {
  int file;
  long received;
};

static size_t on_piece(char *bytes, size_t size, size_t count, void *user_data) {
  struct image *image = user_data;
  image->received += (long)(size * count);
  if (image->file < 0) return size * count;
  for (size_t written = 0; written < size * count;) {
    const ssize_t more = write(image->file, bytes + written, size * count - written);
    if (more <= 0) return 0;
    written += (size_t)more;
  }
  return size * count;
}

static long download(CURL *curl) {
  struct image image = {-1, 0};
  if (!wants("function")) image.file = open(output(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_piece);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &image);
  begin();
  get(curl, "download");
  if (wants("synced") && fsync(image.file)) FAIL("the file can't be written");
  end();
  return image.received;
}

int main(int count, char **texts) {
  if (count == 2 && !strcmp(texts[1], "version")) {
    printf("%s yyjson/%s\n", curl_version(), YYJSON_VERSION_STRING);
    return 0;
  }
  if (count != 5) FAIL("usage: libcurl WORKLOAD VARIANT URL COUNT");
  const char *workload = texts[1];
  variant = texts[2], base = texts[3];
  const long wanted = atol(texts[4]);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  headers = curl_slist_append(NULL, "Authorization: Bearer " TOKEN);
  headers = curl_slist_append(headers, "Accept: application/json");
  struct buffer body = {0};
  CURL *curl = handle(on_body, &body);
  long right = 0;
  if (!strcmp(workload, "threads")) {
    right = on_threads(caller, wanted);
  } else if (!strcmp(workload, "start")) {
    begin();
    right = call(curl, &body);
    end();
  } else {
    if (!call(curl, &body)) FAIL("the first call went wrong");
    if (!strcmp(workload, "call")) {
      begin();
      right = calls(curl, &body, wanted);
      end();
    } else if (!strcmp(workload, "list")) {
      right = list(curl, &body, wanted);
    } else if (!strcmp(workload, "logs")) {
      right = follow(curl, wanted);
    } else if (!strcmp(workload, "download")) {
      right = download(curl);
    } else {
      FAIL("%s is no workload", workload);
    }
  }
  report(right);
  curl_easy_cleanup(curl);
  free(body.bytes);
  curl_slist_free_all(headers);
  curl_global_cleanup();
}
