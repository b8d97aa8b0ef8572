#include "../include/weft_typed_windows.h"

#include <math.h>
#include <stddef.h>

#include "../movement/indices.h"
#include "../movement/view.h"
#include "../pooling/shapes.h"
#include "numbers.h"

// One part for each row of outputs (a batch's element, a depth and a height).

// The place of a row: n, d, h.
typedef struct row {
    int64_t n, at[3];
} row;

static row row_of(int64_t part, const int64_t out_extent[3]) {
    return (row){part / out_extent[1] / out_extent[0], {part / out_extent[1] % out_extent[0], part % out_extent[1], 0}};
}

static int64_t rows_of(int64_t batch, const int64_t out_extent[3], int64_t channels) {
    return out_extent[2] == 0 || channels == 0 ? 0 : batch * out_extent[0] * out_extent[1];
}

static int64_t offset_of(const row *place, const int64_t strides[4]) {
    int64_t offset = place->n * strides[0];
    for (int axis = 0; axis < 3; axis++) offset += place->at[axis] * strides[axis + 1];
    return offset;
}

// Windows over an input, which are laid out alike for pools and for convolutions.
typedef struct window {
    const int64_t *kernel, *stride, *dilation, *before, *in_extent, *in_strides;
} window;

#define WINDOW(it, in_strides)                                                                                         \
    {(it)->kernel, (it)->stride, (it)->dilation, (it)->before, (it)->in_extent, (in_strides)}

// A tap of a window, where in the input it lies, and the offset of that (without the channel).
typedef struct tap {
    int64_t number[3], place[3], from;
} tap;

// Before the first tap.
static const tap no_tap = {{0, 0, -1}, {0}, 0};

// Goes on to the next tap of the window at a result that lies in the input; false where there is none.
static bool next_tap(const window *it, const int64_t at[3], tap *tap) {
    for (;;) {
        int axis = 2;
        for (; axis >= 0 && ++tap->number[axis] >= it->kernel[axis]; axis--) tap->number[axis] = 0;
        if (axis < 0) return false;
        bool is_inside = true;
        tap->from = 0;
        for (axis = 0; axis < 3; axis++) {
            int64_t place = at[axis] * it->stride[axis] - it->before[axis] + tap->number[axis] * it->dilation[axis];
            is_inside = is_inside && place >= 0 && place < it->in_extent[axis];
            tap->place[axis] = place;
            tap->from += place * it->in_strides[axis + 1];
        }
        if (is_inside) return true;
    }
}

static double pooled_real(const weft_pooling_args *it, const double *in, const int64_t at[3]) {
    double most = -INFINITY, sum = 0;
    int64_t inside = 0;
    window taps = WINDOW(it, it->in_strides);
    for (tap tap = no_tap; next_tap(&taps, at, &tap);) {
        double x = in[tap.from];
        most = most > x || isnan(most) ? most : x;
        sum += x;
        inside++;
    }
    if (it->kind == WEFT_POOLING_MAX) return most;
    return sum / (double)(it->kind == WEFT_POOLING_MEAN ? inside : weft_pooling_padded_taps(it, at));
}

static int64_t pooled_whole(const weft_pooling_args *it, int32_t type, int64_t first, const int64_t at[3]) {
    int64_t bias = weft_order_bias(type), bits = 8 * weft_type_bytes(type);
    int64_t most = weft_type_is_signed(type) ? -(INT64_C(1) << (bits - 2)) * 2 : 0;
    window taps = WINDOW(it, it->in_strides);
    for (tap tap = no_tap; next_tap(&taps, at, &tap);) {
        int64_t x = weft_read_integer(it->in, type, first + tap.from);
        most = (x ^ bias) > (most ^ bias) ? x : most;
    }
    return most;
}

static int64_t pooling_parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_pooling_args *it = &((const weft_typed_pooling_args *)arguments)->pooling;
    return phase == 0 ? rows_of(it->batch, it->out_extent, it->channels) : 0;
}

static void run_pooling(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase, (void)worker;
    const weft_typed_pooling_args *args = arguments;
    const weft_pooling_args *it = &args->pooling;
    row place = row_of(part, it->out_extent);
    for (; place.at[2] < it->out_extent[2]; place.at[2]++) {
        int64_t to = offset_of(&place, it->out_strides);
        for (int64_t c = 0; c < it->channels; c++) {
            int64_t first = place.n * it->in_strides[0] + c;
            if (args->type == WEFT_TYPE_F64) {
                const double *in = (const double *)(const void *)it->in + first;
                ((double *)(void *)it->out)[to + c] = pooled_real(it, in, place.at);
            } else {
                weft_write_integer(it->out, args->type, to + c, pooled_whole(it, args->type, first, place.at));
            }
        }
    }
}

static bool pooling_reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_typed_pooling_args *args = arguments;
    bool is_real = args->type == WEFT_TYPE_F64;
    if (!is_real && (!weft_type_is_integer(args->type) || args->pooling.kind != WEFT_POOLING_MAX)) return false;
    int64_t bytes = weft_type_bytes(args->type);
    return weft_pooling_reach(&args->pooling, bytes, offsetof(weft_typed_pooling_args, pooling), reaches);
}

const weft_family weft_typed_pooling = {
    "typed pooling", pooling_parts, run_pooling, weft_needs_nothing, pooling_reach};

static int64_t positions_parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_pooling_args *it = &((const weft_pool_positions_args *)arguments)->pooling;
    return phase == 0 ? rows_of(it->batch, it->out_extent, it->channels) : 0;
}

static double real_at(const void *in, int32_t type, int64_t index) {
    return type == WEFT_TYPE_F64 ? ((const double *)in)[index] : (double)((const float *)in)[index];
}

