// Direct convolution of few input channels (the first layer of a network): the taps of a kernel row lie together in a copy of
// the input row that is dense and padded, so a kernel row is one tap of many products.
#include <string.h>

#include "direct.h"

static int64_t taps_of(const weft_convolution_shape *shape) { return shape->kernel[0] * shape->kernel[1]; }
static int64_t row_k(const weft_convolution_shape *shape) { return shape->kernel[2] * shape->in_channels; }
static int64_t output_rows(const weft_convolution_shape *shape) {
    return shape->batch * shape->out_extent[0] * shape->out_extent[1];
}

static weft_division divide(weft_isa isa, const weft_convolution_args *args) {
    const weft_convolution_shape *shape = &args->shape;
    const int64_t k = taps_of(shape) * weft_max(row_k(shape), 1);
    return weft_divide(isa, shape->out_extent[2], 120, k, shape->out_channels, 1, output_rows(shape));
}

static int64_t rows_parts(weft_isa isa, const weft_convolution_args *args) {
    const weft_division c = divide(isa, args);
    return output_rows(&args->shape) * c.row_blocks * c.panel_parts;
}

typedef struct work {
    weft_block block;
    float *copies;       // one row for each tap
    int64_t copy_count;  // floats of a row
} work;

static void carve(work *work, weft_carver *carver, weft_isa isa, const weft_convolution_args *args) {
    const weft_convolution_shape *shape = &args->shape;
    const int64_t rows = weft_parts_of(shape->out_extent[2], divide(isa, args).row_blocks);
    weft_block_carve(&work->block, carver, rows, taps_of(shape), &args->epilogue, 1);
    work->copy_count = ((rows - 1) * shape->stride[2] + shape->kernel[2]) * shape->in_channels;
    work->copies = weft_carve(carver, taps_of(shape) * work->copy_count * (int64_t)sizeof(float));
}

static int64_t rows_scratch(weft_isa isa, const weft_convolution_args *args) {
    work unused;
    weft_carver carver = {0};
    carve(&unused, &carver, isa, args);
    return carver.used;
}

// `count` pixels from pixel `first` on of an input row, zeros outside.
static void copy_row(
    const weft_convolution_args *args, const float *row, int64_t first, int64_t count, float *copy) {
    const int64_t channels = args->shape.in_channels, pitch = args->in_strides[3];
    const int64_t begin = weft_clamp(-first, 0, count), end = weft_clamp(args->shape.in_extent[2] - first, begin, count);
    const size_t size = sizeof(float);
    memset(copy, 0, (size_t)(begin * channels) * size);
    memset(copy + end * channels, 0, (size_t)((count - end) * channels) * size);
    if (pitch == channels) {
        memcpy(copy + begin * channels, row + (first + begin) * channels, (size_t)((end - begin) * channels) * size);
        return;
    }
    for (int64_t p = begin; p < end; p++)
        for (int64_t c = 0; c < channels; c++) copy[p * channels + c] = row[(first + p) * pitch + c];
}

// Copies the input rows that output row `at` sees; `copied` says for each tap whether its row is inside.
static int64_t copy_rows(const weft_convolution_args *args, const work *work, weft_row_at at, int64_t *copied) {
    const weft_convolution_shape *shape = &args->shape;
    const int64_t first = at.w * shape->stride[2] - shape->before[2];
    const int64_t pixels = (work->block.rows - 1) * shape->stride[2] + shape->kernel[2];
    int64_t count = 0, t = 0;
    for (int64_t kd = 0; kd < shape->kernel[0]; kd++)
        for (int64_t kh = 0; kh < shape->kernel[1]; kh++, t++) {
            const int64_t d = at.d * shape->stride[0] - shape->before[0] + kd * shape->dilation[0];
            const int64_t h = at.h * shape->stride[1] - shape->before[1] + kh * shape->dilation[1];
            if (d < 0 || d >= shape->in_extent[0] || h < 0 || h >= shape->in_extent[1]) continue;
            const float *row =
                args->in + at.n * args->in_strides[0] + d * args->in_strides[1] + h * args->in_strides[2];
            copy_row(args, row, first, pixels, work->copies + count * work->copy_count);
            copied[count++] = t;
        }
    return count;
}

static void rows_run(const weft_convolution_args *args, int64_t part, const weft_worker *worker) {
    const weft_convolution_shape *shape = &args->shape;
    const weft_variant *variant = weft_variant_of(worker->isa);
    const weft_division c = divide(worker->isa, args);
    const int64_t panel_part = part % c.panel_parts, row_block = part / c.panel_parts % c.row_blocks;
    const int64_t width = shape->out_extent[2], taps = taps_of(shape), k = row_k(shape);
    const int64_t first = weft_share(width, c.row_blocks, row_block);
    const int64_t rows = weft_share(width, c.row_blocks, row_block + 1) - first;

    work work;
    weft_carver carver = {.base = worker->scratch};
    carve(&work, &carver, worker->isa, args);
    weft_block_cut(&work.block, variant, rows, taps, shape->out_channels);
    weft_pixels_at(shape, part / c.panel_parts / c.row_blocks * width + first, rows, work.block.at);
    // The first tile's offsets hold the taps while they are found.
    int64_t *offsets = (int64_t *)work.block.tiles[0].sum.offsets;
    const int64_t count = copy_rows(args, &work, work.block.at[0], offsets);
    for (int64_t t = 0; t < count; t++) offsets[t] *= k * variant->panel;
    for (int64_t i = 0; i < work.block.tile_count; i++) {
        weft_block_tile *tile = &work.block.tiles[i];
        const float **pointers = (const float **)tile->sum.rows;
        for (int64_t t = 0; t < count; t++)
            for (int64_t r = 0; r < tile->rows; r++)
                *pointers++ =
                    work.copies + t * work.copy_count + (tile->first + r) * shape->stride[2] * shape->in_channels;
        tile->sum.taps = count;
        tile->sum.k = k;
        tile->sum.offsets = offsets;
    }
    weft_convolution_block_run(&work.block, worker->isa, args, 0, &c, panel_part, taps * k);
}

const weft_way weft_way_rows = {.parts = rows_parts, .run = rows_run, .scratch = rows_scratch};
