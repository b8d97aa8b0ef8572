#include "../include/weft_winograd.h"

#include "../convolution/geometry.h"
#include "../include/weft_pool.h"
#include "transforms.h"

// Tiles of a block: as many as have their transformed input and sums in the second cache, if those are enough. Where that
// many do not even have their input there, all passes by from further away, and more tiles share the weights.
enum { LEAST_TILES = 24, STREAMED_TILES = 64, MOST_TILES = 96 };
// Of so many blocks, or as many as there are CPUs, each is one thread's work, and what lies between its phases stays in that
// thread's cache. Where the weights do not pass from far away, there are more and smaller blocks, up to BLOCKS_WANTED.
enum { BLOCKS_ALONE = 4, BLOCKS_WANTED = 8 };
// Of fewer blocks all threads do one after another. Multiply-adds of a part of the products; floats that a part of a transform
// makes or reads.
enum { PRODUCT_PART = 1 << 20, INPUT_PART = 24 << 10, OUTPUT_PART = 32 << 10 };
// Keeps components from lying a power of two apart, where they would meet in a few sets of the nearest cache.
enum { GAP = 16 };

// The first phase of a block transforms the input, the second multiplies it, component by component, and the third transforms
// the sums.
enum { INPUT, PRODUCTS, OUTPUT, PHASES };

typedef struct division {
    const weft_transform *transform;
    int32_t down, across;               // points along the axes
    int32_t rows, columns;              // output pixels of a tile
    int64_t components;
    int64_t tiles_down, tiles_across, tiles;  // tiles of an image, and of all
    int64_t blocks, most;               // blocks of tiles, and the most tiles of one
    bool is_alone;                      // a block is one thread's work
    int64_t panels;
    int64_t products, product_parts;    // a product is a component's of a panel
    bool keeps_input;                   // the transformed input is near while all weights pass, in the order they stand in
    int64_t input_component;            // floats from one component of the transformed input to the next one
    int64_t sum_component, sum_panel;   // the same of the sums, [panel][component][tile][column]
    int64_t sums, memory;               // where the sums begin, behind the transformed input, and where they end
} division;

const weft_transform *weft_transform_of(weft_isa isa, int32_t points, const int64_t kernel[3]) {
    const weft_transform *transforms = weft_variant_of(isa)->transforms;
    for (int i = 0; i < WEFT_TRANSFORMS && kernel[0] == 1; i++)
        if (transforms[i].points == points && transforms[i].kernel[0] == kernel[1] && transforms[i].kernel[1] == kernel[2])
            return &transforms[i];
    return NULL;
}

bool weft_winograd_has(int32_t points, const int64_t kernel[3]) {
    return weft_transform_of(WEFT_ISA_BASELINE, points, kernel) != NULL;
}

static int64_t tiles_of_block(weft_isa isa, int64_t components, int64_t channels, int64_t sums) {
    const int64_t cache = weft_isa_cache(isa), input = components * channels * (int64_t)sizeof(float);
    if (LEAST_TILES * input > cache / 4 * 5) return STREAMED_TILES;
    const int64_t fitting = cache / (input + components * sums * (int64_t)sizeof(float));
    return weft_clamp(fitting, LEAST_TILES, MOST_TILES);
}

static int64_t blocks_of(weft_isa isa, int64_t tiles, int64_t components, int64_t channels, int64_t sums) {
    const int64_t blocks = weft_parts_of(tiles, tiles_of_block(isa, components, channels, sums));
    const bool near = components * channels * sums * (int64_t)sizeof(float) <= weft_isa_cache(isa) / 2;
    const int64_t wanted = near ? weft_max(blocks, weft_min(tiles / LEAST_TILES, BLOCKS_WANTED)) : blocks;
    // Few threads share an even number better.
    return wanted >= BLOCKS_ALONE ? weft_round_up(wanted, 2) : wanted;
}

