// The inner loops that lines and groups of channels need of a variant.
#ifndef WEFT_ROWS_KERNELS_H
#define WEFT_ROWS_KERNELS_H

#include "../include/weft_rows.h"

// The sum and the sum of squares of what numbers differ from a pivot.
typedef struct weft_moments {
    double sum, squares;
} weft_moments;

typedef struct weft_row_kernels {
    // On `count` elements side by side; `out` may be `in`. `spare` has room for count + size + 32 floats.
    void (*line)(const weft_rows_args *args, const float *in, float *out, int64_t count, float *spare);
    // Adds up the moments of columns; `pivots`, one for each.
    void (*moments)(
        const float *in, int64_t rows, int64_t stride, int64_t columns, const float *pivots, weft_moments *moments);
    // out = (in - mean) * scale + shift for each column.
    void (*normalize)(
        const float *in, float *out, int64_t columns, const double *mean, const float *scale, const float *shift);
} weft_row_kernels;

#endif
