#include "tuples.h"

// A view with the axes of a tuple behind its own, those left out that do not move; -1 where they are too many.
static int32_t widened(
    int64_t *all_extents, int64_t *all_strides, int32_t rank, const int64_t *extents, const int64_t *strides,
    int32_t count, const int64_t *sizes, const int64_t *steps) {
    int32_t result = 0;
    for (int32_t axis = 0; axis < rank + count; axis++) {
        int64_t extent = axis < rank ? extents[axis] : sizes[axis - rank];
        int64_t stride = axis < rank ? strides[axis] : steps[axis - rank];
        if (extent == 1 || (axis < rank && stride == 0 && extent > 0)) continue;
        if (result == WEFT_MAX_RANK) return -1;
        all_extents[result] = extent;
        all_strides[result++] = stride;
    }
    return result;
}

bool weft_tuple_reach(
    weft_reach_list *reaches, int32_t field, bool written, int64_t bytes, int32_t rank, const int64_t *extents,
    const int64_t *strides, const weft_tuple *tuple) {
    int64_t all_extents[WEFT_MAX_RANK], all_strides[WEFT_MAX_RANK];
    if (tuple->count < 0 || tuple->count > WEFT_MAX_RANK || rank < 0 || rank > WEFT_MAX_RANK) return false;
    for (int32_t axis = 0; axis < tuple->count; axis++)
        if (tuple->sizes[axis] < 0) return false;
    int32_t all = widened(
        all_extents, all_strides, rank, extents, strides, tuple->count, tuple->sizes, tuple->strides);
    return all >= 0 && weft_view_reach(reaches, field, written, bytes, all, all_extents, all_strides);
}

bool weft_tuple_ids_reach(
    weft_reach_list *reaches, int32_t field, int32_t rank, const int64_t *extents, const int64_t *strides,
    const weft_tuple *tuple) {
    int64_t all_extents[WEFT_MAX_RANK], all_strides[WEFT_MAX_RANK], count = tuple->count;
    if (!weft_type_is_integer(tuple->id_type)) return false;
    int32_t all = widened(all_extents, all_strides, rank, extents, strides, 1, &count, &tuple->pitch);
    return all >= 0 &&
           weft_view_reach(reaches, field, false, weft_type_bytes(tuple->id_type), all, all_extents, all_strides);
}