static division divide(weft_isa isa, int32_t points, const weft_convolution_args *args) {
    const weft_convolution_shape *shape = &args->shape;
    const int64_t channels = weft_max(shape->in_channels, 1), width = weft_isa_panel(isa);
    division c = {.transform = weft_transform_of(isa, points, shape->kernel)};
    c.down = weft_points_of(points, shape->kernel[1]), c.across = weft_points_of(points, shape->kernel[2]);
    c.rows = c.down - (int32_t)shape->kernel[1] + 1, c.columns = c.across - (int32_t)shape->kernel[2] + 1;
    c.components = (int64_t)c.down * c.across;
    c.tiles_down = weft_parts_of(shape->out_extent[1], c.rows);
    c.tiles_across = weft_parts_of(shape->out_extent[2], c.columns);
    c.tiles = shape->batch * shape->out_extent[0] * c.tiles_down * c.tiles_across;
    c.panels = weft_parts_of(shape->out_channels, width);
    if (c.panels == 0) c.tiles = 0;
    c.blocks = blocks_of(isa, c.tiles, c.components, channels, c.panels * width);
    c.is_alone = c.blocks >= weft_min(BLOCKS_ALONE, weft_pool_usual_cpus());
    c.most = weft_parts_of(c.tiles, weft_max(c.blocks, 1));
    c.products = c.components * c.panels;
    c.product_parts = weft_clamp(c.products * c.most * channels * width / PRODUCT_PART, 1, c.products);
    c.keeps_input = c.components * c.most * channels * (int64_t)sizeof(float) <= weft_isa_cache(isa) / 2;
    c.input_component = weft_round_up(c.most * channels, 16) + GAP;
    c.sum_component = c.most * width + GAP;
    c.sum_panel = c.components * c.sum_component;
    c.sums = c.components * c.input_component;
    c.memory = c.sums + c.panels * c.sum_panel;
    return c;
}

typedef struct range {
    int64_t first, count;
} range;

static range share_of(int64_t count, int64_t parts, int64_t index) {
    const int64_t first = weft_share(count, parts, index);
    return (range){first, weft_share(count, parts, index + 1) - first};
}

static range tiles_of(const division *c, int64_t block) { return share_of(c->tiles, c->blocks, block); }

// Parts of a transform of some tiles, which reads so many floats for each.
static int64_t transform_parts(int64_t tiles, int64_t floats, int64_t most) {
    return weft_clamp(weft_parts_of(tiles * floats, most), 1, tiles);
}

static int64_t phase_parts(const weft_convolution_args *args, const division *c, int64_t block, int32_t phase) {
    const int64_t tiles = tiles_of(c, block).count;
    switch (phase) {
    case INPUT: return transform_parts(tiles, c->components * args->shape.in_channels, INPUT_PART);
    case PRODUCTS: return c->product_parts;
    default: return transform_parts(tiles, c->components * args->shape.out_channels, OUTPUT_PART);
    }
}

static int64_t parts(weft_isa isa, int32_t points, const weft_convolution_args *args, int32_t phase) {
    const division c = divide(isa, points, args);
    if (c.is_alone) return phase == 0 ? c.blocks : 0;
    return phase / PHASES >= c.blocks ? 0 : phase_parts(args, &c, phase / PHASES, phase % PHASES);
}

// The first output pixel of a tile.
static weft_row_at corner_of(const weft_convolution_shape *shape, const division *c, int64_t index) {
    weft_row_at at;
    at.w = (int32_t)(index % c->tiles_across) * c->columns, index /= c->tiles_across;
    at.h = (int32_t)(index % c->tiles_down) * c->rows, index /= c->tiles_down;
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
    for (int64_t i = 0; i < c->down; i++) {
        const bool inside = there && h + i >= 0 && h + i < shape->in_extent[1];
        for (int64_t j = 0; j < c->across; j++)
            *pixels++ = inside && w + j >= 0 && w + j < shape->in_extent[2] ? base + ((h + i) * s[2] + (w + j) * s[3])
                                                                            : zeros;
    }
}

// What a phase of a block works with.
typedef struct work {
    const weft_convolution_args *args;
    const division *c;
    range tiles;    // the block's
    float *memory;  // for its transformed input and its sums
    float *own;     // a thread's: zeros for an input pixel, or a tile's output pixels for a program
    weft_isa isa;
} work;

static void run_input(const work *work, range own) {
    const weft_convolution_args *args = work->args;
    const division *c = work->c;
    const range tiles = work->tiles;
    const int64_t channels = args->shape.in_channels;
    const float *pixels[2][WEFT_WINOGRAD_COMPONENTS];
    float *zeros = work->own;
    for (int64_t i = 0; i < channels; i++) zeros[i] = 0;
    point_input(args, c, corner_of(&args->shape, c, tiles.first + own.first), zeros, pixels[0]);
    for (int64_t t = 0; t < own.count; t++) {
        const bool goes_on = t + 1 < own.count;
        const float **next = pixels[(t + 1) % 2];
        if (goes_on) point_input(args, c, corner_of(&args->shape, c, tiles.first + own.first + t + 1), zeros, next);
        float *v = work->memory + (own.first + t) * channels;
        c->transform->input(pixels[t % 2], goes_on ? next : NULL, channels, v, c->input_component);
    }
}

// The weights of a product. Where the transformed input is large, a component's products follow each other, for each panel.
static const float *weights_of(
    const weft_convolution_args *args, const division *c, int64_t product, int64_t size, int64_t *component, int64_t *panel) {
    *component = c->keeps_input ? product % c->components : product / c->panels;
    *panel = c->keeps_input ? product / c->components : product % c->panels;
    return args->weight + (*panel * c->components + *component) * size;
}

