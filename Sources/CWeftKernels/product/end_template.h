// The end of a tile: bias, residual and activation while the sums are in registers, then the stores. Costly activations are
// done on the stored tile, which is still in the nearest cache: they would fill the registers.

WEFT_INLINE vf end_activate(vf v, int32_t activation, float x, float y) {
    switch (activation) {
    case WEFT_ACTIVATION_RELU: return vf_max(v, vf_set(0));
    case WEFT_ACTIVATION_CLAMP: return vf_min(vf_max(v, vf_set(x)), vf_set(y));
    case WEFT_ACTIVATION_LEAKY_RELU: return vf_select(v < vf_set(0), v * vf_set(x), v);
    case WEFT_ACTIVATION_HARD_SIGMOID:
        return vf_min(vf_max(vf_fma(v, vf_set(x), vf_set(y)), vf_set(0)), vf_set(1));
    case WEFT_ACTIVATION_HARD_SWISH:
        return v * vf_min(vf_max(vf_fma(v, vf_set(1.0f / 6), vf_set(0.5f)), vf_set(0)), vf_set(1));
    case WEFT_ACTIVATION_SIGMOID: return vf_sigmoid(v);
    case WEFT_ACTIVATION_TANH: return vf_tanh(v);
    case WEFT_ACTIVATION_SILU: return v * vf_sigmoid(v);
    case WEFT_ACTIVATION_GELU: return vf_gelu(v);
    default: return v;
    }
}

WEFT_INLINE bool end_is_costly(int32_t activation) {
    return activation == WEFT_ACTIVATION_SIGMOID || activation == WEFT_ACTIVATION_TANH
        || activation == WEFT_ACTIVATION_SILU || activation == WEFT_ACTIVATION_GELU;
}

WEFT_INLINE void end_run(float *p, int64_t count, int32_t activation, float x, float y) {
    int64_t i = 0;
    for (; i + WEFT_LANES <= count; i += WEFT_LANES) vf_store(p + i, end_activate(vf_load(p + i), activation, x, y));
    if (i < count) vf_store_part(p + i, end_activate(vf_load_part(p + i, count - i), activation, x, y), count - i);
}

