// The vocabulary of the templates: vectors of WEFT_LANES floats, made by a variant's file that defines WEFT_LANES, WEFT_PANEL,
// WEFT_VARIANT (the set's name) and WEFT_HAS_FMA. Everything here is inlined: vectors are never passed between functions
// that stand for themselves.
#define WEFT_JOIN_(a, b) a##_##b
#define WEFT_JOIN(a, b) WEFT_JOIN_(a, b)
// A name of this variant, for instance weft_tile_avx2.
#define WEFT_NAME(name) WEFT_JOIN(name, WEFT_VARIANT)
#define WEFT_INLINE static inline __attribute__((always_inline))
#define WEFT_UNROLL _Pragma("clang loop unroll(full)")

// Whether parts of vectors cost as little as whole ones.
#define WEFT_HAS_MASKS (WEFT_LANES == 16)

typedef float vf __attribute__((ext_vector_type(WEFT_LANES)));
typedef int32_t vi __attribute__((ext_vector_type(WEFT_LANES)));
typedef uint32_t vu __attribute__((ext_vector_type(WEFT_LANES)));
typedef vf vf_unaligned __attribute__((aligned(4)));

WEFT_INLINE vf vf_load(const float *p) { return *(const vf_unaligned *)p; }
WEFT_INLINE void vf_store(float *p, vf v) { *(vf_unaligned *)p = v; }
WEFT_INLINE vf vf_set(float x) { return (vf)x; }

// The first `count` (0 ... WEFT_LANES) elements; the rest is 0. In halves: element by element it would go by way of memory.
WEFT_INLINE vf vf_load_part(const float *p, int64_t count) {
#if WEFT_LANES == 16
    return (vf)_mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), p);
#elif WEFT_LANES == 8
    const vi lane = {0, 1, 2, 3, 4, 5, 6, 7};
    return (vf)_mm256_maskload_ps(p, (__m256i)(lane < (vi)(int32_t)count));
#else
    vf v = 0;
    for (int64_t i = 0; i < count; i++) v[i] = p[i];
    return v;
#endif
}
WEFT_INLINE void vf_store_part(float *p, vf v, int64_t count) {
#if WEFT_LANES == 16
    _mm512_mask_storeu_ps(p, (__mmask16)((1u << count) - 1), (__m512)v);
#elif WEFT_LANES == 8
    // Masked stores of this set are slow on some machines.
    __m128 x = _mm256_castps256_ps128((__m256)v);
    if (count >= 8) {
        _mm256_storeu_ps(p, (__m256)v);
        return;
    }
    if (count & 4) {
        _mm_storeu_ps(p, x);
        x = _mm256_extractf128_ps((__m256)v, 1);
        p += 4;
    }
    if (count & 2) {
        _mm_storel_pi((__m64 *)p, x);
        x = _mm_movehl_ps(x, x);
        p += 2;
    }
    if (count & 1) _mm_store_ss(p, x);
#else
    for (int64_t i = 0; i < count; i++) p[i] = v[i];
#endif
}

// a * b + c, in one rounding where the set has it.
WEFT_INLINE vf vf_fma(vf a, vf b, vf c) {
#if WEFT_HAS_FMA
    return __builtin_elementwise_fma(a, b, c);
#else
    return a * b + c;
#endif
}

#if WEFT_LANES >= 8
// Whether elements can be picked at little cost, and the element of `v` at each place.
#define WEFT_HAS_PICKS 1
WEFT_INLINE vf vf_pick(vf v, vi places) {
#if WEFT_LANES == 16
    return (vf)_mm512_permutexvar_ps((__m512i)places, (__m512)v);
#else
    return (vf)_mm256_permutevar8x32_ps((__m256)v, (__m256i)places);
#endif
}
#else
#define WEFT_HAS_PICKS 0
#endif

// mask ? a : b for masks of 0 and -1.
WEFT_INLINE vf vf_select(vi mask, vf a, vf b) { return mask ? a : b; }
// The larger and the smaller; NaN in `a` is handed on.
WEFT_INLINE vf vf_max(vf a, vf b) { return b > a ? b : a; }
WEFT_INLINE vf vf_min(vf a, vf b) { return b < a ? b : a; }
