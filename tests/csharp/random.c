/* Comes before the C library, so that a test can take its random bytes away. */

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static _Thread_local bool gone;

/* Whether the calling thread gets random bytes. */
void random_bytes(int there) { gone = !there; }

ssize_t getrandom(void *buffer, size_t length, unsigned flags) {
  if (gone) {
    errno = EIO;
    return -1;
  }
  return syscall(SYS_getrandom, buffer, length, flags);
}
