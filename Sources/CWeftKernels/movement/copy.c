#include <stddef.h>
#include <string.h>

#include "../include/weft_movement.h"
#include "view.h"

// A copy is cut into blocks of two axes: the innermost of the target, and the one along which the source lies side by
// side (or, when that is the same one, the next). A block is then rows to copy, or a matrix to transpose.

enum { PIECE = 1 << 15, TILE = 16 };

void weft_copy_simplify(weft_copy_args *args) {
    int64_t *strides[] = {args->to_strides, args->from_strides};
    weft_view_simplify(&args->rank, args->extents, strides, 2);
}

// The two axes of blocks, and the rest. Extents of blocks: rows x columns, where columns run along the target's
// innermost.
typedef struct blocks {
    int32_t rank;                        // of the outer axes
    int64_t extents[WEFT_MAX_RANK];      // the outer axes, and last the number of bands of rows
    int64_t from[WEFT_MAX_RANK], to[WEFT_MAX_RANK];
    int64_t rows, columns, band;         // rows in all, and in a band
    int64_t from_row, from_column, to_row, to_column;
} blocks;

// The axis that blocks take beside the innermost; -1 when there is none.
static int32_t second_axis(const weft_copy_args *args) {
    int32_t last = args->rank - 1;
    if (args->from_strides[last] != 1 && args->from_strides[last] != 0) {
        for (int32_t axis = 0; axis < last; axis++)
            if (args->from_strides[axis] == 1) return axis;
    }
    return last - 1;
}

static blocks blocks_of(const weft_copy_args *args) {
    int32_t last = args->rank - 1, second = last >= 0 ? second_axis(args) : -1;
    blocks it = {.rows = 1, .columns = 1};
    if (last >= 0) {
        it.columns = args->extents[last];
        it.from_column = args->from_strides[last];
        it.to_column = args->to_strides[last];
    }
    if (second >= 0) {
        it.rows = args->extents[second];
        it.from_row = args->from_strides[second];
        it.to_row = args->to_strides[second];
    }
    for (int32_t axis = 0; axis < last; axis++) {
        if (axis == second) continue;
        it.extents[it.rank] = args->extents[axis];
        it.from[it.rank] = args->from_strides[axis];
        it.to[it.rank++] = args->to_strides[axis];
    }
    // Bands of whole tiles; a single row that is long is cut along itself.
    if (it.rows == 1) {
        it.rows = it.columns, it.from_row = it.from_column, it.to_row = it.to_column;
        it.columns = 1, it.from_column = it.to_column = 1;
    }
    int64_t band = it.columns > 0 ? PIECE / it.columns / TILE * TILE : it.rows;
    it.band = band < TILE ? TILE : band;
    return it;
}

static int64_t bands_of(const blocks *it) { return (it->rows + it->band - 1) / it->band; }

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_copy_args *args = arguments;
    if (phase > 0 || weft_view_count(args->rank, args->extents) == 0) return 0;
    blocks it = blocks_of(args);
    int64_t outer = weft_view_count(it.rank, it.extents), bands = bands_of(&it);
    if (bands > 1) return outer * bands;
    // Small blocks go together.
    int64_t together = PIECE / (it.rows * it.columns);
    return together < 2 ? outer : (outer + together - 1) / together;
}

#define COPY_BLOCK(type)                                                                                               \
    static void copy_##type(                                                                                           \
        const type *from, type *to, const blocks *it, int64_t rows) {                                                  \
        for (int64_t r0 = 0; r0 < rows; r0 += TILE) {                                                                  \
            int64_t r1 = r0 + TILE < rows ? r0 + TILE : rows;                                                          \
            for (int64_t c0 = 0; c0 < it->columns; c0 += TILE) {                                                       \
                int64_t c1 = c0 + TILE < it->columns ? c0 + TILE : it->columns;                                        \
                for (int64_t r = r0; r < r1; r++) {                                                                    \
                    const type *source = from + r * it->from_row;                                                      \
                    type *target = to + r * it->to_row;                                                                \
                    for (int64_t c = c0; c < c1; c++) target[c * it->to_column] = source[c * it->from_column];         \
                }                                                                                                      \
            }                                                                                                          \
        }                                                                                                              \
    }

COPY_BLOCK(uint8_t)
COPY_BLOCK(uint16_t)
COPY_BLOCK(uint32_t)
COPY_BLOCK(uint64_t)

typedef uint32_t four __attribute__((ext_vector_type(4)));
typedef four four_unaligned __attribute__((aligned(4)));

static four load_four(const uint32_t *p) { return *(const four_unaligned *)p; }
static void store_four(uint32_t *p, four v) { *(four_unaligned *)p = v; }

// Four rows of the source, each along the block's rows, become four columns of four.
static void transpose_four(const uint32_t *from, int64_t from_column, uint32_t *to, int64_t to_row) {
    four a = load_four(from), b = load_four(from + from_column), c = load_four(from + 2 * from_column),
         d = load_four(from + 3 * from_column);
    four ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5), ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
    four cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5), cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
    store_four(to, __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5));
    store_four(to + to_row, __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7));
    store_four(to + 2 * to_row, __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5));
    store_four(to + 3 * to_row, __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7));
}

