// Winograd's minimal filtering F(4x4, 3x3) and F(2x2, 3x3) for two-dimensional 3x3 convolutions of stride 1.
#ifndef WEFT_WINOGRAD_H
#define WEFT_WINOGRAD_H

#include "weft_convolution.h"

// Lavin & Gray, Fast Algorithms for Convolutional Neural Networks (2015). Kernel 1x3x3, stride 1, dilation 1, one group, any
// depth, extents, padding and batch. A value that is not finite spoils the output tile that it reaches.
// Packed weights are [panel][component][in_channels][P] with 36 components for F(4x4, 3x3) and 16 for F(2x2, 3x3).
extern const weft_family weft_winograd4;
extern const weft_family weft_winograd2;

// `tile` is 4 or 2.
int64_t weft_winograd_packed_count(weft_isa isa, int32_t tile, const weft_convolution_packing *packing);
void weft_winograd_pack(
    weft_isa isa, int32_t tile, const weft_convolution_packing *packing, const float *source, float *target);

#endif
