#include <stddef.h>

#include "../include/weft_movement.h"
#include "runs.h"
#include "view.h"

enum { PIECE = 1 << 16 };

void weft_fill_simplify(weft_fill_args *args) {
    int64_t *strides[] = {args->to_strides};
    weft_view_simplify(&args->rank, args->extents, strides, 1);
}

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_fill_args *args = arguments;
    return phase == 0 ? weft_view_cut(args->rank, args->extents, PIECE).parts : 0;
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase, (void)worker;
    const weft_fill_args *args = arguments;
    int32_t outer = args->rank > 0 ? args->rank - 1 : 0;
    int64_t step = args->rank > 0 ? args->to_strides[outer] : 1;
    weft_cut cut = weft_view_cut(args->rank, args->extents, PIECE);
    weft_cut_range range = weft_cut_part(&cut, part);
    weft_row_walk walk = weft_row_walk_at(outer, args->extents, range.first_row);
    int64_t columns = range.end_column - range.first_column;
    for (int64_t row = range.first_row; row < range.end_row; row++) {
        int64_t to = weft_row_walk_offset(&walk, args->to_strides) + range.first_column * step;
        char *target = (char *)args->to + to * args->bytes;
        weft_fill_run(target, step, args->pattern, args->bytes, columns);
        weft_row_walk_next(&walk, 1);
    }
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_fill_args *args = arguments;
    int32_t bytes = args->bytes;
    return (bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8) && args->to != NULL &&
           weft_view_reach(
               reaches, offsetof(weft_fill_args, to), true, bytes, args->rank, args->extents, args->to_strides);
}

const weft_family weft_fill = {"fill", parts, run, weft_needs_nothing, reach};
