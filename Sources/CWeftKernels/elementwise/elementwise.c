#include "../include/weft_elementwise.h"

#include <stddef.h>

#include "../movement/view.h"

// Elements of a part: some 10 to 100 microseconds of work.
enum { PIECE = 1 << 14 };

// How a program uses an operand.
typedef struct usage {
    int64_t bytes;  // of an element, the widest of several types; 0 when it is not used
    bool is_stored;
} usage;

static void find_usage(const weft_program *program, usage *usages) {
    for (int32_t i = 0; i < WEFT_MAX_OPERANDS; i++) usages[i] = (usage){0, false};
    for (int32_t i = 0; i < program->count; i++) {
        const weft_instruction *code = &program->code[i];
        bool is_store = code->op == WEFT_OP_STORE;
        if (code->op != WEFT_OP_LOAD && !is_store) continue;
        int32_t type = is_store ? code->c : code->b;
        int64_t bytes = type == 0 ? 4 : weft_type_bytes(type);
        usage *found = &usages[code->a];
        found->is_stored = found->is_stored || is_store;
        if (bytes > found->bytes) found->bytes = bytes;
    }
}

void weft_elementwise_simplify(weft_elementwise_args *args) {
    int64_t *strides[WEFT_MAX_OPERANDS];
    for (int32_t i = 0; i < args->operand_count; i++) strides[i] = args->operands[i].strides;
    usage usages[WEFT_MAX_OPERANDS];
    find_usage(args->program, usages);
    for (int32_t i = 0; i < args->operand_count; i++) {
        if (!usages[i].is_stored) continue;
        strides[0] = args->operands[i].strides;
        strides[i] = args->operands[0].strides;
        break;
    }
    weft_view_simplify(&args->rank, args->extents, strides, args->operand_count);
}

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_elementwise_args *args = arguments;
    return phase == 0 ? weft_view_cut(args->rank, args->extents, PIECE).parts : 0;
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_elementwise_args *args = arguments;
    int32_t outer = args->rank > 0 ? args->rank - 1 : 0, rank = args->rank, count = args->operand_count;
    weft_cut cut = weft_view_cut(rank, args->extents, PIECE);
    weft_cut_range range = weft_cut_part(&cut, part);
    weft_operand operands[WEFT_MAX_OPERANDS];
    usage usages[WEFT_MAX_OPERANDS];
    find_usage(args->program, usages);
    for (int32_t i = 0; i < count; i++) {
        const int64_t *strides = args->operands[i].strides;
        operands[i].column = rank > 0 ? strides[rank - 1] : 0;
        operands[i].row = rank > 1 ? strides[rank - 2] : 0;
    }
    weft_row_walk walk = weft_row_walk_at(outer, args->extents, range.first_row);
    // Rows of the last outer axis are handed over together.
    for (int64_t row = range.first_row; row < range.end_row;) {
        int64_t left = outer > 0 ? args->extents[outer - 1] - walk.index[outer - 1] : 1;
        int64_t rows = range.end_row - row < left ? range.end_row - row : left;
        for (int32_t i = 0; i < count; i++) {
            int64_t offset = weft_row_walk_offset(&walk, args->operands[i].strides);
            offset += range.first_column * operands[i].column;
            operands[i].base = (void *)((char *)args->operands[i].base + offset * usages[i].bytes);
        }
        weft_program_run(worker->isa, args->program, operands, rows, range.end_column - range.first_column);
        weft_row_walk_next(&walk, rows);
        row += rows;
    }
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_elementwise_args *args = arguments;
    if (args->rank < 0 || args->rank > WEFT_MAX_RANK || args->operand_count < 0 ||
        args->operand_count > WEFT_MAX_OPERANDS || args->program == NULL ||
        !weft_program_is_valid(args->program, args->operand_count))
        return false;
    usage usages[WEFT_MAX_OPERANDS];
    find_usage(args->program, usages);
    for (int32_t i = 0; i < args->operand_count; i++) {
        if (usages[i].bytes == 0) continue;
        int32_t field = (int32_t)(offsetof(weft_elementwise_args, operands) + (size_t)i * sizeof args->operands[0]);
        if (args->operands[i].base == NULL ||
            !weft_view_reach(
                reaches, field, usages[i].is_stored, usages[i].bytes, args->rank, args->extents,
                args->operands[i].strides))
            return false;
    }
    return true;
}

const weft_family weft_elementwise = {"elementwise", parts, run, weft_needs_nothing, reach};
