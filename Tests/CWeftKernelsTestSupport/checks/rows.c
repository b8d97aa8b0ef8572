#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"

static double value_of(const weft_test_view *view, int64_t offset) {
    return (double)((const float *)(const void *)view->base)[offset];
}

static void soften(bool is_log, double *x, int64_t count) {
    double most = -INFINITY, sum = 0;
    for (int64_t i = 0; i < count; i++) most = most > x[i] || isnan(most) ? most : x[i];
    for (int64_t i = 0; i < count; i++) sum += exp(x[i] - most);
    for (int64_t i = 0; i < count; i++) x[i] = is_log ? x[i] - most - log(sum) : exp(x[i] - most) / sum;
}

static void normalize(const weft_rows_args *args, double *x, int64_t count) {
    double mean = 0, squares = 0;
    for (int64_t i = 0; i < count; i++) mean += x[i] / (double)count;
    for (int64_t i = 0; i < count; i++) squares += (x[i] - mean) * (x[i] - mean) / (double)count;
    for (int64_t i = 0; i < count; i++) {
        x[i] = (x[i] - mean) / sqrt(squares + args->x);
        if (args->scale != NULL) x[i] *= (double)args->scale[i];
        if (args->shift != NULL) x[i] += (double)args->shift[i];
    }
}

static void respond(const weft_rows_args *args, double *x, int64_t count) {
    double *squares = malloc(sizeof(double) * (size_t)(count + 1));
    for (int64_t i = 0; i < count; i++) squares[i] = x[i] * x[i];
    for (int64_t i = 0; i < count; i++) {
        double sum = 0;
        for (int64_t j = i - args->size / 2; j <= i + (args->size - 1) / 2; j++)
            if (j >= 0 && j < count) sum += squares[j];
        x[i] /= pow(args->z + args->x * sum / (double)args->size, args->y);
    }
    free(squares);
}

static void reference(const weft_rows_args *args, double *x, int64_t count) {
    switch (args->kind) {
    case WEFT_ROWS_SOFTMAX: soften(false, x, count); break;
    case WEFT_ROWS_LOG_SOFTMAX: soften(true, x, count); break;
    case WEFT_ROWS_NORMALIZE: normalize(args, x, count); break;
    case WEFT_ROWS_CUMSUM:
        for (int64_t i = 1; i < count; i++) x[i] += x[i - 1];
        break;
    default: respond(args, x, count);
    }
}

static void check_lines(weft_check *check, const weft_rows_args *args, weft_test_view *in, weft_test_view *out) {
    int64_t length = args->extents[args->axis];
    double *line = malloc(sizeof(double) * (size_t)(length + 1));
    int64_t outer[WEFT_MAX_RANK];
    memcpy(outer, args->extents, sizeof outer);
    outer[args->axis] = 1;
    for (int64_t i = 0; i < weft_elements(args->rank, outer) && length > 0; i++) {
        int64_t rest = i, from = 0, to = 0, exist = length;
        for (int32_t axis = args->rank - 1; axis >= 0; axis--) {
            int64_t at = rest % outer[axis];
            rest /= outer[axis];
            from += at * in->strides[axis], to += at * out->strides[axis];
            if (args->lengths != NULL && axis == args->row_axis) exist = args->lengths[at];
        }
        for (int64_t j = 0; j < length; j++) line[j] = value_of(in, from + j * in->strides[args->axis]);
        reference(args, line, exist);
        for (int64_t j = 0; j < length; j++) {
            float value = (float)value_of(out, to + j * out->strides[args->axis]);
            double wanted = j < exist ? line[j] : 0;
            if (!weft_is_near(value, wanted, 4, 2e-6))
                weft_fails(check, "kind %d, %lld of %lld: %g, not %g", args->kind, (long long)j, (long long)exist,
                           (double)value, wanted);
        }
    }
    free(line);
}

