#include "../include/weft_winograd.h"
#include "../support/sizes.h"

// Filters are transformed so many at a time, side by side as they stand in a panel; a panel is a multiple of it.
enum { FILTERS = 8 };

typedef double lanes[FILTERS];

int64_t weft_winograd_packed_count(weft_isa isa, int32_t tile, const weft_convolution_packing *packing) {
    const int64_t width = weft_isa_panel(isa), components = (tile + 2) * (tile + 2);
    int64_t count;
    if (packing->in_channels < 0 || packing->out_channels < 0 || packing->out_channels > INT64_MAX - width
        || __builtin_mul_overflow(packing->in_channels, components, &count)
        || __builtin_mul_overflow(count, weft_round_up(packing->out_channels, width), &count))
        return -1;
    return count;
}

// The filter's transform along one axis for F(4, 3): from three numbers, `from` apart, to six, `to` apart. The rows of the
// matrix are (1/4, 0, 0), (-1/6, -1/6, -1/6), (-1/6, 1/6, -1/6), (1/24, 1/12, 1/6), (1/24, -1/12, 1/6), (0, 0, 1).
static void along4(const lanes *g, int64_t from, lanes *target, int64_t to) {
    for (int c = 0; c < FILTERS; c++) {
        const double a = g[0][c], b = g[from][c], d = g[2 * from][c];
        const double outer = (a + d) * (-1.0 / 6), inner = b * (1.0 / 6);
        const double even = a * (1.0 / 24) + d * (1.0 / 6), odd = b * (1.0 / 12);
        target[0][c] = a * 0.25;
        target[to][c] = outer - inner;
        target[2 * to][c] = outer + inner;
        target[3 * to][c] = even + odd;
        target[4 * to][c] = even - odd;
        target[5 * to][c] = d;
    }
}

// The same for F(2, 3), from three to four: (1, 0, 0), (1/2, 1/2, 1/2), (1/2, -1/2, 1/2), (0, 0, 1).
static void along2(const lanes *g, int64_t from, lanes *target, int64_t to) {
    for (int c = 0; c < FILTERS; c++) {
        const double a = g[0][c], b = g[from][c] * 0.5, d = g[2 * from][c];
        const double outer = (a + d) * 0.5;
        target[0][c] = a;
        target[to][c] = outer + b;
        target[2 * to][c] = outer - b;
        target[3 * to][c] = d;
    }
}

// All n * n components of some filters, `pitch` floats apart in the target.
static void transform(int64_t n, const lanes filters[9], float *target, int64_t pitch) {
    lanes rows[6 * 3], components[6 * 6];
    for (int64_t w = 0; w < 3; w++) {
        if (n == 6) along4(filters + w, 3, rows + w, 3);
        else along2(filters + w, 3, rows + w, 3);
    }
    for (int64_t i = 0; i < n; i++) {
        if (n == 6) along4(rows + i * 3, 1, components + i * n, 1);
        else along2(rows + i * 3, 1, components + i * n, 1);
    }
    for (int64_t k = 0; k < n * n; k++)
        for (int c = 0; c < FILTERS; c++) target[k * pitch + c] = (float)components[k][c];
}

void weft_winograd_pack(
    weft_isa isa, int32_t tile, const weft_convolution_packing *packing, const float *source, float *target) {
    const int64_t width = weft_isa_panel(isa), n = tile + 2, size = packing->in_channels * width;
    const int64_t *s = packing->strides;
    for (int64_t first = 0; first < packing->out_channels; first += width, target += n * n * size)
        for (int64_t i = 0; i < packing->in_channels; i++)
            for (int64_t c = 0; c < width; c += FILTERS) {
                // Filters behind the last are zeros.
                lanes filters[9] = {{0}};
                for (int64_t f = 0; f < weft_min(FILTERS, packing->out_channels - first - c); f++) {
                    const float *filter = source + (first + c + f) * s[0] + i * s[1];
                    for (int64_t tap = 0; tap < 9; tap++)
                        filters[tap][f] = (double)filter[tap / 3 * s[3] + tap % 3 * s[4]];
                }
                transform(n, (const lanes *)filters, target + i * width + c, size);
            }
}
