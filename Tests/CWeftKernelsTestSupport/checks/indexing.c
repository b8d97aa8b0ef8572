#include <string.h>

#include "checks.h"

static const int32_t id_types[] = {
    WEFT_TYPE_I8,  WEFT_TYPE_U8,  WEFT_TYPE_I16, WEFT_TYPE_U16,
    WEFT_TYPE_I32, WEFT_TYPE_U32, WEFT_TYPE_I64, WEFT_TYPE_U64,
};

static void put_id(weft_test_view *ids, int64_t number, int64_t value) {
    // Little-endian, as all machines that this is made for.
    memcpy(weft_element(ids, number), &value, (size_t)ids->bytes);
}

static int64_t get_id(const weft_test_view *ids, int64_t number) {
    int64_t value = 0;
    memcpy(&value, weft_element(ids, number), (size_t)ids->bytes);
    return value;
}

static void expect_failure(weft_check *check, weft_status status, int64_t position, int32_t code, const char *what) {
    if (position < 0 ? status.code != 0 : status.code != code || status.position != position)
        weft_fails(check, "%s: status %d at %lld, not at %lld", what, status.code, (long long)status.position,
                   (long long)position);
}

// x is [outer, size, inner], ids [m], the result [outer, m, inner].
void weft_check_gather(weft_check *check) {
    int64_t outer = weft_random_from(check, 1, 4), size = weft_random_from(check, 1, 9);
    int64_t m = weft_random_below(check, 9);
    int64_t inner = weft_random_from(check, 1, 20), bytes = INT64_C(1) << weft_random_below(check, 4);
    int32_t id_type = id_types[weft_random_below(check, 8)];
    int64_t from_extents[] = {outer, size, inner}, to_extents[] = {outer, m, inner};
    weft_test_view from = weft_random_view(check, 3, from_extents, bytes, false);
    weft_test_view to = weft_random_view(check, 3, to_extents, bytes, false);
    weft_test_view ids = weft_dense_view(1, &m, weft_type_bytes(id_type), 0);
    weft_fill_bytes(check, &from);
    int64_t wrong = -1;
    for (int64_t i = 0; i < m; i++) put_id(&ids, i, weft_random_below(check, size));
    if (m > 0 && weft_random_below(check, 6) == 0) {
        wrong = weft_random_below(check, m);
        put_id(&ids, wrong, weft_random_below(check, 2) == 0 ? size : -1);
        if (m > wrong + 1) put_id(&ids, m - 1, 100);
    }
    weft_indexed args = {.rank = 3, .bytes = (int32_t)bytes, .extents = {outer, m, inner}, .from = from.base};
    args.tuple = (weft_tuple){.count = 1, .id_type = id_type, .sizes = {size}, .strides = {from.strides[1]}};
    args.to = to.base, args.ids = ids.base;
    args.from_strides[0] = from.strides[0], args.from_strides[2] = from.strides[2], args.id_strides[1] = 1;
    memcpy(args.to_strides, to.strides, sizeof args.to_strides);
    weft_status status = weft_check_call(check, WEFT_CALL_GATHER, &args, sizeof args, (weft_test_view *[]){&to}, 1);
    expect_failure(check, status, wrong, WEFT_FAILURE_INDEX, "gather");
    for (int64_t i = 0; i < outer * m * inner && wrong < 0; i++) {
        int64_t source = (i / inner / m * size + get_id(&ids, i / inner % m)) * inner + i % inner;
        if (memcmp(weft_element(&to, i), weft_element(&from, source), (size_t)bytes) != 0)
            weft_fails(check, "an element");
    }
    weft_free_view(&from), weft_free_view(&to), weft_free_view(&ids);

    // The same indices as one-hot rows.
    int64_t rows_extents[] = {m, size};
    weft_test_view rows = weft_random_view(check, 2, rows_extents, 4, false);
    ids = weft_dense_view(1, &m, weft_type_bytes(id_type), 0);
    for (int64_t i = 0; i < m; i++) put_id(&ids, i, i == wrong ? size : i % size);
    weft_one_hot_args hot = {m, size, ids.base, id_type, 4, rows.base, rows.strides[0], rows.strides[1], 0x3f800000};
    status = weft_check_call(check, WEFT_CALL_ONE_HOT, &hot, sizeof hot, (weft_test_view *[]){&rows}, 1);
    expect_failure(check, status, wrong, WEFT_FAILURE_INDEX, "one hot");
    for (int64_t i = 0; i < m * size && wrong < 0; i++)
        if (*(float *)weft_element(&rows, i) != (i % size == get_id(&ids, i / size))) weft_fails(check, "a hot row");
    weft_free_view(&rows), weft_free_view(&ids);
}

