// The kernels in what every machine has.
#include "common.h"

#define WEFT_VARIANT baseline
#define WEFT_LANES 4
#define WEFT_PANEL 8
#define WEFT_HAS_FMA 0
#define WEFT_REGISTERS 16

#include "families.h"
