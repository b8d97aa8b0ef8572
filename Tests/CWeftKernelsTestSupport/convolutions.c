#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sums.h"

typedef struct buffers {
    weft_convolution_shape shape;
    weft_convolution_packing packing;
    int64_t in_count, source_count, packed_count, out_count, in_pitch, out_pitch;
    float *in, *source, *packed, *bias, *residual, *out, *again;
    int64_t means_count;  // 0 where the kernel leaves no means of rows
    float *means, *means_again;
    weft_program program;
} buffers;

static const weft_family *family_of(weft_test_kernel kernel) {
    switch (kernel) {
    case WEFT_TEST_DEPTHWISE: return &weft_depthwise;
    case WEFT_TEST_WINOGRAD4: return &weft_winograd4;
    case WEFT_TEST_WINOGRAD6: return &weft_winograd6;
    case WEFT_TEST_WINOGRAD8: return &weft_winograd8;
    case WEFT_TEST_WINOGRAD10: return &weft_winograd10;
    default: return &weft_convolution;
    }
}

// The points of Winograd's filtering; 0 for other kernels.
static int32_t points_of(weft_test_kernel kernel) {
    switch (kernel) {
    case WEFT_TEST_WINOGRAD4: return 4;
    case WEFT_TEST_WINOGRAD6: return 6;
    case WEFT_TEST_WINOGRAD8: return 8;
    case WEFT_TEST_WINOGRAD10: return 10;
    default: return 0;
    }
}

static void pack(const weft_test_convolution *test, buffers *b) {
    switch (test->kernel) {
    case WEFT_TEST_DEPTHWISE:
        b->packed_count = weft_depthwise_packed_count(&b->packing);
        b->packed = weft_untouched_floats(b->packed_count);
        weft_depthwise_pack(&b->packing, b->source, b->packed);
        break;
    case WEFT_TEST_DIRECT:
        b->packed_count = weft_convolution_packed_count(test->isa, &b->packing);
        b->packed = weft_untouched_floats(b->packed_count);
        weft_convolution_pack(test->isa, &b->packing, b->source, b->packed);
        break;
    default:
        b->packed_count = weft_winograd_packed_count(test->isa, points_of(test->kernel), &b->packing);
        b->packed = weft_untouched_floats(b->packed_count);
        weft_winograd_pack(test->isa, points_of(test->kernel), &b->packing, b->source, b->packed);
    }
}

static int64_t area(const int64_t extent[3]) { return extent[0] * extent[1] * extent[2]; }

// Weights as PyTorch has them: [out, in / groups, d, h, w].
static void set_packing(buffers *b) {
    const weft_convolution_shape *s = &b->shape;
    b->packing = (weft_convolution_packing){
        .kernel = {s->kernel[0], s->kernel[1], s->kernel[2]}, .groups = s->groups, .in_channels = s->in_channels,
        .out_channels = s->out_channels};
    b->source_count = s->out_channels * (s->in_channels / s->groups) * s->kernel[0] * s->kernel[1] * s->kernel[2];
}

static buffers make_buffers(const weft_test_convolution *test) {
    buffers b = {.shape = test->shape};
    for (int i = 0; i < 3; i++) {
        const int64_t span = (b.shape.kernel[i] - 1) * b.shape.dilation[i] + 1;
        b.shape.out_extent[i] =
            (b.shape.in_extent[i] + b.shape.before[i] + test->after[i] - span) / b.shape.stride[i] + 1;
    }
    set_packing(&b);
    b.in_pitch = b.shape.in_channels + test->in_gap;
    b.out_pitch = b.shape.out_channels + test->out_gap;
    b.in_count = b.shape.batch * area(b.shape.in_extent) * b.in_pitch;
    b.out_count = b.shape.batch * area(b.shape.out_extent) * b.out_pitch;
    b.in = weft_random_floats(b.in_count, 5);
    b.source = weft_random_floats(b.source_count, 6);
    b.bias = weft_random_floats(b.shape.out_channels, 7);
    b.residual = weft_random_floats(b.out_count, 8);
    b.out = weft_untouched_floats(b.out_count);
    b.again = weft_untouched_floats(b.out_count);
    const bool has_means = test->kernel == WEFT_TEST_DEPTHWISE && !test->epilogue.program && b.out_count > 0;
    b.means_count = has_means ? b.out_count / b.shape.out_extent[2] : 0;
    b.means = weft_untouched_floats(b.means_count);
    b.means_again = weft_untouched_floats(b.means_count);
    pack(test, &b);
    weft_test_program(&b.program, 1);
    return b;
}