// Any activation in place on `count` elements from `column` on of some rows; the choice is made once.
static __attribute__((noinline)) void end_in_place(
    int64_t rows, float *const *out, int64_t column, int64_t count, int32_t activation, float x, float y) {
    switch (activation) {
#define WEFT_END_CASE(name)                                                                                            \
    case WEFT_ACTIVATION_##name:                                                                                       \
        for (int64_t r = 0; r < rows; r++) end_run(out[r] + column, count, WEFT_ACTIVATION_##name, x, y);              \
        break;
        WEFT_END_CASE(RELU)
        WEFT_END_CASE(CLAMP)
        WEFT_END_CASE(LEAKY_RELU)
        WEFT_END_CASE(SIGMOID)
        WEFT_END_CASE(TANH)
        WEFT_END_CASE(SILU)
        WEFT_END_CASE(GELU)
        WEFT_END_CASE(HARD_SIGMOID)
        WEFT_END_CASE(HARD_SWISH)
#undef WEFT_END_CASE
    default: break;
    }
}

// Fetches what the end of a tile reads and writes in a row.
WEFT_INLINE void end_fetch(const int vectors, int row, const weft_tile_end *end) {
    const float *out = end->out[row] + end->column;
    WEFT_UNROLL
    for (int v = 0; v < vectors; v++) __builtin_prefetch(out + v * WEFT_LANES, 1, 3);
    if (end->residual == NULL) return;
    const float *residual = end->residual[row] + end->column;
    WEFT_UNROLL
    for (int v = 0; v < vectors; v++) __builtin_prefetch(residual + v * WEFT_LANES, 0, 3);
}

// Vector `v` of so many that begin at `p`; of the last one the first `left` elements, where the set has masks.
WEFT_INLINE vf end_load(const float *p, const int v, const int vectors, int64_t left) {
    p += v * WEFT_LANES;
    return WEFT_HAS_MASKS && v == vectors - 1 ? vf_load_part(p, left) : vf_load(p);
}
WEFT_INLINE void end_store(float *p, const int v, const int vectors, vf x, int64_t left) {
    p += v * WEFT_LANES;
    if (WEFT_HAS_MASKS && v == vectors - 1) vf_store_part(p, x, left);
    else vf_store(p, x);
}

// Stores rows x vectors sums, of whose last vector `left` columns exist; all, unless the set has masks.
WEFT_INLINE void end_store_whole(
    const int rows, const int vectors, vf *sums, const weft_tile_end *end, const int32_t activation) {
    const float x = end->x, y = end->y;
    const int64_t left = WEFT_HAS_MASKS ? end->columns - (vectors - 1) * WEFT_LANES : WEFT_LANES;
    // In variables of their own: a store could change what a pointer leads to.
    float *const *out = end->out;
    const float *const *residual = end->residual;
    const int64_t column = end->column;
    if (residual != NULL) {
        WEFT_UNROLL
        for (int r = 0; r < rows; r++) {
            WEFT_UNROLL
            for (int v = 0; v < vectors; v++)
                sums[r * vectors + v] += end_load(residual[r] + column, v, vectors, left);
        }
    }
    WEFT_UNROLL
    for (int r = 0; r < rows; r++) {
        float *to = out[r] + column;
        WEFT_UNROLL
        for (int v = 0; v < vectors; v++)
            end_store(to, v, vectors, end_activate(sums[r * vectors + v], activation, x, y), left);
    }
}

// The same where the last columns do not exist and the set has no masks: by way of memory.
static __attribute__((noinline)) void end_store_part(
    int64_t rows, int64_t vectors, const vf *sums, const weft_tile_end *end) {
    for (int64_t r = 0; r < rows; r++)
        for (int64_t v = 0; v < vectors; v++) {
            int64_t column = end->column + v * WEFT_LANES, left = end->columns - v * WEFT_LANES;
            if (left > WEFT_LANES) left = WEFT_LANES;
            vf sum = sums[r * vectors + v];
            if (end->bias != NULL) sum += vf_load_part(end->bias + v * WEFT_LANES, left);
            if (end->residual != NULL) sum += vf_load_part(end->residual[r] + column, left);
            if (!end_is_costly(end->activation)) sum = end_activate(sum, end->activation, end->x, end->y);
            vf_store_part(end->out[r] + column, sum, left);
        }
}

WEFT_INLINE void end_tile(const int rows, const int vectors, vf *sums, const weft_tile_end *end) {
    if (!WEFT_HAS_MASKS && end->columns < vectors * WEFT_LANES) {
        // A copy, as sums whose address is given away would stand in memory all the time.
        vf copy[WEFT_TILE_ROWS * WEFT_TILE_VECTORS];
        WEFT_UNROLL
        for (int i = 0; i < rows * vectors; i++) copy[i] = sums[i];
        end_store_part(rows, vectors, copy, end);
    } else {
        switch (end->activation) {
#define WEFT_END_CASE(name)                                                                                            \
    case WEFT_ACTIVATION_##name: end_store_whole(rows, vectors, sums, end, WEFT_ACTIVATION_##name); break;
            WEFT_END_CASE(RELU)
            WEFT_END_CASE(CLAMP)
            WEFT_END_CASE(LEAKY_RELU)
            WEFT_END_CASE(HARD_SIGMOID)
            WEFT_END_CASE(HARD_SWISH)
#undef WEFT_END_CASE
        default: end_store_whole(rows, vectors, sums, end, WEFT_ACTIVATION_NONE); break;
        }
    }
    if (end_is_costly(end->activation))
        end_in_place(rows, end->out, end->column, end->columns, end->activation, end->x, end->y);
}
