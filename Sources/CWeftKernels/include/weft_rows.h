// What is done to the elements along one axis, and normalisation over groups of channels.
#ifndef WEFT_ROWS_H
#define WEFT_ROWS_H

#include "weft_family.h"
#include "weft_view.h"

typedef enum weft_rows_kind {
    WEFT_ROWS_SOFTMAX,
    WEFT_ROWS_LOG_SOFTMAX,
    WEFT_ROWS_NORMALIZE,  // (x - mean) / sqrt(variance + x) * scale + shift
    WEFT_ROWS_CUMSUM,
    WEFT_ROWS_LRN,        // x / (z + x / size * sum of squares of neighbours) ^ y
    WEFT_ROWS_COUNT,
} weft_rows_kind;

// Every line of elements along `axis` by itself. The output may be the input.
typedef struct weft_rows_args {
    int32_t kind;  // weft_rows_kind
    int32_t rank, axis;
    int64_t extents[WEFT_MAX_RANK];
    const float *in;
    int64_t in_strides[WEFT_MAX_RANK];
    float *out;
    int64_t out_strides[WEFT_MAX_RANK];
    // Softmax with lengths (one for each place of `row_axis`): positions past the end do not exist and become 0. Or
    // NULL.
    const int64_t *lengths;
    int32_t row_axis;
    const float *scale, *shift;  // of normalisation, one for each position of the axis; or NULL
    double x, y, z;              // epsilon; or alpha, beta and k of LRN
    int64_t size;                // of LRN: position c sees those from c - size / 2 to c + (size - 1) / 2
} weft_rows_args;

extern const weft_family weft_rows;

// Mean and variance over each group of channels and all of space, for each row: group and instance normalisation,
// channels last. Element (n, d, h, w, c) is at in + n * in_strides[0] + ... + w * in_strides[3] + c. Scale and shift
// are one for each channel, or NULL.
typedef struct weft_group_norm_args {
    int64_t batch, extent[3], channels, groups;
    const float *in;
    int64_t in_strides[4];
    float *out;
    int64_t out_strides[4];
    const float *scale, *shift;
    double epsilon;
} weft_group_norm_args;

extern const weft_family weft_group_norm;

#endif
