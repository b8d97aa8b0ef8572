#include "../include/weft_reduction.h"

#include <math.h>
#include <stddef.h>

#include "../isa/variant.h"
#include "../movement/failure.h"
#include "../movement/view.h"
#include "states.h"

// Elements of a part; the most slices that a reduction of few results is cut into; elements that are gathered at once.
enum { PIECE = 1 << 15, SLICES = 64, GATHER = 256 };

// The kept and the reduced axes apart, merged where they lie together, and how the work is cut.
typedef struct shape {
    int32_t kept, reduced;
    int64_t kept_extents[WEFT_MAX_RANK], kept_in[WEFT_MAX_RANK], kept_out[WEFT_MAX_RANK];
    int64_t extents[WEFT_MAX_RANK], in[WEFT_MAX_RANK];
    int32_t row;                     // the kept axis of lengths, or -1
    int64_t columns;                 // of the last kept axis, when it is gone over in vectors; otherwise 0
    int64_t column_in, column_out;
    int64_t groups;                  // places of the kept axes; blocks of columns where there are columns
    int64_t column_blocks;
    int64_t count, slices, slice;    // reduced elements; into how many slices of how many
    int64_t groups_each;             // groups of a part
} shape;

static void split_axes(const weft_reduction_args *args, shape *it) {
    it->row = -1;
    for (int32_t axis = 0; axis < args->rank; axis++) {
        if (args->reduced[axis]) {
            it->extents[it->reduced] = args->extents[axis];
            it->in[it->reduced++] = args->in_strides[axis];
            continue;
        }
        if (args->lengths != NULL && axis == args->row_axis) it->row = it->kept;
        it->kept_extents[it->kept] = args->extents[axis];
        it->kept_in[it->kept] = args->in_strides[axis];
        it->kept_out[it->kept++] = args->out_strides[axis];
    }
    if (args->lengths != NULL) return;
    // Positions are counted in the order of the axes, so nothing is put in another order here.
    for (int32_t axis = it->reduced - 2; axis >= 0; axis--) {
        if (it->in[axis] != it->in[axis + 1] * it->extents[axis + 1]) continue;
        it->extents[axis] *= it->extents[axis + 1];
        it->in[axis] = it->in[axis + 1];
        for (int32_t next = axis + 2; next < it->reduced; next++)
            it->extents[next - 1] = it->extents[next], it->in[next - 1] = it->in[next];
        it->reduced--;
    }
}

// Takes a kept axis along which elements lie side by side for columns.
static void choose_columns(shape *it) {
    bool has_run = it->reduced > 0 && it->in[it->reduced - 1] == 1 && it->extents[it->reduced - 1] > 1;
    for (int32_t axis = it->kept - 1; axis >= 0 && !has_run; axis--) {
        if (it->kept_in[axis] != 1 || it->kept_extents[axis] < 2 || axis == it->row) continue;
        it->columns = it->kept_extents[axis];
        it->column_in = 1, it->column_out = it->kept_out[axis];
        for (int32_t next = axis + 1; next < it->kept; next++) {
            it->kept_extents[next - 1] = it->kept_extents[next];
            it->kept_in[next - 1] = it->kept_in[next];
            it->kept_out[next - 1] = it->kept_out[next];
        }
        it->kept--;
        if (it->row > axis) it->row--;
        return;
    }
}

static shape shape_of(const weft_reduction_args *args) {
    shape it = {0};
    split_axes(args, &it);
    choose_columns(&it);
    it.column_blocks = it.columns > 0 ? (it.columns + WEFT_REDUCTION_COLUMNS - 1) / WEFT_REDUCTION_COLUMNS : 1;
    it.groups = weft_view_count(it.kept, it.kept_extents) * it.column_blocks;
    it.count = weft_view_count(it.reduced, it.extents);
    int64_t width = it.columns > WEFT_REDUCTION_COLUMNS ? WEFT_REDUCTION_COLUMNS : it.columns > 0 ? it.columns : 1;
    it.slices = 1;
    if (it.groups < 16 && args->lengths == NULL) it.slices = it.count * width / PIECE;
    if (it.slices > SLICES) it.slices = SLICES;
    if (it.slices < 1) it.slices = 1;
    it.slice = (it.count + it.slices - 1) / it.slices;
    it.groups_each = it.count * width >= PIECE ? 1 : PIECE / (it.count * width + 1);
    return it;
}

static int64_t width_of(const shape *it, int64_t block) {
    if (it->columns == 0) return 1;
    int64_t left = it->columns - block * WEFT_REDUCTION_COLUMNS;
    return left < WEFT_REDUCTION_COLUMNS ? left : WEFT_REDUCTION_COLUMNS;
}

// Elements of a run that do not lie side by side are gathered.
static void reduce_strided(
    const weft_variant *isa, int32_t kind, const float *in, int64_t stride, int64_t count, int64_t first,
    weft_reduction_state *state) {
    float gathered[GATHER];
    for (int64_t start = 0; start < count; start += GATHER) {
        int64_t length = count - start < GATHER ? count - start : GATHER;
        for (int64_t i = 0; i < length; i++) gathered[i] = in[(start + i) * stride];
        isa->reduce_run(kind, gathered, length, first + start, state);
    }
}

