// Strips: some pixels of one output row with the pointers of all their kernel rows. Depthwise convolutions and grouped ones
// of few channels are both made of them.
#ifndef WEFT_STRIP_H
#define WEFT_STRIP_H

#include "../convolution/geometry.h"
#include "stencils.h"

// The input that strips read: planes of a window of rows. Plane p of pixel (n, d, h, w) is at base + p * plane + ...
typedef struct weft_strip_input {
    const float *base;
    int64_t strides[4];
    int64_t planes, plane;
    const float *zeros;   // as many as channels are read
} weft_strip_input;

// A strip's room: kernel rows of all planes, or single taps where no stencil has the shape.
typedef struct weft_strip {
    const float **columns;
    const float **weights;
    weft_stencil_sum sum;
    weft_stencil *stencil;
} weft_strip;

// The stencil's shape for a convolution: its kernel rows, or its taps one by one.
const weft_stencil_shape *weft_strip_shape(const weft_variant *variant, const weft_convolution_shape *shape);
// Takes room for strips of a convolution.
void weft_strip_carve(
    weft_strip *strip, weft_carver *carver, const weft_convolution_shape *shape, int64_t planes);
// Points the strip at `pixels` pixels from `at` on; weights of plane p and tap t are at weights + (p * taps + t) * pitch.
void weft_strip_point(
    weft_strip *strip, const weft_stencil_shape *stencil, const weft_convolution_shape *shape,
    const weft_strip_input *input, const float *weights, int64_t pitch, weft_row_at at, int64_t pixels);
// Sums the strip's channels and does the convolution's epilogue; `sums` is room for a program: the pixels' channels.
void weft_strip_finish(
    const weft_strip *strip, weft_isa isa, const weft_convolution_args *args, float *sums, weft_row_at at, int64_t pixels);

#endif
