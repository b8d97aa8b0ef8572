#include "../include/weft_winograd.h"
#include "../support/sizes.h"
#include "transforms.h"

// Filters are transformed so many at a time, side by side as they stand in a panel; a panel is a multiple of it.
enum { FILTERS = 8, MOST_POINTS = 10, MOST_TAPS = 7 };

typedef double lanes[FILTERS];

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

// The filter's transform along an axis: a row for each point, which evaluates the filter there over what the derivative of
// the points' polynomial is there; of infinity the last tap.
typedef struct matrix {
    int64_t points, taps;
    double rows[MOST_POINTS][MOST_TAPS];
} matrix;

static matrix matrix_of(int32_t points, int64_t taps) {
    matrix m = {.points = weft_points_of(points, taps), .taps = taps};
    m.rows[m.points - 1][taps - 1] = 1;
    if (m.points == 1) return m;
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

// `taps` numbers, `from` apart, to as many as there are points, `to` apart.
static void along(const matrix *m, const lanes *taps, int64_t from, lanes *target, int64_t to) {
    for (int64_t p = 0; p < m->points; p++)
        for (int c = 0; c < FILTERS; c++) {
            double sum = 0;
            for (int64_t t = 0; t < m->taps; t++) sum += m->rows[p][t] * taps[t * from][c];
            target[p * to][c] = sum;
        }
}

// All components of some filters, `pitch` floats apart in the target.
static void transform(const matrix *down, const matrix *across, const lanes *filters, float *target, int64_t pitch) {
    lanes rows[MOST_POINTS * MOST_TAPS], components[WEFT_WINOGRAD_COMPONENTS];
    for (int64_t w = 0; w < across->taps; w++) along(down, filters + w, across->taps, rows + w, across->taps);
    for (int64_t i = 0; i < down->points; i++)
        along(across, rows + i * across->taps, 1, components + i * across->points, 1);
    for (int64_t k = 0; k < down->points * across->points; k++)
        for (int c = 0; c < FILTERS; c++) target[k * pitch + c] = (float)components[k][c];
}

void weft_winograd_pack(
    weft_isa isa, int32_t points, const weft_convolution_packing *packing, const float *source, float *target) {
    const int64_t width = weft_isa_panel(isa), size = packing->in_channels * width;
    const matrix down = matrix_of(points, packing->kernel[1]), across = matrix_of(points, packing->kernel[2]);
    const int64_t *s = packing->strides, taps = down.taps * across.taps;
    for (int64_t first = 0; first < packing->out_channels; first += width, target += down.points * across.points * size)
        for (int64_t i = 0; i < packing->in_channels; i++)
            for (int64_t c = 0; c < width; c += FILTERS) {
                // Filters behind the last are zeros.
                lanes filters[MOST_TAPS * MOST_TAPS] = {{0}};
                for (int64_t f = 0; f < weft_min(FILTERS, packing->out_channels - first - c); f++) {
                    const float *filter = source + (first + c + f) * s[0] + i * s[1];
                    for (int64_t tap = 0; tap < taps; tap++)
                        filters[tap][f] = (double)filter[tap / across.taps * s[3] + tap % across.taps * s[4]];
                }
                transform(&down, &across, filters, target + i * width + c, size);
            }
}
