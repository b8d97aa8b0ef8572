// Adding up what memory a call touches, with every overflow noticed.
#ifndef WEFT_REACHES_H
#define WEFT_REACHES_H

#include "../include/weft_convolution.h"
#include "../include/weft_reach.h"

// A walk over a strided view: elements low ... high relative to its base. Starts as {true}.
typedef struct weft_span {
    bool valid;
    bool empty;
    int64_t low, high;
} weft_span;

// `count` steps of `stride` elements each; 0 makes the span empty, a negative count makes it invalid.
void weft_span_add(weft_span *span, int64_t count, int64_t stride);
// Adds the span's bytes for the pointer at `field` of the argument struct; false when it is invalid, when there is no more
// room, or when the pointer is NULL and something is reached.
bool weft_reach_add(
    weft_reach_list *list, int32_t field, const void *pointer, bool written, const weft_span *span, int64_t element_bytes);
// A place of rows[4] rows with `columns` columns from column groups `group` apart.
bool weft_reach_place(
    weft_reach_list *list, int32_t field, const weft_place *place, bool written, const int64_t rows[4], int64_t columns,
    int32_t groups, int64_t group);
// All that an epilogue touches: bias, residual and operands. `field` is the epilogue's own offset; without a program `out`
// (at `out_field`) is written.
bool weft_reach_epilogue(
    weft_reach_list *list, int32_t field, const weft_epilogue *epilogue, int32_t out_field, const weft_place *out,
    const int64_t rows[4], int64_t columns, int32_t groups, int64_t group);

#endif
