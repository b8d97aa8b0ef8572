// What running calls and running loops share.
#ifndef WEFT_PLAN_INTERNAL_H
#define WEFT_PLAN_INTERNAL_H

#include "../include/weft_plan.h"

// A run in progress.
typedef struct weft_run {
    weft_isa isa;
    int32_t threads;
    weft_pool *pool;
    weft_worker *workers;  // one for each thread
    bool is_backward;      // the parts of each phase are taken from the last to the first
} weft_run;

// The family that does a kind of call; NULL for the loop and for numbers that are no kind.
const weft_family *weft_family_of(int32_t kind);

// Run calls, with what is left of the shared memory. The result is the number, depth first, of the call that failed; or
// -1.
int32_t weft_run_calls(const weft_run *run, const weft_call *calls, int32_t count, char *shared);
int32_t weft_run_loop(const weft_run *run, const weft_loop_args *loop, char *shared);

// The bytes of shared memory that a loop's copies take; a multiple of 64.
int64_t weft_loop_copy_bytes(const weft_loop_args *loop);

static inline int64_t weft_aligned(int64_t bytes) { return (bytes + 63) & ~INT64_C(63); }

#endif
