#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"

static weft_test_view images(int64_t batch, const int64_t extent[3], int64_t channels, int64_t bytes, int64_t gap) {
    int64_t extents[] = {batch, extent[0], extent[1], extent[2], channels};
    return weft_dense_view(5, extents, bytes, gap);
}

// A pool of whole numbers, and the same in f64, on numbers that both hold; the reference is the pool of floats.
static void check_pooling(weft_check *check) {
    static const int32_t types[] = {WEFT_TYPE_I8, WEFT_TYPE_I32, WEFT_TYPE_I64, WEFT_TYPE_F64};
    int32_t type = types[weft_random_below(check, 4)];
    weft_pooling_args plain = {.batch = weft_random_from(check, 1, 2), .channels = weft_random_from(check, 1, 5)};
    plain.kind = type == WEFT_TYPE_F64 ? (int32_t)weft_random_below(check, 3) : WEFT_POOLING_MAX;
    for (int i = 0; i < 3; i++) {
        plain.in_extent[i] = weft_random_from(check, 1, 6), plain.kernel[i] = weft_random_from(check, 1, 3);
        plain.stride[i] = weft_random_from(check, 1, 2), plain.dilation[i] = 1;
        plain.before[i] = plain.after[i] = plain.kernel[i] / 2;
        plain.out_extent[i] = (plain.in_extent[i] + 2 * plain.before[i] - plain.kernel[i]) / plain.stride[i] + 1;
        if (plain.in_extent[i] + 2 * plain.before[i] < plain.kernel[i]) plain.out_extent[i] = 0;
    }
    int64_t bytes = weft_type_bytes(type);
    weft_test_view in = images(plain.batch, plain.in_extent, plain.channels, 4, 0);
    weft_test_view out = images(plain.batch, plain.out_extent, plain.channels, 4, 0);
    weft_test_view typed_in = images(plain.batch, plain.in_extent, plain.channels, bytes, 0);
    weft_test_view typed_out = images(plain.batch, plain.out_extent, plain.channels, bytes, 0);
    for (int64_t i = 0; i < in.size / 4; i++) {
        int64_t whole = weft_random_from(check, -100, 100);
        double real = (double)whole;
        ((float *)(void *)in.memory)[i] = (float)whole;
        memcpy(typed_in.memory + i * bytes, type == WEFT_TYPE_F64 ? (void *)&real : (void *)&whole, (size_t)bytes);
    }
    memcpy(plain.in_strides, in.strides, sizeof plain.in_strides);
    memcpy(plain.out_strides, out.strides, sizeof plain.out_strides);
    weft_typed_pooling_args typed = {type, plain};
    plain.in = (float *)(void *)in.base, plain.out = (float *)(void *)out.base;
    typed.pooling.in = (float *)(void *)typed_in.base, typed.pooling.out = (float *)(void *)typed_out.base;
    weft_check_call(check, WEFT_CALL_POOLING, &plain, sizeof plain, (weft_test_view *[]){&out}, 1);
    weft_check_call(check, WEFT_CALL_TYPED_POOLING, &typed, sizeof typed, (weft_test_view *[]){&typed_out}, 1);
    for (int64_t i = 0; i < out.size / 4; i++) {
        float wanted = ((float *)(void *)out.memory)[i];
        int64_t whole = (int64_t)wanted;
        const double *reals = (const double *)(const void *)typed_out.memory;
        bool is_right = type == WEFT_TYPE_F64 ? fabs(reals[i] - (double)wanted) < 1e-4
                                              : memcmp(typed_out.memory + i * bytes, &whole, (size_t)bytes) == 0;
        if (!is_right) weft_fails(check, "a pool of type %d, kind %d", type, plain.kind);
    }
    weft_free_view(&in), weft_free_view(&out), weft_free_view(&typed_in), weft_free_view(&typed_out);
}

