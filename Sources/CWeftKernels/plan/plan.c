#include "plan.h"

#include <stddef.h>
#include <string.h>

#include "../include/CWeftKernels.h"
#include "../support/sizes.h"

static const weft_family *const families[WEFT_CALL_KIND_COUNT] = {
#define FAMILY(upper, family) [WEFT_CALL_##upper] = &family,
    WEFT_CALLS(FAMILY)
#undef FAMILY
};

const weft_family *weft_family_of(int32_t kind) {
    return kind >= 0 && kind < WEFT_CALL_KIND_COUNT ? families[kind] : NULL;
}

static weft_need need_of(weft_isa isa, const weft_call *call) {
    if (call->kind != WEFT_CALL_LOOP) {
        const weft_need need = weft_family_of(call->kind)->need(isa, call->args);
        return (weft_need){weft_aligned(need.scratch), weft_aligned(need.shared)};
    }
    const weft_loop_args *loop = call->args;
    weft_need most = {0, 0};
    for (int32_t i = 0; i < loop->body_count; i++) {
        const weft_need need = need_of(isa, &loop->body[i]);
        most = (weft_need){weft_max(most.scratch, need.scratch), weft_max(most.shared, need.shared)};
    }
    most.shared += weft_loop_copy_bytes(loop);
    return most;
}

int64_t weft_plan_memory(weft_isa isa, const weft_call *calls, int32_t count, int32_t threads) {
    int64_t most = 0;
    for (int32_t i = 0; i < count; i++) {
        const weft_need need = need_of(isa, &calls[i]);
        most = weft_max(most, need.shared + need.scratch * weft_max(threads, 1));
    }
    return most;
}

// A phase of a call while threads work on it.
typedef struct region {
    const weft_run *run;
    const weft_family *family;
    const void *arguments;
    int32_t phase;
} region;

static void run_part(void *context, int64_t part, int32_t worker) {
    const region *region = context;
    region->family->run(region->arguments, region->phase, part, &region->run->workers[worker]);
}

static bool has_failed(const weft_run *run) {
    for (int32_t i = 0; i < run->threads; i++)
        if (run->workers[i].status->code != WEFT_FAILURE_NONE) return true;
    return false;
}

// Runs one call of a family; false when it failed.
static bool run_family(const weft_run *run, const weft_family *family, const void *arguments, char *shared) {
    for (int32_t i = 0; i < run->threads; i++) run->workers[i].shared = shared;
    for (int32_t phase = 0;; phase++) {
        int64_t parts = family->parts(run->isa, arguments, phase);
        if (parts == 0) return true;
        region context = {run, family, arguments, phase};
        weft_pool_run(run->pool, run->threads, parts, run->is_backward, run_part, &context);
        if (has_failed(run)) return false;
    }
}

int32_t weft_run_calls(const weft_run *run, const weft_call *calls, int32_t count, char *shared) {
    for (int32_t i = 0; i < count; i++) {
        int32_t failed;
        if (calls[i].kind == WEFT_CALL_LOOP) {
            failed = weft_run_loop(run, calls[i].args, shared);
        } else {
            failed = run_family(run, families[calls[i].kind], calls[i].args, shared) ? -1 : 0;
        }
        if (failed < 0) continue;
        for (int32_t before = 0; before < i; before++) failed += weft_call_size(&calls[before]);
        return failed;
    }
    return -1;
}

// The failure at the lowest position, whoever met it.
static void report(const weft_run *run, int32_t call, weft_status *status) {
    *status = (weft_status){0};
    for (int32_t i = 0; i < run->threads; i++) {
        const weft_status *own = run->workers[i].status;
        if (own->code == WEFT_FAILURE_NONE) continue;
        if (status->code == WEFT_FAILURE_NONE || own->position < status->position) *status = *own;
    }
    status->call = call;
}

void weft_plan_run(
    weft_isa isa, const weft_call *calls, int32_t count, weft_pool *pool, int32_t threads, void *memory,
    weft_status *status) {
    weft_worker workers[WEFT_MAX_THREADS];
    weft_status statuses[WEFT_MAX_THREADS];
    if (threads < 1 || pool == NULL) threads = 1;
    if (pool != NULL && threads > weft_pool_threads(pool)) threads = weft_pool_threads(pool);
    if (threads > WEFT_MAX_THREADS) threads = WEFT_MAX_THREADS;
    for (int32_t i = 0; i < threads; i++) {
        statuses[i] = (weft_status){0};
        workers[i] = (weft_worker){.isa = isa, .index = i, .status = &statuses[i]};
    }
    *status = (weft_status){0};
    const weft_run run = {isa, threads, pool, workers, false};
    for (int32_t i = 0, before = 0; i < count; before += weft_call_size(&calls[i++])) {
        const weft_need need = need_of(isa, &calls[i]);
        for (int32_t w = 0; w < threads; w++) workers[w].scratch = (char *)memory + need.shared + w * need.scratch;
        const int32_t failed = weft_run_calls(&run, &calls[i], 1, memory);
        if (failed < 0) continue;
        report(&run, before + failed, status);
        return;
    }
}
