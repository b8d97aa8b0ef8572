#include "../include/weft_pooling.h"

#include <stddef.h>

#include "../isa/variant.h"
#include "../movement/view.h"
#include "shapes.h"
#include "windows.h"

// Elements that are read by a part.
enum { PIECE = 1 << 16, CHANNELS = 64 };

static int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t larger(int64_t a, int64_t b) { return a > b ? a : b; }

// How a pool is cut: into groups of rows of outputs and, where there are few rows, blocks of channels.
typedef struct cutting {
    int64_t rows, rows_each, channels_each, channel_parts, parts;
} cutting;

static cutting cut(int64_t batch, const int64_t out[3], int64_t taps, int64_t channels) {
    cutting it = {.rows = batch * out[0] * out[1]};
    if (it.rows == 0 || out[2] == 0 || channels == 0) return it;
    it.channels_each = it.rows >= 16 ? channels : CHANNELS;
    it.channel_parts = (channels + it.channels_each - 1) / it.channels_each;
    it.rows_each = larger(1, PIECE / larger(1, out[2] * taps * smaller(channels, it.channels_each)));
    it.parts = (it.rows + it.rows_each - 1) / it.rows_each * it.channel_parts;
    return it;
}

// The taps of a window along an axis that lie in the input, and the first of them.
static void clip(const weft_pooling_args *args, int axis, int64_t place, int64_t *first, int64_t *taps) {
    int64_t start = place * args->stride[axis] - args->before[axis], step = args->dilation[axis];
    int64_t room = args->in_extent[axis] - start;
    if (start >= 0 && room > (args->kernel[axis] - 1) * step) {
        *first = start, *taps = args->kernel[axis];
        return;
    }
    int64_t low = start < 0 ? (-start + step - 1) / step : 0;
    int64_t high = room <= 0 ? 0 : smaller(args->kernel[axis], (room + step - 1) / step);
    *first = start + low * step;
    *taps = larger(0, high - low);
}

// Windows from `place` on along its row that lie in the input as a whole; 1 where that one does not.
static int64_t alike(const weft_pooling_args *args, int64_t place) {
    const int64_t start = place * args->stride[2] - args->before[2];
    const int64_t room = args->in_extent[2] - start - (args->kernel[2] - 1) * args->dilation[2];
    return start < 0 || room <= 0 ? 1 : smaller(args->out_extent[2] - place, (room - 1) / args->stride[2] + 1);
}

// Does some windows of a row from `place` on; how many.
static int64_t run_windows(
    const weft_pooling_args *args, const int64_t place[4], int64_t channel, int64_t channels, const weft_variant *isa) {
    weft_window window = {
        .in = args->in + place[0] * args->in_strides[0] + channel,
        .count = alike(args, place[3]),
        .in_step = args->stride[2] * args->in_strides[3],
        .out_step = args->out_strides[3],
        .channels = channels,
    };
    int64_t inside = 1;
    window.out = args->out + place[0] * args->out_strides[0] + channel;
    for (int axis = 0; axis < 3; axis++) {
        int64_t first;
        clip(args, axis, place[axis + 1], &first, &window.taps[axis]);
        window.strides[axis] = args->in_strides[axis + 1] * args->dilation[axis];
        window.out += place[axis + 1] * args->out_strides[axis + 1];
        inside *= window.taps[axis];
        if (window.taps[axis] > 0) window.in += first * args->in_strides[axis + 1];
    }
    if (args->kind == WEFT_POOLING_MAX) {
        isa->pool_max(&window);
        return window.count;
    }
    bool counts_padding = args->kind == WEFT_POOLING_MEAN_PADDED;
    // Whole windows have as many elements as the kernel, whether padding counts or not.
    window.divisor = (double)(counts_padding ? weft_pooling_padded_taps(args, place + 1) : inside);
    isa->pool_mean(&window);
    return window.count;
}

