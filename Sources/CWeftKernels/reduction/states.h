// What a reduction knows while it goes on.
#ifndef WEFT_REDUCTION_STATES_H
#define WEFT_REDUCTION_STATES_H

#include "../include/weft_reduction.h"

// Sums and products in `a`; largest and smallest in `a`, with their position in `b`; for logsumexp the largest in `a`
// and the sum of the exponentials of what is left in `b`.
typedef struct weft_reduction_state {
    double a, b;
} weft_reduction_state;

// Takes `count` elements side by side into a state; the first has position `first`.
typedef void weft_reduce_run(int32_t kind, const float *in, int64_t count, int64_t first, weft_reduction_state *state);
// The same for `columns` (at most WEFT_REDUCTION_COLUMNS) columns of `rows` rows, `stride` apart.
typedef void weft_reduce_columns(
    int32_t kind, const float *in, int64_t rows, int64_t stride, int64_t columns, int64_t first,
    weft_reduction_state *states);

enum { WEFT_REDUCTION_COLUMNS = 64 };

weft_reduction_state weft_reduction_start(int32_t kind);
// What two parts of a reduction give together; the second one came later.
weft_reduction_state weft_reduction_join(int32_t kind, weft_reduction_state x, weft_reduction_state y);

// What a reduction of elements of other sizes touches; `field` is where its arguments stand in the call's.
bool weft_reduction_reach(
    const weft_reduction_args *args, int64_t in_bytes, int64_t out_bytes, int32_t field, weft_reach_list *reaches);

#endif
