#include "../include/weft_reference.h"

#include <math.h>

// The input pixel that a tap sees, or NULL outside.
static const float *tap_of(
    const weft_convolution_args *args, int64_t n, const int64_t pixel[3], const int64_t tap[3]) {
    const weft_convolution_shape *shape = &args->shape;
    const float *in = args->in + n * args->in_strides[0];
    for (int i = 0; i < 3; i++) {
        const int64_t at = pixel[i] * shape->stride[i] - shape->before[i] + tap[i] * shape->dilation[i];
        if (at < 0 || at >= shape->in_extent[i]) return NULL;
        in += at * args->in_strides[i + 1];
    }
    return in;
}

weft_sum weft_convolution_reference(
    const weft_convolution_args *args, const weft_convolution_packing *packing, const float *source, int64_t n,
    const int64_t pixel[3], int64_t o) {
    const int64_t channels = packing->in_channels / packing->groups;
    const int64_t group = o / (packing->out_channels / packing->groups), *kernel = packing->kernel;
    const int64_t taps = kernel[0] * kernel[1] * kernel[2];
    weft_sum sum = {0, 0};
    int64_t tap[3];
    for (tap[0] = 0; tap[0] < packing->kernel[0]; tap[0]++)
        for (tap[1] = 0; tap[1] < packing->kernel[1]; tap[1]++)
            for (tap[2] = 0; tap[2] < packing->kernel[2]; tap[2]++) {
                const float *in = tap_of(args, n, pixel, tap);
                if (in == NULL) continue;
                const float *weight = source + o * channels * taps + (tap[0] * kernel[1] + tap[1]) * kernel[2] + tap[2];
                for (int64_t i = 0; i < channels; i++) {
                    const double term = (double)in[group * channels + i] * (double)weight[i * taps];
                    sum.value += term;
                    sum.magnitude += fabs(term);
                }
            }
    return sum;
}
