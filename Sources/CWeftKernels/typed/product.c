#include <stddef.h>

#include "../include/weft_typed.h"
#include "../movement/indices.h"
#include "../movement/view.h"
#include "numbers.h"

// Multiplications of a part.
enum { PIECE = 1 << 16 };

static int64_t rows_each(const weft_typed_product_args *args) {
    int64_t work = (args->n + 1) * (args->k + 1);
    return work >= PIECE ? 1 : PIECE / work;
}

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_typed_product_args *args = arguments;
    if (phase > 0 || args->n == 0) return 0;
    return (args->batch * args->m + rows_each(args) - 1) / rows_each(args);
}

static void run_real(const weft_typed_product_args *args, int64_t a, int64_t b, int64_t out) {
    const double *left = (const double *)args->a + a, *right = (const double *)args->b + b;
    double sum = 0;
    for (int64_t k = 0; k < args->k; k++)
        sum += left[k * args->a_strides[2]] * right[k * args->b_strides[1]];
    ((double *)args->out)[out] = sum;
}

static void run_whole(const weft_typed_product_args *args, int64_t a, int64_t b, int64_t out) {
    int64_t sum = 0;
    for (int64_t k = 0; k < args->k; k++) {
        int64_t left = weft_read_integer(args->a, args->type, a + k * args->a_strides[2]);
        int64_t right = weft_read_integer(args->b, args->type, b + k * args->b_strides[1]);
        sum = weft_added(sum, weft_multiplied(left, right));
    }
    weft_write_integer(args->out, args->type, out, sum);
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase, (void)worker;
    const weft_typed_product_args *args = arguments;
    int64_t each = rows_each(args), rows = args->batch * args->m;
    for (int64_t row = part * each; row < (part + 1) * each && row < rows; row++) {
        int64_t batch = row / args->m, m = row % args->m;
        int64_t a = batch * args->a_strides[0] + m * args->a_strides[1];
        for (int64_t n = 0; n < args->n; n++) {
            int64_t b = batch * args->b_strides[0] + n * args->b_strides[2];
            int64_t out = batch * args->out_strides[0] + m * args->out_strides[1] + n * args->out_strides[2];
            if (args->type == WEFT_TYPE_F64) run_real(args, a, b, out);
            else run_whole(args, a, b, out);
        }
    }
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_typed_product_args *args = arguments;
    int64_t a[] = {args->batch, args->m, args->k}, b[] = {args->batch, args->k, args->n};
    int64_t out[] = {args->batch, args->m, args->n}, bytes = weft_type_bytes(args->type);
    return args->type >= WEFT_TYPE_F64 && bytes > 0 && args->a != NULL && args->b != NULL && args->out != NULL &&
           weft_view_reach(reaches, offsetof(weft_typed_product_args, a), false, bytes, 3, a, args->a_strides) &&
           weft_view_reach(reaches, offsetof(weft_typed_product_args, b), false, bytes, 3, b, args->b_strides) &&
           weft_view_reach(reaches, offsetof(weft_typed_product_args, out), true, bytes, 3, out, args->out_strides);
}

const weft_family weft_typed_product = {"typed product", parts, run, weft_needs_nothing, reach};
