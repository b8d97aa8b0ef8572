// The tiles of a variant. A is read in place, a broadcast for each element; B comes from packed panels. Where a tile has too
// few sums to hide the latency of the multiply-add, k is split into `sets` sums that are added in a fixed order. With one or
// two rows each takes a stretch of k of its own: B then comes in several streams, which far memory serves faster than one.

WEFT_INLINE void tile_step(
    const int rows, const int vectors, const float *const *a, int64_t i, const float *b, vf *sums) {
    vf w[WEFT_TILE_VECTORS];
    WEFT_UNROLL
    for (int v = 0; v < vectors; v++) w[v] = vf_load(b + v * WEFT_LANES);
    WEFT_UNROLL
    for (int r = 0; r < rows; r++) {
        vf x = vf_set(a[r][i]);
        WEFT_UNROLL
        for (int v = 0; v < vectors; v++) sums[r * vectors + v] = vf_fma(x, w[v], sums[r * vectors + v]);
    }
}

// Steps that take the sets in turn. Written out only where the turns need it: a short loop asks less of what brings
// instructions in, which may serve another thread too, and leaves no room for loads so early that sums go to memory.
WEFT_INLINE void tile_steps(
    const int rows, const int vectors, const int sets, const int steps, const float *const *a, int64_t i, const float *b,
    vf *sums) {
    if (sets == 1) {
        for (int s = 0; s < steps; s++) tile_step(rows, vectors, a, i + s, b + s * WEFT_PANEL, sums);
        return;
    }
    WEFT_UNROLL
    for (int s = 0; s < steps; s++)
        tile_step(rows, vectors, a, i + s, b + s * WEFT_PANEL, sums + s % sets * rows * vectors);
}

WEFT_INLINE void tile(
    const int rows, const int vectors, const int sets, const weft_tile_sum *sum, const weft_tile_end *end) {
    vf sums[sets * rows * vectors];
    WEFT_UNROLL
    for (int s = 0; s < sets * rows * vectors; s++) sums[s] = vf_set(0);
    // Sums begin with the bias where all columns exist or can be masked.
    const int64_t left = end->columns - (vectors - 1) * WEFT_LANES;
    if (end->bias != NULL && (WEFT_HAS_MASKS || left >= WEFT_LANES)) {
        WEFT_UNROLL
        for (int s = 0; s < rows * vectors; s++) sums[s] = end_load(end->bias, s % vectors, vectors, left);
    }
    const int64_t k = sum->k;
    const float *ahead = sum->ahead.from;
    const int64_t lines = sum->ahead.lines;
    int fetched = 0;
    for (int64_t t = 0; t < sum->taps; t++) {
        const float *a[WEFT_TILE_ROWS];
        WEFT_UNROLL
        for (int r = 0; r < rows; r++) a[r] = sum->rows[t * rows + r];
        const float *b = sum->b + sum->offsets[t];
        int64_t i = 0;
        if (rows <= 2 && sets > 1) {
            const int64_t stretch = k / sets;
            for (; i < stretch; i++) {
                WEFT_UNROLL
                for (int s = 0; s < sets; s++)
                    tile_step(
                        rows, vectors, a, s * stretch + i, b + (s * stretch + i) * WEFT_PANEL, sums + s * rows * vectors);
            }
            for (i = stretch * sets; i < k; i++) tile_step(rows, vectors, a, i, b + i * WEFT_PANEL, sums);
            continue;
        }
        // A narrow tile has less to hide what is fetched behind, and one of few rows waits for memory as it is.
        const bool fetches = vectors > 1 && rows > 2;
        const int steps = fetches ? WEFT_TILE_STEPS : sets;
        for (; i + steps <= k; i += steps, b += steps * WEFT_PANEL) {
            if (fetches) {
                for (int64_t line = 0; line < lines; line++, ahead += WEFT_LINE_FLOATS) __builtin_prefetch(ahead, 0, 2);
                if (fetched < rows) end_fetch(vectors, fetched++, end);
            }
            tile_steps(rows, vectors, sets, steps, a, i, b, sums);
        }
        if (steps > 1)
            for (; i < k; i++, b += WEFT_PANEL) tile_step(rows, vectors, a, i, b, sums);
    }
    WEFT_UNROLL
    for (int half = sets / 2; half >= 1; half /= 2) {
        WEFT_UNROLL
        for (int s = 0; s < half * rows * vectors; s++) sums[s] += sums[s + half * rows * vectors];
    }
    end_tile(rows, vectors, sums, end);
}

