// Floats of 8 and 4 bits and integers of 4 and 2, one at a time, in integer and double arithmetic.
#ifndef WEFT_SMALL_TYPES_H
#define WEFT_SMALL_TYPES_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "../include/weft_movement.h"

// What the highest exponent means: as IEEE 754; NaN alone, with all ones behind it; nothing, and NaN stands in the place
// of negative zero, with a bias one larger; or nothing at all.
typedef enum weft_special { WEFT_SPECIAL_IEEE, WEFT_SPECIAL_NAN, WEFT_SPECIAL_FNUZ, WEFT_SPECIAL_NONE } weft_special;

typedef struct weft_small_format {
    int32_t exponent, mantissa;  // bits
    weft_special special;
} weft_small_format;

static inline weft_small_format weft_small_format_of(int32_t type) {
    switch (type) {
    case WEFT_SMALL_F8E4M3: return (weft_small_format){4, 3, WEFT_SPECIAL_NAN};
    case WEFT_SMALL_F8E5M2: return (weft_small_format){5, 2, WEFT_SPECIAL_IEEE};
    case WEFT_SMALL_F8E4M3FNUZ: return (weft_small_format){4, 3, WEFT_SPECIAL_FNUZ};
    case WEFT_SMALL_F8E5M2FNUZ: return (weft_small_format){5, 2, WEFT_SPECIAL_FNUZ};
    default: return (weft_small_format){2, 1, WEFT_SPECIAL_NONE};
    }
}

// The bits of an element; 0 for what is no small type.
static inline int32_t weft_small_bits(int32_t type) {
    switch (type) {
    case WEFT_SMALL_I2: case WEFT_SMALL_U2: return 2;
    case WEFT_SMALL_I4: case WEFT_SMALL_U4: case WEFT_SMALL_F4E2M1: return 4;
    default: return type >= WEFT_SMALL_F8E4M3 && type < WEFT_SMALL_END ? 8 : 0;
    }
}

static inline bool weft_small_is_signed(int32_t type) { return type == WEFT_SMALL_I4 || type == WEFT_SMALL_I2; }

static inline bool weft_small_is_float(int32_t type) {
    return weft_small_bits(type) == 8 || type == WEFT_SMALL_F4E2M1;
}

static inline int32_t weft_small_load(const void *from, int32_t type, int64_t index) {
    int32_t bits = weft_small_bits(type), each = 8 / bits;
    return ((const uint8_t *)from)[index / each] >> (index % each * bits) & ((1 << bits) - 1);
}

// Elements are written in their order: the first of a byte clears the others.
static inline void weft_small_store(void *to, int32_t type, int64_t index, int32_t value) {
    int32_t bits = weft_small_bits(type), each = 8 / bits, shift = (int32_t)(index % each) * bits;
    uint8_t *place = (uint8_t *)to + index / each, own = (uint8_t)((value & ((1 << bits) - 1)) << shift);
    *place = shift == 0 ? own : *place | own;
}

static inline int32_t weft_small_bias(weft_small_format it) {
    return (1 << (it.exponent - 1)) - (it.special != WEFT_SPECIAL_FNUZ);
}

static inline double weft_small_value(int32_t type, int32_t bits) {
    if (type == WEFT_SMALL_F8E8M0) return bits == 255 ? NAN : ldexp(1, bits - 127);
    weft_small_format it = weft_small_format_of(type);
    int32_t top = (1 << it.exponent) - 1, mask = (1 << it.mantissa) - 1, sign = 1 << (it.exponent + it.mantissa);
    int32_t exponent = bits >> it.mantissa & top, mantissa = bits & mask, bias = weft_small_bias(it);
    double size;
    if (exponent == top && it.special == WEFT_SPECIAL_IEEE) size = mantissa == 0 ? INFINITY : NAN;
    else if (exponent == top && it.special == WEFT_SPECIAL_NAN && mantissa == mask) size = NAN;
    else if (it.special == WEFT_SPECIAL_FNUZ && bits == sign) size = NAN;
    else if (exponent == 0) size = ldexp(mantissa, 1 - bias - it.mantissa);
    else size = ldexp(mantissa | (mask + 1), exponent - bias - it.mantissa);
    return bits & sign ? -size : size;
}

// The bits of the largest size that is finite, of NaN, and of what is too large.
static inline int32_t weft_small_top(weft_small_format it) {
    int32_t sign = 1 << (it.exponent + it.mantissa);
    if (it.special == WEFT_SPECIAL_IEEE) return (((1 << it.exponent) - 1) << it.mantissa) - 1;
    return it.special == WEFT_SPECIAL_NAN ? sign - 2 : sign - 1;
}

static inline int32_t weft_small_nan(weft_small_format it) {
    int32_t sign = 1 << (it.exponent + it.mantissa);
    if (it.special == WEFT_SPECIAL_IEEE) return weft_small_top(it) + 1 + (1 << (it.mantissa - 1));
    return it.special == WEFT_SPECIAL_FNUZ ? sign : sign - 1;
}

static inline int32_t weft_small_beyond(weft_small_format it) {
    if (it.special == WEFT_SPECIAL_IEEE) return weft_small_top(it) + 1;
    return it.special == WEFT_SPECIAL_NONE ? weft_small_top(it) : weft_small_nan(it);
}

// The nearest power of two, a tie going to the larger; what has no size to round is NaN.
static inline int32_t weft_power_bits(double value) {
    if (!(value >= 0) || isinf(value)) return 255;
    if (value < 0x1p-127) return 0;
    int32_t exponent = ilogb(value);
    exponent += ldexp(value, -exponent) >= 1.5;
    return exponent > 127 ? 255 : exponent + 127;
}

// The bits nearest to a value, ties to even.
static inline int32_t weft_small_bits_of(int32_t type, double value) {
    if (type == WEFT_SMALL_F8E8M0) return weft_power_bits(value);
    weft_small_format it = weft_small_format_of(type);
    int32_t sign = 1 << (it.exponent + it.mantissa), bias = weft_small_bias(it), pattern;
    if (isnan(value)) return it.special != WEFT_SPECIAL_NONE ? weft_small_nan(it) : signbit(value) ? sign : 0;
    double size = fabs(value);
    if (size == 0) {
        pattern = 0;
    } else if (isinf(size)) {
        pattern = weft_small_beyond(it);
    } else {
        int32_t exponent = ilogb(size) > 1 - bias ? ilogb(size) : 1 - bias;
        double units = ldexp(size, it.mantissa - exponent);
        units -= remainder(units, 1);
        // A carry out of the mantissa moves into the exponent by itself.
        double whole = ldexp(exponent + bias - 1, it.mantissa) + units;
        pattern = whole > weft_small_top(it) ? weft_small_beyond(it) : (int32_t)whole;
    }
    if (it.special == WEFT_SPECIAL_FNUZ && (pattern == 0 || pattern == weft_small_nan(it))) return pattern;
    return signbit(value) ? sign | pattern : pattern;
}

// The largest finite value; infinity for what is no small float.
static inline double weft_small_largest(int32_t type) {
    if (!weft_small_is_float(type)) return INFINITY;
    return type == WEFT_SMALL_F8E8M0 ? 0x1p127 : weft_small_value(type, weft_small_top(weft_small_format_of(type)));
}

#endif
