/* What LLVM's instrumentation calls and libtsan of GCC 12 does not have: by way of the functions that it intercepts. */
#include <string.h>

void *__tsan_memcpy(void *to, const void *from, size_t length) { return memcpy(to, from, length); }
void *__tsan_memmove(void *to, const void *from, size_t length) { return memmove(to, from, length); }
void *__tsan_memset(void *to, int value, size_t length) { return memset(to, value, length); }
