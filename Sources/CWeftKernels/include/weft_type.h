// The element types that kernels compute with, by the numbers that stand for them in files.
#ifndef WEFT_TYPE_H
#define WEFT_TYPE_H

#include <stdint.h>

// Name, number, bytes of an element.
#define WEFT_TYPES(X)                                                                                                  \
    X(F32, 1, 4)                                                                                                       \
    X(F16, 2, 2)                                                                                                       \
    X(BF16, 3, 2)                                                                                                      \
    X(F64, 4, 8)                                                                                                       \
    X(I8, 5, 1)                                                                                                        \
    X(U8, 6, 1)                                                                                                        \
    X(I16, 7, 2)                                                                                                       \
    X(U16, 8, 2)                                                                                                       \
    X(I32, 9, 4)                                                                                                       \
    X(U32, 10, 4)                                                                                                      \
    X(I64, 11, 8)                                                                                                      \
    X(U64, 12, 8)                                                                                                      \
    X(BOOL, 13, 1)

typedef enum weft_type {
    WEFT_TYPE_NONE,
#define WEFT_TYPE_CASE(name, number, bytes) WEFT_TYPE_##name = number,
    WEFT_TYPES(WEFT_TYPE_CASE)
#undef WEFT_TYPE_CASE
    WEFT_TYPE_COUNT,
} weft_type;

// Bytes of an element; 0 for a number that is no type.
static inline int64_t weft_type_bytes(int32_t type) {
    switch (type) {
#define WEFT_TYPE_CASE(name, number, bytes)                                                                            \
    case number: return bytes;
        WEFT_TYPES(WEFT_TYPE_CASE)
#undef WEFT_TYPE_CASE
    default: return 0;
    }
}

#endif
