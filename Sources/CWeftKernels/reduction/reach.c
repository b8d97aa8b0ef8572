#include <stddef.h>

#include "../movement/view.h"
#include "states.h"

bool weft_reduction_reach(
    const weft_reduction_args *args, int64_t in_bytes, int64_t out_bytes, int32_t field, weft_reach_list *reaches) {
    if (args->kind < 0 || args->kind >= WEFT_REDUCTION_COUNT || args->in == NULL || args->out == NULL ||
        !weft_view_reach(
            reaches, field + (int32_t)offsetof(weft_reduction_args, in), false, in_bytes, args->rank, args->extents,
            args->in_strides))
        return false;
    int64_t extents[WEFT_MAX_RANK];
    int32_t reduced = 0;
    for (int32_t axis = 0; axis < args->rank; axis++) {
        reduced += args->reduced[axis];
        extents[axis] = args->reduced[axis] ? 1 : args->extents[axis];
    }
    if (!weft_view_reach(
            reaches, field + (int32_t)offsetof(weft_reduction_args, out), true, out_bytes, args->rank, extents,
            args->out_strides))
        return false;
    if (args->lengths == NULL) return true;
    return args->row_axis >= 0 && args->row_axis < args->rank && !args->reduced[args->row_axis] && reduced == 1 &&
           weft_bytes_reach(
               reaches, field + (int32_t)offsetof(weft_reduction_args, lengths), false,
               args->extents[args->row_axis] * (int64_t)sizeof(int64_t));
}
