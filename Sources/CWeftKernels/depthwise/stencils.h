// Stencils: the innermost work of depthwise convolutions, some pixels of an output row at a time, vectors over channels.
#ifndef WEFT_STENCILS_H
#define WEFT_STENCILS_H

#include "../product/tiles.h"

// For each kernel row r, pixel p, tap j of the row and channel c:
//   sum[p][c] += columns[r][p * stride + j][c] * weights[r][j * pitch + c],
// where rows of one tap step by `step` from pixel to pixel. A grouped one sums over the `group` channels of c's group besides:
//   columns[r][p * stride + j][c - c % group + i] * weights[r][i * plane + j * pitch + c].
typedef struct weft_stencil_sum {
    int64_t rows;
    const float *const *const *columns;  // pointers to input pixels, at channel 0
    const float *const *weights;         // at channel 0
    int64_t pitch;                       // from one tap's weights to the next one's
    int64_t step;
    int64_t group, plane;                // for grouped ones: channels of a group, a power of 2 up to a vector's lanes
    int64_t first, last;                 // channels first ..< last; of grouped ones no fewer than lanes, in whole groups
} weft_stencil_sum;

// The end's columns are channels; its `column` and `columns` are not used, and `bias` is for channel 0.
typedef void weft_stencil(const weft_stencil_sum *sum, const weft_tile_end *end);

enum { WEFT_STENCIL_PIXELS = 8, WEFT_STENCIL_SHAPES = 6, WEFT_GROUPED_SHAPES = 3 };

// Rows of `taps` taps for pixels `stride` input columns apart; entry p - 1 of `pixels` does p pixels. A row of 1 tap serves
// for everything that no other shape does.
typedef struct weft_stencil_shape {
    int32_t taps, stride, most_pixels;
    weft_stencil *pixels[WEFT_STENCIL_PIXELS];
} weft_stencil_shape;

enum { WEFT_EXPANSION_CHANNELS = 64 };

// A grouped convolution is a depthwise one over planes: plane p gives output channel c input channel p of c's group.
typedef struct weft_expansion {
    int64_t in, out;       // channels of a group
    int64_t first, last;   // output channels, WEFT_EXPANSION_CHANNELS at most
} weft_expansion;

// Writes plane `plane` of `pixels` pixels, `pitch` floats apart, as rows of last - first floats.
typedef void weft_expand(
    const weft_expansion *expansion, int64_t plane, const float *pixel, int64_t pitch, int64_t pixels, float *target);

// sums[c] = ((begins ? 0 : sums[c]) + sum over p of pixels[p][c]) * factor, for channels first ..< last.
typedef void weft_stencil_total(
    const float *const *pixels, int64_t count, int64_t first, int64_t last, bool begins, float factor, float *sums);

typedef struct weft_stencils {
    weft_stencil_shape shapes[WEFT_STENCIL_SHAPES];
    weft_stencil_shape grouped[WEFT_GROUPED_SHAPES];  // none where elements of vectors are not picked at little cost
    weft_expand *expand;
    weft_stencil_total *total;
} weft_stencils;

#endif
