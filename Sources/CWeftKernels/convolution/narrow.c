// Direct convolution of few output channels: neighbouring pixels side by side, on copies of the input rows that are padded and
// in planes.
#include "narrow.h"

#include "direct.h"
#include "row_copies.h"

// Pixels of a part's rows at most, and products of an output for which planes pay.
enum { PIXELS = 256, TAPS_LEAST = 9 };

bool weft_is_narrow(weft_isa isa, const weft_convolution_shape *shape) {
    return shape->groups == 1 && shape->dilation[2] == 1 && shape->out_channels <= weft_isa_lanes(isa) / 2
        && weft_taps(shape->kernel) >= TAPS_LEAST;
}

static int64_t blocks_of(const weft_convolution_shape *shape) { return weft_parts_of(shape->out_extent[2], PIXELS); }

static int64_t narrow_parts(weft_isa isa, const weft_convolution_args *args) {
    (void)isa;
    return weft_row_parts(&args->shape) * blocks_of(&args->shape);
}

typedef struct work {
    weft_row_copies copies;
    const float **rows;  // of each tap
    int64_t *shifts, *offsets;
    float **out, **residual;  // of each pixel
    float *none, *sums;       // for pixels that are not there, and for a program
} work;

// Pixels whose rows of the end there are: the last tile's too.
static int64_t pixels_of(const weft_convolution_shape *shape) {
    return weft_round_up(weft_parts_of(shape->out_extent[2], blocks_of(shape)), WEFT_NARROW_PIXELS);
}

static void carve(work *work, weft_carver *carver, weft_isa isa, const weft_convolution_args *args) {
    const weft_convolution_shape *shape = &args->shape;
    const int64_t pixels = pixels_of(shape), taps = weft_row_taps(shape), lanes = weft_isa_lanes(isa);
    const int64_t width = weft_parts_of(shape->out_extent[2], blocks_of(shape));
    const int64_t pointer = sizeof(void *), floats = sizeof(float);
    weft_row_copies_carve(&work->copies, carver, shape, width, true);
    work->rows = weft_carve(carver, taps * pointer);
    work->offsets = weft_carve(carver, taps * (int64_t)sizeof(int64_t));
    work->shifts = weft_carve(carver, weft_row_k(shape) * (int64_t)sizeof(int64_t));
    work->out = weft_carve(carver, pixels * pointer);
    work->residual = args->epilogue.residual.base == NULL ? NULL : weft_carve(carver, pixels * pointer);
    work->none = weft_carve(carver, lanes * floats);
    work->sums = args->epilogue.program == NULL ? NULL : weft_carve(carver, width * lanes * floats);
}

static int64_t narrow_scratch(weft_isa isa, const weft_convolution_args *args) {
    work unused;
    weft_carver carver = {0};
    carve(&unused, &carver, isa, args);
    return carver.used;
}

// Where the inputs of a kernel row lie in a copy.
static void set_shifts(const weft_convolution_shape *shape, const weft_row_copies *copies, int64_t *shifts) {
    const int64_t stride = shape->stride[2];
    for (int64_t w = 0; w < shape->kernel[2]; w++)
        for (int64_t c = 0; c < shape->in_channels; c++)
            *shifts++ = (c * stride + w % stride) * copies->plane + w / stride;
}

static void set_addresses(
    const weft_place *place, weft_row_at at, int64_t pixels, int64_t room, float *none, float **addresses) {
    float *first = place->base + weft_place_offset(place, at);
    for (int64_t p = 0; p < pixels; p++) addresses[p] = first + p * place->strides[3];
    for (int64_t p = pixels; p < room; p++) addresses[p] = none;
}

// A line of outputs by the widest tiles that it fills.
static void run_line(
    const work *work, const weft_variant *variant, weft_narrow_sum *sum, weft_tile_end *end, int64_t pixels) {
    weft_narrow_tile *const *tiles = variant->narrow->tiles[end->columns - 1];
    const int64_t taps = sum->taps;
    for (int64_t first = 0, vectors; first < pixels; first += vectors * variant->lanes) {
        const int64_t wanted = weft_parts_of(pixels - first, variant->lanes);
        vectors = wanted >= 4 && tiles[3] != NULL ? 4 : weft_min(wanted, 2);
        for (int64_t t = 0; t < taps; t++) work->rows[t] = work->copies.base + t * work->copies.count + first;
        weft_tile_end part = *end;
        part.out += first;
        if (part.residual != NULL) part.residual += first;
        tiles[vectors - 1](sum, &part);
    }
}

static void narrow_run(const weft_convolution_args *args, int64_t part, const weft_worker *worker) {
    const weft_convolution_shape *shape = &args->shape;
    const weft_epilogue *epilogue = &args->epilogue;
    const weft_variant *variant = weft_variant_of(worker->isa);
    const int64_t blocks = blocks_of(shape), block = part % blocks, row_part = part / blocks;
    const int64_t row_parts = weft_row_parts(shape), height = weft_output_rows(shape), width = shape->out_extent[2];
    const int64_t taps = weft_row_taps(shape), k = weft_row_k(shape), room = pixels_of(shape);
    const int64_t first = weft_share(width, blocks, block), pixels = weft_share(width, blocks, block + 1) - first;

    work work;
    weft_carver carver = {.base = worker->scratch};
    carve(&work, &carver, worker->isa, args);
    weft_row_copies_open(&work.copies, shape);
    set_shifts(shape, &work.copies, work.shifts);
    for (int64_t i = 0; i < variant->lanes; i++) work.none[i] = 0;
    weft_narrow_sum sum = {
        .taps = taps, .k = k, .rows = work.rows, .shifts = work.shifts, .offsets = work.offsets, .b = args->weight};
    weft_tile_end end = {.out = work.out, .columns = shape->out_channels};
    const bool has_program = epilogue->program != NULL;
    if (has_program) {
        const weft_place sums = {.base = work.sums, .strides = {0, 0, 0, variant->lanes}, .column = 1};
        set_addresses(&sums, (weft_row_at){0}, pixels, room, work.none, work.out);
    } else {
        end.bias = epilogue->bias;
        end.activation = epilogue->activation, end.x = epilogue->x, end.y = epilogue->y;
        end.residual = (const float *const *)work.residual;
    }
    const int64_t last = weft_share(height, row_parts, row_part + 1);
    for (int64_t row = weft_share(height, row_parts, row_part); row < last; row++) {
        const weft_row_at at = weft_pixel_at(shape, row * width + first);
        weft_row_copies_move(&work.copies, args, at, pixels, work.offsets);
        for (int64_t t = 0; t < taps; t++) work.offsets[t] *= k * variant->panel;
        if (!has_program) {
            set_addresses(&args->out, at, pixels, room, work.none, work.out);
            if (work.residual != NULL)
                set_addresses(&epilogue->residual, at, pixels, room, work.none, work.residual);
        }
        run_line(&work, variant, &sum, &end, pixels);
        if (has_program)
            weft_epilogue_run(
                worker->isa, epilogue, work.sums, variant->lanes, 0, 1, at, pixels, 0, shape->out_channels);
    }
}

const weft_way weft_way_narrow = {.parts = narrow_parts, .run = narrow_run, .scratch = narrow_scratch};
