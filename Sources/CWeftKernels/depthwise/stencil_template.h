// The stencils of a variant. An input vector is loaded once and used for all taps of its kernel row that see it.

typedef struct stencil_limits {
    float low, high;
} stencil_limits;

// Without an activation the limits change nothing.
WEFT_INLINE stencil_limits stencil_limits_of(const weft_tile_end *end) {
    switch (end->activation) {
    case WEFT_ACTIVATION_RELU: return (stencil_limits){0, INFINITY};
    case WEFT_ACTIVATION_CLAMP: return (stencil_limits){end->x, end->y};
    default: return (stencil_limits){-INFINITY, INFINITY};
    }
}

// Channels that do not fill a vector, one by one.
static __attribute__((noinline)) void stencil_tail(
    int64_t taps, int64_t stride, int64_t pixels, const weft_stencil_sum *sum, const weft_tile_end *end,
    stencil_limits limits) {
    if (taps == 1) stride = sum->step;
    for (int64_t p = 0; p < pixels; p++)
        for (int64_t c = sum->first; c < sum->last; c++) {
            float value = 0;
            for (int64_t r = 0; r < sum->rows; r++)
                for (int64_t j = 0; j < taps; j++)
                    value += sum->columns[r][p * stride + j][c] * sum->weights[r][j * sum->pitch + c];
            if (end->bias != NULL) value += end->bias[c];
            value = limits.low > value ? limits.low : value;
            end->out[p][c] = limits.high < value ? limits.high : value;
        }
}

// What the registers have no room for, on the stored pixels: a residual and whatever follows it, and costly activations.
static __attribute__((noinline)) void stencil_rest(
    int64_t pixels, const weft_stencil_sum *sum, const weft_tile_end *end) {
    const int64_t first = sum->first, count = sum->last - first;
    for (int64_t p = 0; p < pixels && end->residual != NULL; p++) {
        float *out = end->out[p] + first;
        const float *residual = end->residual[p] + first;
        for (int64_t c = 0; c < count; c++) out[c] += residual[c];
    }
    end_in_place(pixels, end->out, first, count, end->activation, end->x, end->y);
}

// Whether a stencil sums over the channels of groups.
enum { stencil_plain, stencil_grouped };

// One vector of channels for all pixels. Each of a group's channels is spread over its group in turn.
WEFT_INLINE void stencil_vector(
    const bool grouped, const int taps, const int stride, const int pixels, const weft_stencil_sum *sum, int64_t c,
    vf *sums) {
#if WEFT_HAS_PICKS
    vi places;
    WEFT_UNROLL
    for (int i = 0; i < WEFT_LANES; i++) places[i] = i;
    places &= (vi)(int32_t)-sum->group;
#endif
    const int32_t planes = grouped ? (int32_t)sum->group : 1;
    WEFT_UNROLL
    for (int p = 0; p < pixels; p++) sums[p] = vf_set(0);
    for (int64_t r = 0; r < sum->rows; r++) {
        const float *const *column = sum->columns[r];
        const float *weights = sum->weights[r] + c;
        for (int32_t plane = 0; plane < planes; plane++, weights += sum->plane) {
            vf w[WEFT_STENCIL_PIXELS];
            WEFT_UNROLL
            for (int j = 0; j < taps; j++) w[j] = vf_load(weights + j * sum->pitch);
            WEFT_UNROLL
            for (int i = 0; i < (pixels - 1) * stride + taps; i++) {
                vf x = vf_load(column[taps == 1 ? i * sum->step : i] + c);
#if WEFT_HAS_PICKS
                if (grouped) x = vf_pick(x, places + plane);
#endif
                WEFT_UNROLL
                for (int p = 0; p < pixels; p++) {
                    const int j = i - p * stride;
                    if (j >= 0 && j < taps) sums[p] = vf_fma(x, w[j], sums[p]);
                }
            }
        }
    }
}

WEFT_INLINE void stencil(
    const bool grouped, const int taps, const int stride, const int pixels, const weft_stencil_sum *sum,
    const weft_tile_end *end) {
    stencil_limits limits = stencil_limits_of(end);
    const bool rest = end->residual != NULL || end->activation > WEFT_ACTIVATION_CLAMP;
    if (rest) limits = (stencil_limits){-INFINITY, INFINITY};
    // All that the loop needs in variables of its own: a store could change what a pointer leads to.
    const vf low = vf_set(limits.low), high = vf_set(limits.high);
    const weft_stencil_sum own = *sum;
    const float *bias = end->bias;
    float *out[WEFT_STENCIL_PIXELS];
    WEFT_UNROLL
    for (int p = 0; p < pixels; p++) out[p] = end->out[p];
    const bool fills = own.last - own.first >= WEFT_LANES;
    for (int64_t next = own.first; fills && next < own.last; next += WEFT_LANES) {
        // The last vector makes some channels of the one before it again.
        const int64_t c = weft_min(next, own.last - WEFT_LANES);
        vf sums[WEFT_STENCIL_PIXELS];
        stencil_vector(grouped, taps, stride, pixels, &own, c, sums);
        const vf b = bias == NULL ? vf_set(0) : vf_load(bias + c);
        WEFT_UNROLL
        for (int p = 0; p < pixels; p++) vf_store(out[p] + c, vf_min(vf_max(sums[p] + b, low), high));
    }
    if (!grouped && !fills) stencil_tail(taps, stride, pixels, sum, end, limits);
    if (rest) stencil_rest(pixels, sum, end);
}

