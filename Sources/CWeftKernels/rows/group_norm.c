#include <math.h>
#include <stddef.h>

#include "../isa/variant.h"
#include "../movement/view.h"
#include "kernels.h"

// Rows of space are cut into slices. First every slice adds up the moments of its channels (shared memory: [row][slice]
// [channel], and behind it the numbers that differences are taken from: [row][channel]), then every slice joins them in
// order and normalises its own elements. The output may be the input.

enum { PIECE = 1 << 15, SLICES = 32 };

typedef struct cutting {
    int64_t rows, slices, slice;  // rows along w of a batch's element
    int64_t channels_each;        // of a group
} cutting;

static cutting cut_of(const weft_group_norm_args *args) {
    cutting it = {.rows = args->extent[0] * args->extent[1]};
    int64_t row = args->extent[2] * args->channels;
    it.slices = it.rows > 0 && row > 0 ? (it.rows * row + PIECE - 1) / PIECE : 1;
    if (it.slices > SLICES) it.slices = SLICES;
    if (it.slices > it.rows) it.slices = it.rows > 0 ? it.rows : 1;
    it.slice = (it.rows + it.slices - 1) / it.slices;
    it.channels_each = args->groups > 0 ? args->channels / args->groups : 0;
    return it;
}

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_group_norm_args *args = arguments;
    cutting it = cut_of(args);
    bool is_empty = it.rows * args->extent[2] * args->channels == 0;
    return phase > 1 || is_empty ? 0 : args->batch * it.slices;
}

static int64_t row_offset(const weft_group_norm_args *args, const int64_t strides[4], int64_t n, int64_t row) {
    return n * strides[0] + row / args->extent[1] * strides[1] + row % args->extent[1] * strides[2];
}

static float *pivots_of(const weft_group_norm_args *args, const cutting *it, int64_t n, const weft_worker *worker) {
    weft_moments *moments = worker->shared;
    return (float *)(moments + args->batch * it->slices * args->channels) + n * args->channels;
}

// All channels of a group are measured from its first element.
static void fill_pivots(const weft_group_norm_args *args, const cutting *it, int64_t n, float *pivots) {
    const float *first = args->in + n * args->in_strides[0];
    for (int64_t c = 0; c < args->channels; c++) pivots[c] = first[c / it->channels_each * it->channels_each];
}

static void measure(
    const weft_group_norm_args *args, const cutting *it, int64_t n, int64_t slice, const weft_worker *worker) {
    float *pivots = worker->scratch;
    fill_pivots(args, it, n, pivots);
    if (slice == 0) fill_pivots(args, it, n, pivots_of(args, it, n, worker));
    weft_moments *moments = (weft_moments *)worker->shared + (n * it->slices + slice) * args->channels;
    for (int64_t c = 0; c < args->channels; c++) moments[c] = (weft_moments){0, 0};
    int64_t end = (slice + 1) * it->slice < it->rows ? (slice + 1) * it->slice : it->rows;
    for (int64_t row = slice * it->slice; row < end; row++) {
        const float *in = args->in + row_offset(args, args->in_strides, n, row);
        weft_variant_of(worker->isa)
            ->rows->moments(in, args->extent[2], args->in_strides[3], args->channels, pivots, moments);
    }
}

static void normalize(
    const weft_group_norm_args *args, const cutting *it, int64_t n, int64_t slice, const weft_worker *worker) {
    double *mean = worker->scratch;
    float *scale = (float *)(mean + args->channels), *shift = scale + args->channels;
    const weft_moments *moments = (const weft_moments *)worker->shared + n * it->slices * args->channels;
    const float *pivots = pivots_of(args, it, n, worker);
    double count = (double)(it->rows * args->extent[2] * it->channels_each);
    for (int64_t first = 0; first < args->channels; first += it->channels_each) {
        weft_moments total = {0, 0};
        for (int64_t each = 0; each < it->slices; each++)
            for (int64_t c = first; c < first + it->channels_each; c++) {
                total.sum += moments[each * args->channels + c].sum;
                total.squares += moments[each * args->channels + c].squares;
            }
        double off = total.sum / count, variance = total.squares / count - off * off;
        double factor = 1 / sqrt((variance > 0 ? variance : variance * 0) + args->epsilon);
        for (int64_t c = first; c < first + it->channels_each; c++) {
            mean[c] = (double)pivots[c] + off;
            scale[c] = (float)(factor * (args->scale != NULL ? (double)args->scale[c] : 1));
            shift[c] = args->shift != NULL ? args->shift[c] : 0;
        }
    }
    int64_t end = (slice + 1) * it->slice < it->rows ? (slice + 1) * it->slice : it->rows;
    for (int64_t row = slice * it->slice; row < end; row++) {
        const float *in = args->in + row_offset(args, args->in_strides, n, row);
        float *out = args->out + row_offset(args, args->out_strides, n, row);
        for (int64_t w = 0; w < args->extent[2]; w++)
            weft_variant_of(worker->isa)
                ->rows->normalize(
                    in + w * args->in_strides[3], out + w * args->out_strides[3], args->channels, mean, scale, shift);
    }
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    const weft_group_norm_args *args = arguments;
    cutting it = cut_of(args);
    if (phase == 0) measure(args, &it, part / it.slices, part % it.slices, worker);
    else normalize(args, &it, part / it.slices, part % it.slices, worker);
}

static weft_need need(weft_isa isa, const void *arguments) {
    (void)isa;
    const weft_group_norm_args *args = arguments;
    cutting it = cut_of(args);
    return (weft_need){
        args->channels * (int64_t)(sizeof(double) + 2 * sizeof(float)),
        args->batch * args->channels * (it.slices * (int64_t)sizeof(weft_moments) + (int64_t)sizeof(float))};
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_group_norm_args *args = arguments;
    if (args->in == NULL || args->out == NULL || args->groups < 1 || args->channels % args->groups != 0) return false;
    int64_t extents[] = {args->batch, args->extent[0], args->extent[1], args->extent[2], args->channels};
    int64_t in[] = {args->in_strides[0], args->in_strides[1], args->in_strides[2], args->in_strides[3], 1};
    int64_t out[] = {args->out_strides[0], args->out_strides[1], args->out_strides[2], args->out_strides[3], 1};
    int64_t bytes = args->channels * 4;
    return weft_view_reach(reaches, offsetof(weft_group_norm_args, in), false, 4, 5, extents, in) &&
           weft_view_reach(reaches, offsetof(weft_group_norm_args, out), true, 4, 5, extents, out) &&
           (args->scale == NULL || weft_bytes_reach(reaches, offsetof(weft_group_norm_args, scale), false, bytes)) &&
           (args->shift == NULL || weft_bytes_reach(reaches, offsetof(weft_group_norm_args, shift), false, bytes));
}

const weft_family weft_group_norm = {"group norm", parts, run, need, reach};
