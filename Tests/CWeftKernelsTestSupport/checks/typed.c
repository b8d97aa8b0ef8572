#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"

// The numbers of a type, as the language has them: wrapping, flooring, ordered by the type.
static const int32_t types[] = {
    WEFT_TYPE_F64, WEFT_TYPE_I8, WEFT_TYPE_U8, WEFT_TYPE_I16, WEFT_TYPE_U16,
    WEFT_TYPE_I32, WEFT_TYPE_U32, WEFT_TYPE_I64, WEFT_TYPE_U64,
};

typedef __int128 wide;

static bool is_signed(int32_t type) {
    return type == WEFT_TYPE_I8 || type == WEFT_TYPE_I16 || type == WEFT_TYPE_I32 || type == WEFT_TYPE_I64;
}

// The whole number that an element is, in 128 bits.
static wide whole_of(const void *element, int32_t type) {
    uint64_t bits = 0;
    int64_t bytes = weft_type_bytes(type);
    memcpy(&bits, element, (size_t)bytes);
    if (is_signed(type) && bits >> (8 * bytes - 1) != 0) return (wide)bits - ((wide)1 << (8 * bytes));
    return (wide)bits;
}

// Whether an element is a number, but for multiples of the numbers that its type has.
static bool is_whole(const void *element, int32_t type, wide wanted) {
    uint64_t bits = 0, low = (uint64_t)wanted;
    int64_t bytes = weft_type_bytes(type);
    memcpy(&bits, element, (size_t)bytes);
    return (bits ^ low) << (64 - 8 * bytes) == 0;
}

static wide floor_divided(wide a, wide b) { return a / b - (a % b != 0 && (a % b < 0) != (b < 0)); }

static wide whole_value(int32_t op, wide a, wide b, wide x, wide y) {
    wide power = 1;
    switch (op) {
    case WEFT_OP_ADD: return a + b;
    case WEFT_OP_SUBTRACT: return a - b;
    case WEFT_OP_MULTIPLY: return (wide)((unsigned __int128)a * (unsigned __int128)b);
    case WEFT_OP_DIVIDE: return floor_divided(a, b);
    case WEFT_OP_REMAINDER: return a - floor_divided(a, b) * b;
    case WEFT_OP_POWER:
        for (wide i = 0; i < b; i++) power = (wide)((unsigned __int128)power * (unsigned __int128)a);
        return power;
    case WEFT_OP_MAXIMUM: return a > b ? a : b;
    case WEFT_OP_MINIMUM: return a < b ? a : b;
    case WEFT_OP_LESS: return a < b;
    case WEFT_OP_GREATER_EQUAL: return a >= b;
    case WEFT_OP_EQUAL: return a == b;
    case WEFT_OP_NEGATE: return -a;
    case WEFT_OP_ABS: return a < 0 ? -a : a;
    case WEFT_OP_SIGN: return (a > 0) - (a < 0);
    case WEFT_OP_RELU: return a > 0 ? a : 0;
    case WEFT_OP_CLAMP: return a < x ? x : a > y ? y : a;
    default: return a != 0 ? b : a;
    }
}

static double real_value(int32_t op, double a, double b, double x, double y) {
    switch (op) {
    case WEFT_OP_ADD: return a + b;
    case WEFT_OP_SUBTRACT: return a - b;
    case WEFT_OP_MULTIPLY: return a * b;
    case WEFT_OP_DIVIDE: return a / b;
    case WEFT_OP_REMAINDER: return a - floor(a / b) * b;
    case WEFT_OP_POWER: return pow(a, b);
    case WEFT_OP_MAXIMUM: return fmax(a, b);
    case WEFT_OP_MINIMUM: return fmin(a, b);
    case WEFT_OP_LESS: return a < b;
    case WEFT_OP_GREATER_EQUAL: return a >= b;
    case WEFT_OP_EQUAL: return a == b;
    case WEFT_OP_NEGATE: return -a;
    case WEFT_OP_ABS: return fabs(a);
    case WEFT_OP_SIGN: return (a > 0) - (a < 0);
    case WEFT_OP_RELU: return fmax(a, 0);
    case WEFT_OP_CLAMP: return fmin(fmax(a, x), y);
    default: return a != 0 ? b : a;
    }
}

