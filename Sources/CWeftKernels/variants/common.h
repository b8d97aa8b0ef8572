// What all variants need of C, included before any attribute is pushed.
#ifndef WEFT_VARIANTS_COMMON_H
#define WEFT_VARIANTS_COMMON_H

#include <math.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif
#include <string.h>

#include "../isa/variant.h"
#include "../product/tiles.h"
#include "../support/sizes.h"
#include "../convolution/narrow.h"
#include "../depthwise/stencils.h"
#include "../winograd/transforms.h"
#include "../movement/elements.h"
#include "../pooling/windows.h"
#include "../sample/taps.h"
#include "../reduction/states.h"
#include "../rows/kernels.h"
#include "../program/hints.h"

#endif
