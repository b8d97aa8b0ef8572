// The narrow tiles of a variant: sums of channels x vectors of pixels, which are turned into channels side by side at the end.

// The end of a vector of pixels whose sums lie `pitch` vectors apart.
static __attribute__((noinline)) void narrow_end(
    const vf *sums, int64_t pitch, int64_t channels, const weft_tile_end *end) {
    enum { ROWS = WEFT_LANES < WEFT_TILE_ROWS ? WEFT_LANES : WEFT_TILE_ROWS };
    vf square[WEFT_LANES];
    WEFT_UNROLL
    for (int c = 0; c < WEFT_LANES; c++) square[c] = c < WEFT_LANES / 2 && c < channels ? sums[c * pitch] : vf_set(0);
    vf_transpose(square);
    weft_tile_end part = *end;
    WEFT_UNROLL
    for (int first = 0; first < WEFT_LANES; first += ROWS) {
        part.out = end->out + first;
        part.residual = end->residual == NULL ? NULL : end->residual + first;
        end_tile(ROWS, 1, square + first, &part);
    }
}

WEFT_INLINE void narrow(
    const int channels, const int vectors, const weft_narrow_sum *sum, const weft_tile_end *end) {
    vf sums[channels * vectors];
    WEFT_UNROLL
    for (int s = 0; s < channels * vectors; s++) sums[s] = vf_set(end->bias == NULL ? 0 : end->bias[s / vectors]);
    const int64_t k = sum->k;
    const int64_t *shifts = sum->shifts;
    for (int64_t t = 0; t < sum->taps; t++) {
        const float *row = sum->rows[t], *b = sum->b + sum->offsets[t];
        for (int64_t i = 0; i < k; i++, b += WEFT_PANEL) {
            vf x[WEFT_NARROW_VECTORS];
            WEFT_UNROLL
            for (int v = 0; v < vectors; v++) x[v] = vf_load(row + shifts[i] + v * WEFT_LANES);
            WEFT_UNROLL
            for (int c = 0; c < channels; c++) {
                const vf w = vf_set(b[c]);
                WEFT_UNROLL
                for (int v = 0; v < vectors; v++) sums[c * vectors + v] = vf_fma(x[v], w, sums[c * vectors + v]);
            }
        }
    }
    // A copy, as sums whose address is given away would stand in memory all the time.
    vf copy[channels * vectors];
    WEFT_UNROLL
    for (int s = 0; s < channels * vectors; s++) copy[s] = sums[s];
    weft_tile_end part = *end;
    part.bias = NULL;
    for (int v = 0; v < vectors; v++) {
        part.out = end->out + v * WEFT_LANES;
        part.residual = end->residual == NULL ? NULL : end->residual + v * WEFT_LANES;
        narrow_end(copy + v, vectors, channels, &part);
    }
}

// One line for each tile: channels, vectors of pixels.
#define WEFT_NARROW_LIST_2(X) X(1, 1) X(1, 2) X(1, 4) X(2, 1) X(2, 2) X(2, 4)
#define WEFT_NARROW_LIST_4(X) WEFT_NARROW_LIST_2(X) X(3, 1) X(3, 2) X(4, 1) X(4, 2)
#define WEFT_NARROW_LIST_8(X)                                                                                          \
    WEFT_NARROW_LIST_4(X) X(3, 4) X(4, 4) X(5, 1) X(5, 2) X(6, 1) X(6, 2) X(7, 1) X(7, 2) X(8, 1) X(8, 2)
#if WEFT_LANES == 16
#define WEFT_NARROW_LIST WEFT_NARROW_LIST_8
#elif WEFT_LANES == 8
#define WEFT_NARROW_LIST WEFT_NARROW_LIST_4
#else
#define WEFT_NARROW_LIST WEFT_NARROW_LIST_2
#endif

#define WEFT_NARROW_DEFINE(channels, vectors)                                                                          \
    static void narrow_##channels##_##vectors(const weft_narrow_sum *sum, const weft_tile_end *end) {                  \
        narrow(channels, vectors, sum, end);                                                                           \
    }
WEFT_NARROW_LIST(WEFT_NARROW_DEFINE)
#undef WEFT_NARROW_DEFINE

static const weft_narrow_tiles WEFT_NAME(narrow_tiles) = {
    .tiles = {
#define WEFT_NARROW_ENTRY(channels, vectors) [channels - 1][vectors - 1] = narrow_##channels##_##vectors,
        WEFT_NARROW_LIST(WEFT_NARROW_ENTRY)
#undef WEFT_NARROW_ENTRY
    },
};
