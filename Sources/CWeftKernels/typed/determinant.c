#include <math.h>
#include <stddef.h>

#include "../include/weft_typed.h"
#include "../movement/view.h"

// One part for each matrix, which is copied to the thread's own memory.

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    return phase == 0 ? ((const weft_determinant_args *)arguments)->batch : 0;
}

static weft_need need(weft_isa isa, const void *arguments) {
    (void)isa;
    const weft_determinant_args *args = arguments;
    return (weft_need){args->n * args->n * 8, 0};
}

static void swap_rows(double *rows, int64_t n, int64_t a, int64_t b) {
    for (int64_t i = 0; i < n; i++) {
        double kept = rows[a * n + i];
        rows[a * n + i] = rows[b * n + i], rows[b * n + i] = kept;
    }
}

// By elimination, each time with the row of the largest element.
static double determinant(double *rows, int64_t n) {
    double result = 1;
    for (int64_t column = 0; column < n; column++) {
        int64_t pivot = column;
        for (int64_t row = column; row < n; row++)
            if (fabs(rows[row * n + column]) > fabs(rows[pivot * n + column])) pivot = row;
        if (pivot != column) {
            swap_rows(rows, n, pivot, column);
            result = -result;
        }
        double divisor = rows[column * n + column];
        result *= divisor;
        if (divisor == 0) return 0;
        for (int64_t row = column + 1; row < n; row++) {
            double factor = rows[row * n + column] / divisor;
            for (int64_t i = column; i < n; i++) rows[row * n + i] -= factor * rows[column * n + i];
        }
    }
    return result;
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_determinant_args *args = arguments;
    double *rows = worker->scratch;
    for (int64_t row = 0; row < args->n; row++)
        for (int64_t column = 0; column < args->n; column++) {
            int64_t at = part * args->in_strides[0] + row * args->in_strides[1] + column * args->in_strides[2];
            rows[row * args->n + column] = args->type == WEFT_TYPE_F64 ? ((const double *)args->in)[at]
                                                                       : (double)((const float *)args->in)[at];
        }
    double value = determinant(rows, args->n);
    if (args->type == WEFT_TYPE_F64) ((double *)args->out)[part * args->out_stride] = value;
    else ((float *)args->out)[part * args->out_stride] = (float)value;
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_determinant_args *args = arguments;
    if ((args->type != WEFT_TYPE_F32 && args->type != WEFT_TYPE_F64) || args->n < 0 || args->n > INT64_C(1) << 24 ||
        args->in == NULL || args->out == NULL)
        return false;
    int64_t bytes = weft_type_bytes(args->type), extents[] = {args->batch, args->n, args->n};
    return weft_view_reach(
               reaches, offsetof(weft_determinant_args, in), false, bytes, 3, extents, args->in_strides) &&
           weft_view_reach(
               reaches, offsetof(weft_determinant_args, out), true, bytes, 1, &args->batch, &args->out_stride);
}

const weft_family weft_determinant = {"determinant", parts, run, need, reach};