static void run_products(const work *work, range own) {
    const weft_convolution_args *args = work->args;
    const division *c = work->c;
    const weft_variant *variant = weft_variant_of(work->isa);
    const int64_t tiles = work->tiles.count, no_offset = 0;
    const int64_t channels = args->shape.in_channels, width = variant->panel, size = channels * width;
    for (int64_t i = own.first; i < own.first + own.count; i++) {
        int64_t component, panel, unused[2];
        const float *b = weights_of(args, c, i, size, &component, &panel);
        const float *next = i + 1 == c->products ? NULL : weights_of(args, c, i + 1, size, &unused[0], &unused[1]);
        const int64_t columns = weft_min(width, args->shape.out_channels - panel * width);
        const int64_t vectors = weft_parts_of(columns, variant->lanes);
        const int64_t pieces = weft_parts_of(tiles, variant->tiles->rows[vectors - 1]);
        const float *v = work->memory + component * c->input_component;
        float *m = work->memory + c->sums + panel * c->sum_panel + component * c->sum_component;
        const weft_share_ahead share = weft_share_ahead_of(size, width, pieces);
        for (int64_t p = 0; p < pieces; p++) {
            const range rows = share_of(tiles, pieces, p);
            const float *a[WEFT_TILE_ROWS];
            float *out[WEFT_TILE_ROWS];
            for (int64_t r = 0; r < rows.count; r++) {
                a[r] = v + (rows.first + r) * channels;
                out[r] = m + (rows.first + r) * width;
            }
            const weft_tile_sum sum = {
                .taps = 1, .k = channels, .rows = a, .offsets = &no_offset, .b = b,
                .ahead = weft_ahead_at(&share, next, p)};
            const weft_tile_end end = {.out = out, .columns = vectors * variant->lanes};
            variant->tiles->tiles[vectors - 1][rows.count - 1](&sum, &end);
        }
    }
}

// Sets where a tile's output pixels and their residuals are, NULL for those that do not exist. With a program the pixels are
// in `joined`.
static void point_output(
    const weft_convolution_args *args, const division *c, weft_row_at at, float *joined, int64_t width, float **out,
    const float **residual) {
    const weft_epilogue *epilogue = &args->epilogue;
    for (int32_t i = 0; i < c->rows; i++)
        for (int32_t j = 0; j < c->columns; j++) {
            const weft_row_at pixel = {at.n, at.d, at.h + i, at.w + j};
            const int64_t k = i * c->columns + j;
            const bool exists = pixel.h < args->shape.out_extent[1] && pixel.w < args->shape.out_extent[2];
            out[k] = !exists          ? NULL
                : joined != NULL ? joined + k * width
                                 : args->out.base + weft_place_offset(&args->out, pixel);
            if (exists && epilogue->residual.base != NULL)
                residual[k] = epilogue->residual.base + weft_place_offset(&epilogue->residual, pixel);
        }
}

// One panel of a tile's output pixels.
static void finish(
    const work *work, const float *m, weft_row_at at, int64_t panel, float *const *out, const float *const *residual,
    float *joined) {
    const weft_convolution_args *args = work->args;
    const division *c = work->c;
    const weft_epilogue *epilogue = &args->epilogue;
    const int64_t width = weft_isa_panel(work->isa), column = panel * width;
    const int64_t columns = weft_min(width, args->shape.out_channels - column);
    if (joined == NULL) {
        const weft_tile_end end = {
            .out = out, .residual = epilogue->residual.base == NULL ? NULL : residual,
            .bias = epilogue->bias == NULL ? NULL : epilogue->bias + column, .column = column, .columns = columns,
            .activation = epilogue->activation, .x = epilogue->x, .y = epilogue->y};
        c->transform->output(m, c->sum_component, &end);
        return;
    }
    const weft_tile_end end = {.out = out, .columns = columns};
    c->transform->output(m, c->sum_component, &end);
    const int64_t pixels = weft_min(c->columns, args->shape.out_extent[2] - at.w);
    for (int32_t i = 0; i < weft_min(c->rows, args->shape.out_extent[1] - at.h); i++) {
        const weft_row_at row = {at.n, at.d, at.h + i, at.w};
        weft_epilogue_run(
            work->isa, epilogue, joined + i * c->columns * width, width, 0, 1, row, pixels, column, columns);
    }
}

static void fetch(const division *c, float *const *out, int64_t channels) {
    for (int32_t i = 0; i < c->rows * c->columns; i++)
        for (int64_t k = 0; k < channels && out[i] != NULL; k += WEFT_LINE_FLOATS) __builtin_prefetch(out[i] + k, 1, 2);
}

