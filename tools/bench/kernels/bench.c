#define _GNU_SOURCE  // clock_gettime
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "peak.h"

// What a slice of time takes at least, and how much is read in one.
static const double SLICE_SECONDS = 50e-6;
enum { SLICE_BYTES = 2 << 20, MOST_TURNS = 4096 };

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

// Multiply-adds of a second at the peak of one CPU, for as long as a slice.
static double peak(weft_isa isa) {
    static volatile float sink;
    const double start = now();
    sink = peak_of(isa);
    const double rate = (double)PEAK_TURNS * PEAK_CHAINS * weft_isa_lanes(isa) / (now() - start);
    (void)sink;
    return rate;
}

// Bytes of a second that a CPU reads of memory that lies where the last reading left it.
static double reading(weft_isa isa, const float *memory, int64_t count) {
    static volatile float sink;
    const int64_t turns = SLICE_BYTES / (count * (int64_t)sizeof *memory) + 1;
    sink = read_of(isa, memory, count);
    const double start = now();
    for (int64_t i = 0; i < turns; i++) sink = read_of(isa, memory, count);
    (void)sink;
    return (double)(turns * count) * sizeof *memory / (now() - start);
}

static int compare(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count) {
    qsort(values, (size_t)count, sizeof *values, compare);
    return values[count / 2];
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
    // Once to warm up, once to see how many calls fill a slice.
    run_call(options, wanted, workers);
    double start = now();
    run_call(options, wanted, workers);
    const int64_t calls = (int64_t)(SLICE_SECONDS / (now() - start)) + 1;
    const int64_t read = wanted->bytes > 0 ? ((int64_t)(wanted->bytes / sizeof(float)) / READ_STEP + 1) * READ_STEP : 0;
    float *memory = read > 0 ? bench_zeros(read) : NULL;
    double shares[MOST_TURNS], reads[MOST_TURNS], best = 1e9, end = now() + options->seconds;
    int turns = 0;
    for (double before = peak(options->isa); turns < MOST_TURNS && (turns < 5 || now() < end); turns++) {
        run_call(options, wanted, workers);
        start = now();
        for (int64_t i = 0; i < calls; i++) run_call(options, wanted, workers);
        const double time = (now() - start) / (double)calls, after = peak(options->isa);
        if (time < best) best = time;
        shares[turns] = wanted->macs / time / options->threads / ((before + after) / 2);
        if (read > 0) reads[turns] = wanted->bytes / time / reading(options->isa, memory, read);
        before = after;
    }
    printf(
        "%-12s %-34s %-8s %10.1f us %7.1f GF/s %6.1f %% of peak", wanted->family, wanted->label,
        weft_isa_name(options->isa), best * 1e6, wanted->macs * 2e-9 / best, 100 * median(shares, turns));
    if (read > 0) printf(" %7.1f GB/s %6.1f %% of reading", wanted->bytes * 1e-9 / best, 100 * median(reads, turns));
    printf("\n");
    fflush(stdout);
    free(memory);
    for (int32_t t = 0; t < options->threads; t++) free(workers[t].scratch);
    free(shared);
}
