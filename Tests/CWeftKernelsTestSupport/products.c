#include <math.h>
#include <string.h>

#include "sums.h"

typedef struct buffers {
    int64_t a_count, b_count, source_count, out_count, columns;
    float *a, *source, *b, *bias, *residual, *out, *again;
    weft_product_packing packing;
    weft_program program;
} buffers;

static buffers make_buffers(const weft_test_product *test) {
    const int64_t batches = test->shared_b ? 1 : test->batch, width = test->n * test->groups + test->out_gap;
    buffers b = {
        .a_count = test->batch * test->m * (test->k + test->a_gap),
        .source_count = batches * test->groups * test->n * test->k,
        .out_count = test->batch * test->m * width,
        .columns = test->n * test->groups,
    };
    b.packing = (weft_product_packing){.n = test->n, .k = test->k, .groups = test->groups};
    b.packing.strides[0] = test->n * test->k;
    b.packing.strides[test->transposed ? 2 : 1] = test->transposed ? test->k : test->n;
    b.packing.strides[test->transposed ? 1 : 2] = 1;
    const int64_t packed = weft_product_packed_count(test->isa, &b.packing);
    b.b_count = batches * packed;
    b.a = weft_random_floats(b.a_count, 1);
    b.source = weft_random_floats(b.source_count, 2);
    b.bias = weft_random_floats(b.columns, 3);
    b.residual = weft_random_floats(b.out_count, 4);
    b.b = weft_untouched_floats(b.b_count);
    b.out = weft_untouched_floats(b.out_count);
    b.again = weft_untouched_floats(b.out_count);
    const weft_product_pack_args pack = {
        .packing = b.packing, .batch = batches, .b_batch = test->groups * test->n * test->k, .source = b.source,
        .target = b.b};
    weft_run_call(&weft_product_packer, test->isa, &pack, 1);
    weft_test_program(&b.program, test->groups);
    return b;
}

static void free_buffers(const buffers *b) {
    weft_free_floats(b->a, b->a_count);
    weft_free_floats(b->source, b->source_count);
    weft_free_floats(b->bias, b->columns);
    weft_free_floats(b->residual, b->out_count);
    weft_free_floats(b->b, b->b_count);
    weft_free_floats(b->out, b->out_count);
    weft_free_floats(b->again, b->out_count);
}

static weft_place place_of(const weft_test_product *test, float *base) {
    const int64_t width = test->n * test->groups + test->out_gap;
    return (weft_place){base, {test->m * width, 0, 0, width}, 1};
}

static weft_product_args args_of(const weft_test_product *test, const buffers *b, float *out) {
    const weft_test_epilogue *e = &test->epilogue;
    weft_product_args args = {
        .batch = test->batch, .m = test->m, .n = test->n, .k = test->k, .groups = test->groups, .a = b->a,
        .a_batch = test->m * (test->k + test->a_gap), .a_row = test->k + test->a_gap, .b = b->b,
        .b_batch = test->shared_b ? 0 : weft_product_packed_count(test->isa, &b->packing),
        .out = place_of(test, out), .out_group = test->n,
        .epilogue = {.activation = e->activation, .x = e->x, .y = e->y},
    };
    if (e->bias) args.epilogue.bias = b->bias;
    if (e->residual) args.epilogue.residual = place_of(test, b->residual);
    if (e->program) {
        args.epilogue.program = &b->program;
        args.epilogue.operand_count = test->groups + 2;
        args.epilogue.operands[test->groups] = place_of(test, b->residual);
        args.epilogue.operands[test->groups + 1] = place_of(test, out);
    }
    return args;
}

// Compares one row, and counts what is written behind it.
static void check_row(
    const weft_test_product *test, const buffers *b, const weft_product_args *args, int64_t batch, int64_t row,
    weft_test_result *result) {
    const int64_t width = test->n * test->groups + test->out_gap;
    const float *out = b->out + (batch * test->m + row) * width;
    const float *residual = b->residual + (batch * test->m + row) * width;
    const double unit = (double)(test->k + 2) * 0x1p-24;
    const bool joined = test->epilogue.program;
    for (int32_t g = 0; g < test->groups; g++)
        for (int64_t n = 0; n < test->n; n++) {
            const int64_t column = g * test->n + n;
            if (joined && g > 0) {
                result->strays += out[column] != weft_untouched;
                continue;
            }
            weft_sum sums[8];
            for (int32_t i = 0; i < (joined ? test->groups : 1); i++)
                sums[i] = weft_product_reference(
                    args, &b->packing, b->source, test->shared_b ? 0 : test->groups * test->n * test->k, batch, row,
                    g + i, n);
            const weft_sum wanted = weft_finish(
                &test->epilogue, sums, joined ? test->groups : 1, b->bias[column], residual[column], unit);
            const double error = fabs((double)out[column] - wanted.value) / wanted.magnitude;
            if (!(error <= result->worst)) result->worst = error;
        }
    for (int64_t column = b->columns; column < width; column++) result->strays += out[column] != weft_untouched;
}

weft_test_result weft_test_run_product(weft_test_product wanted) {
    const weft_test_product *test = &wanted;
    weft_test_result result = {0};
    const buffers b = make_buffers(test);
    const weft_product_args args = args_of(test, &b, b.out), again = args_of(test, &b, b.again);
    weft_reach_list list;
    result.accepted = weft_product.reach(test->isa, &args, &list)
        && weft_reaches_within(&list, offsetof(weft_product_args, a), b.a_count)
        && weft_reaches_within(&list, offsetof(weft_product_args, b), b.b_count)
        && weft_reaches_within(&list, offsetof(weft_product_args, out), b.out_count);
    if (result.accepted) {
        weft_run_call(&weft_product, test->isa, &args, 1);
        weft_run_call(&weft_product, test->isa, &again, 3);
        result.same = memcmp(b.out, b.again, (size_t)b.out_count * sizeof(float)) == 0;
        for (int64_t batch = 0; batch < test->batch; batch++)
            for (int64_t row = 0; row < test->m; row++) check_row(test, &b, &args, batch, row, &result);
    }
    free_buffers(&b);
    return result;
}
