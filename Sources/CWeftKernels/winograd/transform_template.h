// The transforms of Winograd's filtering, along one axis at a time.

WEFT_INLINE void winograd_input_axis(const int points, const vf *d, vf *t) {
    if (points == 1) {
        t[0] = d[0];
        return;
    }
    const weft_points *known = &weft_points_table[points / 2 - 2];
    const int pairs = points / 2 - 1;
    vf first = d[2 * pairs], last = d[2 * pairs + 1];
    WEFT_UNROLL
    for (int i = pairs - 1; i >= 0; i--) {
        first = vf_fma(d[2 * i], vf_set(known->all[i]), first);
        last = vf_fma(d[2 * i + 1], vf_set(known->all[i]), last);
    }
    t[0] = first;
    t[points - 1] = last;
    WEFT_UNROLL
    for (int p = 0; p < pairs; p++) {
        vf even = d[2 * pairs], odd = d[2 * pairs - 1];
        WEFT_UNROLL
        for (int i = pairs - 2; i >= 0; i--) {
            even = vf_fma(d[2 * i + 2], vf_set(known->without[p][i]), even);
            odd = vf_fma(d[2 * i + 1], vf_set(known->without[p][i]), odd);
        }
        odd *= vf_set(known->at[p]);
        t[2 * p + 1] = even + odd;
        t[2 * p + 2] = even - odd;
    }
}

// Output i is the sum over the points of component times point to the power i; infinity counts for the last one.
WEFT_INLINE void winograd_output_axis(const int points, const int tile, const vf *m, vf *y) {
    if (points == 1) {
        y[0] = m[0];
        return;
    }
    const weft_points *known = &weft_points_table[points / 2 - 2];
    const int pairs = points / 2 - 1;
    y[0] = m[0];
    WEFT_UNROLL
    for (int p = 0; p < pairs; p++) {
        const vf sum = m[2 * p + 1] + m[2 * p + 2], difference = m[2 * p + 1] - m[2 * p + 2];
        float power = 1;
        WEFT_UNROLL
        for (int i = 0; i < tile; i++) {
            const vf term = i % 2 == 0 ? sum : difference;
            if (i > 0 && p == 0) y[i] = term;
            else y[i] = vf_fma(term, vf_set(power), y[i]);
            power *= known->at[p];
        }
    }
    y[tile - 1] += m[points - 1];
}

// One vector of channels, or its first `count`.
WEFT_INLINE void winograd_input_vector(
    const int down, const int across, const int fresh, const bool whole, const float *const *pixels,
    const float *const *next, int64_t c, int64_t count, float *v, int64_t component) {
    vf t[down][across];
    WEFT_UNROLL
    for (int j = 0; j < across; j++) {
        vf d[down], column[down];
        WEFT_UNROLL
        for (int i = 0; i < down; i++)
            d[i] = whole ? vf_load(pixels[i * across + j] + c) : vf_load_part(pixels[i * across + j] + c, count);
        winograd_input_axis(down, d, column);
        WEFT_UNROLL
        for (int i = 0; i < down; i++) t[i][j] = column[i];
        if (next != NULL && j >= across - fresh) {
            WEFT_UNROLL
            for (int i = 0; i < down; i++) __builtin_prefetch(next[i * across + j] + c, 0, 3);
        }
    }
    WEFT_UNROLL
    for (int i = 0; i < down; i++) {
        vf row[across];
        winograd_input_axis(across, t[i], row);
        WEFT_UNROLL
        for (int j = 0; j < across; j++) {
            float *to = v + (i * across + j) * component + c;
            if (whole) vf_store(to, row[j]);
            else vf_store_part(to, row[j], count);
        }
    }
}

