#if defined(__x86_64__)
// The kernels in AVX-512 (F, VL, BW, DQ).
#include "common.h"

#define WEFT_VARIANT avx512
#define WEFT_LANES 16
#define WEFT_PANEL 64
#define WEFT_HAS_FMA 1
#define WEFT_REGISTERS 32

#pragma clang attribute push(__attribute__((target("prfchw,avx512f,avx512vl,avx512bw,avx512dq,avx2,fma"))), apply_to = function)
#include "families.h"
#pragma clang attribute pop
#endif
