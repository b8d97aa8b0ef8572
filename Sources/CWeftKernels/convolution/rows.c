// Direct convolution of few input channels (the first layer of a network): the taps of a kernel row lie together in a copy of
// the input row that is dense and padded, so a kernel row is one tap of many products.
#include "direct.h"
#include "row_copies.h"

typedef struct division {
    weft_division row;  // of one output row
    int64_t row_parts;  // a part is some output rows, one block of their pixels, some panels
} division;

static division divide(weft_isa isa, const weft_convolution_args *args) {
    const weft_convolution_shape *shape = &args->shape;
    const int64_t k = weft_row_taps(shape) * weft_max(weft_row_k(shape), 1), rows = weft_output_rows(shape);
    return (division){
        .row = weft_divide(isa, shape->out_extent[2], 120, k, shape->out_channels, 1, rows),
        .row_parts = weft_row_parts(shape),
    };
}

static int64_t rows_parts(weft_isa isa, const weft_convolution_args *args) {
    const division c = divide(isa, args);
    return c.row_parts * c.row.row_blocks * c.row.panel_parts;
}

typedef struct work {
    weft_block block;
    weft_row_copies copies;
} work;

static void carve(work *work, weft_carver *carver, weft_isa isa, const weft_convolution_args *args) {
    const weft_convolution_shape *shape = &args->shape;
    const int64_t rows = weft_parts_of(shape->out_extent[2], divide(isa, args).row.row_blocks);
    weft_block_carve(&work->block, carver, rows, weft_row_taps(shape), &args->epilogue, 1);
    weft_row_copies_carve(&work->copies, carver, shape, rows, false);
}

static int64_t rows_scratch(weft_isa isa, const weft_convolution_args *args) {
    work unused;
    weft_carver carver = {0};
    carve(&unused, &carver, isa, args);
    return carver.used;
}

// Points the tiles at the copies, which stay where they are from one output row to the next.
static void point_tiles(const weft_convolution_shape *shape, work *work) {
    const int64_t taps = weft_row_taps(shape), step = shape->stride[2] * shape->in_channels;
    for (int64_t i = 0; i < work->block.tile_count; i++) {
        weft_block_tile *tile = &work->block.tiles[i];
        const float **pointers = (const float **)tile->sum.rows;
        for (int64_t t = 0; t < taps; t++, pointers += tile->rows)
            weft_point_rows(pointers, work->copies.base + t * work->copies.count + tile->first * step, step, tile->rows);
        tile->sum.taps = taps;
        tile->sum.k = weft_row_k(shape);
        tile->sum.offsets = work->block.tiles[0].sum.offsets;
    }
}

static void rows_run(const weft_convolution_args *args, int64_t part, const weft_worker *worker) {
    const weft_convolution_shape *shape = &args->shape;
    const weft_variant *variant = weft_variant_of(worker->isa);
    const division c = divide(worker->isa, args);
    const int64_t pieces = c.row.row_blocks * c.row.panel_parts, row_part = part / pieces, height = weft_output_rows(shape);
    const weft_piece piece = weft_piece_of(&c.row, part % pieces);
    const int64_t width = shape->out_extent[2], taps = weft_row_taps(shape), k = weft_row_k(shape);
    const int64_t first = weft_share(width, c.row.row_blocks, piece.row_block);
    const int64_t rows = weft_share(width, c.row.row_blocks, piece.row_block + 1) - first;

    work work;
    weft_carver carver = {.base = worker->scratch};
    carve(&work, &carver, worker->isa, args);
    weft_block_cut(&work.block, variant, rows, taps, shape->out_channels);
    work.block.is_line = true;
    point_tiles(shape, &work);
    weft_row_copies_open(&work.copies, shape);
    int64_t *offsets = (int64_t *)work.block.tiles[0].sum.offsets;
    const int64_t end = weft_share(height, c.row_parts, row_part + 1);
    for (int64_t row = weft_share(height, c.row_parts, row_part); row < end; row++) {
        work.block.at[0] = weft_pixel_at(shape, row * width + first);
        weft_row_copies_move(&work.copies, args, work.block.at[0], rows, offsets);
        for (int64_t t = 0; t < taps; t++) offsets[t] *= k * variant->panel;
        weft_convolution_block_run(&work.block, worker->isa, args, 0, &c.row, piece.panel_part, taps * k);
    }
}

const weft_way weft_way_rows = {.parts = rows_parts, .run = rows_run, .scratch = rows_scratch};
