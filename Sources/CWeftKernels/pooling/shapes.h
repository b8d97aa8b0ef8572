// The shapes of windows and of tensors of images, checked.
#ifndef WEFT_POOLING_SHAPES_H
#define WEFT_POOLING_SHAPES_H

#include "../include/weft_pooling.h"

// The taps of a window at a place that lie in the input or in its padding.
int64_t weft_pooling_padded_taps(const weft_pooling_args *args, const int64_t place[3]);

// Whether windows have kernels, strides and dilations of at least 1, and no number is so large that sums overflow.
bool weft_windows_are_sound(
    const int64_t in_extent[3], const int64_t out_extent[3], const int64_t kernel[3], const int64_t stride[3],
    const int64_t dilation[3], const int64_t before[3], const int64_t after[3]);

// The reach of a tensor of batch, three axes and channels that lie side by side.
bool weft_images_reach(
    weft_reach_list *reaches, int32_t field, bool written, int64_t bytes, int64_t batch, const int64_t extent[3],
    int64_t channels, const int64_t strides[4]);

// What a pool of elements of so many bytes touches; `field` is where its arguments stand in the call's.
bool weft_pooling_reach(const weft_pooling_args *args, int64_t bytes, int32_t field, weft_reach_list *reaches);

#endif
