// A block of output rows: what a part of a product or a direct convolution works on. Its rows are cut into tiles whose
// pointers are made once and used for all panels of the part.
#ifndef WEFT_BLOCK_H
#define WEFT_BLOCK_H

#include "../isa/variant.h"
#include "../support/sizes.h"
#include "tiles.h"

typedef struct weft_row_at {
    int32_t n, d, h, w;
} weft_row_at;

// How far a row's column 0 lies from the place's base.
static inline int64_t weft_place_offset(const weft_place *place, weft_row_at at) {
    return at.n * place->strides[0] + at.d * place->strides[1] + at.h * place->strides[2] + at.w * place->strides[3];
}

// Whether a row is the next one in w.
static inline bool weft_row_follows(weft_row_at before, weft_row_at at) {
    return at.w == before.w + 1 && at.h == before.h && at.d == before.d && at.n == before.n;
}

// The addresses of rows that lie `pitch` floats apart; one after the other, as vectors have no product of 64 bits to count them
// out with.
static inline void weft_point_rows(const float **addresses, const float *first, int64_t pitch, int64_t count) {
    for (int64_t i = 0; i < count; i++, first += pitch) addresses[i] = first;
}

typedef struct weft_block_tile {
    int64_t first, rows;  // among the block's rows
    weft_tile_sum sum;    // without b
} weft_block_tile;

typedef struct weft_block {
    int64_t rows, tile_count;
    weft_block_tile *tiles;
    bool is_line;            // the rows follow each other from `at[0]` on, and no more of `at` is set
    weft_row_at *at;         // each row's place in the output
    float **out;             // each row's column 0; unused with a program
    float **residual;        // or NULL; read only
    float *sums;             // for a program
} weft_block;

// The panels that a part multiplies with.
typedef struct weft_panels {
    const float *b;              // panel 0 of group 0
    int64_t k;                   // rows of a panel, over all taps
    int64_t units;               // columns of a group
    int64_t first, last, count;  // panels first ..< last of so many
    int32_t groups;
    int64_t out_group;           // from one group's columns to the next one's
} weft_panels;

// How the rows and the panels of a call are divided into parts, from shapes alone.
typedef struct weft_division {
    int64_t row_blocks, panels, panel_parts;
    // Neighbouring parts have the same panels, not the same rows: all rows stay in the second cache and are fewer than the
    // columns, so each thread reads its own share of B and all of A.
    bool by_panels;
} weft_division;

// A part's block of rows and its share of the panels.
typedef struct weft_piece {
    int64_t row_block, panel_part;
} weft_piece;

static inline weft_piece weft_piece_of(const weft_division *division, int64_t part) {
    return division->by_panels ? (weft_piece){part % division->row_blocks, part / division->row_blocks}
                               : (weft_piece){part / division->panel_parts, part % division->panel_parts};
}

// `rows` rows in blocks of at most `most_rows`, times `units` columns of `groups` groups with k products each. `others` says
// how often all that is done (batch, convolution groups).
weft_division weft_divide(
    weft_isa isa, int64_t rows, int64_t most_rows, int64_t k, int64_t units, int32_t groups, int64_t others);
// Numbers of input that a block of rows may have, so that it stays in the second cache while panels pass.
static inline int64_t weft_block_floats(weft_isa isa) { return weft_isa_cache(isa) / 2 / (int64_t)sizeof(float); }

// Columns of a group whose sums a program sees at once.
enum { WEFT_PROGRAM_UNITS = 64, WEFT_PROGRAM_ROWS = 24 };

// Takes the block's memory for at most `rows` rows of `taps` taps and sets its pointers.
void weft_block_carve(
    weft_block *block, weft_carver *carver, int64_t rows, int64_t taps, const weft_epilogue *epilogue, int32_t groups);
// Cuts `rows` rows into tiles as equal as can be and gives each tile its room for pointers and offsets.
void weft_block_cut(weft_block *block, const weft_variant *variant, int64_t rows, int64_t taps, int64_t units);
// Sets the addresses of output and residual from the rows' places.
void weft_block_place(weft_block *block, const weft_place *out, const weft_epilogue *epilogue);
void weft_block_run(
    const weft_block *block, weft_isa isa, const weft_panels *panels, const weft_epilogue *epilogue);

// The program of an epilogue on sums that stand `row` floats apart, groups `group` apart, for rows that lie one after
// another in the output (w, w + 1, ...).
void weft_epilogue_run(
    weft_isa isa, const weft_epilogue *epilogue, float *sums, int64_t row, int64_t group, int32_t groups, weft_row_at at,
    int64_t rows, int64_t unit, int64_t units);

#endif
