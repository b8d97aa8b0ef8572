// What products and convolutions compute, said plainly: the oracle of the tests.
#ifndef WEFT_REFERENCE_H
#define WEFT_REFERENCE_H

#include "weft_convolution.h"
#include "weft_product.h"

// A sum in double precision, and the sum of the terms' magnitudes. A direct kernel that adds k products in any order is
// within k * 2^-24 times the magnitude of the sum (Higham, Accuracy and Stability of Numerical Algorithms, section 3.1).
typedef struct weft_sum {
    double value, magnitude;
} weft_sum;

// The sum for (batch, row, column group, unit) before the epilogue. B is not packed: it stands as the packing says, batches
// source_batch elements apart.
weft_sum weft_product_reference(
    const weft_product_args *args, const weft_product_packing *packing, const float *source, int64_t source_batch,
    int64_t batch, int64_t row, int32_t group, int64_t unit);
// The sum for output pixel (n, d, h, w) and output channel o, with weights that are not packed.
weft_sum weft_convolution_reference(
    const weft_convolution_args *args, const weft_convolution_packing *packing, const float *source, int64_t n,
    const int64_t pixel[3], int64_t o);
// An epilogue without a program on a sum that has its bias and residual already.
double weft_activation_reference(int32_t activation, double value, double x, double y);

#endif
