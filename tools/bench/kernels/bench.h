// Measuring: the least time of many repetitions; and, slice by slice of time, the rate as a share of the peak measured before and
// after it, of which the median is taken: what else runs on the machine slows both.
#ifndef WEFT_BENCH_H
#define WEFT_BENCH_H

#include <stdbool.h>
#include <stdint.h>

#include "CWeftKernels.h"

// One kernel on one shape.
typedef struct bench_case {
    const char *family;   // as the rows are selected by
    const char *label;
    const weft_family *kernel;
    const void *arguments;
    double macs;          // multiply-adds of the direct algorithm
    double bytes;         // that must be moved: the rate is printed where it is not 0, as a share of that of reading as much
} bench_case;

typedef struct bench_options {
    weft_isa isa;
    int32_t threads;
    double seconds;       // for each case
    const char *only;     // a family, or NULL
} bench_options;

void bench_run(const bench_options *options, const bench_case *wanted);
// Numbers between -1 and 1, the same at each run; aligned to 64 bytes.
float *bench_random(int64_t count);
float *bench_zeros(int64_t count);

void bench_products(const bench_options *options);
void bench_convolutions(const bench_options *options);
void bench_depthwise(const bench_options *options);

#endif
