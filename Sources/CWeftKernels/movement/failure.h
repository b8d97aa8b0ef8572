// Reporting a number from data that cannot be used.
#ifndef WEFT_FAILURE_H
#define WEFT_FAILURE_H

#include "../include/weft_family.h"

// Keeps the failure at the lowest position that the worker has met.
static inline void weft_fail(
    const weft_worker *worker, weft_failure code, int64_t position, int64_t value, int64_t low, int64_t high) {
    weft_status *status = worker->status;
    if (status->code != WEFT_FAILURE_NONE && status->position <= position) return;
    *status = (weft_status){(int32_t)code, 0, position, value, low, high};
}

#endif