WEFT_INLINE void winograd_input(
    const int points, const int height, const int width, const float *const *pixels, const float *const *next,
    int64_t channels, float *v, int64_t component) {
    const int down = height == 1 ? 1 : points, across = width == 1 ? 1 : points, fresh = across - width + 1;
    int64_t c = 0;
    for (; c + WEFT_LANES <= channels; c += WEFT_LANES)
        winograd_input_vector(down, across, fresh, true, pixels, next, c, WEFT_LANES, v, component);
    if (c == channels) return;
    // The last vector overlaps the one before, where there is one.
    if (channels >= WEFT_LANES)
        winograd_input_vector(down, across, fresh, true, pixels, NULL, channels - WEFT_LANES, WEFT_LANES, v, component);
    else
        winograd_input_vector(down, across, fresh, false, pixels, NULL, 0, channels, v, component);
}

WEFT_INLINE void winograd_store(
    const int pixels, const vf *values, int row, const weft_tile_end *end, int64_t column, int64_t left,
    stencil_limits limits) {
    WEFT_UNROLL
    for (int j = 0; j < pixels; j++) {
        float *out = end->out[row * pixels + j];
        if (out == NULL) continue;
        vf value = values[j];
        const float *residual = end->residual == NULL ? NULL : end->residual[row * pixels + j] + column;
        if (left >= WEFT_LANES) {
            if (residual != NULL) value += vf_load(residual);
            vf_store(out + column, vf_min(vf_max(value, vf_set(limits.low)), vf_set(limits.high)));
        } else {
            if (residual != NULL) value += vf_load_part(residual, left);
            vf_store_part(out + column, vf_min(vf_max(value, vf_set(limits.low)), vf_set(limits.high)), left);
        }
    }
}

WEFT_INLINE void winograd_output(
    const int points, const int height, const int width, const float *m, int64_t component, const weft_tile_end *end) {
    const int down = height == 1 ? 1 : points, across = width == 1 ? 1 : points;
    const int rows = down - height + 1, columns = across - width + 1;
    const stencil_limits limits = stencil_limits_of(end);
    for (int64_t v = 0; v < end->columns; v += WEFT_LANES) {
        const int64_t left = end->columns - v;
        vf t[rows][across];
        WEFT_UNROLL
        for (int j = 0; j < across; j++) {
            vf d[down], column[rows];
            WEFT_UNROLL
            for (int i = 0; i < down; i++) d[i] = vf_load(m + (i * across + j) * component + v);
            winograd_output_axis(down, rows, d, column);
            WEFT_UNROLL
            for (int i = 0; i < rows; i++) t[i][j] = column[i];
        }
        vf bias = vf_set(0);
        if (end->bias != NULL) bias = left >= WEFT_LANES ? vf_load(end->bias + v) : vf_load_part(end->bias + v, left);
        WEFT_UNROLL
        for (int i = 0; i < rows; i++) {
            vf y[columns];
            winograd_output_axis(across, columns, t[i], y);
            WEFT_UNROLL
            for (int j = 0; j < columns; j++) y[j] += bias;
            winograd_store(columns, y, i, end, end->column + v, left, limits);
        }
    }
    if (end->activation <= WEFT_ACTIVATION_CLAMP) return;
    for (int i = 0; i < rows * columns; i++)
        if (end->out[i] != NULL)
            end_in_place(1, end->out + i, end->column, end->columns, end->activation, end->x, end->y);
}

#define WEFT_TRANSFORM_DEFINE(points, height, width)                                                                   \
    static void winograd_input_##points##_##height##_##width(                                                          \
        const float *const *pixels, const float *const *next, int64_t channels, float *v, int64_t component) {         \
        winograd_input(points, height, width, pixels, next, channels, v, component);                                   \
    }                                                                                                                  \
    static void winograd_output_##points##_##height##_##width(                                                         \
        const float *m, int64_t component, const weft_tile_end *end) {                                                 \
        winograd_output(points, height, width, m, component, end);                                                     \
    }
WEFT_TRANSFORM_LIST(WEFT_TRANSFORM_DEFINE)
#undef WEFT_TRANSFORM_DEFINE
