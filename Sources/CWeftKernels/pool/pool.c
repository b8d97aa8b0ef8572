#define _GNU_SOURCE  // the C standard asked for hides POSIX otherwise
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "../include/weft_pool.h"
#include "parking.h"

// How long a worker looks for the next region before it parks, and the caller for the end of one. A thread that waits for its CPU
// is late by more than LATE_NS, as a scheduler's slice is longer; what is shorter is a wake-up or an interrupt and soon over.
enum { WORKER_SPIN_NS = 100000, CALLER_SPIN_NS = 30000, LATE_NS = 250000 };
// How long regions stay single after a late one: this often the time that was lost, twice as long at each repetition.
// A repetition is forgotten after a time of regions whose help came: a worker that shares its CPU is in time now and then.
enum { PENALTY = 2, MAX_STREAK = 5, MAX_PENALTY_NS = 200000000, CALM_NS = 10000000 };

typedef struct worker {
    struct weft_pool *pool;
    pthread_t thread;
    int32_t index;
} worker;

// A thread's share of the open region, parts that follow each other: the region's number in the high half, how many of its
// parts nobody claimed yet in the low half. Whoever lowers the low half owns a part. A thread begins with its own share, about
// the same rows of the tensors in each region, and so finds near what the last one has left there; then it helps with the others.
typedef struct share {
    _Alignas(64) _Atomic uint64_t claim;
} share;

struct weft_pool {
    // The open region. When no share has anything to give away any more, it can be changed.
    _Alignas(64) _Atomic(weft_pool_body) body;
    _Atomic(void *) context;
    _Atomic uint32_t parts;
    _Atomic int32_t limit;
    _Atomic bool is_backward;

    // Parts of the open region that are done.
    _Alignas(64) _Atomic uint32_t finished;
    _Atomic uint32_t caller_sleeps;

    // Changes with each region; workers sleep on it.
    _Alignas(64) _Atomic uint32_t bell;
    _Atomic int32_t sleepers;

    _Alignas(64) _Atomic bool taken;
    _Atomic bool closing;
    int64_t single_until, calm_since;  // these belong to whoever took the pool
    int32_t streak;
    uint32_t region;

