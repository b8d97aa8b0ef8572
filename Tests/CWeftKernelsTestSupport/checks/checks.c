#include "checks.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../families.h"
#include "../guarded.h"

const char *weft_check_name(int32_t number) {
    static const char *const names[] = {
#define NAME(name, text) text,
        WEFT_CHECKS(NAME)
#undef NAME
    };
    return names[number];
}

weft_check weft_check_run(int32_t number, weft_isa isa, uint64_t seed) {
    static void (*const checks[])(weft_check *) = {
#define CHECK(name, text) weft_check_##name,
        WEFT_CHECKS(CHECK)
#undef CHECK
    };
    weft_check check = {.isa = isa, .seed = seed * 0x9e3779b97f4a7c15 + (uint64_t)number};
    checks[number](&check);
    return check;
}

uint8_t weft_check_letter(weft_check check, int32_t index) { return (uint8_t)check.message[index]; }

void weft_fails(weft_check *check, const char *format, ...) {
    if (check->failed) return;
    check->failed = true;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(check->message, sizeof check->message, format, arguments);
    va_end(arguments);
}

// splitmix64 (Steele, Lea and Flood 2014).
uint64_t weft_random(weft_check *check) {
    uint64_t z = check->seed += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

int64_t weft_random_below(weft_check *check, int64_t end) { return (int64_t)(weft_random(check) % (uint64_t)end); }

int64_t weft_random_from(weft_check *check, int64_t low, int64_t high) {
    return low + weft_random_below(check, high - low + 1);
}

float weft_random_float(weft_check *check, float range) {
    return range * ((float)(weft_random(check) >> 40) * 0x1p-23f - 1);
}

int64_t weft_elements(int32_t rank, const int64_t *extents) {
    int64_t count = 1;
    for (int32_t axis = 0; axis < rank; axis++) count *= extents[axis];
    return count;
}

int32_t weft_random_extents(weft_check *check, int32_t most_rank, int64_t most, int64_t *extents) {
    int32_t rank = (int32_t)weft_random_from(check, 0, most_rank);
    for (int32_t axis = 0; axis < rank; axis++) extents[axis] = weft_random_from(check, 1, most);
    if (rank > 0 && weft_random_below(check, 20) == 0) extents[weft_random_below(check, rank)] = 0;
    return rank;
}

// Allocates what the view reaches.
static void allocate(weft_test_view *view) {
    int64_t low = 0, high = 1;
    for (int32_t axis = 0; axis < view->rank; axis++) {
        int64_t far = (view->extents[axis] - 1) * view->strides[axis];
        if (far < 0) low += far;
        else high += far;
    }
    if (weft_elements(view->rank, view->extents) == 0) low = high = 0;
    view->size = (high - low) * view->bytes;
    view->memory = weft_guarded((size_t)view->size);
    view->base = view->memory - low * view->bytes;
    memset(view->memory, 0x5a, (size_t)view->size);
}

weft_test_view weft_random_view(
    weft_check *check, int32_t rank, const int64_t *extents, int64_t bytes, bool may_repeat) {
    weft_test_view view = {.rank = rank, .bytes = bytes};
    memcpy(view.extents, extents, (size_t)rank * sizeof *extents);
    int32_t order[WEFT_MAX_RANK];
    for (int32_t axis = 0; axis < rank; axis++) order[axis] = axis;
    bool is_shuffled = weft_random_below(check, 2) == 0;
    for (int32_t axis = rank - 1; axis > 0 && is_shuffled; axis--) {
        int64_t other = weft_random_below(check, axis + 1);
        int32_t kept = order[axis];
        order[axis] = order[other], order[other] = kept;
    }
    int64_t pitch = weft_random_below(check, 4) == 0 ? weft_random_from(check, 2, 3) : 1;
    for (int32_t place = rank - 1; place >= 0; place--) {
        int32_t axis = order[place];
        view.strides[axis] = pitch;
        pitch *= extents[axis] > 0 ? extents[axis] : 1;
        if (weft_random_below(check, 3) == 0) pitch += weft_random_from(check, 1, 3);
        if (weft_random_below(check, 6) == 0) view.strides[axis] = -view.strides[axis];
        if (may_repeat && weft_random_below(check, 5) == 0) view.strides[axis] = 0;
    }
    allocate(&view);
    return view;
}

weft_test_view weft_dense_view(int32_t rank, const int64_t *extents, int64_t bytes, int64_t gap) {
    weft_test_view view = {.rank = rank, .bytes = bytes};
    int64_t pitch = 1;
    for (int32_t axis = rank - 1; axis >= 0; axis--) {
        view.extents[axis] = extents[axis];
        view.strides[axis] = pitch;
        pitch *= extents[axis];
        if (axis == rank - 1) pitch += gap;
    }
    allocate(&view);
    return view;
}

void weft_free_view(weft_test_view *view) { weft_guarded_free(view->memory, (size_t)view->size); }

void weft_fill_floats(weft_check *check, weft_test_view *view, float range) {
    for (int64_t i = 0; i < view->size / 4; i++) ((float *)(void *)view->memory)[i] = weft_random_float(check, range);
}

void weft_fill_bytes(weft_check *check, weft_test_view *view) {
    for (int64_t i = 0; i < view->size; i++) view->memory[i] = (char)weft_random(check);
}

void *weft_element(const weft_test_view *view, int64_t number) {
    int64_t offset = 0;
    for (int32_t axis = view->rank - 1; axis >= 0; axis--) {
        offset += number % view->extents[axis] * view->strides[axis];
        number /= view->extents[axis];
    }
    return view->base + offset * view->bytes;
}

static weft_pool *test_pool(void) {
    static weft_pool *pool;
    static _Atomic int state;
    int none = 0;
    if (__c11_atomic_compare_exchange_strong(&state, &none, 1, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
        pool = weft_pool_create(3);
        __c11_atomic_store(&state, 2, __ATOMIC_RELEASE);
    }
    while (__c11_atomic_load(&state, __ATOMIC_ACQUIRE) != 2) {}
    return pool;
}

weft_status weft_check_run_plan(weft_check *check, const weft_call *calls, int32_t count, int32_t threads) {
    for (int32_t index = 0; index < count; index++) weft_note_call(&calls[index]);
    void *memory = aligned_alloc(64, (size_t)(weft_plan_memory(check->isa, calls, count, threads) + 64));
    weft_status status;
    weft_plan_run(check->isa, calls, count, threads > 1 ? test_pool() : NULL, threads, memory, &status);
    free(memory);
    return status;
}

// Every written reach must be exactly what a written view is.
static void check_reach(
    weft_check *check, const weft_call *call, weft_test_view *const *written, int32_t count) {
    weft_reach_list reaches = {0};
    if (!weft_call_reach(check->isa, call, &reaches)) {
        weft_fails(check, "the reach was refused");
        return;
    }
    for (int32_t i = 0; i < reaches.count; i++) {
        weft_reach reach = reaches.reaches[i];
        if (!reach.written) continue;
        char *pointer = *(char **)((char *)call->args + reach.field);
        bool found = reach.low == reach.high;
        for (int32_t v = 0; v < count && !found; v++)
            found = pointer + reach.low == written[v]->memory && reach.high - reach.low == written[v]->size;
        if (!found) weft_fails(check, "the reach of the pointer at %d is not its view", reach.field);
    }
}

weft_status weft_check_call(
    weft_check *check, int32_t kind, void *arguments, int32_t bytes, weft_test_view *const *written, int32_t count) {
    weft_call call = {kind, bytes, arguments};
    check_reach(check, &call, written, count);
    char *first[4] = {NULL}, *before[4] = {NULL};
    for (int32_t v = 0; v < count; v++) {
        before[v] = malloc((size_t)(written[v]->size + 1)), first[v] = malloc((size_t)(written[v]->size + 1));
        memcpy(before[v], written[v]->memory, (size_t)written[v]->size);
    }
    weft_status status = weft_check_run_plan(check, &call, 1, 1);
    for (int32_t v = 0; v < count; v++) {
        memcpy(first[v], written[v]->memory, (size_t)written[v]->size);
        memcpy(written[v]->memory, before[v], (size_t)written[v]->size);
    }
    weft_status again = weft_check_run_plan(check, &call, 1, 3);
    if (memcmp(&status, &again, sizeof status) != 0) weft_fails(check, "three threads report another status");
    for (int32_t v = 0; v < count; v++) {
        if (memcmp(first[v], written[v]->memory, (size_t)written[v]->size) != 0 && status.code == 0)
            weft_fails(check, "three threads give other bits");
        free(first[v]), free(before[v]);
    }
    return status;
}

bool weft_is_near(float value, double wanted, double places, double absolute) {
    if (isnan(wanted)) return isnan(value);
    if (isinf((float)wanted)) return (double)value == (double)(float)wanted || fabs((double)value) > 3.4e38;
    return fabs((double)value - wanted) <= fmax(absolute, places * 0x1p-24 * fabs(wanted) * 2);
}
