// The list of instruction sets that this architecture has kernels for. Dispatch, tests and the benchmark come from it.
#ifndef WEFT_VARIANT_H
#define WEFT_VARIANT_H

#include "../include/CWeftKernels.h"
#include "../packing/columns.h"
#include "../reduction/states.h"

// One line for each set: its number, its name, and the processor's condition. A set is taken by itself only on a machine
// that has it, and there the tests run it: AVX-512 and NEON are never trusted on the word of another machine.
#if defined(__x86_64__)
#define WEFT_VARIANTS(X)                                                                                               \
    X(BASELINE, baseline, true)                                                                                        \
    X(AVX2, avx2, __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))                                     \
    X(AVX512, avx512,                                                                                                  \
      __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") && \
          __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("fma"))
#elif defined(__aarch64__)
#define WEFT_VARIANTS(X)                                                                                               \
    X(BASELINE, baseline, true)                                                                                        \
    X(NEON, neon, true)
#else
#define WEFT_VARIANTS(X) X(BASELINE, baseline, true)
#endif

struct weft_window;
struct weft_row_kernels;
struct weft_taps;
struct weft_narrow_tiles;

// What each family has compiled once for each set. A family adds its entry points here and sets them in its template.
typedef struct weft_variant {
    int32_t lanes, panel;
    void (*run_program)(
        const weft_program *program, const weft_operand *operands, int64_t rows, int64_t columns);
    void (*pool_max)(const struct weft_window *window);
    void (*pool_mean)(const struct weft_window *window);
    void (*sample_sum)(const struct weft_taps *taps, const float *from, float *to);
    void (*sample_largest)(const struct weft_taps *taps, const float *from, float *to);
    weft_reduce_run *reduce_run;
    weft_reduce_columns *reduce_columns;
    weft_pack_columns *pack_columns;
    const struct weft_row_kernels *rows;
    const struct weft_tiles *tiles;          // product and direct convolution
    const struct weft_narrow_tiles *narrow;  // direct convolution of few output channels
    const struct weft_stencils *stencils;    // depthwise
    const struct weft_transform *transforms;  // Winograd, WEFT_TRANSFORMS of them
} weft_variant;

#define WEFT_VARIANT_DECLARE(upper, lower, condition) extern const weft_variant weft_variant_##lower;
WEFT_VARIANTS(WEFT_VARIANT_DECLARE)
#undef WEFT_VARIANT_DECLARE

// The kernels of a set; those of the baseline for one that this architecture does not have.
const weft_variant *weft_variant_of(weft_isa isa);
// The set whose kernels lay out weights for one that this machine may not have: a panel is a multiple of its vectors.
weft_isa weft_packing_isa(weft_isa isa);

#endif
