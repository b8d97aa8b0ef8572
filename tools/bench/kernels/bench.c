#define _GNU_SOURCE  // clock_gettime
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "peak.h"

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void *aligned(int64_t bytes) {
    void *memory = aligned_alloc(64, (size_t)(bytes / 64 + 1) * 64);
    if (memory == NULL) exit(1);
    memset(memory, 0, (size_t)bytes);
    return memory;
}

float *bench_zeros(int64_t count) { return aligned(count * (int64_t)sizeof(float)); }

float *bench_random(int64_t count) {
    static uint32_t state = 1;
    float *values = bench_zeros(count);
    for (int64_t i = 0; i < count; i++) {
        state = state * 1664525 + 1013904223;
        values[i] = (float)(int32_t)state * 0x1p-31f;
    }
    return values;
}

// Multiply-adds of a second at the peak of one CPU: the best of a few short loops.
static double peak(weft_isa isa) {
    static volatile float sink;
    double best = 0;
    for (int i = 0; i < 10; i++) {
        double start = now();
        sink = peak_of(isa);
        double rate = (double)PEAK_TURNS * PEAK_CHAINS * weft_isa_lanes(isa) / (now() - start);
        if (rate > best) best = rate;
    }
    (void)sink;
    return best;
}

typedef struct phase_run {
    const bench_case *wanted;
    int32_t phase;
    weft_worker *workers;
} phase_run;

static void run_part(void *context, int64_t part, int32_t worker) {
    phase_run *run = context;
    run->wanted->kernel->run(run->wanted->arguments, run->phase, part, &run->workers[worker]);
}

static void run_call(const bench_options *options, const bench_case *wanted, weft_worker *workers) {
    phase_run run = {wanted, 0, workers};
    for (;; run.phase++) {
        int64_t parts = wanted->kernel->parts(options->isa, wanted->arguments, run.phase);
        if (parts == 0) break;
        weft_pool_run(weft_pool_shared(), options->threads, parts, false, run_part, &run);
    }
}

void bench_run(const bench_options *options, const bench_case *wanted) {
    if (options->only != NULL && strcmp(options->only, wanted->family) != 0) return;
    weft_reach_list reaches;
    if (!wanted->kernel->reach(options->isa, wanted->arguments, &reaches)) {
        printf("%-12s %-34s refused\n", wanted->family, wanted->label);
        return;
    }
    weft_need need = wanted->kernel->need(options->isa, wanted->arguments);
    weft_worker workers[64] = {0};
    void *shared = aligned(need.shared);
    for (int32_t t = 0; t < options->threads; t++)
        workers[t] = (weft_worker){options->isa, t, aligned(need.scratch), shared, NULL};
    double best = 1e9, top = 0, end = now() + options->seconds;
    for (int turn = 0; turn < 5 || now() < end; turn++) {
        if (turn % 20 == 0) {
            double rate = peak(options->isa);
            if (rate > top) top = rate;
        }
        double start = now();
        run_call(options, wanted, workers);
        double time = now() - start;
        if (time < best) best = time;
    }
    printf(
        "%-12s %-34s %-8s %10.1f us %7.1f GF/s %6.1f %% of peak", wanted->family, wanted->label,
        weft_isa_name(options->isa), best * 1e6, wanted->macs * 2e-9 / best,
        100 * wanted->macs / best / top / options->threads);
    if (wanted->bytes > 0) printf(" %7.1f GB/s", wanted->bytes * 1e-9 / best);
    printf("\n");
    fflush(stdout);
    for (int32_t t = 0; t < options->threads; t++) free(workers[t].scratch);
    free(shared);
}
