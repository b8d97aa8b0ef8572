// Joining taps to elements, of either type.
#ifndef WEFT_JOIN_TAPS_H
#define WEFT_JOIN_TAPS_H

#include <math.h>

#include "../include/weft_isa.h"
#include "taps.h"

// Where taps are taken from and what they are joined to: the first of the channels.
typedef struct weft_tapped {
    weft_isa isa;
    int32_t type;
    bool largest;
    const void *from;
    void *to;
} weft_tapped;

// Joins the taps and empties the list.
void weft_join_taps(const weft_tapped *it, weft_taps *taps);

// An empty list.
static inline void weft_begin_taps(weft_taps *taps, int64_t channels) {
    taps->count = 0, taps->channels = channels, taps->is_first = true;
    taps->factor = 1, taps->least = -INFINITY;
}

static inline void weft_add_tap(const weft_tapped *it, weft_taps *taps, int64_t offset, double weight) {
    if (taps->count == WEFT_TAPS) weft_join_taps(it, taps);
    taps->offsets[taps->count] = offset;
    taps->weights[taps->count++] = weight;
}

#endif
