// Checks of the vector kernels against plain references, in C, where the pointers are. Each makes up shapes, strides
// and numbers from a seed, runs the kernel on one instruction set, alone and on three threads, and compares.
#ifndef WEFT_VECTOR_CHECKS_H
#define WEFT_VECTOR_CHECKS_H

#include <CWeftKernels.h>

typedef struct weft_check {
    weft_isa isa;
    uint64_t seed;
    bool failed;
    char message[240];  // of the first failure
} weft_check;

// One line for each check, with what it checks.
#define WEFT_CHECKS(X)                                                                                                 \
    X(product, "matrix products")                                                                                      \
    X(convolution, "convolutions")                                                                                     \
    X(bands, "depthwise convolutions in bands of rows")                                                                \
    X(copy, "copies of views")                                                                                         \
    X(fill, "fills of views")                                                                                          \
    X(convert, "conversions between all types")                                                                        \
    X(elementwise, "programs over views")                                                                              \
    X(pooling, "pools and adaptive means")                                                                             \
    X(reduction, "reductions")                                                                                         \
    X(rows, "lines along an axis")                                                                                     \
    X(group_norm, "normalisation of groups of channels")                                                               \
    X(gather, "gathers and one-hot rows")                                                                              \
    X(scatter, "scattered elements")                                                                                   \
    X(small_convert, "conversions of types below 16 bits")                                                             \
    X(sequence, "sequences with lengths")                                                                              \
    X(lengths, "lengths of windows and labels of paths")                                                               \
    X(resample, "resampling along an axis")                                                                            \
    X(sample, "elements at places between others")                                                                     \
    X(region, "regions brought to one size")                                                                           \
    X(region_pool, "the largest elements of regions")                                                                  \
    X(random, "random numbers")                                                                                        \
    X(maths, "functions against the C library")                                                                        \
    X(loop, "loops in loops")                                                                                          \
    X(typed, "programs on other types")                                                                                \
    X(typed_lines, "reductions and running sums of other types")                                                       \
    X(top_k, "the largest elements")                                                                                   \
    X(typed_product, "products of other types")                                                                        \
    X(determinant, "determinants")                                                                                     \
    X(typed_windows, "pools and convolutions of other types")

enum {
#define WEFT_CHECK_COUNTED(name, text) WEFT_CHECK_OF_##name,
    WEFT_CHECKS(WEFT_CHECK_COUNTED)
#undef WEFT_CHECK_COUNTED
    WEFT_CHECK_COUNT,
};

const char *weft_check_name(int32_t number);
// Runs a check; a message says what was wrong.
weft_check weft_check_run(int32_t number, weft_isa isa, uint64_t seed);
// Letter `index` of a check's message, 0 behind the last one.
uint8_t weft_check_letter(weft_check check, int32_t index);

// The name of the family of a kind of call, as long as no check has run such a call; NULL afterwards.
const char *weft_check_family_left(int32_t kind);

#endif
