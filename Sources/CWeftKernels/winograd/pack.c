#include "../include/weft_winograd.h"
#include "../support/sizes.h"

// The filter's transform along one axis, for F(4, 3) and F(2, 3).
static const double factors4[6][3] = {
    {1.0 / 4, 0, 0},
    {-1.0 / 6, -1.0 / 6, -1.0 / 6},
    {-1.0 / 6, 1.0 / 6, -1.0 / 6},
    {1.0 / 24, 1.0 / 12, 1.0 / 6},
    {1.0 / 24, -1.0 / 12, 1.0 / 6},
    {0, 0, 1},
};
static const double factors2[4][3] = {{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {0, 0, 1}};

int64_t weft_winograd_packed_count(weft_isa isa, int32_t tile, const weft_convolution_packing *packing) {
    const int64_t width = weft_isa_panel(isa), components = (tile + 2) * (tile + 2);
    int64_t count;
    if (packing->in_channels < 0 || packing->out_channels < 0 || packing->out_channels > INT64_MAX - width
        || __builtin_mul_overflow(packing->in_channels, components, &count)
        || __builtin_mul_overflow(count, weft_round_up(packing->out_channels, width), &count))
        return -1;
    return count;
}

// All components of one filter: factors * filter * factors transposed, `pitch` floats apart.
static void transform(
    int64_t n, const double (*factors)[3], const float *filter, int64_t down, int64_t across, float *target,
    int64_t pitch) {
    for (int64_t i = 0; i < n; i++) {
        double row[3] = {0, 0, 0};
        for (int64_t w = 0; w < 3; w++)
            for (int64_t h = 0; h < 3; h++) row[w] += factors[i][h] * (double)filter[h * down + w * across];
        for (int64_t j = 0; j < n; j++, target += pitch)
            *target = (float)(row[0] * factors[j][0] + row[1] * factors[j][1] + row[2] * factors[j][2]);
    }
}

void weft_winograd_pack(
    weft_isa isa, int32_t tile, const weft_convolution_packing *packing, const float *source, float *target) {
    const int64_t width = weft_isa_panel(isa), n = tile + 2, size = packing->in_channels * width;
    const int64_t *s = packing->strides;
    for (int64_t first = 0; first < packing->out_channels; first += width, target += n * n * size)
        for (int64_t i = 0; i < packing->in_channels; i++)
            for (int64_t c = 0; c < width; c++) {
                float *to = target + i * width + c;
                if (first + c < packing->out_channels) {
                    const float *filter = source + (first + c) * s[0] + i * s[1];
                    transform(n, tile == 4 ? factors4 : factors2, filter, s[3], s[4], to, size);
                } else {
                    for (int64_t k = 0; k < n * n; k++) to[k * size] = 0;
                }
            }
}
