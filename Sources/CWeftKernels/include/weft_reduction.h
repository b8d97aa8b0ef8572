// Reductions of views along any of their axes.
#ifndef WEFT_REDUCTION_H
#define WEFT_REDUCTION_H

#include "weft_family.h"
#include "weft_view.h"

typedef enum weft_reduction_kind {
    WEFT_REDUCTION_SUM,
    WEFT_REDUCTION_MEAN,
    WEFT_REDUCTION_PRODUCT,
    WEFT_REDUCTION_L2,         // the square root of the sum of squares
    WEFT_REDUCTION_LOGSUMEXP,
    WEFT_REDUCTION_MAX,        // NaN if there is one
    WEFT_REDUCTION_MIN,
    WEFT_REDUCTION_ARGMAX,     // the first of equals, NaN largest; positions in C order of the reduced axes
    WEFT_REDUCTION_ARGMIN,     // the first of equals, NaN smallest
    WEFT_REDUCTION_COUNT,
} weft_reduction_kind;

// Sums are taken in double, in parts that depend on the shape alone, and rounded once at the end.
typedef struct weft_reduction_args {
    int32_t kind;  // weft_reduction_kind
    int32_t rank;
    int64_t extents[WEFT_MAX_RANK];
    bool reduced[WEFT_MAX_RANK];
    const float *in;
    int64_t in_strides[WEFT_MAX_RANK];
    void *out;  // f32, or i32 for positions
    int64_t out_strides[WEFT_MAX_RANK];  // those of reduced axes are not used
    // With lengths (one for each place of `row_axis`, which is kept), there is one reduced axis and only so many
    // positions of it exist; a row without any gives 0. NULL for none.
    const int64_t *lengths;
    int32_t row_axis;
} weft_reduction_args;

extern const weft_family weft_reduction;

#endif
