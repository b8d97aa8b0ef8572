#include "../include/weft_reference.h"

#include <math.h>

weft_sum weft_product_reference(
    const weft_product_args *args, const weft_product_packing *packing, const float *source, int64_t source_batch,
    int64_t batch, int64_t row, int32_t group, int64_t unit) {
    const float *a = args->a + batch * args->a_batch + row * args->a_row;
    const float *b = source + batch * source_batch + group * packing->strides[0] + unit * packing->strides[2];
    weft_sum sum = {0, 0};
    for (int64_t k = 0; k < args->k; k++) {
        const double term = (double)a[k] * (double)b[k * packing->strides[1]];
        sum.value += term;
        sum.magnitude += fabs(term);
    }
    return sum;
}

double weft_activation_reference(int32_t activation, double value, double x, double y) {
    switch (activation) {
    case WEFT_ACTIVATION_RELU: return value < 0 ? 0 : value;
    case WEFT_ACTIVATION_CLAMP: return value < x ? x : value > y ? y : value;
    case WEFT_ACTIVATION_LEAKY_RELU: return value < 0 ? value * x : value;
    case WEFT_ACTIVATION_SIGMOID: return 1 / (1 + exp(-value));
    case WEFT_ACTIVATION_TANH: return tanh(value);
    case WEFT_ACTIVATION_SILU: return value / (1 + exp(-value));
    case WEFT_ACTIVATION_GELU: return value * 0.5 * erfc(-value / sqrt(2));
    case WEFT_ACTIVATION_HARD_SIGMOID: return fmin(fmax(value * x + y, 0), 1);
    case WEFT_ACTIVATION_HARD_SWISH: return value * fmin(fmax(value / 6 + 0.5, 0), 1);
    default: return value;
    }
}
