// Functions that need more than a float on the way: angles far from 0, and powers.

// The nearest whole number, for |x| < 2^51.
WEFT_INLINE vd vd_nearest(vd x) {
    const vd magic = vd_set(0x1.8p52);
    return (x + magic) - magic;
}

// Calls a function of the C library for each element.
WEFT_INLINE vf vf_each(double (*function)(double), vf x) {
    for (int lane = 0; lane < WEFT_LANES; lane++) x[lane] = (float)function((double)x[lane]);
    return x;
}

// sin(x), or with a quarter turn added cos(x).
WEFT_INLINE vf vf_sine_of(vf x, int32_t quarters) {
    vd wide = vd_of(x);
    vd turns = vd_nearest(wide * vd_set(0x1.45f306dc9c883p-1));
    vd rest = wide - turns * vd_set(0x1.921fb544p0);
    vf r = vf_of_double(rest - turns * vd_set(0x1.0b4611a626331p-34));
    vi quadrant = vi_of(vf_of_double(turns)) + quarters;
    vf square = r * r;
    vf s = vf_fma(square, vf_set(-1.9515295891e-4f), vf_set(8.3321608736e-3f));
    s = vf_fma(s, square, vf_set(-1.6666654611e-1f));
    s = vf_fma(s * square, r, r);
    vf c = vf_fma(square, vf_set(2.443315711809948e-5f), vf_set(-1.388731625493765e-3f));
    c = vf_fma(c, square, vf_set(4.166664568298827e-2f));
    c = vf_fma(c * square, square, vf_fma(square, vf_set(-0.5f), vf_set(1.0f)));
    vf y = vf_select((quadrant & 1) != 0, c, s);
    return (vf)((vi)y ^ ((quadrant & 2) << 30));
}

WEFT_INLINE vf vf_sin(vf x) {
    if (vi_any(!(vf_abs(x) <= vf_set(1048576.0f)))) return vf_each(sin, x);
    return vf_select(x == vf_set(0.0f), x, vf_sine_of(x, 0));
}

WEFT_INLINE vf vf_cos(vf x) {
    if (vi_any(!(vf_abs(x) <= vf_set(1048576.0f)))) return vf_each(cos, x);
    return vf_sine_of(x, 1);
}

// log2(x) of finite x > 0, with a relative error of 2^-38.
WEFT_INLINE vd vd_log2(vd x) {
    vl bits = (vl)x;
    vl e = (bits - 0x3fe6a09e667f3bcd) >> 52;
    vd m = (vd)(bits - (e << 52));
    vd s = (m - 1) / (m + 1);
    vd z = s * s;
    vd p = vd_set(2.0 / 15);
    p = p * z + 2.0 / 13;
    p = p * z + 2.0 / 11;
    p = p * z + 2.0 / 9;
    p = p * z + 2.0 / 7;
    p = p * z + 2.0 / 5;
    p = p * z + 2.0 / 3;
    p = p * z + 2.0;
    return __builtin_convertvector(e, vd) + p * s * 0x1.71547652b82fep0;
}

// 2^x for |x| <= 1000, with a relative error of 2^-31.
WEFT_INLINE vd vd_exp2(vd x) {
    vd n = vd_nearest(x);
    vd r = (x - n) * 0x1.62e42fefa39efp-1;
    vd p = vd_set(1.0 / 40320);
    p = p * r + 1.0 / 5040;
    p = p * r + 1.0 / 720;
    p = p * r + 1.0 / 120;
    p = p * r + 1.0 / 24;
    p = p * r + 1.0 / 6;
    p = p * r + 0.5;
    p = p * r + 1.0;
    p = p * r + 1.0;
    // Adding 1.5 * 2^52 leaves n in the low bits.
    vl whole = (vl)(n + 0x1.8p52) - (vl)vd_set(0x1.8p52);
    return p * (vd)((whole + 1023) << 52);
}

WEFT_INLINE vf vf_power(vf x, vf y) {
    vi ordinary = (x > vf_set(0.0f)) & (x < vf_set(INFINITY)) & (vf_abs(y) < vf_set(INFINITY));
    if (vi_any(!ordinary)) {
        for (int lane = 0; lane < WEFT_LANES; lane++) x[lane] = (float)pow((double)x[lane], (double)y[lane]);
        return x;
    }
    vd exponent = vd_of(y) * vd_log2(vd_of(x));
    exponent = exponent < -300.0 ? vd_set(-300.0) : exponent;
    exponent = exponent > 300.0 ? vd_set(300.0) : exponent;
    return vf_of_double(vd_exp2(exponent));
}

// a - b floor(a / b), exactly rounded, with the sign of b.
WEFT_INLINE vf vf_remainder(vf a, vf b) {
    for (int lane = 0; lane < WEFT_LANES; lane++) {
        float rest = fmodf(a[lane], b[lane]);
        a[lane] = rest != 0 && (rest < 0) != (b[lane] < 0) ? rest + b[lane] : rest;
    }
    return a;
}
