#include <stdlib.h>
#include <string.h>

#include "checks.h"

// A loop of steps with a loop of rows in each, whose body is one program: state' = 0.5 * state + x, and y = state'.
// States are kept twice and alternate; x and y move along, in either direction; rows are moved by the inner loop, on
// top of the outer's moves. The same is done by plain loops.

typedef struct recurrence {
    int64_t steps, rows, units;
    bool is_reversed;
} recurrence;

static weft_program step_program(void) {
    weft_program program = {0};
    program.code[program.count++] = (weft_instruction){.op = WEFT_OP_LOAD, .dst = 0, .a = 0};
    program.code[program.count++] = (weft_instruction){.op = WEFT_OP_LOAD, .dst = 1, .a = 1};
    program.code[program.count++] = (weft_instruction){.op = WEFT_OP_SCALE, .dst = 0, .a = 0, .x = 0.5f};
    program.code[program.count++] = (weft_instruction){.op = WEFT_OP_ADD, .dst = 0, .a = 0, .b = 1};
    program.code[program.count++] = (weft_instruction){.op = WEFT_OP_STORE, .a = 2, .b = 0};
    program.code[program.count++] = (weft_instruction){.op = WEFT_OP_STORE, .a = 3, .b = 0};
    weft_program_prepare(&program);
    return program;
}

static void reference(const recurrence *it, const float *x, float *state, float *y, int64_t steps) {
    for (int64_t s = 0; s < steps; s++) {
        int64_t step = it->is_reversed ? it->steps - 1 - s : s;
        for (int64_t i = 0; i < it->rows * it->units; i++) {
            state[i] = 0.5f * state[i] + x[step * it->rows * it->units + i];
            y[step * it->rows * it->units + i] = state[i];
        }
    }
}

static int32_t field_of(int32_t operand) {
    weft_elementwise_args args;
    return (int32_t)((char *)&args.operands[operand].base - (char *)&args);
}

static void run_loops(
    weft_check *check, const recurrence *it, float *x, float *states, float *y, int64_t most, const int64_t *count) {
    weft_program program = step_program();
    int64_t size = it->rows * it->units, row = it->units * 4, step = size * 4;
    int64_t first = it->is_reversed ? it->steps - 1 : 0;
    float *bases[] = {states, x + first * size, states + size, y + first * size};
    weft_elementwise_args body = {.rank = 1, .operand_count = 4, .extents = {it->units}, .program = &program};
    for (int i = 0; i < 4; i++) body.operands[i] = (weft_elementwise_operand){bases[i], {1}};
    weft_patch inner[4], outer[4];
    for (int i = 0; i < 4; i++) inner[i] = (weft_patch){0, field_of(i), row, 0};
    int64_t moved = it->is_reversed ? -step : step;
    // Call 1 of the outer loop is call 0 of the inner one.
    outer[0] = (weft_patch){1, field_of(0), step, 1}, outer[1] = (weft_patch){1, field_of(1), moved, 0};
    outer[2] = (weft_patch){1, field_of(2), -step, 1}, outer[3] = (weft_patch){1, field_of(3), moved, 0};
    weft_call inner_body = {WEFT_CALL_ELEMENTWISE, sizeof body, &body};
    weft_loop_args rows = {.count = it->rows, .body = &inner_body, .body_count = 1, .patches = inner, .patch_count = 4};
    weft_call outer_body = {WEFT_CALL_LOOP, sizeof rows, &rows};
    weft_loop_args steps = {
        .count = most, .count_address = count, .body = &outer_body, .body_count = 1, .patches = outer,
        .patch_count = 4};
    weft_reach_list reaches;
    if (!weft_loop_reach(check->isa, &steps, 1, &reaches) || reaches.count != 4) weft_fails(check, "no reach");
    for (int32_t i = 0; i < reaches.count && most == it->steps && it->units > 0 && it->rows > 0; i++) {
        char *low = (char *)bases[i] + reaches.reaches[i].low, *high = (char *)bases[i] + reaches.reaches[i].high;
        float *whole = i % 2 == 0 ? states : i == 1 ? x : y;
        int64_t floats = i % 2 == 0 && it->steps > 1 ? 2 * size : i % 2 == 0 ? size : it->steps * size;
        if (i == 2 && it->steps <= 1) whole += size;
        if (low != (char *)whole || high != (char *)(whole + floats)) weft_fails(check, "the reach of operand %d", i);
    }
    weft_call call = {WEFT_CALL_LOOP, sizeof steps, &steps};
    weft_status status = weft_check_run_plan(check, &call, 1, weft_random_below(check, 2) == 0 ? 1 : 3);
    int64_t given = count != NULL ? *count : most;
    bool fails = given < 0 || given > most;
    if (fails != (status.code == WEFT_FAILURE_COUNT)) weft_fails(check, "the count %lld", (long long)given);
    if (bases[0] != body.operands[0].base) weft_fails(check, "the plan was written to");
}

void weft_check_loop(weft_check *check) {
    recurrence it = {
        .steps = weft_random_from(check, 1, 9), .rows = weft_random_from(check, 1, 4),
        .units = weft_random_from(check, 1, 40), .is_reversed = weft_random_below(check, 2) == 0};
    int64_t size = it.rows * it.units, bytes = size * 4, count = weft_random_from(check, -1, it.steps + 1);
    bool is_counted = weft_random_below(check, 2) == 0;
    int64_t steps = is_counted ? count : it.steps;
    float *x = malloc((size_t)(bytes * it.steps)), *y = calloc((size_t)it.steps, (size_t)bytes);
    float *states = calloc(2, (size_t)bytes), *wanted = calloc((size_t)it.steps, (size_t)bytes);
    float *state = calloc(1, (size_t)bytes);
    for (int64_t i = 0; i < size * it.steps; i++) x[i] = weft_random_float(check, 1);
    for (int64_t i = 0; i < size; i++) state[i] = states[i] = weft_random_float(check, 1);
    run_loops(check, &it, x, states, y, it.steps, is_counted ? &count : NULL);
    if (steps < 0 || steps > it.steps) steps = 0;
    reference(&it, x, state, wanted, steps);
    if (memcmp(y, wanted, (size_t)(bytes * it.steps)) != 0)
        weft_fails(check, "outputs of %lld steps", (long long)steps);
    if (memcmp(states + steps % 2 * size, state, (size_t)bytes) != 0) weft_fails(check, "the last state");
    free(x), free(y), free(states), free(wanted), free(state);
}
