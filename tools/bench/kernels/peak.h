// The machine's peak, measured beside each kernel: independent multiply-adds in registers, in the set that is measured.
#ifndef WEFT_BENCH_PEAK_H
#define WEFT_BENCH_PEAK_H

#include <stdint.h>

typedef float vector8 __attribute__((ext_vector_type(8)));
typedef float vector4 __attribute__((ext_vector_type(4)));

// Multiply-adds done by one call of the loops below.
enum { PEAK_TURNS = 20000, PEAK_CHAINS = 12 };

#define PEAK_LOOP(type)                                                                                                \
    type sums[PEAK_CHAINS], x = 0.999f, y = 0.001f;                                                                    \
    for (int c = 0; c < PEAK_CHAINS; c++) sums[c] = (type)(float)c;                                                    \
    for (int turn = 0; turn < PEAK_TURNS; turn++)                                                                      \
        _Pragma("clang loop unroll(full)") for (int c = 0; c < PEAK_CHAINS; c++) sums[c] = PEAK_STEP(sums[c], x, y);   \
    type all = 0;                                                                                                      \
    for (int c = 0; c < PEAK_CHAINS; c++) all += sums[c];                                                              \
    return all[0];

#if defined(__x86_64__)
#define PEAK_STEP __builtin_elementwise_fma
__attribute__((target("avx2,fma"), noinline)) static float peak_fused(void) { PEAK_LOOP(vector8) }
enum { PEAK_FUSED_LANES = 8 };
#undef PEAK_STEP
#define PEAK_STEP(a, b, c) ((a) * (b) + (c))
__attribute__((noinline)) static float peak_baseline(void) { PEAK_LOOP(vector4) }
#else
#define PEAK_STEP __builtin_elementwise_fma
__attribute__((noinline)) static float peak_fused(void) { PEAK_LOOP(vector4) }
__attribute__((noinline)) static float peak_baseline(void) { PEAK_LOOP(vector4) }
enum { PEAK_FUSED_LANES = 4 };
#endif

#endif
