#include "block.h"

// Multiply-adds of a part: at most what takes a tenth of a millisecond; and as many as pay for being handed out. Rows for which
// it pays to pass a panel.
enum { PART_MOST = 6 << 20, PART_LEAST = 128 << 10, PARTS_WANTED = 16, ROWS_LEAST = 24 };

weft_division weft_divide(
    weft_isa isa, int64_t rows, int64_t most_rows, int64_t k, int64_t units, int32_t groups, int64_t others) {
    const int64_t width = weft_isa_panel(isa);
    weft_division c = {.row_blocks = weft_parts_of(rows, most_rows), .panels = weft_parts_of(units, width)};
    const int64_t panel_work = weft_parts_of(rows, c.row_blocks) * k * width * groups;
    const int64_t blocks = c.row_blocks * others;
    int64_t most = weft_max(PART_MOST / panel_work, 1);
    // Enough parts for several threads, unless they would be too small.
    const int64_t wanted = weft_min(PARTS_WANTED, panel_work * c.panels * weft_min(blocks, PARTS_WANTED) / PART_LEAST);
    if (blocks < wanted) most = weft_min(most, weft_max(c.panels / weft_parts_of(wanted, blocks), 1));
    c.panel_parts = weft_parts_of(c.panels, most);
    // Where the panels are too few, the rows are cut further.
    c.by_panels = c.row_blocks == 1 && rows <= units * groups;
    const int64_t parts = weft_max(blocks * c.panel_parts, 1);
    if (parts < wanted)
        c.row_blocks = weft_clamp(
            c.row_blocks * (wanted / parts), c.row_blocks, weft_max(rows / ROWS_LEAST, c.row_blocks));
    return c;
}

static int64_t tile_vectors(const weft_variant *variant, int64_t units) {
    return weft_min(weft_parts_of(units, variant->lanes), variant->panel / variant->lanes);
}

void weft_block_carve(
    weft_block *block, weft_carver *carver, int64_t rows, int64_t taps, const weft_epilogue *epilogue, int32_t groups) {
    // Tiles have at least half of the most rows, but for the only one.
    int64_t tiles = weft_parts_of(rows, 3) + 1, size = sizeof(void *);
    block->tiles = weft_carve(carver, tiles * (int64_t)sizeof *block->tiles);
    block->at = weft_carve(carver, rows * (int64_t)sizeof *block->at);
    block->out = weft_carve(carver, rows * size);
    block->residual = epilogue->residual.base == NULL ? NULL : weft_carve(carver, rows * size);
    const float **pointers = weft_carve(carver, rows * taps * size);
    int64_t *offsets = weft_carve(carver, tiles * taps * (int64_t)sizeof *offsets);
    if (carver->base != NULL) block->tiles[0].sum = (weft_tile_sum){.rows = pointers, .offsets = offsets};
    block->sums = epilogue->program == NULL
        ? NULL
        : weft_carve(carver, (int64_t)sizeof(float) * WEFT_PROGRAM_UNITS * weft_min(rows, WEFT_PROGRAM_ROWS) * groups);
}

void weft_block_cut(weft_block *block, const weft_variant *variant, int64_t rows, int64_t taps, int64_t units) {
    const float *const *pointers = block->tiles[0].sum.rows;
    const int64_t *offsets = block->tiles[0].sum.offsets;
    block->rows = rows;
    block->is_line = false;
    block->tile_count = weft_parts_of(rows, variant->tiles->rows[tile_vectors(variant, units) - 1]);
    const int64_t least = rows / weft_max(block->tile_count, 1), more = rows % weft_max(block->tile_count, 1);
    for (int64_t t = 0, first = 0; t < block->tile_count; t++) {
        weft_block_tile *tile = &block->tiles[t];
        tile->first = first;
        tile->rows = least + (t < more ? 1 : 0);
        first += tile->rows;
        tile->sum = (weft_tile_sum){.rows = pointers + tile->first * taps, .offsets = offsets + t * taps};
    }
    // Two tiles with too few sums to hide the latency give way to a larger and a smaller one.
    const int32_t awkward = variant->tiles->awkward[tile_vectors(variant, units) - 1];
    for (int64_t t = 0; t + 1 < block->tile_count && awkward > 0; t++) {
        weft_block_tile *tile = &block->tiles[t];
        if (tile[0].rows != awkward || tile[1].rows != awkward) continue;
        tile[0].rows++, tile[1].rows--, tile[1].first++;
        tile[1].sum.rows += taps;
    }
}

