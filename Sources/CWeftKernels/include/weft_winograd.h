// Winograd's minimal filtering for two-dimensional convolutions of stride 1.
#ifndef WEFT_WINOGRAD_H
#define WEFT_WINOGRAD_H

#include "weft_convolution.h"

// Lavin & Gray, Fast Algorithms for Convolutional Neural Networks (2015). F(m, r) makes m neighbouring outputs of a filter of
// r taps from m + r - 1 products, its points, instead of m * r. A family is named by its points, which stand along every axis
// whose kernel is longer than 1: 4 are F(2, 3), 6 are F(4, 3), 8 are F(4, 5), 10 are F(4, 7). Stride 1, dilation
// 1, one group, any depth with a kernel of 1 there, any extents, padding and batch; the kernels are those that
// weft_winograd_has knows. A value that is not finite spoils the output tile that it reaches.
// Packed weights are [panel][component][in_channels][P], where components are the points of both axes.
extern const weft_family weft_winograd4;
extern const weft_family weft_winograd6;
extern const weft_family weft_winograd8;
extern const weft_family weft_winograd10;

// Whether there are transforms for a kernel (depth, height, width).
bool weft_winograd_has(int32_t points, const int64_t kernel[3]);
// -1 where there are none, or more than there can be.
int64_t weft_winograd_packed_count(weft_isa isa, int32_t points, const weft_convolution_packing *packing);
void weft_winograd_pack(
    weft_isa isa, int32_t points, const weft_convolution_packing *packing, const float *source, float *target);

#endif
