// A fork-join pool of threads.
#ifndef WEFT_POOL_H
#define WEFT_POOL_H

#include <stdbool.h>
#include <stdint.h>

// A worker spins for a bounded time and then parks. There are never more threads than CPUs that the process may use
// (affinity and cgroup quota). Parts are claimed one by one from a fixed list by whoever is there, the caller too. Each thread
// begins with its own share, neighbours on the list, and then helps with the others; a worker that claimed nothing is never
// waited for. When a thread that claimed a part was late (its CPU is busy with other work), the regions that follow are done
// by the caller alone for a while. None of that changes a bit of the result, as no part depends on who does it.
typedef struct weft_pool weft_pool;

// The work of one part. `worker` is below the thread count of the region; 0 is the caller.
typedef void (*weft_pool_body)(void *context, int64_t part, int32_t worker);

// The pool of the process, made at first use, with a thread for each allowed CPU but the caller's.
weft_pool *weft_pool_shared(void);
// A pool of its own for tests: `threads` counts the caller and is not limited by the CPUs. NULL when there is no memory.
weft_pool *weft_pool_create(int32_t threads);
void weft_pool_destroy(weft_pool *pool);
// The most threads that a region of this pool can have, the caller included.
int32_t weft_pool_threads(const weft_pool *pool);
// CPUs that this process may use: at least 1.
int32_t weft_pool_allowed_cpus(void);
// The same when it was first asked for. It never changes after that, so that work can be divided by it; no result may.
int32_t weft_pool_usual_cpus(void);

// Does all parts and returns when they are done, on at most `threads` threads; a backward region's are taken from the last to
// the first. When the pool is taken (by another thread, or by a region around this one) the caller does them alone. A NULL
// pool is one of no threads.
void weft_pool_run(
    weft_pool *pool, int32_t threads, int64_t parts, bool is_backward, weft_pool_body body, void *context);

#endif