static const uint8_t ops[] = {
    WEFT_OP_ADD, WEFT_OP_SUBTRACT, WEFT_OP_MULTIPLY, WEFT_OP_DIVIDE, WEFT_OP_REMAINDER, WEFT_OP_POWER, WEFT_OP_MAXIMUM,
    WEFT_OP_MINIMUM, WEFT_OP_LESS, WEFT_OP_GREATER_EQUAL, WEFT_OP_EQUAL, WEFT_OP_NEGATE, WEFT_OP_ABS, WEFT_OP_SIGN,
    WEFT_OP_RELU, WEFT_OP_CLAMP, WEFT_OP_SELECT,
};

static void fill_numbers(weft_check *check, weft_test_view *view, int32_t type, bool is_small) {
    for (int64_t i = 0; i < view->size / view->bytes; i++) {
        double real = (double)weft_random_float(check, 3);
        int64_t whole = is_small ? weft_random_from(check, is_signed(type) ? -3 : 0, 5) : (int64_t)weft_random(check);
        if (type == WEFT_TYPE_F64) memcpy(view->memory + i * 8, &real, 8);
        else memcpy(view->memory + i * view->bytes, &whole, (size_t)view->bytes);
    }
}

static double real_of(const void *element) { return *(const double *)element; }

// The first place at which whole numbers have no value; -1 if they all have one.
static int64_t bad_place(int32_t op, const weft_test_view *b, int32_t type, int64_t count) {
    for (int64_t i = 0; i < count && type != WEFT_TYPE_F64; i++) {
        wide divisor = whole_of(weft_element(b, i), type);
        if ((op == WEFT_OP_DIVIDE || op == WEFT_OP_REMAINDER) && divisor == 0) return i;
        if (op == WEFT_OP_POWER && divisor < 0) return i;
    }
    return -1;
}

static bool is_right(
    int32_t op, int32_t type, bool to_bool, const void *a, const void *b, const void *out,
    const weft_constant *constants) {
    if (type == WEFT_TYPE_F64) {
        double wanted = real_value(op, real_of(a), real_of(b), constants[1].real, constants[2].real);
        if (to_bool) return *(const uint8_t *)out == (wanted != 0);
        double value = real_of(out);
        return value == wanted || (isnan(value) && isnan(wanted)) ||
            fabs(value - wanted) <= 1e-14 * fabs(wanted) + 1e-14;
    }
    wide x = constants[1].whole, y = constants[2].whole;
    wide wanted = whole_value(op, whole_of(a, type), whole_of(b, type), x, y);
    return is_whole(out, to_bool ? WEFT_TYPE_BOOL : type, wanted);
}

void weft_check_typed(weft_check *check) {
    int32_t type = types[weft_random_below(check, 9)], op = ops[weft_random_below(check, sizeof ops)];
    int64_t extents[WEFT_MAX_RANK], bytes = weft_type_bytes(type);
    int32_t rank = weft_random_extents(check, 3, weft_random_below(check, 4) == 0 ? 40 : 9, extents);
    bool to_bool = op == WEFT_OP_LESS || op == WEFT_OP_GREATER_EQUAL || op == WEFT_OP_EQUAL;
    weft_test_view a = weft_random_view(check, rank, extents, bytes, true);
    weft_test_view b = weft_random_view(check, rank, extents, bytes, true);
    weft_test_view out = weft_random_view(check, rank, extents, to_bool ? 1 : bytes, false);
    bool is_small = op == WEFT_OP_POWER || weft_random_below(check, 3) == 0;
    fill_numbers(check, &a, type, is_small && op != WEFT_OP_POWER), fill_numbers(check, &b, type, is_small);
    weft_program program = {.count = 4};
    program.code[0] = (weft_instruction){.op = WEFT_OP_LOAD, .dst = 0, .a = 0};
    program.code[1] = (weft_instruction){.op = WEFT_OP_LOAD, .dst = 1, .a = 1};
    program.code[2] = (weft_instruction){.op = (uint8_t)op, .dst = 2, .a = 0, .b = 1, .c = 0, .x = 1, .y = 2};
    program.code[3] = (weft_instruction){.op = WEFT_OP_STORE, .a = 2, .b = 2, .c = to_bool ? WEFT_TYPE_BOOL : 0};
    weft_typed_args args = {.type = type, .rank = rank, .operand_count = 3, .program = &program};
    memcpy(args.extents, extents, sizeof extents);
    if (type == WEFT_TYPE_F64) args.constants[1].real = -1, args.constants[2].real = 1.25;
    else args.constants[1].whole = 2, args.constants[2].whole = 100;
    weft_test_view *views[] = {&a, &b, &out};
    for (int i = 0; i < 3; i++) {
        args.operands[i].base = views[i]->base;
        memcpy(args.operands[i].strides, views[i]->strides, sizeof extents);
    }
    weft_status status = weft_check_call(check, WEFT_CALL_TYPED, &args, sizeof args, views + 2, 1);
    int64_t count = weft_elements(rank, extents), bad = bad_place(op, &b, type, count);
    int32_t code = op == WEFT_OP_POWER ? WEFT_FAILURE_EXPONENT : WEFT_FAILURE_DIVISOR;
    if (bad < 0 ? status.code != 0 : status.code != code || status.position != bad)
        weft_fails(check, "status %d at %lld", status.code, (long long)status.position);
    for (int64_t i = 0; i < count && bad < 0; i++)
        if (!is_right(op, type, to_bool, weft_element(&a, i), weft_element(&b, i), weft_element(&out, i),
            args.constants))
            weft_fails(check, "%s of type %d", weft_op_name(op), type);
    weft_free_view(&a), weft_free_view(&b), weft_free_view(&out);
}

