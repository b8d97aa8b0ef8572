#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

// A two-dimensional convolution with as much padding as keeps the size (rounded up by the stride).
typedef struct shape {
    int64_t size, in, out, kernel, stride, groups, gap;
} shape;

static weft_convolution_shape shape_of(const shape *s, int64_t height) {
    const int64_t out = (s->size + s->stride - 1) / s->stride;
    return (weft_convolution_shape){
        .batch = 1, .in_extent = {1, s->size, s->size}, .out_extent = {1, out, out}, .kernel = {1, height, s->kernel},
        .stride = {1, s->stride, s->stride}, .dilation = {1, 1, 1}, .before = {0, height / 2, s->kernel / 2},
        .groups = s->groups, .in_channels = s->in, .out_channels = s->out};
}

// The points of Winograd's filtering.
static int32_t points_of(const weft_family *kernel) {
    return kernel == &weft_winograd4 ? 4 : kernel == &weft_winograd6 ? 6 : kernel == &weft_winograd8 ? 8 : 10;
}

static float *packed(const bench_options *options, const weft_family *kernel, const weft_convolution_packing *packing) {
    int64_t taps = packing->kernel[1] * packing->kernel[2], count;
    float *source = bench_random(packing->out_channels * packing->in_channels / packing->groups * taps), *target;
    if (kernel == &weft_depthwise) {
        target = bench_zeros(weft_depthwise_packed_count(packing));
        weft_depthwise_pack(packing, source, target);
    } else if (kernel == &weft_convolution) {
        target = bench_zeros(weft_convolution_packed_count(options->isa, packing));
        weft_convolution_pack(options->isa, packing, source, target);
    } else {
        count = weft_winograd_packed_count(options->isa, points_of(kernel), packing);
        target = bench_zeros(count);
        weft_winograd_pack(options->isa, points_of(kernel), packing, source, target);
    }
    free(source);
    return target;
}

// The kernel has a height of its own.
static void run_oblong(
    const bench_options *options, const char *family, const weft_family *kernel, const shape *s, int64_t height) {
    if (options->only != NULL && strcmp(options->only, family) != 0) return;
    weft_convolution_args args = {.shape = shape_of(s, height)};
    const int64_t out = args.shape.out_extent[1], pitch = s->in + s->gap, out_pitch = s->out + s->gap;
    const weft_convolution_packing packing = {{1, height, s->kernel}, s->groups, s->in, s->out};
    float *in = bench_random(s->size * s->size * pitch), *result = bench_zeros(out * out * out_pitch);
    float *bias = bench_random(s->out), *weight = packed(options, kernel, &packing);
    args.in = in, args.weight = weight;
    memcpy(args.in_strides, (int64_t[]){0, 0, s->size * pitch, pitch}, sizeof args.in_strides);
    args.out = (weft_place){result, {0, 0, out * out_pitch, out_pitch}, 1};
    args.epilogue = (weft_epilogue){.bias = bias, .activation = WEFT_ACTIVATION_RELU};
    char label[64];
    snprintf(
        label, sizeof label, "%lld: %lld->%lld %lldx%lld s%lld%s%s", (long long)s->size, (long long)s->in,
        (long long)s->out, (long long)height, (long long)s->kernel, (long long)s->stride,
        s->groups > 1 && kernel == &weft_convolution ? " grouped" : "", s->gap > 0 ? " gap" : "");
    const double macs = (double)(out * out * s->out * (s->in / s->groups) * height * s->kernel);
    const double bytes = kernel == &weft_depthwise ? 4.0 * (double)(s->size * s->size * s->in + out * out * s->out) : 0;
    bench_run(options, &(bench_case){family, label, kernel, &args, macs, bytes});
    free(in), free(result), free(bias), free(weight);
}

static void run(const bench_options *options, const char *family, const weft_family *kernel, const shape *s) {
    run_oblong(options, family, kernel, s, s->kernel);
}