static cutting cut_of(const weft_pooling_args *args) {
    return cut(
        args->batch, args->out_extent, args->kernel[0] * args->kernel[1] * args->kernel[2], args->channels);
}

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    return phase == 0 ? cut_of(arguments).parts : 0;
}

// Calls a function with outputs of a part, of which it does one or some more along the row and says how many: the place
// (n, d, h, w) of the first and the channels.
#define FOR_OUTPUTS(args, it, part, body)                                                                              \
    do {                                                                                                               \
        int64_t channel = (part) % (it).channel_parts * (it).channels_each;                                            \
        int64_t channels = smaller((it).channels_each, (args)->channels - channel);                                    \
        int64_t first = (part) / (it).channel_parts * (it).rows_each, end = smaller(first + (it).rows_each, (it).rows);\
        const int64_t *out = (args)->out_extent;                                                                       \
        for (int64_t row = first; row < end; row++) {                                                                  \
            int64_t place[4] = {row / out[1] / out[0], row / out[1] % out[0], row % out[1], 0};                        \
            for (; place[3] < out[2];) place[3] += body;                                                               \
        }                                                                                                              \
    } while (0)

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_pooling_args *args = arguments;
    const weft_variant *isa = weft_variant_of(worker->isa);
    cutting it = cut_of(args);
    FOR_OUTPUTS(args, it, part, run_windows(args, place, channel, channels, isa));
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    return weft_pooling_reach(arguments, sizeof(float), 0, reaches);
}

const weft_family weft_pooling = {"pooling", parts, run, weft_needs_nothing, reach};

static cutting adaptive_cut_of(const weft_adaptive_args *args) {
    int64_t taps = 1;
    for (int axis = 0; axis < 3; axis++) taps *= args->in_extent[axis] / larger(1, args->out_extent[axis]) + 1;
    return cut(args->batch, args->out_extent, taps, args->channels);
}

static int64_t adaptive_parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    return phase == 0 ? adaptive_cut_of(arguments).parts : 0;
}

static int64_t run_adaptive_window(
    const weft_adaptive_args *args, const int64_t place[4], int64_t channel, int64_t channels,
    const weft_variant *isa) {
    weft_window window = {
        .in = args->in + place[0] * args->in_strides[0] + channel, .count = 1, .channels = channels, .divisor = 1};
    window.out = args->out + place[0] * args->out_strides[0] + channel;
    for (int axis = 0; axis < 3; axis++) {
        int64_t in = args->in_extent[axis], out = args->out_extent[axis], at = place[axis + 1];
        int64_t first = at * in / out, end = ((at + 1) * in + out - 1) / out;
        window.taps[axis] = end - first;
        window.strides[axis] = args->in_strides[axis + 1];
        window.in += first * args->in_strides[axis + 1];
        window.out += at * args->out_strides[axis + 1];
        window.divisor *= (double)window.taps[axis];
    }
    isa->pool_mean(&window);
    return 1;
}

static void run_adaptive(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_adaptive_args *args = arguments;
    const weft_variant *isa = weft_variant_of(worker->isa);
    cutting it = adaptive_cut_of(args);
    FOR_OUTPUTS(args, it, part, run_adaptive_window(args, place, channel, channels, isa));
}

static bool adaptive_reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_adaptive_args *args = arguments;
    for (int axis = 0; axis < 3; axis++) {
        const int64_t limit = INT64_C(1) << 31;
        if (args->in_extent[axis] < 1 || args->in_extent[axis] > limit || args->out_extent[axis] > limit) return false;
    }
    return args->in != NULL && args->out != NULL &&
           weft_images_reach(
               reaches, offsetof(weft_adaptive_args, in), false, sizeof(float), args->batch, args->in_extent,
               args->channels,
               args->in_strides) &&
           weft_images_reach(
               reaches, offsetof(weft_adaptive_args, out), true, sizeof(float), args->batch, args->out_extent,
               args->channels,
               args->out_strides);
}

const weft_family weft_adaptive = {"adaptive", adaptive_parts, run_adaptive, weft_needs_nothing, adaptive_reach};
