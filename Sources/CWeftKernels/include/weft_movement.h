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

// The types that are only stored and converted, by the numbers that stand for them in files. Those below a byte are
// packed, low bits first.
typedef enum weft_small_type {
    WEFT_SMALL_F8E4M3 = 14,
    WEFT_SMALL_F8E5M2,
    WEFT_SMALL_I4,
    WEFT_SMALL_U4,
    WEFT_SMALL_F4E2M1,
    WEFT_SMALL_F8E8M0,
    WEFT_SMALL_F8E4M3FNUZ,
    WEFT_SMALL_F8E5M2FNUZ,
    WEFT_SMALL_I2,
    WEFT_SMALL_U2,
    WEFT_SMALL_END,
} weft_small_type;

// Converts elements side by side between any two types, small ones included, as weft_convert does. What is too large for
// a small float becomes infinite or, where there is no infinity, NaN; with `saturate` the largest. To powers of two numbers
// go to the nearest one, or where `toward` is not 0 to the next one up (1) or down (-1).
typedef struct weft_small_convert_args {
    int32_t from_type, to_type;  // weft_type or weft_small_type
    bool saturate;
    int32_t toward;
    int64_t count;
    const void *from;
    void *to;
} weft_small_convert_args;

extern const weft_family weft_small_convert;

#endif
