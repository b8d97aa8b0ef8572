#include <math.h>
#include <stddef.h>
#include <string.h>

#include "../include/weft_typed.h"
#include "../movement/elements.h"
#include "../movement/failure.h"
#include "../movement/indices.h"
#include "../movement/view.h"
#include "../reduction/states.h"
#include "numbers.h"

enum { PIECE = 1 << 12 };

// What has been seen so far; of integers in `whole`, of doubles in `real` (and for logsumexp `scaled`, relative to
// `real`).
typedef struct state {
    int64_t whole;
    double real, scaled;
    int64_t place;  // of the largest or smallest, -1 before there is one
} state;

static void take_real(int32_t kind, double x, int64_t place, state *it) {
    switch (kind) {
    case WEFT_REDUCTION_PRODUCT: it->real *= x; return;
    case WEFT_REDUCTION_L2: it->real += x * x; return;
    case WEFT_REDUCTION_SUM: case WEFT_REDUCTION_MEAN: it->real += x; return;
    }
    bool wants_least = kind == WEFT_REDUCTION_MIN || kind == WEFT_REDUCTION_ARGMIN;
    bool is_better = it->place < 0 || (!isnan(it->real) && (isnan(x) || (wants_least ? x < it->real : x > it->real)));
    if (kind == WEFT_REDUCTION_LOGSUMEXP && isfinite(is_better ? x : it->real)) {
        it->scaled = !is_better ? it->scaled + exp(x - it->real)
                                : (isfinite(it->real) && it->place >= 0 ? it->scaled * exp(it->real - x) : 0) + 1;
    }
    if (is_better) it->real = x, it->place = place;
}

static void take_whole(int32_t kind, int32_t type, int64_t x, int64_t place, state *it) {
    int64_t bias = weft_order_bias(type);
    switch (kind) {
    case WEFT_REDUCTION_PRODUCT: it->whole = weft_multiplied(it->whole, x); return;
    case WEFT_REDUCTION_SUM: it->whole = weft_added(it->whole, x); return;
    }
    bool wants_least = kind == WEFT_REDUCTION_MIN || kind == WEFT_REDUCTION_ARGMIN;
    bool is_better = wants_least ? (x ^ bias) < (it->whole ^ bias) : (x ^ bias) > (it->whole ^ bias);
    if (it->place < 0 || is_better) it->whole = x, it->place = place;
}

static void finish(
    const weft_typed_reduction_args *args, const state *it, int64_t count, bool is_absent, int64_t offset) {
    int32_t kind = args->reduction.kind;
    if (kind == WEFT_REDUCTION_ARGMAX || kind == WEFT_REDUCTION_ARGMIN) {
        ((int32_t *)args->reduction.out)[offset] = is_absent || it->place < 0 ? 0 : (int32_t)it->place;
    } else if (args->type != WEFT_TYPE_F64) {
        weft_write_integer(args->reduction.out, args->type, offset, is_absent ? 0 : it->whole);
    } else {
        double value = it->real;
        if (kind == WEFT_REDUCTION_MEAN) value /= (double)count;
        if (kind == WEFT_REDUCTION_L2) value = sqrt(value);
        if (kind == WEFT_REDUCTION_LOGSUMEXP && isfinite(value)) value += log(it->scaled);
        ((double *)args->reduction.out)[offset] = is_absent ? 0 : value;
    }
}

static state start(int32_t kind) {
    state it = {.place = -1};
    if (kind == WEFT_REDUCTION_PRODUCT) it.whole = 1, it.real = 1;
    if (kind == WEFT_REDUCTION_MAX || kind == WEFT_REDUCTION_LOGSUMEXP) it.real = -INFINITY;
    if (kind == WEFT_REDUCTION_MIN) it.real = INFINITY;
    return it;
}