// x is [rows, columns], a tuple names an element of it, and m updates go to places of which some may meet.
void weft_check_scatter(weft_check *check) {
    int64_t rows = weft_random_from(check, 1, 5), columns = weft_random_from(check, 1, 5);
    int64_t m = weft_random_below(check, 9), pair = 2, id_extents[] = {m, pair}, to_extents[] = {rows, columns};
    int32_t kinds[] = {WEFT_SCATTER_REPLACE, WEFT_SCATTER_MAX, WEFT_SCATTER_MIN};
    int32_t kind = kinds[weft_random_below(check, 3)];
    weft_test_view to = weft_random_view(check, 2, to_extents, 4, false), wanted = weft_dense_view(2, to_extents, 4, 0);
    weft_test_view ids = weft_dense_view(2, id_extents, 8, 0), from = weft_random_view(check, 1, &m, 4, false);
    weft_fill_floats(check, &to, 4), weft_fill_floats(check, &from, 4);
    for (int64_t i = 0; i < rows * columns; i++) memcpy(weft_element(&wanted, i), weft_element(&to, i), 4);
    int64_t wrong = m > 0 && weft_random_below(check, 6) == 0 ? weft_random_below(check, 2 * m) : -1;
    for (int64_t i = 0; i < 2 * m; i++) {
        int64_t size = i % 2 == 0 ? rows : columns;
        put_id(&ids, i, i != wrong ? weft_random_below(check, size) : weft_random_below(check, 2) == 0 ? size : -1);
    }
    weft_scatter_args args = {
        .kind = kind, .type = WEFT_TYPE_F32, .move = {.rank = 1, .bytes = 4, .extents = {m}, .from = from.base}};
    args.move.tuple = (weft_tuple){2, WEFT_TYPE_I64, {rows, columns}, {to.strides[0], to.strides[1]}, 1};
    args.move.from_strides[0] = from.strides[0], args.move.to = to.base;
    args.move.ids = ids.base, args.move.id_strides[0] = 2;
    weft_status status = weft_check_call(check, WEFT_CALL_SCATTER, &args, sizeof args, (weft_test_view *[]){&to}, 1);
    expect_failure(check, status, wrong, WEFT_FAILURE_INDEX, "scatter");
    for (int64_t i = 0; i < m && wrong < 0; i++) {
        float *place = weft_element(&wanted, get_id(&ids, 2 * i) * columns + get_id(&ids, 2 * i + 1));
        float other = *(float *)weft_element(&from, i);
        bool stays = kind == WEFT_SCATTER_MAX ? *place > other : kind == WEFT_SCATTER_MIN && *place < other;
        if (!stays) *place = other;
    }
    for (int64_t i = 0; i < rows * columns && wrong < 0; i++)
        if (memcmp(weft_element(&to, i), weft_element(&wanted, i), 4) != 0) weft_fails(check, "a place of %d", kind);
    weft_free_view(&to), weft_free_view(&wanted), weft_free_view(&ids), weft_free_view(&from);
}

void weft_check_sequence(weft_check *check) {
    weft_sequence_args args = {.kind = (int32_t)weft_random_below(check, 3)};
    args.rank = (int32_t)weft_random_from(check, 2, 4), args.bytes = (int32_t)(1 << weft_random_below(check, 4));
    int64_t extents[WEFT_MAX_RANK], out_extents[WEFT_MAX_RANK], lengths[16];
    for (int32_t axis = 0; axis < args.rank; axis++) extents[axis] = weft_random_from(check, 1, 9);
    args.axis = (int32_t)weft_random_below(check, args.rank);
    do args.row_axis = (int32_t)weft_random_below(check, args.rank);
    while (args.row_axis == args.axis);
    for (int i = 0; i < 16; i++) lengths[i] = weft_random_below(check, extents[args.axis] + 1);
    int64_t wrong = weft_random_below(check, 8) == 0 ? weft_random_below(check, extents[args.row_axis]) : -1;
    if (wrong >= 0) lengths[wrong] = weft_random_below(check, 2) == 0 ? -1 : extents[args.axis] + 1;
    memcpy(out_extents, extents, sizeof extents);
    if (args.kind == WEFT_SEQUENCE_LAST) out_extents[args.axis] = 1;
    weft_test_view from = weft_random_view(check, args.rank, extents, args.bytes, false);
    weft_test_view to = weft_random_view(check, args.rank, out_extents, args.bytes, false);
    weft_fill_bytes(check, &from);
    args.from = from.base, args.to = to.base, args.lengths = lengths;
    args.pattern = weft_random_below(check, 2) == 0 ? 0 : weft_random(check);
    memcpy(args.extents, extents, sizeof extents), memcpy(args.from_strides, from.strides, sizeof extents);
    memcpy(args.to_strides, to.strides, sizeof extents);
    weft_status status = weft_check_call(check, WEFT_CALL_SEQUENCE, &args, sizeof args, (weft_test_view *[]){&to}, 1);
    expect_failure(check, status, wrong, WEFT_FAILURE_LENGTH, "sequence");
    for (int64_t i = 0; i < weft_elements(args.rank, out_extents) && wrong < 0; i++) {
        int64_t index[WEFT_MAX_RANK], rest = i, number = 0;
        for (int32_t axis = args.rank - 1; axis >= 0; axis--)
            index[axis] = rest % out_extents[axis], rest /= out_extents[axis];
        int64_t length = lengths[index[args.row_axis]], position = index[args.axis];
        int64_t source = args.kind == WEFT_SEQUENCE_LAST ? length - 1
                         : position >= length            ? -1
                         : args.kind == WEFT_SEQUENCE_MASK ? position
                                                           : length - 1 - position;
        index[args.axis] = source;
        for (int32_t axis = 0; axis < args.rank; axis++) number = number * extents[axis] + index[axis];
        const void *wanted = source < 0 ? (const void *)&args.pattern : weft_element(&from, number);
        if (memcmp(weft_element(&to, i), wanted, (size_t)args.bytes) != 0)
            weft_fails(check, "kind %d, an element", args.kind);
    }
    weft_free_view(&from), weft_free_view(&to);
}

