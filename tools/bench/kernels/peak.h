// The machine's roofs, measured beside each kernel in the set that is measured: independent multiply-adds in registers, and
// reading memory from one end to the other.
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

// Reads `count` floats, a multiple of what a turn reads.
enum { READ_CHAINS = 8, READ_STEP = READ_CHAINS * 16 };
#define READ_LOOP(name, lanes)                                                                                         \
    __attribute__((noinline)) static float name(const float *from, int64_t count) {                                    \
        typedef float vector __attribute__((ext_vector_type(lanes)));                                                  \
        vector sums[READ_CHAINS] = {0};                                                                                \
        for (int64_t i = 0; i < count; i += READ_CHAINS * lanes)                                                       \
            _Pragma("clang loop unroll(full)") for (int c = 0; c < READ_CHAINS; c++)                                   \
                sums[c] += *(const vector *)(from + i + c * lanes);                                                    \
        vector all = 0;                                                                                                \
        for (int c = 0; c < READ_CHAINS; c++) all += sums[c];                                                          \
        return all[0];                                                                                                 \
    }

#if defined(__x86_64__)
PEAK_LOOP(peak_baseline, 4, PEAK_APART)
READ_LOOP(read_baseline, 4)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
PEAK_LOOP(peak_avx2, 8, PEAK_FUSED)
READ_LOOP(read_avx2, 8)
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
PEAK_LOOP(peak_avx512, 16, PEAK_FUSED)
READ_LOOP(read_avx512, 16)
#pragma clang attribute pop
#else
PEAK_LOOP(peak_baseline, 4, PEAK_FUSED)
READ_LOOP(read_baseline, 4)
#endif

// The loops of a set.
static float peak_of(weft_isa isa) {
#if defined(__x86_64__)
    if (isa == WEFT_ISA_AVX512) return peak_avx512();
    if (isa == WEFT_ISA_AVX2) return peak_avx2();
#endif
    (void)isa;
    return peak_baseline();
}
static float read_of(weft_isa isa, const float *from, int64_t count) {
#if defined(__x86_64__)
    if (isa == WEFT_ISA_AVX512) return read_avx512(from, count);
    if (isa == WEFT_ISA_AVX2) return read_avx2(from, count);
#endif
    (void)isa;
    return read_baseline(from, count);
}

#endif
