#include <string.h>

#include "../isa/variant.h"
#include "hints.h"

const char *weft_op_name(int32_t op) {
    static const char *const names[WEFT_OP_COUNT] = {
#define NAME(upper, lower, inputs) #lower,
        WEFT_OPS(NAME)
#undef NAME
    };
    return op >= 0 && op < WEFT_OP_COUNT ? names[op] : NULL;
}

int32_t weft_op_inputs(int32_t op) {
    static const int8_t counts[WEFT_OP_COUNT] = {
#define COUNT(upper, lower, inputs) inputs,
        WEFT_OPS(COUNT)
#undef COUNT
    };
    return op >= 0 && op < WEFT_OP_COUNT ? counts[op] : -1;
}

static bool is_valid(const weft_instruction *code, int32_t operands, int32_t end) {
    if (code->op >= end || code->hint > WEFT_HINT_STORED) return false;
    if (code->op == WEFT_OP_LOAD)
        return code->a < operands && code->dst < WEFT_MAX_REGISTERS && (code->b == 0 || weft_type_bytes(code->b) > 0);
    if (code->op == WEFT_OP_STORE)
        return code->a < operands && code->b < WEFT_MAX_REGISTERS && (code->c == 0 || weft_type_bytes(code->c) > 0);
    return code->dst < WEFT_MAX_REGISTERS && code->a < WEFT_MAX_REGISTERS && code->b < WEFT_MAX_REGISTERS &&
           code->c < WEFT_MAX_REGISTERS;
}

static bool are_valid(const weft_program *program, int32_t operands, int32_t end) {
    if (program->count < 0 || program->count > WEFT_MAX_INSTRUCTIONS || operands > WEFT_MAX_OPERANDS) return false;
    for (int32_t i = 0; i < program->count; i++) {
        if (!is_valid(&program->code[i], operands, end)) return false;
        // The interpreter looks at the instruction behind one with this hint.
        if (program->code[i].hint == WEFT_HINT_STORED &&
            (i + 1 == program->count || program->code[i + 1].op != WEFT_OP_STORE))
            return false;
    }
    return true;
}

bool weft_program_is_valid(const weft_program *program, int32_t operands) {
    return are_valid(program, operands, WEFT_OP_FIRST_TYPED);
}

bool weft_typed_program_is_valid(const weft_program *program, int32_t operands) {
    return are_valid(program, operands, WEFT_OP_COUNT);
}

static bool reads(const weft_instruction *code, int32_t reg) {
    if (code->op == WEFT_OP_STORE) return code->b == reg;
    int32_t inputs = weft_op_inputs(code->op);
    return (inputs > 0 && code->a == reg) || (inputs > 1 && code->b == reg) || (inputs > 2 && code->c == reg);
}

static bool writes(const weft_instruction *code, int32_t reg) { return code->op != WEFT_OP_STORE && code->dst == reg; }

// Whether a register written at `from` is read after the instruction at `start`, and by then a store has gone by.
static bool is_read_after_store(const weft_program *program, int32_t start, int32_t reg, bool stored) {
    for (int32_t i = start; i < program->count; i++) {
        if (stored && reads(&program->code[i], reg)) return true;
        if (writes(&program->code[i], reg)) return false;
        // A result that goes to memory at once does so one instruction before its store, when it has read its inputs.
        if (program->code[i].op == WEFT_OP_STORE) stored = true;
    }
    return false;
}

void weft_program_prepare(weft_program *program) {
    for (int32_t i = 0; i < program->count; i++) {
        weft_instruction *code = &program->code[i];
        code->hint = WEFT_HINT_NONE;
        if (code->op == WEFT_OP_LOAD) {
            bool is_float = code->b == 0 || code->b == WEFT_TYPE_F32;
            if (is_float && !is_read_after_store(program, i + 1, code->dst, false)) code->hint = WEFT_HINT_IN_PLACE;
        } else if (code->op != WEFT_OP_STORE && code->op != WEFT_OP_CONSTANT && i + 1 < program->count) {
            const weft_instruction *next = &program->code[i + 1];
            bool is_float = next->c == 0 || next->c == WEFT_TYPE_F32;
            if (next->op == WEFT_OP_STORE && next->b == code->dst && is_float &&
                !is_read_after_store(program, i + 2, code->dst, true))
                code->hint = WEFT_HINT_STORED;
        }
    }
}

void weft_program_run(
    weft_isa isa, const weft_program *program, const weft_operand *operands, int64_t rows, int64_t columns) {
    weft_variant_of(isa)->run_program(program, operands, rows, columns);
}
