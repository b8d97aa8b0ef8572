#include <math.h>
#include <string.h>

#include "checks.h"

void weft_check_copy(weft_check *check) {
    int64_t extents[WEFT_MAX_RANK];
    bool is_large = weft_random_below(check, 6) == 0;
    int32_t rank = weft_random_extents(check, is_large ? 3 : 5, is_large ? 90 : 7, extents);
    int64_t bytes = INT64_C(1) << weft_random_below(check, 4);
    weft_test_view from = weft_random_view(check, rank, extents, bytes, true);
    weft_test_view to = weft_random_view(check, rank, extents, bytes, false);
    weft_fill_bytes(check, &from);
    weft_copy_args args = {.rank = rank, .bytes = (int32_t)bytes, .from = from.base, .to = to.base};
    memcpy(args.extents, extents, sizeof extents);
    memcpy(args.from_strides, from.strides, sizeof extents);
    memcpy(args.to_strides, to.strides, sizeof extents);
    if (weft_random_below(check, 2) == 0) weft_copy_simplify(&args);
    weft_check_call(check, WEFT_CALL_COPY, &args, sizeof args, (weft_test_view *[]){&to}, 1);
    for (int64_t i = 0; i < weft_elements(rank, extents); i++) {
        if (memcmp(weft_element(&from, i), weft_element(&to, i), (size_t)bytes) == 0) continue;
        weft_fails(check, "element %lld of a copy of %lld bytes", (long long)i, (long long)bytes);
        break;
    }
    weft_free_view(&from), weft_free_view(&to);
}

void weft_check_fill(weft_check *check) {
    int64_t extents[WEFT_MAX_RANK];
    int32_t rank = weft_random_extents(check, 4, 12, extents);
    int64_t bytes = INT64_C(1) << weft_random_below(check, 4);
    weft_test_view to = weft_random_view(check, rank, extents, bytes, false);
    weft_fill_args args = {.rank = rank, .bytes = (int32_t)bytes, .to = to.base};
    args.pattern = weft_random_below(check, 2) == 0 ? 0 : weft_random(check);
    memcpy(args.extents, extents, sizeof extents);
    memcpy(args.to_strides, to.strides, sizeof extents);
    if (weft_random_below(check, 2) == 0) weft_fill_simplify(&args);
    weft_check_call(check, WEFT_CALL_FILL, &args, sizeof args, (weft_test_view *[]){&to}, 1);
    for (int64_t i = 0; i < weft_elements(rank, extents); i++)
        if (memcmp(weft_element(&to, i), &args.pattern, (size_t)bytes) != 0) weft_fails(check, "a filled element");
    weft_free_view(&to);
}

// A number that an element stands for, whole numbers exactly: as a double, and as 64 bits.
typedef struct number {
    bool is_real, is_unsigned;
    double real;
    int64_t whole;
} number;

// The value of the bits of a small float.
static double small_value(uint32_t bits, int exponent_bits, int mantissa_bits) {
    int bias = (1 << (exponent_bits - 1)) - 1, top = (1 << exponent_bits) - 1;
    int exponent = (int)(bits >> mantissa_bits) & top, mantissa = (int)bits & ((1 << mantissa_bits) - 1);
    double sign = bits >> (exponent_bits + mantissa_bits) != 0 ? -1 : 1;
    if (exponent == top) return mantissa != 0 ? NAN : sign * INFINITY;
    if (exponent == 0) return sign * ldexp(mantissa, 1 - bias - mantissa_bits);
    return sign * ldexp(mantissa + (1 << mantissa_bits), exponent - bias - mantissa_bits);
}

static number read_number(const void *from, int32_t type) {
    uint64_t bits = 0;
    memcpy(&bits, from, (size_t)weft_type_bytes(type));
    switch (type) {
    case WEFT_TYPE_F32: return (number){true, false, (double)*(const float *)from, 0};
    case WEFT_TYPE_F64: return (number){true, false, *(const double *)from, 0};
    case WEFT_TYPE_F16: return (number){true, false, small_value((uint32_t)bits, 5, 10), 0};
    case WEFT_TYPE_BF16: return (number){true, false, small_value((uint32_t)bits, 8, 7), 0};
    case WEFT_TYPE_I8: return (number){false, false, 0, (int8_t)bits};
    case WEFT_TYPE_I16: return (number){false, false, 0, (int16_t)bits};
    case WEFT_TYPE_I32: return (number){false, false, 0, (int32_t)bits};
    case WEFT_TYPE_BOOL: return (number){false, false, 0, bits != 0};
    default: return (number){false, type == WEFT_TYPE_U64, 0, (int64_t)bits};
    }
}

