#include <math.h>
#include <stddef.h>

#include "../include/weft_movement.h"
#include "elements.h"
#include "indices.h"
#include "small_types.h"
#include "view.h"

// A multiple of the elements of a byte, so that no two parts write to one.
enum { PIECE = 1 << 14 };

static int64_t bytes_of(int32_t type, int64_t count) {
    int32_t bits = weft_small_bits(type);
    return bits > 0 ? (count * bits + 7) / 8 : count * weft_type_bytes(type);
}

static bool is_float(int32_t type) { return weft_small_is_float(type) || weft_type_is_real(type); }

static double real_at(const void *from, int32_t type, int64_t index) {
    if (weft_small_is_float(type)) return weft_small_value(type, weft_small_load(from, type, index));
    double value;
    weft_elements_to_reals(&value, (const char *)from + index * weft_type_bytes(type), 1, type, 1);
    return value;
}

static int64_t whole_at(const void *from, int32_t type, int64_t index) {
    if (weft_small_bits(type) == 0) return weft_read_integer(from, type, index);
    int64_t bits = weft_small_load(from, type, index);
    return weft_small_is_signed(type) && bits >> (weft_small_bits(type) - 1) ? bits - (1 << weft_small_bits(type)) : bits;
}

static double bounded(const weft_small_convert_args *args, double value) {
    if (args->to_type == WEFT_SMALL_F8E8M0 && args->toward != 0 && value > 0 && isfinite(value)) {
        double power = ldexp(1, ilogb(value));
        value = args->toward > 0 && power < value ? 2 * power : power;
    }
    double most = weft_small_largest(args->to_type);
    return args->saturate && !isnan(value) ? fmin(fmax(value, -most), most) : value;
}

static void put_real(const weft_small_convert_args *args, int64_t index, double value) {
    int32_t type = args->to_type;
    if (weft_small_is_float(type)) {
        weft_small_store(args->to, type, index, weft_small_bits_of(type, bounded(args, value)));
    } else if (weft_small_bits(type) > 0) {
        int32_t bits = weft_small_bits(type);
        double least = weft_small_is_signed(type) ? -ldexp(1, bits - 1) : 0;
        double most = ldexp(1, weft_small_is_signed(type) ? bits - 1 : bits) - 1;
        weft_small_store(args->to, type, index, isnan(value) ? 0 : (int32_t)fmin(fmax(trunc(value), least), most));
    } else {
        weft_elements_of_reals((char *)args->to + index * weft_type_bytes(type), 1, type, &value, 1);
    }
}

static void put_whole(const weft_small_convert_args *args, int64_t index, int64_t value) {
    int32_t type = args->to_type;
    bool is_unsigned = args->from_type == WEFT_TYPE_U64;
    if (weft_small_is_float(type)) put_real(args, index, is_unsigned ? (double)(uint64_t)value : (double)value);
    else if (weft_small_bits(type) > 0) weft_small_store(args->to, type, index, (int32_t)(value & 0xff));
    else
        weft_elements_of_integers(
            (char *)args->to + index * weft_type_bytes(type), 1, type, &value, is_unsigned, 1);
}

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_small_convert_args *args = arguments;
    return phase == 0 ? (args->count + PIECE - 1) / PIECE : 0;
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase, (void)worker;
    const weft_small_convert_args *args = arguments;
    int64_t start = part * PIECE, end = start + PIECE < args->count ? start + PIECE : args->count;
    bool from_float = is_float(args->from_type);
    for (int64_t i = start; i < end; i++) {
        if (from_float) put_real(args, i, real_at(args->from, args->from_type, i));
        else put_whole(args, i, whole_at(args->from, args->from_type, i));
    }
}

static bool is_known(int32_t type) { return weft_small_bits(type) > 0 || weft_type_bytes(type) > 0; }

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_small_convert_args *args = arguments;
    return args->count >= 0 && args->count < INT64_MAX / 8 && is_known(args->from_type) && is_known(args->to_type) &&
           args->from != NULL && args->to != NULL &&
           weft_bytes_reach(
               reaches, offsetof(weft_small_convert_args, from), false, bytes_of(args->from_type, args->count)) &&
           weft_bytes_reach(
               reaches, offsetof(weft_small_convert_args, to), true, bytes_of(args->to_type, args->count));
}

const weft_family weft_small_convert = {"small convert", parts, run, weft_needs_nothing, reach};