// The addresses of rows, most of which follow each other.
static void place_rows(const weft_place *place, const weft_block *block, float **addresses) {
    const weft_row_at *at = block->at;
    for (int64_t r = 0, end; r < block->rows; r = end) {
        float *first = place->base + weft_place_offset(place, at[r]);
        end = block->is_line ? block->rows : r + 1;
        while (end < block->rows && weft_row_follows(at[end - 1], at[end])) end++;
        weft_point_rows((const float **)addresses + r, first, place->strides[3], end - r);
    }
}

void weft_block_place(weft_block *block, const weft_place *out, const weft_epilogue *epilogue) {
    if (epilogue->program != NULL) return;
    place_rows(out, block, block->out);
    if (block->residual != NULL) place_rows(&epilogue->residual, block, block->residual);
}

// The tiles that are so many columns wide, by their rows less one.
static weft_tile *const *tiles_of(const weft_variant *variant, int64_t columns) {
    return variant->tiles->tiles[weft_parts_of(columns, variant->lanes) - 1];
}

static void run_tile(
    weft_tile *const *tiles, const weft_block_tile *tile, const float *b, weft_ahead ahead, const weft_tile_end *end) {
    weft_tile_sum sum = tile->sum;
    sum.b = b;
    sum.ahead = ahead;
    tiles[tile->rows - 1](&sum, end);
}

// The taps of a tile whose rows of the panel begin at from ..< end.
static weft_block_tile taps_between(const weft_block_tile *tile, int64_t from, int64_t end) {
    weft_block_tile part = *tile;
    int64_t first = 0, last = tile->sum.taps;
    while (first < last && tile->sum.offsets[first] < from) first++;
    while (first < last && tile->sum.offsets[last - 1] >= end) last--;
    part.sum.taps = last - first;
    part.sum.rows += first * tile->rows;
    part.sum.offsets += first;
    return part;
}

// All tiles with one panel. A panel that is too large to stay near while all tiles pass goes by in stretches of taps: the
// first one leaves its sums with bias and residual in the output, the others add to it, the last one activates.
static void run_panel(
    const weft_block *block, const weft_variant *variant, const weft_epilogue *epilogue, const float *b, int64_t size,
    int64_t stretch, const float *next, weft_tile_end end) {
    weft_tile *const *tiles = tiles_of(variant, end.columns);
    int64_t from = 0;
    do {
        const int64_t until = weft_min(from + stretch, size);
        const weft_share_ahead share = weft_share_ahead_of(until - from, variant->panel, block->tile_count);
        const bool is_last = until == size;
        end.activation = is_last ? epilogue->activation : WEFT_ACTIVATION_NONE;
        float **residual = from == 0 ? block->residual : block->out;
        for (int64_t t = 0; t < block->tile_count; t++) {
            const weft_block_tile *tile = &block->tiles[t];
            end.out = block->out + tile->first;
            end.residual = residual == NULL ? NULL : (const float *const *)(residual + tile->first);
            const weft_ahead ahead = weft_ahead_at(&share, is_last ? next : b + until, t);
            if (stretch == size) {
                run_tile(tiles, tile, b, ahead, &end);
            } else {
                const weft_block_tile part = taps_between(tile, from, until);
                run_tile(tiles, &part, b, ahead, &end);
            }
        }
        end.bias = NULL;
        from = until;
    } while (from < size);
}

// Floats of a panel that stays near, and of a stretch of a larger one.
enum { PANEL_MOST = 256 << 10, STRETCH_MOST = 64 << 10 };

// How much of a panel passes at a time, in whole taps. The taps of a line are in no order.
static int64_t stretch_of(const weft_block *block, int64_t size, int64_t width) {
    const int64_t tap = block->tile_count == 0 ? 0 : block->tiles[0].sum.k * width;
    if (size <= PANEL_MOST || block->is_line || block->tile_count < 3 || tap == 0 || tap > STRETCH_MOST) return size;
    return weft_min(STRETCH_MOST / tap * tap, size);
}

