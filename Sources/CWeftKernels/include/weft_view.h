// Strided views of up to eight axes, as the families that go over elements take them.
#ifndef WEFT_VIEW_H
#define WEFT_VIEW_H

#include <stdbool.h>
#include <stdint.h>

enum { WEFT_MAX_RANK = 8 };

// Axes that several operands share. Strides count elements; 0 repeats, a negative one goes backwards. Drops axes of
// extent 1, orders the axes by the first operand's strides, largest first, and merges what lies together in all
// operands. It changes no result; a planner does it once, kernels take views as they are. `strides` holds `count`
// arrays.
void weft_view_simplify(int32_t *rank, int64_t *extents, int64_t *const *strides, int32_t count);

#endif
