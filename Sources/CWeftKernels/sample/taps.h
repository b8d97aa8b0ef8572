// What an element is joined of: elements of a plane and their weights.
#ifndef WEFT_TAPS_H
#define WEFT_TAPS_H

#include <stdbool.h>
#include <stdint.h>

enum { WEFT_TAPS = 64 };

// Up to 64 taps at once; what has more is joined of several lists. A sum begins with what is there unless `is_first`, and
// is multiplied by `factor` in the end. The largest is at least `least`.
typedef struct weft_taps {
    int64_t count, channels;
    bool is_first;
    double factor, least;
    int64_t offsets[WEFT_TAPS];  // in elements
    double weights[WEFT_TAPS];
} weft_taps;

#endif