static void free_buffers(const buffers *b) {
    weft_free_floats(b->in, b->in_count);
    weft_free_floats(b->source, b->source_count);
    weft_free_floats(b->packed, b->packed_count);
    weft_free_floats(b->bias, b->shape.out_channels);
    weft_free_floats(b->residual, b->out_count);
    weft_free_floats(b->out, b->out_count);
    weft_free_floats(b->again, b->out_count);
    weft_free_floats(b->means, b->means_count);
    weft_free_floats(b->means_again, b->means_count);
}

static void set_strides(const int64_t extent[3], int64_t pitch, int64_t strides[4]) {
    strides[3] = pitch;
    strides[2] = extent[2] * pitch;
    strides[1] = extent[1] * strides[2];
    strides[0] = extent[0] * strides[1];
}

static weft_place place_of(const buffers *b, float *base) {
    weft_place place = {.base = base, .column = 1};
    set_strides(b->shape.out_extent, b->out_pitch, place.strides);
    return place;
}

// The means of rows lie as the output does, with one pixel for each row.
static weft_place means_place(const buffers *b, float *base) {
    const int64_t *extent = b->shape.out_extent, lines[3] = {extent[0], extent[1], 1};
    weft_place place = {.base = b->means_count > 0 ? base : NULL, .column = 1};
    set_strides(lines, b->out_pitch, place.strides);
    return place;
}

static weft_convolution_args args_of(const weft_test_convolution *test, const buffers *b, float *out) {
    const weft_test_epilogue *e = &test->epilogue;
    weft_convolution_args args = {
        .shape = b->shape, .in = b->in, .weight = b->packed, .out = place_of(b, out),
        .epilogue = {.activation = e->activation, .x = e->x, .y = e->y}};
    set_strides(b->shape.in_extent, b->in_pitch, args.in_strides);
    if (e->bias) args.epilogue.bias = b->bias;
    if (e->residual) args.epilogue.residual = place_of(b, b->residual);
    if (e->program) {
        args.epilogue.program = &b->program;
        args.epilogue.operand_count = 3;
        args.epilogue.operands[1] = place_of(b, b->residual);
        args.epilogue.operands[2] = place_of(b, out);
    }
    return args;
}

// What is allowed: for direct kernels the bound of a sum in any order, with Winograd so much of the largest magnitude among
// the sums, as an error spreads over a tile.
static double unit_of(const weft_test_convolution *test, const weft_convolution_shape *shape) {
    if (points_of(test->kernel) == 4) return 2e-6;
    if (points_of(test->kernel) > 4) return 2e-5;
    return (double)(area(shape->kernel) * (shape->in_channels / shape->groups) + 2) * 0x1p-24;
}

static int64_t pixel_of(const weft_convolution_shape *shape, int64_t index, int64_t pixel[3]) {
    for (int i = 2; i >= 0; i--) pixel[i] = index % shape->out_extent[i], index /= shape->out_extent[i];
    return index;
}

static weft_sum reference(const buffers *b, const weft_convolution_args *args, int64_t index, int64_t o) {
    int64_t pixel[3];
    const int64_t n = pixel_of(&b->shape, index, pixel);
    return weft_convolution_reference(args, &b->packing, b->source, n, pixel, o);
}

static void check(
    const weft_test_convolution *test, const buffers *b, const weft_convolution_args *args, weft_test_result *result) {
    const int64_t pixels = b->shape.batch * area(b->shape.out_extent), channels = b->shape.out_channels;
    double largest = 0;
    const bool spread = points_of(test->kernel) > 0;
    weft_sum *sums = malloc((size_t)(pixels * channels + 1) * sizeof *sums);
    for (int64_t i = 0; i < pixels * channels; i++) {
        sums[i] = reference(b, args, i / channels, i % channels);
        if (fabs(sums[i].value) > largest) largest = fabs(sums[i].value);
    }
    for (int64_t p = 0; p < pixels; p++) {
        const float *out = b->out + p * b->out_pitch, *residual = b->residual + p * b->out_pitch;
        for (int64_t o = 0; o < channels; o++) {
            weft_sum sum = sums[p * channels + o];
            if (spread) sum.magnitude = largest;
            const weft_sum wanted =
                weft_finish(&test->epilogue, &sum, 1, b->bias[o], residual[o], unit_of(test, &b->shape));
            const double error = fabs((double)out[o] - wanted.value) / wanted.magnitude;
            if (!(error <= result->worst)) result->worst = error;
        }
        for (int64_t o = channels; o < b->out_pitch; o++) result->strays += out[o] != weft_untouched;
    }
    free(sums);
}