void bench_convolutions(const bench_options *options) {
    static const shape direct[] = {
        {56, 64, 64, 3, 1, 1, 0}, {28, 128, 128, 3, 1, 1, 0}, {14, 256, 256, 3, 1, 1, 0}, {7, 512, 512, 3, 1, 1, 0},
        {56, 128, 128, 3, 2, 1, 0}, {28, 256, 256, 3, 2, 1, 0}, {14, 512, 512, 3, 2, 1, 0}, {56, 64, 256, 1, 1, 1, 0},
        {56, 256, 64, 1, 1, 1, 0}, {28, 512, 128, 1, 1, 1, 0}, {14, 1024, 256, 1, 1, 1, 0}, {14, 256, 1024, 1, 1, 1, 0},
        {7, 512, 2048, 1, 1, 1, 0}, {7, 2048, 512, 1, 1, 1, 0}, {56, 256, 512, 1, 2, 1, 0}, {224, 3, 64, 7, 2, 1, 0},
        {224, 3, 32, 3, 2, 1, 0}, {224, 3, 64, 3, 1, 1, 0}, {28, 1, 32, 5, 1, 1, 0}, {35, 192, 192, 3, 1, 1, 0},
        {17, 128, 192, 7, 1, 1, 0}, {8, 384, 384, 3, 1, 1, 0}, {150, 32, 64, 3, 1, 1, 0}, {112, 16, 96, 1, 1, 1, 0},
        {112, 16, 16, 3, 1, 1, 0}, {112, 32, 16, 1, 1, 1, 0}, {56, 144, 24, 1, 1, 1, 0}, {56, 8, 8, 3, 1, 1, 0},
        {56, 128, 128, 3, 1, 32, 0}, {28, 256, 256, 3, 1, 32, 0}, {14, 512, 512, 3, 1, 32, 0}, {7, 1024, 1024, 3, 1, 32, 0},
        {56, 48, 96, 3, 1, 48, 0}, {28, 1, 6, 5, 1, 1, 0}, {28, 58, 58, 1, 1, 1, 0},
    };
    static const shape winograd[] = {
        {56, 64, 64, 3, 1, 1, 0}, {28, 128, 128, 3, 1, 1, 0}, {14, 256, 256, 3, 1, 1, 0}, {7, 512, 512, 3, 1, 1, 0},
        {112, 64, 64, 3, 1, 1, 0}, {56, 128, 128, 3, 1, 1, 0}, {14, 512, 512, 3, 1, 1, 0}, {112, 16, 16, 3, 1, 1, 0},
        {128, 256, 128, 3, 1, 1, 16}, {64, 256, 256, 3, 1, 1, 16}, {32, 512, 512, 3, 1, 1, 16}, {56, 128, 32, 3, 1, 1, 0},
    };
    // What there are further transforms for.
    static const struct {
        const char *family;
        const weft_family *kernel;
        int64_t height;
        shape shape;
    } further[] = {
        {"winograd6", &weft_winograd6, 1, {8, 384, 384, 3, 1, 1, 0}},
        {"winograd6", &weft_winograd6, 3, {8, 384, 384, 1, 1, 1, 0}},
        {"winograd8", &weft_winograd8, 5, {35, 48, 64, 5, 1, 1, 0}},
        {"winograd10", &weft_winograd10, 1, {17, 192, 192, 7, 1, 1, 0}},
        {"winograd10", &weft_winograd10, 7, {17, 192, 192, 1, 1, 1, 0}},
    };
    for (size_t i = 0; i < sizeof direct / sizeof direct[0]; i++)
        run(options, "convolution", &weft_convolution, &direct[i]);
    for (size_t i = 0; i < sizeof winograd / sizeof winograd[0]; i++) {
        run(options, "winograd6", &weft_winograd6, &winograd[i]);
        run(options, "winograd4", &weft_winograd4, &winograd[i]);
    }
    for (size_t i = 0; i < sizeof further / sizeof further[0]; i++)
        run_oblong(options, further[i].family, further[i].kernel, &further[i].shape, further[i].height);
}

void bench_depthwise(const bench_options *options) {
    static const shape shapes[] = {
        {112, 32, 32, 3, 1, 32, 0}, {56, 128, 128, 3, 1, 128, 0}, {28, 256, 256, 3, 1, 256, 0},
        {14, 512, 512, 3, 1, 512, 0}, {7, 1024, 1024, 3, 1, 1024, 0}, {56, 144, 144, 3, 1, 144, 0},
        {56, 128, 128, 3, 1, 128, 16}, {28, 256, 256, 3, 1, 256, 16}, {14, 512, 512, 3, 1, 512, 16},
        {7, 1024, 1024, 3, 1, 1024, 16}, {112, 64, 64, 3, 2, 64, 0}, {56, 128, 128, 3, 2, 128, 0},
        {56, 128, 128, 3, 2, 128, 16}, {112, 96, 96, 3, 2, 96, 0}, {14, 672, 672, 5, 1, 672, 0},
        {28, 240, 240, 5, 1, 240, 0}, {28, 240, 240, 5, 2, 240, 0}, {14, 384, 384, 7, 1, 384, 0},
        {28, 256, 256, 4, 1, 256, 0}, {28, 58, 58, 3, 1, 58, 0},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        run(options, "depthwise", &weft_depthwise, &shapes[i]);
}
