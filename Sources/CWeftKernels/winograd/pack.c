#include "../include/weft_winograd.h"
#include "../isa/variant.h"
#include "../support/sizes.h"
#include "transforms.h"

// Input channels that are done together, the most lanes of a vector, and the most taps of a filter.
enum { CHANNELS = 8, LANES = 16, TAPS = 25 };

int64_t weft_winograd_packed_count(weft_isa isa, int32_t points, const weft_convolution_packing *packing) {
    const int64_t width = weft_isa_panel(isa);
    const int64_t components = weft_points_of(points, packing->kernel[1]) * weft_points_of(points, packing->kernel[2]);
    int64_t count;
    if (!weft_winograd_has(points, packing->kernel) || packing->in_channels < 0 || packing->out_channels < 0
        || packing->out_channels > INT64_MAX - width
        || __builtin_mul_overflow(packing->in_channels, components, &count)
        || __builtin_mul_overflow(count, weft_round_up(packing->out_channels, width), &count))
        return -1;
    return count;
}

static weft_filter_matrix matrix_of(int32_t points, int64_t taps) {
    weft_filter_matrix m = {.rows = {{0}}};
    points = weft_points_of(points, taps);
    m.rows[points - 1][taps - 1] = 1;
    if (points == 1) return m;
    const weft_points *known = &weft_points_table[points / 2 - 2];
    m.rows[0][0] = 1 / (double)known->all[0];
    for (int p = 0; p < known->pairs; p++) {
        const double at = (double)known->at[p];
        double derivative = 1;
        for (int i = known->pairs - 2; i >= 0; i--) derivative = derivative * at * at + (double)known->without[p][i];
        double power = 1 / (derivative * 2 * at * at);
        for (int64_t t = 0; t < taps; t++, power *= at) {
            m.rows[2 * p + 1][t] = power;
            m.rows[2 * p + 2][t] = t % 2 == 0 ? power : -power;
        }
    }
    return m;
}

void weft_winograd_pack(
    weft_isa isa, int32_t points, const weft_convolution_packing *packing, const float *source, float *target) {
    const weft_variant *variant = weft_variant_of(weft_packing_isa(isa));
    const weft_transform *transform = weft_transform_of(weft_packing_isa(isa), points, packing->kernel);
    if (transform == NULL) return;
    const int64_t width = weft_isa_panel(isa), size = packing->in_channels * width, lanes = variant->lanes;
    const int64_t taps = packing->kernel[1] * packing->kernel[2], filter = packing->in_channels * taps;
    const int64_t components =
        weft_points_of(points, packing->kernel[1]) * weft_points_of(points, packing->kernel[2]);
    const weft_filter_matrix down = matrix_of(points, packing->kernel[1]), across = matrix_of(points, packing->kernel[2]);
    // The filters of some channels, tap behind tap, as many side by side as a vector has lanes.
    _Alignas(64) float filters[CHANNELS * TAPS * LANES];
    float *rows[CHANNELS * TAPS];
    for (int64_t row = 0; row < CHANNELS * taps; row++) rows[row] = filters + row * lanes;
    for (int64_t first = 0; first < packing->out_channels; first += width, target += components * size)
        for (int64_t i = 0; i < packing->in_channels; i += CHANNELS) {
            const int64_t channels = weft_min(CHANNELS, packing->in_channels - i);
            for (int64_t c = 0; c < width; c += lanes) {
                // Filters behind the last are zeros.
                const int64_t count = weft_min(weft_max(packing->out_channels - first - c, 0), lanes);
                const float *from = count > 0 ? source + (first + c) * filter + i * taps : source;
                variant->pack_columns(from, filter, count, channels * taps, rows, lanes);
                for (int64_t channel = 0; channel < channels; channel++)
                    transform->filter(
                        &down, &across, rows[channel * taps], target + (i + channel) * width + c, size);
            }
        }
}
