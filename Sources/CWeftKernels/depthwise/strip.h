// Strips: a stretch of output columns that is worked on row by row, with pointers to the input columns of the kernel rows.
// Depthwise convolutions and grouped ones of few channels are both made of them.
#ifndef WEFT_STRIP_H
#define WEFT_STRIP_H

#include "../convolution/geometry.h"
#include "stencils.h"

// The input that a strip reads: pixel (n, d, h, w) is at base + n * strides[0] + ... + w * strides[3], with h modulo `ring` where
// that is not 0. With several planes or an expansion, what is read is an expanded copy. Weights of plane p and tap t are at
// weights + (p * taps + t) * pitch.
typedef struct weft_strip_input {
    const float *base;
    int64_t strides[4];
    int64_t ring;
    int64_t planes;
    int64_t group;                    // channels of a group that are summed from the input in place; 0 for no groups
    const weft_expansion *expansion;  // or NULL: the input is read in place
    float *expanded;                  // room for the expanded rows of all tables
    const float *zeros;               // zero for all channels that are read
    const float *weights;
    int64_t pitch;
} weft_strip_input;

typedef struct weft_strip {
    const weft_convolution_shape *shape;
    weft_strip_input input;
    const weft_stencil_shape *stencil;
    weft_expand *expand;
    weft_stencil_total *total;
    int64_t left, columns;  // the first output column, and the input columns of a row
    // Pointers to the columns of input rows, a table for each kernel row and plane; neighbouring output rows share them.
    const float **tables;
    int64_t *keys;          // which input row a table is of; -1 for none
    int64_t table_count;
    // The rows of the current output row: a table's row or a single tap of one.
    int64_t row_count;
    const float *const **row_columns;
    const float *const **columns_at;  // the same for the current pixels
    const float **row_weights;
    float *sums;            // for a program
} weft_strip;

// Takes room for strips of at most `width` output columns, and `channels` sums for each pixel where there is a program.
void weft_strip_carve(
    weft_strip *strip, weft_carver *carver, const weft_convolution_args *args, int64_t width, int64_t planes,
    int64_t channels);
// Chooses the stencil for a convolution that reads an input.
void weft_strip_open(
    weft_strip *strip, const weft_variant *variant, const weft_convolution_shape *shape, const weft_strip_input *input);
// Goes to output columns left ..< left + width.
void weft_strip_move(weft_strip *strip, int64_t left, int64_t width);
// Does the strip's `width` pixels from `at` on, channels first ..< last, with the convolution's epilogue.
void weft_strip_run(
    weft_strip *strip, weft_isa isa, const weft_convolution_args *args, weft_row_at at, int64_t width, int64_t first,
    int64_t last);

#endif
