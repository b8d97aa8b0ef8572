#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"

// Operations that are exact, so that whole programs of them can be compared bit by bit.
static const uint8_t exact[] = {
    WEFT_OP_COPY, WEFT_OP_ADD, WEFT_OP_SUBTRACT, WEFT_OP_MULTIPLY, WEFT_OP_MAXIMUM, WEFT_OP_MINIMUM, WEFT_OP_EQUAL,
    WEFT_OP_LESS, WEFT_OP_GREATER_EQUAL, WEFT_OP_AND, WEFT_OP_OR, WEFT_OP_NOT, WEFT_OP_PRELU, WEFT_OP_SELECT,
    WEFT_OP_CLAMP, WEFT_OP_NEGATE, WEFT_OP_SQUARE, WEFT_OP_ABS, WEFT_OP_SIGN, WEFT_OP_FLOOR, WEFT_OP_CEIL,
    WEFT_OP_ROUND, WEFT_OP_RELU, WEFT_OP_ADD_RELU, WEFT_OP_LEAKY_RELU,
};

static float largest(float a, float b) { return a > b || isnan(a) ? a : b; }
static float smallest(float a, float b) { return a < b || isnan(a) ? a : b; }

static float exact_value(const weft_instruction *code, float a, float b, float c) {
    switch (code->op) {
    case WEFT_OP_ADD: return a + b;
    case WEFT_OP_SUBTRACT: return a - b;
    case WEFT_OP_MULTIPLY: return a * b;
    case WEFT_OP_MAXIMUM: return largest(a, b);
    case WEFT_OP_MINIMUM: return smallest(a, b);
    case WEFT_OP_EQUAL: return a == b;
    case WEFT_OP_LESS: return a < b;
    case WEFT_OP_GREATER_EQUAL: return a >= b;
    case WEFT_OP_AND: return a != 0 && b != 0;
    case WEFT_OP_OR: return a != 0 || b != 0;
    case WEFT_OP_NOT: return a == 0;
    case WEFT_OP_PRELU: return a < 0 ? a * b : a;
    case WEFT_OP_SELECT: return a != 0 ? b : c;
    case WEFT_OP_CLAMP: return smallest(largest(a, code->x), code->y);
    case WEFT_OP_NEGATE: return -a;
    case WEFT_OP_SQUARE: return a * a;
    case WEFT_OP_ABS: return fabsf(a);
    case WEFT_OP_SIGN: return a > 0 ? 1 : a < 0 ? -1 : a;
    case WEFT_OP_FLOOR: return floorf(a);
    case WEFT_OP_CEIL: return ceilf(a);
    case WEFT_OP_ROUND: return rintf(a);
    case WEFT_OP_RELU: return a < 0 ? 0 : a;
    case WEFT_OP_ADD_RELU: return a + b < 0 ? 0 : a + b;
    case WEFT_OP_LEAKY_RELU: return a < 0 ? a * code->x : a;
    default: return a;
    }
}

enum { INPUTS = 4, OUTPUTS = 2, OPERANDS = INPUTS + OUTPUTS };

// Loads of all inputs, then operations with stores between them; every register is written before it is read.
static weft_program random_program(weft_check *check, const int32_t *types) {
    weft_program program = {0};
    for (uint8_t i = 0; i < INPUTS; i++)
        program.code[program.count++] =
            (weft_instruction){.op = WEFT_OP_LOAD, .dst = i, .a = i, .b = (uint8_t)types[i]};
    program.code[program.count++] =
        (weft_instruction){.op = WEFT_OP_CONSTANT, .dst = INPUTS, .x = weft_random_float(check, 2)};
    int32_t registers = INPUTS + 1, steps = (int32_t)weft_random_from(check, 1, 24);
    for (int32_t i = 0; i < steps; i++) {
        weft_instruction code = {.op = exact[weft_random_below(check, sizeof exact)]};
        code.a = (uint8_t)weft_random_below(check, registers), code.b = (uint8_t)weft_random_below(check, registers);
        code.c = (uint8_t)weft_random_below(check, registers);
        code.dst = (uint8_t)weft_random_below(check, registers < WEFT_MAX_REGISTERS ? registers + 1 : registers);
        if (code.dst == registers) registers++;
        code.x = -weft_random_float(check, 1), code.y = code.x + 1;
        program.code[program.count++] = code;
        if (weft_random_below(check, 3) > 0 && i + 1 < steps) continue;
        for (int32_t out = INPUTS; out < OPERANDS; out++) {
            if (i + 1 < steps && weft_random_below(check, 2) == 0) continue;
            program.code[program.count++] = (weft_instruction){
                .op = WEFT_OP_STORE, .a = (uint8_t)out, .b = code.dst, .c = (uint8_t)types[out]};
        }
    }
    return program;
}

static float read_value(const void *from, int32_t type) {
    if (type == WEFT_TYPE_BOOL) return *(const uint8_t *)from != 0;
    if (type == WEFT_TYPE_I32) return (float)*(const int32_t *)from;
    return *(const float *)from;
}

