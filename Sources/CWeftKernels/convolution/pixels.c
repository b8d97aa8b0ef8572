// Direct convolution by indirection: for a block of output pixels a pointer to the input of each pixel and tap is made once
// and used for all panels of output channels. So stride, dilation and padding cost nothing further in.
#include "direct.h"

static int64_t channels_in(const weft_convolution_shape *shape) { return shape->in_channels / shape->groups; }
static int64_t channels_out(const weft_convolution_shape *shape) { return shape->out_channels / shape->groups; }

static int64_t most_rows(weft_isa isa, const weft_convolution_shape *shape) {
    const int64_t taps = weft_taps(shape->kernel);
    const int64_t step = weft_min(shape->stride[0] * shape->stride[1] * shape->stride[2], taps);
    const int64_t fitting = weft_block_floats(isa) / weft_max(channels_in(shape) * step, 1);
    // The pointers have to stay near as well.
    return weft_clamp(weft_min(fitting, 4096 / taps), 24, 120);
}

static weft_division divide(weft_isa isa, const weft_convolution_args *args) {
    const weft_convolution_shape *shape = &args->shape;
    const int64_t k = weft_max(weft_taps(shape->kernel) * channels_in(shape), 1);
    return weft_divide(isa, weft_pixels(shape), most_rows(isa, shape), k, channels_out(shape), 1, shape->groups);
}

// Narrow groups of a block are one part, up to so many multiply-adds: their pointers are the same but for the group's place.
enum { GROUPS_MOST = 1 << 20 };

static int64_t group_parts(const weft_convolution_shape *shape, const weft_division *c) {
    const int64_t rows = weft_parts_of(weft_pixels(shape), c->row_blocks);
    const int64_t columns = weft_parts_of(channels_out(shape), c->panel_parts);
    const int64_t work = rows * columns * weft_taps(shape->kernel) * channels_in(shape);
    return weft_parts_of(shape->groups, weft_max(GROUPS_MOST / weft_max(work, 1), 1));
}

static int64_t pixels_parts(weft_isa isa, const weft_convolution_args *args) {
    const weft_division c = divide(isa, args);
    return c.row_blocks * c.panel_parts * group_parts(&args->shape, &c);
}

// The block's memory, with the distances from a pixel's first tap to its others, and a row of zeros.
typedef struct work {
    weft_block block;
    int64_t *distances;
    float *zeros;
} work;

static void carve(work *work, weft_carver *carver, weft_isa isa, const weft_convolution_args *args) {
    const int64_t taps = weft_taps(args->shape.kernel);
    const int64_t rows = weft_parts_of(weft_pixels(&args->shape), divide(isa, args).row_blocks);
    weft_block_carve(&work->block, carver, rows, taps, &args->epilogue, 1);
    work->distances = weft_carve(carver, taps * (int64_t)sizeof *work->distances);
    work->zeros = weft_carve(carver, args->shape.in_channels * (int64_t)sizeof *work->zeros);
}

static int64_t pixels_scratch(weft_isa isa, const weft_convolution_args *args) {
    work unused;
    weft_carver carver = {0};
    carve(&unused, &carver, isa, args);
    return carver.used;
}

static void set_distances(const weft_convolution_args *args, int64_t *distances) {
    const weft_convolution_shape *shape = &args->shape;
    for (int64_t d = 0; d < shape->kernel[0]; d++)
        for (int64_t h = 0; h < shape->kernel[1]; h++)
            for (int64_t w = 0; w < shape->kernel[2]; w++)
                *distances++ = d * shape->dilation[0] * args->in_strides[1]
                    + h * shape->dilation[1] * args->in_strides[2] + w * shape->dilation[2] * args->in_strides[3];
}

// Where the first tap of a pixel lies on each axis, and from the input's base.
typedef struct origin {
    int64_t axes[3], offset;
} origin;

static origin origin_of(const weft_convolution_args *args, weft_row_at at) {
    const weft_convolution_shape *shape = &args->shape;
    const int64_t axes[3] = {at.d, at.h, at.w};
    origin o = {.offset = at.n * args->in_strides[0]};
    for (int i = 0; i < 3; i++) {
        o.axes[i] = axes[i] * shape->stride[i] - shape->before[i];
        o.offset += o.axes[i] * args->in_strides[i + 1];
    }
    return o;
}

static bool is_inside(const weft_convolution_shape *shape, const origin *origin) {
    for (int i = 0; i < 3; i++) {
        const int64_t last = origin->axes[i] + (shape->kernel[i] - 1) * shape->dilation[i];
        if (origin->axes[i] < 0 || last >= shape->in_extent[i]) return false;
    }
    return true;
}