// Whether a small float is the one nearest to a value, the even one of two.
static bool is_nearest(uint32_t bits, double value, int exponent_bits, int mantissa_bits) {
    uint32_t magnitude = bits & ((1u << (exponent_bits + mantissa_bits)) - 1);
    uint32_t infinity = ((1u << exponent_bits) - 1) << mantissa_bits;
    if (isnan(value)) return magnitude > infinity;
    double size = fabs(value), here = small_value(magnitude, exponent_bits, mantissa_bits);
    if (signbit(value) != (bits != magnitude)) return false;
    double step_up = magnitude < infinity ? small_value(magnitude + 1, exponent_bits, mantissa_bits) : INFINITY;
    double step_down = magnitude > 0 ? small_value(magnitude - 1, exponent_bits, mantissa_bits) : here;
    // Infinity is where the next number would be.
    double past = 2 * small_value(infinity - 1, exponent_bits, mantissa_bits) -
                  small_value(infinity - 2, exponent_bits, mantissa_bits);
    if (isinf(step_up)) step_up = past;
    if (magnitude == infinity) here = past, step_up = INFINITY;
    double low = (step_down + here) / 2, high = isinf(step_up) ? INFINITY : (here + step_up) / 2;
    bool is_even = magnitude % 2 == 0;
    return (size > low || (size == low && (is_even || magnitude == 0))) &&
           (size < high || (is_even && size == high) || isinf(high));
}

static double held(double x, double low, double high) { return isnan(x) ? 0 : fmin(fmax(trunc(x), low), high); }

static bool is_converted(number x, const void *to, int32_t type) {
    uint64_t bits = 0;
    memcpy(&bits, to, (size_t)weft_type_bytes(type));
    double real = x.is_real ? x.real : x.is_unsigned ? (double)(uint64_t)x.whole : (double)x.whole;
    float single = x.is_real ? (float)x.real : x.is_unsigned ? (float)(uint64_t)x.whole : (float)x.whole;
    switch (type) {
    case WEFT_TYPE_F32: return memcmp(to, &single, 4) == 0 || (isnan(single) && isnan(*(const float *)to));
    case WEFT_TYPE_F64: return memcmp(to, &real, 8) == 0 || (isnan(real) && isnan(*(const double *)to));
    case WEFT_TYPE_F16: return is_nearest((uint32_t)bits, real, 5, 10);
    case WEFT_TYPE_BF16: return is_nearest((uint32_t)bits, real, 8, 7);
    case WEFT_TYPE_BOOL: return bits == (x.is_real ? x.real != 0 : x.whole != 0);
    }
    number y = read_number(to, type);
    int width = 8 * (int)weft_type_bytes(type);
    bool is_signed = type == WEFT_TYPE_I8 || type == WEFT_TYPE_I16 || type == WEFT_TYPE_I32 || type == WEFT_TYPE_I64;
    if (!x.is_real) return width == 64 ? y.whole == x.whole : (uint64_t)(y.whole ^ x.whole) << (64 - width) == 0;
    if (type == WEFT_TYPE_U64)
        return (uint64_t)y.whole == (x.real >= 0x1p64 ? UINT64_MAX : (uint64_t)held(x.real, 0, 0x1.fffffffffffffp63));
    if (type == WEFT_TYPE_I64 && x.real >= 0x1p63) return y.whole == INT64_MAX;
    double low = is_signed ? -ldexp(1, width - 1) : 0, high = ldexp(1, is_signed ? width - 1 : width) - 1;
    return (double)y.whole == held(x.real, low, high);
}

void weft_check_convert(weft_check *check) {
    static const int32_t types[] = {
#define TYPE(name, number, bytes) WEFT_TYPE_##name,
        WEFT_TYPES(TYPE)
#undef TYPE
    };
    int32_t from_type = types[weft_random_below(check, 13)], to_type = types[weft_random_below(check, 13)];
    int64_t extents[WEFT_MAX_RANK];
    int32_t rank = weft_random_extents(check, 3, 20, extents);
    weft_test_view from = weft_random_view(check, rank, extents, weft_type_bytes(from_type), true);
    weft_test_view to = weft_random_view(check, rank, extents, weft_type_bytes(to_type), false);
    weft_fill_bytes(check, &from);
    // Random bits are seldom moderate numbers.
    for (int64_t i = 0; i < from.size / from.bytes; i++) {
        float moderate = weft_random_float(check, weft_random_below(check, 2) == 0 ? 2 : 70000);
        double wide = (double)moderate * 1.0000001;
        if (from_type == WEFT_TYPE_F32 && i % 2 == 0) memcpy(from.memory + i * 4, &moderate, 4);
        if (from_type == WEFT_TYPE_F64 && i % 2 == 0) memcpy(from.memory + i * 8, &wide, 8);
    }
    weft_convert_args args = {
        .rank = rank, .from_type = from_type, .to_type = to_type, .from = from.base, .to = to.base};
    memcpy(args.extents, extents, sizeof extents);
    memcpy(args.from_strides, from.strides, sizeof extents);
    memcpy(args.to_strides, to.strides, sizeof extents);
    if (weft_random_below(check, 2) == 0) weft_convert_simplify(&args);
    weft_check_call(check, WEFT_CALL_CONVERT, &args, sizeof args, (weft_test_view *[]){&to}, 1);
    for (int64_t i = 0; i < weft_elements(rank, extents); i++) {
        number x = read_number(weft_element(&from, i), from_type);
        if (!is_converted(x, weft_element(&to, i), to_type))
            weft_fails(check, "type %d to %d of %g, %lld", from_type, to_type, x.real, (long long)x.whole);
    }
    weft_free_view(&from), weft_free_view(&to);
}

