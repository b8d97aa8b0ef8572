#include "elements.h"

#include <string.h>

#include "small_floats.h"

// Whole numbers, each with its C type and its range as doubles: from `low`, and below `end`.
#define INTEGERS(X)                                                                                                    \
    X(I8, int8_t, -0x1p7, 0x1p7, INT8_MIN, INT8_MAX)                                                                   \
    X(U8, uint8_t, 0, 0x1p8, 0, UINT8_MAX)                                                                             \
    X(I16, int16_t, -0x1p15, 0x1p15, INT16_MIN, INT16_MAX)                                                             \
    X(U16, uint16_t, 0, 0x1p16, 0, UINT16_MAX)                                                                         \
    X(I32, int32_t, -0x1p31, 0x1p31, INT32_MIN, INT32_MAX)                                                             \
    X(U32, uint32_t, 0, 0x1p32, 0, UINT32_MAX)                                                                         \
    X(I64, int64_t, -0x1p63, 0x1p63, INT64_MIN, INT64_MAX)                                                             \
    X(U64, uint64_t, 0, 0x1p64, 0, UINT64_MAX)

#define FLOATS(X)                                                                                                      \
    X(F32, float, , (float))                                                                                           \
    X(F64, double, , )                                                                                                 \
    X(F16, uint16_t, weft_float_of_f16, weft_f16_of_double)                                                            \
    X(BF16, uint16_t, weft_float_of_bf16, weft_bf16_of_double)

void weft_elements_to_float(float *to, const void *from, int64_t step, int32_t type, int64_t count) {
    switch (type) {
#define CASE(name, c_type, widen, narrow)                                                                              \
    case WEFT_TYPE_##name:                                                                                             \
        for (int64_t i = 0; i < count; i++) to[i] = (float)widen(((const c_type *)from)[i * step]);                    \
        return;
        FLOATS(CASE)
#undef CASE
#define CASE(name, c_type, low, end, least, most)                                                                      \
    case WEFT_TYPE_##name:                                                                                             \
        for (int64_t i = 0; i < count; i++) to[i] = (float)((const c_type *)from)[i * step];                           \
        return;
        INTEGERS(CASE)
#undef CASE
    case WEFT_TYPE_BOOL:
        for (int64_t i = 0; i < count; i++) to[i] = ((const uint8_t *)from)[i * step] != 0;
        return;
    }
}

// Writes doubles as elements of a type.
void weft_elements_of_reals(void *to, int64_t step, int32_t type, const double *from, int64_t count) {
    switch (type) {
#define CASE(name, c_type, widen, narrow)                                                                              \
    case WEFT_TYPE_##name:                                                                                             \
        for (int64_t i = 0; i < count; i++) ((c_type *)to)[i * step] = narrow(from[i]);                                \
        return;
        FLOATS(CASE)
#undef CASE
#define CASE(name, c_type, low, end, least, most)                                                                      \
    case WEFT_TYPE_##name:                                                                                             \
        for (int64_t i = 0; i < count; i++) {                                                                          \
            double x = from[i];                                                                                        \
            ((c_type *)to)[i * step] = x != x ? 0 : x <= low ? least : x >= end ? most : (c_type)x;                    \
        }                                                                                                              \
        return;
        INTEGERS(CASE)
#undef CASE
    case WEFT_TYPE_BOOL:
        for (int64_t i = 0; i < count; i++) ((uint8_t *)to)[i * step] = from[i] != 0;
        return;
    }
}

