#define _GNU_SOURCE  // the C standard asked for hides POSIX otherwise
#include "CWeftSystem.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>

// A slot is taken, filled and given back by its owner; a signal handler may claim a filled one at any moment, and a
// claimed slot is never used again, so nobody writes a name that a handler is reading.
enum { slot_free, slot_taken, slot_filled, slot_claimed };

static struct {
    atomic_int state;
    // A child process inherits the slots but not the files.
    pid_t owner;
    int directory;
    char name[256];
} slots[64];

static const int watched[] = {SIGINT, SIGTERM, SIGHUP};
static pthread_once_t once = PTHREAD_ONCE_INIT;

void weft_temporary_remove_all(void) {
    for (size_t index = 0; index < sizeof slots / sizeof slots[0]; index++) {
        int expected = slot_filled;
        if (atomic_compare_exchange_strong(&slots[index].state, &expected, slot_claimed)
            && slots[index].owner == getpid()) {
            unlinkat(slots[index].directory, slots[index].name, 0);
        }
    }
}

static void on_signal(int number) {
    int saved = errno;
    weft_temporary_remove_all();
    // The handler was installed with SA_RESETHAND, so the signal now has its default action.
    raise(number);
    errno = saved;
}

static void install(void) {
    for (size_t index = 0; index < sizeof watched / sizeof watched[0]; index++) {
        struct sigaction current;
        if (sigaction(watched[index], NULL, &current) != 0 || current.sa_handler != SIG_DFL) continue;
        struct sigaction ours;
        memset(&ours, 0, sizeof ours);
        ours.sa_handler = on_signal;
        ours.sa_flags = (int)SA_RESETHAND;
        sigemptyset(&ours.sa_mask);
        sigaction(watched[index], &ours, NULL);
    }
}

int weft_temporary_register(int directory, const char *name) {
    pthread_once(&once, install);
    size_t length = strlen(name);
    if (length >= sizeof slots[0].name) return -1;
    for (int index = 0; index < (int)(sizeof slots / sizeof slots[0]); index++) {
        int expected = slot_free;
        if (!atomic_compare_exchange_strong(&slots[index].state, &expected, slot_taken)) {
            // What a parent process had filled, or a handler had claimed in it, means nothing in its child.
            if (expected == slot_taken || slots[index].owner == getpid()) continue;
            if (!atomic_compare_exchange_strong(&slots[index].state, &expected, slot_taken)) continue;
        }
        slots[index].owner = getpid();
        slots[index].directory = directory;
        memcpy(slots[index].name, name, length + 1);
        atomic_store(&slots[index].state, slot_filled);
        return index;
    }
    return -1;
}

void weft_temporary_unregister(int slot) {
    if (slot < 0 || slot >= (int)(sizeof slots / sizeof slots[0])) return;
    int expected = slot_filled;
    atomic_compare_exchange_strong(&slots[slot].state, &expected, slot_free);
}
