// The instruction sets that kernels are made for.
#ifndef WEFT_ISA_H
#define WEFT_ISA_H

#include <stdbool.h>
#include <stdint.h>

// Every kernel takes the set it shall use, so a caller forces a lesser one by passing it. All sets exist on all machines
// as numbers; only the ones that weft_isa_is_available answers yes for may be run.
typedef enum weft_isa {
    WEFT_ISA_BASELINE,  // what every machine of this architecture has; no fused multiply-add on x86-64
    WEFT_ISA_AVX2,      // AVX2 and FMA
    WEFT_ISA_AVX512,    // F, VL, BW, DQ
    WEFT_ISA_NEON,
} weft_isa;

enum { WEFT_ISA_COUNT = 4 };

// The version of the layout of packed weights of all families, which model files name: raised with each change of one.
enum { WEFT_PACKING_VERSION = 3 };

// The best set that this machine has, chosen once.
weft_isa weft_isa_best(void);
bool weft_isa_is_available(weft_isa isa);
// baseline, avx2, avx512, neon.
const char *weft_isa_name(weft_isa isa);
// Floats in a vector, and columns in a panel of packed weights. Packed weights depend on the panel alone. Known for every
// set on every machine, as weights may be packed for another one.
int32_t weft_isa_lanes(weft_isa isa);
int32_t weft_isa_panel(weft_isa isa);
// Bytes of the second cache that work is cut into blocks for: what about all machines with the set have. Not the machine's
// own, as the cut decides how sums are rounded.
int64_t weft_isa_cache(weft_isa isa);

#endif
