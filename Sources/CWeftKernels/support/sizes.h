// Small arithmetic and memory carving that the families share.
#ifndef WEFT_SIZES_H
#define WEFT_SIZES_H

#include <stddef.h>
#include <stdint.h>

static inline int64_t weft_min(int64_t a, int64_t b) { return a < b ? a : b; }
static inline int64_t weft_max(int64_t a, int64_t b) { return a > b ? a : b; }
static inline int64_t weft_clamp(int64_t x, int64_t low, int64_t high) { return weft_min(weft_max(x, low), high); }
// Rounded up; `by` is positive.
static inline int64_t weft_parts_of(int64_t count, int64_t by) { return (count + by - 1) / by; }
static inline int64_t weft_round_up(int64_t count, int64_t by) { return weft_parts_of(count, by) * by; }

// Where part `index` of `parts` begins when `count` things are divided so that no two parts differ by more than one.
static inline int64_t weft_share(int64_t count, int64_t parts, int64_t index) {
    return count / parts * index + weft_min(index, count % parts);
}

// Takes aligned pieces from a block of memory; from NULL it only counts, so that a need and its use are one function.
typedef struct weft_carver {
    char *base;
    int64_t used;
} weft_carver;

static inline void *weft_carve(weft_carver *carver, int64_t bytes) {
    int64_t at = carver->used;
    carver->used += weft_round_up(bytes, 64);
    return carver->base == NULL ? NULL : carver->base + at;
}

#endif
