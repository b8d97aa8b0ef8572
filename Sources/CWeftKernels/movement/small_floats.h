// Half and brain floats as bit patterns, converted in integers: no machine or runtime library needs to know them.
#ifndef WEFT_SMALL_FLOATS_H
#define WEFT_SMALL_FLOATS_H

#include <stdint.h>
#include <string.h>

static inline float weft_float_of_bits(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline uint32_t weft_bits_of_float(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static inline float weft_float_of_f16(uint16_t half) {
    uint32_t magnitude = (uint32_t)(half & 0x7fff) << 13, sign = (uint32_t)(half & 0x8000) << 16;
    // Scaling by 2^112 moves the exponent, for subnormal numbers too.
    uint32_t bits = weft_bits_of_float(weft_float_of_bits(magnitude) * 0x1p112f);
    bits = magnitude >= 0x7c00u << 13 ? magnitude | 0x7f800000u : bits;
    return weft_float_of_bits(bits | sign);
}

// To nearest, ties to even; NaN becomes the quiet one.
static inline uint16_t weft_f16_of_float(float value) {
    uint32_t bits = weft_bits_of_float(value), magnitude = bits & 0x7fffffffu, sign = (bits >> 16) & 0x8000u;
    uint32_t normal = (magnitude - (112u << 23) + 0xfffu + ((magnitude >> 13) & 1u)) >> 13;
    uint32_t small = weft_bits_of_float(weft_float_of_bits(magnitude) + 0.5f) - 0x3f000000u;
    uint32_t half = magnitude < 0x38800000u ? small : normal;
    half = magnitude >= 0x47800000u ? 0x7c00u : half;
    return magnitude > 0x7f800000u ? 0x7e00u : (uint16_t)(half | sign);
}

static inline float weft_float_of_bf16(uint16_t brain) { return weft_float_of_bits((uint32_t)brain << 16); }

static inline uint16_t weft_bf16_of_float(float value) {
    uint32_t bits = weft_bits_of_float(value);
    uint32_t rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
    return (bits & 0x7fffffffu) > 0x7f800000u ? 0x7fc0u : (uint16_t)rounded;
}

// The float nearest to a double whose last bit says whether something was lost: rounding it again rounds the double
// once.
static inline float weft_odd_float(double value) {
    float nearest = (float)value;
    if ((double)nearest == value || value != value) return nearest;
    uint32_t bits = weft_bits_of_float(nearest);
    double size = value < 0 ? -value : value, near_size = nearest < 0 ? -(double)nearest : (double)nearest;
    return weft_float_of_bits((near_size > size ? bits - 1 : bits) | 1u);
}

static inline uint16_t weft_f16_of_double(double value) { return weft_f16_of_float(weft_odd_float(value)); }
static inline uint16_t weft_bf16_of_double(double value) { return weft_bf16_of_float(weft_odd_float(value)); }

#endif
