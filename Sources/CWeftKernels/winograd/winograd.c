#include "../include/weft_winograd.h"

#include "../convolution/geometry.h"
#include "transforms.h"

// Transformed input of a block of tiles, which all threads share; and tiles of a block.
enum { BLOCK_BYTES = 600 << 10, LEAST_TILES = 24, MOST_TILES = 96 };
// Multiply-adds of a part of the products; channels times tiles of a part of the input's transform.
enum { PART_MOST = 6 << 20, PARTS_WANTED = 4, INPUT_PART = 2 << 10 };
// Keeps components from lying a power of two apart, where they would meet in a few sets of the nearest cache.
enum { GAP = 16 };

// Phase 2 b transforms the input of block b, phase 2 b + 1 multiplies it and transforms the output.
typedef struct division {
    int32_t tile;                // output pixels along an axis
    int64_t components;
    int64_t down, across, tiles; // tiles of an image, and of all
    int64_t blocks, most;        // blocks of tiles, and the most tiles of one
    int64_t panels, tile_parts;  // a part is a panel and some of the block's tiles
    int64_t input_component;     // floats from one component of the transformed input to the next one
} division;

static division divide(weft_isa isa, int32_t tile, const weft_convolution_args *args) {
    const weft_convolution_shape *shape = &args->shape;
    const int64_t channels = weft_max(shape->in_channels, 1), width = weft_isa_panel(isa);
    division c = {.tile = tile, .components = (tile + 2) * (tile + 2)};
    c.down = weft_parts_of(shape->out_extent[1], tile);
    c.across = weft_parts_of(shape->out_extent[2], tile);
    c.tiles = shape->batch * shape->out_extent[0] * c.down * c.across;
    if (shape->out_channels == 0) c.tiles = 0;
    const int64_t fitting = BLOCK_BYTES / (c.components * channels * (int64_t)sizeof(float));
    c.blocks = weft_parts_of(c.tiles, weft_clamp(fitting, LEAST_TILES, MOST_TILES));
    c.most = weft_parts_of(c.tiles, weft_max(c.blocks, 1));
    c.panels = weft_parts_of(shape->out_channels, width);
    const int64_t work = c.components * c.most * channels * width;
    const int64_t wanted = weft_max(weft_parts_of(work, PART_MOST), weft_parts_of(PARTS_WANTED, weft_max(c.panels, 1)));
    c.tile_parts = weft_clamp(wanted, 1, weft_max(c.most / 12, 1));
    c.input_component = weft_round_up(c.most * channels, 16) + GAP;
    return c;
}

typedef struct range {
    int64_t first, count;
} range;

static range share_of(int64_t count, int64_t parts, int64_t index) {
    const int64_t first = weft_share(count, parts, index);
    return (range){first, weft_share(count, parts, index + 1) - first};
}

// Parts of the input's transform.
static int64_t input_parts(const weft_convolution_args *args, int64_t tiles) {
    return weft_clamp(weft_parts_of(tiles * args->shape.in_channels, INPUT_PART), 1, tiles);
}

static int64_t parts(weft_isa isa, int32_t tile, const weft_convolution_args *args, int32_t phase) {
    const division c = divide(isa, tile, args);
    if (phase / 2 >= c.blocks) return 0;
    return phase % 2 == 1 ? c.panels * c.tile_parts : input_parts(args, share_of(c.tiles, c.blocks, phase / 2).count);
}

// The first output pixel of a tile.
static weft_row_at corner_of(const weft_convolution_shape *shape, const division *c, int64_t index) {
    weft_row_at at;
    at.w = (int32_t)(index % c->across) * c->tile, index /= c->across;
    at.h = (int32_t)(index % c->down) * c->tile, index /= c->down;
    at.d = (int32_t)(index % shape->out_extent[0]);
    at.n = (int32_t)(index / shape->out_extent[0]);
    return at;
}

static void point_input(
    const weft_convolution_args *args, const division *c, weft_row_at at, const float *zeros, const float **pixels) {
    const weft_convolution_shape *shape = &args->shape;
    const int64_t *s = args->in_strides;
    const int64_t d = at.d - shape->before[0], h = at.h - shape->before[1], w = at.w - shape->before[2];
    const bool there = d >= 0 && d < shape->in_extent[0];
    const float *base = args->in + (there ? at.n * s[0] + d * s[1] : 0);
    for (int64_t i = 0; i < c->tile + 2; i++) {
        const bool inside = there && h + i >= 0 && h + i < shape->in_extent[1];
        for (int64_t j = 0; j < c->tile + 2; j++)
            *pixels++ = inside && w + j >= 0 && w + j < shape->in_extent[2] ? base + ((h + i) * s[2] + (w + j) * s[3])
                                                                            : zeros;
    }
}

