#include <stddef.h>

#include "../include/weft_indexing.h"
#include "runs.h"
#include "tuples.h"

enum { PIECE = 1 << 15 };

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_indexed *args = arguments;
    return phase == 0 ? weft_view_cut(args->rank, args->extents, PIECE).parts : 0;
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_indexed *args = arguments;
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
            int64_t place;
            if (!weft_tuple_place(&args->tuple, args->ids, id, worker, &place)) continue;
            source += place * bytes;
            weft_copy_run(target, to_step, source, from_step, args->bytes, count);
            continue;
        }
        for (int64_t i = 0; i < count; i++) {
            int64_t place;
            if (!weft_tuple_place(&args->tuple, args->ids, id + i * id_step, worker, &place)) continue;
            const char *element = source + (i * from_step + place) * bytes;
            weft_move_element(target + i * to_step * bytes, element, args->bytes);
        }
    }
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_indexed *args = arguments;
    if (!weft_is_element_size(args->bytes) || args->rank < 0 || args->rank > WEFT_MAX_RANK || args->from == NULL ||
        args->ids == NULL || args->to == NULL)
        return false;
    return weft_tuple_reach(
               reaches, offsetof(weft_indexed, from), false, args->bytes, args->rank, args->extents,
               args->from_strides, &args->tuple) &&
           weft_tuple_ids_reach(
               reaches, offsetof(weft_indexed, ids), args->rank, args->extents, args->id_strides, &args->tuple) &&
           weft_view_reach(
               reaches, offsetof(weft_indexed, to), true, args->bytes, args->rank, args->extents,
               args->to_strides);
}

const weft_family weft_gather = {"gather", parts, run, weft_needs_nothing, reach};
