#include "geometry.h"

weft_row_at weft_pixel_at(const weft_convolution_shape *shape, int64_t index) {
    weft_row_at at;
    at.w = (int32_t)(index % shape->out_extent[2]), index /= shape->out_extent[2];
    at.h = (int32_t)(index % shape->out_extent[1]), index /= shape->out_extent[1];
    at.d = (int32_t)(index % shape->out_extent[0]), index /= shape->out_extent[0];
    at.n = (int32_t)index;
    return at;
}

void weft_pixels_at(const weft_convolution_shape *shape, int64_t index, int64_t count, weft_row_at *at) {
    if (count == 0) return;
    weft_row_at next = weft_pixel_at(shape, index);
    for (int64_t i = 0; i < count; i++) {
        at[i] = next;
        if (++next.w < shape->out_extent[2]) continue;
        next.w = 0;
        if (++next.h < shape->out_extent[1]) continue;
        next.h = 0;
        if (++next.d < shape->out_extent[0]) continue;
        next.d = 0, next.n++;
    }
}

weft_convolution_packing weft_packing_of(const weft_convolution_shape *shape) {
    return (weft_convolution_packing){
        .kernel = {shape->kernel[0], shape->kernel[1], shape->kernel[2]},
        .groups = shape->groups,
        .in_channels = shape->in_channels,
        .out_channels = shape->out_channels,
    };
}

static bool is_within(int64_t value, int64_t low) { return value >= low && value <= INT32_MAX; }

static bool is_sensible(const weft_convolution_shape *shape) {
    int64_t pixels = shape->batch;
    if (!is_within(shape->batch, 0) || !is_within(shape->groups, 1) || !is_within(shape->in_channels, 0)
        || !is_within(shape->out_channels, 0) || shape->in_channels % shape->groups != 0
        || shape->out_channels % shape->groups != 0)
        return false;
    for (int i = 0; i < 3; i++) {
        if (!is_within(shape->in_extent[i], 0) || !is_within(shape->out_extent[i], 0) || !is_within(shape->kernel[i], 1)
            || !is_within(shape->stride[i], 1) || !is_within(shape->dilation[i], 1)
            || shape->before[i] < -INT32_MAX || shape->before[i] > INT32_MAX
            || __builtin_mul_overflow(pixels, shape->out_extent[i], &pixels))
            return false;
    }
    return true;
}

bool weft_convolution_reaches(weft_isa isa, const weft_convolution_args *args, int64_t packed, weft_reach_list *list) {
    const weft_convolution_shape *shape = &args->shape;
    list->count = 0;
    if (!weft_isa_is_available(isa) || !is_sensible(shape) || packed < 0 || args->in_ring != 0
        || args->row_means.base != NULL)
        return false;
    int64_t extents[5] = {shape->batch, 0, 0, 0, shape->in_channels};
    const int64_t strides[5] = {
        args->in_strides[0], args->in_strides[1], args->in_strides[2], args->in_strides[3], 1};
    for (int i = 0; i < 3; i++) {
        // One behind the last input pixel that a tap sees; from the first pixel on, which is there in any case.
        int64_t end = (shape->out_extent[i] - 1) * shape->stride[i] - shape->before[i]
            + (shape->kernel[i] - 1) * shape->dilation[i] + 1;
        extents[i + 1] = shape->out_extent[i] == 0 ? 0 : weft_clamp(end, 0, shape->in_extent[i]);
    }
    const int64_t rows[4] = {shape->batch, shape->out_extent[0], shape->out_extent[1], shape->out_extent[2]};
    const bool empty = weft_pixels(shape) == 0 || shape->in_channels == 0;
    return weft_reach_floats(list, offsetof(weft_convolution_args, in), args->in, false, 5, extents, strides)
        && weft_reach_run(
            list, offsetof(weft_convolution_args, weight), args->weight, false, empty ? 0 : packed)
        && weft_reach_epilogue(
            list, offsetof(weft_convolution_args, epilogue), &args->epilogue, offsetof(weft_convolution_args, out),
            &args->out, rows, shape->out_channels, 1, 0);
}