static void run_input(
    const weft_convolution_args *args, const division *c, int64_t block, int64_t part, const weft_worker *worker) {
    const weft_transforms *transforms = weft_variant_of(worker->isa)->transforms;
    const range tiles = share_of(c->tiles, c->blocks, block);
    const range own = share_of(tiles.count, input_parts(args, tiles.count), part);
    const int64_t channels = args->shape.in_channels;
    const float *pixels[WEFT_WINOGRAD_PIXELS];
    float *zeros = worker->scratch;
    for (int64_t i = 0; i < channels; i++) zeros[i] = 0;
    for (int64_t t = own.first; t < own.first + own.count; t++) {
        point_input(args, c, corner_of(&args->shape, c, tiles.first + t), zeros, pixels);
        float *v = (float *)worker->shared + t * channels;
        (c->tile == 4 ? transforms->input4 : transforms->input2)(pixels, channels, v, c->input_component);
    }
}

// What a part of the products needs: the sums of all components, [component][tile][column], and a tile for a program.
typedef struct work {
    int64_t component;
    float *sums, *pixels;
} work;

static work carve(weft_carver *carver, weft_isa isa, const division *c) {
    const int64_t width = weft_isa_panel(isa);
    work work = {.component = weft_parts_of(c->most, c->tile_parts) * width + GAP};
    work.sums = weft_carve(carver, c->components * work.component * (int64_t)sizeof(float));
    work.pixels = weft_carve(carver, c->tile * c->tile * width * (int64_t)sizeof(float));
    return work;
}

static void multiply(
    const weft_convolution_args *args, const division *c, const work *work, range own, int64_t panel, int64_t columns,
    const weft_worker *worker) {
    const weft_variant *variant = weft_variant_of(worker->isa);
    const int64_t channels = args->shape.in_channels, width = variant->panel, size = channels * width;
    const int64_t vectors = weft_parts_of(columns, variant->lanes);
    const int64_t pieces = weft_parts_of(own.count, variant->tiles->rows[vectors - 1]), no_offset = 0;
    for (int64_t component = 0; component < c->components; component++) {
        const float *v = (const float *)worker->shared + component * c->input_component + own.first * channels;
        const float *b = args->weight + (panel * c->components + component) * size;
        // The next panel's components follow those of this one.
        const bool is_last = component + 1 == c->components && panel + 1 == c->panels;
        float *m = work->sums + component * work->component;
        for (int64_t i = 0; i < pieces; i++) {
            const range rows = share_of(own.count, pieces, i);
            const float *a[WEFT_TILE_ROWS];
            float *out[WEFT_TILE_ROWS];
            for (int64_t r = 0; r < rows.count; r++) {
                a[r] = v + (rows.first + r) * channels;
                out[r] = m + (rows.first + r) * width;
            }
            const weft_tile_sum sum = {
                .taps = 1, .k = channels, .rows = a, .offsets = &no_offset,
                .b = b, .ahead = weft_ahead_of(b, size, width, is_last, i, pieces)};
            const weft_tile_end end = {.out = out, .columns = vectors * variant->lanes};
            variant->tiles->tiles[vectors - 1][rows.count - 1](&sum, &end);
        }
    }
}

