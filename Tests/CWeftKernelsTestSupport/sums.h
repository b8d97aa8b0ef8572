// What the tests of products and convolutions share.
#ifndef WEFT_SUMS_H
#define WEFT_SUMS_H

#include "include/weft_test_sums.h"

// Where no kernel writes, this stays.
extern const float weft_untouched;

// `count` guarded floats: numbers between -1 and 1 that hang on the seed alone, or the untouched value.
float *weft_random_floats(int64_t count, uint32_t seed);
float *weft_untouched_floats(int64_t count);
void weft_free_floats(float *floats, int64_t count);

// Whether the list's reach of a field is exactly `count` floats from the pointer on, or less.
bool weft_reaches_within(const weft_reach_list *list, size_t field, int64_t count);
// Runs all phases of a call on this many threads, with scratch of exactly the size that it needs.
void weft_run_call(const weft_family *family, weft_isa isa, const void *args, int32_t threads);

// The program of weft_test_epilogue for `groups` column groups.
void weft_test_program(weft_program *program, int32_t groups);
// What the epilogue makes of sums (one for each group), and how far off it may be.
weft_sum weft_finish(
    const weft_test_epilogue *epilogue, const weft_sum *sums, int32_t groups, float bias, float residual, double unit);

#endif
