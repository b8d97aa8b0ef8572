#include "bench.h"
void bench_convolutions(const bench_options *options) { (void)options; }
void bench_depthwise(const bench_options *options) { (void)options; }
