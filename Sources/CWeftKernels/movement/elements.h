// Rows of elements of any type, converted.
#ifndef WEFT_ELEMENTS_H
#define WEFT_ELEMENTS_H

#include "../include/weft_type.h"

// Typed elements lie `step` apart, in elements; floats lie side by side. Rules as for weft_convert.
void weft_elements_to_float(float *to, const void *from, int64_t step, int32_t type, int64_t count);
void weft_elements_of_float(void *to, int64_t step, int32_t type, const float *from, int64_t count);
void weft_elements_convert(
    void *to, int64_t to_step, int32_t to_type, const void *from, int64_t from_step, int32_t from_type, int64_t count);

#endif
