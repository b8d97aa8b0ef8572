#if defined(__x86_64__)
// The kernels in AVX2 and FMA.
#include "common.h"

#define WEFT_VARIANT avx2
#define WEFT_LANES 8
#define WEFT_PANEL 16
#define WEFT_HAS_FMA 1
#define WEFT_REGISTERS 16

#pragma clang attribute push(__attribute__((target("prfchw,avx2,fma"))), apply_to = function)
#include "families.h"
#pragma clang attribute pop
#endif
