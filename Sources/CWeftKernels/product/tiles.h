// Tiles: the innermost work of products and direct convolutions, rows x columns of sums kept in registers.
#ifndef WEFT_TILES_H
#define WEFT_TILES_H

#include "../include/weft_epilogue.h"
#include "../support/sizes.h"

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

// What is fetched while a tile multiplies, for later: so many cache lines at every WEFT_TILE_STEPS products.
typedef struct weft_ahead {
    const float *from;
    int64_t lines;
} weft_ahead;

enum { WEFT_TILE_STEPS = 8, WEFT_LINE_FLOATS = 16 };
// Floats of the largest panel for which the next one is fetched: with a larger one the two drive each other out.
enum { WEFT_AHEAD_MOST = 320 << 10 };

// What each of some tiles fetches of the next panel: its share, so that the last tile finds all of it near.
typedef struct weft_share_ahead {
    int64_t lines, floats;  // at every step, and in all
    int64_t size;           // of the panel; 0 where nothing is fetched
} weft_share_ahead;

// For a panel of `size` floats, `width` wide. Where tiles are few the panels pass by in one stream, which the machine foresees
// itself: fetching all of it as well made products of 4 and 8 rows up to half as slow again.
static inline weft_share_ahead weft_share_ahead_of(int64_t size, int64_t width, int64_t tiles) {
    const int64_t lines = tiles < 3 ? 1 : weft_parts_of(WEFT_TILE_STEPS * width / WEFT_LINE_FLOATS, tiles);
    return (weft_share_ahead){
        .lines = lines,
        .floats = lines * WEFT_LINE_FLOATS * (size / width / WEFT_TILE_STEPS),
        .size = size > WEFT_AHEAD_MOST ? 0 : size,
    };
}

// What tile `index` fetches of the panel at `next`, or NULL.
static inline weft_ahead weft_ahead_at(const weft_share_ahead *share, const float *next, int64_t index) {
    const int64_t fetched = index * share->floats;
    return next == NULL || fetched >= share->size ? (weft_ahead){0} : (weft_ahead){next + fetched, share->lines};
}

// What a tile sums: for each tap t and each i below k, element i of the row at rows[t * (rows of the tile) + r] times row i of
// the panel at b + offsets[t].
typedef struct weft_tile_sum {
    int64_t taps, k;
    const float *const *rows;
    const int64_t *offsets;
    const float *b;
    weft_ahead ahead;
} weft_tile_sum;

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
