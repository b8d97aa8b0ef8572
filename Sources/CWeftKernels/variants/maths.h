// Elementary functions on vectors of floats, for the variant that is being made.
//
// Errors in units of the last place against the exact value, over all floats, asserted by the tests: exp 1.1, expm1 1.8, log 1,
// log1p 1, tanh 2.5, sigmoid 2.5, erf 1.2, sin and cos 1.6, softplus 1.8, power 0.51. What overflows is infinite, what
// underflows is gradual (sigmoid gives 0 below 2^-126), NaN stays NaN, as in the C library.

// 2^n for n from -127 to 128, whose lowest is taken for 0; used in halves where the result may be subnormal.
WEFT_INLINE vf vf_power_of_two(vi n) {
    return (vf)((n + 127) << 23);
}

// r + r^2 q(r) = exp(r) - 1 for |r| <= log(2) / 2, with a relative error of 1.4e-8.
WEFT_INLINE vf vf_expm1_core(vf r) {
    vf q = vf_fma(r, vf_set(1.39464500653e-3f), vf_set(8.36658392136e-3f));
    q = vf_fma(q, r, vf_set(4.16662820271e-2f));
    q = vf_fma(q, r, vf_set(1.66665429924e-1f));
    q = vf_fma(q, r, vf_set(5.00000006194e-1f));
    return vf_fma(q * r, r, r);
}

// x = n log(2) + r with |r| <= log(2) / 2, for |x| < 2^20; gives r.
WEFT_INLINE vf vf_reduce_exp(vf x, vi *n) {
    // Added to 1.5 * 2^23, a number leaves its whole part in the low bits.
    const vf magic = vf_set(0x1.8p23f);
    vf shifted = vf_fma(x, vf_set(0x1.715476p0f), magic);
    vf whole = shifted - magic;
    *n = (vi)shifted - (vi)magic;
    vf r = vf_fma(whole, vf_set(-0x1.63p-1f), x);
    return vf_fma(whole, vf_set(0x1.bd0106p-13f), r);
}

WEFT_INLINE vf vf_exp(vf x) {
    // A comparison with NaN is false, so NaN passes.
    vf held = vf_select(x < vf_set(-104.0f), vf_set(-104.0f), vf_select(x > vf_set(89.0f), vf_set(89.0f), x));
    vi whole;
    vf r = vf_reduce_exp(held, &whole);
    vi half = whole >> 1;
    vf p = vf_set(1.0f) + vf_expm1_core(r);
    return p * vf_power_of_two(half) * vf_power_of_two(whole - half);
}

// exp(x) for x <= 0 whose result may be flushed to 0 below 2^-126.
WEFT_INLINE vf vf_exp_negative(vf x) {
    vf held = vf_select(x < vf_set(-87.3f), vf_set(-88.0f), x);
    vi n;
    vf r = vf_reduce_exp(held, &n);
    return (vf_set(1.0f) + vf_expm1_core(r)) * vf_power_of_two(n);
}

WEFT_INLINE vf vf_expm1(vf x) {
    vf held = vf_select(x < vf_set(-18.0f), vf_set(-18.0f), vf_select(x > vf_set(89.0f), vf_set(89.0f), x));
    vi n;
    vf r = vf_reduce_exp(held, &n);
    vf half = vf_power_of_two(n - 1);
    vf y = vf_fma(half, vf_expm1_core(r), half - vf_set(0.5f)) * vf_set(2.0f);
    return vf_select(x == vf_set(0.0f), x, y);
}

WEFT_INLINE vf vf_tanh(vf x) {
    vf doubled = vf_abs(x) * vf_set(2.0f);
    vf held = vf_select(doubled > vf_set(18.5f), vf_set(18.5f), doubled);
    vi n;
    vf r = vf_reduce_exp(held, &n);
    vf half = vf_power_of_two(n - 1);
    // (exp(2|x|) - 1) / 2
    vf e = vf_fma(half, vf_expm1_core(r), half - vf_set(0.5f));
    return vf_copysign(e / (e + vf_set(1.0f)), x);
}

