// Convolution over one to three axes, channels last, any stride, dilation, padding and number of groups.
#ifndef WEFT_CONVOLUTION_H
#define WEFT_CONVOLUTION_H

#include "weft_epilogue.h"
#include "weft_family.h"

// Axes are depth, height, width; a convolution over fewer has extents 1 in front. Element (n, d, h, w, c) of the input is at
// in + n * in_strides[0] + ... + w * in_strides[3] + c. Taps outside the input count as zero: no halo is needed, and
// `before` alone says how much padding there is on the low side (the other side follows from out_extent).
typedef struct weft_convolution_shape {
    int64_t batch, in_extent[3], out_extent[3], kernel[3], stride[3], dilation[3], before[3];
    int64_t groups, in_channels, out_channels;  // channels of all groups
} weft_convolution_shape;

typedef struct weft_convolution_args {
    weft_convolution_shape shape;
    const float *in;
    int64_t in_strides[4];
    // Of the input's rows (axis h) only so many lie in memory, row h where row h modulo this one lies: of a band of rows that
    // moves down an image. 0 where all do. Depthwise only.
    int64_t in_ring;
    const float *weight;     // packed for the family and the instruction set
    weft_place out;          // column 1
    // Where the mean of each output row goes besides: of row (n, d, h) at strides[0 ... 2], channels side by side. Depthwise
    // without a program only; base NULL for none.
    weft_place row_means;
    weft_epilogue epilogue;  // rows are output pixels, units are output channels; one column group
} weft_convolution_args;

// Direct: packed weights are [group][panel][tap][in_channels / groups][P]; where groups have few channels
// they are [input channel of the group][tap][out_channels]. A convolution of few input channels reads a padded copy of its
// rows, one of groups of few channels an expanded copy.
extern const weft_family weft_convolution;

// Of weights [out_channels][in_channels / groups][kernel], one behind the other.
typedef struct weft_convolution_packing {
    int64_t kernel[3], groups, in_channels, out_channels;
} weft_convolution_packing;

int64_t weft_convolution_packed_count(weft_isa isa, const weft_convolution_packing *packing);
void weft_convolution_pack(weft_isa isa, const weft_convolution_packing *packing, const float *source, float *target);

#endif