void weft_check_rows(weft_check *check) {
    weft_rows_args args = {.kind = (int32_t)weft_random_below(check, WEFT_ROWS_COUNT)};
    bool is_long = weft_random_below(check, 6) == 0;
    do args.rank = weft_random_extents(check, is_long ? 2 : 4, is_long ? 500 : 20, args.extents);
    while (args.rank == 0);
    args.axis = (int32_t)weft_random_below(check, args.rank);
    args.row_axis = (int32_t)weft_random_below(check, args.rank);
    int64_t length = args.extents[args.axis], lengths[500];
    float parameters[2][500];
    for (int i = 0; i < 500; i++)
        parameters[0][i] = weft_random_float(check, 2), parameters[1][i] = weft_random_float(check, 1);
    args.x = 1e-5;
    if (args.kind == WEFT_ROWS_NORMALIZE) {
        if (weft_random_below(check, 2) == 0) args.scale = parameters[0];
        if (weft_random_below(check, 2) == 0) args.shift = parameters[1];
    } else if (args.kind == WEFT_ROWS_LRN) {
        args.x = 0.5, args.y = weft_random_below(check, 2) == 0 ? 0.75 : 0.6, args.z = 1;
        args.size = weft_random_from(check, 1, 9);
    } else if (args.kind != WEFT_ROWS_CUMSUM && args.axis != args.row_axis && weft_random_below(check, 2) == 0) {
        args.lengths = lengths;
        for (int64_t i = 0; i < args.extents[args.row_axis]; i++) lengths[i] = weft_random_below(check, length + 1);
    }
    weft_test_view in = weft_random_view(check, args.rank, args.extents, 4, true);
    weft_test_view out = weft_random_view(check, args.rank, args.extents, 4, false);
    weft_fill_floats(check, &in, 4);
    bool is_in_place = weft_random_below(check, 4) == 0;
    weft_test_view kept = out;
    if (is_in_place) {
        for (int64_t i = 0; i < weft_elements(args.rank, args.extents); i++)
            memcpy(weft_element(&out, i), weft_element(&in, i), 4);
        memcpy(args.in_strides, out.strides, sizeof args.in_strides);
        args.in = (float *)(void *)out.base;
    } else {
        memcpy(args.in_strides, in.strides, sizeof args.in_strides);
        args.in = (float *)(void *)in.base;
    }
    args.out = (float *)(void *)out.base;
    memcpy(args.out_strides, out.strides, sizeof args.out_strides);
    weft_check_call(check, WEFT_CALL_ROWS, &args, sizeof args, (weft_test_view *[]){&kept}, 1);
    check_lines(check, &args, &in, &out);
    weft_free_view(&in), weft_free_view(&out);
}

void weft_check_group_norm(weft_check *check) {
    weft_group_norm_args args = {.batch = weft_random_from(check, 0, 3), .groups = weft_random_from(check, 1, 6)};
    bool is_large = weft_random_below(check, 6) == 0;
    for (int i = 0; i < 3; i++) args.extent[i] = weft_random_from(check, 1, is_large && i > 0 ? 40 : 5);
    args.channels = args.groups * weft_random_from(check, 1, 9), args.epsilon = 1e-5;
    int64_t extents[] = {args.batch, args.extent[0], args.extent[1], args.extent[2], args.channels};
    weft_test_view in = weft_dense_view(5, extents, 4, 0);
    weft_test_view out = weft_dense_view(5, extents, 4, weft_random_below(check, 3));
    weft_fill_floats(check, &in, 2);
    for (int64_t i = 0; i < in.size / 4; i++) ((float *)(void *)in.memory)[i] += 100;
    float scale[64], shift[64];
    for (int i = 0; i < 64; i++) scale[i] = weft_random_float(check, 2), shift[i] = weft_random_float(check, 1);
    if (weft_random_below(check, 2) == 0) args.scale = scale, args.shift = shift;
    args.in = (float *)(void *)in.base, args.out = (float *)(void *)out.base;
    memcpy(args.in_strides, in.strides, sizeof args.in_strides);
    memcpy(args.out_strides, out.strides, sizeof args.out_strides);
    weft_check_call(check, WEFT_CALL_GROUP_NORM, &args, sizeof args, (weft_test_view *[]){&out}, 1);
    int64_t places = args.extent[0] * args.extent[1] * args.extent[2], each = args.channels / args.groups;
    for (int64_t i = 0; i < weft_elements(5, extents); i++) {
        int64_t c = i % args.channels, n = i / args.channels / places;
        double mean = 0, squares = 0, count = (double)(places * each);
        if (i % 7 != 0) continue;
        for (int pass = 0; pass < 2; pass++)
            for (int64_t at = 0; at < places; at++)
                for (int64_t k = c / each * each; k < c / each * each + each; k++) {
                    double x = (double)*(float *)weft_element(&in, (n * places + at) * args.channels + k);
                    if (pass == 0) mean += x / count;
                    else squares += (x - mean) * (x - mean) / count;
                }
        double wanted = ((double)*(float *)weft_element(&in, i) - mean) / sqrt(squares + args.epsilon);
        if (args.scale != NULL) wanted = wanted * (double)scale[c] + (double)shift[c];
        float value = *(float *)weft_element(&out, i);
        if (!weft_is_near(value, wanted, 4, 1e-6))
            weft_fails(check, "channel %lld: %g, not %g", (long long)c, (double)value, wanted);
        if (places > 100) i += 7 * 97;
    }
    weft_free_view(&in), weft_free_view(&out);
}
