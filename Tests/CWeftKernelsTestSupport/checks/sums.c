#include "../include/weft_test_sums.h"

#include "checks.h"

// Products and convolutions of made-up shapes, each against its reference.

static weft_test_epilogue random_epilogue(weft_check *check) {
    if (weft_random_below(check, 8) == 0) return (weft_test_epilogue){.program = true};
    static const int32_t activations[] = {
        WEFT_ACTIVATION_NONE,    WEFT_ACTIVATION_RELU, WEFT_ACTIVATION_CLAMP, WEFT_ACTIVATION_LEAKY_RELU,
        WEFT_ACTIVATION_SIGMOID, WEFT_ACTIVATION_TANH, WEFT_ACTIVATION_SILU,  WEFT_ACTIVATION_GELU,
        WEFT_ACTIVATION_HARD_SIGMOID, WEFT_ACTIVATION_HARD_SWISH,
    };
    int32_t activation = activations[weft_random_below(check, sizeof activations / sizeof *activations)];
    return (weft_test_epilogue){
        .bias = weft_random_below(check, 2), .residual = weft_random_below(check, 2), .activation = activation,
        .x = activation == WEFT_ACTIVATION_CLAMP ? -0.25f : 0.125f, .y = 0.5f};
}

static void expect_good(weft_check *check, weft_test_result result, const char *what) {
    if (!result.accepted) weft_fails(check, "%s: refused", what);
    else if (result.strays > 0) weft_fails(check, "%s: %lld floats beside", what, (long long)result.strays);
    else if (!result.same) weft_fails(check, "%s: three threads give other bits", what);
    else if (!(result.worst <= 1)) weft_fails(check, "%s: %g times the error allowed", what, result.worst);
}

void weft_check_product(weft_check *check) {
    bool is_single = weft_random_below(check, 3) == 0;
    weft_test_product test = {
        .isa = check->isa, .batch = weft_random_from(check, 1, 3),
        .m = weft_random_from(check, 0, is_single ? 2 : 40), .n = weft_random_from(check, 1, is_single ? 300 : 90),
        .k = weft_random_below(check, 70), .groups = (int32_t)weft_random_from(check, 1, 4),
        .a_gap = weft_random_below(check, 3), .out_gap = weft_random_below(check, 3),
        .shared_b = weft_random_below(check, 2), .transposed = weft_random_below(check, 2),
        .epilogue = random_epilogue(check)};
    expect_good(check, weft_test_run_product(test), "a product");
}

// Kernels, and the sizes that Winograd's have transforms for.
typedef struct filtering {
    weft_test_kernel kernel;
    int64_t height, width;  // 0 for any
} filtering;

static const filtering filterings[] = {
    {WEFT_TEST_DIRECT, 0, 0},    {WEFT_TEST_DEPTHWISE, 0, 0}, {WEFT_TEST_WINOGRAD4, 3, 3},
    {WEFT_TEST_WINOGRAD6, 3, 3}, {WEFT_TEST_WINOGRAD6, 1, 3}, {WEFT_TEST_WINOGRAD6, 3, 1},
    {WEFT_TEST_WINOGRAD8, 5, 5}, {WEFT_TEST_WINOGRAD10, 1, 7}, {WEFT_TEST_WINOGRAD10, 7, 1},
};

// A shape with windows of any size, stride and dilation.
static weft_test_convolution any_windows(weft_check *check, weft_test_kernel kernel) {
    int64_t groups = weft_random_from(check, 1, kernel == WEFT_TEST_DEPTHWISE ? 40 : 3);
    int64_t inputs = kernel == WEFT_TEST_DEPTHWISE ? 1 : weft_random_from(check, 1, 20);
    int64_t outputs = kernel == WEFT_TEST_DEPTHWISE ? 1 : weft_random_from(check, 1, 30);
    if (kernel == WEFT_TEST_DIRECT && weft_random_below(check, 3) == 0) {
        // Groups that vectors are whole numbers of.
        groups = weft_random_from(check, 2, 12);
        inputs = outputs = (int64_t)1 << weft_random_from(check, 1, 4);
    }
    weft_test_convolution test = {
        .isa = check->isa, .kernel = kernel,
        .shape = {
            .batch = weft_random_from(check, 1, 2), .groups = groups, .in_channels = groups * inputs,
            .out_channels = groups * outputs}};
    bool is_deep = weft_random_below(check, 4) == 0;
    for (int axis = 0; axis < 3; axis++) {
        bool is_flat = axis == 0 && !is_deep;
        test.shape.kernel[axis] = is_flat ? 1 : weft_random_from(check, 1, 4);
        test.shape.stride[axis] = is_flat ? 1 : weft_random_from(check, 1, 3);
        test.shape.dilation[axis] = weft_random_below(check, 4) == 0 ? 2 : 1;
        test.shape.before[axis] = is_flat ? 0 : weft_random_below(check, 3);
        test.after[axis] = is_flat ? 0 : weft_random_below(check, 3);
        int64_t reach = (test.shape.kernel[axis] - 1) * test.shape.dilation[axis] + 1;
        test.shape.in_extent[axis] = is_flat ? 1 : reach + weft_random_below(check, is_deep ? 4 : 12);
    }
    return test;
}

static weft_test_convolution winograd_windows(weft_check *check, const filtering *it) {
    weft_test_convolution test = {
        .isa = check->isa, .kernel = it->kernel, .after = {0, weft_random_below(check, 3), weft_random_below(check, 3)},
        .shape = {
            .batch = weft_random_from(check, 1, 2), .groups = 1, .in_channels = weft_random_from(check, 1, 40),
            .out_channels = weft_random_from(check, 1, 50), .kernel = {1, it->height, it->width}, .stride = {1, 1, 1},
            .dilation = {1, 1, 1}, .before = {0, weft_random_below(check, 3), weft_random_below(check, 3)}}};
    test.shape.in_extent[0] = 1;
    for (int axis = 1; axis < 3; axis++)
        test.shape.in_extent[axis] = test.shape.kernel[axis] + weft_random_below(check, 14);
    return test;
}

void weft_check_convolution(weft_check *check) {
    const filtering *it = &filterings[weft_random_below(check, sizeof filterings / sizeof *filterings)];
    weft_test_convolution test = it->height == 0 ? any_windows(check, it->kernel) : winograd_windows(check, it);
    test.in_gap = weft_random_below(check, 3), test.out_gap = weft_random_below(check, 3);
    test.epilogue = random_epilogue(check);
    expect_good(check, weft_test_run_convolution(test), "a convolution");
}

void weft_check_bands(weft_check *check) {
    weft_test_convolution test = any_windows(check, WEFT_TEST_DEPTHWISE);
    test.shape.batch = 1;
    // Bands are of rows of one plane.
    test.shape.kernel[0] = test.shape.stride[0] = test.shape.dilation[0] = test.shape.in_extent[0] = 1;
    test.shape.before[0] = test.after[0] = 0;
    test.in_gap = weft_random_below(check, 3), test.out_gap = weft_random_below(check, 3);
    if (!weft_test_run_ring(test, weft_random_from(check, 1, 6))) weft_fails(check, "bands give other bits");
}
