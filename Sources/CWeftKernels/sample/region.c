#include <math.h>
#include <stddef.h>

#include "../include/weft_sample.h"
#include "../movement/failure.h"
#include "../movement/indices.h"
#include "../movement/view.h"
#include "join.h"
#include "regions.h"

// A region along one axis: where it begins, how long its cells are and how many places they have.
typedef struct side {
    double start, length;
    int64_t places;
} side;

// A place of a cell, between two elements.
typedef struct pair {
    bool is_near;
    int64_t first, second;
    double rest;
} pair;

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    return phase == 0 ? weft_regions_parts(&((const weft_region_args *)arguments)->regions) : 0;
}

// The region along an axis (0 for rows); false where it is none.
static bool side_of(const weft_region_args *args, int64_t region, int axis, side *it) {
    double low = weft_region_number(&args->regions, region, 1 - axis);
    double high = weft_region_number(&args->regions, region, 3 - axis);
    if (!(fabs(low) <= 0x1p30 && fabs(high) <= 0x1p30)) return false;
    it->start = low * args->scale + args->shift;
    double length = high * args->scale + args->shift - it->start;
    it->length = (length > args->least ? length : args->least) / (double)args->regions.cells[axis];
    double places = args->samples > 0 ? (double)args->samples : ceil(it->length);
    if (places > WEFT_MAX_REGION_SAMPLES) return false;
    it->places = places > 0 ? (int64_t)places : 0;
    return true;
}

static pair place_of(const side *it, int64_t cell, int64_t sample, int64_t size) {
    double step = ((double)sample + 0.5) * it->length / (double)it->places;
    double place = it->start + (double)cell * it->length + step;
    if (!(place >= -1 && place <= (double)size)) return (pair){.is_near = false};
    double inside = place > 0 ? place : 0;
    int64_t first = (int64_t)inside;
    if (first >= size - 1) return (pair){true, size - 1, size - 1, 0};
    return (pair){true, first, first + 1, inside - (double)first};
}

static void join_cell(
    const weft_region_args *args, const side sides[2], int64_t row, int64_t column, const weft_tapped *it) {
    const weft_regions *all = &args->regions;
    int64_t places = sides[0].places * sides[1].places;
    const int64_t *strides = all->from_strides;
    weft_taps taps;
    weft_begin_taps(&taps, all->channels);
    for (int64_t v = 0; v < sides[0].places; v++) {
        pair y = place_of(&sides[0], row, v, all->size[0]);
        for (int64_t h = 0; h < sides[1].places; h++) {
            pair x = place_of(&sides[1], column, h, all->size[1]);
            if (!y.is_near || !x.is_near) {
                taps.least = 0;
                continue;
            }
            weft_add_tap(it, &taps, y.first * strides[1] + x.first * strides[2], (1 - y.rest) * (1 - x.rest));
            weft_add_tap(it, &taps, y.first * strides[1] + x.second * strides[2], (1 - y.rest) * x.rest);
            weft_add_tap(it, &taps, y.second * strides[1] + x.first * strides[2], y.rest * (1 - x.rest));
            weft_add_tap(it, &taps, y.second * strides[1] + x.second * strides[2], y.rest * x.rest);
        }
    }
    if (places == 0) taps.least = 0;
    else taps.factor = 1 / (double)places;
    weft_join_taps(it, &taps);
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_region_args *args = arguments;
    const weft_regions *all = &args->regions;
    int64_t region = part / all->cells[0], row = part % all->cells[0], bytes = weft_type_bytes(all->type);
    int64_t image = weft_read_integer(args->ids, args->id_type, region * args->id_stride);
    if (image < 0 || image >= all->images) {
        weft_fail(worker, WEFT_FAILURE_INDEX, region, image, 0, all->images - 1);
        return;
    }
    side sides[2];
    if (!side_of(args, region, 0, &sides[0]) || !side_of(args, region, 1, &sides[1])) {
        weft_fail(worker, WEFT_FAILURE_REGION, region, 0, 0, WEFT_MAX_REGION_SAMPLES);
        return;
    }
    weft_tapped it = {
        .isa = worker->isa, .type = all->type, .largest = args->largest,
        .from = (const char *)all->from + image * all->from_strides[0] * bytes};
    int64_t to = region * all->to_strides[0] + row * all->to_strides[1];
    for (int64_t column = 0; column < all->cells[1]; column++, to += all->to_strides[2]) {
        it.to = (char *)all->to + to * bytes;
        join_cell(args, sides, row, column, &it);
    }
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_region_args *args = arguments;
    return weft_type_is_integer(args->id_type) && args->samples >= 0 && args->samples <= WEFT_MAX_REGION_SAMPLES &&
           args->ids != NULL &&
           weft_regions_reach(reaches, offsetof(weft_region_args, regions), &args->regions, 4) &&
           weft_view_reach(
               reaches, offsetof(weft_region_args, ids), false, weft_type_bytes(args->id_type), 1,
               &args->regions.count, &args->id_stride);
}

const weft_family weft_region = {"region", parts, run, weft_needs_nothing, reach};
