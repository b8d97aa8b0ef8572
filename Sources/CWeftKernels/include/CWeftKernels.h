// Vector kernels by family, the pool that runs them and what runs a plan. They know memory, not graphs: pointers, extents
// and strides come in filled-in argument structs, and everything that depends on the instruction set is asked for.
#ifndef C_WEFT_KERNELS_H
#define C_WEFT_KERNELS_H

#include "weft_isa.h"
#include "weft_status.h"
#include "weft_pool.h"
#include "weft_reach.h"
#include "weft_family.h"
#include "weft_program.h"
#include "weft_type.h"
#include "weft_view.h"
#include "weft_elementwise.h"
#include "weft_movement.h"
#include "weft_pooling.h"
#include "weft_reduction.h"
#include "weft_rows.h"
#include "weft_indexing.h"
#include "weft_resample.h"
#include "weft_sample.h"
#include "weft_random.h"
#include "weft_typed.h"
#include "weft_typed_windows.h"
#include "weft_epilogue.h"
#include "weft_product.h"
#include "weft_convolution.h"
#include "weft_depthwise.h"
#include "weft_winograd.h"
#include "weft_reference.h"
#include "weft_plan.h"

#endif
