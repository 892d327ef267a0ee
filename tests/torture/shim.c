/* Preloaded: what the library asks of the system comes by here, is counted, and can be made to fail. What the program
 * itself asks, or libc of itself, passes untouched: only calls that return into libbalena count. That, a failure at
 * one exact call of the whole process, bytes that are only written in part, and threads that can't be had are more
 * than strace's fault injection offers, which counts for each thread apart; and it needs no ptrace.
 *
 * TORTURE_TRACE=FILE   a line for each call: its kind, how many of that kind there were, the step of the program
 * TORTURE="KIND N WHAT [always]"  the Nth call of the kind does not do what it should, and with `always` none after it
 *                      until the program's next step. A kind is a function and what it is about, as "read socket", or
 *                      "any file" for all that is done to files. WHAT is an error's number, "short" (a byte of what
 *                      was asked for), "end" (of what is read), "kill" or "torn" (killed in the middle of a write). */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <linux/futex.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* What a program tells: at which of its calls of the library it is; and is told: whether something failed by now. */
_Atomic int torture_step;
_Atomic int torture_fired;

enum about { FILES, SOCKETS, OTHERS, LARGE, ABOUTS };
static const char *const abouts[ABOUTS] = {"file", "socket", "other", "large"};
/* Of memory, in bytes. */
#define IS_LARGE (1 << 20)

#define FUNCTIONS(X)                                                                                               \
  X(accept4) X(bind) X(calloc) X(clock_nanosleep) X(close) X(connect) X(epoll_create1) X(epoll_ctl) X(epoll_wait)  \
  X(eventfd) X(fchown) X(fcntl) X(flock) X(fstat64) X(fsync) X(ftruncate64) X(getaddrinfo) X(getcwd)               \
  X(getpeername) X(getrandom) X(getsockname) X(getsockopt) X(ioctl) X(lseek64) X(lstat64) X(malloc) X(mkdir)       \
  X(mmap64) X(open) X(open64) X(opendir) X(poll) X(posix_memalign) X(pthread_create) X(read) X(readdir64)          \
  X(readlink) X(readv) X(realloc) X(realpath) X(recv) X(rename) X(send) X(setsockopt) X(shutdown) X(sigtimedwait)  \
  X(socket) X(socketpair) X(stat64) X(statx) X(sync_file_range) X(futex) X(syscall) X(unlink) X(write) X(writev)

#define NUMBER(name) F_##name,
enum function { FUNCTIONS(NUMBER) COUNT };
#define NAME(name) #name,
static const char *const names[COUNT] = {FUNCTIONS(NAME)};

static _Atomic long counts[COUNT][ABOUTS], all_of_files;

enum { NOTHING = 0, SHORT = -1, END = -2, KILL = -3, TORN = -4 };
static struct {
  int is_set, function, about, what, always;
  long number;
} order;
static _Atomic int ordered_step;
static int trace = -1, counts_memory;

static _Atomic uintptr_t begin, end;

static int find(struct dl_phdr_info *object, size_t size, void *data) {
  (void)size;
  (void)data;
  const char *name = strrchr(object->dlpi_name, '/');
  if (strncmp(name ? name + 1 : object->dlpi_name, "libbalena", 9) != 0) return 0;
  uintptr_t last = 0;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[i];
    if (part->p_type == PT_LOAD && part->p_vaddr + part->p_memsz > last) last = part->p_vaddr + part->p_memsz;
  }
  begin = object->dlpi_addr;
  end = object->dlpi_addr + last;
  return 1;
}

/* A host may load the library late. */
static int is_library(void *address) {
  if (!end) dl_iterate_phdr(find, NULL);
  return (uintptr_t)address >= begin && (uintptr_t)address < end;
}

static int number_of(const char *text, const char *const *all, int count) {
  for (int i = 0; i < count; i++) {
    if (strcmp(text, all[i]) == 0) return i;
  }
  return -1;
}

static void wrong(const char *what) {
  fprintf(stderr, "torture: %s\n", what);
  _exit(99);
}

