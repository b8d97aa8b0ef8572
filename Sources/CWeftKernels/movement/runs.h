// Rows of elements with any pitch, moved or filled.
#ifndef WEFT_RUNS_H
#define WEFT_RUNS_H

#include <stdint.h>
#include <string.h>

#include "indices.h"

static inline void weft_copy_run(
    char *to, int64_t to_step, const char *from, int64_t from_step, int32_t bytes, int64_t count) {
    if (to_step == 1 && from_step == 1) {
        memcpy(to, from, (size_t)(count * bytes));
        return;
    }
    for (int64_t i = 0; i < count; i++)
        weft_move_element(to + i * to_step * bytes, from + i * from_step * bytes, bytes);
}

static inline void weft_fill_run(char *to, int64_t step, uint64_t pattern, int32_t bytes, int64_t count) {
    if (step == 1 && pattern == 0) {
        memset(to, 0, (size_t)(count * bytes));
        return;
    }
    switch (bytes) {
#define WEFT_FILL_CASE(size, c_type)                                                                                   \
    case size:                                                                                                         \
        for (int64_t i = 0; i < count; i++) ((c_type *)(void *)to)[i * step] = (c_type)pattern;                        \
        return;
        WEFT_FILL_CASE(1, uint8_t)
        WEFT_FILL_CASE(2, uint16_t)
        WEFT_FILL_CASE(4, uint32_t)
        WEFT_FILL_CASE(8, uint64_t)
#undef WEFT_FILL_CASE
    }
}

#endif
