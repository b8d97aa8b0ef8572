#include <stddef.h>

#include "../include/weft_indexing.h"
#include "failure.h"
#include "runs.h"
#include "view.h"

enum { PIECE = 1 << 15 };

static int64_t rows_each(const weft_one_hot_args *args) { return args->size >= PIECE ? 1 : PIECE / (args->size + 1); }

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_one_hot_args *args = arguments;
    int64_t each = rows_each(args);
    return phase == 0 ? (args->count + each - 1) / each : 0;
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_one_hot_args *args = arguments;
    int64_t first = part * rows_each(args), end = first + rows_each(args);
    for (int64_t row = first; row < end && row < args->count; row++) {
        char *to = (char *)args->to + row * args->row * args->bytes;
        weft_fill_run(to, args->column, 0, args->bytes, args->size);
        int64_t index = weft_read_integer(args->ids, args->id_type, row);
        if (index >= 0 && index < args->size)
            weft_fill_run(to + index * args->column * args->bytes, 1, args->one, args->bytes, 1);
        else weft_fail(worker, WEFT_FAILURE_INDEX, row, index, 0, args->size - 1);
    }
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_one_hot_args *args = arguments;
    int64_t extents[] = {args->count, args->size}, strides[] = {args->row, args->column};
    int64_t one[] = {args->count}, step[] = {1};
    return weft_is_element_size(args->bytes) && weft_type_is_integer(args->id_type) && args->ids != NULL &&
           args->to != NULL &&
           weft_view_reach(
               reaches, offsetof(weft_one_hot_args, ids), false, weft_type_bytes(args->id_type), 1, one, step) &&
           weft_view_reach(reaches, offsetof(weft_one_hot_args, to), true, args->bytes, 2, extents, strides);
}

const weft_family weft_one_hot = {"one hot", parts, run, weft_needs_nothing, reach};