// Two or three columns that lie close together in the target, four rows at a time; the number of rows done.
static int64_t transpose_narrow(const uint32_t *from, uint32_t *to, const blocks *it, int64_t rows) {
    const int64_t columns = it->columns, next = it->from_column;
    if (it->to_row != columns || columns < 2 || columns > 3) return 0;
    int64_t r = 0;
    for (; r + 4 <= rows; r += 4, from += 4, to += 4 * columns) {
        four a = load_four(from), b = load_four(from + next);
        four ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5), ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
        if (columns == 2) {
            store_four(to, ab_low);
            store_four(to + 4, ab_high);
            continue;
        }
        four c = load_four(from + 2 * next);
        four bc = __builtin_shufflevector(b, c, 1, 5, 2, 6);
        four ca = __builtin_shufflevector(c, a, 2, 7, 3, 3);
        store_four(to, __builtin_shufflevector(ab_low, c, 0, 1, 4, 2));
        store_four(to + 4, __builtin_shufflevector(bc, a, 0, 1, 6, 2));
        store_four(to + 8, __builtin_shufflevector(ca, b, 0, 1, 7, 2));
    }
    return r;
}

// The source lies side by side along rows, the target along columns.
static void transpose(const uint32_t *from, uint32_t *to, const blocks *it, int64_t rows) {
    const int64_t done = transpose_narrow(from, to, it, rows);
    from += done, to += done * it->to_row, rows -= done;
    int64_t whole_rows = rows & ~INT64_C(3), whole_columns = it->columns & ~INT64_C(3);
    for (int64_t r0 = 0; r0 < whole_rows; r0 += TILE) {
        int64_t r1 = r0 + TILE < whole_rows ? r0 + TILE : whole_rows;
        for (int64_t c = 0; c < whole_columns; c += 4) {
            for (int64_t r = r0; r < r1; r += 4)
                transpose_four(from + r + c * it->from_column, it->from_column, to + r * it->to_row + c, it->to_row);
        }
    }
    for (int64_t r = 0; r < rows; r++) {
        int64_t first = r < whole_rows ? whole_columns : 0;
        for (int64_t c = first; c < it->columns; c++) to[r * it->to_row + c] = from[r + c * it->from_column];
    }
}

static void copy_rows(const char *from, char *to, const blocks *it, int64_t rows, int64_t bytes) {
    bool is_run = it->rows > 1 && it->columns == 1 && it->from_row == 1 && it->to_row == 1;
    if (is_run) {
        memcpy(to, from, (size_t)(rows * bytes));
        return;
    }
    for (int64_t r = 0; r < rows; r++)
        memcpy(to + r * it->to_row * bytes, from + r * it->from_row * bytes, (size_t)(it->columns * bytes));
}

static void copy_block(const char *from, char *to, const blocks *it, int64_t rows, int32_t bytes) {
    bool is_dense = it->from_column == 1 && it->to_column == 1;
    if (is_dense && (it->columns * bytes >= 32 || (it->columns == 1 && it->from_row == 1 && it->to_row == 1))) {
        copy_rows(from, to, it, rows, bytes);
    } else if (bytes == 4 && it->from_row == 1 && it->to_column == 1 && it->columns > 1) {
        transpose((const uint32_t *)(const void *)from, (uint32_t *)(void *)to, it, rows);
    } else if (bytes == 1) {
        copy_uint8_t((const void *)from, (void *)to, it, rows);
    } else if (bytes == 2) {
        copy_uint16_t((const void *)from, (void *)to, it, rows);
    } else if (bytes == 4) {
        copy_uint32_t((const void *)from, (void *)to, it, rows);
    } else {
        copy_uint64_t((const void *)from, (void *)to, it, rows);
    }
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase, (void)worker;
    const weft_copy_args *args = arguments;
    blocks it = blocks_of(args);
    int64_t bands = bands_of(&it), outer = weft_view_count(it.rank, it.extents);
    int64_t together = bands > 1 ? 1 : PIECE / (it.rows * it.columns);
    if (together < 1) together = 1;
    int64_t first = part / bands * together, end = first + together < outer ? first + together : outer;
    int64_t row = part % bands * it.band, rows = it.rows - row < it.band ? it.rows - row : it.band;
    weft_row_walk walk = weft_row_walk_at(it.rank, it.extents, first);
    for (int64_t block = first; block < end; block++) {
        int64_t from = weft_row_walk_offset(&walk, it.from) + row * it.from_row;
        int64_t to = weft_row_walk_offset(&walk, it.to) + row * it.to_row;
        copy_block(
            (const char *)args->from + from * args->bytes, (char *)args->to + to * args->bytes, &it, rows, args->bytes);
        weft_row_walk_next(&walk, 1);
    }
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_copy_args *args = arguments;
    int32_t bytes = args->bytes;
    return (bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8) && args->from != NULL && args->to != NULL &&
           weft_view_reach(
               reaches, offsetof(weft_copy_args, from), false, bytes, args->rank, args->extents, args->from_strides) &&
           weft_view_reach(
               reaches, offsetof(weft_copy_args, to), true, bytes, args->rank, args->extents, args->to_strides);
}

const weft_family weft_copy = {"copy", parts, run, weft_needs_nothing, reach};
