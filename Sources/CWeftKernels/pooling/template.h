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

// Windows of fewer channels than a vector has lanes, dense along the row: first the largest of each column of the rows, in
// whole vectors, then of the columns that a window has.
enum { POOLING_LINE = 1024 };
WEFT_INLINE bool pooling_is_dense(const weft_window *window) {
    return window->taps[0] == 1 && window->channels < WEFT_LANES && window->strides[2] == window->channels
        && window->taps[1] > 0 && window->taps[2] > 0 && window->taps[2] * window->channels <= POOLING_LINE;
}

static void pooling_max_dense(const weft_window *windows) {
    float line[POOLING_LINE + WEFT_LANES];
    const int64_t channels = windows->channels, size = windows->taps[2] * channels, step = windows->in_step;
    const int64_t most = step < 1 ? 1 : (POOLING_LINE - size) / step + 1;
    for (int64_t first = 0; first < windows->count; first += most) {
        const int64_t count = windows->count - first < most ? windows->count - first : most;
        const float *in = windows->in + first * step;
        const int64_t floats = (count - 1) * step + size;
        for (int64_t i = 0; i < floats; i += WEFT_LANES) {
            const int64_t part = floats - i;
            vf column = part < WEFT_LANES ? vf_load_part(in + i, part) : vf_load(in + i);
            for (int64_t h = 1; h < windows->taps[1]; h++) {
                const float *row = in + h * windows->strides[1] + i;
                column = vf_maximum(column, part < WEFT_LANES ? vf_load_part(row, part) : vf_load(row));
            }
            vf_store(line + i, column);
        }
        float *out = windows->out + first * windows->out_step;
        for (int64_t w = 0; w < count; w++, out += windows->out_step) {
            vf largest = vf_load(line + w * step);
            for (int64_t c = channels; c < size; c += channels)
                largest = vf_maximum(largest, vf_load(line + w * step + c));
            vf_store_part(out, largest, channels);
        }
    }
}

static void pooling_max(const weft_window *windows) {
    if (pooling_is_dense(windows)) {
        pooling_max_dense(windows);
        return;
    }
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
