#include "../include/weft_resample.h"

#include <stddef.h>

#include "runs.h"
#include "view.h"

enum { PIECE = 1 << 14 };

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_resample_args *args = arguments;
    return phase == 0 ? weft_view_cut(args->rank, args->extents, PIECE).parts : 0;
}

// One run of a result whose taps are the same for all elements. The first tap that counts writes, the others add; two at
// once, as linear interpolation has them.
#define MIX(name, real)                                                                                                \
    static void name(                                                                                                  \
        const weft_resample_args *args, int64_t place, real *to, int64_t to_step, const real *from, int64_t from_step, \
        int64_t count) {                                                                                               \
        const int64_t *positions = args->positions + place * args->taps, stride = args->from_strides[args->axis];      \
        const double *weights = args->weights + place * args->taps;                                                    \
        bool is_first = true, is_dense = to_step == 1 && from_step == 1;                                               \
        if (args->taps == 2 && is_dense && weights[0] != 0 && weights[1] != 0 && positions[0] >= 0 &&                  \
            positions[1] >= 0) {                                                                                       \
            const real *a = from + positions[0] * stride, *b = from + positions[1] * stride;                           \
            real wa = (real)weights[0], wb = (real)weights[1];                                                         \
            for (int64_t i = 0; i < count; i++) to[i] = wa * a[i] + wb * b[i];                                         \
            return;                                                                                                    \
        }                                                                                                              \
        for (int64_t t = 0; t < args->taps; t++) {                                                                     \
            if (weights[t] == 0) continue;                                                                             \
            real weight = (real)weights[t], term = weight * (real)args->outside;                                       \
            const real *x = from + (positions[t] < 0 ? 0 : positions[t] * stride);                                     \
            if (positions[t] < 0)                                                                                      \
                for (int64_t i = 0; i < count; i++) to[i * to_step] = is_first ? term : to[i * to_step] + term;        \
            else if (is_dense && is_first)                                                                             \
                for (int64_t i = 0; i < count; i++) to[i] = weight * x[i];                                             \
            else if (is_dense)                                                                                         \
                for (int64_t i = 0; i < count; i++) to[i] += weight * x[i];                                            \
            else                                                                                                       \
                for (int64_t i = 0; i < count; i++) {                                                                  \
                    term = weight * x[i * from_step];                                                                  \
                    to[i * to_step] = is_first ? term : to[i * to_step] + term;                                        \
                }                                                                                                      \
            is_first = false;                                                                                          \
        }                                                                                                              \
        for (int64_t i = 0; i < count && is_first; i++) to[i * to_step] = 0;                                           \
    }

MIX(mix_floats, float)
MIX(mix_doubles, double)

static void make_run(
    const weft_resample_args *args, int64_t place, char *to, int64_t to_step, const char *from, int64_t from_step,
    int64_t count) {
    if (args->type == WEFT_TYPE_F32) {
        mix_floats(args, place, (float *)(void *)to, to_step, (const float *)(const void *)from, from_step, count);
    } else if (args->type == WEFT_TYPE_F64) {
        mix_doubles(args, place, (double *)(void *)to, to_step, (const double *)(const void *)from, from_step, count);
    } else if (args->positions[place] < 0) {
        weft_fill_run(to, to_step, args->pattern, args->bytes, count);
    } else {
        from += args->positions[place] * args->from_strides[args->axis] * args->bytes;
        weft_copy_run(to, to_step, from, from_step, args->bytes, count);
    }
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase, (void)worker;
    const weft_resample_args *args = arguments;
    int32_t last = args->rank - 1;
    int64_t from_step = args->from_strides[last], to_step = args->to_strides[last];
    weft_cut cut = weft_view_cut(args->rank, args->extents, PIECE);
    weft_cut_range range = weft_cut_part(&cut, part);
    weft_row_walk walk = weft_row_walk_at(last, args->extents, range.first_row);
    int64_t start = range.first_column, count = range.end_column - start, bytes = args->bytes;
    for (int64_t row = range.first_row; row < range.end_row; row++, weft_row_walk_next(&walk, 1)) {
        char *to = (char *)args->to + (weft_row_walk_offset(&walk, args->to_strides) + start * to_step) * bytes;
        const char *from = (const char *)args->from + weft_row_walk_offset(&walk, args->from_strides) * bytes;
        if (args->axis == last) {
            for (int64_t i = 0; i < count; i++) make_run(args, start + i, to + i * to_step * bytes, 1, from, 1, 1);
            continue;
        }
        int64_t place = walk.index[args->axis];
        from += (start * from_step - place * args->from_strides[args->axis]) * bytes;
        make_run(args, place, to, to_step, from, from_step, count);
    }
}

static bool are_positions_sound(const weft_resample_args *args) {
    for (int64_t i = 0; i < args->extents[args->axis] * args->taps; i++)
        if (args->positions[i] < -1 || args->positions[i] >= args->size) return false;
    return true;
}

static bool is_mixed_or_picked(const weft_resample_args *args) {
    if (args->type == WEFT_TYPE_NONE) return args->taps == 1 && weft_is_element_size(args->bytes);
    return (args->type == WEFT_TYPE_F32 || args->type == WEFT_TYPE_F64) && args->weights != NULL &&
           args->bytes == weft_type_bytes(args->type);
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_resample_args *args = arguments;
    if (args->rank < 1 || args->rank > WEFT_MAX_RANK || args->axis < 0 || args->axis >= args->rank || args->taps < 1 ||
        args->taps > INT64_C(1) << 20 || args->from == NULL || args->to == NULL || args->positions == NULL ||
        weft_view_count(args->rank, args->extents) < 0 || !is_mixed_or_picked(args))
        return false;
    int64_t extents[WEFT_MAX_RANK], table[] = {args->extents[args->axis], args->taps}, strides[] = {args->taps, 1};
    for (int32_t axis = 0; axis < args->rank; axis++) extents[axis] = args->extents[axis];
    extents[args->axis] = args->size;
    return weft_view_reach(
               reaches, offsetof(weft_resample_args, from), false, args->bytes, args->rank, extents,
               args->from_strides) &&
           weft_view_reach(
               reaches, offsetof(weft_resample_args, to), true, args->bytes, args->rank, args->extents, args->to_strides) &&
           weft_view_reach(reaches, offsetof(weft_resample_args, positions), false, 8, 2, table, strides) &&
           (args->weights == NULL ||
            weft_view_reach(reaches, offsetof(weft_resample_args, weights), false, 8, 2, table, strides)) &&
           are_positions_sound(args);
}

const weft_family weft_resample = {"resample", parts, run, weft_needs_nothing, reach};
