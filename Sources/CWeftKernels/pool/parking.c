#define _GNU_SOURCE  // syscall
#include "parking.h"

#include <limits.h>
#include <stddef.h>

#if defined(__linux__)
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

bool weft_parking_open(weft_parking *parking) {
    (void)parking;
    return true;
}

void weft_parking_close(weft_parking *parking) { (void)parking; }

void weft_park(weft_parking *parking, _Atomic uint32_t *word, uint32_t seen) {
    (void)parking;
    syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, seen, NULL, NULL, 0);
}

void weft_unpark(weft_parking *parking, _Atomic uint32_t *word) {
    (void)parking;
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
}

#else

bool weft_parking_open(weft_parking *parking) {
    if (pthread_mutex_init(&parking->mutex, NULL) != 0) return false;
    if (pthread_cond_init(&parking->condition, NULL) == 0) return true;
    pthread_mutex_destroy(&parking->mutex);
    return false;
}

void weft_parking_close(weft_parking *parking) {
    pthread_cond_destroy(&parking->condition);
    pthread_mutex_destroy(&parking->mutex);
}

void weft_park(weft_parking *parking, _Atomic uint32_t *word, uint32_t seen) {
    pthread_mutex_lock(&parking->mutex);
    while (atomic_load(word) == seen) pthread_cond_wait(&parking->condition, &parking->mutex);
    pthread_mutex_unlock(&parking->mutex);
}

void weft_unpark(weft_parking *parking, _Atomic uint32_t *word) {
    (void)word;
    // The lock orders the change of the word before the sleeper's look at it.
    pthread_mutex_lock(&parking->mutex);
    pthread_cond_broadcast(&parking->condition);
    pthread_mutex_unlock(&parking->mutex);
}

#endif
