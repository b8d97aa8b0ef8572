#include <math.h>
#include <string.h>

#include "checks.h"

// [batch, three axes, channels] with a gap behind the channels.
static weft_test_view images(weft_check *check, int64_t batch, const int64_t extent[3], int64_t channels) {
    int64_t extents[] = {batch, extent[0], extent[1], extent[2], channels};
    return weft_dense_view(5, extents, 4, weft_random_below(check, 2) * 3);
}

static float *place_of(const weft_test_view *view, int64_t n, const int64_t at[3], int64_t c) {
    const int64_t *s = view->strides;
    return (float *)(void *)view->base + n * s[0] + at[0] * s[1] + at[1] * s[2] + at[2] * s[3] + c;
}

static double window_value(
    const weft_pooling_args *args, const weft_test_view *in, int64_t n, const int64_t place[3], int64_t c) {
    double most = -INFINITY, sum = 0;
    int64_t inside = 0, counted = 0, tap[3];
    for (tap[0] = 0; tap[0] < args->kernel[0]; tap[0]++)
        for (tap[1] = 0; tap[1] < args->kernel[1]; tap[1]++)
            for (tap[2] = 0; tap[2] < args->kernel[2]; tap[2]++) {
                int64_t at[3];
                bool is_inside = true, is_counted = true;
                for (int i = 0; i < 3; i++) {
                    at[i] = place[i] * args->stride[i] - args->before[i] + tap[i] * args->dilation[i];
                    is_inside = is_inside && at[i] >= 0 && at[i] < args->in_extent[i];
                    is_counted = is_counted && at[i] < args->in_extent[i] + args->after[i];
                }
                counted += is_counted;
                if (!is_inside) continue;
                double x = (double)*place_of(in, n, at, c);
                inside++;
                sum += x;
                most = most > x || isnan(most) ? most : x;
            }
    if (args->kind == WEFT_POOLING_MAX) return most;
    return sum / (double)(args->kind == WEFT_POOLING_MEAN ? inside : counted);
}

static void check_windows(weft_check *check) {
    weft_pooling_args args = {.kind = (int32_t)weft_random_below(check, 3), .batch = weft_random_from(check, 0, 2)};
    bool has_many = weft_random_below(check, 5) == 0;
    args.channels = has_many ? weft_random_from(check, 60, 140) : weft_random_from(check, 1, 40);
    for (int i = 0; i < 3; i++) {
        bool is_used = i > 0 || weft_random_below(check, 4) == 0;
        args.in_extent[i] = is_used ? weft_random_from(check, 1, 12) : 1;
        args.kernel[i] = is_used ? weft_random_from(check, 1, 4) : 1;
        args.stride[i] = weft_random_from(check, 1, 3);
        args.dilation[i] = args.kind == WEFT_POOLING_MAX ? weft_random_from(check, 1, 2) : 1;
        args.before[i] = weft_random_below(check, args.kernel[i]);
        args.after[i] = weft_random_below(check, args.kernel[i]);
        int64_t room = args.in_extent[i] + args.before[i] + args.after[i] - args.dilation[i] * (args.kernel[i] - 1) - 1;
        args.out_extent[i] = room < 0 ? 0 : room / args.stride[i] + 1;
        // A last window that is cut off begins before the end of the input.
        if (room >= 0 && args.out_extent[i] * args.stride[i] < args.in_extent[i] + args.before[i])
            args.out_extent[i] += weft_random_below(check, 2);
    }
    weft_test_view in = images(check, args.batch, args.in_extent, args.channels);
    weft_test_view out = images(check, args.batch, args.out_extent, args.channels);
    weft_fill_floats(check, &in, 2);
    if (in.size > 0 && weft_random_below(check, 4) == 0)
        ((float *)(void *)in.memory)[weft_random_below(check, in.size / 4)] =
            weft_random_below(check, 2) ? NAN : INFINITY;
    args.in = (float *)(void *)in.base, args.out = (float *)(void *)out.base;
    memcpy(args.in_strides, in.strides, sizeof args.in_strides);
    memcpy(args.out_strides, out.strides, sizeof args.out_strides);
    weft_check_call(check, WEFT_CALL_POOLING, &args, sizeof args, (weft_test_view *[]){&out}, 1);
    for (int64_t i = 0; i < weft_elements(5, out.extents); i++) {
        int64_t c = i % args.channels, rest = i / args.channels, at[3];
        for (int axis = 2; axis >= 0; axis--) at[axis] = rest % args.out_extent[axis], rest /= args.out_extent[axis];
        double wanted = window_value(&args, &in, rest, at, c);
        float value = *(float *)weft_element(&out, i);
        // Means are sums of at most 16 floats each, added up as doubles: 15 roundings of what is at most 16 * 2.
        double allowed = args.kind == WEFT_POOLING_MAX ? 0 : 2 * 0x1p-20;
        if (!weft_is_near(value, wanted, 1, allowed))
            weft_fails(check, "kind %d gives %g for %g", args.kind, (double)value, wanted);
    }
    weft_free_view(&in), weft_free_view(&out);
}

static void check_adaptive(weft_check *check) {
    weft_adaptive_args args = {.batch = weft_random_from(check, 1, 2), .channels = weft_random_from(check, 1, 70)};
    for (int i = 0; i < 3; i++) {
        args.in_extent[i] = i == 0 ? 1 : weft_random_from(check, 1, 30);
        args.out_extent[i] = i == 0 ? 1 : weft_random_from(check, 1, 9);
    }
    weft_test_view in = images(check, args.batch, args.in_extent, args.channels);
    weft_test_view out = images(check, args.batch, args.out_extent, args.channels);
    weft_fill_floats(check, &in, 2);
    args.in = (float *)(void *)in.base, args.out = (float *)(void *)out.base;
    memcpy(args.in_strides, in.strides, sizeof args.in_strides);
    memcpy(args.out_strides, out.strides, sizeof args.out_strides);
    weft_check_call(check, WEFT_CALL_ADAPTIVE, &args, sizeof args, (weft_test_view *[]){&out}, 1);
    for (int64_t i = 0; i < weft_elements(5, out.extents); i++) {
        int64_t c = i % args.channels, rest = i / args.channels, at[3], low[3], high[3];
        for (int axis = 2; axis >= 0; axis--) {
            at[axis] = rest % args.out_extent[axis], rest /= args.out_extent[axis];
            low[axis] = (int64_t)floor((double)(at[axis] * args.in_extent[axis]) / (double)args.out_extent[axis]);
            high[axis] = (int64_t)ceil((double)((at[axis] + 1) * args.in_extent[axis]) / (double)args.out_extent[axis]);
        }
        double sum = 0;
        for (at[0] = low[0]; at[0] < high[0]; at[0]++)
            for (at[1] = low[1]; at[1] < high[1]; at[1]++)
                for (at[2] = low[2]; at[2] < high[2]; at[2]++) sum += (double)*place_of(&in, rest, at, c);
        sum /= (double)((high[0] - low[0]) * (high[1] - low[1]) * (high[2] - low[2]));
        if (!weft_is_near(*(float *)weft_element(&out, i), sum, 1, 2 * 0x1p-20)) weft_fails(check, "an adaptive mean");
    }
    weft_free_view(&in), weft_free_view(&out);
}

void weft_check_pooling(weft_check *check) {
    if (weft_random_below(check, 4) == 0) check_adaptive(check);
    else check_windows(check);
}