// The means of rows beside those of what was written.
static void check_means(const buffers *b, weft_test_result *result) {
    const int64_t width = b->shape.out_extent[2];
    for (int64_t r = 0; r < b->means_count / b->out_pitch; r++)
        for (int64_t o = 0; o < b->out_pitch; o++) {
            const float mean = b->means[r * b->out_pitch + o];
            if (o >= b->shape.out_channels) {
                result->strays += mean != weft_untouched;
                continue;
            }
            double sum = 0, magnitude = 0;
            for (int64_t w = 0; w < width; w++) {
                const double value = (double)b->out[(r * width + w) * b->out_pitch + o];
                sum += value;
                magnitude += fabs(value);
            }
            const double error = fabs((double)mean * (double)width - sum) / (magnitude * (double)(width + 2) * 0x1p-24);
            if (magnitude > 0 && !(error <= result->worst)) result->worst = error;
        }
}

weft_test_result weft_test_run_convolution(weft_test_convolution wanted) {
    const weft_test_convolution *test = &wanted;
    weft_test_result result = {0};
    const buffers b = make_buffers(test);
    const weft_family *family = family_of(test->kernel);
    weft_convolution_args args = args_of(test, &b, b.out), again = args_of(test, &b, b.again);
    args.row_means = means_place(&b, b.means);
    again.row_means = means_place(&b, b.means_again);
    weft_reach_list list;
    result.accepted = family->reach(test->isa, &args, &list)
        && weft_reaches_within(&list, offsetof(weft_convolution_args, in), b.in_count)
        && weft_reaches_within(&list, offsetof(weft_convolution_args, weight), b.packed_count)
        && weft_reaches_within(&list, offsetof(weft_convolution_args, out), b.out_count)
        && weft_reaches_within(&list, offsetof(weft_convolution_args, row_means), b.means_count);
    if (result.accepted) {
        weft_run_call(family, test->isa, &args, 1);
        weft_run_call(family, test->isa, &again, 3);
        result.same = memcmp(b.out, b.again, (size_t)b.out_count * sizeof(float)) == 0
            && memcmp(b.means, b.means_again, (size_t)b.means_count * sizeof(float)) == 0;
        check(test, &b, &args, &result);
        check_means(&b, &result);
    }
    free_buffers(&b);
    return result;
}

// The band of output rows first ..< last, from a ring that holds nothing but the input rows that it sees.
static bool run_band(const weft_test_convolution *test, const buffers *b, int64_t first, int64_t last, float *out) {
    const weft_convolution_shape *shape = &b->shape;
    weft_convolution_args args = args_of(test, b, out);
    const int64_t row = args.in_strides[2], span = (shape->kernel[1] - 1) * shape->dilation[1] + 1;
    const int64_t low = first * shape->stride[1] - shape->before[1];
    const int64_t high = (last - 1) * shape->stride[1] - shape->before[1] + span;
    args.in_ring = high - low;
    args.shape.before[1] = -low;
    args.shape.out_extent[1] = last - first;
    args.out.base += first * args.out.strides[2];
    if (args.epilogue.residual.base != NULL) args.epilogue.residual.base += first * args.epilogue.residual.strides[2];
    const int64_t count = (high - low < shape->in_extent[1] ? high - low : shape->in_extent[1]) * row;
    float *ring = weft_untouched_floats(count);
    for (int64_t h = low < 0 ? 0 : low; h < high && h < shape->in_extent[1]; h++)
        memcpy(ring + h % args.in_ring * row, b->in + h * row, (size_t)row * sizeof(float));
    args.in = ring;
    weft_reach_list list;
    const bool accepted = weft_depthwise.reach(test->isa, &args, &list)
        && weft_reaches_within(&list, offsetof(weft_convolution_args, in), count);
    if (accepted) weft_run_call(&weft_depthwise, test->isa, &args, 1);
    weft_free_floats(ring, count);
    return accepted;
}

bool weft_test_run_ring(weft_test_convolution wanted, int64_t rows) {
    const weft_test_convolution *test = &wanted;
    const buffers b = make_buffers(test);
    const weft_convolution_args args = args_of(test, &b, b.out);
    weft_run_call(&weft_depthwise, test->isa, &args, 1);
    bool good = true;
    for (int64_t first = 0; first < b.shape.out_extent[1] && good; first += rows) {
        const int64_t last = first + rows < b.shape.out_extent[1] ? first + rows : b.shape.out_extent[1];
        good = run_band(test, &b, first, last, b.again);
    }
    good = good && memcmp(b.out, b.again, (size_t)b.out_count * sizeof(float)) == 0;
    free_buffers(&b);
    return good;
}
