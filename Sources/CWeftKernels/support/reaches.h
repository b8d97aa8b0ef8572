// What memory the calls of products and convolutions touch.
#ifndef WEFT_REACHES_H
#define WEFT_REACHES_H

#include "../include/weft_epilogue.h"
#include "../include/weft_reach.h"

// The floats of a view from the pointer at `field` of the argument struct; false when an extent is negative, a number
// overflows, the list is full, or the pointer is NULL and something is reached.
bool weft_reach_floats(
    weft_reach_list *list, size_t field, const float *pointer, bool written, int32_t rank, const int64_t *extents,
    const int64_t *strides);
// The same for `count` floats; false for a negative count.
bool weft_reach_run(weft_reach_list *list, size_t field, const float *pointer, bool written, int64_t count);
// All that an epilogue touches: bias, residual and operands, and the output where there is no program. `rows` are counted in
// four levels, and column groups stand `group` apart. The fields are those of the call's argument struct.
bool weft_reach_epilogue(
    weft_reach_list *list, size_t field, const weft_epilogue *epilogue, size_t out_field, const weft_place *out,
    const int64_t rows[4], int64_t columns, int32_t groups, int64_t group);

#endif
