// Weights turned over, as many rows at a time as a vector has lanes.

WEFT_INLINE void packing_block(
    const bool whole, const float *from, int64_t pitch, int64_t rows, int64_t columns, float *const *to) {
    vf block[WEFT_LANES];
    WEFT_UNROLL
    for (int r = 0; r < WEFT_LANES; r++) {
        if (whole) block[r] = vf_load(from + r * pitch);
        else block[r] = r < rows ? vf_load_part(from + r * pitch, columns) : vf_set(0);
    }
    vf_transpose(block);
    WEFT_UNROLL
    for (int c = 0; c < WEFT_LANES; c++)
        if (whole || c < columns) vf_store(to[c], block[c]);
}

static void packing_columns(
    const float *from, int64_t pitch, int64_t rows, int64_t columns, float *const *to, int64_t width) {
    for (int64_t r = 0; r < width; r += WEFT_LANES)
        for (int64_t c = 0; c < columns; c += WEFT_LANES) {
            const int64_t left = columns - c < WEFT_LANES ? columns - c : WEFT_LANES;
            float *targets[WEFT_LANES];
            for (int64_t i = 0; i < left; i++) targets[i] = to[c + i] + r;
            if (r + WEFT_LANES <= rows && left == WEFT_LANES)
                packing_block(true, from + r * pitch + c, pitch, WEFT_LANES, WEFT_LANES, targets);
            else packing_block(false, from + r * pitch + c, pitch, rows - r, left, targets);
        }
}
