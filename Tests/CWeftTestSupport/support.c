#define _GNU_SOURCE  // the C standard asked for hides POSIX otherwise
#include "CWeftTestSupport.h"

#include <CWeftSystem.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int weft_test_interrupt(int directory, const char *name, int number) {
    pid_t child = fork();
    if (child == 0) {
        // Test runners block signals in their threads.
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        if (weft_temporary_register(directory, name) < 0) _exit(1);
        raise(number);
        _exit(0);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFSIGNALED(status)) return -1;
    return WTERMSIG(status);
}

int weft_test_pipe(size_t count) {
    int ends[2];
    if (pipe(ends) != 0) return -1;
    pid_t child = fork();
    if (child < 0) return -1;
    if (child > 0) {
        close(ends[1]);
        return ends[0];
    }
    close(ends[0]);
    char block[4096];
    memset(block, 7, sizeof block);
    while (count > 0) {
        ssize_t written = write(ends[1], block, count < sizeof block ? count : sizeof block);
        if (written <= 0) break;
        count -= (size_t)written;
    }
    _exit(0);
}

struct call {
    void (*body)(void *context);
    void *context;
};

static void *run(void *call) {
    struct call *wanted = call;
    wanted->body(wanted->context);
    return NULL;
}

int weft_test_on_thread(size_t stack_bytes, void (*body)(void *context), void *context) {
    struct call wanted = {body, context};
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    if (pthread_attr_setstacksize(&attributes, stack_bytes) != 0) return -1;
    if (pthread_create(&thread, &attributes, run, &wanted) != 0) return -1;
    pthread_attr_destroy(&attributes);
    return pthread_join(thread, NULL);
}

int64_t weft_test_thread_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}
