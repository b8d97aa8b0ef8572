#include "sums.h"

#include <math.h>
#include <stdlib.h>

#include "families.h"
#include "guarded.h"

const float weft_untouched = 12345.5f;

float *weft_untouched_floats(int64_t count) {
    float *floats = weft_guarded((size_t)count * sizeof(float));
    for (int64_t i = 0; i < count; i++) floats[i] = weft_untouched;
    return floats;
}

float *weft_random_floats(int64_t count, uint32_t seed) {
    float *floats = weft_guarded((size_t)count * sizeof(float));
    uint32_t state = seed * 2654435761u + 1;
    for (int64_t i = 0; i < count; i++) {
        state = state * 1664525 + 1013904223;
        floats[i] = (float)(int32_t)state * 0x1p-31f;
    }
    return floats;
}

void weft_free_floats(float *floats, int64_t count) { weft_guarded_free(floats, (size_t)count * sizeof(float)); }

bool weft_reaches_within(const weft_reach_list *list, size_t field, int64_t count) {
    for (int32_t i = 0; i < list->count; i++)
        if ((size_t)list->reaches[i].field == field)
            return list->reaches[i].low >= 0 && list->reaches[i].high <= count * (int64_t)sizeof(float);
    return true;
}

typedef struct phase {
    const weft_family *family;
    const void *args;
    int32_t number;
    weft_worker *workers;
} phase;

static void run_part(void *context, int64_t part, int32_t worker) {
    const phase *phase = context;
    phase->family->run(phase->args, phase->number, part, &phase->workers[worker]);
}

void weft_run_call(const weft_family *family, weft_isa isa, const void *args, int32_t threads) {
    weft_note_family(family);
    const weft_need need = family->need(isa, args);
    // Rounded up, so that what ends at a page begins aligned.
    const size_t scratch = (size_t)(need.scratch + 63) / 64 * 64, shared = (size_t)(need.shared + 63) / 64 * 64;
    weft_worker workers[8] = {0};
    weft_status status = {0};
    void *common = weft_guarded(shared);
    for (int32_t t = 0; t < threads; t++) workers[t] = (weft_worker){isa, t, weft_guarded(scratch), common, &status};
    weft_pool *pool = threads > 1 ? weft_pool_create(threads) : NULL;
    phase phase = {family, args, 0, workers};
    for (int64_t parts; (parts = family->parts(isa, args, phase.number)) > 0; phase.number++)
        weft_pool_run(pool, threads, parts, false, run_part, &phase);
    weft_pool_destroy(pool);
    for (int32_t t = 0; t < threads; t++) weft_guarded_free(workers[t].scratch, scratch);
    weft_guarded_free(common, shared);
}

void weft_test_program(weft_program *program, int32_t groups) {
    const uint8_t last = (uint8_t)(groups - 1), first = (uint8_t)groups;
    *program = (weft_program){.count = 7};
    program->code[0] = (weft_instruction){.op = WEFT_OP_LOAD, .dst = 0, .a = 0};
    program->code[1] = (weft_instruction){.op = WEFT_OP_LOAD, .dst = 1, .a = last};
    program->code[2] = (weft_instruction){.op = WEFT_OP_TANH, .dst = 1, .a = 1};
    program->code[3] = (weft_instruction){.op = WEFT_OP_LOAD, .dst = 2, .a = first};
    program->code[4] = (weft_instruction){.op = WEFT_OP_FMA, .dst = 0, .a = 0, .b = 1, .c = 2};
    program->code[5] = (weft_instruction){.op = WEFT_OP_COPY, .dst = 3, .a = 0};
    program->code[6] = (weft_instruction){.op = WEFT_OP_STORE, .a = (uint8_t)(groups + 1), .b = 3};
}

weft_sum weft_finish(
    const weft_test_epilogue *epilogue, const weft_sum *sums, int32_t groups, float bias, float residual, double unit) {
    const double first = unit * sums[0].magnitude, last = unit * sums[groups - 1].magnitude;
    if (epilogue->program) {
        const double a = sums[0].value, t = tanh(sums[groups - 1].value), value = a * t + (double)residual;
        return (weft_sum){value, first * fabs(t) + last * fabs(a) + 0x1p-21 * (fabs(a) + fabs(value) + 1)};
    }
    double value = sums[0].value, error = first;
    if (epilogue->bias) value += (double)bias, error += 0x1p-23 * fabs((double)bias);
    if (epilogue->residual) value += (double)residual, error += 0x1p-23 * fabs((double)residual);
    error += 0x1p-23 * fabs(value);
    const double result = weft_activation_reference(epilogue->activation, value, epilogue->x, epilogue->y);
    // No activation is steeper than 1.2 but for clamps after a factor, which the tests keep below 1.
    return (weft_sum){result, 1.2 * error + 0x1p-21 * fabs(result) + 1e-30};
}