// Panel by panel, so that a panel stays near while all rows pass.
static void run_plain(
    const weft_block *block, const weft_variant *variant, const weft_panels *panels, const weft_epilogue *epilogue) {
    const int64_t width = variant->panel, size = panels->k * width, stretch = stretch_of(block, size, width);
    for (int64_t panel = panels->first; panel < panels->last; panel++)
        for (int32_t g = 0; g < panels->groups; g++) {
            const int64_t unit = panel * width;
            const weft_tile_end end = {
                .bias = epilogue->bias == NULL ? NULL : epilogue->bias + g * panels->units + unit,
                .column = g * panels->out_group + unit,
                .columns = weft_min(width, panels->units - unit),
                .x = epilogue->x,
                .y = epilogue->y,
            };
            const float *b = panels->b + (panel * panels->groups + g) * size;
            // What follows the part's last panel is the next part's.
            const float *next = panel + 1 == panels->count && g + 1 == panels->groups ? NULL : b + size;
            run_panel(block, variant, epilogue, b, size, stretch, next, end);
        }
}

void weft_epilogue_run(
    weft_isa isa, const weft_epilogue *epilogue, float *sums, int64_t row, int64_t group, int32_t groups, weft_row_at at,
    int64_t rows, int64_t unit, int64_t units) {
    weft_operand operands[WEFT_MAX_OPERANDS];
    for (int32_t i = 0; i < epilogue->operand_count; i++) {
        if (i < groups) {
            operands[i] = (weft_operand){sums + i * group, row, 1};
        } else {
            const weft_place *place = &epilogue->operands[i];
            operands[i] = (weft_operand){
                place->base + weft_place_offset(place, at) + unit * place->column, place->strides[3], place->column};
        }
    }
    weft_program_run(isa, epilogue->program, operands, rows, units);
}

// The program on rows first ..< last of a block whose sums are there, for each run of rows that follow each other.
static void run_program(
    const weft_block *block, weft_isa isa, const weft_panels *panels, const weft_epilogue *epilogue, int64_t first,
    int64_t last, int64_t unit, int64_t units) {
    const int64_t group = (last - first) * WEFT_PROGRAM_UNITS;
    for (int64_t r = first, next; r < last; r = next) {
        weft_row_at at = block->at[block->is_line ? 0 : r];
        if (block->is_line) at.w += (int32_t)r;
        next = block->is_line ? last : r + 1;
        while (next < last && weft_row_follows(block->at[next - 1], block->at[next])) next++;
        float *sums = block->sums + (r - first) * WEFT_PROGRAM_UNITS;
        weft_epilogue_run(
            isa, epilogue, sums, WEFT_PROGRAM_UNITS, group, panels->groups, at, next - r, unit, units);
    }
}

// Some rows and some units of all groups at a time, so that the sums are in the nearest cache when the program sees them.
static void run_with_program(
    const weft_block *block, weft_isa isa, const weft_panels *panels, const weft_epilogue *epilogue) {
    const weft_variant *variant = weft_variant_of(isa);
    const int64_t width = variant->panel, size = panels->k * width, step = WEFT_PROGRAM_UNITS / width;
    for (int64_t begin = panels->first; begin < panels->last; begin += step) {
        const int64_t end_panel = weft_min(begin + step, panels->last), unit = begin * width;
        for (int64_t t = 0, next; t < block->tile_count; t = next) {
            const int64_t first = block->tiles[t].first;
            int64_t last = first;
            for (next = t; next < block->tile_count; next++) {
                if (next > t && last + block->tiles[next].rows - first > WEFT_PROGRAM_ROWS / 2) break;
                last += block->tiles[next].rows;
            }
            float *rows[WEFT_PROGRAM_ROWS];
            for (int64_t r = first; r < last; r++) rows[r - first] = block->sums + (r - first) * WEFT_PROGRAM_UNITS;
            for (int64_t panel = begin; panel < end_panel; panel++)
                for (int32_t g = 0; g < panels->groups; g++)
                    for (int64_t i = t; i < next; i++) {
                        const weft_block_tile *tile = &block->tiles[i];
                        weft_tile_end end = {
                            .out = rows + (tile->first - first),
                            .column = g * (last - first) * WEFT_PROGRAM_UNITS + (panel - begin) * width,
                            .columns = weft_min(width, panels->units - panel * width),
                        };
                        const float *b = panels->b + (panel * panels->groups + g) * size;
                        run_tile(tiles_of(variant, end.columns), tile, b, (weft_ahead){0}, &end);
                    }
            run_program(
                block, isa, panels, epilogue, first, last, unit, weft_min(end_panel * width, panels->units) - unit);
        }
    }
}

void weft_block_run(
    const weft_block *block, weft_isa isa, const weft_panels *panels, const weft_epilogue *epilogue) {
    if (epilogue->program != NULL)
        run_with_program(block, isa, panels, epilogue);
    else
        run_plain(block, weft_variant_of(isa), panels, epilogue);
}
