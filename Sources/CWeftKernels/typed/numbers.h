// Arithmetic on whole numbers as their types have it.
#ifndef WEFT_NUMBERS_H
#define WEFT_NUMBERS_H

#include <stdbool.h>
#include <stdint.h>

#include "../include/weft_type.h"

static inline bool weft_type_is_signed(int32_t type) {
    return type == WEFT_TYPE_I8 || type == WEFT_TYPE_I16 || type == WEFT_TYPE_I32 || type == WEFT_TYPE_I64;
}

// What an integer is combined with by exclusive or, so that signed comparison orders it as its type does.
static inline int64_t weft_order_bias(int32_t type) { return type == WEFT_TYPE_U64 ? INT64_MIN : 0; }

// The number as the type holds it; a truth value becomes 0 or 1.
static inline int64_t weft_wrapped(int64_t value, int32_t type) {
    switch (type) {
    case WEFT_TYPE_I8: return (int8_t)value;
    case WEFT_TYPE_U8: return (uint8_t)value;
    case WEFT_TYPE_I16: return (int16_t)value;
    case WEFT_TYPE_U16: return (uint16_t)value;
    case WEFT_TYPE_I32: return (int32_t)value;
    case WEFT_TYPE_U32: return (uint32_t)value;
    case WEFT_TYPE_BOOL: return value != 0;
    default: return value;
    }
}

static inline int64_t weft_added(int64_t a, int64_t b) { return (int64_t)((uint64_t)a + (uint64_t)b); }
static inline int64_t weft_subtracted(int64_t a, int64_t b) { return (int64_t)((uint64_t)a - (uint64_t)b); }
static inline int64_t weft_multiplied(int64_t a, int64_t b) { return (int64_t)((uint64_t)a * (uint64_t)b); }

// Towards negative infinity; the divisor is not 0, and the lowest number divided by -1 wraps.
static inline int64_t weft_divided(int64_t a, int64_t b, int32_t type) {
    if (type == WEFT_TYPE_U64) return (int64_t)((uint64_t)a / (uint64_t)b);
    if (b == -1) return weft_subtracted(0, a);
    return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}

static inline int64_t weft_remainder(int64_t a, int64_t b, int32_t type) {
    if (type == WEFT_TYPE_U64) return (int64_t)((uint64_t)a % (uint64_t)b);
    if (b == -1) return 0;
    int64_t rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

static inline int64_t weft_power(int64_t base, uint64_t exponent) {
    int64_t result = 1;
    for (; exponent > 0; exponent >>= 1) {
        if (exponent & 1) result = weft_multiplied(result, base);
        base = weft_multiplied(base, base);
    }
    return result;
}

#endif
