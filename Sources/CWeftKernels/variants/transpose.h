// The transpose of as many rows as a vector has lanes.

// Of two vectors the first or the second halves, element by element in turns.
#if WEFT_LANES == 16
#define WEFT_LOW 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define WEFT_HIGH 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#elif WEFT_LANES == 8
#define WEFT_LOW 0, 8, 1, 9, 2, 10, 3, 11
#define WEFT_HIGH 4, 12, 5, 13, 6, 14, 7, 15
#else
#define WEFT_LOW 0, 4, 1, 5
#define WEFT_HIGH 2, 6, 3, 7
#endif

// Taking a list's halves in turns as often as its length has bits turns rows into columns.
WEFT_INLINE void vf_transpose(vf *rows) {
    WEFT_UNROLL
    for (int bit = 1; bit < WEFT_LANES; bit *= 2) {
        vf turned[WEFT_LANES];
        WEFT_UNROLL
        for (int i = 0; i < WEFT_LANES / 2; i++) {
            turned[2 * i] = __builtin_shufflevector(rows[i], rows[i + WEFT_LANES / 2], WEFT_LOW);
            turned[2 * i + 1] = __builtin_shufflevector(rows[i], rows[i + WEFT_LANES / 2], WEFT_HIGH);
        }
        WEFT_UNROLL
        for (int i = 0; i < WEFT_LANES; i++) rows[i] = turned[i];
    }
}
#undef WEFT_LOW
#undef WEFT_HIGH
