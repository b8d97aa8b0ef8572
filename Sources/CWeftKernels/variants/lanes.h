// The vocabulary of the templates: vectors of WEFT_LANES floats, made by a variant's file that defines WEFT_LANES, WEFT_PANEL,
// WEFT_VARIANT (the set's name) and WEFT_HAS_FMA. Everything here is inlined: vectors are never passed between functions
// that stand for themselves.
#define WEFT_JOIN_(a, b) a##_##b
#define WEFT_JOIN(a, b) WEFT_JOIN_(a, b)
// A name of this variant, for instance weft_tile_avx2.
#define WEFT_NAME(name) WEFT_JOIN(name, WEFT_VARIANT)
#define WEFT_INLINE static inline __attribute__((always_inline))
#define WEFT_UNROLL _Pragma("clang loop unroll(full)")

typedef float vf __attribute__((ext_vector_type(WEFT_LANES)));
typedef int32_t vi __attribute__((ext_vector_type(WEFT_LANES)));
typedef uint32_t vu __attribute__((ext_vector_type(WEFT_LANES)));
typedef vf vf_unaligned __attribute__((aligned(4)));

WEFT_INLINE vf vf_load(const float *p) { return *(const vf_unaligned *)p; }
WEFT_INLINE void vf_store(float *p, vf v) { *(vf_unaligned *)p = v; }
WEFT_INLINE vf vf_set(float x) { return (vf)x; }

// The first `count` (0 ... WEFT_LANES) elements; the rest is 0.
WEFT_INLINE vf vf_load_part(const float *p, int64_t count) {
    vf v = 0;
    for (int64_t i = 0; i < count; i++) ((float *)&v)[i] = p[i];
    return v;
}
WEFT_INLINE void vf_store_part(float *p, vf v, int64_t count) {
    for (int64_t i = 0; i < count; i++) p[i] = ((const float *)&v)[i];
}

// a * b + c, in one rounding where the set has it.
WEFT_INLINE vf vf_fma(vf a, vf b, vf c) {
#if WEFT_HAS_FMA
    return __builtin_elementwise_fma(a, b, c);
#else
    return a * b + c;
#endif
}

// mask ? a : b for masks of 0 and -1.
WEFT_INLINE vf vf_select(vi mask, vf a, vf b) { return mask ? a : b; }
// The larger and the smaller; NaN in `a` is handed on.
WEFT_INLINE vf vf_max(vf a, vf b) { return b > a ? b : a; }
WEFT_INLINE vf vf_min(vf a, vf b) { return b < a ? b : a; }
