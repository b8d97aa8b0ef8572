// Tiles: the innermost work of products and direct convolutions, rows x columns of sums kept in registers.
#ifndef WEFT_TILES_H
#define WEFT_TILES_H

#include "../include/weft_epilogue.h"

// What a tile does with its sums. Rows are given by column 0 of the call; the tile's columns begin at `column`.
typedef struct weft_tile_end {
    float *const *out;             // one for each row
    const float *const *residual;  // one for each row, or NULL
    const float *bias;             // of the tile's first column, or NULL
    int64_t column;
    int64_t columns;               // how many of the tile's columns exist
    int32_t activation;            // weft_activation
    float x, y;
} weft_tile_end;

// What a tile sums: for each tap t and each i below k, element i of the row at rows[t * (rows of the tile) + r] times row i of
// the panel at b + offsets[t].
typedef struct weft_tile_sum {
    int64_t taps, k;
    const float *const *rows;
    const int64_t *offsets;
    const float *b;
    const float *ahead;  // what is multiplied with later, of which a line is fetched at every WEFT_TILE_STEPS products
} weft_tile_sum;

enum { WEFT_TILE_STEPS = 8 };

// What tile number `index` of a panel of `size` floats fetches of the next panel, which lies behind it; something of its own,
// which is near already, where there is no next one or all of it was fetched.
static inline const float *weft_ahead_of(const float *b, int64_t size, bool is_last, int64_t index) {
    const int64_t fetched = index * (size / WEFT_TILE_STEPS / 16 * 16);
    return is_last || fetched >= size ? b : b + size + fetched;
}

typedef void weft_tile(const weft_tile_sum *sum, const weft_tile_end *end);

// The most rows of a tile, and the most vectors across it, over all variants.
enum { WEFT_TILE_ROWS = 8, WEFT_TILE_VECTORS = 4 };

// A variant's tiles: tiles[v - 1][r - 1] has v vectors across and r rows; NULL above rows[v - 1]. Two tiles of awkward[v - 1]
// rows (0 for none) are slower than one with a row more and one with a row less.
typedef struct weft_tiles {
    int32_t rows[WEFT_TILE_VECTORS], awkward[WEFT_TILE_VECTORS];
    weft_tile *tiles[WEFT_TILE_VECTORS][WEFT_TILE_ROWS];
} weft_tiles;

#endif
