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

void bench_products(const bench_options *options) {
    static const int64_t shapes[][3] = {
        {512, 512, 512}, {3136, 256, 64}, {3136, 64, 256}, {784, 128, 512}, {196, 256, 1024}, {196, 1024, 256},
        {49, 2048, 512}, {49, 512, 2048}, {100, 1024, 128}, {8, 1024, 256}, {8, 2048, 512}, {4, 1024, 256},
        {4, 2048, 512}, {3, 1024, 256}, {2, 1024, 256}, {2, 2048, 512}, {1, 1024, 256}, {1, 2048, 512},
        {48, 64, 256}, {48, 64, 64}, {120, 64, 512}, {4, 64, 256}, {1, 256, 64}, {1, 1000, 2048}, {64, 10, 84}, {3136, 24, 96}, {3136, 8, 64},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        product(options, shapes[i][0], shapes[i][1], shapes[i][2]);
}
