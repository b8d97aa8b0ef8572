// Grouped convolution of few channels. Where vectors are whole groups, a depthwise convolution that sums over a group's
// channels; otherwise one for each input channel of a group (a plane) over an expanded copy of the input rows, where every
// output channel finds the input channel that it sees.
#include "../depthwise/strip.h"
#include "direct.h"

// Output channels of a part at most, and bytes of the expanded rows.
enum { CHANNELS = WEFT_EXPANSION_CHANNELS, PIECE = 16, EXPANDED_BYTES = 96 << 10 };
// Multiply-adds of a part.
enum { PART_MOST = 3 << 20 };

typedef struct division {
    int64_t channel_parts, row_parts, rows, strip;
    bool is_even;
    int64_t planes;  // that each input row is read as
} division;

static division divide(weft_isa isa, const weft_convolution_shape *shape) {
    division c = {.rows = shape->batch * shape->out_extent[0] * shape->out_extent[1]};
    const int64_t group = weft_max(shape->in_channels / shape->groups, 1);
    c.is_even = weft_has_even_groups(isa, shape->groups, shape->in_channels, shape->out_channels);
    c.planes = c.is_even ? 1 : shape->in_channels / shape->groups;
    c.channel_parts = weft_parts_of(shape->out_channels, CHANNELS);
    const int64_t row_work = shape->out_extent[2] * weft_taps(shape->kernel) * group * CHANNELS;
    c.row_parts = weft_parts_of(c.rows, weft_max(PART_MOST / row_work, 1));
    const int64_t rows = shape->kernel[0] * shape->kernel[1] * weft_max(c.planes, 1);
    const int64_t column = rows * shape->stride[2] * CHANNELS * (int64_t)sizeof(float);
    const int64_t most = weft_max(EXPANDED_BYTES / column / WEFT_STENCIL_PIXELS, 1) * WEFT_STENCIL_PIXELS;
    const int64_t width = weft_max(shape->out_extent[2], 1);
    c.strip = weft_parts_of(width, weft_parts_of(width, most));
    return c;
}

static int64_t planes_parts(weft_isa isa, const weft_convolution_args *args) {
    const division c = divide(isa, &args->shape);
    return c.channel_parts * c.row_parts;
}

typedef struct work {
    weft_strip strip;
    float *zeros, *expanded;
} work;

static void carve(work *work, weft_carver *carver, weft_isa isa, const weft_convolution_args *args) {
    const weft_convolution_shape *shape = &args->shape;
    const division c = divide(isa, shape);
    const int64_t floats = CHANNELS * (int64_t)sizeof(float);
    const int64_t columns = (c.strip - 1) * shape->stride[2] + (shape->kernel[2] - 1) * shape->dilation[2] + 1;
    weft_strip_carve(&work->strip, carver, args, c.strip, c.planes, CHANNELS);
    work->zeros = weft_carve(carver, floats);
    work->expanded =
        c.is_even ? NULL : weft_carve(carver, shape->kernel[0] * shape->kernel[1] * c.planes * columns * floats);
}

static int64_t planes_scratch(weft_isa isa, const weft_convolution_args *args) {
    work unused;
    weft_carver carver = {0};
    carve(&unused, &carver, isa, args);
    return carver.used;
}

static void planes_run(const weft_convolution_args *args, int64_t part, const weft_worker *worker) {
    const weft_convolution_shape *shape = &args->shape;
    const division c = divide(worker->isa, shape);
    const int64_t channel_part = part % c.channel_parts, row_part = part / c.channel_parts;
    // Every part has a vector's channels, where there are as many.
    const int64_t pieces = weft_parts_of(shape->out_channels, PIECE);
    const weft_expansion expansion = {
        .in = shape->in_channels / shape->groups,
        .out = shape->out_channels / shape->groups,
        .first = weft_share(pieces, c.channel_parts, channel_part) * PIECE,
        .last = weft_min(weft_share(pieces, c.channel_parts, channel_part + 1) * PIECE, shape->out_channels),
    };
    work work;
    weft_carver carver = {.base = worker->scratch};
    carve(&work, &carver, worker->isa, args);
    for (int i = 0; i < CHANNELS; i++) work.zeros[i] = 0;
    weft_strip_input input = {
        .base = args->in, .planes = c.planes, .group = c.is_even ? expansion.in : 0,
        .expansion = c.is_even ? NULL : &expansion, .expanded = work.expanded, .zeros = work.zeros - expansion.first,
        .weights = args->weight, .pitch = shape->out_channels};
    for (int i = 0; i < 4; i++) input.strides[i] = args->in_strides[i];
    weft_strip_open(&work.strip, weft_variant_of(worker->isa), shape, &input);
    const int64_t begin = weft_share(c.rows, c.row_parts, row_part), end = weft_share(c.rows, c.row_parts, row_part + 1);
    const int64_t width = shape->out_extent[2];
    for (int64_t left = 0; left < width; left += c.strip) {
        const int64_t columns = weft_min(c.strip, width - left);
        weft_strip_move(&work.strip, left, columns);
        for (int64_t row = begin; row < end; row++)
            weft_strip_run(
                &work.strip, worker->isa, args, weft_pixel_at(shape, row * width + left), columns, expansion.first,
                expansion.last);
    }
}

const weft_way weft_way_planes = {.parts = planes_parts, .run = planes_run, .scratch = planes_scratch};