// Writes whole numbers of 64 bits as elements of a type; as floats they go at once, so that nothing is rounded twice.
void weft_elements_of_integers(
    void *to, int64_t step, int32_t type, const int64_t *from, bool is_unsigned, int64_t count) {
    switch (type) {
    case WEFT_TYPE_F32:
        for (int64_t i = 0; i < count; i++)
            ((float *)to)[i * step] = is_unsigned ? (float)(uint64_t)from[i] : (float)from[i];
        return;
    case WEFT_TYPE_F64: case WEFT_TYPE_F16: case WEFT_TYPE_BF16:
        for (int64_t i = 0; i < count; i++) {
            double x = is_unsigned ? (double)(uint64_t)from[i] : (double)from[i];
            weft_elements_of_reals((char *)to + i * step * weft_type_bytes(type), 1, type, &x, 1);
        }
        return;
#define CASE(name, c_type, low, end, least, most)                                                                      \
    case WEFT_TYPE_##name:                                                                                             \
        for (int64_t i = 0; i < count; i++) ((c_type *)to)[i * step] = (c_type)from[i];                                \
        return;
        INTEGERS(CASE)
#undef CASE
    case WEFT_TYPE_BOOL:
        for (int64_t i = 0; i < count; i++) ((uint8_t *)to)[i * step] = from[i] != 0;
        return;
    }
}

void weft_elements_to_reals(double *to, const void *from, int64_t step, int32_t type, int64_t count) {
    switch (type) {
#define CASE(name, c_type, widen, narrow)                                                                              \
    case WEFT_TYPE_##name:                                                                                             \
        for (int64_t i = 0; i < count; i++) to[i] = (double)widen(((const c_type *)from)[i * step]);                   \
        return;
        FLOATS(CASE)
#undef CASE
    }
}

void weft_elements_to_integers(int64_t *to, const void *from, int64_t step, int32_t type, int64_t count) {
    switch (type) {
#define CASE(name, c_type, low, end, least, most)                                                                      \
    case WEFT_TYPE_##name:                                                                                             \
        for (int64_t i = 0; i < count; i++) to[i] = (int64_t)((const c_type *)from)[i * step];                         \
        return;
        INTEGERS(CASE)
#undef CASE
    case WEFT_TYPE_BOOL:
        for (int64_t i = 0; i < count; i++) to[i] = ((const uint8_t *)from)[i * step] != 0;
        return;
    }
}

enum { BLOCK = 256 };

void weft_elements_of_float(void *to, int64_t step, int32_t type, const float *from, int64_t count) {
    if (type == WEFT_TYPE_F16) {
        for (int64_t i = 0; i < count; i++) ((uint16_t *)to)[i * step] = weft_f16_of_float(from[i]);
    } else if (type == WEFT_TYPE_BF16) {
        for (int64_t i = 0; i < count; i++) ((uint16_t *)to)[i * step] = weft_bf16_of_float(from[i]);
    } else {
        weft_elements_convert(to, step, type, from, 1, WEFT_TYPE_F32, count);
    }
}

bool weft_type_is_real(int32_t type) {
    return type == WEFT_TYPE_F32 || type == WEFT_TYPE_F64 || type == WEFT_TYPE_F16 || type == WEFT_TYPE_BF16;
}

void weft_elements_convert(
    void *to, int64_t to_step, int32_t to_type, const void *from, int64_t from_step, int32_t from_type, int64_t count) {
    if (to_type == WEFT_TYPE_F32 && to_step == 1) {
        weft_elements_to_float(to, from, from_step, from_type, count);
        return;
    }
    if (from_type == WEFT_TYPE_F32 && from_step == 1 && (to_type == WEFT_TYPE_F16 || to_type == WEFT_TYPE_BF16)) {
        weft_elements_of_float(to, to_step, to_type, from, count);
        return;
    }
    int64_t from_bytes = weft_type_bytes(from_type) * from_step, to_bytes = weft_type_bytes(to_type) * to_step;
    for (int64_t start = 0; start < count; start += BLOCK) {
        int64_t block = count - start < BLOCK ? count - start : BLOCK;
        const char *source = (const char *)from + start * from_bytes;
        char *target = (char *)to + start * to_bytes;
        if (weft_type_is_real(from_type)) {
            double reals[BLOCK];
            weft_elements_to_reals(reals, source, from_step, from_type, block);
            weft_elements_of_reals(target, to_step, to_type, reals, block);
        } else {
            int64_t integers[BLOCK];
            weft_elements_to_integers(integers, source, from_step, from_type, block);
            weft_elements_of_integers(target, to_step, to_type, integers, from_type == WEFT_TYPE_U64, block);
        }
    }
}
