#include "reaches.h"

#include "../movement/view.h"

bool weft_reach_floats(
    weft_reach_list *list, size_t field, const float *pointer, bool written, int32_t rank, const int64_t *extents,
    const int64_t *strides) {
    const int32_t count = list->count;
    if (!weft_view_reach(list, (int32_t)field, written, sizeof(float), rank, extents, strides)) return false;
    const weft_reach *reach = &list->reaches[count];
    return pointer != NULL || list->count == count || reach->low == reach->high;
}

bool weft_reach_run(weft_reach_list *list, size_t field, const float *pointer, bool written, int64_t count) {
    const int64_t stride = 1;
    return weft_reach_floats(list, field, pointer, written, 1, &count, &stride);
}

static bool reach_place(
    weft_reach_list *list, size_t field, const weft_place *place, bool written, const int64_t rows[4], int64_t columns,
    int32_t groups, int64_t group) {
    const int64_t extents[6] = {rows[0], rows[1], rows[2], rows[3], columns, groups};
    const int64_t strides[6] = {
        place->strides[0], place->strides[1], place->strides[2], place->strides[3], place->column, group};
    return weft_reach_floats(list, field + offsetof(weft_place, base), place->base, written, 6, extents, strides);
}

static bool is_stored(const weft_program *program, int32_t operand) {
    for (int32_t i = 0; i < program->count; i++)
        if (program->code[i].op == WEFT_OP_STORE && program->code[i].a == operand) return true;
    return false;
}

static bool reach_operands(
    weft_reach_list *list, size_t field, const weft_epilogue *epilogue, const int64_t rows[4], int64_t columns,
    int32_t groups) {
    if (epilogue->operand_count < groups || epilogue->operand_count > WEFT_MAX_OPERANDS) return false;
    if (!weft_program_is_valid(epilogue->program, epilogue->operand_count)) return false;
    for (int32_t i = groups; i < epilogue->operand_count; i++) {
        size_t at = field + offsetof(weft_epilogue, operands) + (size_t)i * sizeof(weft_place);
        if (!reach_place(list, at, &epilogue->operands[i], is_stored(epilogue->program, i), rows, columns, 1, 0))
            return false;
    }
    return true;
}

bool weft_reach_epilogue(
    weft_reach_list *list, size_t field, const weft_epilogue *epilogue, size_t out_field, const weft_place *out,
    const int64_t rows[4], int64_t columns, int32_t groups, int64_t group) {
    if (epilogue->program != NULL) return reach_operands(list, field, epilogue, rows, columns, groups);
    if (out->column != 1 || !reach_place(list, out_field, out, true, rows, columns, groups, group)) return false;
    if (epilogue->bias != NULL) {
        const int64_t extents[2] = {columns, groups}, strides[2] = {1, columns};
        const size_t at = field + offsetof(weft_epilogue, bias);
        if (!weft_reach_floats(list, at, epilogue->bias, false, 2, extents, strides)) return false;
    }
    if (epilogue->residual.base == NULL) return true;
    return epilogue->residual.column == 1
        && reach_place(
            list, field + offsetof(weft_epilogue, residual), &epilogue->residual, false, rows, columns, groups, group);
}
