#include <stddef.h>

#include "../include/weft_movement.h"
#include "elements.h"
#include "view.h"

enum { PIECE = 1 << 15 };

void weft_convert_simplify(weft_convert_args *args) {
    int64_t *strides[] = {args->to_strides, args->from_strides};
    weft_view_simplify(&args->rank, args->extents, strides, 2);
}

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_convert_args *args = arguments;
    return phase == 0 ? weft_view_cut(args->rank, args->extents, PIECE).parts : 0;
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase, (void)worker;
    const weft_convert_args *args = arguments;
    int32_t outer = args->rank > 0 ? args->rank - 1 : 0;
    int64_t to_step = args->rank > 0 ? args->to_strides[outer] : 1;
    int64_t from_step = args->rank > 0 ? args->from_strides[outer] : 1;
    int64_t to_bytes = weft_type_bytes(args->to_type), from_bytes = weft_type_bytes(args->from_type);
    weft_cut cut = weft_view_cut(args->rank, args->extents, PIECE);
    weft_cut_range range = weft_cut_part(&cut, part);
    weft_row_walk walk = weft_row_walk_at(outer, args->extents, range.first_row);
    for (int64_t row = range.first_row; row < range.end_row; row++) {
        int64_t to = weft_row_walk_offset(&walk, args->to_strides) + range.first_column * to_step;
        int64_t from = weft_row_walk_offset(&walk, args->from_strides) + range.first_column * from_step;
        weft_elements_convert(
            (char *)args->to + to * to_bytes, to_step, args->to_type, (const char *)args->from + from * from_bytes,
            from_step, args->from_type, range.end_column - range.first_column);
        weft_row_walk_next(&walk, 1);
    }
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_convert_args *args = arguments;
    return args->from != NULL && args->to != NULL &&
           weft_view_reach(
               reaches, offsetof(weft_convert_args, from), false, weft_type_bytes(args->from_type), args->rank,
               args->extents, args->from_strides) &&
           weft_view_reach(
               reaches, offsetof(weft_convert_args, to), true, weft_type_bytes(args->to_type), args->rank,
               args->extents, args->to_strides);
}

const weft_family weft_convert = {"convert", parts, run, weft_needs_nothing, reach};
