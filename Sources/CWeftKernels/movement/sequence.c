#include <stddef.h>

#include "../include/weft_indexing.h"
#include "failure.h"
#include "runs.h"
#include "view.h"

enum { PIECE = 1 << 15 };

// The view that is written: the source's, or with the axis shrunk to one place.
static void written_extents(const weft_sequence_args *args, int64_t *extents) {
    for (int32_t axis = 0; axis < args->rank; axis++) extents[axis] = args->extents[axis];
    if (args->kind == WEFT_SEQUENCE_LAST) extents[args->axis] = 1;
}

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_sequence_args *args = arguments;
    int64_t extents[WEFT_MAX_RANK];
    written_extents(args, extents);
    return phase == 0 ? weft_view_cut(args->rank, extents, PIECE).parts : 0;
}

// Where the element at a position of a row comes from; -1 for nowhere.
static int64_t source_of(
    const weft_sequence_args *args, int64_t row, int64_t position, const weft_worker *worker) {
    int64_t length = args->lengths[row], size = args->extents[args->axis];
    if (length < 0 || length > size) {
        weft_fail(worker, WEFT_FAILURE_LENGTH, row, length, 0, size);
        return -1;
    }
    if (args->kind == WEFT_SEQUENCE_LAST) return length - 1;
    if (position >= length) return -1;
    return args->kind == WEFT_SEQUENCE_REVERSE ? length - 1 - position : position;
}

// Part of a line along the innermost axis, which begins at `start`.
static void run_line(
    const weft_sequence_args *args, const weft_row_walk *walk, int64_t start, int64_t count,
    const weft_worker *worker) {
    int32_t last = args->rank - 1;
    int64_t from_step = args->from_strides[last], to_step = args->to_strides[last], bytes = args->bytes;
    const char *from = (const char *)args->from + weft_row_walk_offset(walk, args->from_strides) * bytes;
    // The one place of an axis that shrank needs no stride.
    char *to = (char *)args->to + weft_row_walk_offset(walk, args->to_strides) * bytes;
    if (args->axis != last && args->row_axis != last) {
        int64_t position = walk->index[args->axis];
        int64_t source = source_of(args, walk->index[args->row_axis], position, worker);
        to += start * to_step * bytes;
        from += (start * from_step + (source - position) * args->from_strides[args->axis]) * bytes;
        if (source < 0) weft_fill_run(to, to_step, args->pattern, args->bytes, count);
        else weft_copy_run(to, to_step, from, from_step, args->bytes, count);
        return;
    }
    for (int64_t i = start; i < start + count; i++) {
        int64_t position = args->axis == last ? i : walk->index[args->axis];
        int64_t source = source_of(args, args->row_axis == last ? i : walk->index[args->row_axis], position, worker);
        char *target = to + i * to_step * bytes;
        int64_t moved = i * from_step + (source - position) * args->from_strides[args->axis];
        if (source < 0) weft_fill_run(target, 1, args->pattern, args->bytes, 1);
        else weft_move_element(target, from + moved * bytes, args->bytes);
    }
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_sequence_args *args = arguments;
    int64_t extents[WEFT_MAX_RANK];
    written_extents(args, extents);
    weft_cut cut = weft_view_cut(args->rank, extents, PIECE);
    weft_cut_range range = weft_cut_part(&cut, part);
    weft_row_walk walk = weft_row_walk_at(args->rank - 1, extents, range.first_row);
    for (int64_t row = range.first_row; row < range.end_row; row++, weft_row_walk_next(&walk, 1))
        run_line(args, &walk, range.first_column, range.end_column - range.first_column, worker);
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_sequence_args *args = arguments;
    if (args->kind < 0 || args->kind > WEFT_SEQUENCE_LAST || !weft_is_element_size(args->bytes) || args->rank < 2 ||
        args->rank > WEFT_MAX_RANK || args->axis < 0 || args->axis >= args->rank || args->row_axis < 0 ||
        args->row_axis >= args->rank || args->axis == args->row_axis || args->from == NULL || args->to == NULL ||
        args->lengths == NULL)
        return false;
    int64_t extents[WEFT_MAX_RANK];
    written_extents(args, extents);
    return weft_view_reach(
               reaches, offsetof(weft_sequence_args, from), false, args->bytes, args->rank, args->extents,
               args->from_strides) &&
           weft_view_reach(
               reaches, offsetof(weft_sequence_args, to), true, args->bytes, args->rank, extents, args->to_strides) &&
           weft_bytes_reach(
               reaches, offsetof(weft_sequence_args, lengths), false,
               args->extents[args->row_axis] * (int64_t)sizeof(int64_t));
}

const weft_family weft_sequence = {"sequence", parts, run, weft_needs_nothing, reach};
