// The ways of the direct convolution; convolution.c chooses by shape and instruction set.
#ifndef WEFT_DIRECT_H
#define WEFT_DIRECT_H

#include "geometry.h"

// One way of computing: parts, their work and their scratch.
typedef struct weft_way {
    int64_t (*parts)(weft_isa isa, const weft_convolution_args *args);
    void (*run)(const weft_convolution_args *args, int64_t part, const weft_worker *worker);
    int64_t (*scratch)(weft_isa isa, const weft_convolution_args *args);
} weft_way;

// Pixels by panels, with a pointer for each pixel and tap.
extern const weft_way weft_way_pixels;
// The same where a kernel row is one tap, on a padded copy of the input rows: for few input channels.
extern const weft_way weft_way_rows;
// Neighbouring pixels side by side: for few output channels.
extern const weft_way weft_way_narrow;
// Whether weft_way_narrow is the way of a shape.
bool weft_is_narrow(weft_isa isa, const weft_convolution_shape *shape);

// Groups of few channels: a depthwise convolution over planes of the input.
extern const weft_way weft_way_planes;

// Whether weights are packed for weft_way_planes: [plane][tap][out_channels].
bool weft_packs_planes(weft_isa isa, int64_t groups, int64_t in_channels, int64_t out_channels);
// Whether vectors are whole groups of as many channels in as out, which are summed from the input in place.
bool weft_has_even_groups(weft_isa isa, int64_t groups, int64_t in_channels, int64_t out_channels);

// Multiplies a block whose tiles are ready with panel part `panel_part` of a convolution group; `k` is the products of one
// output.
void weft_convolution_block_run(
    weft_block *block, weft_isa isa, const weft_convolution_args *args, int64_t group, const weft_division *division,
    int64_t panel_part, int64_t k);

#endif
