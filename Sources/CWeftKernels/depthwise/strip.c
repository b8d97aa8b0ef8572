#include "strip.h"

static const weft_stencil_shape *stencil_of(
    const weft_stencil_shape *shapes, int count, const weft_convolution_shape *shape) {
    for (int i = 1; i < count; i++)
        if (shapes[i].taps == shape->kernel[2] && shapes[i].stride == shape->stride[2] && shape->dilation[2] == 1)
            return &shapes[i];
    return &shapes[0];
}

static int64_t columns_of(const weft_convolution_shape *shape, int64_t width) {
    return (width - 1) * shape->stride[2] + (shape->kernel[2] - 1) * shape->dilation[2] + 1;
}

void weft_strip_carve(
    weft_strip *strip, weft_carver *carver, const weft_convolution_args *args, int64_t width, int64_t planes,
    int64_t channels) {
    const weft_convolution_shape *shape = &args->shape;
    const int64_t rows = shape->kernel[0] * shape->kernel[1] * planes, size = sizeof(void *);
    strip->tables = weft_carve(carver, rows * columns_of(shape, width) * size);
    strip->keys = weft_carve(carver, rows * (int64_t)sizeof(int64_t));
    strip->table_count = rows;
    strip->row_columns = weft_carve(carver, rows * shape->kernel[2] * size);
    strip->columns_at = weft_carve(carver, rows * shape->kernel[2] * size);
    strip->row_weights = weft_carve(carver, rows * shape->kernel[2] * size);
    strip->sums = args->epilogue.program == NULL
        ? NULL
        : weft_carve(carver, WEFT_STENCIL_PIXELS * channels * (int64_t)sizeof(float));
}

void weft_strip_open(
    weft_strip *strip, const weft_variant *variant, const weft_convolution_shape *shape, const weft_strip_input *input) {
    strip->shape = shape;
    strip->input = *input;
    strip->stencil = input->group > 0 ? stencil_of(variant->stencils->grouped, WEFT_GROUPED_SHAPES, shape)
                                      : stencil_of(variant->stencils->shapes, WEFT_STENCIL_SHAPES, shape);
    strip->expand = variant->stencils->expand;
    strip->total = variant->stencils->total;
}

void weft_strip_move(weft_strip *strip, int64_t left, int64_t width) {
    strip->left = left;
    strip->columns = columns_of(strip->shape, width);
    for (int64_t i = 0; i < strip->table_count; i++) strip->keys[i] = -1;
}

// Points a table at the columns of plane p of an input row, zeros outside.
static void fill_table(const weft_strip *strip, const float *row, int64_t p, float *expanded, const float **table) {
    const weft_expansion *expansion = strip->input.expansion;
    const int64_t count = strip->columns;
    const int64_t first = strip->left * strip->shape->stride[2] - strip->shape->before[2];
    const int64_t begin = weft_clamp(-first, 0, count), end = weft_clamp(strip->shape->in_extent[2] - first, begin, count);
    int64_t pitch = strip->input.strides[3];
    row += (first + begin) * pitch;
    if (expansion != NULL) {
        strip->expand(expansion, p, row, pitch, end - begin, expanded);
        pitch = expansion->last - expansion->first;
        row = expanded - expansion->first;
    }
    for (int64_t i = 0; i < begin; i++) table[i] = strip->input.zeros;
    weft_point_rows(table + begin, row, pitch, end - begin);
    for (int64_t i = end; i < count; i++) table[i] = strip->input.zeros;
}

// The table of plane p of an input row; kernel row `row` sees it.
static const float **table_of(weft_strip *strip, weft_row_at in, int64_t row, int64_t p) {
    const weft_convolution_shape *shape = strip->shape;
    const weft_strip_input *input = &strip->input;
    // Where kernel rows are neighbours, a row keeps its table while the kernel moves over it.
    if (shape->kernel[0] == 1 && shape->dilation[1] == 1) row = in.h % shape->kernel[1];
    const int64_t slot = row * input->planes + p;
    const int64_t key = ((int64_t)in.n * shape->in_extent[0] + in.d) * shape->in_extent[1] + in.h;
    const float **table = strip->tables + slot * strip->columns;
    if (strip->keys[slot] != key) {
        const int64_t *s = input->strides;
        const weft_expansion *expansion = input->expansion;
        const int64_t room = expansion == NULL ? 0 : strip->columns * (expansion->last - expansion->first);
        const int64_t h = input->ring == 0 ? in.h : in.h % input->ring;
        fill_table(strip, input->base + in.n * s[0] + in.d * s[1] + h * s[2], p, input->expanded + slot * room, table);
        strip->keys[slot] = key;
    }
    return table;
}

