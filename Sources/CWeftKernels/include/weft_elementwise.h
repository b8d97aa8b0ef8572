// Scalar programs over whole tensors.
#ifndef WEFT_ELEMENTWISE_H
#define WEFT_ELEMENTWISE_H

#include "weft_family.h"
#include "weft_program.h"
#include "weft_view.h"

typedef struct weft_elementwise_operand {
    void *base;  // of the type that the program's loads and stores name
    int64_t strides[WEFT_MAX_RANK];  // in elements
} weft_elementwise_operand;

// Runs a program on every place of a view. Operands that are stored reach every element once.
typedef struct weft_elementwise_args {
    int32_t rank, operand_count;
    int64_t extents[WEFT_MAX_RANK];
    const weft_program *program;
    weft_elementwise_operand operands[WEFT_MAX_OPERANDS];
} weft_elementwise_args;

extern const weft_family weft_elementwise;

// weft_view_simplify for all operands, in the order of the first one that is stored.
void weft_elementwise_simplify(weft_elementwise_args *args);

#endif
