// Windows of a pool over all their channels, which lie side by side.

// Up to four vectors of channels at once.
#define POOLING_FOR_TAPS(window, row)                                                                                  \
    for (int64_t d = 0; d < (window)->taps[0]; d++)                                                                    \
        for (int64_t h = 0; h < (window)->taps[1]; h++)                                                                \
            for (const float *row = (window)->in + d * (window)->strides[0] + h * (window)->strides[1], *once = row;   \
                 once != NULL; once = NULL)

// The largest of each lane; a NaN shows in the sum, and only then is it looked for.
WEFT_INLINE void pooling_max_vectors(const weft_window *window, int64_t channel, int64_t part, const int vectors) {
    vf most[4], sum[4];
    WEFT_UNROLL for (int v = 0; v < vectors; v++) most[v] = vf_set(-INFINITY), sum[v] = vf_set(0.0f);
    POOLING_FOR_TAPS(window, row) {
        for (int64_t w = 0; w < window->taps[2]; w++) {
            const float *in = row + channel + w * window->strides[2];
            WEFT_UNROLL for (int v = 0; v < vectors; v++) {
                vf x = part < WEFT_LANES ? vf_load_part(in, part) : vf_load(in + v * WEFT_LANES);
                most[v] = x > most[v] ? x : most[v];
                sum[v] += x;
            }
        }
    }
    WEFT_UNROLL for (int v = 0; v < vectors; v++) {
        if (vi_any(sum[v] != sum[v])) {
            POOLING_FOR_TAPS(window, row) {
                for (int64_t w = 0; w < window->taps[2]; w++) {
                    const float *in = row + channel + w * window->strides[2];
                    vf x = part < WEFT_LANES ? vf_load_part(in, part) : vf_load(in + v * WEFT_LANES);
                    most[v] = vf_maximum(most[v], x);
                }
            }
        }
        float *out = window->out + channel + v * WEFT_LANES;
        if (part < WEFT_LANES) vf_store_part(out, most[v], part);
        else vf_store(out, most[v]);
    }
}

// Sums of at most 16 floats are added up as doubles.
WEFT_INLINE void pooling_mean_vectors(const weft_window *window, int64_t channel, int64_t part, const int vectors) {
    vd total[2];
    WEFT_UNROLL for (int v = 0; v < vectors; v++) total[v] = vd_set(0);
    POOLING_FOR_TAPS(window, row) {
        for (int64_t start = 0; start < window->taps[2]; start += 16) {
            int64_t end = start + 16 < window->taps[2] ? start + 16 : window->taps[2];
            vf sum[2];
            WEFT_UNROLL for (int v = 0; v < vectors; v++) sum[v] = vf_set(0.0f);
            for (int64_t w = start; w < end; w++) {
                const float *in = row + channel + w * window->strides[2];
                WEFT_UNROLL for (int v = 0; v < vectors; v++)
                    sum[v] += part < WEFT_LANES ? vf_load_part(in, part) : vf_load(in + v * WEFT_LANES);
            }
            WEFT_UNROLL for (int v = 0; v < vectors; v++) total[v] += vd_of(sum[v]);
        }
    }
    WEFT_UNROLL for (int v = 0; v < vectors; v++) {
        vf mean = vf_of_double(total[v] / window->divisor);
        float *out = window->out + channel + v * WEFT_LANES;
        if (part < WEFT_LANES) vf_store_part(out, mean, part);
        else vf_store(out, mean);
    }
}

WEFT_INLINE void pooling_max_window(const weft_window *window) {
    int64_t c = 0;
    for (; c + 4 * WEFT_LANES <= window->channels; c += 4 * WEFT_LANES)
        pooling_max_vectors(window, c, WEFT_LANES, 4);
    for (; c + WEFT_LANES <= window->channels; c += WEFT_LANES) pooling_max_vectors(window, c, WEFT_LANES, 1);
    if (c < window->channels) pooling_max_vectors(window, c, window->channels - c, 1);
}

WEFT_INLINE void pooling_mean_window(const weft_window *window) {
    int64_t c = 0;
    for (; c + 2 * WEFT_LANES <= window->channels; c += 2 * WEFT_LANES)
        pooling_mean_vectors(window, c, WEFT_LANES, 2);
    for (; c + WEFT_LANES <= window->channels; c += WEFT_LANES) pooling_mean_vectors(window, c, WEFT_LANES, 1);
    if (c < window->channels) pooling_mean_vectors(window, c, window->channels - c, 1);
}

static void pooling_max(const weft_window *windows) {
    weft_window window = *windows;
    for (int64_t i = 0; i < windows->count; i++, window.in += window.in_step, window.out += window.out_step)
        pooling_max_window(&window);
}

static void pooling_mean(const weft_window *windows) {
    weft_window window = *windows;
    for (int64_t i = 0; i < windows->count; i++, window.in += window.in_step, window.out += window.out_step)
        pooling_mean_window(&window);
}

#undef POOLING_FOR_TAPS
