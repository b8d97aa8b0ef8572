#include <stddef.h>

#include "../include/weft_indexing.h"
#include "failure.h"
#include "indices.h"
#include "view.h"

static int64_t floor_divided(int64_t a, int64_t by) { return a / by - (a % by < 0); }
static int64_t ceil_divided(int64_t a, int64_t by) { return -floor_divided(-a, by); }

static int64_t windows_over(const weft_window_lengths_args *args, int64_t length) {
    int64_t extent = args->dilation * (args->kernel - 1) + 1, room = length + args->before + args->after - extent;
    int64_t windows = floor_divided(room, args->stride) + 1;
    if (args->ceil) {
        windows = extent - args->after < args->stride ? ceil_divided(length + args->before, args->stride)
                                                      : ceil_divided(room, args->stride) + 1;
    }
    return windows > 0 ? windows : 0;
}

static int64_t one_part(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa, (void)arguments;
    return phase == 0 ? 1 : 0;
}

static void run_lengths(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase, (void)part;
    const weft_window_lengths_args *args = arguments;
    for (int64_t row = 0; row < args->count; row++) {
        int64_t length = weft_read_integer(args->from, args->type, row);
        // Beyond this no tensor has a size, and the formula does not overflow below it.
        const int64_t most = INT64_C(1) << 60;
        if (length < 0 || length > most) weft_fail(worker, WEFT_FAILURE_LENGTH, row, length, 0, most);
        else weft_write_integer(args->to, args->type, row, windows_over(args, length));
    }
}

static bool lengths_reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_window_lengths_args *args = arguments;
    const int64_t most = INT64_C(1) << 31;
    const int64_t numbers[] = {args->kernel, args->stride, args->dilation, args->before + 1, args->after + 1};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (numbers[i] < 1 || numbers[i] > most) return false;
    int64_t extents[] = {args->count}, strides[] = {1}, bytes = weft_type_bytes(args->type);
    return weft_type_is_integer(args->type) && args->from != NULL && args->to != NULL &&
           weft_view_reach(
               reaches, offsetof(weft_window_lengths_args, from), false, bytes, 1, extents, strides) &&
           weft_view_reach(reaches, offsetof(weft_window_lengths_args, to), true, bytes, 1, extents, strides);
}

const weft_family weft_window_lengths = {"window lengths", one_part, run_lengths, weft_needs_nothing, lengths_reach};

static void run_ctc(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase, (void)part;
    const weft_ctc_args *args = arguments;
    for (int64_t row = 0; row < args->rows; row++) {
        const int32_t *labels = args->labels + row * args->steps;
        int32_t *ids = args->ids + row * args->steps, previous = args->blank;
        int64_t length = args->lengths != NULL ? args->lengths[row] : args->steps, count = 0;
        if (length < 0 || length > args->steps) {
            weft_fail(worker, WEFT_FAILURE_LENGTH, row, length, 0, args->steps);
            continue;
        }
        for (int64_t step = 0; step < length; step++) {
            int32_t label = labels[step];
            if (label != previous && label != args->blank) ids[count++] = label;
            previous = label;
        }
        args->counts[row] = (int32_t)count;
        while (count < args->steps) ids[count++] = 0;
    }
}

static bool ctc_reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_ctc_args *args = arguments;
    int64_t extents[] = {args->rows, args->steps}, strides[] = {args->steps, 1};
    return args->labels != NULL && args->ids != NULL && args->counts != NULL &&
           weft_view_reach(reaches, offsetof(weft_ctc_args, labels), false, 4, 2, extents, strides) &&
           weft_view_reach(reaches, offsetof(weft_ctc_args, ids), true, 4, 2, extents, strides) &&
           weft_view_reach(reaches, offsetof(weft_ctc_args, counts), true, 4, 1, extents, strides + 1) &&
           (args->lengths == NULL ||
            weft_view_reach(reaches, offsetof(weft_ctc_args, lengths), false, 8, 1, extents, strides + 1));
}

const weft_family weft_ctc = {"ctc", one_part, run_ctc, weft_needs_nothing, ctc_reach};
