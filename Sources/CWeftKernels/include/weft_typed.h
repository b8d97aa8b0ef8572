// Plain loops for the element types that are not f32: slower, never absent.
#ifndef WEFT_TYPED_H
#define WEFT_TYPED_H

#include "weft_elementwise.h"
#include "weft_reduction.h"
#include "weft_type.h"

typedef union weft_constant {
    double real;    // for f64
    int64_t whole;  // for the others; a u64 is a bit pattern
} weft_constant;

enum { WEFT_MAX_CONSTANTS = 16 };

// A scalar program whose registers hold numbers of one type: f64, an integer type or bool. Whole numbers wrap to the
// type after each instruction, are divided towards negative infinity, and are ordered as their type orders them. Loads
// and stores convert between the operand's type and the registers' (weft_convert's rules; 0 is the registers' type).
// Immediates are not floats here: x and y are indices of `constants`. For integers and bool these operations exist:
// load, store, constant, copy, add, subtract, multiply, divide, remainder, power, maximum, minimum, the comparisons,
// and, or, not, select, fma, clamp, negate, square, abs, sign, relu, the bitwise ones and, for unsigned types, shifts. A
// divisor of 0 and, for signed types, an exponent
// below 0 are failures at the place's number in C order.
typedef struct weft_typed_args {
    int32_t type;  // weft_type of the registers
    int32_t rank, operand_count;
    int64_t extents[WEFT_MAX_RANK];
    const weft_program *program;
    weft_constant constants[WEFT_MAX_CONSTANTS];
    weft_elementwise_operand operands[WEFT_MAX_OPERANDS];
} weft_typed_args;

extern const weft_family weft_typed;

// As weft_reduction_args, whose `in` (and `out`, but for positions) are of `type`. Mean, l2 and logsumexp are for f64
// alone.
typedef struct weft_typed_reduction_args {
    int32_t type;
    weft_reduction_args reduction;
} weft_typed_reduction_args;

extern const weft_family weft_typed_reduction;

// Sums, or products, of all elements up to each, along an axis.
typedef struct weft_typed_cumsum_args {
    int32_t type, rank, axis;
    bool multiplies;
    int64_t extents[WEFT_MAX_RANK];
    const void *in;
    int64_t in_strides[WEFT_MAX_RANK];
    void *out;
    int64_t out_strides[WEFT_MAX_RANK];
} weft_typed_cumsum_args;

extern const weft_family weft_typed_cumsum;

// out[b, m, n] = sum over k of a[b, m, k] * b[b, k, n], with all strides in elements.
typedef struct weft_typed_product_args {
    int32_t type;
    int64_t batch, m, n, k;
    const void *a, *b;
    void *out;
    int64_t a_strides[3], b_strides[3], out_strides[3];  // a: batch, m, k; b: batch, k, n; out: batch, m, n
} weft_typed_product_args;

extern const weft_family weft_typed_product;

// The determinants of matrices [n, n] of f32 or f64, in double precision.
typedef struct weft_determinant_args {
    int32_t type;
    int64_t batch, n;
    const void *in;
    int64_t in_strides[3];  // batch, row, column
    void *out;
    int64_t out_stride;
} weft_determinant_args;

extern const weft_family weft_determinant;

// The k largest elements along an axis, largest first, of any type (f32 too), or the smallest, smallest first, and their
// positions as i32; of equals the first, NaN counts as largest. The results' strides hold for both; their extent along the axis is k.
typedef struct weft_top_k_args {
    int32_t type, rank, axis;
    bool smallest;
    int64_t extents[WEFT_MAX_RANK];  // of the input
    int64_t k;                       // at most the extent
    const void *in;
    int64_t in_strides[WEFT_MAX_RANK];
    void *values;
    int32_t *positions;
    int64_t out_strides[WEFT_MAX_RANK];
} weft_top_k_args;

extern const weft_family weft_top_k;

#endif
