// The transforms of F(4x4, 3x3) and F(2x2, 3x3), by their factors along one axis at a time (Lavin & Gray 2015).

WEFT_INLINE void winograd_input_axis(const int tile, const vf *d, vf *t) {
    if (tile == 2) {
        t[0] = d[0] - d[2];
        t[1] = d[1] + d[2];
        t[2] = d[2] - d[1];
        t[3] = d[1] - d[3];
        return;
    }
    const vf four = vf_set(4), five = vf_set(-5), two = vf_set(2);
    vf even = vf_fma(d[2], -four, d[4]), odd = vf_fma(d[1], -four, d[3]);
    vf even2 = d[4] - d[2], odd2 = two * (d[3] - d[1]);
    t[0] = vf_fma(d[0], four, vf_fma(d[2], five, d[4]));
    t[1] = even + odd;
    t[2] = even - odd;
    t[3] = even2 + odd2;
    t[4] = even2 - odd2;
    t[5] = vf_fma(d[1], four, vf_fma(d[3], five, d[5]));
}

WEFT_INLINE void winograd_output_axis(const int tile, const vf *m, vf *y) {
    vf sum = m[1] + m[2], difference = m[1] - m[2];
    if (tile == 2) {
        y[0] = m[0] + sum;
        y[1] = difference - m[3];
        return;
    }
    vf sum2 = m[3] + m[4], difference2 = m[3] - m[4];
    y[0] = m[0] + sum + sum2;
    y[1] = vf_fma(difference2, vf_set(2), difference);
    y[2] = vf_fma(sum2, vf_set(4), sum);
    y[3] = vf_fma(difference2, vf_set(8), difference) + m[5];
}

// One vector of channels, or its first `count`.
WEFT_INLINE void winograd_input_vector(
    const int tile, const bool whole, const float *const *pixels, int64_t c, int64_t count, float *v, int64_t component) {
    const int n = tile + 2;
    vf t[6][6];
    WEFT_UNROLL
    for (int j = 0; j < n; j++) {
        vf d[6], column[6];
        WEFT_UNROLL
        for (int i = 0; i < n; i++)
            d[i] = whole ? vf_load(pixels[i * n + j] + c) : vf_load_part(pixels[i * n + j] + c, count);
        winograd_input_axis(tile, d, column);
        WEFT_UNROLL
        for (int i = 0; i < n; i++) t[i][j] = column[i];
    }
    WEFT_UNROLL
    for (int i = 0; i < n; i++) {
        vf row[6];
        winograd_input_axis(tile, t[i], row);
        WEFT_UNROLL
        for (int j = 0; j < n; j++) {
            float *to = v + (i * n + j) * component + c;
            if (whole) vf_store(to, row[j]);
            else vf_store_part(to, row[j], count);
        }
    }
}

WEFT_INLINE void winograd_input(
    const int tile, const float *const *pixels, int64_t channels, float *v, int64_t component) {
    int64_t c = 0;
    for (; c + WEFT_LANES <= channels; c += WEFT_LANES)
        winograd_input_vector(tile, true, pixels, c, WEFT_LANES, v, component);
    if (c == channels) return;
    // The last vector overlaps the one before, where there is one.
    if (channels >= WEFT_LANES)
        winograd_input_vector(tile, true, pixels, channels - WEFT_LANES, WEFT_LANES, v, component);
    else
        winograd_input_vector(tile, false, pixels, 0, channels, v, component);
}

WEFT_INLINE void winograd_store(
    const int tile, const vf *values, int row, const weft_tile_end *end, int64_t column, int64_t left,
    stencil_limits limits) {
    WEFT_UNROLL
    for (int j = 0; j < tile; j++) {
        float *out = end->out[row * tile + j];
        if (out == NULL) continue;
        vf value = values[j];
        const float *residual = end->residual == NULL ? NULL : end->residual[row * tile + j] + column;
        if (left >= WEFT_LANES) {
            if (residual != NULL) value += vf_load(residual);
            vf_store(out + column, vf_min(vf_max(value, vf_set(limits.low)), vf_set(limits.high)));
        } else {
            if (residual != NULL) value += vf_load_part(residual, left);
            vf_store_part(out + column, vf_min(vf_max(value, vf_set(limits.low)), vf_set(limits.high)), left);
        }
    }
}

WEFT_INLINE void winograd_output(const int tile, const float *m, int64_t component, const weft_tile_end *end) {
    const int n = tile + 2;
    const stencil_limits limits = stencil_limits_of(end);
    for (int64_t v = 0; v < end->columns; v += WEFT_LANES) {
        const int64_t left = end->columns - v;
        vf t[4][6];
        WEFT_UNROLL
        for (int j = 0; j < n; j++) {
            vf d[6], column[4];
            WEFT_UNROLL
            for (int i = 0; i < n; i++) d[i] = vf_load(m + (i * n + j) * component + v);
            winograd_output_axis(tile, d, column);
            WEFT_UNROLL
            for (int i = 0; i < tile; i++) t[i][j] = column[i];
        }
        vf bias = vf_set(0);
        if (end->bias != NULL) bias = left >= WEFT_LANES ? vf_load(end->bias + v) : vf_load_part(end->bias + v, left);
        WEFT_UNROLL
        for (int i = 0; i < tile; i++) {
            vf y[4];
            winograd_output_axis(tile, t[i], y);
            WEFT_UNROLL
            for (int j = 0; j < tile; j++) y[j] += bias;
            winograd_store(tile, y, i, end, end->column + v, left, limits);
        }
    }
    if (end->activation <= WEFT_ACTIVATION_CLAMP) return;
    for (int i = 0; i < tile * tile; i++)
        if (end->out[i] != NULL)
            end_in_place(1, end->out + i, end->column, end->columns, end->activation, end->x, end->y);
}

static void winograd_input4(const float *const *pixels, int64_t channels, float *v, int64_t component) {
    winograd_input(4, pixels, channels, v, component);
}
static void winograd_input2(const float *const *pixels, int64_t channels, float *v, int64_t component) {
    winograd_input(2, pixels, channels, v, component);
}
static void winograd_output4(const float *m, int64_t component, const weft_tile_end *end) {
    winograd_output(4, m, component, end);
}
static void winograd_output2(const float *m, int64_t component, const weft_tile_end *end) {
    winograd_output(2, m, component, end);
}

static const weft_transforms WEFT_NAME(transforms) = {
    winograd_input4, winograd_input2, winograd_output4, winograd_output2};