// The kept axes with their strides in input and output, and the reduced ones.
typedef struct split {
    int32_t kept, reduced, row;
    int64_t kept_extents[WEFT_MAX_RANK], kept_in[WEFT_MAX_RANK], kept_out[WEFT_MAX_RANK];
    int64_t extents[WEFT_MAX_RANK], in[WEFT_MAX_RANK];
} split;

static split split_of(const weft_reduction_args *args) {
    split it = {0};
    for (int32_t axis = 0; axis < args->rank; axis++) {
        if (args->reduced[axis]) {
            it.extents[it.reduced] = args->extents[axis];
            it.in[it.reduced++] = args->in_strides[axis];
            continue;
        }
        if (axis == args->row_axis) it.row = it.kept;
        it.kept_extents[it.kept] = args->extents[axis];
        it.kept_in[it.kept] = args->in_strides[axis];
        it.kept_out[it.kept++] = args->out_strides[axis];
    }
    return it;
}

static int64_t results_each(const split *it) {
    int64_t count = weft_view_count(it->reduced, it->extents);
    return count >= PIECE ? 1 : PIECE / (count + 1);
}

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_typed_reduction_args *args = arguments;
    split it = split_of(&args->reduction);
    int64_t each = results_each(&it);
    return phase == 0 ? (weft_view_count(it.kept, it.kept_extents) + each - 1) / each : 0;
}

static void run_result(
    const weft_typed_reduction_args *args, const split *it, int64_t result, const weft_worker *worker) {
    const weft_reduction_args *reduction = &args->reduction;
    weft_row_walk kept = weft_row_walk_at(it->kept, it->kept_extents, result);
    int64_t base = weft_row_walk_offset(&kept, it->kept_in), count = weft_view_count(it->reduced, it->extents);
    if (reduction->lengths != NULL) {
        int64_t row = kept.index[it->row], length = reduction->lengths[row];
        if (length < 0 || length > count) weft_fail(worker, WEFT_FAILURE_LENGTH, row, length, 0, count);
        count = length < 0 || length > count ? 0 : length;
    }
    state found = start(reduction->kind);
    weft_row_walk walk = {.rank = it->reduced, .extents = it->extents};
    for (int64_t place = 0; place < count; place++, weft_row_walk_next(&walk, 1)) {
        int64_t offset = base + weft_row_walk_offset(&walk, it->in);
        if (args->type == WEFT_TYPE_F64) {
            take_real(reduction->kind, ((const double *)(const void *)reduction->in)[offset], place, &found);
        } else {
            int64_t x = weft_read_integer(reduction->in, args->type, offset);
            take_whole(reduction->kind, args->type, x, place, &found);
        }
    }
    finish(args, &found, count, reduction->lengths != NULL && count == 0, weft_row_walk_offset(&kept, it->kept_out));
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_typed_reduction_args *args = arguments;
    split it = split_of(&args->reduction);
    int64_t results = weft_view_count(it.kept, it.kept_extents), each = results_each(&it);
    for (int64_t result = part * each; result < (part + 1) * each && result < results; result++)
        run_result(args, &it, result, worker);
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_typed_reduction_args *args = arguments;
    int32_t kind = args->reduction.kind;
    bool is_fractional = kind == WEFT_REDUCTION_MEAN || kind == WEFT_REDUCTION_L2 || kind == WEFT_REDUCTION_LOGSUMEXP;
    bool is_known = args->type >= WEFT_TYPE_F64 && weft_type_bytes(args->type) > 0;
    if (!is_known || (is_fractional && args->type != WEFT_TYPE_F64)) return false;
    bool is_place = kind == WEFT_REDUCTION_ARGMAX || kind == WEFT_REDUCTION_ARGMIN;
    int64_t bytes = weft_type_bytes(args->type);
    return weft_reduction_reach(
        &args->reduction, bytes, is_place ? 4 : bytes, offsetof(weft_typed_reduction_args, reduction), reaches);
}

const weft_family weft_typed_reduction = {"typed reduction", parts, run, weft_needs_nothing, reach};
