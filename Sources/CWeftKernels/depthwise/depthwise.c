#include "../include/weft_depthwise.h"

#include "strip.h"

// Channels that a part has at most, so that the kernel rows of neighbouring output rows are met in the nearest cache.
enum { CHANNELS = 128, CACHE_BYTES = 64 << 10 };
// Of so many parts by channels the neighbours are of the same channels, otherwise of the same rows: the products around it are
// divided alike, by channels where there are many of these and few pixels, and so what a thread made it meets again.
enum { CHANNELS_FIRST = 4 };
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
    // As equal strips as can be.
    const int64_t most = weft_max(CACHE_BYTES / column / WEFT_STENCIL_PIXELS, 4) * WEFT_STENCIL_PIXELS;
    const int64_t width = weft_max(shape->out_extent[2], 1);
    c.strip = weft_parts_of(width, weft_parts_of(width, most));
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

static float *carve(weft_strip *strip, weft_carver *carver, const weft_convolution_args *args, const division *c) {
    const int64_t width = weft_min(c->strip, args->shape.out_extent[2]);
    weft_strip_carve(strip, carver, args, width, 1, CHANNELS);
    return weft_carve(carver, args->shape.in_channels * (int64_t)sizeof(float));
}

static weft_need depthwise_need(weft_isa isa, const void *arguments) {
    const weft_convolution_args *args = arguments;
    if (depthwise_parts(isa, args, 0) == 0) return (weft_need){0};
    const division c = divide(&args->shape);
    weft_strip unused;
    weft_carver carver = {0};
    carve(&unused, &carver, args, &c);
    return (weft_need){.scratch = carver.used};
}

static void depthwise_run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_convolution_args *args = arguments;
    const weft_convolution_shape *shape = &args->shape;
    const division c = divide(shape);
    const bool by_channels = c.channel_parts >= CHANNELS_FIRST;
    const int64_t channel_part = by_channels ? part / c.row_parts : part % c.channel_parts;
    const int64_t row_part = by_channels ? part % c.row_parts : part / c.channel_parts;
    const int64_t pieces = weft_parts_of(shape->out_channels, 16), width = shape->out_extent[2];
    const int64_t first = weft_share(pieces, c.channel_parts, channel_part) * 16;
    const int64_t last = weft_min(weft_share(pieces, c.channel_parts, channel_part + 1) * 16, shape->out_channels);
    const int64_t begin = weft_share(c.rows, c.row_parts, row_part), end = weft_share(c.rows, c.row_parts, row_part + 1);

    weft_strip strip;
    weft_carver carver = {.base = worker->scratch};
    float *zeros = carve(&strip, &carver, args, &c);
    for (int64_t i = first; i < last; i++) zeros[i] = 0;
    weft_strip_input input = {
        .base = args->in,
        .ring = args->in_ring,
        .planes = 1,
        .zeros = zeros,
        .weights = args->weight,
        .pitch = shape->in_channels,
    };
    for (int i = 0; i < 4; i++) input.strides[i] = args->in_strides[i];
    weft_strip_open(&strip, weft_variant_of(worker->isa), shape, &input);
    for (int64_t left = 0; left < width; left += c.strip) {
        const int64_t columns = weft_min(c.strip, width - left);
        weft_strip_move(&strip, left, columns);
        for (int64_t row = begin; row < end; row++)
            weft_strip_run(
                &strip, worker->isa, args, weft_pixel_at(shape, row * width + left), columns, first, last);
    }
}

int64_t weft_depthwise_packed_count(const weft_convolution_packing *packing) {
    int64_t count = packing->out_channels;
    for (int i = 0; i < 3; i++)
        if (packing->kernel[i] < 0 || __builtin_mul_overflow(count, packing->kernel[i], &count)) return -1;
    return count;
}

void weft_depthwise_pack(const weft_convolution_packing *packing, const float *source, float *target) {
    const int64_t taps = packing->kernel[0] * packing->kernel[1] * packing->kernel[2];
    for (int64_t tap = 0; tap < taps; tap++)
        for (int64_t o = 0; o < packing->out_channels; o++) *target++ = source[o * taps + tap];
}

static bool depthwise_reach(weft_isa isa, const void *arguments, weft_reach_list *list) {
    // A ring of rows is as much memory as an input of so many rows.
    weft_convolution_args args = *(const weft_convolution_args *)arguments;
    weft_convolution_shape *shape = &args.shape;
    list->count = 0;
    if (shape->groups < 1 || shape->groups != shape->in_channels || shape->groups != shape->out_channels) return false;
    if (args.in_ring < 0) return false;
    if (args.in_ring > 0) shape->in_extent[1] = weft_min(shape->in_extent[1], args.in_ring);
    args.in_ring = 0;
    const weft_place means = args.row_means;
    args.row_means.base = NULL;
    const weft_convolution_packing packing = weft_packing_of(shape);
    if (!weft_convolution_reaches(isa, &args, weft_depthwise_packed_count(&packing), list)) return false;
    if (means.base == NULL) return true;
    const int64_t extents[4] = {
        shape->batch, shape->out_extent[0], shape->out_extent[1], shape->out_extent[2] == 0 ? 0 : shape->out_channels};
    const int64_t strides[4] = {means.strides[0], means.strides[1], means.strides[2], 1};
    return args.epilogue.program == NULL
        && weft_reach_floats(
            list, offsetof(weft_convolution_args, row_means) + offsetof(weft_place, base), means.base, true, 4, extents,
            strides);
}

const weft_family weft_depthwise = {
    .name = "depthwise",
    .parts = depthwise_parts,
    .run = depthwise_run,
    .need = depthwise_need,
    .reach = depthwise_reach,
};