// Whether `out` is what a reduction gives of n elements, the first of which has number `first`.
static bool is_reduced(int32_t kind, int32_t type, const weft_test_view *x, int64_t first, int64_t n, const void *out) {
    wide sum = 0, product = 1, best = 0;
    double real_sum = 0, real_product = 1, real_best = 0, squares = 0, exponentials = 0;
    int64_t place = 0;
    bool wants_least = kind == WEFT_REDUCTION_MIN || kind == WEFT_REDUCTION_ARGMIN;
    for (int64_t i = 0; i < n; i++) {
        const void *element = weft_element(x, first + i);
        wide whole = type == WEFT_TYPE_F64 ? 0 : whole_of(element, type);
        double real = type == WEFT_TYPE_F64 ? real_of(element) : 0;
        sum += whole, product = (wide)((unsigned __int128)product * (unsigned __int128)whole);
        real_sum += real, real_product *= real, squares += real * real, exponentials += exp(real);
        bool is_better = wants_least ? whole < best || real < real_best : whole > best || real > real_best;
        if (i == 0 || is_better) best = whole, real_best = real, place = i;
    }
    if (kind == WEFT_REDUCTION_ARGMAX || kind == WEFT_REDUCTION_ARGMIN) return *(const int32_t *)out == place;
    if (type != WEFT_TYPE_F64)
        return is_whole(out, type, kind == WEFT_REDUCTION_SUM ? sum : kind == WEFT_REDUCTION_PRODUCT ? product : best);
    double wanted[] = {real_sum, real_sum / (double)n, real_product, sqrt(squares), log(exponentials)};
    double value = kind < 5 ? wanted[kind] : real_best;
    return fabs(real_of(out) - value) <= 1e-12 * (1 + fabs(value));
}

void weft_check_typed_lines(weft_check *check) {
    int32_t type = types[weft_random_below(check, 9)], kind = (int32_t)weft_random_below(check, WEFT_REDUCTION_COUNT);
    if (type != WEFT_TYPE_F64 && (kind == 1 || kind == 3 || kind == 4)) kind = WEFT_REDUCTION_SUM;
    bool is_place = kind >= WEFT_REDUCTION_ARGMAX;
    int64_t m = weft_random_from(check, 1, 9), n = weft_random_from(check, 1, 30), bytes = weft_type_bytes(type);
    int64_t extents[] = {m, n}, ones[] = {m, 1};
    weft_test_view x = weft_random_view(check, 2, extents, bytes, false);
    weft_test_view out = weft_random_view(check, 2, ones, is_place ? 4 : bytes, false);
    fill_numbers(check, &x, type, weft_random_below(check, 2) == 0);
    weft_typed_reduction_args args = {.type = type, .reduction = {.kind = kind, .rank = 2, .extents = {m, n}}};
    args.reduction.reduced[1] = true, args.reduction.in = (float *)(void *)x.base, args.reduction.out = out.base;
    memcpy(args.reduction.in_strides, x.strides, 16), memcpy(args.reduction.out_strides, out.strides, 16);
    weft_check_call(check, WEFT_CALL_TYPED_REDUCTION, &args, sizeof args, (weft_test_view *[]){&out}, 1);
    for (int64_t row = 0; row < m; row++)
        if (!is_reduced(kind, type, &x, row * n, n, weft_element(&out, row)))
            weft_fails(check, "kind %d of type %d", kind, type);

    weft_test_view sums = weft_random_view(check, 2, extents, bytes, false);
    bool multiplies = weft_random_below(check, 2) == 0;
    weft_typed_cumsum_args cumsum = {.type = type, .multiplies = multiplies, .rank = 2, .axis = 1, .extents = {m, n}, .in = x.base,
        .out = sums.base};
    memcpy(cumsum.in_strides, x.strides, 16), memcpy(cumsum.out_strides, sums.strides, 16);
    weft_check_call(check, WEFT_CALL_TYPED_CUMSUM, &cumsum, sizeof cumsum, (weft_test_view *[]){&sums}, 1);
    for (int64_t i = 0; i < m * n; i++)
        if (!is_reduced(multiplies ? WEFT_REDUCTION_PRODUCT : WEFT_REDUCTION_SUM, type, &x, i / n * n, i % n + 1,
                        weft_element(&sums, i)))
            weft_fails(check, "a running sum of type %d", type);
    weft_free_view(&x), weft_free_view(&out), weft_free_view(&sums);
}

