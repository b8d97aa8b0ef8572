#include <stddef.h>

#include "../include/weft_indexing.h"
#include "failure.h"
#include "runs.h"
#include "view.h"

enum { PIECE = 1 << 15 };

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_gather_args *args = arguments;
    return phase == 0 ? weft_view_cut(args->rank, args->extents, PIECE).parts : 0;
}

// The index at an offset from the first; what is out of range fails and becomes -1.
static int64_t index_at(const weft_gather_args *args, int64_t offset, const weft_worker *worker) {
    int64_t index = weft_read_integer(args->ids, args->id_type, offset);
    if (index >= 0 && index < args->size) return index;
    weft_fail(worker, WEFT_FAILURE_INDEX, offset, index, 0, args->size - 1);
    return -1;
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_gather_args *args = arguments;
    int32_t outer = args->rank > 0 ? args->rank - 1 : 0;
    int64_t from_step = args->rank > 0 ? args->from_strides[outer] : 0;
    int64_t id_step = args->rank > 0 ? args->id_strides[outer] : 0;
    int64_t to_step = args->rank > 0 ? args->to_strides[outer] : 0;
    weft_cut cut = weft_view_cut(args->rank, args->extents, PIECE);
    weft_cut_range range = weft_cut_part(&cut, part);
    weft_row_walk walk = weft_row_walk_at(outer, args->extents, range.first_row);
    int64_t count = range.end_column - range.first_column, bytes = args->bytes;
    for (int64_t row = range.first_row; row < range.end_row; row++, weft_row_walk_next(&walk, 1)) {
        int64_t from = weft_row_walk_offset(&walk, args->from_strides) + range.first_column * from_step;
        int64_t to = weft_row_walk_offset(&walk, args->to_strides) + range.first_column * to_step;
        int64_t id = weft_row_walk_offset(&walk, args->id_strides) + range.first_column * id_step;
        char *target = (char *)args->to + to * bytes;
        const char *source = (const char *)args->from + from * bytes;
        if (id_step == 0) {
            int64_t index = index_at(args, id, worker);
            if (index < 0) continue;
            source += index * args->axis_stride * bytes;
            weft_copy_run(target, to_step, source, from_step, args->bytes, count);
            continue;
        }
        for (int64_t i = 0; i < count; i++) {
            int64_t index = index_at(args, id + i * id_step, worker);
            if (index < 0) continue;
            const char *element = source + (i * from_step + index * args->axis_stride) * bytes;
            weft_move_element(target + i * to_step * bytes, element, args->bytes);
        }
    }
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_gather_args *args = arguments;
    if (!weft_is_element_size(args->bytes) || !weft_type_is_integer(args->id_type) || args->size < 0 ||
        args->rank < 0 || args->rank > WEFT_MAX_RANK || args->from == NULL || args->ids == NULL || args->to == NULL)
        return false;
    // The source is reached as if there were one more axis of that size; a view of none of it reaches nothing.
    int64_t extents[WEFT_MAX_RANK + 1], strides[WEFT_MAX_RANK + 1];
    int32_t rank = 0;
    for (int32_t axis = 0; axis < args->rank; axis++) {
        if (args->extents[axis] == 1) continue;
        if (args->from_strides[axis] == 0 && args->extents[axis] > 0) continue;
        extents[rank] = args->extents[axis];
        strides[rank++] = args->from_strides[axis];
    }
    extents[rank] = args->size;
    strides[rank++] = args->axis_stride;
    return weft_view_reach(reaches, offsetof(weft_gather_args, from), false, args->bytes, rank, extents, strides) &&
           weft_view_reach(
               reaches, offsetof(weft_gather_args, ids), false, weft_type_bytes(args->id_type), args->rank,
               args->extents, args->id_strides) &&
           weft_view_reach(
               reaches, offsetof(weft_gather_args, to), true, args->bytes, args->rank, args->extents,
               args->to_strides);
}

const weft_family weft_gather = {"gather", parts, run, weft_needs_nothing, reach};
