#include "shapes.h"

#include <stddef.h>

#include "../movement/view.h"

int64_t weft_pooling_padded_taps(const weft_pooling_args *args, const int64_t place[3]) {
    int64_t taps = 1;
    for (int axis = 0; axis < 3; axis++) {
        int64_t start = place[axis] * args->stride[axis] - args->before[axis];
        int64_t room = args->in_extent[axis] + args->after[axis] - start;
        int64_t inside = (room + args->dilation[axis] - 1) / args->dilation[axis];
        taps *= args->kernel[axis] < inside ? args->kernel[axis] : inside;
    }
    return taps;
}

bool weft_windows_are_sound(
    const int64_t in_extent[3], const int64_t out_extent[3], const int64_t kernel[3], const int64_t stride[3],
    const int64_t dilation[3], const int64_t before[3], const int64_t after[3]) {
    const int64_t limit = INT64_C(1) << 31;
    for (int axis = 0; axis < 3; axis++) {
        if (kernel[axis] < 1 || stride[axis] < 1 || dilation[axis] < 1 || before[axis] < 0 || after[axis] < 0 ||
            kernel[axis] > limit || stride[axis] > limit || dilation[axis] > limit || before[axis] > limit ||
            after[axis] > limit || in_extent[axis] > limit || out_extent[axis] > limit)
            return false;
    }
    return weft_view_count(3, kernel) > 0;
}

bool weft_images_reach(
    weft_reach_list *reaches, int32_t field, bool written, int64_t bytes, int64_t batch, const int64_t extent[3],
    int64_t channels, const int64_t strides[4]) {
    int64_t extents[] = {batch, extent[0], extent[1], extent[2], channels};
    int64_t all[] = {strides[0], strides[1], strides[2], strides[3], 1};
    return weft_view_reach(reaches, field, written, bytes, 5, extents, all);
}

bool weft_pooling_reach(const weft_pooling_args *args, int64_t bytes, int32_t field, weft_reach_list *reaches) {
    return args->kind >= WEFT_POOLING_MAX && args->kind <= WEFT_POOLING_MEAN_PADDED && args->in != NULL &&
           args->out != NULL &&
           weft_windows_are_sound(
               args->in_extent, args->out_extent, args->kernel, args->stride, args->dilation, args->before,
               args->after) &&
           weft_images_reach(
               reaches, field + (int32_t)offsetof(weft_pooling_args, in), false, bytes, args->batch, args->in_extent,
               args->channels, args->in_strides) &&
           weft_images_reach(
               reaches, field + (int32_t)offsetof(weft_pooling_args, out), true, bytes, args->batch, args->out_extent,
               args->channels, args->out_strides);
}
