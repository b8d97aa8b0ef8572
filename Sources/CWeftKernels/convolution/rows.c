// Direct convolution of few input channels (the first layer of a network): the taps of a kernel row lie together in a copy of
// the input row that is dense and padded, so a kernel row is one tap of many products.
#include <string.h>

#include "direct.h"

// What a copy is of that is of no input row: nothing yet, or zeros.
enum { NONE = -1, OUTSIDE = -2 };

static int64_t taps_of(const weft_convolution_shape *shape) { return shape->kernel[0] * shape->kernel[1]; }
static int64_t row_k(const weft_convolution_shape *shape) { return shape->kernel[2] * shape->in_channels; }
static int64_t output_rows(const weft_convolution_shape *shape) {
    return shape->batch * shape->out_extent[0] * shape->out_extent[1];
}

// Multiply-adds of a part: what takes a twentieth of a millisecond, and what pays for being handed out.
enum { PART_MOST = 3 << 20, PART_LEAST = 96 << 10, PARTS_WANTED = 16 };

typedef struct division {
    weft_division row;  // of one output row
    int64_t row_parts;  // a part is some output rows, one block of their pixels, some panels
} division;

static division divide(weft_isa isa, const weft_convolution_args *args) {
    const weft_convolution_shape *shape = &args->shape;
    const int64_t k = taps_of(shape) * weft_max(row_k(shape), 1), rows = output_rows(shape);
    division c = {.row = weft_divide(isa, shape->out_extent[2], 120, k, shape->out_channels, 1, rows)};
    const int64_t row_work = weft_max(shape->out_extent[2] * k * shape->out_channels, 1);
    const int64_t wanted = weft_min(PARTS_WANTED, row_work * weft_min(rows, 1 << 20) / PART_LEAST);
    c.row_parts = weft_clamp(weft_max(weft_parts_of(rows, weft_max(PART_MOST / row_work, 1)), wanted), 1, rows);
    return c;
}

static int64_t rows_parts(weft_isa isa, const weft_convolution_args *args) {
    const division c = divide(isa, args);
    return c.row_parts * c.row.row_blocks * c.row.panel_parts;
}

typedef struct work {
    weft_block block;
    float *copies;       // one input row for each tap
    int64_t copy_count;  // floats of a row
    int64_t *keys;       // which input row each copy is of
} work;

static void carve(work *work, weft_carver *carver, weft_isa isa, const weft_convolution_args *args) {
    const weft_convolution_shape *shape = &args->shape;
    const int64_t rows = weft_parts_of(shape->out_extent[2], divide(isa, args).row.row_blocks);
    weft_block_carve(&work->block, carver, rows, taps_of(shape), &args->epilogue, 1);
    work->copy_count = ((rows - 1) * shape->stride[2] + shape->kernel[2]) * shape->in_channels;
    work->copies = weft_carve(carver, taps_of(shape) * work->copy_count * (int64_t)sizeof(float));
    work->keys = weft_carve(carver, taps_of(shape) * (int64_t)sizeof(int64_t));
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

// Copies the input rows that output row `at` sees, zeros for those outside, and sets which tap each copy is of. Where
// kernel rows are neighbours a row keeps its copy while the kernel moves over it.
static void copy_rows(const weft_convolution_args *args, work *work, weft_row_at at, int64_t *taps) {
    const weft_convolution_shape *shape = &args->shape;
    const int64_t first = at.w * shape->stride[2] - shape->before[2], down = shape->kernel[1];
    const int64_t pixels = (work->block.rows - 1) * shape->stride[2] + shape->kernel[2];
    const int64_t top = at.h * shape->stride[1] - shape->before[1], turned = ((top % down) + down) % down;
    for (int64_t kd = 0; kd < shape->kernel[0]; kd++)
        for (int64_t kh = 0; kh < down; kh++) {
            const int64_t d = at.d * shape->stride[0] - shape->before[0] + kd * shape->dilation[0];
            const int64_t h = top + kh * shape->dilation[1];
            const int64_t place = shape->dilation[1] == 1 ? turned + kh : kh;
            const int64_t slot = kd * down + (place < down ? place : place - down);
            const bool inside = d >= 0 && d < shape->in_extent[0] && h >= 0 && h < shape->in_extent[1];
            const int64_t key = inside ? (at.n * shape->in_extent[0] + d) * shape->in_extent[1] + h : OUTSIDE;
            float *copy = work->copies + slot * work->copy_count;
            taps[slot] = kd * down + kh;
            if (work->keys[slot] == key) continue;
            work->keys[slot] = key;
            const int64_t *s = args->in_strides;
            if (inside) copy_row(args, args->in + at.n * s[0] + d * s[1] + h * s[2], first, pixels, copy);
            else memset(copy, 0, (size_t)work->copy_count * sizeof(float));
        }
}

// Points the tiles at the copies, which stay where they are from one output row to the next.
static void point_tiles(const weft_convolution_shape *shape, work *work) {
    const int64_t taps = taps_of(shape), step = shape->stride[2] * shape->in_channels;
    for (int64_t i = 0; i < work->block.tile_count; i++) {
        weft_block_tile *tile = &work->block.tiles[i];
        const float **pointers = (const float **)tile->sum.rows;
        for (int64_t t = 0; t < taps; t++)
            for (int64_t r = 0; r < tile->rows; r++)
                *pointers++ = work->copies + t * work->copy_count + (tile->first + r) * step;
        tile->sum.taps = taps;
        tile->sum.k = row_k(shape);
        tile->sum.offsets = work->block.tiles[0].sum.offsets;
    }
}

static void rows_run(const weft_convolution_args *args, int64_t part, const weft_worker *worker) {
    const weft_convolution_shape *shape = &args->shape;
    const weft_variant *variant = weft_variant_of(worker->isa);
    const division c = divide(worker->isa, args);
    const int64_t pieces = c.row.row_blocks * c.row.panel_parts, row_part = part / pieces, height = output_rows(shape);
    const weft_piece piece = weft_piece_of(&c.row, part % pieces);
    const int64_t width = shape->out_extent[2], taps = taps_of(shape), k = row_k(shape);
    const int64_t first = weft_share(width, c.row.row_blocks, piece.row_block);
    const int64_t rows = weft_share(width, c.row.row_blocks, piece.row_block + 1) - first;

    work work;
    weft_carver carver = {.base = worker->scratch};
    carve(&work, &carver, worker->isa, args);
    weft_block_cut(&work.block, variant, rows, taps, shape->out_channels);
    work.block.is_line = true;
    point_tiles(shape, &work);
    for (int64_t t = 0; t < taps; t++) work.keys[t] = NONE;
    int64_t *offsets = (int64_t *)work.block.tiles[0].sum.offsets;
    const int64_t end = weft_share(height, c.row_parts, row_part + 1);
    for (int64_t row = weft_share(height, c.row_parts, row_part); row < end; row++) {
        work.block.at[0] = weft_pixel_at(shape, row * width + first);
        copy_rows(args, &work, work.block.at[0], offsets);
        for (int64_t t = 0; t < taps; t++) offsets[t] *= k * variant->panel;
        weft_convolution_block_run(&work.block, worker->isa, args, 0, &c.row, piece.panel_part, taps * k);
    }
}

const weft_way weft_way_rows = {.parts = rows_parts, .run = rows_run, .scratch = rows_scratch};
