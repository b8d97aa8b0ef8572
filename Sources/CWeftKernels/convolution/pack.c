#include "../isa/variant.h"
#include "../support/sizes.h"
#include "direct.h"

bool weft_has_even_groups(weft_isa isa, int64_t groups, int64_t in_channels, int64_t out_channels) {
    const int64_t lanes = weft_isa_lanes(isa), group = out_channels / groups;
    return lanes >= 8 && in_channels == out_channels && out_channels >= lanes && group > 1 && group <= lanes
        && lanes % group == 0;
}

// Otherwise vectors of one group's outputs would stay half empty, or their sums be of one product for each tap.
bool weft_packs_planes(weft_isa isa, int64_t groups, int64_t in_channels, int64_t out_channels) {
    const int64_t in = in_channels / groups, out = out_channels / groups, lanes = weft_isa_lanes(isa);
    return groups > 1
        && (weft_has_even_groups(isa, groups, in_channels, out_channels) || in <= 2 || (in <= lanes / 2 && out <= lanes));
}

int64_t weft_convolution_packed_count(weft_isa isa, const weft_convolution_packing *packing) {
    const int64_t width = weft_isa_panel(isa);
    int64_t count = packing->groups;
    if (packing->groups < 1 || packing->in_channels < 0 || packing->out_channels < 0
        || packing->out_channels > INT64_MAX - width)
        return -1;
    const bool planes = weft_packs_planes(isa, packing->groups, packing->in_channels, packing->out_channels);
    const int64_t factors[5] = {
        weft_round_up(packing->out_channels / packing->groups, planes ? 1 : width), packing->in_channels / packing->groups,
        packing->kernel[0], packing->kernel[1], packing->kernel[2]};
    for (int i = 0; i < 5; i++)
        if (factors[i] < 0 || __builtin_mul_overflow(count, factors[i], &count)) return -1;
    return count;
}

static int64_t taps_of(const weft_convolution_packing *packing) {
    return packing->kernel[0] * packing->kernel[1] * packing->kernel[2];
}

static void pack_planes(const weft_convolution_packing *packing, const float *source, float *target) {
    const int64_t rows = packing->in_channels / packing->groups * taps_of(packing);
    for (int64_t row = 0; row < rows; row++)
        for (int64_t c = 0; c < packing->out_channels; c++) *target++ = source[c * rows + row];
}

// A panel [tap][input channel][P] of one group: `columns` output channels from `source` on, zeros behind. A few rows at a
// time, so that what is written stays in the cache until its lines are full.
static void pack_panel(
    weft_isa isa, const weft_convolution_packing *packing, const float *source, int64_t columns, float *target) {
    enum { STEP = 64 };
    const int64_t in = packing->in_channels / packing->groups, taps = taps_of(packing), width = weft_isa_panel(isa);
    weft_pack_columns *const pack = weft_variant_of(weft_packing_isa(isa))->pack_columns;
    for (int64_t first = 0; first < in * taps; first += STEP) {
        const int64_t rows = weft_min(STEP, in * taps - first);
        float *to[STEP];
        for (int64_t row = 0; row < rows; row++)
            to[row] = target + ((first + row) % taps * in + (first + row) / taps) * width;
        pack(source + first, in * taps, columns, rows, to, width);
    }
}

void weft_convolution_pack(weft_isa isa, const weft_convolution_packing *packing, const float *source, float *target) {
    const int64_t width = weft_isa_panel(isa);
    const int64_t out = packing->out_channels / packing->groups, in = packing->in_channels / packing->groups;
    if (weft_packs_planes(isa, packing->groups, packing->in_channels, packing->out_channels)) {
        pack_planes(packing, source, target);
        return;
    }
    for (int64_t g = 0; g < packing->groups; g++)
        for (int64_t o = 0; o < out; o += width, target += taps_of(packing) * in * width)
            pack_panel(isa, packing, source + (g * out + o) * in * taps_of(packing), weft_min(width, out - o), target);
}
