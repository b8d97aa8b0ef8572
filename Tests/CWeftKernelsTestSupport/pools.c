#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "include/weft_test_sums.h"

typedef struct region {
    weft_pool *pool;
    int32_t threads;
    int64_t parts;
    _Atomic int32_t *runs;    // how often each part ran
    _Atomic int64_t *nested;  // parts of the regions within parts
    bool holds_pool;          // this region is sure to have taken the pool
    _Atomic bool strange;     // a worker's number is out of range
} region;

static void count_nested(void *context, int64_t part, int32_t worker) {
    (void)part;
    region *region = context;
    atomic_fetch_add(region->nested, 1);
    if (worker < 0 || worker >= region->threads) region->strange = true;
    // Within a region that took the pool, a region is done alone. One that found it taken, or had a single part and so did
    // not ask for it, may find it free by now.
    if (region->holds_pool && worker != 0) region->strange = true;
}

static void count(void *context, int64_t part, int32_t worker) {
    region *region = context;
    atomic_fetch_add(&region->runs[part], 1);
    if (worker < 0 || worker >= region->threads) region->strange = true;
    if (part % 5 == 0) weft_pool_run(region->pool, region->threads, 3, part % 2 == 0, count_nested, region);
}

typedef struct caller {
    weft_pool *pool;
    int32_t threads, regions;
    int64_t parts;
    bool is_only;  // nobody else calls the pool
    bool good;
} caller;

static void *call(void *argument) {
    caller *caller = argument;
    caller->good = true;
    _Atomic int32_t *runs = calloc((size_t)caller->parts + 1, sizeof *runs);
    for (int32_t r = 1; r <= caller->regions; r++) {
        _Atomic int64_t nested = 0;
        bool holds_pool = caller->is_only && caller->parts > 1;
        region region = {caller->pool, caller->threads, caller->parts, runs, &nested, holds_pool, false};
        weft_pool_run(caller->pool, caller->threads, caller->parts, r % 2 == 0, count, &region);
        caller->good &= !region.strange && nested == (caller->parts + 4) / 5 * 3;
        for (int64_t p = 0; p < caller->parts; p++) caller->good &= runs[p] == r;
    }
    free(runs);
    return NULL;
}

bool weft_test_pool(int32_t threads, int32_t regions, int64_t parts) {
    enum { CALLERS = 3 };
    weft_pool *pool = weft_pool_create(threads);
    caller callers[CALLERS];
    pthread_t ids[CALLERS];
    bool good = pool != NULL;
    for (int i = 0; i < CALLERS; i++) {
        callers[i] = (caller){pool, threads, regions, parts, false, false};
        if (pthread_create(&ids[i], NULL, call, &callers[i]) != 0) abort();
    }
    for (int i = 0; i < CALLERS; i++) {
        pthread_join(ids[i], NULL);
        good &= callers[i].good;
    }
    caller only = {pool, threads, regions, parts, true, false};
    call(&only);
    good &= only.good;
    weft_pool_destroy(pool);
    return good;
}

int32_t weft_test_shared_threads(void) { return weft_pool_threads(weft_pool_shared()); }
