"""What can fail of all that the library asks of the system, and what is said of it then."""

import errno

UNREACHED = {"NETWORK", "TIMEOUT"}
# What a call of each kind can meet, by what is said of it; nothing has to be said of what the library deals with. A
# socket that doesn't block is never interrupted, and gives and takes less than was asked for only when it has no more,
# or no room (epoll(7)).
SOCKETS = {
    "socket socket": {"EMFILE": UNREACHED, "ENFILE": UNREACHED, "ENOBUFS": UNREACHED},
    "connect socket": {"ECONNREFUSED": UNREACHED, "ENETUNREACH": UNREACHED, "EADDRNOTAVAIL": UNREACHED},
    "getsockopt socket": {"ECONNREFUSED": UNREACHED, "ETIMEDOUT": UNREACHED},
    "setsockopt socket": {"ENOBUFS": UNREACHED, "EINVAL": UNREACHED},
    "getsockname socket": {"ENOBUFS": UNREACHED},
    "getpeername socket": {"ENOTCONN": UNREACHED},
    "bind socket": {"EADDRINUSE": UNREACHED},
    "shutdown socket": {"ENOTCONN": set()},
    "close socket": {"EIO": set(), "EINTR": set()},
    "recv socket": {"ECONNRESET": UNREACHED, "ETIMEDOUT": UNREACHED, "end": UNREACHED},
    "writev socket": {"EPIPE": UNREACHED, "ECONNRESET": UNREACHED},
    "getaddrinfo other": {
        "EAI_NONAME": {"DNS"}, "EAI_AGAIN": {"DNS"}, "EAI_FAIL": {"DNS"}, "EAI_MEMORY": {"DNS"}, "EAI_SYSTEM": {"DNS"},
    },
}
RUNTIME = {
    "epoll_create1 other": {"EMFILE": {"IO"}, "ENFILE": {"IO"}},
    "epoll_ctl other": {"ENOMEM": {"IO"} | UNREACHED, "ENOSPC": {"IO"} | UNREACHED},
    "epoll_wait other": {"EINTR": set()},
    "eventfd other": {"EMFILE": {"IO"}, "ENFILE": {"IO"}},
    "fcntl other": {"EMFILE": {"IO"}},
    "close other": {"EIO": set(), "EINTR": set()},
    "write other": {"EAGAIN": set()},
    "read other": {"EAGAIN": set()},
    "poll other": {"EINTR": set(), "ENOMEM": set()},
    "pthread_create other": {"EAGAIN": {"IO", "DNS"}},
    "futex other": {"EINTR": set()},
    # A system without it has none from the start: then nothing has to be said.
    "getrandom other": {"EINTR": set(), "ENOSYS": {"TLS", "IO"}, "EPERM": {"TLS", "IO"}},
    "clock_nanosleep other": {"EINTR": set()},
    "mmap64 other": {"ENOMEM": set()},
}
IO = {"IO"}
# ca_file names a file that can't be read, or the system's authorities can't be.
READ = {"IO", "INVALID_OPTION", "TLS"}
FILES = {
    "open64 file": {"EMFILE": READ, "ENFILE": READ, "EIO": READ, "ENOMEM": READ, "EINTR": set()},
    "open file": {"EMFILE": READ, "EIO": READ},
    "read file": {"EIO": READ, "EINTR": set(), "short": set()},
    "write file": {"EIO": IO, "ENOSPC": IO, "EDQUOT": IO, "EINTR": set(), "short": set()},
    "close file": {"EIO": set(), "EINTR": set()},
    "fsync file": {"EIO": IO, "ENOSPC": IO, "EINTR": set()},
    "ftruncate64 file": {"EIO": IO, "EINTR": set()},
    "lseek64 file": {"EIO": READ},
    "flock file": {"ENOLCK": IO, "EWOULDBLOCK": IO},
    "fchown file": {"EPERM": IO},
    "mkdir file": {"ENOSPC": IO, "EACCES": IO, "EIO": IO},
    "rename file": {"EIO": IO, "ENOSPC": IO, "EACCES": IO},
    "unlink file": {"EIO": IO, "EACCES": IO},
    "statx file": {"EIO": READ, "EACCES": READ, "ENOMEM": READ},
    "fstat64 file": {"EIO": READ, "ENOMEM": READ},
    "lstat64 file": {"EIO": READ, "EACCES": READ},
    "stat64 file": {"EIO": READ, "EACCES": READ},
    "opendir file": {"EMFILE": READ, "EACCES": READ},
    "readdir64 file": {"EIO": READ},
}
FAULTS = SOCKETS | RUNTIME | FILES
# What is tried at every call in the sample too: defects stood behind these.
EVERYWHERE = {"open64 file": "EMFILE", "statx file": "EIO", "pthread_create other": "EAGAIN"}
# What can fail, and why nothing has to be tried.
NOT_TRIED = {
    "sigtimedwait other": "with no time to wait it gives a signal or EAGAIN, as it does here",
    "posix_memalign other": "see `memory`",
    "sync_file_range file": "of downloads of 8 MB and more, which would make runs longer: disk.rs tries it itself",
    "socketpair socket": "of tokio's signals, which the simulator brings into the build that the tests share",
}
# What the library imports and the shim lets pass: it can't fail, asks nothing of the system, or is not called.
HARMLESS = """
    memory that is there  bcmp memcmp memcpy memmove memset strlen free munmap mprotect freeaddrinfo
    what the process knows  clock_gettime getauxval getenv getpid gettid sysconf gnu_get_libc_version pow sched_yield
        sched_getaffinity __errno_location __xpg_strerror_r gai_strerror __libc_current_sigrtmax dl_iterate_phdr dirfd
    this thread's signals  pthread_sigmask sigaction sigaddset sigemptyset sigfillset sigismember sigpending sigaltstack
    threads, whose making is what can fail  pthread_attr_destroy pthread_attr_getguardsize pthread_attr_getstack
        pthread_attr_init pthread_attr_setstacksize pthread_detach pthread_getattr_np pthread_join pthread_key_create
        pthread_key_delete pthread_mutex_lock pthread_mutex_unlock pthread_self pthread_setname_np pthread_setspecific
        __cxa_thread_atexit_impl __tls_get_addr
    the loader's and the compiler's  __cxa_finalize __gmon_start__ _ITM_deregisterTMCloneTable dlsym abort
        _ITM_registerTMCloneTable
    never called: the library has no children  waitid waitpid pause
    after a lookup that failed  __res_init
    a directory that was read  closedir
    advice, without which all goes on as before  madvise
"""
# What lasts, and so meets what is tried again too.
LASTING = {"EMFILE", "ENOBUFS", "ECONNREFUSED", "EAI_AGAIN", "EAGAIN", "ENOSPC", "ENOMEM"}
EAI = {"EAI_NONAME": 2, "EAI_AGAIN": 3, "EAI_FAIL": 4, "EAI_MEMORY": 10, "EAI_SYSTEM": 11}


def number(what):
    """What the shim calls it."""
    return EAI.get(what) or getattr(errno, what, None) or what
