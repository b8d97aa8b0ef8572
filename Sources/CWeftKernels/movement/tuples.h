// Tuples of indices from data, each checked where it is used.
#ifndef WEFT_TUPLES_H
#define WEFT_TUPLES_H

#include "../include/weft_indexing.h"
#include "failure.h"
#include "indices.h"
#include "view.h"

// How far the tuple at an offset leads, in elements; false where an index is out of range, which is a failure.
static inline bool weft_tuple_place(
    const weft_tuple *tuple, const void *ids, int64_t offset, const weft_worker *worker, int64_t *place) {
    int64_t sum = 0;
    for (int32_t axis = 0; axis < tuple->count; axis++, offset += tuple->pitch) {
        int64_t index = weft_read_integer(ids, tuple->id_type, offset);
        if (index < 0 || index >= tuple->sizes[axis]) {
            weft_fail(worker, WEFT_FAILURE_INDEX, offset, index, 0, tuple->sizes[axis] - 1);
            return false;
        }
        sum += index * tuple->strides[axis];
    }
    *place = sum;
    return true;
}

// Adds what is reached of a view whose tuples name positions along further axes of it: as if it had those axes. A view of
// none of it reaches nothing.
bool weft_tuple_reach(
    weft_reach_list *reaches, int32_t field, bool written, int64_t bytes, int32_t rank, const int64_t *extents,
    const int64_t *strides, const weft_tuple *tuple);
// Adds what is reached of the indices.
bool weft_tuple_ids_reach(
    weft_reach_list *reaches, int32_t field, int32_t rank, const int64_t *extents, const int64_t *strides,
    const weft_tuple *tuple);

#endif