static void write_value(void *to, int32_t type, float value) {
    if (type == WEFT_TYPE_BOOL) *(uint8_t *)to = value != 0;
    else *(float *)to = value;
}

static void run_reference(const weft_program *program, weft_test_view *views, const int32_t *types, int64_t count) {
    for (int64_t i = 0; i < count; i++) {
        float registers[WEFT_MAX_REGISTERS] = {0};
        for (int32_t at = 0; at < program->count; at++) {
            const weft_instruction *code = &program->code[at];
            if (code->op == WEFT_OP_LOAD) {
                registers[code->dst] = read_value(weft_element(&views[code->a], i), types[code->a]);
            } else if (code->op == WEFT_OP_STORE) {
                write_value(weft_element(&views[code->a], i), types[code->a], registers[code->b]);
            } else if (code->op == WEFT_OP_CONSTANT) {
                registers[code->dst] = code->x;
            } else {
                registers[code->dst] =
                    exact_value(code, registers[code->a], registers[code->b], registers[code->c]);
            }
        }
    }
}

static bool same(const weft_test_view *a, const weft_test_view *b) {
    if (a->bytes != 4) return memcmp(a->memory, b->memory, (size_t)a->size) == 0;
    for (int64_t i = 0; i < a->size / 4; i++) {
        float x = ((float *)(void *)a->memory)[i], y = ((float *)(void *)b->memory)[i];
        // The sign of a 0 that a maximum chooses between two zeros is open.
        if (memcmp(&x, &y, 4) != 0 && !(isnan(x) && isnan(y)) && !(x == 0 && y == 0)) return false;
    }
    return true;
}

void weft_check_elementwise(weft_check *check) {
    int64_t extents[WEFT_MAX_RANK];
    bool is_long = weft_random_below(check, 3) == 0;
    int32_t rank = weft_random_extents(check, is_long ? 2 : 4, is_long ? 400 : 9, extents);
    int32_t types[OPERANDS] = {
        WEFT_TYPE_F32, WEFT_TYPE_F32, WEFT_TYPE_BOOL, WEFT_TYPE_I32, WEFT_TYPE_F32, WEFT_TYPE_F32};
    if (weft_random_below(check, 3) == 0) types[INPUTS] = WEFT_TYPE_BOOL;
    weft_program program = random_program(check, types);
    weft_test_view views[OPERANDS], copies[OPERANDS];
    bool is_plain = weft_random_below(check, 2) == 0;
    for (int32_t i = 0; i < OPERANDS; i++) {
        int64_t bytes = weft_type_bytes(types[i]);
        views[i] = is_plain ? weft_dense_view(rank, extents, bytes, 0)
                            : weft_random_view(check, rank, extents, bytes, i < INPUTS);
        if (bytes == 4 && types[i] == WEFT_TYPE_F32) weft_fill_floats(check, &views[i], 3);
        else weft_fill_bytes(check, &views[i]);
    }
    // One output may lie on an input.
    bool is_in_place = types[INPUTS + 1] == types[0] && is_plain && weft_random_below(check, 2) == 0;
    if (is_in_place) weft_free_view(&views[INPUTS + 1]), views[INPUTS + 1] = views[0];
    for (int32_t i = 0; i < OPERANDS; i++) {
        copies[i] = views[i];
        copies[i].memory = malloc((size_t)(views[i].size + 1));
        copies[i].base = copies[i].memory + (views[i].base - views[i].memory);
        memcpy(copies[i].memory, views[i].memory, (size_t)views[i].size);
    }
    if (is_in_place) free(copies[INPUTS + 1].memory), copies[INPUTS + 1] = copies[0];
    run_reference(&program, copies, types, weft_elements(rank, extents));

    if (weft_random_below(check, 2) == 0) weft_program_prepare(&program);
    weft_elementwise_args args = {.rank = rank, .operand_count = OPERANDS, .program = &program};
    memcpy(args.extents, extents, sizeof extents);
    for (int32_t i = 0; i < OPERANDS; i++) {
        args.operands[i].base = views[i].base;
        memcpy(args.operands[i].strides, views[i].strides, sizeof extents);
    }
    if (weft_random_below(check, 2) == 0) weft_elementwise_simplify(&args);
    if (!weft_program_is_valid(&program, OPERANDS)) weft_fails(check, "the program is not valid");
    weft_test_view *written[] = {&views[INPUTS], &views[INPUTS + 1]};
    weft_check_call(check, WEFT_CALL_ELEMENTWISE, &args, sizeof args, written, OUTPUTS);
    for (int32_t i = INPUTS; i < OPERANDS; i++)
        if (!same(&views[i], &copies[i])) weft_fails(check, "output %d of a program of %d", i, program.count);
    for (int32_t i = 0; i < OPERANDS - (is_in_place ? 1 : 0); i++) weft_free_view(&views[i]), free(copies[i].memory);
}
