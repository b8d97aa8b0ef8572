// Positions along an axis, picked or summed with weights: one axis of a resize.
#ifndef WEFT_RESAMPLE_H
#define WEFT_RESAMPLE_H

#include "weft_family.h"
#include "weft_type.h"
#include "weft_view.h"

// to[.., i, ..] = sum over t of weights[i * taps + t] * from[.., positions[i * taps + t], ..], of f32 or f64; what has a
// weight of 0 is not read. Without a type elements of `bytes` bytes are picked: one tap for each, no weights. A position
// below 0 stands for `outside`. `extents` are those of the result.
typedef struct weft_resample_args {
    int32_t rank, axis;
    int32_t type, bytes;  // weft_type, or 0; of an element
    int64_t extents[WEFT_MAX_RANK];
    int64_t size;  // of the source along the axis
    const void *from;
    int64_t from_strides[WEFT_MAX_RANK];
    void *to;
    int64_t to_strides[WEFT_MAX_RANK];
    int64_t taps;
    const int64_t *positions;  // constants of the plan, checked with the reach
    const double *weights;
    double outside;
    uint64_t pattern;  // the bits of `outside` where elements are picked
} weft_resample_args;

extern const weft_family weft_resample;

#endif