// Whether the element at an offset is larger than another one.
static bool is_larger(const weft_pool_positions_args *args, int64_t offset, int64_t other) {
    const void *in = args->pooling.in;
    if (weft_type_is_integer(args->type)) {
        int64_t bias = weft_order_bias(args->type);
        return (weft_read_integer(in, args->type, offset) ^ bias) > (weft_read_integer(in, args->type, other) ^ bias);
    }
    double x = real_at(in, args->type, offset), y = real_at(in, args->type, other);
    return isnan(x) ? !isnan(y) : x > y;
}

static int64_t position_of(const weft_pool_positions_args *args, int64_t first, const int64_t at[3]) {
    const weft_pooling_args *it = &args->pooling;
    int64_t best = 0, position = -1;
    window taps = WINDOW(it, it->in_strides);
    for (tap tap = no_tap; next_tap(&taps, at, &tap);) {
        if (position >= 0 && !is_larger(args, first + tap.from, best)) continue;
        best = first + tap.from;
        position = 0;
        for (int axis = 0; axis < 3; axis++) position += tap.place[axis] * args->steps[axis + 1];
    }
    return position;
}

static void run_positions(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase, (void)worker;
    const weft_pool_positions_args *args = arguments;
    const weft_pooling_args *it = &args->pooling;
    row place = row_of(part, it->out_extent);
    for (; place.at[2] < it->out_extent[2]; place.at[2]++) {
        int64_t *to = (int64_t *)(void *)it->out + offset_of(&place, it->out_strides);
        for (int64_t c = 0; c < it->channels; c++) {
            int64_t position = position_of(args, place.n * it->in_strides[0] + c, place.at);
            to[c] = position < 0 ? -1 : position + place.n * args->steps[0] + c * args->steps[4];
        }
    }
}

static bool positions_reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_pool_positions_args *args = arguments;
    const weft_pooling_args *it = &args->pooling;
    int32_t field = offsetof(weft_pool_positions_args, pooling);
    if (args->type != WEFT_TYPE_F32 && args->type != WEFT_TYPE_F64 && !weft_type_is_integer(args->type)) return false;
    return weft_windows_are_sound(
               it->in_extent, it->out_extent, it->kernel, it->stride, it->dilation, it->before, it->after) &&
           it->in != NULL && it->out != NULL &&
           weft_images_reach(
               reaches, field + (int32_t)offsetof(weft_pooling_args, in), false, weft_type_bytes(args->type), it->batch,
               it->in_extent, it->channels, it->in_strides) &&
           weft_images_reach(
               reaches, field + (int32_t)offsetof(weft_pooling_args, out), true, 8, it->batch, it->out_extent,
               it->channels, it->out_strides);
}

const weft_family weft_pool_positions = {
    "pool positions", positions_parts, run_positions, weft_needs_nothing, positions_reach};

static int64_t convolution_parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_convolution_shape *it = &((const weft_typed_convolution_args *)arguments)->shape;
    return phase == 0 ? rows_of(it->batch, it->out_extent, it->out_channels) : 0;
}

static double convolved(const weft_typed_convolution_args *args, const row *place, int64_t out_channel) {
    const weft_convolution_shape *it = &args->shape;
    int64_t each = it->in_channels / it->groups, group = out_channel / (it->out_channels / it->groups);
    const double *in = args->in + place->n * args->in_strides[0] + group * each;
    const double *weight = args->weight + out_channel * args->weight_strides[0];
    double sum = args->bias != NULL ? args->bias[out_channel] : 0;
    window taps = WINDOW(it, args->in_strides);
    for (tap tap = no_tap; next_tap(&taps, place->at, &tap);) {
        const double *own = weight;
        for (int axis = 0; axis < 3; axis++) own += tap.number[axis] * args->weight_strides[axis + 2];
        for (int64_t i = 0; i < each; i++) sum += in[tap.from + i] * own[i * args->weight_strides[1]];
    }
    return sum;
}

static void run_convolution(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase, (void)worker;
    const weft_typed_convolution_args *args = arguments;
    row place = row_of(part, args->shape.out_extent);
    for (; place.at[2] < args->shape.out_extent[2]; place.at[2]++) {
        double *to = args->out + offset_of(&place, args->out_strides);
        for (int64_t o = 0; o < args->shape.out_channels; o++) to[o] = convolved(args, &place, o);
    }
}

static bool convolution_reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_typed_convolution_args *args = arguments;
    const weft_convolution_shape *it = &args->shape;
    const int64_t zero[3] = {0, 0, 0};
    if (it->groups < 1 || it->in_channels % it->groups != 0 || it->out_channels % it->groups != 0 ||
        !weft_windows_are_sound(it->in_extent, it->out_extent, it->kernel, it->stride, it->dilation, it->before, zero))
        return false;
    int64_t weights[] = {it->out_channels, it->in_channels / it->groups, it->kernel[0], it->kernel[1], it->kernel[2]};
    return args->in != NULL && args->weight != NULL && args->out != NULL &&
           weft_images_reach(
               reaches, offsetof(weft_typed_convolution_args, in), false, 8, it->batch, it->in_extent, it->in_channels,
               args->in_strides) &&
           weft_images_reach(
               reaches, offsetof(weft_typed_convolution_args, out), true, 8, it->batch, it->out_extent,
               it->out_channels, args->out_strides) &&
           weft_view_reach(
               reaches, offsetof(weft_typed_convolution_args, weight), false, 8, 5, weights, args->weight_strides) &&
           (args->bias == NULL ||
            weft_bytes_reach(
                reaches, offsetof(weft_typed_convolution_args, bias), false, it->out_channels * 8));
}

const weft_family weft_typed_convolution = {
    "typed convolution", convolution_parts, run_convolution, weft_needs_nothing, convolution_reach};
