#include <string.h>

#include "../isa/variant.h"
#include "../support/reaches.h"
#include "../support/sizes.h"
#include "../include/weft_product.h"

int64_t weft_product_packed_count(weft_isa isa, const weft_product_packing *packing) {
    const int64_t width = weft_isa_panel(isa);
    int64_t panels, rows, count;
    if (packing->n < 0 || packing->k < 0 || packing->groups < 0 || packing->n > INT64_MAX - width) return -1;
    panels = weft_parts_of(packing->n, width);
    if (__builtin_mul_overflow(packing->k, width * packing->groups, &rows)
        || __builtin_mul_overflow(panels, rows, &count))
        return -1;
    return count;
}

// A panel's columns, each of which lies along k, `pitch` floats from one to the next.
static void pack_turned(weft_isa isa, const float *from, int64_t pitch, int64_t k, int64_t columns, float *target) {
    enum { STEP = 64 };
    const int64_t width = weft_isa_panel(isa);
    weft_pack_columns *const pack = weft_variant_of(weft_packing_isa(isa))->pack_columns;
    for (int64_t first = 0; first < k; first += STEP) {
        const int64_t rows = weft_min(STEP, k - first);
        float *to[STEP];
        for (int64_t row = 0; row < rows; row++) to[row] = target + (first + row) * width;
        pack(from + first, pitch, columns, rows, to, width);
    }
}

// Panel `panel` of column group `g`.
static void pack_panel(
    weft_isa isa, const weft_product_packing *packing, const float *source, float *target, int64_t panel, int32_t g) {
    const int64_t width = weft_isa_panel(isa), n = panel * width, columns = weft_min(width, packing->n - n);
    const float *row = source + g * packing->strides[0] + n * packing->strides[2];
    if (packing->strides[1] == 1) {
        pack_turned(isa, row, packing->strides[2], packing->k, columns, target);
        return;
    }
    for (int64_t k = 0; k < packing->k; k++, row += packing->strides[1], target += width) {
        if (packing->strides[2] == 1) memcpy(target, row, (size_t)columns * sizeof *row);
        else
            for (int64_t c = 0; c < columns; c++) target[c] = row[c * packing->strides[2]];
        for (int64_t c = columns; c < width; c++) target[c] = 0;
    }
}

void weft_product_pack(weft_isa isa, const weft_product_packing *packing, const float *source, float *target) {
    const int64_t width = weft_isa_panel(isa), size = packing->k * width;
    for (int64_t panel = 0; panel * width < packing->n; panel++)
        for (int32_t g = 0; g < packing->groups; g++, target += size)
            pack_panel(isa, packing, source, target, panel, g);
}

static int64_t packer_parts(weft_isa isa, const void *arguments, int32_t phase) {
    const weft_product_pack_args *args = arguments;
    if (phase > 0) return 0;
    return args->batch * args->packing.groups * weft_parts_of(args->packing.n, weft_isa_panel(isa));
}

static void packer_run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_product_pack_args *args = arguments;
    const int64_t width = weft_isa_panel(worker->isa), panels = weft_parts_of(args->packing.n, width);
    const int64_t batch = part / (panels * args->packing.groups);
    pack_panel(
        worker->isa, &args->packing, args->source + batch * args->b_batch, args->target + part * args->packing.k * width,
        part / args->packing.groups % panels, (int32_t)(part % args->packing.groups));
}

static weft_need packer_need(weft_isa isa, const void *arguments) {
    (void)isa;
    (void)arguments;
    return (weft_need){0};
}

static bool packer_reach(weft_isa isa, const void *arguments, weft_reach_list *list) {
    const weft_product_pack_args *args = arguments;
    list->count = 0;
    const weft_product_packing *packing = &args->packing;
    const int64_t count = weft_product_packed_count(isa, packing);
    const int64_t extents[4] = {args->batch, packing->groups, packing->k, packing->n};
    const int64_t strides[4] = {args->b_batch, packing->strides[0], packing->strides[1], packing->strides[2]};
    const int64_t targets[2] = {args->batch, count}, target_strides[2] = {count, 1};
    return weft_reach_floats(
               list, offsetof(weft_product_pack_args, source), args->source, false, 4, extents, strides)
        && weft_reach_floats(
            list, offsetof(weft_product_pack_args, target), args->target, true, 2, targets, target_strides);
}

const weft_family weft_product_packer = {
    .name = "product-packer",
    .parts = packer_parts,
    .run = packer_run,
    .need = packer_need,
    .reach = packer_reach,
};