static void run_output(const work *work, range own) {
    const weft_convolution_args *args = work->args;
    const division *c = work->c;
    const range tiles = work->tiles;
    const int64_t width = weft_isa_panel(work->isa);
    float *joined = args->epilogue.program == NULL ? NULL : work->own;
    // Of this tile and of the next one.
    weft_row_at at[2];
    float *out[2][WEFT_WINOGRAD_PIXELS];
    const float *residual[2][WEFT_WINOGRAD_PIXELS];
    for (int64_t t = 0; t <= own.count; t++) {
        if (t < own.count) {
            at[t % 2] = corner_of(&args->shape, c, tiles.first + own.first + t);
            point_output(args, c, at[t % 2], joined, width, out[t % 2], residual[t % 2]);
            if (t > 0 && joined == NULL) fetch(c, out[t % 2], args->shape.out_channels);
        }
        const int64_t done = (t + 1) % 2;
        for (int64_t panel = 0; panel < c->panels && t > 0; panel++) {
            const float *m = work->memory + c->sums + panel * c->sum_panel + (own.first + t - 1) * width;
            finish(work, m, at[done], panel, out[done], residual[done], joined);
        }
    }
}

static int64_t own_floats(weft_isa isa, const weft_convolution_args *args) {
    const int64_t joined = args->epilogue.program == NULL ? 0 : WEFT_WINOGRAD_PIXELS * weft_isa_panel(isa);
    return weft_round_up(weft_max(args->shape.in_channels, joined), WEFT_LINE_FLOATS);
}

static void run(int32_t points, const weft_convolution_args *args, int32_t phase, int64_t part, const weft_worker *worker) {
    const division c = divide(worker->isa, points, args);
    const int64_t block = c.is_alone ? part : phase / PHASES;
    work work = {
        .args = args, .c = &c, .tiles = tiles_of(&c, block), .memory = worker->shared, .own = worker->scratch,
        .isa = worker->isa};
    if (c.is_alone) {
        work.memory = work.own + own_floats(worker->isa, args);
        run_input(&work, (range){0, work.tiles.count});
        run_products(&work, (range){0, c.products});
        run_output(&work, (range){0, work.tiles.count});
        return;
    }
    const int64_t count = phase_parts(args, &c, block, phase % PHASES);
    switch (phase % PHASES) {
    case INPUT: run_input(&work, share_of(work.tiles.count, count, part)); break;
    case PRODUCTS: run_products(&work, share_of(c.products, count, part)); break;
    default: run_output(&work, share_of(work.tiles.count, count, part));
    }
}

static weft_need need(weft_isa isa, int32_t points, const weft_convolution_args *args) {
    const division c = divide(isa, points, args);
    if (c.tiles == 0) return (weft_need){0};
    const int64_t own = own_floats(isa, args), size = sizeof(float);
    return c.is_alone ? (weft_need){.scratch = (own + c.memory) * size}
                      : (weft_need){.scratch = own * size, .shared = c.memory * size};
}

static bool reach(weft_isa isa, int32_t points, const weft_convolution_args *args, weft_reach_list *list) {
    const weft_convolution_shape *shape = &args->shape;
    list->count = 0;
    if (shape->groups != 1 || !weft_winograd_has(points, shape->kernel)) return false;
    for (int i = 0; i < 3; i++)
        if (shape->stride[i] != 1 || shape->dilation[i] != 1) return false;
    const weft_convolution_packing packing = weft_packing_of(shape);
    return weft_convolution_reaches(isa, args, weft_winograd_packed_count(isa, points, &packing), list);
}

#define WEFT_WINOGRAD(points)                                                                                          \
    static int64_t parts##points(weft_isa isa, const void *args, int32_t phase) {                                      \
        return parts(isa, points, args, phase);                                                                        \
    }                                                                                                                  \
    static void run##points(const void *args, int32_t phase, int64_t part, const weft_worker *worker) {                \
        run(points, args, phase, part, worker);                                                                        \
    }                                                                                                                  \
    static weft_need need##points(weft_isa isa, const void *args) { return need(isa, points, args); }                  \
    static bool reach##points(weft_isa isa, const void *args, weft_reach_list *list) {                                 \
        return reach(isa, points, args, list);                                                                         \
    }                                                                                                                  \
    const weft_family weft_winograd##points = {                                                                        \
        .name = "winograd" #points, .parts = parts##points, .run = run##points, .need = need##points,                  \
        .reach = reach##points};

WEFT_WINOGRAD(4)
WEFT_WINOGRAD(6)
WEFT_WINOGRAD(8)
WEFT_WINOGRAD(10)
