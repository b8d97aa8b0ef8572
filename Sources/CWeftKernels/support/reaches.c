#include "reaches.h"

void weft_span_add(weft_span *span, int64_t count, int64_t stride) {
    int64_t length;
    if (count < 0) span->valid = false;
    if (count <= 0) span->empty = true;
    if (!span->valid || count <= 0) return;
    span->valid = !__builtin_mul_overflow(count - 1, stride, &length)
        && !__builtin_add_overflow(span->low, length < 0 ? length : 0, &span->low)
        && !__builtin_add_overflow(span->high, length > 0 ? length : 0, &span->high);
}

bool weft_reach_add(
    weft_reach_list *list, int32_t field, const void *pointer, bool written, const weft_span *span, int64_t element_bytes) {
    int64_t low = 0, high = 0, end;
    if (!span->valid || list->count >= WEFT_MAX_REACHES) return false;
    if (!span->empty) {
        if (pointer == NULL || __builtin_add_overflow(span->high, 1, &end)
            || __builtin_mul_overflow(span->low, element_bytes, &low)
            || __builtin_mul_overflow(end, element_bytes, &high))
            return false;
    }
    list->reaches[list->count++] = (weft_reach){.field = field, .written = written, .low = low, .high = high};
    return true;
}

bool weft_reach_place(
    weft_reach_list *list, int32_t field, const weft_place *place, bool written, const int64_t rows[4], int64_t columns,
    int32_t groups, int64_t group) {
    weft_span span = {.valid = true};
    for (int i = 0; i < 4; i++) weft_span_add(&span, rows[i], place->strides[i]);
    weft_span_add(&span, columns, place->column);
    weft_span_add(&span, groups, group);
    return weft_reach_add(
        list, field + (int32_t)offsetof(weft_place, base), place->base, written, &span, sizeof(float));
}

static bool reach_operands(
    weft_reach_list *list, int32_t field, const weft_epilogue *epilogue, const int64_t rows[4], int64_t columns,
    int32_t groups) {
    if (epilogue->operand_count < groups || epilogue->operand_count > WEFT_MAX_OPERANDS) return false;
    if (!weft_program_is_valid(epilogue->program, epilogue->operand_count)) return false;
    for (int32_t i = groups; i < epilogue->operand_count; i++) {
        bool written = false;
        for (int32_t j = 0; j < epilogue->program->count; j++)
            written |= epilogue->program->code[j].op == WEFT_OP_STORE && epilogue->program->code[j].a == i;
        int32_t at = field + (int32_t)offsetof(weft_epilogue, operands) + i * (int32_t)sizeof(weft_place);
        if (!weft_reach_place(list, at, &epilogue->operands[i], written, rows, columns, 1, 0)) return false;
    }
    return true;
}

bool weft_reach_epilogue(
    weft_reach_list *list, int32_t field, const weft_epilogue *epilogue, int32_t out_field, const weft_place *out,
    const int64_t rows[4], int64_t columns, int32_t groups, int64_t group) {
    if (epilogue->program != NULL) return reach_operands(list, field, epilogue, rows, columns, groups);
    if (out->column != 1 || !weft_reach_place(list, out_field, out, true, rows, columns, groups, group)) return false;
    if (epilogue->bias != NULL) {
        weft_span span = {.valid = true};
        weft_span_add(&span, columns, 1);
        weft_span_add(&span, groups, columns);
        if (!weft_reach_add(
                list, field + (int32_t)offsetof(weft_epilogue, bias), epilogue->bias, false, &span, sizeof(float)))
            return false;
    }
    if (epilogue->residual.base == NULL) return true;
    int32_t at = field + (int32_t)offsetof(weft_epilogue, residual);
    return epilogue->residual.column == 1
        && weft_reach_place(list, at, &epilogue->residual, false, rows, columns, groups, group);
}
