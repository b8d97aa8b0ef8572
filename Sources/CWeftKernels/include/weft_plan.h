// A plan is an array of calls, run in order; a loop is a call whose body is run several times without leaving C.
#ifndef WEFT_PLAN_H
#define WEFT_PLAN_H

#include "weft_family.h"
#include "weft_pool.h"

// One line for each family: the kind, and the family that does it. Whoever adds a family adds its line here; the loop
// has no family, as the runner itself does it.
#define WEFT_CALLS(X)                                                                                                  \
    X(PRODUCT, weft_product)                                                                                           \
    X(PRODUCT_PACK, weft_product_packer)                                                                               \
    X(CONVOLUTION, weft_convolution)                                                                                   \
    X(DEPTHWISE, weft_depthwise)                                                                                       \
    X(WINOGRAD4, weft_winograd4)                                                                                       \
    X(WINOGRAD6, weft_winograd6)                                                                                       \
    X(WINOGRAD8, weft_winograd8)                                                                                       \
    X(WINOGRAD10, weft_winograd10)                                                                                     \
    X(ELEMENTWISE, weft_elementwise)                                                                                   \
    X(COPY, weft_copy)                                                                                                 \
    X(FILL, weft_fill)                                                                                                 \
    X(CONVERT, weft_convert)                                                                                           \
    X(SMALL_CONVERT, weft_small_convert)                                                                               \
    X(POOLING, weft_pooling)                                                                                           \
    X(ADAPTIVE, weft_adaptive)                                                                                         \
    X(REDUCTION, weft_reduction)                                                                                       \
    X(ROWS, weft_rows)                                                                                                 \
    X(GROUP_NORM, weft_group_norm)                                                                                     \
    X(GATHER, weft_gather)                                                                                             \
    X(SCATTER, weft_scatter)                                                                                           \
    X(ONE_HOT, weft_one_hot)                                                                                           \
    X(SEQUENCE, weft_sequence)                                                                                         \
    X(WINDOW_LENGTHS, weft_window_lengths)                                                                             \
    X(CTC, weft_ctc)                                                                                                   \
    X(SAMPLE, weft_sample)                                                                                             \
    X(REGION, weft_region)                                                                                             \
    X(REGION_POOL, weft_region_pool)                                                                                   \
    X(RESAMPLE, weft_resample)                                                                                         \
    X(RANDOM_UNIFORM, weft_random_uniform)                                                                             \
    X(TYPED, weft_typed)                                                                                               \
    X(TYPED_REDUCTION, weft_typed_reduction)                                                                           \
    X(TYPED_CUMSUM, weft_typed_cumsum)                                                                                 \
    X(TYPED_PRODUCT, weft_typed_product)                                                                               \
    X(TYPED_POOLING, weft_typed_pooling)                                                                               \
    X(POOL_POSITIONS, weft_pool_positions)                                                                             \
    X(DETERMINANT, weft_determinant)                                                                                   \
    X(TYPED_CONVOLUTION, weft_typed_convolution)                                                                       \
    X(TOP_K, weft_top_k)

typedef enum weft_call_kind {
    WEFT_CALL_LOOP,
#define WEFT_CALL_CASE(upper, family) WEFT_CALL_##upper,
    WEFT_CALLS(WEFT_CALL_CASE)
#undef WEFT_CALL_CASE
    WEFT_CALL_KIND_COUNT,
} weft_call_kind;

typedef struct weft_call {
    int32_t kind;  // weft_call_kind
    int32_t args_bytes;
    void *args;
} weft_call;

// A pointer in the argument struct of a call of the body that moves from step to step. Calls are numbered depth first:
// a loop in the body counts one and is followed by the calls of its own body, so an outer loop moves pointers of inner
// calls too.
typedef struct weft_patch {
    int32_t call;
    int32_t field;   // byte offset of the pointer in the argument struct
    int64_t stride;  // bytes added at each step, negative for a reversed scan
    int32_t parity;  // not 0: alternates between the pointer and the pointer + stride (states kept twice)
} weft_patch;

// At step s a patched pointer is what stands in the argument struct + s * stride (or + stride at odd steps). The
// structs themselves are never written: a run works on copies of its own, so several may run one plan at once.
typedef struct weft_loop_args {
    int64_t count;
    const int64_t *count_address;  // or NULL: the count is read from here and must be within 0 ... count
    const weft_call *body;
    int32_t body_count;
    const weft_patch *patches;
    int32_t patch_count;
    const uint8_t *stop;  // or NULL: the loop ends after a step that leaves something other than 0 here
    // Where lanes of the body end: calls of families that need no shared memory, of which no lane reads what another writes, so
    // that each lane is run by one thread. None where all threads do one call after another.
    const int32_t *lane_ends;
    int32_t lane_count;
} weft_loop_args;

enum { WEFT_MAX_THREADS = 128 };

// What memory a run by so many threads needs beside its buffers, in bytes: what the threads of a call share, and behind it
// each thread's own; calls that follow each other use the same.
int64_t weft_plan_memory(weft_isa isa, const weft_call *calls, int32_t count, int32_t threads);
// Runs the calls. `memory` has so many bytes, aligned to 64. More than WEFT_MAX_THREADS threads are not used. A failure ends
// the run with its call; status->call then counts depth first.
void weft_plan_run(
    weft_isa isa, const weft_call *calls, int32_t count, weft_pool *pool, int32_t threads, void *memory,
    weft_status *status);

// A call and, for a loop, all calls within it.
int32_t weft_call_size(const weft_call *call);
// What a call touches; for a loop only its own count and stop flag.
bool weft_call_reach(weft_isa isa, const weft_call *call, weft_reach_list *reaches);
// What call number `index` (depth first, from 0) of a loop's body touches in all steps together; false when the call or
// a patch of it is senseless. A planner asks this of every call before it runs a loop.
bool weft_loop_reach(weft_isa isa, const weft_loop_args *loop, int32_t index, weft_reach_list *reaches);
// The call of that number; NULL when there is none.
const weft_call *weft_loop_call(const weft_loop_args *loop, int32_t index);

#endif