static void stencil_total(
    const float *const *pixels, int64_t count, int64_t first, int64_t last, bool begins, float factor, float *sums) {
    int64_t c = first;
    for (; c + WEFT_LANES <= last; c += WEFT_LANES) {
        vf sum = begins ? vf_set(0) : vf_load(sums + c);
        for (int64_t p = 0; p < count; p++) sum += vf_load(pixels[p] + c);
        vf_store(sums + c, sum * vf_set(factor));
    }
    for (; c < last; c++) {
        float sum = begins ? 0 : sums[c];
        for (int64_t p = 0; p < count; p++) sum += pixels[p][c];
        sums[c] = sum * factor;
    }
}

#if !WEFT_HAS_PICKS
// Of pairs of channels each its first or second, twice; `first` begins a vector.
WEFT_INLINE void expand_pairs(
    const int plane, const weft_expansion *e, const float *pixel, int64_t pitch, int64_t pixels, float *target) {
    const int64_t channels = e->last - e->first;
    for (int64_t p = 0; p < pixels; p++, target += channels) {
        const float *from = pixel + p * pitch + e->first;
        int64_t c = 0;
        for (; c + WEFT_LANES <= channels; c += WEFT_LANES) {
            const vf x = vf_load(from + c);
            vf y;
            WEFT_UNROLL
            for (int i = 0; i < WEFT_LANES; i++) y[i] = x[i / 2 * 2 + plane];
            vf_store(target + c, y);
        }
        for (; c < channels; c++) target[c] = from[c / 2 * 2 + plane];
    }
}
#endif

static void expand(
    const weft_expansion *e, int64_t plane, const float *pixel, int64_t pitch, int64_t pixels, float *target) {
#if !WEFT_HAS_PICKS
    if (e->in == 2 && e->out == 2) {
        if (plane == 0) expand_pairs(0, e, pixel, pitch, pixels, target);
        else expand_pairs(1, e, pixel, pitch, pixels, target);
        return;
    }
#endif
    const int64_t channels = e->last - e->first;
    int32_t places[WEFT_EXPANSION_CHANNELS];
    for (int64_t c = 0; c < channels; c++) places[c] = (int32_t)((e->first + c) / e->out * e->in + plane);
    for (int64_t p = 0; p < pixels; p++, pixel += pitch, target += channels)
        for (int64_t c = 0; c < channels; c++) target[c] = pixel[places[c]];
}

// The shapes: way, taps, stride, most pixels. What the registers hold: sums, a row's weights and an input vector.
#define WEFT_PLAIN_SHAPE_LIST(X)                                                                                       \
    X(plain, 1, 1, 8) X(plain, 3, 1, 8) X(plain, 3, 2, 8) X(plain, 5, 1, 8) X(plain, 5, 2, 8) X(plain, 7, 1, 8)
#define WEFT_GROUPED_SHAPE_LIST(X) X(grouped, 1, 1, 8) X(grouped, 3, 1, 8) X(grouped, 3, 2, 8)
#define WEFT_STENCIL_PIXEL_LIST(X, way, taps, stride)                                                                  \
    X(way, taps, stride, 1) X(way, taps, stride, 2) X(way, taps, stride, 3) X(way, taps, stride, 4)                    \
    X(way, taps, stride, 5) X(way, taps, stride, 6) X(way, taps, stride, 7) X(way, taps, stride, 8)

#define WEFT_STENCIL_DEFINE(way, taps, stride, pixels)                                                                 \
    static void way##_##taps##_##stride##_##pixels(const weft_stencil_sum *sum, const weft_tile_end *end) {            \
        stencil(stencil_##way, taps, stride, pixels, sum, end);                                                        \
    }
#define WEFT_STENCIL_DEFINE_SHAPE(way, taps, stride, most)                                                             \
    WEFT_STENCIL_PIXEL_LIST(WEFT_STENCIL_DEFINE, way, taps, stride)
#define WEFT_STENCIL_ENTRY(way, taps, stride, pixels) way##_##taps##_##stride##_##pixels,
#define WEFT_STENCIL_SHAPE_ENTRY(way, taps, stride, most)                                                              \
    {taps, stride, most, {WEFT_STENCIL_PIXEL_LIST(WEFT_STENCIL_ENTRY, way, taps, stride)}},

WEFT_PLAIN_SHAPE_LIST(WEFT_STENCIL_DEFINE_SHAPE)
#if WEFT_HAS_PICKS
WEFT_GROUPED_SHAPE_LIST(WEFT_STENCIL_DEFINE_SHAPE)
#endif

static const weft_stencils WEFT_NAME(stencils) = {
    .shapes = {WEFT_PLAIN_SHAPE_LIST(WEFT_STENCIL_SHAPE_ENTRY)},
#if WEFT_HAS_PICKS
    .grouped = {WEFT_GROUPED_SHAPE_LIST(WEFT_STENCIL_SHAPE_ENTRY)},
#endif
    .expand = expand,
    .total = stencil_total,
};
#undef WEFT_STENCIL_DEFINE
#undef WEFT_STENCIL_DEFINE_SHAPE
#undef WEFT_STENCIL_ENTRY
#undef WEFT_STENCIL_SHAPE_ENTRY
