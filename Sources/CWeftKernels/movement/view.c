#include "view.h"

#include <stdlib.h>

int64_t weft_view_count(int32_t rank, const int64_t *extents) {
    int64_t count = 1;
    bool is_empty = false;
    for (int32_t axis = 0; axis < rank; axis++) {
        if (extents[axis] < 0) return -1;
        if (extents[axis] == 0) is_empty = true;
        if (!is_empty && (__builtin_mul_overflow(count, extents[axis], &count) || count > INT64_C(1) << 62)) return -1;
    }
    return is_empty ? 0 : count;
}

static bool add_reach(weft_reach_list *reaches, int32_t field, bool written, int64_t low, int64_t high) {
    if (reaches->count >= WEFT_MAX_REACHES) return false;
    reaches->reaches[reaches->count++] = (weft_reach){field, written, low, high};
    return true;
}

bool weft_view_reach(
    weft_reach_list *reaches, int32_t field, bool written, int64_t bytes, int32_t rank, const int64_t *extents,
    const int64_t *strides) {
    if (rank < 0 || rank > WEFT_MAX_RANK || bytes <= 0) return false;
    int64_t count = weft_view_count(rank, extents);
    if (count < 0) return false;
    if (count == 0) return add_reach(reaches, field, written, 0, 0);
    int64_t low = 0, high = 0;
    for (int32_t axis = 0; axis < rank; axis++) {
        int64_t far;
        if (__builtin_mul_overflow(extents[axis] - 1, strides[axis], &far)) return false;
        if (__builtin_add_overflow(far < 0 ? low : high, far, far < 0 ? &low : &high)) return false;
    }
    if (__builtin_mul_overflow(low, bytes, &low) || __builtin_add_overflow(high, 1, &high) ||
        __builtin_mul_overflow(high, bytes, &high))
        return false;
    return add_reach(reaches, field, written, low, high);
}

bool weft_bytes_reach(weft_reach_list *reaches, int32_t field, bool written, int64_t count) {
    return count >= 0 && add_reach(reaches, field, written, 0, count);
}

static void move_axis(int64_t *values, int32_t from, int32_t to) {
    int64_t value = values[from];
    for (int32_t axis = from; axis > to; axis--) values[axis] = values[axis - 1];
    values[to] = value;
}

// Takes an axis out of a list.
static void drop_axis(int64_t *values, int32_t axis, int32_t rank) {
    for (int32_t next = axis + 1; next < rank; next++) values[next - 1] = values[next];
}

static void drop(int32_t axis, int32_t *rank, int64_t *extents, int64_t *const *strides, int32_t count) {
    drop_axis(extents, axis, *rank);
    for (int32_t i = 0; i < count; i++) drop_axis(strides[i], axis, *rank);
    (*rank)--;
}

void weft_view_simplify(int32_t *rank, int64_t *extents, int64_t *const *strides, int32_t count) {
    for (int32_t axis = *rank - 1; axis >= 0; axis--) {
        if (extents[axis] == 1) drop(axis, rank, extents, strides, count);
    }
    for (int32_t axis = 1; axis < *rank; axis++) {
        int32_t to = axis;
        while (to > 0 && llabs(strides[0][to - 1]) < llabs(strides[0][axis])) to--;
        move_axis(extents, axis, to);
        for (int32_t i = 0; i < count; i++) move_axis(strides[i], axis, to);
    }
    for (int32_t axis = *rank - 2; axis >= 0; axis--) {
        bool together = true;
        for (int32_t i = 0; i < count && together; i++)
            together = strides[i][axis] == strides[i][axis + 1] * extents[axis + 1];
        if (!together) continue;
        extents[axis + 1] *= extents[axis];
        drop(axis, rank, extents, strides, count);
    }
}

weft_cut weft_view_cut(int32_t rank, const int64_t *extents, int64_t piece) {
    weft_cut cut = {.rows = 1, .columns = rank > 0 ? extents[rank - 1] : 1};
    for (int32_t axis = 0; axis + 1 < rank; axis++) cut.rows *= extents[axis];
    if (cut.rows == 0 || cut.columns == 0) return cut;
    cut.column_step = cut.columns < piece ? cut.columns : piece;
    cut.column_parts = (cut.columns + cut.column_step - 1) / cut.column_step;
    cut.row_step = piece / cut.column_step;
    cut.parts = (cut.rows + cut.row_step - 1) / cut.row_step * cut.column_parts;
    return cut;
}

weft_cut_range weft_cut_part(const weft_cut *cut, int64_t part) {
    int64_t row = part / cut->column_parts * cut->row_step;
    int64_t column = part % cut->column_parts * cut->column_step;
    int64_t end_row = row + cut->row_step, end_column = column + cut->column_step;
    return (weft_cut_range){
        row, end_row < cut->rows ? end_row : cut->rows, column, end_column < cut->columns ? end_column : cut->columns};
}

weft_row_walk weft_row_walk_at(int32_t rank, const int64_t *extents, int64_t row) {
    weft_row_walk walk = {.rank = rank, .extents = extents};
    for (int32_t axis = rank - 1; axis >= 0; axis--) {
        walk.index[axis] = row % extents[axis];
        row /= extents[axis];
    }
    return walk;
}

void weft_row_walk_next(weft_row_walk *walk, int64_t steps) {
    for (int32_t axis = walk->rank - 1; axis >= 0; axis--) {
        walk->index[axis] += steps;
        if (walk->index[axis] < walk->extents[axis]) return;
        steps = walk->index[axis] / walk->extents[axis];
        walk->index[axis] %= walk->extents[axis];
    }
}

int64_t weft_row_walk_offset(const weft_row_walk *walk, const int64_t *strides) {
    int64_t offset = 0;
    for (int32_t axis = 0; axis < walk->rank; axis++) offset += walk->index[axis] * strides[axis];
    return offset;
}

weft_need weft_needs_nothing(weft_isa isa, const void *arguments) {
    (void)isa, (void)arguments;
    return (weft_need){0, 0};
}
