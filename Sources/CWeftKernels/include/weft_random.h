// Random numbers by counters.
#ifndef WEFT_RANDOM_H
#define WEFT_RANDOM_H

#include "weft_family.h"
#include "weft_type.h"

// Numbers evenly from 0 to before 1 by Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2,
// 3"). Element e is word e % 4 of the block whose counter is e / 4 in its low and `*counter` in its high half; the
// number is the word's top 24 bits (11 in f16, 8 in bf16) over their number of values. Elements lie side by side.
typedef struct weft_random_uniform_args {
    int64_t count;
    int32_t type;  // f32, f16, bf16 or f64
    const int64_t *key, *counter;
    void *to;
} weft_random_uniform_args;

extern const weft_family weft_random_uniform;

#endif
