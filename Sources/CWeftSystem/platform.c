#define _GNU_SOURCE
#include "CWeftSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/syscall.h>
#endif

int weft_synchronise(int descriptor) {
#if defined(F_FULLFSYNC)
    // fsync on Apple's systems leaves the data in the drive's cache; some file systems do not know the stronger call.
    if (fcntl(descriptor, F_FULLFSYNC) == 0) return 0;
#endif
    int result;
    do { result = fsync(descriptor); } while (result != 0 && errno == EINTR);
    return result;
}

// Whether a path is relative and has no empty, `.` or `..` component.
static bool is_plain(const char *path) {
    if (*path == 0) return false;
    while (true) {
        size_t length = strcspn(path, "/");
        if (length == 0 || (length == 1 && path[0] == '.') || (length == 2 && path[0] == '.' && path[1] == '.')) {
            return false;
        }
        if (path[length] == 0) return true;
        path += length + 1;
    }
}

// One component at a time, following no link: for kernels without openat2.
static int open_stepwise(int directory, const char *path, int flags) {
    int current = directory;
    while (true) {
        size_t length = strcspn(path, "/");
        char component[256];
        int opened = -1;
        if (length >= sizeof component) {
            errno = ENAMETOOLONG;
        } else {
            memcpy(component, path, length);
            component[length] = 0;
            bool is_last = path[length] == 0;
            opened = openat(current, component, O_NOFOLLOW | (is_last ? flags : O_RDONLY | O_DIRECTORY | O_CLOEXEC));
            if (current != directory) {
                int saved = errno;
                close(current);
                errno = saved;
            }
            if (is_last || opened < 0) return opened;
        }
        if (opened < 0) {
            int saved = errno;
            if (current != directory) close(current);
            errno = saved;
            return -1;
        }
        current = opened;
        path += length + 1;
    }
}

int weft_open_beneath(int directory, const char *path) {
    int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    if (!is_plain(path)) {
        errno = EXDEV;
        return -1;
    }
#if defined(__linux__) && defined(SYS_openat2)
    // struct open_how of <linux/openat2.h>: resolve = RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH.
    struct { uint64_t flags, mode, resolve; } how = {(uint64_t)flags, 0, 0x02 | 0x04 | 0x08};
    int result = (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
    if (result >= 0 || (errno != ENOSYS && errno != EPERM)) return result;
#endif
    return open_stepwise(directory, path, flags);
}

int weft_terminal_columns(int descriptor) {
    struct winsize size;
    return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

int weft_try_lock(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB); }

#if defined(__linux__)
// getrusage also counts what the process held before it became this program.
uint64_t weft_peak_resident_bytes(void) {
    static const char mark[] = "VmHWM:";
    char text[4096];
    int descriptor = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return 0;
    ssize_t count = read(descriptor, text, sizeof text - 1);
    close(descriptor);
    if (count <= 0) return 0;
    text[count] = 0;
    const char *line = strstr(text, mark);
    return line == NULL ? 0 : strtoull(line + sizeof mark - 1, NULL, 10) * 1024;
}
#else
uint64_t weft_peak_resident_bytes(void) {
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) != 0) return 0;
#if defined(__APPLE__)
    return (uint64_t)usage.ru_maxrss;
#else
    return (uint64_t)usage.ru_maxrss * 1024;
#endif
}
#endif

void weft_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }
