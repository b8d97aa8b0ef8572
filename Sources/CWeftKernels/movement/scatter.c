#include <math.h>
#include <stddef.h>

#include "../typed/numbers.h"
#include "elements.h"
#include "tuples.h"

// Places may meet, and the last one stays: one thread goes through all.
static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_indexed *move = &((const weft_scatter_args *)arguments)->move;
    return phase == 0 && weft_view_count(move->rank, move->extents) > 0;
}

static double joined_real(int32_t kind, double old, double other) {
    switch (kind) {
    case WEFT_SCATTER_ADD: return old + other;
    case WEFT_SCATTER_MULTIPLY: return old * other;
    case WEFT_SCATTER_MAX: return old > other || isnan(old) ? old : other;
    default: return old < other || isnan(old) ? old : other;
    }
}

static int64_t joined_whole(int32_t kind, int32_t type, int64_t old, int64_t other) {
    int64_t bias = weft_order_bias(type);
    switch (kind) {
    case WEFT_SCATTER_ADD: return weft_added(old, other);
    case WEFT_SCATTER_MULTIPLY: return weft_multiplied(old, other);
    case WEFT_SCATTER_MAX: return (old ^ bias) > (other ^ bias) ? old : other;
    default: return (old ^ bias) < (other ^ bias) ? old : other;
    }
}

static void join(const weft_scatter_args *args, char *to, const char *from) {
    if (args->kind == WEFT_SCATTER_REPLACE) {
        weft_move_element(to, from, args->move.bytes);
    } else if (weft_type_is_real(args->type)) {
        double old, other;
        weft_elements_to_reals(&old, to, 1, args->type, 1);
        weft_elements_to_reals(&other, from, 1, args->type, 1);
        double value = joined_real(args->kind, old, other);
        weft_elements_of_reals(to, 1, args->type, &value, 1);
    } else {
        int64_t old = weft_read_integer(to, args->type, 0), other = weft_read_integer(from, args->type, 0);
        weft_write_integer(to, args->type, 0, joined_whole(args->kind, args->type, old, other));
    }
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase, (void)part;
    const weft_scatter_args *args = arguments;
    const weft_indexed *move = &args->move;
    int64_t count = weft_view_count(move->rank, move->extents);
    weft_row_walk walk = weft_row_walk_at(move->rank, move->extents, 0);
    for (int64_t i = 0; i < count; i++, weft_row_walk_next(&walk, 1)) {
        int64_t place, ids = weft_row_walk_offset(&walk, move->id_strides);
        if (!weft_tuple_place(&move->tuple, move->ids, ids, worker, &place)) continue;
        place += weft_row_walk_offset(&walk, move->to_strides);
        int64_t from = weft_row_walk_offset(&walk, move->from_strides);
        join(args, (char *)move->to + place * move->bytes, (const char *)move->from + from * move->bytes);
    }
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_scatter_args *args = arguments;
    const weft_indexed *move = &args->move;
    const int32_t field = offsetof(weft_scatter_args, move);
    bool is_number = weft_type_is_integer(args->type) || weft_type_is_real(args->type);
    if (!weft_is_element_size(move->bytes) || args->kind < WEFT_SCATTER_REPLACE || args->kind > WEFT_SCATTER_MIN ||
        (args->kind != WEFT_SCATTER_REPLACE && (!is_number || weft_type_bytes(args->type) != move->bytes)) ||
        move->rank < 0 || move->rank > WEFT_MAX_RANK || move->from == NULL || move->ids == NULL || move->to == NULL)
        return false;
    return weft_view_reach(
               reaches, field + (int32_t)offsetof(weft_indexed, from), false, move->bytes, move->rank, move->extents,
               move->from_strides) &&
           weft_tuple_ids_reach(
               reaches, field + (int32_t)offsetof(weft_indexed, ids), move->rank, move->extents, move->id_strides, &move->tuple) &&
           weft_tuple_reach(
               reaches, field + (int32_t)offsetof(weft_indexed, to), true, move->bytes, move->rank, move->extents,
               move->to_strides, &move->tuple);
}

const weft_family weft_scatter = {"scatter", parts, run, weft_needs_nothing, reach};