// The reference spreads every input over the outputs that see it.
static void spread(const weft_typed_convolution_args *args, const weft_test_view *in, double *wanted) {
    const weft_convolution_shape *it = &args->shape;
    int64_t each = it->in_channels / it->groups, out_each = it->out_channels / it->groups;
    for (int64_t i = 0; i < weft_elements(5, in->extents); i++) {
        int64_t c = i % it->in_channels, rest = i / it->in_channels, at[3], tap[3];
        for (int axis = 2; axis >= 0; axis--) at[axis] = rest % it->in_extent[axis], rest /= it->in_extent[axis];
        for (int64_t k = 0; k < it->kernel[0] * it->kernel[1] * it->kernel[2]; k++) {
            int64_t left = k, number = rest, weight = 0;
            bool is_seen = true;
            for (int axis = 2; axis >= 0; axis--) tap[axis] = left % it->kernel[axis], left /= it->kernel[axis];
            for (int axis = 0; axis < 3; axis++) {
                int64_t place = at[axis] + it->before[axis] - tap[axis] * it->dilation[axis];
                is_seen = is_seen && place >= 0 && place % it->stride[axis] == 0;
                is_seen = is_seen && place / it->stride[axis] < it->out_extent[axis];
                number = number * it->out_extent[axis] + place / it->stride[axis];
                weight += tap[axis] * args->weight_strides[axis + 2];
            }
            for (int64_t o = c / each * out_each; o < (c / each + 1) * out_each && is_seen; o++)
                wanted[number * it->out_channels + o] +=
                    *(const double *)weft_element(in, i) *
                    args->weight[weight + o * args->weight_strides[0] + c % each * args->weight_strides[1]];
        }
    }
}

static void check_convolution(weft_check *check) {
    int64_t groups = weft_random_from(check, 1, 2);
    weft_typed_convolution_args args = {.shape = {.batch = weft_random_from(check, 1, 2), .groups = groups}};
    weft_convolution_shape *it = &args.shape;
    it->in_channels = groups * weft_random_from(check, 1, 3), it->out_channels = groups * weft_random_from(check, 1, 3);
    for (int i = 0; i < 3; i++) {
        it->in_extent[i] = weft_random_from(check, 1, 6), it->kernel[i] = weft_random_from(check, 1, 3);
        it->stride[i] = weft_random_from(check, 1, 2), it->dilation[i] = weft_random_from(check, 1, 2);
        it->before[i] = weft_random_below(check, 3);
        int64_t reach = it->dilation[i] * (it->kernel[i] - 1);
        int64_t room = it->in_extent[i] + it->before[i] + weft_random_below(check, 3) - reach;
        it->out_extent[i] = room < 1 ? 0 : (room - 1) / it->stride[i] + 1;
    }
    weft_test_view in = images(it->batch, it->in_extent, it->in_channels, 8, 1);
    weft_test_view out = images(it->batch, it->out_extent, it->out_channels, 8, 2);
    int64_t extents[] = {it->out_channels, it->in_channels / groups, it->kernel[0], it->kernel[1], it->kernel[2]};
    weft_test_view weight = weft_random_view(check, 5, extents, 8, false);
    for (int64_t i = 0; i < in.size / 8; i++) ((double *)(void *)in.memory)[i] = (double)weft_random_float(check, 1);
    for (int64_t i = 0; i < weight.size / 8; i++)
        ((double *)(void *)weight.memory)[i] = (double)weft_random_float(check, 1);
    double bias[6];
    for (int i = 0; i < 6; i++) bias[i] = (double)weft_random_float(check, 1);
    if (weft_random_below(check, 2) == 0) args.bias = bias;
    args.in = (double *)(void *)in.base, args.out = (double *)(void *)out.base;
    args.weight = (double *)(void *)weight.base;
    memcpy(args.in_strides, in.strides, sizeof args.in_strides);
    memcpy(args.out_strides, out.strides, sizeof args.out_strides);
    memcpy(args.weight_strides, weight.strides, sizeof args.weight_strides);
    weft_check_call(check, WEFT_CALL_TYPED_CONVOLUTION, &args, sizeof args, (weft_test_view *[]){&out}, 1);
    int64_t count = weft_elements(5, out.extents);
    double *wanted = calloc((size_t)count + 1, sizeof *wanted);
    spread(&args, &in, wanted);
    for (int64_t i = 0; i < count; i++) {
        double value = wanted[i] + (args.bias != NULL ? bias[i % it->out_channels] : 0);
        if (fabs(*(double *)weft_element(&out, i) - value) > 1e-13) weft_fails(check, "a convolution in f64");
    }
    free(wanted);
    weft_free_view(&in), weft_free_view(&out), weft_free_view(&weight);
}

