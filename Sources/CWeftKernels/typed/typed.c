#include "../include/weft_typed.h"

#include <stddef.h>
#include <string.h>

#include "../movement/elements.h"
#include "../movement/view.h"
#include "programs.h"

enum { PIECE = 1 << 12 };

// The registers of a part, of either kind.
typedef union registers {
    double reals[WEFT_MAX_REGISTERS][WEFT_TYPED_BLOCK];
    int64_t wholes[WEFT_MAX_REGISTERS][WEFT_TYPED_BLOCK];
} registers;

static int32_t type_of(const weft_typed_args *args, const weft_instruction *code) {
    int32_t type = code->op == WEFT_OP_LOAD ? code->b : code->c;
    return type == 0 ? args->type : type;
}

// Loads what the registers hold: a number of another type is converted to theirs.
static void load(
    const weft_typed_args *args, registers *file, int32_t reg, const void *from, int64_t step, int32_t type,
    int64_t count) {
    int64_t buffer[WEFT_TYPED_BLOCK];
    if (type != args->type) {
        weft_elements_convert(buffer, 1, args->type, from, step, type, count);
        from = buffer, step = 1;
    }
    if (args->type == WEFT_TYPE_F64) weft_elements_to_reals(file->reals[reg], from, step, args->type, count);
    else weft_elements_to_integers(file->wholes[reg], from, step, args->type, count);
}

static void store(
    const weft_typed_args *args, const registers *file, int32_t reg, void *to, int64_t step, int32_t type,
    int64_t count) {
    if (args->type == WEFT_TYPE_F64) weft_elements_of_reals(to, step, type, file->reals[reg], count);
    else weft_elements_of_integers(to, step, type, file->wholes[reg], args->type == WEFT_TYPE_U64, count);
}

// Runs the program on a block of a row.
static void run_block(
    const weft_typed_args *args, const weft_row_walk *walk, int64_t column, int64_t count, int64_t position,
    const weft_worker *worker) {
    registers file;
    for (int32_t i = 0; i < args->program->count; i++) {
        const weft_instruction *code = &args->program->code[i];
        if (code->op != WEFT_OP_LOAD && code->op != WEFT_OP_STORE) {
            if (args->type == WEFT_TYPE_F64) weft_typed_real(code, args->constants, file.reals, count);
            else weft_typed_whole(code, args->constants, args->type, file.wholes, count, position, worker);
            continue;
        }
        const weft_elementwise_operand *operand = &args->operands[code->a];
        int64_t step = args->rank > 0 ? operand->strides[args->rank - 1] : 1;
        int32_t type = type_of(args, code);
        int64_t offset = weft_row_walk_offset(walk, operand->strides) + column * step;
        char *place = (char *)operand->base + offset * weft_type_bytes(type);
        if (code->op == WEFT_OP_LOAD) load(args, &file, code->dst, place, step, type, count);
        else store(args, &file, code->b, place, step, type, count);
    }
}

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_typed_args *args = arguments;
    return phase == 0 ? weft_view_cut(args->rank, args->extents, PIECE).parts : 0;
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_typed_args *args = arguments;
    weft_cut cut = weft_view_cut(args->rank, args->extents, PIECE);
    weft_cut_range range = weft_cut_part(&cut, part);
    weft_row_walk walk = weft_row_walk_at(args->rank > 0 ? args->rank - 1 : 0, args->extents, range.first_row);
    for (int64_t row = range.first_row; row < range.end_row; row++, weft_row_walk_next(&walk, 1)) {
        for (int64_t column = range.first_column; column < range.end_column; column += WEFT_TYPED_BLOCK) {
            int64_t left = range.end_column - column, count = left < WEFT_TYPED_BLOCK ? left : WEFT_TYPED_BLOCK;
            run_block(args, &walk, column, count, row * cut.columns + column, worker);
        }
    }
}

static bool is_program_sound(const weft_typed_args *args) {
    if (!weft_typed_program_is_valid(args->program, args->operand_count)) return false;
    bool is_real = args->type == WEFT_TYPE_F64;
    for (int32_t i = 0; i < args->program->count; i++) {
        const weft_instruction *code = &args->program->code[i];
        bool has_x = code->x >= 0 && code->x < WEFT_MAX_CONSTANTS, has_y = code->y >= 0 && code->y < WEFT_MAX_CONSTANTS;
        if (!has_x || !has_y || (!is_real && !weft_typed_has_whole(code->op))) return false;
    }
    return true;
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_typed_args *args = arguments;
    if (args->type < WEFT_TYPE_F64 || weft_type_bytes(args->type) == 0 || args->program == NULL ||
        args->operand_count < 0 || args->operand_count > WEFT_MAX_OPERANDS || !is_program_sound(args))
        return false;
    for (int32_t i = 0; i < args->program->count; i++) {
        const weft_instruction *code = &args->program->code[i];
        bool is_store = code->op == WEFT_OP_STORE;
        if (code->op != WEFT_OP_LOAD && !is_store) continue;
        const weft_elementwise_operand *operand = &args->operands[code->a];
        size_t field = offsetof(weft_typed_args, operands) + code->a * sizeof *operand;
        if (operand->base == NULL || !weft_view_reach(
                                         reaches, (int32_t)field, is_store, weft_type_bytes(type_of(args, code)),
                                         args->rank, args->extents, operand->strides))
            return false;
    }
    return true;
}

const weft_family weft_typed = {"typed", parts, run, weft_needs_nothing, reach};
