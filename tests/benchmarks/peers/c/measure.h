// What is measured of a program in C or C++: times, context switches and memory between `begin` and `end`.

#ifndef MEASURE_H
#define MEASURE_H

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define UUID "ba1f35167d65ae9351652d7961e1930c9043bf980017d584973b6b322206a9"
#define TOKEN "GThZJps91PoJCdzfYqF7glHXzBDGrkr9"

#define FAIL(...) (fprintf(stderr, __VA_ARGS__), fputc('\n', stderr), exit(1))

static double measured_wall, measured_cpu;
static long measured_switches, measured_memory, measured_peak;

static double wall_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

static double cpu_us(struct rusage used) {
  return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

// A number of /proc/self/status.
static long status(const char *key) {
  char line[256];
  long value = -1;
  FILE *file = fopen("/proc/self/status", "r");
  while (file && value < 0 && fgets(line, sizeof line, file)) {
    if (!strncmp(line, key, strlen(key))) value = atol(line + strlen(key));
  }
  if (file) fclose(file);
  return value;
}

static void begin(void) {
  // The peak of memory is counted from here.
  FILE *file = fopen("/proc/self/clear_refs", "w");
  if (file) {
    fputc('5', file);
    fclose(file);
  }
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  measured_memory = status("VmRSS:");
  measured_switches = used.ru_nvcsw;
  measured_cpu = cpu_us(used);
  measured_wall = wall_us();
}

static void end(void) {
  struct rusage used;
  measured_wall = wall_us() - measured_wall;
  getrusage(RUSAGE_SELF, &used);
  measured_cpu = cpu_us(used) - measured_cpu;
  measured_switches = used.ru_nvcsw - measured_switches;
  measured_peak = status("VmHWM:");
  measured_memory = measured_peak - measured_memory;
}

// `check` is how much of what was to be done was seen to be right: calls, rows, lines, bytes.
static void report(long check) {
  printf("{\"wall_us\":%.1f,\"cpu_us\":%.1f,\"switches\":%ld,\"growth_kb\":%ld,\"peak_kb\":%ld,\"threads\":%ld,"
         "\"check\":%ld}\n", measured_wall, measured_cpu, measured_switches, measured_memory, measured_peak,
         status("Threads:"), check);
}

static long threads_wanted(void) {
  const char *threads = getenv("BENCHMARK_THREADS");
  return threads ? atol(threads) : 1;
}

// Has each of the threads that are wanted do its part of `count`, which `caller` gets a pointer to.
static inline long on_threads(void *(*caller)(void *), long count) {
  const long threads = threads_wanted();
  pthread_t thread[threads];
  long right = 0, each = count / threads;
  begin();
  for (long i = 0; i < threads; i++) pthread_create(&thread[i], NULL, caller, &each);
  for (long i = 0; i < threads; i++) {
    void *result;
    pthread_join(thread[i], &result);
    right += (long)result;
  }
  end();
  return right;
}

static const char *ca_file(void) { return getenv("BENCHMARK_CA_FILE"); }

static const char *output(void) {
  const char *path = getenv("BENCHMARK_OUTPUT");
  if (!path) FAIL("BENCHMARK_OUTPUT is not set");
  return path;
}

#endif
