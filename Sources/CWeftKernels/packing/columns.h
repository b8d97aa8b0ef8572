// Weights turned over: what lies side by side for an output becomes rows of a panel.
#ifndef WEFT_COLUMNS_H
#define WEFT_COLUMNS_H

#include <stdint.h>

// Element c of row r, at from + r * pitch + c, goes to to[c] + r, for `rows` rows and `columns` columns; behind the rows are
// zeros up to `width`, which is a multiple of the vector.
typedef void weft_pack_columns(
    const float *from, int64_t pitch, int64_t rows, int64_t columns, float *const *to, int64_t width);

#endif
