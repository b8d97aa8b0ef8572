#define _GNU_SOURCE  // sched_getaffinity
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../include/weft_pool.h"

#if defined(__linux__)
#include <sched.h>

static long affinity(void) {
    // The kernel may know of more CPUs than a cpu_set_t holds.
    for (int count = CPU_SETSIZE; count <= (1 << 17); count *= 2) {
        cpu_set_t *set = CPU_ALLOC((size_t)count);
        if (set == NULL) return 1;
        size_t bytes = CPU_ALLOC_SIZE((size_t)count);
        int failed = sched_getaffinity(0, bytes, set);
        long found = failed ? 0 : CPU_COUNT_S(bytes, set);
        CPU_FREE(set);
        if (!failed) return found;
    }
    return 1;
}

// Whole CPUs that the quota written in a group's folder allows; LONG_MAX without one.
static long quota_in(const char *folder) {
    char path[PATH_MAX];
    long long quota = -1, period = 0;
    snprintf(path, sizeof path, "%s/cpu.max", folder);
    FILE *file = fopen(path, "re");
    if (file != NULL) {
        if (fscanf(file, "%lld %lld", &quota, &period) != 2) quota = -1;  // "max" is no number
        fclose(file);
    }
    if (quota <= 0 || period <= 0) return LONG_MAX;
    return quota < period ? 1 : (long)(quota / period);
}

// The smallest quota of the process's group and all groups around it (version 2 of control groups).
static long quota(void) {
    static const char mount[] = "/sys/fs/cgroup";
    char line[PATH_MAX], folder[PATH_MAX + sizeof mount];
    snprintf(folder, sizeof folder, "%s", mount);
    FILE *file = fopen("/proc/self/cgroup", "re");
    if (file == NULL) return LONG_MAX;
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = 0;
        if (strncmp(line, "0::/", 4) == 0) snprintf(folder, sizeof folder, "%s%s", mount, line + 3);
    }
    fclose(file);
    long least = LONG_MAX;
    while (strlen(folder) >= sizeof mount - 1) {
        long found = quota_in(folder);
        if (found < least) least = found;
        char *slash = strrchr(folder, '/');
        if (slash == NULL) break;
        *slash = 0;
    }
    return least;
}

int32_t weft_pool_allowed_cpus(void) {
    long count = affinity(), limit = quota();
    if (limit < count) count = limit;
    return count < 1 ? 1 : count > 1024 ? 1024 : (int32_t)count;
}

#else

int32_t weft_pool_allowed_cpus(void) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > 1024 ? 1024 : (int32_t)count;
}

#endif

static int32_t usual;
static void set_usual(void) { usual = weft_pool_allowed_cpus(); }

int32_t weft_pool_usual_cpus(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, set_usual);
    return usual;
}
