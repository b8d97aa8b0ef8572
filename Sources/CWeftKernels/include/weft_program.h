// Scalar programs: small straight-line programs over blocks of floats, run by the elementwise family and as epilogues.
#ifndef WEFT_PROGRAM_H
#define WEFT_PROGRAM_H

#include "weft_isa.h"
#include "weft_type.h"

enum { WEFT_MAX_INSTRUCTIONS = 64, WEFT_MAX_REGISTERS = 16, WEFT_MAX_OPERANDS = 16, WEFT_BLOCK = 256 };

// One list for the enum, the names in dumps, the interpreter and the tests. The last column is the number of register
// inputs (registers a, b, c); x and y are the instruction's immediates. Comparisons and logic give 1 or 0; what is not
// 0 is true. NaN and infinities go where IEEE 754 sends them; maximum, minimum, relu and clamp hand NaN on.
#define WEFT_ARITHMETIC(X)                                                                                             \
    X(COPY, copy, 1)                                                                                                   \
    X(ADD, add, 2)                                                                                                     \
    X(SUBTRACT, subtract, 2)                                                                                           \
    X(MULTIPLY, multiply, 2)                                                                                           \
    X(DIVIDE, divide, 2)                                                                                               \
    X(POWER, power, 2)                                                                                                 \
    X(REMAINDER, remainder, 2) /* floored: the sign of the divisor */                                                  \
    X(MAXIMUM, maximum, 2)                                                                                             \
    X(MINIMUM, minimum, 2)                                                                                             \
    X(EQUAL, equal, 2)                                                                                                 \
    X(NOT_EQUAL, not_equal, 2)                                                                                         \
    X(LESS, less, 2)                                                                                                   \
    X(LESS_EQUAL, less_equal, 2)                                                                                       \
    X(GREATER, greater, 2)                                                                                             \
    X(GREATER_EQUAL, greater_equal, 2)                                                                                 \
    X(AND, and, 2)                                                                                                     \
    X(OR, or, 2)                                                                                                       \
    X(NOT, not, 1)                                                                                                     \
    X(PRELU, prelu, 2)        /* a < 0 ? a * b : a */                                                                  \
    X(FMA, fma, 3)            /* a * b + c */                                                                          \
    X(ADD_RELU, add_relu, 2)  /* relu of the sum */                                                                    \
    X(FMA_RELU, fma_relu, 3)                                                                                           \
    X(SELECT, select, 3)      /* a != 0 ? b : c */                                                                     \
    X(SCALE, scale, 1)        /* a * x + y */                                                                          \
    X(CLAMP, clamp, 1)        /* to x ... y */                                                                         \
    X(NEGATE, negate, 1)                                                                                               \
    X(RECIPROCAL, reciprocal, 1)                                                                                       \
    X(SQUARE, square, 1)                                                                                               \
    X(ABS, abs, 1)                                                                                                     \
    X(SIGN, sign, 1)                                                                                                   \
    X(SQRT, sqrt, 1)                                                                                                   \
    X(EXP, exp, 1)                                                                                                     \
    X(EXPM1, expm1, 1)                                                                                                 \
    X(LOG, log, 1)                                                                                                     \
    X(LOG1P, log1p, 1)                                                                                                 \
    X(SIN, sin, 1)                                                                                                     \
    X(COS, cos, 1)                                                                                                     \
    X(ERF, erf, 1)                                                                                                     \
    X(FLOOR, floor, 1)                                                                                                 \
    X(CEIL, ceil, 1)                                                                                                   \
    X(ROUND, round, 1)        /* halves to even */                                                                     \
    X(RELU, relu, 1)                                                                                                   \
    X(LEAKY_RELU, leaky_relu, 1) /* slope x */                                                                         \
    X(ELU, elu, 1)            /* alpha x */                                                                            \
    X(CELU, celu, 1)          /* alpha x */                                                                            \
    X(SELU, selu, 1)                                                                                                   \
    X(GELU, gelu, 1)          /* by erf */                                                                             \
    X(GELU_TANH, gelu_tanh, 1)                                                                                         \
    X(SILU, silu, 1)                                                                                                   \
    X(MISH, mish, 1)                                                                                                   \
    X(SOFTPLUS, softplus, 1)  /* beta x, and the identity where beta * a > y */                                     \
    X(SOFTSIGN, softsign, 1)                                                                                           \
    X(SIGMOID, sigmoid, 1)                                                                                             \
    X(TANH, tanh, 1)                                                                                                   \
    X(HARD_SIGMOID, hard_sigmoid, 1) /* clamp(a * x + y, 0, 1) */                                                      \
    X(HARD_SWISH, hard_swish, 1)

