/* What the example tools share. Before this a tool defines NAME, its name, and USAGE, what --help shows, which begins
 * with a line "usage: NAME …".
 *
 * There are two kinds of texts: what the library gives out is freed with balena_string_free, what `formatted` and
 * `quoted` give with free. */

#ifndef TOOL_H
#define TOOL_H

#include <balena.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Ends the tool with a message. */
static inline _Noreturn void fail(const char *format, ...) {
  va_list arguments;
  fputs(NAME ": ", stderr);
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  exit(EXIT_FAILURE);
}

static inline _Noreturn void help(void) {
  fputs(USAGE, stdout);
  exit(EXIT_SUCCESS);
}

/* Ends the tool because it was called wrongly. NULL is for what getopt_long has said already. */
static inline _Noreturn void misuse(const char *why) {
  if (why) fprintf(stderr, NAME ": %s\n", why);
  fprintf(stderr, "%.*s\n", (int)strcspn(USAGE, "\n"), USAGE);
  exit(2);
}

/* The text at a pointer into a document, to be freed with balena_string_free; NULL where there is nothing, or null. */
static inline char *text_at(const char *document, const char *pointer) {
  char *text = NULL;
  if (balena_json_get(document, pointer, &text) == BALENA_OK && strcmp(text, "null") != 0) return text;
  balena_string_free(text);
  return NULL;
}

/* Says what was tried and why it failed. */
static inline void complain(const char *tried, balena_code code, const char *error) {
  char *message = error ? text_at(error, "/message") : NULL;
  fprintf(stderr, NAME ": %s: %s (%s)\n", tried, message ? message : "no reason is known", balena_code_name(code));
  balena_string_free(message);
}

/* Whether a call worked. If not, that is said, and the error is freed. The document comes by its address because C
 * evaluates arguments in any order: the call that fills it may come last. */
static inline bool worked(balena_code code, char **out, const char *tried) {
  if (code == BALENA_OK) return true;
  complain(tried, code, *out);
  balena_string_free(*out);
  *out = NULL;
  return false;
}

/* Ends the tool when a call failed. */
static inline void must(balena_code code, char **out, const char *tried) {
  if (!worked(code, out, tried)) exit(EXIT_FAILURE);
}

/* A client for whom and where the environment says, or an earlier `balena login`. */
static inline balena_client *new_client(const char *options) {
  balena_client *client = NULL;
  char *error = NULL;
  must(balena_new(options, &client, &error), &error, "make a client");
  return client;
}

/* What printf would print, to be freed with free. */
static inline char *formatted(const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, arguments);
  char *text = length < 0 ? NULL : malloc((size_t)length + 1);
  if (!text) fail("out of memory");
  vsnprintf(text, (size_t)length + 1, format, again);
  va_end(again);
  va_end(arguments);
  return text;
}

/* A text as JSON has it, in its quotes, to be freed with free. */
static inline char *quoted(const char *text) {
  /* A control character becomes six. */
  char *json = malloc(6 * strlen(text) + 3), *end = json;
  if (!json) fail("out of memory");
  *end++ = '"';
  for (; *text; text++) {
    if ((unsigned char)*text < ' ') {
      end += sprintf(end, "\\u%04x", *text);
    } else {
      if (*text == '"' || *text == '\\') *end++ = '\\';
      *end++ = *text;
    }
  }
  strcpy(end, "\"");
  return json;
}

#endif