// Whether position `at` of an axis lies in the window of an output.
static bool is_in_window(const weft_pooling_args *it, int axis, int64_t output, int64_t at) {
    int64_t distance = at - output * it->stride[axis] + it->before[axis];
    return distance >= 0 && distance % it->dilation[axis] == 0 && distance / it->dilation[axis] < it->kernel[axis];
}

// Positions in [batch, channels, depth, height, width] of numbers of which many are equal; some are none.
static void check_positions(weft_check *check) {
    static const int32_t types[] = {WEFT_TYPE_I8, WEFT_TYPE_U64, WEFT_TYPE_F32, WEFT_TYPE_F64};
    int32_t type = types[weft_random_below(check, 4)];
    int64_t bytes = weft_type_bytes(type), batch = weft_random_from(check, 1, 2), channels = weft_random_from(check, 1, 3);
    weft_pool_positions_args args = {.type = type, .pooling = {.batch = batch, .channels = channels}};
    weft_pooling_args *it = &args.pooling;
    int64_t plane = 1;
    for (int i = 2; i >= 0; i--) {
        it->in_extent[i] = weft_random_from(check, 1, 5), it->kernel[i] = weft_random_from(check, 1, 3);
        it->stride[i] = weft_random_from(check, 1, 2), it->dilation[i] = weft_random_from(check, 1, 3);
        it->before[i] = it->after[i] = it->kernel[i] / 2;
        int64_t room = it->in_extent[i] + 2 * it->before[i] - (it->kernel[i] - 1) * it->dilation[i] - 1;
        it->out_extent[i] = room < 0 ? 0 : room / it->stride[i] + 1;
        args.steps[i + 1] = plane, plane *= it->in_extent[i];
    }
    args.steps[4] = plane, args.steps[0] = channels * plane;
    weft_test_view in = images(batch, it->in_extent, channels, bytes, 2);
    weft_test_view out = images(batch, it->out_extent, channels, 8, 1);
    double numbers[2 * 3 * 5 * 5 * 5];
    for (int64_t i = 0; i < weft_elements(5, in.extents); i++) {
        int64_t whole = weft_random_below(check, 3);
        double real = weft_random_below(check, 12) == 0 && (type == WEFT_TYPE_F32 || type == WEFT_TYPE_F64) ? (double)NAN
                                                                                                            : (double)whole;
        float half = (float)real;
        // Unsigned numbers are ordered above the largest signed one too.
        if (type == WEFT_TYPE_U64 && whole == 2) whole = -1;
        const void *from = type == WEFT_TYPE_F64 ? (void *)&real : type == WEFT_TYPE_F32 ? (void *)&half : (void *)&whole;
        memcpy(weft_element(&in, i), from, (size_t)bytes);
        numbers[i] = isnan(real) ? 9 : real;
    }
    it->in = (float *)(void *)in.base, it->out = (float *)(void *)out.base;
    memcpy(it->in_strides, in.strides, sizeof it->in_strides), memcpy(it->out_strides, out.strides, sizeof it->out_strides);
    weft_check_call(check, WEFT_CALL_POOL_POSITIONS, &args, sizeof args, (weft_test_view *[]){&out}, 1);
    for (int64_t i = 0; i < weft_elements(5, out.extents); i++) {
        int64_t c = i % channels, rest = i / channels, window[3], wanted = -1;
        for (int axis = 2; axis >= 0; axis--) window[axis] = rest % it->out_extent[axis], rest /= it->out_extent[axis];
        double most = -1;
        for (int64_t p = 0; p < plane; p++) {
            int64_t at[] = {p / args.steps[1], p / args.steps[2] % it->in_extent[1], p % it->in_extent[2]};
            bool is_seen = true;
            for (int axis = 0; axis < 3; axis++) is_seen = is_seen && is_in_window(it, axis, window[axis], at[axis]);
            double number = numbers[(rest * plane + p) * channels + c];
            if (!is_seen || number <= most) continue;
            most = number, wanted = (rest * channels + c) * plane + p;
        }
        int64_t found = *(int64_t *)weft_element(&out, i);
        if (found != wanted)
            weft_fails(check, "type %d: a position is %lld, not %lld", type, (long long)found, (long long)wanted);
    }
    weft_free_view(&in), weft_free_view(&out);
}

void weft_check_typed_windows(weft_check *check) {
    if (weft_random_below(check, 3) == 0) check_positions(check);
    else if (weft_random_below(check, 2) == 0) check_pooling(check);
    else check_convolution(check);
}
