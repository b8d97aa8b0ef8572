#include "../support/sizes.h"
#include "direct.h"

// A panel would stay mostly empty, or its sums be of one product for each tap.
bool weft_packs_planes(weft_isa isa, int64_t groups, int64_t in_channels, int64_t out_channels) {
    const int64_t in = in_channels / groups, out = out_channels / groups;
    return groups > 1 && (in <= 2 || (in <= 16 && out <= weft_isa_lanes(isa)));
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

// The taps of an input channel, one behind the other, of one output channel: `pitch` floats apart in the target.
static void pack_taps(const weft_convolution_packing *packing, const float *source, float *target, int64_t pitch) {
    const int64_t *s = packing->strides, *kernel = packing->kernel;
    for (int64_t d = 0; d < kernel[0]; d++)
        for (int64_t h = 0; h < kernel[1]; h++)
            for (int64_t w = 0; w < kernel[2]; w++, target += pitch)
                *target = source[d * s[2] + h * s[3] + w * s[4]];
}

static int64_t taps_of(const weft_convolution_packing *packing) {
    return packing->kernel[0] * packing->kernel[1] * packing->kernel[2];
}

static void pack_planes(const weft_convolution_packing *packing, const float *source, float *target) {
    const int64_t taps = taps_of(packing);
    for (int64_t i = 0; i < packing->in_channels / packing->groups; i++, target += taps * packing->out_channels)
        for (int64_t c = 0; c < packing->out_channels; c++)
            pack_taps(
                packing, source + c * packing->strides[0] + i * packing->strides[1], target + c, packing->out_channels);
}

// A panel [tap][input channel][P] of one group: `columns` output channels from `source` on, zeros behind. A few input
// channels at a time, so that what is written stays in the cache until its lines are full.
static void pack_panel(
    const weft_convolution_packing *packing, const float *source, int64_t columns, int64_t width, float *target) {
    enum { STEP = 8 };
    const int64_t in = packing->in_channels / packing->groups, taps = taps_of(packing);
    for (int64_t first = 0; first < in; first += STEP) {
        const int64_t end = weft_min(first + STEP, in);
        for (int64_t c = 0; c < columns; c++)
            for (int64_t i = first; i < end; i++)
                pack_taps(
                    packing, source + c * packing->strides[0] + i * packing->strides[1], target + i * width + c,
                    in * width);
    }
    for (int64_t row = 0; row < taps * in && columns < width; row++)
        for (int64_t c = columns; c < width; c++) target[row * width + c] = 0;
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
            pack_panel(
                packing, source + (g * out + o) * packing->strides[0], weft_min(width, out - o), width, target);
}
