// Padded copies of the input rows that an output row sees: one for each place of the kernel in depth and height (a tap).
#ifndef WEFT_ROW_COPIES_H
#define WEFT_ROW_COPIES_H

#include "geometry.h"
#include "narrow.h"

typedef struct weft_row_copies {
    float *base;     // tap t's copy is at base + t * count
    int64_t count;   // floats of a copy
    int64_t *keys;   // which input row each copy is of
    // 0 where copies are as the input is, pixels of channels side by side. Otherwise a copy is planes, and this the pixels of
    // one: of each channel every stride-th pixel from each of the first ones on, so that a tap's inputs for neighbouring
    // outputs are neighbours.
    int64_t plane;
} weft_row_copies;

static inline int64_t weft_row_taps(const weft_convolution_shape *shape) { return shape->kernel[0] * shape->kernel[1]; }
// Products of a kernel row.
static inline int64_t weft_row_k(const weft_convolution_shape *shape) { return shape->kernel[2] * shape->in_channels; }
static inline int64_t weft_output_rows(const weft_convolution_shape *shape) {
    return shape->batch * shape->out_extent[0] * shape->out_extent[1];
}

// Into how many parts the output rows are divided.
int64_t weft_row_parts(const weft_convolution_shape *shape);

// Takes the memory of copies for at most `pixels` outputs of a row; in planes, or as the input is.
void weft_row_copies_carve(
    weft_row_copies *copies, weft_carver *carver, const weft_convolution_shape *shape, int64_t pixels, bool planes);
// Says that the copies are of no row yet.
void weft_row_copies_open(weft_row_copies *copies, const weft_convolution_shape *shape);
// Copies the input rows that `pixels` outputs from `at` on see, zeros for those outside, and sets which tap each copy is of.
// Where kernel rows are neighbours a row keeps its copy while the kernel moves over it.
void weft_row_copies_move(
    weft_row_copies *copies, const weft_convolution_args *args, weft_row_at at, int64_t pixels, int64_t *taps);

#endif