    int32_t threads;
    worker *workers;
    share *shares;
    weft_parking worker_parking, caller_parking;
};

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static inline void relax(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

// Where a share begins.
static uint32_t share_first(uint32_t parts, int32_t limit, int32_t share) {
    return (uint32_t)((uint64_t)parts * (uint32_t)share / (uint32_t)limit);
}

// Does a part of a share of the open region; false when there is none left.
static bool take_part(weft_pool *pool, int32_t share, int32_t index) {
    _Atomic uint64_t *word = &pool->shares[share].claim;
    uint64_t claim = atomic_load_explicit(word, memory_order_acquire);
    while ((uint32_t)claim != 0) {
        weft_pool_body body = atomic_load_explicit(&pool->body, memory_order_relaxed);
        void *context = atomic_load_explicit(&pool->context, memory_order_relaxed);
        uint32_t parts = atomic_load_explicit(&pool->parts, memory_order_relaxed);
        int32_t limit = atomic_load_explicit(&pool->limit, memory_order_relaxed);
        bool is_backward = atomic_load_explicit(&pool->is_backward, memory_order_relaxed);
        if (index >= limit) return false;
        // Success means that the region was open all the while, so what was read belongs to it.
        if (!atomic_compare_exchange_weak_explicit(
                word, &claim, claim - 1, memory_order_acq_rel, memory_order_acquire))
            continue;
        uint32_t left = (uint32_t)claim;
        uint32_t part = is_backward ? share_first(parts, limit, share) + left - 1
                                    : share_first(parts, limit, share + 1) - left;
        body(context, part, index);
        // Told part by part: the caller may wait for this one alone.
        if (index != 0) {
            uint32_t before = atomic_fetch_add_explicit(&pool->finished, 1, memory_order_seq_cst);
            if (before + 1 == parts && atomic_load_explicit(&pool->caller_sleeps, memory_order_seq_cst))
                weft_unpark(&pool->caller_parking, &pool->finished);
        }
        return true;
    }
    return false;
}

// Does parts of the open region until none is left. The number of parts done.
static uint32_t take_parts(weft_pool *pool, int32_t index) {
    uint32_t done = 0;
    for (int32_t i = 0; i < pool->threads; i++)
        while (take_part(pool, (index + i) % pool->threads, index)) done++;
    return done;
}

// Waits for a region after the one that `seen` told of.
static uint32_t await_region(weft_pool *pool, uint32_t seen) {
    int64_t start = now();
    for (uint32_t turn = 1;; turn++) {
        uint32_t bell = atomic_load_explicit(&pool->bell, memory_order_acquire);
        if (bell != seen) return bell;
        relax();
        if (turn % 64 == 0 && now() - start > WORKER_SPIN_NS) break;
    }
    atomic_fetch_add_explicit(&pool->sleepers, 1, memory_order_seq_cst);
    uint32_t bell;
    while ((bell = atomic_load_explicit(&pool->bell, memory_order_seq_cst)) == seen)
        weft_park(&pool->worker_parking, &pool->bell, seen);
    atomic_fetch_sub_explicit(&pool->sleepers, 1, memory_order_relaxed);
    return bell;
}

static void *work(void *argument) {
    worker *self = argument;
    weft_pool *pool = self->pool;
    uint32_t bell = 0;
    while (!atomic_load_explicit(&pool->closing, memory_order_acquire)) {
        bell = await_region(pool, bell);
        take_parts(pool, self->index);
    }
    return NULL;
}

static void ring(weft_pool *pool) {
    atomic_fetch_add_explicit(&pool->bell, 1, memory_order_seq_cst);
    if (atomic_load_explicit(&pool->sleepers, memory_order_seq_cst) > 0)
        weft_unpark(&pool->worker_parking, &pool->bell);
}

// Waits until all claimed parts are done.
static void await_end(weft_pool *pool, uint32_t parts, int64_t start) {
    for (uint32_t turn = 1; atomic_load_explicit(&pool->finished, memory_order_acquire) != parts; turn++) {
        relax();
        if (turn % 64 != 0 || now() - start < CALLER_SPIN_NS) continue;
        // Sleeping leaves this CPU to the late worker, whose own may be busy.
        atomic_store_explicit(&pool->caller_sleeps, 1, memory_order_seq_cst);
        uint32_t seen;
        while ((seen = atomic_load_explicit(&pool->finished, memory_order_seq_cst)) != parts)
            weft_park(&pool->caller_parking, &pool->finished, seen);
        atomic_store_explicit(&pool->caller_sleeps, 0, memory_order_relaxed);
        return;
    }
}

// A region with helpers: `parts` is at least 2 and fits.
static void run_together(
    weft_pool *pool, int32_t threads, uint32_t parts, bool is_backward, weft_pool_body body, void *context) {
    int64_t start = now();
    atomic_store_explicit(&pool->body, body, memory_order_relaxed);
    atomic_store_explicit(&pool->context, context, memory_order_relaxed);
    atomic_store_explicit(&pool->parts, parts, memory_order_relaxed);
    atomic_store_explicit(&pool->limit, threads, memory_order_relaxed);
    atomic_store_explicit(&pool->is_backward, is_backward, memory_order_relaxed);
    atomic_store_explicit(&pool->finished, 0, memory_order_relaxed);
    pool->region++;
    for (int32_t i = 0; i < threads; i++) {
        uint32_t count = share_first(parts, threads, i + 1) - share_first(parts, threads, i);
        uint64_t claim = (uint64_t)pool->region << 32 | count;
        atomic_store_explicit(&pool->shares[i].claim, claim, memory_order_release);
    }
    ring(pool);
    uint32_t own = take_parts(pool, 0);
    atomic_fetch_add_explicit(&pool->finished, own, memory_order_acq_rel);
    int64_t free = now();
    await_end(pool, parts, free);
    int64_t lost = now() - free;
    int64_t usual = own > 0 ? (free - start) / own : 0;
    if (lost > LATE_NS + 2 * usual) {
        int64_t penalty = (lost * PENALTY) << pool->streak;
        if (pool->streak < MAX_STREAK) pool->streak++;
        pool->single_until = pool->calm_since = now() + (penalty < MAX_PENALTY_NS ? penalty : MAX_PENALTY_NS);
    } else if (own < parts && pool->streak > 0 && free - pool->calm_since > CALM_NS) {
        pool->streak--;
        pool->calm_since = free;
    }
}

static void run_alone(int64_t parts, bool is_backward, weft_pool_body body, void *context) {
    for (int64_t turn = 0; turn < parts; turn++) body(context, is_backward ? parts - 1 - turn : turn, 0);
}

void weft_pool_run(
    weft_pool *pool, int32_t threads, int64_t parts, bool is_backward, weft_pool_body body, void *context) {
    if (pool != NULL && threads > pool->threads) threads = pool->threads;
    if (threads > parts) threads = (int32_t)parts;
    bool together = pool != NULL && threads > 1 && parts <= INT32_MAX
        && !atomic_exchange_explicit(&pool->taken, true, memory_order_acquire);
    if (!together) {
        run_alone(parts, is_backward, body, context);
        return;
    }
    if (pool->single_until != 0 && now() < pool->single_until) {
        run_alone(parts, is_backward, body, context);
    } else {
        pool->single_until = 0;
        run_together(pool, threads, (uint32_t)parts, is_backward, body, context);
    }
    atomic_store_explicit(&pool->taken, false, memory_order_release);
}

int32_t weft_pool_threads(const weft_pool *pool) { return pool == NULL ? 1 : pool->threads; }

// Starts the workers that can be started; fewer is no failure.
static void start(weft_pool *pool, int32_t threads) {
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);  // signals are for the program's own threads
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 1 << 20);
    for (int32_t i = 1; i < threads; i++) {
        worker *next = &pool->workers[i];
        *next = (worker){.pool = pool, .index = i};
        if (pthread_create(&next->thread, &attributes, work, next) != 0) break;
        pool->threads = i + 1;
    }
    pthread_attr_destroy(&attributes);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
}

