// Where the pixels of a convolution lie.
#ifndef WEFT_GEOMETRY_H
#define WEFT_GEOMETRY_H

#include "../product/block.h"
#include "../support/reaches.h"

static inline int64_t weft_taps(const int64_t kernel[3]) { return kernel[0] * kernel[1] * kernel[2]; }

static inline int64_t weft_pixels(const weft_convolution_shape *shape) {
    return shape->batch * shape->out_extent[0] * shape->out_extent[1] * shape->out_extent[2];
}

// The place of output pixel `index` in the order n, d, h, w.
weft_row_at weft_pixel_at(const weft_convolution_shape *shape, int64_t index);
// The places of `count` pixels from `index` on.
void weft_pixels_at(const weft_convolution_shape *shape, int64_t index, int64_t count, weft_row_at *at);

// Where input and weights are touched, with everything checked that the families of convolutions rely on; `packed` is the
// count of packed weights.
bool weft_convolution_reaches(weft_isa isa, const weft_convolution_args *args, int64_t packed, weft_reach_list *list);
// The packing that a shape has, without strides.
weft_convolution_packing weft_packing_of(const weft_convolution_shape *shape);

#endif
