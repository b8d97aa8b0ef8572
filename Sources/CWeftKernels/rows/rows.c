#include "../include/weft_rows.h"

#include <stddef.h>
#include <string.h>

#include "../isa/variant.h"
#include "../movement/failure.h"
#include "../movement/view.h"
#include "kernels.h"

// Elements of a part; lines that are gathered together where they do not lie side by side.
enum { PIECE = 1 << 14, LINES = 16 };

// The axes around that of the lines, and the one of them along which lines are neighbours.
typedef struct lines {
    int32_t rank;  // of the outer axes
    int64_t extents[WEFT_MAX_RANK], in[WEFT_MAX_RANK], out[WEFT_MAX_RANK];
    int32_t row;   // the outer axis of lengths, or -1 (then it is that of the neighbours, if there are lengths)
    int64_t length, in_step, out_step;          // along the axis
    int64_t neighbours, in_pitch, out_pitch;    // lines that are handled together
    int64_t groups, blocks, groups_each;        // outer places; blocks of neighbours
} lines;

static lines lines_of(const weft_rows_args *args) {
    lines it = {.row = -1, .neighbours = 1};
    it.length = args->extents[args->axis];
    it.in_step = args->in_strides[args->axis], it.out_step = args->out_strides[args->axis];
    int32_t near = -1;
    for (int32_t axis = 0; axis < args->rank && it.in_step != 1; axis++)
        if (axis != args->axis && args->in_strides[axis] == 1) near = axis;
    for (int32_t axis = 0; axis < args->rank; axis++) {
        if (axis == args->axis) continue;
        if (axis == near) {
            it.neighbours = args->extents[axis];
            it.in_pitch = args->in_strides[axis], it.out_pitch = args->out_strides[axis];
            continue;
        }
        if (args->lengths != NULL && axis == args->row_axis) it.row = it.rank;
        it.extents[it.rank] = args->extents[axis];
        it.in[it.rank] = args->in_strides[axis];
        it.out[it.rank++] = args->out_strides[axis];
    }
    it.blocks = (it.neighbours + LINES - 1) / LINES;
    it.groups = weft_view_count(it.rank, it.extents) * it.blocks;
    int64_t elements = it.length * (it.neighbours < LINES ? it.neighbours : LINES);
    it.groups_each = elements >= PIECE || elements == 0 ? 1 : PIECE / elements;
    return it;
}

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    if (phase > 0) return 0;
    lines it = lines_of(arguments);
    return (it.groups + it.groups_each - 1) / it.groups_each;
}

// The elements of a line that exist.
static int64_t existing(const weft_rows_args *args, const lines *it, int64_t row, const weft_worker *worker) {
    if (args->lengths == NULL) return it->length;
    int64_t length = args->lengths[row];
    if (length >= 0 && length <= it->length) return length;
    weft_fail(worker, WEFT_FAILURE_LENGTH, row, length, 0, it->length);
    return 0;
}

// Lines by way of the scratch memory: gathered, worked on, and put where they belong.
static void run_gathered(
    const weft_rows_args *args, const lines *it, const float *in, float *out, int64_t first, int64_t count,
    const weft_row_walk *walk, const weft_worker *worker) {
    const weft_variant *isa = weft_variant_of(worker->isa);
    float *gathered = worker->scratch, *spare = gathered + it->length * LINES;
    for (int64_t i = 0; i < it->length; i++)
        for (int64_t line = 0; line < count; line++)
            gathered[line * it->length + i] = in[i * it->in_step + line * it->in_pitch];
    for (int64_t line = 0; line < count; line++) {
        float *own = gathered + line * it->length;
        int64_t row = it->row >= 0 ? walk->index[it->row] : first + line;
        int64_t length = existing(args, it, row, worker);
        isa->rows->line(args, own, own, length, spare);
        for (int64_t i = length; i < it->length; i++) own[i] = 0;
    }
    for (int64_t i = 0; i < it->length; i++)
        for (int64_t line = 0; line < count; line++)
            out[i * it->out_step + line * it->out_pitch] = gathered[line * it->length + i];
}

static void run_group(const weft_rows_args *args, const lines *it, int64_t group, const weft_worker *worker) {
    int64_t first = group % it->blocks * LINES, left = it->neighbours - first;
    weft_row_walk walk = weft_row_walk_at(it->rank, it->extents, group / it->blocks);
    const float *in = args->in + weft_row_walk_offset(&walk, it->in) + first * it->in_pitch;
    float *out = args->out + weft_row_walk_offset(&walk, it->out) + first * it->out_pitch;
    if (it->in_step != 1 || it->out_step != 1) {
        run_gathered(args, it, in, out, first, left < LINES ? left : LINES, &walk, worker);
        return;
    }
    int64_t row = it->row >= 0 ? walk.index[it->row] : 0, length = existing(args, it, row, worker);
    weft_variant_of(worker->isa)->rows->line(args, in, out, length, worker->scratch);
    if (length < it->length) memset(out + length, 0, (size_t)(it->length - length) * sizeof *out);
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    lines it = lines_of(arguments);
    int64_t first = part * it.groups_each, end = first + it.groups_each;
    for (int64_t group = first; group < end && group < it.groups; group++) run_group(arguments, &it, group, worker);
}

static weft_need need(weft_isa isa, const void *arguments) {
    (void)isa;
    const weft_rows_args *args = arguments;
    lines it = lines_of(args);
    int64_t floats = it.in_step != 1 || it.out_step != 1 ? it.length * LINES : 0;
    // The spare squares of LRN, with neighbours on both sides, none further away than the line is long.
    if (args->kind == WEFT_ROWS_LRN) floats += it.length + 2 * (args->size < it.length ? args->size : it.length) + 64;
    return (weft_need){floats * (int64_t)sizeof(float), 0};
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_rows_args *args = arguments;
    if (args->kind < 0 || args->kind >= WEFT_ROWS_COUNT || args->rank < 1 || args->rank > WEFT_MAX_RANK ||
        args->axis < 0 || args->axis >= args->rank || args->in == NULL || args->out == NULL ||
        (args->kind == WEFT_ROWS_LRN && args->size < 1))
        return false;
    int64_t length = args->extents[args->axis];
    if (!weft_view_reach(
            reaches, offsetof(weft_rows_args, in), false, 4, args->rank, args->extents, args->in_strides) ||
        !weft_view_reach(reaches, offsetof(weft_rows_args, out), true, 4, args->rank, args->extents, args->out_strides))
        return false;
    if (args->scale != NULL && !weft_bytes_reach(reaches, offsetof(weft_rows_args, scale), false, length * 4))
        return false;
    if (args->shift != NULL && !weft_bytes_reach(reaches, offsetof(weft_rows_args, shift), false, length * 4))
        return false;
    if (args->lengths == NULL) return true;
    bool is_softmax = args->kind == WEFT_ROWS_SOFTMAX || args->kind == WEFT_ROWS_LOG_SOFTMAX;
    return is_softmax && args->row_axis >= 0 && args->row_axis < args->rank && args->row_axis != args->axis &&
           weft_bytes_reach(
               reaches, offsetof(weft_rows_args, lengths), false,
               args->extents[args->row_axis] * (int64_t)sizeof(int64_t));
}

const weft_family weft_rows = {"rows", parts, run, need, reach};
