#include <stdio.h>
#include <stdlib.h>

#include "bench.h"

static void product(const bench_options *options, int64_t m, int64_t n, int64_t k) {
    weft_product_packing packing = {n, k, 1, {0, n, 1}};
    float *source = bench_random(k * n), *a = bench_random(m * k), *out = bench_zeros(m * n), *bias = bench_random(n);
    float *b = bench_zeros(weft_product_packed_count(options->isa, &packing));
    weft_product_pack(options->isa, &packing, source, b);
    weft_product_args args = {
        .batch = 1, .m = m, .n = n, .k = k, .groups = 1, .a = a, .a_row = k, .b = b,
        .out = {out, {0, 0, 0, n}, 1}, .epilogue = {.bias = bias, .activation = WEFT_ACTIVATION_RELU},
    };
    char label[64];
    snprintf(label, sizeof label, "%lld x %lld x %lld", (long long)m, (long long)n, (long long)k);
    double bytes = m <= 2 ? 4.0 * (double)(n * k) : 0;
    bench_run(options, &(bench_case){"product", label, &weft_product, &args, (double)(m * n * k), bytes});
    free(source), free(a), free(out), free(bias), free(b);
}

// The step of an LSTM: one row, four gates of each unit together, the cell as the epilogue's program.
static void cell(const bench_options *options, int64_t units) {
    weft_product_packing packing = {units, units, 4, {units * units, units, 1}};
    float *source = bench_random(4 * units * units), *h = bench_random(units), *c = bench_random(units);
    float *b = bench_zeros(weft_product_packed_count(options->isa, &packing)), *x = bench_random(4 * units);
    weft_product_pack(options->isa, &packing, source, b);
    // Gates i, f, g, o with what comes from the input, operands 4 to 7; then c and h.
    weft_program program = {.count = 0};
    for (uint8_t gate = 0; gate < 4; gate++) {
        const uint8_t op = gate == 2 ? WEFT_OP_TANH : WEFT_OP_SIGMOID;
        program.code[program.count++] = (weft_instruction){.op = WEFT_OP_LOAD, .dst = gate, .a = gate};
        program.code[program.count++] = (weft_instruction){.op = WEFT_OP_LOAD, .dst = 4, .a = 4 + gate};
        program.code[program.count++] = (weft_instruction){.op = WEFT_OP_ADD, .dst = gate, .a = gate, .b = 4};
        program.code[program.count++] = (weft_instruction){.op = op, .dst = gate, .a = gate};
    }
    const weft_instruction rest[] = {
        {.op = WEFT_OP_LOAD, .dst = 5, .a = 8}, {.op = WEFT_OP_MULTIPLY, .dst = 6, .a = 0, .b = 2},
        {.op = WEFT_OP_FMA, .dst = 5, .a = 5, .b = 1, .c = 6}, {.op = WEFT_OP_STORE, .a = 8, .b = 5},
        {.op = WEFT_OP_TANH, .dst = 5, .a = 5}, {.op = WEFT_OP_MULTIPLY, .dst = 5, .a = 5, .b = 3},
        {.op = WEFT_OP_STORE, .a = 9, .b = 5},
    };
    for (size_t i = 0; i < sizeof rest / sizeof rest[0]; i++) program.code[program.count++] = rest[i];
    weft_program_prepare(&program);
    float *out = bench_zeros(units);
    weft_product_args args = {
        .batch = 1, .m = 1, .n = units, .k = units, .groups = 4, .a = h, .a_row = units, .b = b,
        .epilogue = {.program = &program, .operand_count = 10}};
    for (int32_t g = 0; g < 4; g++) args.epilogue.operands[4 + g] = (weft_place){x + g * units, {0}, 1};
    args.epilogue.operands[8] = (weft_place){c, {0}, 1};
    args.epilogue.operands[9] = (weft_place){out, {0}, 1};
    char label[64];
    snprintf(label, sizeof label, "LSTM step of %lld units", (long long)units);
    const double count = (double)(4 * units * units);
    bench_run(options, &(bench_case){"product", label, &weft_product, &args, count, 4 * count});
    free(source), free(h), free(c), free(b), free(x), free(out);
}

void bench_products(const bench_options *options) {
    static const int64_t shapes[][3] = {
        {512, 512, 512}, {3136, 256, 64}, {3136, 64, 256}, {784, 128, 512}, {196, 256, 1024}, {196, 1024, 256},
        {49, 2048, 512}, {49, 512, 2048}, {100, 1024, 128}, {8, 1024, 256}, {8, 2048, 512}, {4, 1024, 256},
        {4, 2048, 512}, {3, 1024, 256}, {2, 1024, 256}, {2, 2048, 512}, {1, 1024, 256}, {1, 2048, 512},
        {48, 64, 256}, {48, 64, 64}, {120, 64, 512}, {4, 64, 256}, {1, 256, 64}, {1, 1000, 2048}, {64, 10, 84}, {3136, 24, 96}, {3136, 8, 64},
        {784, 58, 58}, {196, 116, 116}, {196, 384, 64}, {49, 232, 232}, {12544, 96, 16}, {3136, 144, 24}, {12544, 16, 32},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        product(options, shapes[i][0], shapes[i][1], shapes[i][2]);
    for (int64_t units = 64; units <= 512; units *= 2) cell(options, units);
}
