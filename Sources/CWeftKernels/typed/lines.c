#include <math.h>
#include <stddef.h>
#include <string.h>

#include "../include/weft_typed.h"
#include "../movement/elements.h"
#include "../movement/indices.h"
#include "../movement/view.h"
#include "numbers.h"

// Running sums, and the largest elements of a line.

// The axes around one.
typedef struct around {
    int32_t rank;
    int64_t extents[WEFT_MAX_RANK], in[WEFT_MAX_RANK], out[WEFT_MAX_RANK];
} around;

static around around_of(
    int32_t rank, int32_t axis, const int64_t *extents, const int64_t *in, const int64_t *out) {
    around it = {0};
    for (int32_t each = 0; each < rank; each++) {
        if (each == axis) continue;
        it.extents[it.rank] = extents[each];
        it.in[it.rank] = in[each];
        it.out[it.rank++] = out[each];
    }
    return it;
}

static around around_cumsum(const weft_typed_cumsum_args *args) {
    return around_of(args->rank, args->axis, args->extents, args->in_strides, args->out_strides);
}

static int64_t cumsum_parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    around it = around_cumsum(arguments);
    return phase == 0 ? weft_view_count(it.rank, it.extents) : 0;
}

static void run_cumsum(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase, (void)worker;
    const weft_typed_cumsum_args *args = arguments;
    around it = around_cumsum(args);
    weft_row_walk walk = weft_row_walk_at(it.rank, it.extents, part);
    int64_t in = weft_row_walk_offset(&walk, it.in), out = weft_row_walk_offset(&walk, it.out), whole = args->multiplies;
    double real = args->multiplies;
    for (int64_t i = 0; i < args->extents[args->axis]; i++) {
        if (args->type == WEFT_TYPE_F64) {
            double next = ((const double *)args->in)[in];
            real = args->multiplies ? real * next : real + next;
            ((double *)args->out)[out] = real;
        } else {
            int64_t next = weft_read_integer(args->in, args->type, in);
            whole = args->multiplies ? weft_multiplied(whole, next) : weft_added(whole, next);
            weft_write_integer(args->out, args->type, out, whole);
        }
        in += args->in_strides[args->axis];
        out += args->out_strides[args->axis];
    }
}

static bool cumsum_reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_typed_cumsum_args *args = arguments;
    int64_t bytes = weft_type_bytes(args->type);
    return args->type >= WEFT_TYPE_F64 && bytes > 0 && args->in != NULL && args->out != NULL && args->axis >= 0 &&
           args->axis < args->rank &&
           weft_view_reach(
               reaches, offsetof(weft_typed_cumsum_args, in), false, bytes, args->rank, args->extents,
               args->in_strides) &&
           weft_view_reach(
               reaches, offsetof(weft_typed_cumsum_args, out), true, bytes, args->rank, args->extents,
               args->out_strides);
}

const weft_family weft_typed_cumsum = {"typed cumsum", cumsum_parts, run_cumsum, weft_needs_nothing, cumsum_reach};

// An element in order: the key grows with it, both zeros are equal and NaN is above all.
typedef struct ranked {
    int64_t key, position;
} ranked;

static int64_t key_of(const weft_top_k_args *args, int64_t offset) {
    if (!weft_type_is_real(args->type))
        return weft_read_integer(args->in, args->type, offset) ^ weft_order_bias(args->type);
    double value = args->type == WEFT_TYPE_F32 ? (double)((const float *)args->in)[offset] : 0;
    const char *place = (const char *)args->in + offset * weft_type_bytes(args->type);
    if (args->type != WEFT_TYPE_F32) weft_elements_to_reals(&value, place, 1, args->type, 1);
    if (isnan(value)) return INT64_MAX;
    if (value == 0) return 0;
    int64_t bits;
    double size = fabs(value);
    memcpy(&bits, &size, sizeof bits);
    return value < 0 ? -bits : bits;
}

// Whether x stands behind y: smaller, or equal and later.
static bool is_behind(ranked x, ranked y) { return x.key != y.key ? x.key < y.key : x.position > y.position; }

// Lets an element of a heap sink whose root is the one furthest behind.
static void sink(ranked *heap, int64_t count, int64_t at) {
    for (;;) {
        int64_t child = 2 * at + 1;
        if (child >= count) return;
        if (child + 1 < count && is_behind(heap[child + 1], heap[child])) child++;
        if (!is_behind(heap[child], heap[at])) return;
        ranked kept = heap[at];
        heap[at] = heap[child], heap[child] = kept;
        at = child;
    }
}

static around around_top(const weft_top_k_args *args) {
    return around_of(args->rank, args->axis, args->extents, args->in_strides, args->out_strides);
}

static int64_t top_parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    around it = around_top(arguments);
    return phase == 0 ? weft_view_count(it.rank, it.extents) : 0;
}

static void run_top(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_top_k_args *args = arguments;
    around it = around_top(args);
    weft_row_walk walk = weft_row_walk_at(it.rank, it.extents, part);
    int64_t in = weft_row_walk_offset(&walk, it.in), out = weft_row_walk_offset(&walk, it.out);
    int64_t step = args->in_strides[args->axis], out_step = args->out_strides[args->axis], k = args->k;
    ranked *heap = worker->scratch;
    if (k == 0) return;
    for (int64_t i = 0; i < args->extents[args->axis]; i++) {
        // The complement turns the order round.
        int64_t key = key_of(args, in + i * step);
        ranked next = {args->smallest ? ~key : key, i};
        if (i < k) {
            heap[i] = next;
            if (i == k - 1)
                for (int64_t at = k / 2; at >= 0; at--) sink(heap, k, at);
        } else if (is_behind(heap[0], next)) {
            heap[0] = next;
            sink(heap, k, 0);
        }
    }
    int32_t bytes = (int32_t)weft_type_bytes(args->type);
    // The one furthest behind comes last.
    for (int64_t left = k; left > 0; left--) {
        ranked last = heap[0];
        heap[0] = heap[left - 1];
        sink(heap, left - 1, 0);
        int64_t to = out + (left - 1) * out_step, from = in + last.position * step;
        weft_move_element((char *)args->values + to * bytes, (const char *)args->in + from * bytes, bytes);
        args->positions[to] = (int32_t)last.position;
    }
}

static weft_need top_need(weft_isa isa, const void *arguments) {
    (void)isa;
    return (weft_need){((const weft_top_k_args *)arguments)->k * (int64_t)sizeof(ranked), 0};
}

static bool top_reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_top_k_args *args = arguments;
    int64_t bytes = weft_type_bytes(args->type), extents[WEFT_MAX_RANK];
    if (bytes == 0 || args->in == NULL || args->values == NULL || args->positions == NULL || args->rank < 1 ||
        args->rank > WEFT_MAX_RANK || args->axis < 0 || args->axis >= args->rank || args->k < 0 ||
        args->k > args->extents[args->axis])
        return false;
    for (int32_t axis = 0; axis < args->rank; axis++)
        extents[axis] = axis == args->axis ? args->k : args->extents[axis];
    return weft_view_reach(
               reaches, offsetof(weft_top_k_args, in), false, bytes, args->rank, args->extents, args->in_strides) &&
           weft_view_reach(
               reaches, offsetof(weft_top_k_args, values), true, bytes, args->rank, extents, args->out_strides) &&
           weft_view_reach(
               reaches, offsetof(weft_top_k_args, positions), true, 4, args->rank, extents, args->out_strides);
}

const weft_family weft_top_k = {"top k", top_parts, run_top, top_need, top_reach};
