// Sums of a few weighted positions along an axis: one axis of a resize.
#ifndef WEFT_RESAMPLE_H
#define WEFT_RESAMPLE_H

#include "weft_family.h"
#include "weft_view.h"

// to[.., i, ..] = sum over t of weights[i * taps + t] * from[.., positions[i * taps + t], ..]; what has a weight of 0
// is not read. Nearest, linear and cubic interpolation have 1, 2 and 4 taps. `extents` are those of the result.
typedef struct weft_resample_args {
    int32_t rank, axis;
    int64_t extents[WEFT_MAX_RANK];
    int64_t size;  // of the source along the axis
    const float *from;
    int64_t from_strides[WEFT_MAX_RANK];
    float *to;
    int64_t to_strides[WEFT_MAX_RANK];
    int64_t taps;
    const int64_t *positions;  // constants of the plan, checked with the reach
    const float *weights;
} weft_resample_args;

extern const weft_family weft_resample;

#endif
