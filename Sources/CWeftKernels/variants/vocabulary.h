// More words for vectors, beyond those of lanes.h: signs, doubles, conversions, tests.

// Vectors wider than a register are fine here, as none crosses a call.
#pragma clang diagnostic ignored "-Wpsabi"

typedef double vd __attribute__((ext_vector_type(WEFT_LANES)));
typedef int64_t vl __attribute__((ext_vector_type(WEFT_LANES)));

WEFT_INLINE vf vf_abs(vf x) { return (vf)((vi)x & 0x7fffffff); }
WEFT_INLINE vf vf_copysign(vf size, vf sign) {
    return (vf)(((vi)size & 0x7fffffff) | ((vi)sign & ~0x7fffffff));
}
WEFT_INLINE vi vi_of(vf whole) { return __builtin_convertvector(whole, vi); }
WEFT_INLINE vf vf_of(vi x) { return __builtin_convertvector(x, vf); }
WEFT_INLINE vd vd_set(double x) { return (vd)x; }
WEFT_INLINE vd vd_of(vf x) { return __builtin_convertvector(x, vd); }
WEFT_INLINE vf vf_of_double(vd x) { return __builtin_convertvector(x, vf); }
// Whether any element of a mask of 0 and -1 is set.
WEFT_INLINE bool vi_any(vi mask) { return __builtin_reduce_or(mask) != 0; }

// The larger and the smaller; NaN if either is.
WEFT_INLINE vf vf_maximum(vf a, vf b) { return vf_select((a > b) | (a != a), a, b); }
WEFT_INLINE vf vf_minimum(vf a, vf b) { return vf_select((a < b) | (a != a), a, b); }
