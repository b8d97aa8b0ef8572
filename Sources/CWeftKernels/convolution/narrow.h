// Tiles of a convolution that has few output channels, on which a panel would stay mostly empty: vectors lie over
// neighbouring pixels of a row, and each weight is broadcast.
#ifndef WEFT_NARROW_H
#define WEFT_NARROW_H

#include "../product/tiles.h"

// The most output channels over all variants (half of the lanes of each), and the most pixels of a tile.
enum { WEFT_NARROW_CHANNELS = 8, WEFT_NARROW_VECTORS = 4, WEFT_NARROW_PIXELS = 64 };

// What a tile sums: for each tap t and each i below k, the elements at rows[t] + shifts[i] and behind, one for each pixel,
// times row i of the panel at b + offsets[t].
typedef struct weft_narrow_sum {
    int64_t taps, k;
    const float *const *rows;
    const int64_t *shifts, *offsets;
    const float *b;
} weft_narrow_sum;

// The end has a row for each pixel of the tile's vectors, those that do not exist too.
typedef void weft_narrow_tile(const weft_narrow_sum *sum, const weft_tile_end *end);

// Of `channels` output channels and so many vectors of pixels: tiles[channels - 1][vectors - 1], NULL where there is none.
typedef struct weft_narrow_tiles {
    weft_narrow_tile *tiles[WEFT_NARROW_CHANNELS][WEFT_NARROW_VECTORS];
} weft_narrow_tiles;

#endif
