// Preloaded: names below .invalid are looked up as the host's label says, so that a resolver can be seen to fail.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <netdb.h>
#include <string.h>
#include <unistd.h>

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
  int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
  if (node && strcmp(node, "unknown.invalid") == 0) return EAI_NONAME;
  if (node && strcmp(node, "failing.invalid") == 0) return EAI_AGAIN;
  if (node && strcmp(node, "broken.invalid") == 0) {
    errno = EIO;
    return EAI_SYSTEM;
  }
  // A resolver that never answers.
  while (node && strcmp(node, "stalling.invalid") == 0) pause();
  *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
  return real(node, service, hints, found);
}
