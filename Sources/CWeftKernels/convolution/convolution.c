#include "direct.h"

// Few input channels make short sums for each tap; a whole kernel row is longer.
static const weft_way *way_of(weft_isa isa, const weft_convolution_shape *shape) {
    if (weft_packs_planes(isa, shape->groups, shape->in_channels, shape->out_channels)) return &weft_way_planes;
    if (weft_is_narrow(isa, shape)) return &weft_way_narrow;
    const bool merges = shape->groups == 1 && shape->in_channels < 8 && shape->kernel[2] > 1 && shape->dilation[2] == 1;
    return merges ? &weft_way_rows : &weft_way_pixels;
}

static bool is_empty(const weft_convolution_shape *shape) {
    return weft_pixels(shape) == 0 || shape->out_channels == 0;
}

static int64_t convolution_parts(weft_isa isa, const void *arguments, int32_t phase) {
    const weft_convolution_args *args = arguments;
    return phase > 0 || is_empty(&args->shape) ? 0 : way_of(isa, &args->shape)->parts(isa, args);
}

static void convolution_run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_convolution_args *args = arguments;
    way_of(worker->isa, &args->shape)->run(args, part, worker);
}

static weft_need convolution_need(weft_isa isa, const void *arguments) {
    const weft_convolution_args *args = arguments;
    return (weft_need){.scratch = is_empty(&args->shape) ? 0 : way_of(isa, &args->shape)->scratch(isa, args)};
}

static bool convolution_reach(weft_isa isa, const void *arguments, weft_reach_list *list) {
    const weft_convolution_args *args = arguments;
    list->count = 0;
    if (args->shape.groups < 1) return false;
    const weft_convolution_packing packing = weft_packing_of(&args->shape);
    return weft_convolution_reaches(isa, args, weft_convolution_packed_count(isa, &packing), list);
}

const weft_family weft_convolution = {
    .name = "convolution",
    .parts = convolution_parts,
    .run = convolution_run,
    .need = convolution_need,
    .reach = convolution_reach,
};

void weft_convolution_block_run(
    weft_block *block, weft_isa isa, const weft_convolution_args *args, int64_t group, const weft_division *division,
    int64_t panel_part, int64_t k) {
    const int64_t out = args->shape.out_channels / args->shape.groups;
    // A group's channels are columns group * out and on of everything that the epilogue sees.
    weft_epilogue epilogue = args->epilogue;
    weft_place place = args->out;
    if (place.base != NULL) place.base += group * out;
    if (epilogue.bias != NULL) epilogue.bias += group * out;
    if (epilogue.residual.base != NULL) epilogue.residual.base += group * out;
    for (int32_t i = 1; i < epilogue.operand_count; i++)
        epilogue.operands[i].base += group * out * epilogue.operands[i].column;
    weft_block_place(block, &place, &epilogue);
    const weft_panels panels = {
        .b = args->weight + group * division->panels * k * weft_isa_panel(isa),
        .k = k,
        .units = out,
        .first = weft_share(division->panels, division->panel_parts, panel_part),
        .last = weft_share(division->panels, division->panel_parts, panel_part + 1),
        .count = division->panels,
        .groups = 1,
    };
    weft_block_run(block, isa, &panels, &epilogue);
}
