// What memory a call touches. The planner asks this of every call and checks it against its buffers before a plan runs.
#ifndef WEFT_REACH_H
#define WEFT_REACH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Bytes low ..< high relative to the pointer that stands `field` bytes into the argument struct; low is 0 or less where
// strides are negative. An empty reach (low == high) touches nothing.
typedef struct weft_reach {
    int32_t field;
    bool written;
    int64_t low, high;
} weft_reach;

enum { WEFT_MAX_REACHES = 32 };

typedef struct weft_reach_list {
    int32_t count;
    weft_reach reaches[WEFT_MAX_REACHES];
} weft_reach_list;

#endif
