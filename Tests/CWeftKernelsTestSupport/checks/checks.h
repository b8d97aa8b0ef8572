// What checks are made of.
#ifndef WEFT_CHECKS_INTERNAL_H
#define WEFT_CHECKS_INTERNAL_H

#include "../include/weft_vector_checks.h"

#define WEFT_CHECK_DECLARE(name, text) void weft_check_##name(weft_check *check);
WEFT_CHECKS(WEFT_CHECK_DECLARE)
#undef WEFT_CHECK_DECLARE

void weft_fails(weft_check *check, const char *format, ...) __attribute__((format(printf, 2, 3)));

// A random number below `end`; a number from low to high; a float from -range to range.
uint64_t weft_random(weft_check *check);
int64_t weft_random_below(weft_check *check, int64_t end);
int64_t weft_random_from(weft_check *check, int64_t low, int64_t high);
float weft_random_float(weft_check *check, float range);

// A view of a buffer that is exactly as large as the view reaches.
typedef struct weft_test_view {
    int32_t rank;
    int64_t extents[WEFT_MAX_RANK], strides[WEFT_MAX_RANK];
    int64_t bytes;          // of an element
    char *memory, *base;    // ends where a page begins that cannot be touched; where the first element is
    int64_t size;           // of the memory, in bytes
} weft_test_view;

// Random extents, of small sizes and now and then 0.
int32_t weft_random_extents(weft_check *check, int32_t most_rank, int64_t most, int64_t *extents);
// A view with random strides, in which elements do not lie on each other unless `may_repeat`.
weft_test_view weft_random_view(
    weft_check *check, int32_t rank, const int64_t *extents, int64_t bytes, bool may_repeat);
// A view that lies together, with a pitch for the innermost but one axis that is `gap` larger than needed.
weft_test_view weft_dense_view(int32_t rank, const int64_t *extents, int64_t bytes, int64_t gap);
void weft_free_view(weft_test_view *view);

void weft_fill_floats(weft_check *check, weft_test_view *view, float range);
void weft_fill_bytes(weft_check *check, weft_test_view *view);

// The element with a number in C order.
void *weft_element(const weft_test_view *view, int64_t number);
int64_t weft_elements(int32_t rank, const int64_t *extents);

// Checks the reach of a call against the views behind its pointers, then runs it; `written` views are compared between
// one thread and three. The status is of the first run.
weft_status weft_check_call(
    weft_check *check, int32_t kind, void *arguments, int32_t bytes, weft_test_view *const *written, int32_t count);

// Runs calls once.
weft_status weft_check_run_plan(weft_check *check, const weft_call *calls, int32_t count, int32_t threads);

// Whether a float is as near to what it should be as asked: at most `places` last places of it or `absolute` away.
bool weft_is_near(float value, double wanted, double places, double absolute);

#endif
