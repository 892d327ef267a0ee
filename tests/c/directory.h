/* A data directory of the program's own. */

#ifndef DIRECTORY_H
#define DIRECTORY_H

#include "check.h"
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

static char directory[] = "/tmp/balena-test-XXXXXX";

static inline void make_directory(void) {
  if (!mkdtemp(directory)) exit(2);
}

static inline const char *within(const char *name) {
  static _Thread_local char path[512];
  snprintf(path, sizeof path, "%s/%s", directory, name);
  return path;
}

static inline void put(const char *name, const char *text) {
  FILE *file = fopen(within(name), "w");
  if (!file || fputs(text, file) < 0 || fclose(file) != 0) exit(2);
}

/* Removes what is in it. */
static inline void clear_directory(void) {
  DIR *names = opendir(directory);
  if (!names) exit(2);
  for (struct dirent *entry; (entry = readdir(names));) {
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) remove(within(entry->d_name));
  }
  closedir(names);
}

static inline void remove_directory(void) {
  clear_directory();
  CHECK(rmdir(directory) == 0);
}

/* A client that keeps its login and settings there. */
static inline balena_client *client_in_directory(const char *endpoint) {
  char options[1024];
  balena_client *client = NULL;
  snprintf(options, sizeof options, "{\"api_endpoint\":\"%s\",\"data_directory\":\"%s\"}", endpoint, directory);
  CHECK(balena_new(options, &client, NULL) == BALENA_OK);
  return client;
}

#endif
