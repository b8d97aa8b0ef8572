// The inner loops of reductions. Lanes are taken together in their order, so the result hangs on the shape alone.

WEFT_INLINE double vd_sum(vd x) {
    double sum = 0;
    WEFT_UNROLL for (int lane = 0; lane < WEFT_LANES; lane++) sum += x[lane];
    return sum;
}

WEFT_INLINE double vd_product(vd x) {
    double product = 1;
    WEFT_UNROLL for (int lane = 0; lane < WEFT_LANES; lane++) product *= x[lane];
    return product;
}

// The first `count` elements, and `rest` in the lanes behind them.
WEFT_INLINE vf reduce_part(const float *in, int64_t count, float rest) {
    float copy[WEFT_LANES];
    for (int64_t i = 0; i < WEFT_LANES; i++) copy[i] = i < count ? in[i] : rest;
    return vf_load(copy);
}

// Goes over vectors of a run: `body` sees x, the last one filled up with `rest`, and `which` alternates between 0 and
// 1.
#define REDUCE_RUN(in, count, rest, body)                                                                              \
    do {                                                                                                               \
        int64_t i = 0;                                                                                                 \
        for (; i + 2 * WEFT_LANES <= (count); i += 2 * WEFT_LANES) {                                                   \
            WEFT_UNROLL for (int which = 0; which < 2; which++) {                                                      \
                vf x = vf_load((in) + i + which * WEFT_LANES);                                                         \
                body;                                                                                                  \
            }                                                                                                          \
        }                                                                                                              \
        for (; i < (count); i += WEFT_LANES) {                                                                         \
            const int which = 0;                                                                                       \
            vf x = (count) - i < WEFT_LANES ? reduce_part((in) + i, (count) - i, rest) : vf_load((in) + i);            \
            body;                                                                                                      \
        }                                                                                                              \
    } while (0)

// The largest element, NaN if there is one; of the negated elements with `sign` -1.
static float reduce_most(const float *in, int64_t count, float sign) {
    vf most[2] = {vf_set(-INFINITY), vf_set(-INFINITY)}, sum[2] = {vf_set(0.0f), vf_set(0.0f)};
    REDUCE_RUN(in, count, sign * -INFINITY, {
        vf y = x * sign;
        most[which] = y > most[which] ? y : most[which];
        // A NaN stays in the sum; opposite infinities make one too, then the slow way decides.
        sum[which] += x;
    });
    most[0] = vf_maximum(most[0], most[1]);
    sum[0] += sum[1];
    float result = -INFINITY;
    for (int lane = 0; lane < WEFT_LANES; lane++) result = most[0][lane] > result ? most[0][lane] : result;
    if (vi_any(sum[0] != sum[0])) {
        for (int64_t i = 0; i < count; i++)
            if (in[i] != in[i]) return NAN;
    }
    return result;
}

static int64_t reduce_find(const float *in, int64_t count, float value) {
    int64_t i = 0;
    for (; i + WEFT_LANES <= count; i += WEFT_LANES) {
        vf x = vf_load(in + i);
        if (vi_any(value != value ? x != x : x == value)) break;
    }
    while (i < count && !(value != value ? in[i] != in[i] : in[i] == value)) i++;
    return i;
}

static weft_reduction_state reduce_exponentials(const float *in, int64_t count) {
    float most = reduce_most(in, count, 1);
    weft_reduction_state state = {(double)most, 0};
    if (!(most > -INFINITY && most < INFINITY)) return state;
    vd sum[2] = {vd_set(0), vd_set(0)};
    REDUCE_RUN(in, count, -INFINITY, sum[which] += vd_of(vf_exp_negative(x - most)));
    state.b = vd_sum(sum[0] + sum[1]);
    return state;
}

