#include "families.h"

#include "include/weft_vector_checks.h"

static const weft_family *const families[WEFT_CALL_KIND_COUNT] = {
#define FAMILY(upper, family) [WEFT_CALL_##upper] = &family,
    WEFT_CALLS(FAMILY)
#undef FAMILY
};

static _Atomic bool was_run[WEFT_CALL_KIND_COUNT];

void weft_note_family(const weft_family *family) {
    for (int32_t kind = 0; kind < WEFT_CALL_KIND_COUNT; kind++)
        if (families[kind] == family) was_run[kind] = true;
}

void weft_note_call(const weft_call *call) {
    was_run[call->kind] = true;
    if (call->kind != WEFT_CALL_LOOP) return;
    const weft_loop_args *loop = call->args;
    for (int32_t index = 0; index < loop->body_count; index++) weft_note_call(&loop->body[index]);
}

const char *weft_check_family_left(int32_t kind) {
    if (was_run[kind]) return NULL;
    return kind == WEFT_CALL_LOOP ? "loop" : families[kind]->name;
}