// Takes reduced elements from ..< to of a group into its states.
static void reduce_range(
    const weft_reduction_args *args, const shape *it, const weft_variant *isa, const float *in, int64_t from,
    int64_t to, int64_t width, weft_reduction_state *states) {
    int32_t outer = it->reduced > 0 ? it->reduced - 1 : 0;
    int64_t run = it->reduced > 0 ? it->extents[outer] : 1, stride = it->reduced > 0 ? it->in[outer] : 1;
    while (from < to) {
        int64_t start = from % run, count = to - from < run - start ? to - from : run - start;
        weft_row_walk walk = weft_row_walk_at(outer, it->extents, from / run);
        const float *begin = in + weft_row_walk_offset(&walk, it->in) + start * stride;
        if (it->columns > 0) isa->reduce_columns(args->kind, begin, count, stride, width, from, states);
        else if (stride == 1) isa->reduce_run(args->kind, begin, count, from, states);
        else reduce_strided(isa, args->kind, begin, stride, count, from, states);
        from += count;
    }
}

// Writes the result of one state over `count` elements.
static void finish(int32_t kind, weft_reduction_state state, int64_t count, bool is_absent, void *out) {
    double value = state.a;
    switch (kind) {
    case WEFT_REDUCTION_MEAN: value = state.a / (double)count; break;
    case WEFT_REDUCTION_L2: value = sqrt(state.a); break;
    case WEFT_REDUCTION_LOGSUMEXP: value = isfinite(state.a) ? state.a + log(state.b) : state.a; break;
    case WEFT_REDUCTION_ARGMAX: case WEFT_REDUCTION_ARGMIN:
        *(int32_t *)out = is_absent || state.b < 0 ? 0 : (int32_t)state.b;
        return;
    }
    *(float *)out = is_absent ? 0 : (float)value;
}

// The elements that exist for a place of the kept axes.
static int64_t existing(
    const weft_reduction_args *args, const shape *it, const weft_row_walk *walk, const weft_worker *worker) {
    if (args->lengths == NULL) return it->count;
    int64_t row = walk->index[it->row], length = args->lengths[row];
    if (length >= 0 && length <= it->count) return length;
    weft_fail(worker, WEFT_FAILURE_LENGTH, row, length, 0, it->count);
    return 0;
}

// One group: its states over a slice, which go to the result or, where there are several slices, to the shared memory.
static void run_group(
    const weft_reduction_args *args, const shape *it, int64_t group, int64_t slice, const weft_worker *worker) {
    const weft_variant *isa = weft_variant_of(worker->isa);
    int64_t block = group % it->column_blocks, width = width_of(it, block), skipped = block * WEFT_REDUCTION_COLUMNS;
    weft_row_walk walk = weft_row_walk_at(it->kept, it->kept_extents, group / it->column_blocks);
    int64_t count = existing(args, it, &walk, worker);
    const float *in = args->in + weft_row_walk_offset(&walk, it->kept_in) + skipped;
    weft_reduction_state own[WEFT_REDUCTION_COLUMNS], *states = own;
    if (it->slices > 1)
        states = (weft_reduction_state *)worker->shared + (group * it->slices + slice) * WEFT_REDUCTION_COLUMNS;
    for (int64_t c = 0; c < width; c++) states[c] = weft_reduction_start(args->kind);
    int64_t from = slice * it->slice, to = from + it->slice < count ? from + it->slice : count;
    reduce_range(args, it, isa, in, from, to, width, states);
    if (it->slices > 1) return;
    int64_t out = weft_row_walk_offset(&walk, it->kept_out) + skipped * it->column_out;
    for (int64_t c = 0; c < width; c++) {
        char *target = (char *)args->out + (out + c * it->column_out) * 4;
        finish(args->kind, states[c], count, args->lengths != NULL && count == 0, target);
    }
}

static void join_group(const weft_reduction_args *args, const shape *it, int64_t group, const weft_worker *worker) {
    int64_t block = group % it->column_blocks, width = width_of(it, block);
    weft_row_walk walk = weft_row_walk_at(it->kept, it->kept_extents, group / it->column_blocks);
    int64_t out = weft_row_walk_offset(&walk, it->kept_out) + block * WEFT_REDUCTION_COLUMNS * it->column_out;
    const weft_reduction_state *states =
        (const weft_reduction_state *)worker->shared + group * it->slices * WEFT_REDUCTION_COLUMNS;
    for (int64_t c = 0; c < width; c++) {
        weft_reduction_state state = states[c];
        for (int64_t slice = 1; slice < it->slices; slice++)
            state = weft_reduction_join(args->kind, state, states[slice * WEFT_REDUCTION_COLUMNS + c]);
        finish(args->kind, state, it->count, false, (char *)args->out + (out + c * it->column_out) * 4);
    }
}

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    if (phase > 1) return 0;
    shape it = shape_of(arguments);
    if (it.groups == 0) return 0;
    if (phase == 1) return it.slices > 1 ? 1 : 0;
    return it.slices > 1 ? it.groups * it.slices : (it.groups + it.groups_each - 1) / it.groups_each;
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    const weft_reduction_args *args = arguments;
    shape it = shape_of(args);
    if (phase == 1) {
        for (int64_t group = 0; group < it.groups; group++) join_group(args, &it, group, worker);
    } else if (it.slices > 1) {
        run_group(args, &it, part / it.slices, part % it.slices, worker);
    } else {
        int64_t first = part * it.groups_each, end = first + it.groups_each;
        for (int64_t group = first; group < end && group < it.groups; group++) run_group(args, &it, group, 0, worker);
    }
}

static weft_need need(weft_isa isa, const void *arguments) {
    (void)isa;
    shape it = shape_of(arguments);
    int64_t states = it.slices > 1 ? it.groups * it.slices * WEFT_REDUCTION_COLUMNS : 0;
    return (weft_need){0, states * (int64_t)sizeof(weft_reduction_state)};
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    return weft_reduction_reach(arguments, 4, 4, 0, reaches);
}

const weft_family weft_reduction = {"reduction", parts, run, need, reach};
