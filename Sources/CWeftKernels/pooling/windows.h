// What a pool's inner loops are given: windows of a row that lie in the input alike, the first of them clipped to it.
#ifndef WEFT_POOLING_WINDOWS_H
#define WEFT_POOLING_WINDOWS_H

#include <stdint.h>

// Taps[axis] elements, strides[axis] apart, starting at `in`; then `channels` of them side by side.
typedef struct weft_window {
    const float *in;
    int64_t taps[3], strides[3];
    float *out;
    int64_t count, in_step, out_step;  // so many windows, and from one to the next
    int64_t channels;
    double divisor;  // of a mean
} weft_window;

#endif
