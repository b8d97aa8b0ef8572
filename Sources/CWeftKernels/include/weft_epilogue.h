// What a product or a convolution does with its sums before they leave the cache.
#ifndef WEFT_EPILOGUE_H
#define WEFT_EPILOGUE_H

#include "weft_program.h"

// Where a matrix of outputs lies whose rows are counted in four levels (n, d, h, w; a product has batch and row as n and
// w): row (n, d, h, w), column c is at base + n * strides[0] + ... + w * strides[3] + c * column, in elements.
typedef struct weft_place {
    float *base;
    int64_t strides[4];
    int64_t column;  // 1 except for a program's operands, where 0 broadcasts
} weft_place;

typedef enum weft_activation {
    WEFT_ACTIVATION_NONE,
    WEFT_ACTIVATION_RELU,
    WEFT_ACTIVATION_CLAMP,         // to x ... y
    WEFT_ACTIVATION_LEAKY_RELU,    // slope x
    WEFT_ACTIVATION_SIGMOID,
    WEFT_ACTIVATION_TANH,
    WEFT_ACTIVATION_SILU,
    WEFT_ACTIVATION_GELU,          // by erf
    WEFT_ACTIVATION_HARD_SIGMOID,  // clamp(v * x + y, 0, 1)
    WEFT_ACTIVATION_HARD_SWISH,
} weft_activation;

// Without a program: out = activation(sum + bias[column] + residual), in registers.
// With a program: the sums of the G column groups of a block of units are its operands 0 ..< G (in scratch, filled in by
// the kernel), operands G ..< operand_count are `operands`, addressed by output row and unit; it stores where it says, and
// bias, residual, activation and the output of the call are not used.
typedef struct weft_epilogue {
    const float *bias;    // one for each column of all groups, or NULL
    weft_place residual;  // base NULL for none
    int32_t activation;   // weft_activation
    float x, y;
    const weft_program *program;  // or NULL
    int32_t operand_count;        // with the G sums
    weft_place operands[WEFT_MAX_OPERANDS];
} weft_epilogue;

#endif
