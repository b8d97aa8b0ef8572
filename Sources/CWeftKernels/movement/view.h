// Walking over views, and the bytes they reach.
#ifndef WEFT_VIEW_INTERNAL_H
#define WEFT_VIEW_INTERNAL_H

#include "../include/weft_family.h"
#include "../include/weft_view.h"

// The product of extents; -1 when one is negative or the product exceeds 2^62.
int64_t weft_view_count(int32_t rank, const int64_t *extents);

// Adds the bytes that a view of elements of `bytes` bytes reaches from a pointer at `field`; false when the rank is out
// of range or a number overflows. A view of no elements reaches nothing.
bool weft_view_reach(
    weft_reach_list *reaches, int32_t field, bool written, int64_t bytes, int32_t rank, const int64_t *extents,
    const int64_t *strides);

// Adds bytes 0 ..< count; false when the count is negative or the list is full.
bool weft_bytes_reach(weft_reach_list *reaches, int32_t field, bool written, int64_t count);

// How a view is cut for threads: into pieces of at most `piece` elements, whole rows (the innermost axis) where they
// are short and parts of one row where they are long.
typedef struct weft_cut {
    int64_t rows, columns;        // of the view: all outer axes together, and the innermost
    int64_t row_step, column_step;
    int64_t column_parts, parts;
} weft_cut;

weft_cut weft_view_cut(int32_t rank, const int64_t *extents, int64_t piece);

// The rows of a part, and its columns.
typedef struct weft_cut_range {
    int64_t first_row, end_row, first_column, end_column;
} weft_cut_range;

weft_cut_range weft_cut_part(const weft_cut *cut, int64_t part);

// The place of a row among the outer axes, stepped from row to row.
typedef struct weft_row_walk {
    int32_t rank;  // of the outer axes
    const int64_t *extents;
    int64_t index[WEFT_MAX_RANK];
} weft_row_walk;

weft_row_walk weft_row_walk_at(int32_t rank, const int64_t *extents, int64_t row);
void weft_row_walk_next(weft_row_walk *walk, int64_t steps);
// How far from the base the row lies, in elements.
int64_t weft_row_walk_offset(const weft_row_walk *walk, const int64_t *strides);

// The need of a family that has none.
weft_need weft_needs_nothing(weft_isa isa, const void *arguments);

#endif
