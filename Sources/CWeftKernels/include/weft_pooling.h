// Largest elements and means of windows, channels last.
#ifndef WEFT_POOLING_H
#define WEFT_POOLING_H

#include "weft_family.h"

typedef enum weft_pooling_kind {
    WEFT_POOLING_MAX,           // NaN counts as largest; -infinity for a window without elements
    WEFT_POOLING_MEAN,          // of the elements alone; NaN for a window without elements
    WEFT_POOLING_MEAN_PADDED,   // padding counts as zeros, up to `after` behind the input
} weft_pooling_kind;

// Axes are depth, height, width, in front of them extents of 1 where there are fewer. Element (n, d, h, w, c) of the
// input is at in + n * in_strides[0] + ... + w * in_strides[3] + c, and so for the output. Window (d, h, w) begins at d
// * stride[0] - before[0] and so on; how far it is rounded up is told by out_extent. A pool over whole planes has the
// input's extents as kernel.
typedef struct weft_pooling_args {
    int32_t kind;  // weft_pooling_kind
    int64_t batch, in_extent[3], out_extent[3], kernel[3], stride[3], dilation[3], before[3], after[3];
    int64_t channels;
    const float *in;
    int64_t in_strides[4];
    float *out;
    int64_t out_strides[4];
} weft_pooling_args;

extern const weft_family weft_pooling;

// Means over windows that are chosen so that the result has out_extent: window i of an axis reads positions from
// floor(i * in / out) to before ceil((i + 1) * in / out).
typedef struct weft_adaptive_args {
    int64_t batch, in_extent[3], out_extent[3];
    int64_t channels;
    const float *in;
    int64_t in_strides[4];
    float *out;
    int64_t out_strides[4];
} weft_adaptive_args;

extern const weft_family weft_adaptive;

#endif