void weft_check_top_k(weft_check *check) {
    int32_t type = weft_random_below(check, 2) == 0 ? WEFT_TYPE_F32 : types[weft_random_below(check, 9)];
    int64_t m = weft_random_from(check, 1, 6), n = weft_random_from(check, 1, 50), k = weft_random_below(check, n + 1);
    int64_t extents[] = {m, n}, chosen[] = {m, k}, bytes = weft_type_bytes(type);
    weft_test_view x = weft_random_view(check, 2, extents, bytes, false), values = weft_dense_view(2, chosen, bytes, 0);
    weft_test_view places = weft_dense_view(2, chosen, 4, 0);
    if (type == WEFT_TYPE_F32) weft_fill_floats(check, &x, 2);
    else fill_numbers(check, &x, type, weft_random_below(check, 2) == 0);
    if (type == WEFT_TYPE_F32 && weft_random_below(check, 2) == 0)
        for (int64_t i = 0; i < x.size / 4; i += 3) ((float *)(void *)x.memory)[i] = i % 2 == 0 ? NAN : 1;
    weft_top_k_args args = {.type = type, .rank = 2, .axis = 1, .extents = {m, n}, .k = k, .in = x.base};
    args.smallest = weft_random_below(check, 2) == 0;
    args.values = values.base, args.positions = (int32_t *)(void *)places.base;
    memcpy(args.in_strides, x.strides, 16), memcpy(args.out_strides, values.strides, 16);
    weft_check_call(check, WEFT_CALL_TOP_K, &args, sizeof args, (weft_test_view *[]){&values, &places}, 2);
    for (int64_t row = 0; row < m; row++) {
        bool taken[50] = {false};
        for (int64_t i = 0; i < k; i++) {
            // The best of what is left, the first of equals.
            int64_t best = -1;
            double top = 0;
            for (int64_t j = 0; j < n; j++) {
                const void *element = weft_element(&x, row * n + j);
                double value = type == WEFT_TYPE_F32 ? (double)*(const float *)element
                               : type == WEFT_TYPE_F64 ? real_of(element) : 0;
                bool is_real = type == WEFT_TYPE_F32 || type == WEFT_TYPE_F64;
                if (taken[j]) continue;
                if (best >= 0) {
                    const void *other = weft_element(&x, row * n + best);
                    bool is_above = is_real ? value > top || (isnan(value) && !isnan(top))
                                            : whole_of(element, type) > whole_of(other, type);
                    bool is_below = is_real ? value < top || (isnan(top) && !isnan(value))
                                            : whole_of(element, type) < whole_of(other, type);
                    if (!(args.smallest ? is_below : is_above)) continue;
                }
                best = j, top = value;
            }
            taken[best] = true;
            if (*(int32_t *)weft_element(&places, row * k + i) != best ||
                memcmp(weft_element(&values, row * k + i), weft_element(&x, row * n + best), (size_t)bytes) != 0)
                weft_fails(check, "number %lld of the largest", (long long)i);
        }
    }
    weft_free_view(&x), weft_free_view(&values), weft_free_view(&places);
}

