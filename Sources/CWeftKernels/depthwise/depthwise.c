#include "../include/weft_depthwise.h"

#include "strip.h"

// Channels that a part has at most, so that the kernel rows of neighbouring output rows are met in the nearest cache.
enum { CHANNELS = 128, CACHE_BYTES = 24 << 10 };
// Multiply-adds of a part.
enum { PART_MOST = 3 << 20, PART_LEAST = 64 << 10, PARTS_WANTED = 16 };

typedef struct division {
    int64_t channel_parts, row_parts, rows;
    int64_t strip;  // pixels of an output row that are done for all rows of the part before the next ones
} division;

static division divide(const weft_convolution_shape *shape) {
    division c;
    c.rows = shape->batch * shape->out_extent[0] * shape->out_extent[1];
    c.channel_parts = weft_parts_of(shape->out_channels, CHANNELS);
    const int64_t channels = weft_parts_of(shape->out_channels, c.channel_parts);
    const int64_t row_work = shape->out_extent[2] * weft_taps(shape->kernel) * channels;
    int64_t rows = weft_max(PART_MOST / row_work, 1);
    const int64_t wanted = weft_min(PARTS_WANTED, row_work * weft_min(c.rows, 1 << 20) * c.channel_parts / PART_LEAST);
    if (c.channel_parts < wanted) rows = weft_min(rows, weft_parts_of(c.rows, weft_parts_of(wanted, c.channel_parts)));
    c.row_parts = weft_parts_of(c.rows, weft_max(rows, 1));
    const int64_t column = shape->kernel[0] * shape->kernel[1] * shape->stride[2] * channels * (int64_t)sizeof(float);
    c.strip = weft_max(CACHE_BYTES / column / WEFT_STENCIL_PIXELS, 1) * WEFT_STENCIL_PIXELS;
    return c;
}

static bool is_empty(const weft_convolution_shape *shape) {
    return weft_pixels(shape) == 0 || shape->out_channels == 0;
}

static int64_t depthwise_parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_convolution_args *args = arguments;
    if (phase > 0 || is_empty(&args->shape)) return 0;
    const division c = divide(&args->shape);
    return c.channel_parts * c.row_parts;
}

typedef struct work {
    const weft_convolution_args *args;
    const weft_worker *worker;
    const weft_stencil_shape *stencil;
    weft_strip strip;
    float *zeros, *sums;
} work;

static void carve(work *work, weft_carver *carver, const weft_convolution_args *args) {
    weft_strip_carve(&work->strip, carver, &args->shape, 1);
    work->zeros = weft_carve(carver, args->shape.in_channels * (int64_t)sizeof(float));
    work->sums = args->epilogue.program == NULL
        ? NULL
        : weft_carve(carver, WEFT_STENCIL_PIXELS * CHANNELS * (int64_t)sizeof(float));
}

static weft_need depthwise_need(weft_isa isa, const void *arguments) {
    (void)isa;
    const weft_convolution_args *args = arguments;
    work unused;
    weft_carver carver = {0};
    carve(&unused, &carver, args);
    return (weft_need){.scratch = carver.used};
}

// The pixels from `at` on, channels first ..< last.
static void run_pixels(work *work, weft_row_at at, int64_t pixels, int64_t first, int64_t last) {
    const weft_convolution_args *args = work->args;
    const weft_strip_input input = {
        .base = args->in,
        .strides = {args->in_strides[0], args->in_strides[1], args->in_strides[2], args->in_strides[3]},
        .planes = 1,
        .zeros = work->zeros,
    };
    weft_strip_point(
        &work->strip, work->stencil, &args->shape, &input, args->weight, args->shape.in_channels, at, pixels);
    work->strip.sum.first = first;
    work->strip.sum.last = last;
    weft_strip_finish(&work->strip, work->worker->isa, args, work->sums, at, pixels);
}

static void depthwise_run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_convolution_args *args = arguments;
    const weft_convolution_shape *shape = &args->shape;
    const division c = divide(shape);
    const int64_t channel_part = part % c.channel_parts, row_part = part / c.channel_parts;
    const int64_t first = weft_share(weft_parts_of(shape->out_channels, 16), c.channel_parts, channel_part) * 16;
    const int64_t last = weft_min(
        weft_share(weft_parts_of(shape->out_channels, 16), c.channel_parts, channel_part + 1) * 16, shape->out_channels);

    work work = {.args = args, .worker = worker};
    work.stencil = weft_strip_shape(weft_variant_of(worker->isa), shape);
    weft_carver carver = {.base = worker->scratch};
    carve(&work, &carver, args);
    for (int64_t i = 0; i < shape->in_channels; i++) work.zeros[i] = 0;
    const int64_t begin = weft_share(c.rows, c.row_parts, row_part), end = weft_share(c.rows, c.row_parts, row_part + 1);
    for (int64_t left = 0; left < shape->out_extent[2]; left += c.strip) {
        const int64_t width = weft_min(c.strip, shape->out_extent[2] - left);
        const int64_t pieces = weft_parts_of(width, work.stencil->most_pixels);
        for (int64_t row = begin; row < end; row++) {
            weft_row_at at = weft_pixel_at(shape, row * shape->out_extent[2] + left);
            for (int64_t i = 0; i < pieces; i++) {
                const int64_t pixels = weft_share(width, pieces, i + 1) - weft_share(width, pieces, i);
                run_pixels(&work, at, pixels, first, last);
                at.w += (int32_t)pixels;
            }
        }
    }
}

int64_t weft_depthwise_packed_count(const weft_convolution_packing *packing) {
    int64_t count = packing->out_channels;
    for (int i = 0; i < 3; i++)
        if (packing->kernel[i] < 0 || __builtin_mul_overflow(count, packing->kernel[i], &count)) return -1;
    return count;
}

void weft_depthwise_pack(const weft_convolution_packing *packing, const float *source, float *target) {
    const int64_t *s = packing->strides;
    for (int64_t d = 0; d < packing->kernel[0]; d++)
        for (int64_t h = 0; h < packing->kernel[1]; h++)
            for (int64_t w = 0; w < packing->kernel[2]; w++)
                for (int64_t o = 0; o < packing->out_channels; o++)
                    *target++ = source[o * s[0] + d * s[2] + h * s[3] + w * s[4]];
}

static bool depthwise_reach(weft_isa isa, const void *arguments, weft_reach_list *list) {
    const weft_convolution_args *args = arguments;
    const weft_convolution_shape *shape = &args->shape;
    list->count = 0;
    if (shape->groups < 1 || shape->groups != shape->in_channels || shape->groups != shape->out_channels) return false;
    const weft_convolution_packing packing = weft_packing_of(shape);
    return weft_convolution_reaches(isa, args, weft_depthwise_packed_count(&packing), list);
}

const weft_family weft_depthwise = {
    .name = "depthwise",
    .parts = depthwise_parts,
    .run = depthwise_run,
    .need = depthwise_need,
    .reach = depthwise_reach,
};
