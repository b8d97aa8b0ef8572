#include "../support/reaches.h"
#include "block.h"

static weft_division divide(weft_isa isa, const weft_product_args *args) {
    const int64_t k = weft_max(args->k, 1);
    const int64_t rows = weft_clamp(weft_block_floats(isa) / k, 24, 240);
    return weft_divide(isa, args->m, rows, k, args->n, args->groups, args->batch);
}

static int64_t product_parts(weft_isa isa, const void *arguments, int32_t phase) {
    const weft_product_args *args = arguments;
    if (phase > 0 || args->batch == 0 || args->m == 0 || args->n == 0 || args->groups == 0) return 0;
    weft_division c = divide(isa, args);
    return args->batch * c.row_blocks * c.panel_parts;
}

static void product_run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_product_args *args = arguments;
    const weft_variant *variant = weft_variant_of(worker->isa);
    const weft_division c = divide(worker->isa, args);
    const int64_t pieces = c.row_blocks * c.panel_parts, batch = part / pieces;
    const weft_piece piece = weft_piece_of(&c, part % pieces);
    const int64_t first = weft_share(args->m, c.row_blocks, piece.row_block);
    const int64_t rows = weft_share(args->m, c.row_blocks, piece.row_block + 1) - first;

    weft_block block;
    weft_carver carver = {.base = worker->scratch};
    weft_block_carve(&block, &carver, weft_parts_of(args->m, c.row_blocks), 1, &args->epilogue, args->groups);
    weft_block_cut(&block, variant, rows, 1, args->n);
    const float *a = args->a + batch * args->a_batch + first * args->a_row;
    weft_point_rows((const float **)block.tiles[0].sum.rows, a, args->a_row, rows);
    block.is_line = true;
    block.at[0] = (weft_row_at){.n = (int32_t)batch, .w = (int32_t)first};
    static const int64_t no_offset = 0;
    for (int64_t t = 0; t < block.tile_count; t++) {
        block.tiles[t].sum.taps = 1;
        block.tiles[t].sum.k = args->k;
        block.tiles[t].sum.offsets = &no_offset;
    }
    weft_block_place(&block, &args->out, &args->epilogue);
    const weft_panels panels = {
        .b = args->b + batch * args->b_batch,
        .k = args->k,
        .units = args->n,
        .first = weft_share(c.panels, c.panel_parts, piece.panel_part),
        .last = weft_share(c.panels, c.panel_parts, piece.panel_part + 1),
        .count = c.panels,
        .groups = args->groups,
        .out_group = args->out_group,
    };
    weft_block_run(&block, worker->isa, &panels, &args->epilogue);
}

static weft_need product_need(weft_isa isa, const void *arguments) {
    const weft_product_args *args = arguments;
    if (product_parts(isa, args, 0) == 0) return (weft_need){0};
    weft_block block;
    weft_carver carver = {0};
    weft_block_carve(
        &block, &carver, weft_parts_of(args->m, divide(isa, args).row_blocks), 1, &args->epilogue, args->groups);
    return (weft_need){.scratch = carver.used};
}

static bool product_reach(weft_isa isa, const void *arguments, weft_reach_list *list) {
    const weft_product_args *args = arguments;
    list->count = 0;
    if (!weft_isa_is_available(isa) || args->k < 0 || args->groups < 1 || args->batch > INT32_MAX || args->m > INT32_MAX)
        return false;
    const bool empty = args->batch == 0 || args->m == 0 || args->n == 0;
    const int64_t a_extents[3] = {args->batch, args->m, empty ? 0 : args->k}, a_strides[3] = {args->a_batch, args->a_row, 1};
    const weft_product_packing packing = {.n = args->n, .k = args->k, .groups = args->groups};
    const int64_t packed = weft_product_packed_count(isa, &packing);
    const int64_t b_extents[2] = {args->batch, empty ? weft_min(packed, 0) : packed}, b_strides[2] = {args->b_batch, 1};
    const int64_t rows[4] = {args->batch, 1, 1, args->m};
    return weft_reach_floats(list, offsetof(weft_product_args, a), args->a, false, 3, a_extents, a_strides)
        && weft_reach_floats(list, offsetof(weft_product_args, b), args->b, false, 2, b_extents, b_strides)
        && weft_reach_epilogue(
            list, offsetof(weft_product_args, epilogue), &args->epilogue, offsetof(weft_product_args, out), &args->out,
            rows, args->n, args->groups, args->out_group);
}

const weft_family weft_product = {
    .name = "product", .parts = product_parts, .run = product_run, .need = product_need, .reach = product_reach};
