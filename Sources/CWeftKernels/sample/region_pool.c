#include <math.h>
#include <stddef.h>

#include "../include/weft_sample.h"
#include "../movement/failure.h"
#include "../support/sizes.h"
#include "regions.h"

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    return phase == 0 ? weft_regions_parts(&((const weft_region_pool_args *)arguments)->regions) : 0;
}

// The elements of a cell along an axis.
typedef struct run_of {
    int64_t first, end;
} run_of;

static run_of cell_of(const weft_region_pool_args *args, int64_t region, int axis, int64_t cell) {
    const weft_regions *it = &args->regions;
    int64_t first = (int64_t)round(weft_region_number(it, region, 2 - axis) * args->scale);
    int64_t last = (int64_t)round(weft_region_number(it, region, 4 - axis) * args->scale);
    double width = (double)(last < first ? 1 : last - first + 1) / (double)it->cells[axis];
    int64_t low = weft_clamp(first + (int64_t)floor((double)cell * width), 0, it->size[axis]);
    int64_t high = weft_clamp(first + (int64_t)ceil((double)(cell + 1) * width), 0, it->size[axis]);
    return (run_of){low, weft_max(low, high)};
}

// The largest of the elements of a cell, for all channels.
#define POOL(name, element)                                                                                            \
    static void name(const weft_regions *it, const element *from, run_of rows, run_of columns, element *to) {          \
        bool is_empty = rows.first == rows.end || columns.first == columns.end;                                        \
        for (int64_t c = 0; c < it->channels; c++) to[c] = is_empty ? 0 : (element)-INFINITY;                          \
        for (int64_t row = rows.first; row < rows.end; row++)                                                          \
            for (int64_t column = columns.first; column < columns.end; column++) {                                     \
                const element *own = from + row * it->from_strides[1] + column * it->from_strides[2];                  \
                for (int64_t c = 0; c < it->channels; c++) to[c] = to[c] > own[c] || isnan(to[c]) ? to[c] : own[c];    \
            }                                                                                                          \
    }

POOL(pool_floats, float)
POOL(pool_doubles, double)

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_region_pool_args *args = arguments;
    const weft_regions *it = &args->regions;
    int64_t region = part / it->cells[0], row = part % it->cells[0];
    for (int index = 0; index < 5; index++) {
        if (fabs(weft_region_number(it, region, index)) <= 0x1p30) continue;
        weft_fail(worker, WEFT_FAILURE_REGION, region, 0, 0, WEFT_MAX_REGION_SAMPLES);
        return;
    }
    int64_t image = (int64_t)weft_region_number(it, region, 0);
    if (image < 0 || image >= it->images) {
        weft_fail(worker, WEFT_FAILURE_INDEX, region, image, 0, it->images - 1);
        return;
    }
    run_of rows = cell_of(args, region, 0, row);
    int64_t from = image * it->from_strides[0], to = region * it->to_strides[0] + row * it->to_strides[1];
    for (int64_t column = 0; column < it->cells[1]; column++, to += it->to_strides[2]) {
        run_of columns = cell_of(args, region, 1, column);
        if (it->type == WEFT_TYPE_F64)
            pool_doubles(it, (const double *)it->from + from, rows, columns, (double *)it->to + to);
        else pool_floats(it, (const float *)it->from + from, rows, columns, (float *)it->to + to);
    }
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_region_pool_args *args = arguments;
    // Regions are at most 2^30 before they are scaled, and must stay countable behind it.
    return args->scale > 0 && args->scale <= 0x1p30 &&
           weft_regions_reach(reaches, offsetof(weft_region_pool_args, regions), &args->regions, 5);
}

const weft_family weft_region_pool = {"region pool", parts, run, weft_needs_nothing, reach};
