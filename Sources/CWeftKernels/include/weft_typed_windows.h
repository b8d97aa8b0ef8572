// Pools and convolutions of element types that are not f32, by plain loops.
#ifndef WEFT_TYPED_WINDOWS_H
#define WEFT_TYPED_WINDOWS_H

#include "weft_convolution.h"
#include "weft_pooling.h"
#include "weft_type.h"

// As weft_pooling_args, whose `in` and `out` are of `type`: f64, or for the largest element any integer type too (a
// window without elements gives the lowest number).
typedef struct weft_typed_pooling_args {
    int32_t type;
    weft_pooling_args pooling;
} weft_typed_pooling_args;

extern const weft_family weft_typed_pooling;

// Where the largest element of each window of a pool stands: the sum over the axes of x of the position along each, the
// channel among them, times a step. Of f32, f64 or any integer type; of equals the first, NaN counts as largest, -1 for a
// window without elements. `pooling.out` has the positions.
typedef struct weft_pool_positions_args {
    int32_t type;
    weft_pooling_args pooling;
    int64_t steps[5];  // batch, depth, height, width, channel
} weft_pool_positions_args;

extern const weft_family weft_pool_positions;

// Convolution in f64, channels last as in weft_convolution_args. Weights are not packed: (o, i, d, h, w) stands at
// weight + o * weight_strides[0] + ... + w * weight_strides[4], with o among all output channels and i among the input
// channels of its group. `bias` has one number for each output channel, or is NULL.
typedef struct weft_typed_convolution_args {
    weft_convolution_shape shape;
    const double *in;
    int64_t in_strides[4];
    const double *weight;
    int64_t weight_strides[5];
    const double *bias;
    double *out;
    int64_t out_strides[4];
} weft_typed_convolution_args;

extern const weft_family weft_typed_convolution;

#endif
