// Whole numbers of any type, one at a time.
#ifndef WEFT_INDICES_H
#define WEFT_INDICES_H

#include "../include/weft_type.h"

#include <stdbool.h>
#include <stdint.h>

static inline bool weft_type_is_integer(int32_t type) { return type >= WEFT_TYPE_I8 && type <= WEFT_TYPE_U64; }

// The number as 64 bits; of the unsigned type of 64 bits the same bits, so that a large one is negative.
static inline int64_t weft_read_integer(const void *from, int32_t type, int64_t index) {
    switch (type) {
    case WEFT_TYPE_I8: return ((const int8_t *)from)[index];
    case WEFT_TYPE_U8: case WEFT_TYPE_BOOL: return ((const uint8_t *)from)[index];
    case WEFT_TYPE_I16: return ((const int16_t *)from)[index];
    case WEFT_TYPE_U16: return ((const uint16_t *)from)[index];
    case WEFT_TYPE_I32: return ((const int32_t *)from)[index];
    case WEFT_TYPE_U32: return ((const uint32_t *)from)[index];
    default: return ((const int64_t *)from)[index];
    }
}

// Wrapped to the type.
static inline void weft_write_integer(void *to, int32_t type, int64_t index, int64_t value) {
    switch (weft_type_bytes(type)) {
    case 1: ((uint8_t *)to)[index] = type == WEFT_TYPE_BOOL ? value != 0 : (uint8_t)value; return;
    case 2: ((uint16_t *)to)[index] = (uint16_t)value; return;
    case 4: ((uint32_t *)to)[index] = (uint32_t)value; return;
    default: ((uint64_t *)to)[index] = (uint64_t)value; return;
    }
}

// Moves one element, or fills it.
static inline void weft_move_element(void *to, const void *from, int32_t bytes) {
    switch (bytes) {
    case 1: *(uint8_t *)to = *(const uint8_t *)from; return;
    case 2: *(uint16_t *)to = *(const uint16_t *)from; return;
    case 4: *(uint32_t *)to = *(const uint32_t *)from; return;
    default: *(uint64_t *)to = *(const uint64_t *)from; return;
    }
}

static inline bool weft_is_element_size(int32_t bytes) { return bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8; }

#endif