// A tap of a tile at an edge: its pointers, zeros where it lies outside. False when it lies outside for all rows.
static bool point_tap(
    const weft_convolution_args *args, const work *work, const float *in, int64_t rows, const origin *origins,
    const int64_t tap[3], int64_t distance, const float **pointers) {
    const weft_convolution_shape *shape = &args->shape;
    bool any = false;
    for (int64_t r = 0; r < rows; r++) {
        bool inside = true;
        for (int i = 0; i < 3; i++) {
            const int64_t at = origins[r].axes[i] + tap[i] * shape->dilation[i];
            inside &= at >= 0 && at < shape->in_extent[i];
        }
        pointers[r] = inside ? in + (origins[r].offset + distance) : work->zeros;
        any |= inside;
    }
    return any;
}

// The pointers of a tile, and which taps it has.
static void point(
    const weft_convolution_args *args, const work *work, weft_block_tile *tile, const float *in, int64_t tap_size) {
    const weft_convolution_shape *shape = &args->shape;
    const float **pointers = (const float **)tile->sum.rows;
    int64_t *offsets = (int64_t *)tile->sum.offsets;
    origin origins[WEFT_TILE_ROWS];
    bool inside = true;
    for (int64_t r = 0; r < tile->rows; r++) {
        const weft_row_at *at = &work->block.at[tile->first + r];
        if (r > 0 && weft_row_follows(at[-1], at[0])) {
            origins[r] = origins[r - 1];
            origins[r].axes[2] += shape->stride[2];
            origins[r].offset += shape->stride[2] * args->in_strides[3];
        } else {
            origins[r] = origin_of(args, at[0]);
        }
        inside &= is_inside(shape, &origins[r]);
    }
    int64_t count = 0, t = 0;
    for (int64_t d = 0; d < shape->kernel[0]; d++)
        for (int64_t h = 0; h < shape->kernel[1]; h++)
            for (int64_t w = 0; w < shape->kernel[2]; w++, t++) {
                const float **row = pointers + count * tile->rows;
                if (inside) {
                    for (int64_t r = 0; r < tile->rows; r++) row[r] = in + (origins[r].offset + work->distances[t]);
                } else {
                    const int64_t tap[3] = {d, h, w};
                    if (!point_tap(args, work, in, tile->rows, origins, tap, work->distances[t], row)) continue;
                }
                offsets[count++] = t * tap_size;
            }
    tile->sum.taps = count;
}

// Moves a tile's pointers on to the next group; those at zeros too, of which there are as many.
static void move_on(weft_block_tile *tile, int64_t in) {
    const float **pointers = (const float **)tile->sum.rows;
    for (int64_t i = 0; i < tile->sum.taps * tile->rows; i++) pointers[i] += in;
}

static void pixels_run(const weft_convolution_args *args, int64_t part, const weft_worker *worker) {
    const weft_convolution_shape *shape = &args->shape;
    const weft_variant *variant = weft_variant_of(worker->isa);
    const weft_division c = divide(worker->isa, args);
    const int64_t pieces = c.row_blocks * c.panel_parts, group_count = group_parts(shape, &c);
    const int64_t first_group = weft_share(shape->groups, group_count, part / pieces);
    const int64_t last_group = weft_share(shape->groups, group_count, part / pieces + 1);
    const weft_piece piece = weft_piece_of(&c, part % pieces);
    const int64_t taps = weft_taps(shape->kernel), in = channels_in(shape), out = channels_out(shape);
    const int64_t first = weft_share(weft_pixels(shape), c.row_blocks, piece.row_block);
    const int64_t rows = weft_share(weft_pixels(shape), c.row_blocks, piece.row_block + 1) - first;

    work work;
    weft_carver carver = {.base = worker->scratch};
    carve(&work, &carver, worker->isa, args);
    set_distances(args, work.distances);
    for (int64_t i = 0; i < shape->in_channels; i++) work.zeros[i] = 0;
    weft_block_cut(&work.block, variant, rows, taps, out);
    weft_pixels_at(shape, first, rows, work.block.at);
    for (int64_t t = 0; t < work.block.tile_count; t++) {
        work.block.tiles[t].sum.k = in;
        point(args, &work, &work.block.tiles[t], args->in + first_group * in, in * variant->panel);
    }
    for (int64_t group = first_group; group < last_group; group++) {
        if (group > first_group)
            for (int64_t t = 0; t < work.block.tile_count; t++) move_on(&work.block.tiles[t], in);
        weft_convolution_block_run(&work.block, worker->isa, args, group, &c, piece.panel_part, taps * in);
    }
}

const weft_way weft_way_pixels = {.parts = pixels_parts, .run = pixels_run, .scratch = pixels_scratch};
