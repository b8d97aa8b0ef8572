// Rows of elements of any type, converted.
#ifndef WEFT_ELEMENTS_H
#define WEFT_ELEMENTS_H

#include <stdbool.h>

#include "../include/weft_type.h"

// Typed elements lie `step` apart, in elements; floats lie side by side. Rules as for weft_convert.
void weft_elements_to_float(float *to, const void *from, int64_t step, int32_t type, int64_t count);
void weft_elements_of_float(void *to, int64_t step, int32_t type, const float *from, int64_t count);
void weft_elements_convert(
    void *to, int64_t to_step, int32_t to_type, const void *from, int64_t from_step, int32_t from_type, int64_t count);

// Elements of a floating-point type as doubles, and of the others as 64 bits (a u64's are the same bits).
bool weft_type_is_real(int32_t type);
void weft_elements_to_reals(double *to, const void *from, int64_t step, int32_t type, int64_t count);
void weft_elements_of_reals(void *to, int64_t step, int32_t type, const double *from, int64_t count);
void weft_elements_to_integers(int64_t *to, const void *from, int64_t step, int32_t type, int64_t count);
void weft_elements_of_integers(
    void *to, int64_t step, int32_t type, const int64_t *from, bool is_unsigned, int64_t count);

#endif
