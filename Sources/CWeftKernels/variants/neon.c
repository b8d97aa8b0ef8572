#if defined(__aarch64__)
// The kernels in NEON.
#include "common.h"

#define WEFT_VARIANT neon
#define WEFT_LANES 4
#define WEFT_PANEL 8
#define WEFT_HAS_FMA 1
#define WEFT_REGISTERS 32

#include "families.h"
#endif