// Finds the rows that output row `at` sees.
static void find_rows(weft_strip *strip, weft_row_at at) {
    const weft_convolution_shape *shape = strip->shape;
    const weft_strip_input *input = &strip->input;
    const int64_t taps = weft_taps(shape->kernel), pieces = strip->stencil->taps == 1 ? shape->kernel[2] : 1;
    int64_t row = 0, count = 0;
    for (int64_t kd = 0; kd < shape->kernel[0]; kd++)
        for (int64_t kh = 0; kh < shape->kernel[1]; kh++, row++) {
            const int64_t d = at.d * shape->stride[0] - shape->before[0] + kd * shape->dilation[0];
            const int64_t h = at.h * shape->stride[1] - shape->before[1] + kh * shape->dilation[1];
            if (d < 0 || d >= shape->in_extent[0] || h < 0 || h >= shape->in_extent[1]) continue;
            const weft_row_at in = {.n = at.n, .d = (int32_t)d, .h = (int32_t)h};
            for (int64_t p = 0; p < input->planes; p++) {
                const float *const *table = table_of(strip, in, row, p);
                const float *weights = input->weights + (p * taps + row * shape->kernel[2]) * input->pitch;
                for (int64_t j = 0; j < pieces; j++, count++) {
                    strip->row_columns[count] = table + j * shape->dilation[2];
                    strip->row_weights[count] = weights + j * input->pitch;
                }
            }
        }
    strip->row_count = count;
}

// Adds finished pixels to the mean of their row, which its last ones complete.
static void add_to_mean(
    const weft_strip *strip, const weft_convolution_args *args, weft_row_at at, float *const *out, int64_t pixels,
    const weft_stencil_sum *sum) {
    const weft_place *means = &args->row_means;
    const int64_t width = args->shape.out_extent[2];
    const weft_row_at row = {.n = at.n, .d = at.d, .h = at.h};
    strip->total(
        (const float *const *)out, pixels, sum->first, sum->last, at.w == 0,
        at.w + pixels == width ? 1 / (float)width : 1, means->base + weft_place_offset(means, row));
}

// Sums `pixels` pixels and does the epilogue.
static void run_pixels(
    const weft_strip *strip, weft_isa isa, const weft_convolution_args *args, weft_row_at at, int64_t pixels,
    const weft_stencil_sum *sum) {
    const weft_epilogue *epilogue = &args->epilogue;
    const int64_t first = sum->first, channels = sum->last - first;
    float *out[WEFT_STENCIL_PIXELS];
    const float *residual[WEFT_STENCIL_PIXELS];
    weft_stencil *run = strip->stencil->pixels[pixels - 1];
    if (epilogue->program != NULL) {
        for (int64_t p = 0; p < pixels; p++) out[p] = strip->sums + p * channels - first;
        const weft_tile_end end = {.out = out};
        run(sum, &end);
        weft_epilogue_run(isa, epilogue, strip->sums, channels, 0, 1, at, pixels, first, channels);
        return;
    }
    out[0] = args->out.base + weft_place_offset(&args->out, at);
    for (int64_t p = 1; p < pixels; p++) out[p] = out[0] + p * args->out.strides[3];
    if (epilogue->residual.base != NULL) {
        residual[0] = epilogue->residual.base + weft_place_offset(&epilogue->residual, at);
        for (int64_t p = 1; p < pixels; p++) residual[p] = residual[0] + p * epilogue->residual.strides[3];
    }
    const weft_tile_end end = {
        .out = out,
        .residual = epilogue->residual.base == NULL ? NULL : residual,
        .bias = epilogue->bias,
        .activation = epilogue->activation,
        .x = epilogue->x,
        .y = epilogue->y,
    };
    run(sum, &end);
    if (args->row_means.base != NULL) add_to_mean(strip, args, at, out, pixels, sum);
}

void weft_strip_run(
    weft_strip *strip, weft_isa isa, const weft_convolution_args *args, weft_row_at at, int64_t width, int64_t first,
    int64_t last) {
    const int64_t pieces = weft_parts_of(width, strip->stencil->most_pixels), stride = strip->shape->stride[2];
    find_rows(strip, at);
    const weft_stencil_sum sum = {
        .rows = strip->row_count,
        .columns = (const float *const *const *)strip->columns_at,
        .weights = strip->row_weights,
        .pitch = strip->input.pitch,
        .step = stride,
        .group = strip->input.group,
        .plane = weft_taps(strip->shape->kernel) * strip->input.pitch,
        .first = first,
        .last = last,
    };
    for (int64_t i = 0; i < pieces; i++) {
        const int64_t begin = weft_share(width, pieces, i), pixels = weft_share(width, pieces, i + 1) - begin;
        for (int64_t r = 0; r < strip->row_count; r++) strip->columns_at[r] = strip->row_columns[r] + begin * stride;
        const weft_row_at pixel = {at.n, at.d, at.h, at.w + (int32_t)begin};
        run_pixels(strip, isa, args, pixel, pixels, &sum);
    }
}
