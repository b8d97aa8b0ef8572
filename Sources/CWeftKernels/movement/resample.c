#include "../include/weft_resample.h"

#include <stddef.h>

#include "view.h"

enum { PIECE = 1 << 14 };

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_resample_args *args = arguments;
    return phase == 0 ? weft_view_cut(args->rank, args->extents, PIECE).parts : 0;
}

// Two taps at once, as linear interpolation has them.
static void mix_pair(float *to, const float *a, const float *b, float wa, float wb, int64_t count) {
    for (int64_t i = 0; i < count; i++) to[i] = wa * a[i] + wb * b[i];
}

// One run of a result whose taps are the same for all elements. The first tap that counts writes, the others add.
static void add_run(
    float *to, int64_t to_step, const float *from, int64_t from_step, float weight, bool is_first, int64_t count) {
    if (to_step == 1 && from_step == 1) {
        if (is_first)
            for (int64_t i = 0; i < count; i++) to[i] = weight * from[i];
        else
            for (int64_t i = 0; i < count; i++) to[i] += weight * from[i];
        return;
    }
    for (int64_t i = 0; i < count; i++) {
        float term = weight * from[i * from_step];
        to[i * to_step] = is_first ? term : to[i * to_step] + term;
    }
}

static void mix(
    const weft_resample_args *args, int64_t place, float *to, int64_t to_step, const float *from, int64_t from_step,
    int64_t count) {
    const int64_t *positions = args->positions + place * args->taps;
    const float *weights = args->weights + place * args->taps;
    const int64_t stride = args->from_strides[args->axis];
    bool is_first = true;
    if (args->taps == 2 && weights[0] != 0 && weights[1] != 0 && to_step == 1 && from_step == 1) {
        mix_pair(to, from + positions[0] * stride, from + positions[1] * stride, weights[0], weights[1], count);
        return;
    }
    for (int64_t t = 0; t < args->taps; t++) {
        if (weights[t] == 0) continue;
        const float *source = from + positions[t] * stride;
        add_run(to, to_step, source, from_step, weights[t], is_first, count);
        is_first = false;
    }
    if (is_first)
        for (int64_t i = 0; i < count; i++) to[i * to_step] = 0;
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase, (void)worker;
    const weft_resample_args *args = arguments;
    int32_t last = args->rank - 1;
    int64_t from_step = args->from_strides[last], to_step = args->to_strides[last];
    weft_cut cut = weft_view_cut(args->rank, args->extents, PIECE);
    weft_cut_range range = weft_cut_part(&cut, part);
    weft_row_walk walk = weft_row_walk_at(last, args->extents, range.first_row);
    int64_t start = range.first_column, count = range.end_column - start;
    for (int64_t row = range.first_row; row < range.end_row; row++, weft_row_walk_next(&walk, 1)) {
        float *to = args->to + weft_row_walk_offset(&walk, args->to_strides) + start * to_step;
        const float *from = args->from + weft_row_walk_offset(&walk, args->from_strides);
        if (args->axis == last) {
            for (int64_t i = 0; i < count; i++) mix(args, start + i, to + i * to_step, 1, from, 1, 1);
            continue;
        }
        int64_t place = walk.index[args->axis];
        from += start * from_step - place * args->from_strides[args->axis];
        mix(args, place, to, to_step, from, from_step, count);
    }
}

static bool are_positions_sound(const weft_resample_args *args) {
    for (int64_t i = 0; i < args->extents[args->axis] * args->taps; i++)
        if (args->positions[i] < 0 || args->positions[i] >= args->size) return false;
    return true;
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_resample_args *args = arguments;
    if (args->rank < 1 || args->rank > WEFT_MAX_RANK || args->axis < 0 || args->axis >= args->rank || args->taps < 1 ||
        args->taps > INT64_C(1) << 20 || args->from == NULL || args->to == NULL || args->positions == NULL ||
        args->weights == NULL || weft_view_count(args->rank, args->extents) < 0)
        return false;
    int64_t extents[WEFT_MAX_RANK], table[] = {args->extents[args->axis], args->taps}, strides[] = {args->taps, 1};
    for (int32_t axis = 0; axis < args->rank; axis++) extents[axis] = args->extents[axis];
    extents[args->axis] = args->size;
    return weft_view_reach(
               reaches, offsetof(weft_resample_args, from), false, 4, args->rank, extents, args->from_strides) &&
           weft_view_reach(
               reaches, offsetof(weft_resample_args, to), true, 4, args->rank, args->extents, args->to_strides) &&
           weft_view_reach(reaches, offsetof(weft_resample_args, positions), false, 8, 2, table, strides) &&
           weft_view_reach(reaches, offsetof(weft_resample_args, weights), false, 4, 2, table, strides) &&
           are_positions_sound(args);
}

const weft_family weft_resample = {"resample", parts, run, weft_needs_nothing, reach};
