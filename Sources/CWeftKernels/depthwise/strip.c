#include "strip.h"

const weft_stencil_shape *weft_strip_shape(const weft_variant *variant, const weft_convolution_shape *shape) {
    const weft_stencil_shape *shapes = variant->stencils->shapes;
    for (int i = 1; i < WEFT_STENCIL_SHAPES; i++)
        if (shapes[i].taps == shape->kernel[2] && shapes[i].stride == shape->stride[2] && shape->dilation[2] == 1)
            return &shapes[i];
    return &shapes[0];
}

void weft_strip_carve(
    weft_strip *strip, weft_carver *carver, const weft_convolution_shape *shape, int64_t planes) {
    const int64_t rows = weft_taps(shape->kernel) * planes;
    // A single tap has a column for each pixel; a row of k taps has fewer than that for each of its taps.
    strip->columns = weft_carve(carver, rows * WEFT_STENCIL_PIXELS * 2 * (int64_t)sizeof(float *));
    strip->weights = weft_carve(carver, rows * (int64_t)sizeof(float *));
}

// Input columns first, first + step, ...: zeros outside. False when all are outside.
static bool point_columns(
    const float **columns, int64_t count, const float *row, int64_t first, int64_t step, int64_t pitch, int64_t extent,
    const float *zeros) {
    bool any = false;
    for (int64_t i = 0, w = first; i < count; i++, w += step) {
        const bool inside = w >= 0 && w < extent;
        columns[i] = inside ? row + w * pitch : zeros;
        any |= inside;
    }
    return any;
}

// One kernel row of one plane; the number of stencil rows that it became.
static int64_t point_row(
    weft_strip *strip, int64_t done, const weft_stencil_shape *stencil, const weft_convolution_shape *shape,
    const weft_strip_input *input, const float *row, const float *weights, int64_t pitch, int64_t w, int64_t pixels) {
    const int64_t columns = (pixels - 1) * stencil->stride + stencil->taps, stride = shape->stride[2];
    const int64_t first = w * stride - shape->before[2], extent = shape->in_extent[2], step = input->strides[3];
    if (stencil->taps == shape->kernel[2] && stencil->taps > 1) {
        if (!point_columns(strip->columns + done * columns, columns, row, first, 1, step, extent, input->zeros)) return 0;
        strip->weights[done] = weights;
        return 1;
    }
    int64_t count = 0;
    for (int64_t j = 0; j < shape->kernel[2]; j++) {
        const float **to = strip->columns + (done + count) * pixels;
        if (!point_columns(to, pixels, row, first + j * shape->dilation[2], stride, step, extent, input->zeros)) continue;
        strip->weights[done + count++] = weights + j * pitch;
    }
    return count;
}

void weft_strip_point(
    weft_strip *strip, const weft_stencil_shape *stencil, const weft_convolution_shape *shape,
    const weft_strip_input *input, const float *weights, int64_t pitch, weft_row_at at, int64_t pixels) {
    int64_t done = 0, t = 0;
    const int64_t *kernel = shape->kernel, taps = weft_taps(kernel);
    for (int64_t kd = 0; kd < kernel[0]; kd++)
        for (int64_t kh = 0; kh < kernel[1]; kh++, t += kernel[2]) {
            const int64_t d = at.d * shape->stride[0] - shape->before[0] + kd * shape->dilation[0];
            const int64_t h = at.h * shape->stride[1] - shape->before[1] + kh * shape->dilation[1];
            if (d < 0 || d >= shape->in_extent[0] || h < 0 || h >= shape->in_extent[1]) continue;
            const float *row = input->base + at.n * input->strides[0] + d * input->strides[1] + h * input->strides[2];
            for (int64_t p = 0; p < input->planes; p++)
                done += point_row(
                    strip, done, stencil, shape, input, row + p * input->plane, weights + (p * taps + t) * pitch, pitch,
                    at.w, pixels);
        }
    strip->sum.rows = done;
    strip->sum.columns = strip->columns;
    strip->sum.weights = strip->weights;
    strip->sum.pitch = pitch;
    strip->stencil = stencil->pixels[pixels - 1];
}

void weft_strip_finish(
    const weft_strip *strip, weft_isa isa, const weft_convolution_args *args, float *sums, weft_row_at at, int64_t pixels) {
    const weft_epilogue *epilogue = &args->epilogue;
    const int64_t first = strip->sum.first, channels = strip->sum.last - first;
    float *out[WEFT_STENCIL_PIXELS];
    const float *residual[WEFT_STENCIL_PIXELS];
    if (epilogue->program != NULL) {
        for (int64_t p = 0; p < pixels; p++) out[p] = sums + p * channels - first;
        const weft_tile_end end = {.out = out};
        strip->stencil(&strip->sum, &end);
        weft_epilogue_run(isa, epilogue, sums, channels, 0, 1, at, pixels, first, channels);
        return;
    }
    for (int64_t p = 0; p < pixels; p++) {
        const weft_row_at pixel = {at.n, at.d, at.h, at.w + (int32_t)p};
        out[p] = args->out.base + weft_place_offset(&args->out, pixel);
        if (epilogue->residual.base != NULL)
            residual[p] = epilogue->residual.base + weft_place_offset(&epilogue->residual, pixel);
    }
    const weft_tile_end end = {
        .out = out,
        .residual = epilogue->residual.base == NULL ? NULL : residual,
        .bias = epilogue->bias,
        .activation = epilogue->activation,
        .x = epilogue->x,
        .y = epilogue->y,
    };
    strip->stencil(&strip->sum, &end);
}