void weft_check_lengths(weft_check *check) {
    weft_window_lengths_args args = {.count = 9, .type = WEFT_TYPE_I32, .ceil = weft_random_below(check, 2) == 0};
    args.kernel = weft_random_from(check, 1, 5), args.stride = weft_random_from(check, 1, 4);
    args.before = weft_random_below(check, 4), args.after = weft_random_below(check, 4);
    args.dilation = weft_random_from(check, 1, 2);
    int32_t from[9];
    weft_test_view result = weft_dense_view(1, &args.count, 4, 0);
    int32_t *to = (int32_t *)(void *)result.base;
    for (int i = 0; i < 9; i++) from[i] = (int32_t)weft_random_below(check, 30);
    args.from = from, args.to = to;
    weft_check_call(check, WEFT_CALL_WINDOW_LENGTHS, &args, sizeof args, (weft_test_view *[]){&result}, 1);
    for (int i = 0; i < 9; i++) {
        // Windows that end within the padded row, or when rounded up begin early enough, are counted one by one.
        int64_t reach = args.dilation * (args.kernel - 1) + 1, padded = from[i] + args.before + args.after, count = 0;
        for (int64_t start = 0; start < padded + args.stride; start += args.stride) {
            bool fits = start + reach <= padded;
            bool is_begun = start + reach - args.stride < padded && start < from[i] + args.before;
            count += args.ceil ? is_begun : fits;
        }
        bool is_shorter = padded < reach - args.stride + 1;
        if (!is_shorter && to[i] != count)
            weft_fails(check, "length %d gives %d, not %lld", from[i], to[i], (long long)count);
    }
    weft_free_view(&result);
    int32_t labels[2][5] = {{0, 1, 1, 0, 1}, {2, 2, 0, 3, 3}}, ids[2][5], counts[2];
    int64_t exist[] = {5, weft_random_below(check, 6)};
    weft_ctc_args ctc = {2, 5, labels[0], exist, 0, ids[0], counts};
    weft_call call = {WEFT_CALL_CTC, sizeof ctc, &ctc};
    weft_check_run_plan(check, &call, 1, 1);
    static const int32_t found[] = {0, 1, 1, 1, 2, 2};
    if (counts[0] != 2 || ids[0][0] != 1 || ids[0][1] != 1 || ids[0][2] != 0 || counts[1] != found[exist[1]])
        weft_fails(check, "labels of a path");
}

void weft_check_random(weft_check *check) {
    // The first numbers of key 1 and counter 0, as the operator's example has them.
    static const float first[] = {14936070, 15010318, 9826850, 11933098, 11274260, 14665164};
    int64_t key = 1, counter = 0, count = weft_random_from(check, 1, 40000);
    weft_test_view out = weft_dense_view(1, &count, 4, 0);
    weft_random_uniform_args args = {count, WEFT_TYPE_F32, &key, &counter, out.base};
    weft_check_call(check, WEFT_CALL_RANDOM_UNIFORM, &args, sizeof args, (weft_test_view *[]){&out}, 1);
    const float *values = (const float *)(const void *)out.base;
    for (int64_t i = 0; i < count; i++) {
        if (i < 6 && values[i] != first[i] * 0x1p-24f)
            weft_fails(check, "number %lld is %g", (long long)i, (double)values[i]);
        if (!(values[i] >= 0 && values[i] < 1)) weft_fails(check, "number %lld", (long long)i);
    }
    weft_free_view(&out);
}
