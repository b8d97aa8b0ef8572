// What families that cut regions out of images share.
#ifndef WEFT_REGIONS_H
#define WEFT_REGIONS_H

#include <stddef.h>

#include "../include/weft_sample.h"
#include "../movement/view.h"

// One part for each row of cells.
static inline int64_t weft_regions_parts(const weft_regions *it) {
    return it->cells[1] > 0 && it->channels > 0 ? it->count * it->cells[0] : 0;
}

static inline double weft_region_number(const weft_regions *it, int64_t region, int64_t index) {
    int64_t at = region * it->number_strides[0] + index * it->number_strides[1];
    return it->type == WEFT_TYPE_F64 ? ((const double *)it->numbers)[at] : (double)((const float *)it->numbers)[at];
}

// Of regions that stand at an offset in the arguments, each with so many numbers.
static inline bool weft_regions_reach(
    weft_reach_list *reaches, int32_t field, const weft_regions *it, int64_t number_count) {
    const int64_t limit = INT64_C(1) << 31;
    if ((it->type != WEFT_TYPE_F32 && it->type != WEFT_TYPE_F64) || it->size[0] < 1 || it->size[1] < 1 ||
        it->size[0] > limit || it->size[1] > limit || it->cells[0] < 1 || it->cells[1] < 1 || it->from == NULL ||
        it->numbers == NULL || it->to == NULL)
        return false;
    int64_t bytes = weft_type_bytes(it->type);
    int64_t images[] = {it->images, it->size[0], it->size[1], it->channels};
    int64_t image_strides[] = {it->from_strides[0], it->from_strides[1], it->from_strides[2], 1};
    int64_t cells[] = {it->count, it->cells[0], it->cells[1], it->channels};
    int64_t cell_strides[] = {it->to_strides[0], it->to_strides[1], it->to_strides[2], 1};
    int64_t numbers[] = {it->count, number_count};
    return weft_view_reach(
               reaches, field + (int32_t)offsetof(weft_regions, from), false, bytes, 4, images, image_strides) &&
           weft_view_reach(
               reaches, field + (int32_t)offsetof(weft_regions, numbers), false, bytes, 2, numbers,
               it->number_strides) &&
           weft_view_reach(reaches, field + (int32_t)offsetof(weft_regions, to), true, bytes, 4, cells, cell_strides);
}

#endif
