#include <stddef.h>

#include "../movement/view.h"
#include "plan.h"

// Whether lanes follow each other up to the end of the body, with no loop in them.
static bool lanes_are_sound(const weft_loop_args *loop) {
    if (loop->lane_count == 0) return true;
    if (loop->lane_count < 0 || loop->lane_ends == NULL) return false;
    for (int32_t i = 0, begin = 0; i < loop->lane_count; begin = loop->lane_ends[i++])
        if (loop->lane_ends[i] < begin) return false;
    for (int32_t i = 0; i < loop->body_count; i++)
        if (loop->body[i].kind == WEFT_CALL_LOOP) return false;
    return loop->lane_ends[loop->lane_count - 1] == loop->body_count;
}

static bool loop_is_sound(const weft_loop_args *loop) {
    return loop->count >= 0 && loop->body_count >= 0 && loop->patch_count >= 0 &&
           (loop->body_count == 0 || loop->body != NULL) && (loop->patch_count == 0 || loop->patches != NULL) &&
           lanes_are_sound(loop);
}

bool weft_call_reach(weft_isa isa, const weft_call *call, weft_reach_list *reaches) {
    reaches->count = 0;
    if (call->kind != WEFT_CALL_LOOP) {
        const weft_family *family = weft_family_of(call->kind);
        return family != NULL && call->args != NULL && family->reach(isa, call->args, reaches);
    }
    const weft_loop_args *loop = call->args;
    if (loop == NULL || !loop_is_sound(loop)) return false;
    return (loop->count_address == NULL ||
            weft_bytes_reach(reaches, offsetof(weft_loop_args, count_address), false, sizeof *loop->count_address)) &&
           (loop->stop == NULL || weft_bytes_reach(reaches, offsetof(weft_loop_args, stop), false, sizeof *loop->stop));
}

// Widens what is reached by a pointer that moves.
static bool widen(weft_reach_list *reaches, const weft_patch *patch, int64_t count) {
    bool found = false;
    int64_t steps = count < 2 ? 0 : patch->parity != 0 ? 1 : count - 1, far;
    if (__builtin_mul_overflow(steps, patch->stride, &far)) return false;
    for (int32_t i = 0; i < reaches->count; i++) {
        weft_reach *reach = &reaches->reaches[i];
        if (reach->field != patch->field) continue;
        found = true;
        if (reach->low == reach->high) continue;
        int64_t *end = far < 0 ? &reach->low : &reach->high;
        if (__builtin_add_overflow(*end, far, end)) return false;
    }
    return found;
}

bool weft_loop_reach(weft_isa isa, const weft_loop_args *loop, int32_t index, weft_reach_list *reaches) {
    const weft_call *call = weft_loop_call(loop, index);
    if (call == NULL || !loop_is_sound(loop)) return false;
    // What takes no step touches nothing.
    reaches->count = 0;
    if (loop->count == 0) return true;
    // Within an inner loop the call moves by that loop's patches too.
    int32_t first = 0, place = 0;
    while (first + weft_call_size(&loop->body[place]) <= index) first += weft_call_size(&loop->body[place++]);
    bool is_sound = first == index ? weft_call_reach(isa, call, reaches)
                                   : weft_loop_reach(isa, loop->body[place].args, index - first - 1, reaches);
    for (int32_t i = 0; i < loop->patch_count && is_sound; i++) {
        if (loop->patches[i].call == index) is_sound = widen(reaches, &loop->patches[i], loop->count);
    }
    return is_sound;
}
