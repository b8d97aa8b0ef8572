// Products and convolutions against their references, on guarded memory: whoever reads or writes beyond what the call's
// reach says meets a page that is not there.
#ifndef WEFT_TEST_SUMS_H
#define WEFT_TEST_SUMS_H

#include <CWeftKernels.h>

typedef struct weft_test_result {
    bool accepted;     // the call's reach was given
    int64_t strays;    // floats that were written and should not have been
    bool same;         // several threads gave the same bits as one
    double worst;      // the largest error in units of what is allowed
} weft_test_result;

typedef struct weft_test_epilogue {
    bool bias, residual, program;  // the program: tanh of the last group's sum times the first one's, plus an operand
    int32_t activation;
    float x, y;
} weft_test_epilogue;

typedef struct weft_test_product {
    weft_isa isa;
    int64_t batch, m, n, k;
    int32_t groups;
    int64_t a_gap, out_gap;  // floats between rows
    bool shared_b;           // all batches have one B
    bool transposed;         // the source of B
    weft_test_epilogue epilogue;
} weft_test_product;

weft_test_result weft_test_run_product(weft_test_product test);

typedef enum weft_test_kernel {
    WEFT_TEST_DIRECT,
    WEFT_TEST_DEPTHWISE,
    WEFT_TEST_WINOGRAD4,
    WEFT_TEST_WINOGRAD6,
    WEFT_TEST_WINOGRAD8,
    WEFT_TEST_WINOGRAD10,
} weft_test_kernel;

typedef struct weft_test_convolution {
    weft_isa isa;
    weft_test_kernel kernel;
    weft_convolution_shape shape;  // out_extent is found from `after`
    int64_t after[3];              // padding on the high side
    int64_t in_gap, out_gap;       // floats between pixels
    weft_test_epilogue epilogue;
} weft_test_convolution;

weft_test_result weft_test_run_convolution(weft_test_convolution test);

// A depthwise convolution of one image in bands of `rows` output rows, whose input rows lie in a ring that is no larger than it
// must be: whether each band was accepted and all of them give the bits of the whole.
bool weft_test_run_ring(weft_test_convolution test, int64_t rows);

// Regions on a pool of so many threads: whether every part ran exactly once in each, below the thread count, also in regions
// that began while the pool was taken (from several threads at once, and from within a part).
bool weft_test_pool(int32_t threads, int32_t regions, int64_t parts);
// The threads of the pool of the process.
int32_t weft_test_shared_threads(void);

#endif