// The determinant of the rows from one on, in the columns that are left, by the first row.
static double expanded(const double *rows, int64_t n, int64_t row, unsigned columns) {
    if (row == n) return 1;
    double sum = 0, sign = 1;
    for (int64_t column = 0; column < n; column++) {
        if ((columns >> column & 1) == 0) continue;
        sum += sign * rows[row * n + column] * expanded(rows, n, row + 1, columns & ~(1u << column));
        sign = -sign;
    }
    return sum;
}

void weft_check_determinant(weft_check *check) {
    int64_t bytes = weft_random_below(check, 2) == 0 ? 4 : 8, n = weft_random_below(check, 6);
    int64_t batch = weft_random_from(check, 1, 4), extents[] = {batch, n, n};
    weft_test_view in = weft_random_view(check, 3, extents, bytes, true);
    weft_test_view out = weft_random_view(check, 1, &batch, bytes, false);
    for (int64_t i = 0; i < batch * n * n; i++) {
        double whole = (double)weft_random_from(check, -3, 3);
        float half = (float)whole;
        memcpy(weft_element(&in, i), bytes == 8 ? (void *)&whole : (void *)&half, (size_t)bytes);
    }
    weft_determinant_args args = {bytes == 8 ? WEFT_TYPE_F64 : WEFT_TYPE_F32, batch, n, in.base, {0}, out.base, 0};
    memcpy(args.in_strides, in.strides, sizeof args.in_strides), args.out_stride = out.strides[0];
    weft_check_call(check, WEFT_CALL_DETERMINANT, &args, sizeof args, (weft_test_view *[]){&out}, 1);
    for (int64_t i = 0; i < batch; i++) {
        double rows[36];
        for (int64_t j = 0; j < n * n; j++) {
            const void *at = weft_element(&in, i * n * n + j);
            rows[j] = bytes == 8 ? *(const double *)at : (double)*(const float *)at;
        }
        const void *at = weft_element(&out, i);
        double found = bytes == 8 ? *(const double *)at : (double)*(const float *)at, wanted = expanded(rows, n, 0, 63);
        // Elimination of whole numbers below 4 in doubles.
        if (fabs(found - wanted) > 1e-10 + (bytes == 4 ? 0x1p-23 * fabs(wanted) : 0))
            weft_fails(check, "a determinant is %g, not %g", found, wanted);
    }
    weft_free_view(&in), weft_free_view(&out);
}

void weft_check_typed_product(weft_check *check) {
    int32_t type = types[weft_random_below(check, 9)];
    int64_t batch = weft_random_from(check, 1, 3), m = weft_random_from(check, 1, 7), n = weft_random_from(check, 1, 7);
    int64_t k = weft_random_below(check, 9), bytes = weft_type_bytes(type);
    int64_t a_extents[] = {batch, m, k}, b_extents[] = {batch, k, n}, out_extents[] = {batch, m, n};
    weft_test_view a = weft_random_view(check, 3, a_extents, bytes, true);
    weft_test_view b = weft_random_view(check, 3, b_extents, bytes, true);
    weft_test_view out = weft_random_view(check, 3, out_extents, bytes, false);
    fill_numbers(check, &a, type, false), fill_numbers(check, &b, type, false);
    weft_typed_product_args args = {type, batch, m, n, k, a.base, b.base, out.base, {0}, {0}, {0}};
    memcpy(args.a_strides, a.strides, 24), memcpy(args.b_strides, b.strides, 24);
    memcpy(args.out_strides, out.strides, 24);
    weft_check_call(check, WEFT_CALL_TYPED_PRODUCT, &args, sizeof args, (weft_test_view *[]){&out}, 1);
    for (int64_t i = 0; i < batch * m * n; i++) {
        unsigned __int128 sum = 0;
        double real = 0;
        for (int64_t j = 0; j < k; j++) {
            const void *left = weft_element(&a, i / n * k + j);
            const void *right = weft_element(&b, (i / n / m * k + j) * n + i % n);
            if (type == WEFT_TYPE_F64) real += real_of(left) * real_of(right);
            else sum += (unsigned __int128)whole_of(left, type) * (unsigned __int128)whole_of(right, type);
        }
        bool right = type == WEFT_TYPE_F64 ? fabs(real_of(weft_element(&out, i)) - real) < 1e-12
                                           : is_whole(weft_element(&out, i), type, (wide)sum);
        if (!right) weft_fails(check, "an element of a product of type %d", type);
    }
    weft_free_view(&a), weft_free_view(&b), weft_free_view(&out);
}
