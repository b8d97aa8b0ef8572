// Sleeping until a word changes: a futex where there is one, a condition variable elsewhere.
#ifndef WEFT_PARKING_H
#define WEFT_PARKING_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct weft_parking {
    pthread_mutex_t mutex;    // unused where there is a futex
    pthread_cond_t condition;
} weft_parking;

bool weft_parking_open(weft_parking *parking);
void weft_parking_close(weft_parking *parking);
// Returns when the word is not `seen`, or sooner for no reason.
void weft_park(weft_parking *parking, _Atomic uint32_t *word, uint32_t seen);
// Wakes all that sleep on the word, which was changed before.
void weft_unpark(weft_parking *parking, _Atomic uint32_t *word);

#endif