static void reduce_run(int32_t kind, const float *in, int64_t count, int64_t first, weft_reduction_state *state) {
    vd total[2] = {vd_set(0), vd_set(0)};
    weft_reduction_state found = {0, 0};
    float sign = kind == WEFT_REDUCTION_MIN || kind == WEFT_REDUCTION_ARGMIN ? -1 : 1;
    switch (kind) {
    case WEFT_REDUCTION_PRODUCT:
        total[0] = total[1] = vd_set(1);
        REDUCE_RUN(in, count, 1, total[which] *= vd_of(x));
        found.a = vd_product(total[0] * total[1]);
        break;
    case WEFT_REDUCTION_L2:
        REDUCE_RUN(in, count, 0, total[which] += vd_of(x) * vd_of(x));
        found.a = vd_sum(total[0] + total[1]);
        break;
    case WEFT_REDUCTION_LOGSUMEXP: found = reduce_exponentials(in, count); break;
    case WEFT_REDUCTION_MAX: case WEFT_REDUCTION_MIN: found.a = (double)(sign * reduce_most(in, count, sign)); break;
    case WEFT_REDUCTION_ARGMAX: case WEFT_REDUCTION_ARGMIN: {
        float most = sign * reduce_most(in, count, sign);
        found = (weft_reduction_state){(double)most, (double)(first + reduce_find(in, count, most))};
        break;
    }
    default:
        REDUCE_RUN(in, count, 0, total[which] += vd_of(x));
        found.a = vd_sum(total[0] + total[1]);
    }
    *state = weft_reduction_join(kind, *state, found);
}

#undef REDUCE_RUN

// One vector of columns; a part of one when `part` is below the lanes.
WEFT_INLINE void reduce_column_vector(
    int32_t kind, const float *in, int64_t rows, int64_t stride, int64_t part, int64_t first,
    weft_reduction_state *states) {
#define X(row) (part < WEFT_LANES ? vf_load_part(in + (row) * stride, part) : vf_load(in + (row) * stride))
    vd total = vd_set(kind == WEFT_REDUCTION_PRODUCT ? 1 : 0), second = vd_set(0);
    vf most = X(0);
    vi place = 0;
    switch (kind) {
    case WEFT_REDUCTION_PRODUCT:
        for (int64_t r = 0; r < rows; r++) total *= vd_of(X(r));
        break;
    case WEFT_REDUCTION_L2:
        for (int64_t r = 0; r < rows; r++) total += vd_of(X(r)) * vd_of(X(r));
        break;
    case WEFT_REDUCTION_MAX: case WEFT_REDUCTION_LOGSUMEXP:
        for (int64_t r = 1; r < rows; r++) most = vf_maximum(most, X(r));
        break;
    case WEFT_REDUCTION_MIN:
        for (int64_t r = 1; r < rows; r++) most = vf_minimum(most, X(r));
        break;
    case WEFT_REDUCTION_ARGMAX: case WEFT_REDUCTION_ARGMIN:
        for (int64_t r = 1; r < rows; r++) {
            vf x = X(r);
            vi better = (kind == WEFT_REDUCTION_ARGMAX ? x > most : x < most) | ((x != x) & (most == most));
            most = vf_select(better, x, most);
            place = better ? (vi)(int32_t)r : place;
        }
        break;
    default:
        for (int64_t r = 0; r < rows; r++) total += vd_of(X(r));
    }
    if (kind >= WEFT_REDUCTION_LOGSUMEXP) total = vd_of(most);
    if (kind == WEFT_REDUCTION_LOGSUMEXP) {
        for (int64_t r = 0; r < rows; r++) second += vd_of(vf_exp_negative(X(r) - most));
    } else if (kind == WEFT_REDUCTION_ARGMAX || kind == WEFT_REDUCTION_ARGMIN) {
        second = __builtin_convertvector(place, vd) + (double)first;
    }
#undef X
    for (int64_t lane = 0; lane < part; lane++) {
        weft_reduction_state found = {total[lane], second[lane]};
        states[lane] = weft_reduction_join(kind, states[lane], found);
    }
}

static void reduce_columns(
    int32_t kind, const float *in, int64_t rows, int64_t stride, int64_t columns, int64_t first,
    weft_reduction_state *states) {
    if (rows == 0) return;
    int64_t c = 0;
    for (; c + WEFT_LANES <= columns; c += WEFT_LANES)
        reduce_column_vector(kind, in + c, rows, stride, WEFT_LANES, first, states + c);
    if (c < columns) reduce_column_vector(kind, in + c, rows, stride, columns - c, first, states + c);
}