// Those that typed programs alone have (weft_typed.h): functions of reals, and the bits of whole numbers.
#define WEFT_TYPED_ARITHMETIC(X)                                                                                       \
    X(TAN, tan, 1)                                                                                                     \
    X(ASIN, asin, 1)                                                                                                   \
    X(ACOS, acos, 1)                                                                                                   \
    X(ATAN, atan, 1)                                                                                                   \
    X(SINH, sinh, 1)                                                                                                   \
    X(COSH, cosh, 1)                                                                                                   \
    X(ASINH, asinh, 1)                                                                                                 \
    X(ACOSH, acosh, 1)                                                                                                 \
    X(ATANH, atanh, 1)                                                                                                 \
    X(IS_NAN, is_nan, 1)                                                                                               \
    X(IS_INF, is_inf, 1)      /* infinity where x is not 0, and minus infinity where y is not */                       \
    X(FMOD, fmod, 2)          /* the sign of the dividend */                                                           \
    X(BITWISE_AND, bitwise_and, 2)                                                                                     \
    X(BITWISE_OR, bitwise_or, 2)                                                                                       \
    X(BITWISE_XOR, bitwise_xor, 2)                                                                                     \
    X(BITWISE_NOT, bitwise_not, 1)                                                                                     \
    X(SHIFT_LEFT, shift_left, 2) /* by 64 or more: 0 */                                                                \
    X(SHIFT_RIGHT, shift_right, 2)

#define WEFT_OPS(X)                                                                                                    \
    X(LOAD, load, 0)          /* dst = operand a, whose elements are of weft_type b (0 is f32) */                      \
    X(STORE, store, 1)        /* operand a = register b, as elements of weft_type c (0 is f32) */                      \
    X(CONSTANT, constant, 0)  /* dst = x */                                                                            \
    WEFT_ARITHMETIC(X)                                                                                                 \
    WEFT_TYPED_ARITHMETIC(X)

typedef enum weft_op {
#define WEFT_OP_CASE(upper, lower, inputs) WEFT_OP_##upper,
    WEFT_OPS(WEFT_OP_CASE)
#undef WEFT_OP_CASE
    WEFT_OP_COUNT,
    WEFT_OP_FIRST_TYPED = WEFT_OP_TAN,
} weft_op;

// The name in dumps, and the number of register inputs; NULL and -1 for a number that is no operation.
const char *weft_op_name(int32_t op);
int32_t weft_op_inputs(int32_t op);

typedef struct weft_instruction {
    uint8_t op;            // weft_op
    uint8_t dst, a, b, c;  // registers; for load and store see there
    uint8_t hint;          // set by weft_program_prepare; 0 is always right
    float x, y;            // immediates
} weft_instruction;

typedef struct weft_program {
    int32_t count;
    weft_instruction code[WEFT_MAX_INSTRUCTIONS];
} weft_program;

// Where an operand's element (row r, column c) lies: base + r * row + c * column, in elements of its type. A column
// pitch of 0 or 1 is fast, anything else is legal and slower. Used for loads and stores alike.
typedef struct weft_operand {
    float *base;  // of another type where the instruction says so
    int64_t row, column;
} weft_operand;

// Whether operations, registers, operands and types are in range, with `operands` operands. Nothing else runs.
bool weft_program_is_valid(const weft_program *program, int32_t operands);
// The same of a program that a typed call runs.
bool weft_typed_program_is_valid(const weft_program *program, int32_t operands);
// Marks the loads that need no copy and the results that may go to memory at once. Programs run without it, slower.
void weft_program_prepare(weft_program *program);
// Runs a program on rows x columns elements. Stores happen block by block in the order of the program; an operand may
// be loaded and stored at the same place, but not at places that overlap otherwise.
void weft_program_run(
    weft_isa isa, const weft_program *program, const weft_operand *operands, int64_t rows, int64_t columns);

#endif
