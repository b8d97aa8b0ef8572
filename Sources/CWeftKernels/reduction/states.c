#include "states.h"

#include <math.h>

weft_reduction_state weft_reduction_start(int32_t kind) {
    switch (kind) {
    case WEFT_REDUCTION_PRODUCT: return (weft_reduction_state){1, 0};
    case WEFT_REDUCTION_LOGSUMEXP: case WEFT_REDUCTION_MAX: return (weft_reduction_state){-INFINITY, 0};
    case WEFT_REDUCTION_MIN: return (weft_reduction_state){INFINITY, 0};
    // No position yet: anything is better.
    case WEFT_REDUCTION_ARGMAX: return (weft_reduction_state){-INFINITY, -1};
    case WEFT_REDUCTION_ARGMIN: return (weft_reduction_state){INFINITY, -1};
    default: return (weft_reduction_state){0, 0};
    }
}

static weft_reduction_state join_exponentials(weft_reduction_state x, weft_reduction_state y) {
    double most = x.a > y.a || isnan(x.a) ? x.a : y.a;
    if (!isfinite(most)) return (weft_reduction_state){most, 0};
    double left = isfinite(x.a) ? x.b * exp(x.a - most) : 0, right = isfinite(y.a) ? y.b * exp(y.a - most) : 0;
    return (weft_reduction_state){most, left + right};
}

weft_reduction_state weft_reduction_join(int32_t kind, weft_reduction_state x, weft_reduction_state y) {
    switch (kind) {
    case WEFT_REDUCTION_PRODUCT: return (weft_reduction_state){x.a * y.a, 0};
    case WEFT_REDUCTION_LOGSUMEXP: return join_exponentials(x, y);
    case WEFT_REDUCTION_MAX: return x.a > y.a || isnan(x.a) ? x : y;
    case WEFT_REDUCTION_MIN: return x.a < y.a || isnan(x.a) ? x : y;
    case WEFT_REDUCTION_ARGMAX: return y.b < 0 || (x.b >= 0 && (isnan(x.a) || x.a >= y.a)) ? x : y;
    case WEFT_REDUCTION_ARGMIN: return y.b < 0 || (x.b >= 0 && (isnan(x.a) || x.a <= y.a)) ? x : y;
    default: return (weft_reduction_state){x.a + y.a, 0};
    }
}