static int32_t bits_of_small(int32_t type) {
    bool is_pair = type == WEFT_SMALL_I4 || type == WEFT_SMALL_U4 || type == WEFT_SMALL_F4E2M1;
    return type == WEFT_SMALL_I2 || type == WEFT_SMALL_U2 ? 2 : is_pair ? 4 : 8;
}

// Of a small type all values, to doubles and back; and of a double the value that comes of it is one of the nearest.
void weft_check_small_convert(weft_check *check) {
    int32_t type = (int32_t)weft_random_from(check, WEFT_SMALL_F8E4M3, WEFT_SMALL_U2), bits = bits_of_small(type);
    int64_t count = INT64_C(1) << bits, bytes = (count * bits + 7) / 8;
    bool is_float = bits == 8 || type == WEFT_SMALL_F4E2M1;
    weft_test_view codes = weft_dense_view(1, &bytes, 1, 0), back = weft_dense_view(1, &bytes, 1, 0);
    weft_test_view values = weft_dense_view(1, &count, 8, 0);
    for (int64_t i = 0; i < bytes; i++) ((uint8_t *)codes.base)[i] = 0;
    for (int64_t i = 0; i < count; i++)
        ((uint8_t *)codes.base)[i * bits / 8] |= (uint8_t)(i << (i * bits % 8));
    weft_small_convert_args wide = {type, WEFT_TYPE_F64, false, 0, count, codes.base, values.base};
    weft_check_call(check, WEFT_CALL_SMALL_CONVERT, &wide, sizeof wide, (weft_test_view *[]){&values}, 1);
    weft_small_convert_args narrow = {WEFT_TYPE_F64, type, false, 0, count, values.base, back.base};
    weft_check_call(check, WEFT_CALL_SMALL_CONVERT, &narrow, sizeof narrow, (weft_test_view *[]){&back}, 1);
    const double *all = (const double *)(const void *)values.base;
    for (int64_t i = 0; i < count; i++) {
        uint8_t code = ((uint8_t *)back.base)[i * bits / 8] >> (i * bits % 8) & (count - 1);
        if (code != i && !isnan(all[i])) weft_fails(check, "%lld of type %d comes back as %d", (long long)i, type, code);
    }
    double value = weft_random_float(check, is_float ? 8 : 3), nearest = INFINITY;
    int64_t one = 1;
    weft_test_view source = weft_dense_view(1, &one, 8, 0), target = weft_dense_view(1, &one, 1, 0);
    weft_test_view found = weft_dense_view(1, &one, 8, 0);
    bool has_sign = type != WEFT_SMALL_F8E8M0 && type != WEFT_SMALL_U4 && type != WEFT_SMALL_U2;
    *(double *)(void *)source.base = has_sign ? value : fabs(value);
    weft_small_convert_args there = {WEFT_TYPE_F64, type, true, 0, 1, source.base, target.base};
    weft_check_call(check, WEFT_CALL_SMALL_CONVERT, &there, sizeof there, (weft_test_view *[]){&target}, 1);
    weft_small_convert_args again = {type, WEFT_TYPE_F64, false, 0, 1, target.base, found.base};
    weft_check_call(check, WEFT_CALL_SMALL_CONVERT, &again, sizeof again, (weft_test_view *[]){&found}, 1);
    double wanted = *(double *)(void *)source.base, got = *(double *)(void *)found.base;
    // Floats go to the nearest value, integers towards zero.
    for (int64_t i = 0; i < count; i++)
        if (!isnan(all[i]) && (is_float || fabs(all[i]) <= fabs(wanted))) nearest = fmin(nearest, fabs(all[i] - wanted));
    if (fabs(got - wanted) != nearest) weft_fails(check, "%g of type %d becomes %g", wanted, type, got);
    weft_free_view(&codes), weft_free_view(&back), weft_free_view(&values);
    weft_free_view(&source), weft_free_view(&target), weft_free_view(&found);
}
