// Copies that rearrange, convert or fill.
#ifndef WEFT_MOVEMENT_H
#define WEFT_MOVEMENT_H

#include "weft_family.h"
#include "weft_type.h"
#include "weft_view.h"

// Copies a view of elements of 1, 2, 4 or 8 bytes to a view elsewhere: transposes, slices, concatenations, repetitions
// (source strides of 0), reversals (negative strides), pixel shuffles. Padding is a fill of the edges and a copy.
typedef struct weft_copy_args {
    int32_t rank, bytes;
    int64_t extents[WEFT_MAX_RANK];
    const void *from;
    int64_t from_strides[WEFT_MAX_RANK];  // in elements
    void *to;
    int64_t to_strides[WEFT_MAX_RANK];
} weft_copy_args;

extern const weft_family weft_copy;
void weft_copy_simplify(weft_copy_args *args);

// Writes one value to all elements of a view.
typedef struct weft_fill_args {
    int32_t rank, bytes;
    int64_t extents[WEFT_MAX_RANK];
    void *to;
    int64_t to_strides[WEFT_MAX_RANK];
    uint64_t pattern;  // the element's bits, lowest first
} weft_fill_args;

extern const weft_family weft_fill;
void weft_fill_simplify(weft_fill_args *args);

// Converts elements between any two types. To floats: to nearest, ties to even; floats to integers: towards zero, held
// in the range, NaN to 0; integers to integers: wrapping; to bool: whether not 0; from bool: 0 and 1.
typedef struct weft_convert_args {
    int32_t rank, from_type, to_type;  // weft_type
    int64_t extents[WEFT_MAX_RANK];
    const void *from;
    int64_t from_strides[WEFT_MAX_RANK];
    void *to;
    int64_t to_strides[WEFT_MAX_RANK];
} weft_convert_args;

extern const weft_family weft_convert;
void weft_convert_simplify(weft_convert_args *args);

#endif