// 1 / x for x from 1 to 2^127, within 1.1 units of the last place. A division of such long vectors takes as long as all the rest
// of a sigmoid, so the set that has a first guess of 14 bits doubles those by a step of Newton's.
WEFT_INLINE vf vf_reciprocal(vf x) {
#if WEFT_LANES == 16
    const vf guess = (vf)_mm512_rcp14_ps((__m512)x);
    return vf_fma(guess, vf_fma(-x, guess, vf_set(1.0f)), guess);
#else
    return vf_set(1.0f) / x;
#endif
}

WEFT_INLINE vf vf_sigmoid(vf x) {
    // exp(-x) = 2^n exp(-r) with |r| <= log(2) / 2. The bits of 2^n are those of n + 127, added to 1.5 * 2^23 as that leaves whole
    // numbers; 2^-127 is taken for 0. NaN passes.
    const vf magic = vf_set(0x1.8p23f + 127), end = vf_set(-87.33f);
    const vf held = vf_min(vf_max(x, end), vf_set(88.0f));
    const vf shifted = vf_fma(held, vf_set(-0x1.715476p0f), magic), whole = shifted - magic;
    vf r = vf_fma(whole, vf_set(0x1.63p-1f), held);
    r = vf_fma(whole, vf_set(-0x1.bd0106p-13f), r);
    // As in vf_expm1_core, at -r.
    vf p = vf_fma(r, vf_set(1.39464500653e-3f), vf_set(-8.36658392136e-3f));
    p = vf_fma(p, r, vf_set(4.16662820271e-2f));
    p = vf_fma(p, r, vf_set(-1.66665429924e-1f));
    p = vf_fma(p, r, vf_set(5.00000006194e-1f));
    p = vf_fma(p, r, vf_set(-1.0f));
    p = vf_fma(p, r, vf_set(1.0f));
    const vf y = vf_reciprocal(vf_fma(p, (vf)((vi)shifted << 23), vf_set(1.0f)));
    return vf_select(x < end, vf_set(0.0f), y);
}

// log(x) + extra, where extra is small beside the last place of log(x) or makes it up.
WEFT_INLINE vf vf_log_plus(vf x, vf extra) {
    vi tiny = x < vf_set(0x1p-126f);
    vf scaled = vf_select(tiny, x * vf_set(0x1p23f), x);
    vi bits = (vi)scaled;
    // The mantissa from sqrt(1/2) to sqrt(2).
    vi e = (bits - 0x3f3504f3) >> 23;
    vf f = (vf)(bits - (e << 23)) - vf_set(1.0f);
    vf exponent = vf_of(e) - vf_select(tiny, vf_set(23.0f), vf_set(0.0f));
    vf p = vf_fma(f, vf_set(7.0376836292e-2f), vf_set(-1.1514610310e-1f));
    p = vf_fma(p, f, vf_set(1.1676998740e-1f));
    p = vf_fma(p, f, vf_set(-1.2420140846e-1f));
    p = vf_fma(p, f, vf_set(1.4249322787e-1f));
    p = vf_fma(p, f, vf_set(-1.6668057665e-1f));
    p = vf_fma(p, f, vf_set(2.0000714765e-1f));
    p = vf_fma(p, f, vf_set(-2.4999993993e-1f));
    p = vf_fma(p, f, vf_set(3.3333331174e-1f));
    vf square = f * f;
    vf tail = vf_fma(p * f, square, vf_fma(exponent, vf_set(0x1.bd0106p-13f) * vf_set(-1.0f), extra));
    tail = vf_fma(square, vf_set(-0.5f), tail);
    vf y = vf_fma(exponent, vf_set(0x1.63p-1f), f + tail);
    y = vf_select(x == vf_set(INFINITY), x, y);
    y = vf_select(x == vf_set(0.0f), vf_set(-INFINITY), y);
    return vf_select(x >= vf_set(0.0f), y, vf_set(NAN));
}

WEFT_INLINE vf vf_log(vf x) {
    return vf_log_plus(x, vf_set(0.0f));
}

