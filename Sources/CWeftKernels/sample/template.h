// Weighted elements of a plane over all their channels, which lie side by side: their sum, or the largest.

WEFT_INLINE vf sample_load(const float *from, int64_t part) {
    return part < WEFT_LANES ? vf_load_part(from, part) : vf_load(from);
}

WEFT_INLINE void sample_vectors(
    const weft_taps *taps, const float *from, float *to, int64_t part, const int vectors, const bool sums) {
    vf all[4];
    WEFT_UNROLL for (int v = 0; v < vectors; v++)
        all[v] = !taps->is_first ? sample_load(to + v * WEFT_LANES, part) : vf_set(sums ? 0 : -INFINITY);
    for (int64_t t = 0; t < taps->count; t++) {
        const float *source = from + taps->offsets[t];
        vf weight = vf_set((float)taps->weights[t]);
        WEFT_UNROLL for (int v = 0; v < vectors; v++) {
            vf x = sample_load(source + v * WEFT_LANES, part);
            all[v] = sums ? vf_fma(weight, x, all[v]) : vf_maximum(all[v], weight * x);
        }
    }
    vf factor = vf_set((float)taps->factor), least = vf_set((float)taps->least);
    WEFT_UNROLL for (int v = 0; v < vectors; v++) {
        vf result = sums ? all[v] * factor : vf_maximum(all[v], least);
        if (part < WEFT_LANES) vf_store_part(to, result, part);
        else vf_store(to + v * WEFT_LANES, result);
    }
}

WEFT_INLINE void sample_channels(const weft_taps *taps, const float *from, float *to, const bool sums) {
    int64_t c = 0;
    for (; c + 4 * WEFT_LANES <= taps->channels; c += 4 * WEFT_LANES)
        sample_vectors(taps, from + c, to + c, WEFT_LANES, 4, sums);
    for (; c + WEFT_LANES <= taps->channels; c += WEFT_LANES)
        sample_vectors(taps, from + c, to + c, WEFT_LANES, 1, sums);
    if (c < taps->channels) sample_vectors(taps, from + c, to + c, taps->channels - c, 1, sums);
}

static void sample_sum(const weft_taps *taps, const float *from, float *to) { sample_channels(taps, from, to, true); }
static void sample_largest(const weft_taps *taps, const float *from, float *to) {
    sample_channels(taps, from, to, false);
}