// The output pixels of the tile at `at`, columns column ..< column + columns.
static void finish(
    const weft_convolution_args *args, const division *c, const work *work, const float *m, weft_row_at at,
    int64_t column, int64_t columns, const weft_worker *worker) {
    const weft_epilogue *epilogue = &args->epilogue;
    const weft_transforms *transforms = weft_variant_of(worker->isa)->transforms;
    weft_output_transform *transform = c->tile == 4 ? transforms->output4 : transforms->output2;
    const int64_t rows = weft_min(c->tile, args->shape.out_extent[1] - at.h), width = weft_isa_panel(worker->isa);
    const int64_t pixels = weft_min(c->tile, args->shape.out_extent[2] - at.w);
    float *out[16] = {NULL};
    const float *residual[16];
    const bool joined = epilogue->program != NULL;
    for (int64_t i = 0; i < rows; i++)
        for (int64_t j = 0; j < pixels; j++) {
            const weft_row_at pixel = {at.n, at.d, at.h + (int32_t)i, at.w + (int32_t)j};
            const int64_t k = i * c->tile + j;
            out[k] = joined ? work->pixels + k * width : args->out.base + weft_place_offset(&args->out, pixel);
            if (epilogue->residual.base != NULL)
                residual[k] = epilogue->residual.base + weft_place_offset(&epilogue->residual, pixel);
        }
    if (!joined) {
        const weft_tile_end end = {
            .out = out, .residual = epilogue->residual.base == NULL ? NULL : residual,
            .bias = epilogue->bias == NULL ? NULL : epilogue->bias + column, .column = column, .columns = columns,
            .activation = epilogue->activation, .x = epilogue->x, .y = epilogue->y};
        transform(m, work->component, &end);
        return;
    }
    const weft_tile_end end = {.out = out, .columns = columns};
    transform(m, work->component, &end);
    for (int64_t i = 0; i < rows; i++) {
        const weft_row_at row = {at.n, at.d, at.h + (int32_t)i, at.w};
        weft_epilogue_run(
            worker->isa, epilogue, work->pixels + i * c->tile * width, width, 0, 1, row, pixels, column, columns);
    }
}

static void run_output(
    const weft_convolution_args *args, const division *c, int64_t block, int64_t part, const weft_worker *worker) {
    const int64_t panel = part / c->tile_parts, width = weft_isa_panel(worker->isa);
    const int64_t column = panel * width, columns = weft_min(width, args->shape.out_channels - column);
    const range tiles = share_of(c->tiles, c->blocks, block);
    const range own = share_of(tiles.count, c->tile_parts, part % c->tile_parts);
    weft_carver carver = {.base = worker->scratch};
    const work work = carve(&carver, worker->isa, c);
    multiply(args, c, &work, own, panel, columns, worker);
    for (int64_t t = 0; t < own.count; t++) {
        const weft_row_at at = corner_of(&args->shape, c, tiles.first + own.first + t);
        finish(args, c, &work, work.sums + t * width, at, column, columns, worker);
    }
}

static void run(int32_t tile, const weft_convolution_args *args, int32_t phase, int64_t part, const weft_worker *worker) {
    const division c = divide(worker->isa, tile, args);
    if (phase % 2 == 0) run_input(args, &c, phase / 2, part, worker);
    else run_output(args, &c, phase / 2, part, worker);
}

static weft_need need(weft_isa isa, int32_t tile, const weft_convolution_args *args) {
    const division c = divide(isa, tile, args);
    if (c.tiles == 0) return (weft_need){0};
    weft_carver carver = {0};
    carve(&carver, isa, &c);
    const int64_t zeros = args->shape.in_channels * (int64_t)sizeof(float);
    return (weft_need){
        .scratch = weft_max(carver.used, zeros), .shared = c.components * c.input_component * (int64_t)sizeof(float)};
}

static bool reach(weft_isa isa, int32_t tile, const weft_convolution_args *args, weft_reach_list *list) {
    const weft_convolution_shape *shape = &args->shape;
    list->count = 0;
    if (shape->groups != 1 || shape->kernel[0] != 1 || shape->kernel[1] != 3 || shape->kernel[2] != 3) return false;
    for (int i = 0; i < 3; i++)
        if (shape->stride[i] != 1 || shape->dilation[i] != 1) return false;
    const weft_convolution_packing packing = weft_packing_of(shape);
    return weft_convolution_reaches(isa, args, weft_winograd_packed_count(isa, tile, &packing), list);
}

#define WEFT_WINOGRAD(tile)                                                                                            \
    static int64_t parts##tile(weft_isa isa, const void *args, int32_t phase) { return parts(isa, tile, args, phase); } \
    static void run##tile(const void *args, int32_t phase, int64_t part, const weft_worker *worker) {                  \
        run(tile, args, phase, part, worker);                                                                          \
    }                                                                                                                  \
    static weft_need need##tile(weft_isa isa, const void *args) { return need(isa, tile, args); }                      \
    static bool reach##tile(weft_isa isa, const void *args, weft_reach_list *list) {                                   \
        return reach(isa, tile, args, list);                                                                           \
    }                                                                                                                  \
    const weft_family weft_winograd##tile = {                                                                          \
        .name = "winograd" #tile, .parts = parts##tile, .run = run##tile, .need = need##tile, .reach = reach##tile};

WEFT_WINOGRAD(4)
WEFT_WINOGRAD(2)