WEFT_INLINE vf vf_log1p(vf x) {
    vf sum = x + vf_set(1.0f);
    // What the sum lost, as a part of it.
    vf lost = vf_select(sum > vf_set(0x1p25f), vf_set(0.0f), (x - (sum - vf_set(1.0f))) / sum);
    vf y = vf_log_plus(sum, lost);
    vf small = vf_abs(x);
    y = vf_select(small < vf_set(0x1p-12f), vf_fma(x * x, vf_set(-0.5f), x), y);
    return vf_select(sum > vf_set(0.0f), y, vf_select(x == vf_set(-1.0f), vf_set(-INFINITY), vf_set(NAN)));
}

// The exponent r of erfc(t) = exp(r) for t >= 0.92 (after N. Juffa, 2016).
WEFT_INLINE vf vf_erfc_exponent(vf t) {
    vf square = t * t;
    vf r = vf_fma(t, vf_set(-0x1.22p-16f), vf_set(0x1.91cfb2p-12f));
    vf u = vf_fma(t, vf_set(-0x1.fd1438p-9f), vf_set(0x1.8d6342p-6f));
    r = vf_fma(r, square, u);
    r = vf_fma(r, t, vf_set(-0x1.b55cb8p-4f));
    r = vf_fma(r, t, vf_set(-0x1.450aa0p-1f));
    r = vf_fma(r, t, vf_set(-0x1.079d0cp-3f));
    return vf_fma(r, t, -t);
}

// erf(x) for |x| <= 0.93.
WEFT_INLINE vf vf_erf_near(vf x) {
    vf square = x * x;
    vf r = vf_set(-0x1.38ep-11f);
    r = vf_fma(r, square, vf_set(0x1.471a58p-8f));
    r = vf_fma(r, square, vf_set(-0x1.b691b2p-6f));
    r = vf_fma(r, square, vf_set(0x1.ce1c44p-4f));
    r = vf_fma(r, square, vf_set(-0x1.8127p-2f));
    r = vf_fma(r, square, vf_set(0x1.06eba8p-3f));
    return vf_fma(r, x, x);
}

WEFT_INLINE vf vf_erf(vf x) {
    vf t = vf_abs(x);
    vf held = vf_select(t > vf_set(4.0f), vf_set(4.0f), t);
    vf far = vf_set(1.0f) - vf_exp_negative(vf_erfc_exponent(held));
    return vf_select(t > vf_set(0.927734375f), vf_copysign(far, x), vf_erf_near(x));
}

// x times the distribution function of the normal distribution; below -4.4 within 3e-8 of it.
WEFT_INLINE vf vf_gelu(vf x) {
    vf z = x * vf_set(0x1.6a09e6p-1f);
    vf t = vf_abs(z);
    vf held = vf_select(t > vf_set(9.0f), vf_set(9.0f), t);
    vf e = vf_exp_negative(vf_erfc_exponent(held));
    vf far = vf_select(x < vf_set(0.0f), e, vf_set(2.0f) - e);
    vf twice = vf_select(t > vf_set(0.927734375f), far, vf_set(1.0f) + vf_erf_near(z));
    return vf_set(0.5f) * x * twice;
}

WEFT_INLINE vf vf_gelu_tanh(vf x) {
    // 1 + tanh(u) = 2 / (1 + exp(-2u)), which loses nothing below 0.
    vf u = x * vf_fma(x * x, vf_set(0.044715f * 1.5957691216f), vf_set(1.5957691216f));
    return x * vf_sigmoid(u);
}

WEFT_INLINE vf vf_mish(vf x) {
    // tanh(log(1 + w)) = w (w + 2) / (w (w + 2) + 2) with w = exp(x); above 20 it is 1.
    vf w = vf_exp(vf_select(x > vf_set(20.0f), vf_set(20.0f), x));
    vf u = w * (w + vf_set(2.0f));
    return x * (u / (u + vf_set(2.0f)));
}

WEFT_INLINE vf vf_softplus(vf x) {
    vf tail = vf_log1p(vf_exp(-vf_abs(x)));
    return vf_select(x > vf_set(0.0f), x + tail, tail);
}