static void release(weft_pool *pool) {
    free(pool->workers);
    free(pool->shares);
    free(pool);
}

weft_pool *weft_pool_create(int32_t threads) {
    if (threads < 1) threads = 1;
    weft_pool *pool = aligned_alloc(64, (sizeof *pool + 63) / 64 * 64);
    if (pool == NULL) return NULL;
    *pool = (weft_pool){.threads = 1};
    pool->workers = calloc((size_t)threads, sizeof *pool->workers);
    pool->shares = aligned_alloc(64, (size_t)threads * sizeof *pool->shares);
    if (pool->workers == NULL || pool->shares == NULL || !weft_parking_open(&pool->worker_parking)) {
        release(pool);
        return NULL;
    }
    if (!weft_parking_open(&pool->caller_parking)) {
        weft_parking_close(&pool->worker_parking);
        release(pool);
        return NULL;
    }
    for (int32_t i = 0; i < threads; i++) atomic_init(&pool->shares[i].claim, 0);
    start(pool, threads);
    return pool;
}

void weft_pool_destroy(weft_pool *pool) {
    if (pool == NULL) return;
    atomic_store_explicit(&pool->closing, true, memory_order_release);
    ring(pool);
    for (int32_t i = 1; i < pool->threads; i++) pthread_join(pool->workers[i].thread, NULL);
    weft_parking_close(&pool->worker_parking);
    weft_parking_close(&pool->caller_parking);
    release(pool);
}

static weft_pool *shared;
static void make_shared(void) { shared = weft_pool_create(weft_pool_allowed_cpus()); }

weft_pool *weft_pool_shared(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_shared);
    return shared;
}
