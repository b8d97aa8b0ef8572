#include <string.h>

#include "../movement/failure.h"
#include "plan.h"

// The run of a loop that moves pointers has copies of its own: the calls of the body, depth first (a loop's calls follow it),
// their argument structs, and for each patch the address of the pointer that it moves. What it copies from may be the copies
// of a loop around it.

int32_t weft_call_size(const weft_call *call) {
    int32_t size = 1;
    if (call->kind != WEFT_CALL_LOOP) return size;
    const weft_loop_args *loop = call->args;
    for (int32_t i = 0; i < loop->body_count; i++) size += weft_call_size(&loop->body[i]);
    return size;
}

const weft_call *weft_loop_call(const weft_loop_args *loop, int32_t index) {
    if (index < 0) return NULL;
    for (int32_t i = 0; i < loop->body_count; i++) {
        const weft_call *call = &loop->body[i];
        if (index == 0) return call;
        int32_t size = weft_call_size(call);
        if (index < size) return weft_loop_call(call->args, index - 1);
        index -= size;
    }
    return NULL;
}

static int64_t rounded(int64_t bytes) { return (bytes + 15) & ~INT64_C(15); }

static int64_t body_bytes(const weft_loop_args *loop) {
    int64_t bytes = rounded((int64_t)sizeof(weft_call) * loop->body_count);
    for (int32_t i = 0; i < loop->body_count; i++) {
        bytes += rounded(loop->body[i].args_bytes);
        if (loop->body[i].kind == WEFT_CALL_LOOP) bytes += body_bytes(loop->body[i].args);
    }
    return bytes;
}

int64_t weft_loop_copy_bytes(const weft_loop_args *loop) {
    if (loop->patch_count == 0) return 0;
    return weft_aligned(body_bytes(loop) + (int64_t)sizeof(char **) * loop->patch_count);
}

// Copies a body to `*free`, which moves on.
static weft_call *copied_body(const weft_loop_args *loop, char **free) {
    weft_call *calls = (weft_call *)*free;
    *free += rounded((int64_t)sizeof(weft_call) * loop->body_count);
    for (int32_t i = 0; i < loop->body_count; i++) {
        calls[i] = loop->body[i];
        calls[i].args = *free;
        memcpy(*free, loop->body[i].args, (size_t)loop->body[i].args_bytes);
        *free += rounded(loop->body[i].args_bytes);
        if (calls[i].kind == WEFT_CALL_LOOP) {
            weft_loop_args *inner = calls[i].args;
            inner->body = copied_body(inner, free);
        }
    }
    return calls;
}

// Moves the pointers from a step to the next.
static void advance(const weft_loop_args *loop, char ***slots, int64_t step) {
    for (int32_t i = 0; i < loop->patch_count; i++) {
        int64_t stride = loop->patches[i].stride;
        if (loop->patches[i].parity != 0 && step % 2 == 1) stride = -stride;
        *slots[i] += stride;
    }
}

// The lanes of a body while threads work on them.
typedef struct lanes {
    const weft_run *run;
    const weft_call *body;
    const int32_t *ends;
} lanes;

static void run_lane(void *context, int64_t lane, int32_t worker) {
    const lanes *lanes = context;
    const weft_worker *own = &lanes->run->workers[worker];
    for (int32_t i = lane == 0 ? 0 : lanes->ends[lane - 1]; i < lanes->ends[lane]; i++) {
        const weft_family *family = weft_family_of(lanes->body[i].kind);
        const void *arguments = lanes->body[i].args;
        for (int32_t phase = 0;; phase++) {
            const int64_t parts = family->parts(own->isa, arguments, phase);
            if (parts == 0) break;
            for (int64_t part = 0; part < parts; part++) family->run(arguments, phase, part, own);
        }
    }
}

int32_t weft_run_loop(const weft_run *run, const weft_loop_args *loop, char *shared) {
    int64_t count = loop->count;
    if (loop->count_address != NULL) {
        count = *loop->count_address;
        if (count < 0 || count > loop->count) {
            weft_fail(&run->workers[0], WEFT_FAILURE_COUNT, 0, count, 0, loop->count);
            return 0;
        }
    }
    weft_loop_args own = *loop;
    char *free = shared;
    if (loop->patch_count > 0) own.body = copied_body(loop, &free);
    char ***slots = (char ***)free;
    for (int32_t i = 0; i < loop->patch_count; i++) {
        const weft_call *call = weft_loop_call(&own, loop->patches[i].call);
        slots[i] = (char **)((char *)call->args + loop->patches[i].field);
    }
    char *rest = shared + weft_loop_copy_bytes(loop);
    weft_run turn = *run;
    for (int64_t step = 0; step < count; step++) {
        // To and fro over the weights: where they are larger than a cache, what a step read last is still there for the next.
        turn.is_backward = step % 2 == 1;
        if (loop->lane_count > 0) {
            lanes lanes = {&turn, own.body, loop->lane_ends};
            weft_pool_run(turn.pool, turn.threads, loop->lane_count, turn.is_backward, run_lane, &lanes);
        } else {
            int32_t failed = weft_run_calls(&turn, own.body, loop->body_count, rest);
            if (failed >= 0) return failed + 1;
        }
        if (loop->stop != NULL && *loop->stop != 0) return -1;
        // Behind the last step nothing would be pointed at.
        if (step + 1 < count) advance(loop, slots, step);
    }
    return -1;
}