// One line for each tile: vectors, rows, sets. Kept to what the registers hold: sums, a panel's vectors and a broadcast.
#if WEFT_REGISTERS == 16
#define WEFT_TILE_LIST(X)                                                                                              \
    X(1, 1, 8) X(1, 2, 4) X(1, 3, 4) X(1, 4, 2) X(1, 5, 2) X(1, 6, 2) X(1, 7, 1) X(1, 8, 1)                            \
    X(2, 1, 4) X(2, 2, 2) X(2, 3, 2) X(2, 4, 1) X(2, 5, 1) X(2, 6, 1)
#define WEFT_TILE_ROWS_LIST {8, 6}
#define WEFT_TILE_AWKWARD_LIST {0, WEFT_HAS_FMA ? 4 : 0}
#elif WEFT_PANEL / WEFT_LANES == 2
#define WEFT_TILE_LIST(X)                                                                                              \
    X(1, 1, 8) X(1, 2, 8) X(1, 3, 4) X(1, 4, 4) X(1, 5, 2) X(1, 6, 2) X(1, 7, 2) X(1, 8, 2)                            \
    X(2, 1, 8) X(2, 2, 4) X(2, 3, 2) X(2, 4, 2) X(2, 5, 2) X(2, 6, 2) X(2, 7, 1) X(2, 8, 1)
#define WEFT_TILE_ROWS_LIST {8, 8}
#define WEFT_TILE_AWKWARD_LIST {0}
#else
#define WEFT_TILE_LIST(X)                                                                                              \
    X(1, 1, 8) X(1, 2, 4) X(1, 3, 4) X(1, 4, 2) X(1, 5, 2) X(1, 6, 2) X(1, 7, 2) X(1, 8, 2)                            \
    X(2, 1, 4) X(2, 2, 4) X(2, 3, 2) X(2, 4, 2) X(2, 5, 1) X(2, 6, 1) X(2, 7, 1) X(2, 8, 1)                            \
    X(3, 1, 4) X(3, 2, 2) X(3, 3, 2) X(3, 4, 1) X(3, 5, 1) X(3, 6, 1) X(3, 7, 1) X(3, 8, 1)                            \
    X(4, 1, 4) X(4, 2, 2) X(4, 3, 2) X(4, 4, 1) X(4, 5, 1) X(4, 6, 1)
#define WEFT_TILE_ROWS_LIST {8, 8, 8, 6}
#define WEFT_TILE_AWKWARD_LIST {0}
#endif

#define WEFT_TILE_DEFINE(vectors, rows, sets)                                                                          \
    static void tile_##vectors##_##rows(const weft_tile_sum *sum, const weft_tile_end *end) {                          \
        tile(rows, vectors, sets, sum, end);                                                                           \
    }
WEFT_TILE_LIST(WEFT_TILE_DEFINE)
#undef WEFT_TILE_DEFINE

static const weft_tiles WEFT_NAME(tiles) = {
    .rows = WEFT_TILE_ROWS_LIST,
    .awkward = WEFT_TILE_AWKWARD_LIST,
    .tiles = {
#define WEFT_TILE_ENTRY(vectors, rows, sets) [vectors - 1][rows - 1] = tile_##vectors##_##rows,
        WEFT_TILE_LIST(WEFT_TILE_ENTRY)
#undef WEFT_TILE_ENTRY
    },
};