__attribute__((constructor)) static void prepare(void) {
  const char *text = getenv("TORTURE_TRACE");
  if (text) {
    int file = open(text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    trace = fcntl(file, F_DUPFD_CLOEXEC, 500);
    if (trace < 0) wrong("TORTURE_TRACE can't be written");
    close(file);
  }
  if ((text = getenv("TORTURE"))) {
    char function[32], about[32], what[32], always[32] = "";
    if (sscanf(text, "%31s %31s %ld %31s %31s", function, about, &order.number, what, always) < 4) wrong(text);
    order.function = strcmp(function, "any") == 0 ? COUNT : number_of(function, names, COUNT);
    order.about = number_of(about, abouts, ABOUTS);
    static const char *const whats[] = {"short", "end", "kill", "torn"};
    int special = number_of(what, whats, 4);
    order.what = special < 0 ? atoi(what) : SHORT - special;
    order.always = strcmp(always, "always") == 0;
    if (order.function < 0 || order.about < 0 || order.what == NOTHING) wrong(text);
    order.is_set = 1;
    counts_memory = order.function == F_malloc || order.function == F_calloc || order.function == F_realloc;
  }
  counts_memory |= getenv("TORTURE_MEMORY") != NULL;
}

static void told(const char *what, enum function function, enum about about, long number) {
  char line[128];
  if (trace < 0) return;
  int length = snprintf(line, sizeof line, "%s%s %s %ld %d\n", what, names[function], abouts[about], number,
                        (int)torture_step);
  syscall(SYS_write, trace, line, length);
}

/* Counts a call. NOTHING when it is to do what it should. */
static int fails(enum function function, enum about about) {
  int error = errno;
  long number = ++counts[function][about];
  told("", function, about, number);
  if (order.is_set && order.function == COUNT) {
    number = about == FILES ? ++all_of_files : 0;
  } else if (order.function != (int)function || order.about != (int)about) {
    number = 0;
  }
  errno = error;
  if (!order.is_set || number == 0) return NOTHING;
  int is_now = number == order.number || (order.always && number > order.number && ordered_step == torture_step);
  if (!is_now) return NOTHING;
  if (number == order.number) {
    ordered_step = torture_step;
    torture_fired = 1;
    told("fired ", function, about, number);
  }
  if (order.what == KILL) kill(getpid(), SIGKILL);
  errno = error;
  return order.what;
}

static enum about about_of(int file) {
  struct stat about;
  int (*stat)(int, struct stat *) = dlsym(RTLD_NEXT, "fstat64");
  int error = errno;
  int failed = stat(file, &about);
  errno = error;
  if (failed) return OTHERS;
  return S_ISREG(about.st_mode) || S_ISDIR(about.st_mode) ? FILES : S_ISSOCK(about.st_mode) ? SOCKETS : OTHERS;
}

static void *next(enum function function) {
  static _Atomic(void *) known[COUNT];
  if (!known[function]) known[function] = dlsym(RTLD_NEXT, names[function]);
  return known[function];
}

#define IS_COUNTED is_library(__builtin_return_address(0))

/* Counts the call where it is the library's, and ends it where it is to fail. */
#define COUNTED(function, about, failure)                                                       \
  int what = IS_COUNTED ? fails(F_##function, about) : NOTHING;                                 \
  if (what > 0) {                                                                               \
    errno = what;                                                                               \
    return failure;                                                                             \
  }

#define PASSED(result, function, about, failure, parameters, arguments)     \
  result function parameters {                                              \
    COUNTED(function, about, failure)                                       \
    result(*call) parameters = next(F_##function);                          \
    return call arguments;                                                  \
  }

PASSED(int, socket, SOCKETS, -1, (int domain, int type, int protocol), (domain, type, protocol))
PASSED(int, socketpair, SOCKETS, -1, (int domain, int type, int protocol, int pair[2]), (domain, type, protocol, pair))
PASSED(int, bind, SOCKETS, -1, (int file, const struct sockaddr *address, socklen_t size), (file, address, size))
PASSED(int, connect, SOCKETS, -1, (int file, const struct sockaddr *address, socklen_t size), (file, address, size))
PASSED(int, accept4, SOCKETS, -1, (int file, struct sockaddr *address, socklen_t *size, int flags),
       (file, address, size, flags))
PASSED(int, shutdown, SOCKETS, -1, (int file, int how), (file, how))
PASSED(int, getsockname, SOCKETS, -1, (int file, struct sockaddr *address, socklen_t *size), (file, address, size))
PASSED(int, getpeername, SOCKETS, -1, (int file, struct sockaddr *address, socklen_t *size), (file, address, size))
PASSED(int, setsockopt, SOCKETS, -1, (int file, int level, int name, const void *value, socklen_t size),
       (file, level, name, value, size))
PASSED(int, epoll_create1, OTHERS, -1, (int flags), (flags))
PASSED(int, epoll_ctl, OTHERS, -1, (int set, int operation, int file, struct epoll_event *event),
       (set, operation, file, event))
PASSED(int, epoll_wait, OTHERS, -1, (int set, struct epoll_event *events, int count, int timeout),
       (set, events, count, timeout))
PASSED(int, eventfd, OTHERS, -1, (unsigned value, int flags), (value, flags))
PASSED(int, poll, OTHERS, -1, (struct pollfd *files, nfds_t count, int timeout), (files, count, timeout))
PASSED(ssize_t, getrandom, OTHERS, -1, (void *bytes, size_t length, unsigned flags), (bytes, length, flags))
PASSED(int, sigtimedwait, OTHERS, -1, (const sigset_t *set, siginfo_t *about, const struct timespec *time),
       (set, about, time))
PASSED(void *, mmap64, OTHERS, MAP_FAILED,
       (void *place, size_t length, int access, int flags, int file, off64_t offset),
       (place, length, access, flags, file, offset))
PASSED(int, fchown, FILES, -1, (int file, uid_t user, gid_t group), (file, user, group))
PASSED(int, flock, FILES, -1, (int file, int operation), (file, operation))
PASSED(int, fstat64, about_of(file), -1, (int file, struct stat64 *about), (file, about))
PASSED(int, fsync, FILES, -1, (int file), (file))
PASSED(int, sync_file_range, FILES, -1, (int file, off64_t offset, off64_t length, unsigned flags),
       (file, offset, length, flags))
PASSED(int, ftruncate64, FILES, -1, (int file, off64_t length), (file, length))
PASSED(off64_t, lseek64, FILES, -1, (int file, off64_t offset, int from), (file, offset, from))
PASSED(int, lstat64, FILES, -1, (const char *path, struct stat64 *about), (path, about))
PASSED(int, stat64, FILES, -1, (const char *path, struct stat64 *about), (path, about))
PASSED(int, statx, FILES, -1, (int directory, const char *path, int flags, unsigned mask, struct statx *about),
       (directory, path, flags, mask, about))
PASSED(int, mkdir, FILES, -1, (const char *path, mode_t mode), (path, mode))
PASSED(int, rename, FILES, -1, (const char *from, const char *to), (from, to))
PASSED(int, unlink, FILES, -1, (const char *path), (path))
PASSED(void *, opendir, FILES, NULL, (const char *path), (path))
PASSED(void *, readdir64, FILES, NULL, (void *directory), (directory))
PASSED(ssize_t, readlink, FILES, -1, (const char *path, char *bytes, size_t length), (path, bytes, length))
PASSED(char *, realpath, FILES, NULL, (const char *path, char *found), (path, found))
PASSED(char *, getcwd, FILES, NULL, (char *bytes, size_t length), (bytes, length))

int open(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = va_arg(more, mode_t);
  va_end(more);
  COUNTED(open, FILES, -1)
  int (*call)(const char *, int, ...) = next(F_open);
  return call(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = va_arg(more, mode_t);
  va_end(more);
  COUNTED(open64, FILES, -1)
  int (*call)(const char *, int, ...) = next(F_open64);
  return call(path, flags, mode);
}

/* Only a new descriptor can be refused. */
int fcntl(int file, int command, ...) {
  va_list more;
  va_start(more, command);
  long argument = va_arg(more, long);
  va_end(more);
  if (command == F_DUPFD || command == F_DUPFD_CLOEXEC) {
    COUNTED(fcntl, OTHERS, -1)
  }
  int (*call)(int, int, ...) = next(F_fcntl);
  return call(file, command, argument);
}

int ioctl(int file, unsigned long request, ...) {
  va_list more;
  va_start(more, request);
  void *argument = va_arg(more, void *);
  va_end(more);
  COUNTED(ioctl, about_of(file), -1)
  int (*call)(int, unsigned long, ...) = next(F_ioctl);
  return call(file, request, argument);
}

/* Whatever it says, the descriptor is gone. */
int close(int file) {
  int what = IS_COUNTED ? fails(F_close, about_of(file)) : NOTHING;
  int (*call)(int) = next(F_close);
  int result = call(file);
  if (what == NOTHING) return result;
  errno = what;
  return -1;
}

/* A connection that could not be made says so here. */
int getsockopt(int file, int level, int name, void *value, socklen_t *size) {
  int what = IS_COUNTED ? fails(F_getsockopt, SOCKETS) : NOTHING;
  int (*call)(int, int, int, void *, socklen_t *) = next(F_getsockopt);
  if (what == NOTHING) return call(file, level, name, value, size);
  if (level == SOL_SOCKET && name == SO_ERROR) {
    *(int *)value = what;
    return 0;
  }
  errno = what;
  return -1;
}

#define READING(function, parameters, arguments)                                \
  ssize_t function parameters {                                                 \
    COUNTED(function, about_of(file), -1)                                       \
    if (what == END) return 0;                                                  \
    if (what == SHORT && length > 1) length = 1;                                \
    ssize_t(*call) parameters = next(F_##function);                             \
    return call arguments;                                                      \
  }
READING(read, (int file, void *bytes, size_t length), (file, bytes, length))
READING(recv, (int file, void *bytes, size_t length, int flags), (file, bytes, length, flags))

#define WRITING(function, parameters, arguments)                                \
  ssize_t function parameters {                                                 \
    COUNTED(function, about_of(file), -1)                                       \
    if (what == SHORT && length > 1) length = 1;                                \
    if (what == TORN) length /= 2;                                              \
    ssize_t(*call) parameters = next(F_##function);                             \
    ssize_t result = call arguments;                                            \
    if (what == TORN) kill(getpid(), SIGKILL);                                  \
    return result;                                                              \
  }
WRITING(write, (int file, const void *bytes, size_t length), (file, bytes, length))
WRITING(send, (int file, const void *bytes, size_t length, int flags), (file, bytes, length, flags))

ssize_t readv(int file, const struct iovec *parts, int count) {
  COUNTED(readv, about_of(file), -1)
  if (what == END) return 0;
  struct iovec part = {parts[0].iov_base, parts[0].iov_len < 1 ? 0 : 1};
  ssize_t (*call)(int, const struct iovec *, int) = next(F_readv);
  return what == SHORT ? call(file, &part, 1) : call(file, parts, count);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
  COUNTED(writev, about_of(file), -1)
  struct iovec part = {parts[0].iov_base, parts[0].iov_len < 1 ? 0 : 1};
  ssize_t (*call)(int, const struct iovec *, int) = next(F_writev);
  return what == SHORT ? call(file, &part, 1) : call(file, parts, count);
}

/* Those that give the error itself. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument) {
  COUNTED(pthread_create, OTHERS, what)
  int (*call)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *) = next(F_pthread_create);
  return call(thread, attributes, run, argument);
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time, struct timespec *left) {
  COUNTED(clock_nanosleep, OTHERS, (left ? (void)(*left = *time) : (void)0, what))
  int (*call)(clockid_t, int, const struct timespec *, struct timespec *) = next(F_clock_nanosleep);
  return call(clock, flags, time, left);
}

int posix_memalign(void **place, size_t alignment, size_t size) {
  COUNTED(posix_memalign, OTHERS, what)
  int (*call)(void **, size_t, size_t) = next(F_posix_memalign);
  return call(place, alignment, size);
}

/* Its errors are numbers of its own, below 0: here their absolute values are named, and 11 is EAI_SYSTEM. */
int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
  COUNTED(getaddrinfo, OTHERS, (errno = EMFILE, -what))
  int (*call)(const char *, const char *, const struct addrinfo *, struct addrinfo **) = next(F_getaddrinfo);
  return call(name, service, hints, found);
}

long syscall(long number, ...) {
  va_list more;
  long arguments[6];
  va_start(more, number);
  for (int i = 0; i < 6; i++) arguments[i] = va_arg(more, long);
  va_end(more);
  int command = (int)(arguments[1] & FUTEX_CMD_MASK);
  if (number == SYS_getrandom) {
    COUNTED(getrandom, OTHERS, -1)
  } else if (number == SYS_futex && (command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET)) {
    COUNTED(futex, OTHERS, -1)
  } else if (number != SYS_futex && number != SYS_gettid) {
    COUNTED(syscall, OTHERS, -1)
  }
  long (*call)(long, ...) = next(F_syscall);
  return call(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
}

/* Memory: looking the next one up would ask for some. */
extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);

#define ALLOCATING(function, parameters, arguments, size)                                                    \
  void *function parameters {                                                                                \
    if (counts_memory && IS_COUNTED && fails(F_##function, (size) < IS_LARGE ? OTHERS : LARGE) > 0) {          \
      errno = ENOMEM;                                                                                        \
      return NULL;                                                                                           \
    }                                                                                                        \
    return __libc_##function arguments;                                                                      \
  }
ALLOCATING(malloc, (size_t size), (size), size)
ALLOCATING(calloc, (size_t count, size_t size), (count, size), count * size)
ALLOCATING(realloc, (void *place, size_t size), (place, size), size)
