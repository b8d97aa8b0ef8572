// The machine's peak, measured beside each kernel: independent multiply-adds in registers, in the set that is measured.
#ifndef WEFT_BENCH_PEAK_H
#define WEFT_BENCH_PEAK_H

#include <stdint.h>

#include "CWeftKernels.h"

// Turns of the loops below, and the chains that hide the latency.
enum { PEAK_TURNS = 20000, PEAK_CHAINS = 12 };

#define PEAK_FUSED(a, b, c) __builtin_elementwise_fma(a, b, c)
#define PEAK_APART(a, b, c) ((a) * (b) + (c))
#define PEAK_LOOP(name, lanes, step)                                                                                   \
    __attribute__((noinline)) static float name(void) {                                                                \
        typedef float vector __attribute__((ext_vector_type(lanes)));                                                  \
        vector sums[PEAK_CHAINS], x = 0.999f, y = 0.001f;                                                              \
        for (int c = 0; c < PEAK_CHAINS; c++) sums[c] = (vector)(float)c;                                              \
        for (int turn = 0; turn < PEAK_TURNS; turn++)                                                                  \
            _Pragma("clang loop unroll(full)") for (int c = 0; c < PEAK_CHAINS; c++) sums[c] = step(sums[c], x, y);    \
        vector all = 0;                                                                                                \
        for (int c = 0; c < PEAK_CHAINS; c++) all += sums[c];                                                          \
        return all[0];                                                                                                 \
    }

#if defined(__x86_64__)
PEAK_LOOP(peak_baseline, 4, PEAK_APART)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
PEAK_LOOP(peak_avx2, 8, PEAK_FUSED)
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
PEAK_LOOP(peak_avx512, 16, PEAK_FUSED)
#pragma clang attribute pop
#else
PEAK_LOOP(peak_baseline, 4, PEAK_FUSED)
#endif

// The loop of a set.
static float peak_of(weft_isa isa) {
#if defined(__x86_64__)
    if (isa == WEFT_ISA_AVX512) return peak_avx512();
    if (isa == WEFT_ISA_AVX2) return peak_avx2();
#endif
    (void)isa;
    return peak_baseline();
}

#endif
