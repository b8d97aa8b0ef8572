// Lines of elements side by side.

// Goes over vectors: `body` sees x and gives y.
#define ROWS_MAP(in, out, count, body)                                                                                 \
    do {                                                                                                               \
        int64_t i = 0;                                                                                                 \
        for (; i + WEFT_LANES <= (count); i += WEFT_LANES) {                                                           \
            const int64_t left = WEFT_LANES;                                                                           \
            vf x = vf_load((in) + i), y;                                                                               \
            (void)left;                                                                                                \
            body;                                                                                                      \
            vf_store((out) + i, y);                                                                                    \
        }                                                                                                              \
        if (i < (count)) {                                                                                             \
            const int64_t left = (count) - i;                                                                          \
            vf x = vf_load_part((in) + i, left), y;                                                                    \
            (void)left;                                                                                                \
            body;                                                                                                      \
            vf_store_part((out) + i, y, left);                                                                         \
        }                                                                                                              \
    } while (0)

static void rows_softmax(const float *in, float *out, int64_t count) {
    float most = reduce_most(in, count, 1);
    vd total = vd_set(0);
    ROWS_MAP(in, out, count, {
        y = vf_exp_negative(x - most);
        vd wide = vd_of(y);
        if (left < WEFT_LANES)
            for (int64_t lane = left; lane < WEFT_LANES; lane++) wide[lane] = 0;
        total += wide;
    });
    float inverse = (float)(1 / vd_sum(total));
    ROWS_MAP(out, out, count, y = x * inverse);
}

static void rows_log_softmax(const float *in, float *out, int64_t count) {
    float most = reduce_most(in, count, 1);
    vd total = vd_set(0);
    int64_t whole = count / WEFT_LANES * WEFT_LANES;
    for (int64_t i = 0; i < whole; i += WEFT_LANES) total += vd_of(vf_exp_negative(vf_load(in + i) - most));
    if (whole < count)
        total += vd_of(vf_exp_negative(reduce_part(in + whole, count - whole, -INFINITY) - most));
    float logarithm = (float)log(vd_sum(total));
    ROWS_MAP(in, out, count, y = (x - most) - logarithm);
}

static void rows_normalize(const weft_rows_args *args, const float *in, float *out, int64_t count) {
    // Differences from the first element lose nothing where numbers are large and close together.
    const double pivot = (double)in[0];
    vd sum = vd_set(0), squares = vd_set(0);
    for (int64_t i = 0; i < count; i += WEFT_LANES) {
        vf x = count - i < WEFT_LANES ? reduce_part(in + i, count - i, in[0]) : vf_load(in + i);
        vd difference = vd_of(x) - pivot;
        sum += difference;
        squares += difference * difference;
    }
    double mean = vd_sum(sum) / (double)count, variance = vd_sum(squares) / (double)count - mean * mean;
    float factor = (float)(1 / sqrt((variance > 0 ? variance : variance * 0) + args->x));
    mean += pivot;
    ROWS_MAP(in, out, count, {
        y = vf_of_double(vd_of(x) - mean) * factor;
        if (args->scale != NULL)
            y *= left < WEFT_LANES ? vf_load_part(args->scale + i, left) : vf_load(args->scale + i);
        if (args->shift != NULL)
            y += left < WEFT_LANES ? vf_load_part(args->shift + i, left) : vf_load(args->shift + i);
    });
}

static void rows_cumsum(const float *in, float *out, int64_t count) {
    double sum = 0;
    for (int64_t i = 0; i < count; i++) {
        sum += (double)in[i];
        out[i] = (float)sum;
    }
}

// Squares stand in `spare` with zeros around them, so that every position has all its neighbours.
static void rows_lrn(const weft_rows_args *args, const float *in, float *out, int64_t count, float *spare) {
    int64_t before = args->size / 2, after = (args->size - 1) / 2;
    // Neighbours beyond the ends of the line are none.
    if (before > count) before = count;
    if (after > count) after = count;
    float *squares = spare + before;
    for (int64_t i = 0; i < before; i++) spare[i] = 0;
    ROWS_MAP(in, squares, count, y = x * x);
    for (int64_t i = 0; i < after + WEFT_LANES; i++) squares[count + i] = 0;
    const vf factor = vf_set((float)(args->x / (double)args->size)), base = vf_set((float)args->z);
    const vf exponent = vf_set((float)-args->y);
    ROWS_MAP(in, out, count, {
        vf sum = vf_set(0.0f);
        for (int64_t t = -before; t <= after; t++) sum += vf_load(squares + i + t);
        vf divisor = vf_fma(factor, sum, base);
        // The usual exponent, 3/4, is two square roots.
        vf root = __builtin_elementwise_sqrt(divisor);
        if (args->y == 0.75) y = x / (root * __builtin_elementwise_sqrt(root));
        else y = x * vf_power(divisor, exponent);
    });
}

static void rows_line(const weft_rows_args *args, const float *in, float *out, int64_t count, float *spare) {
    if (count == 0) return;
    switch (args->kind) {
    case WEFT_ROWS_SOFTMAX: rows_softmax(in, out, count); break;
    case WEFT_ROWS_LOG_SOFTMAX: rows_log_softmax(in, out, count); break;
    case WEFT_ROWS_NORMALIZE: rows_normalize(args, in, out, count); break;
    case WEFT_ROWS_CUMSUM: rows_cumsum(in, out, count); break;
    case WEFT_ROWS_LRN: rows_lrn(args, in, out, count, spare); break;
    }
}

static void rows_moments(
    const float *in, int64_t rows, int64_t stride, int64_t columns, const float *pivots, weft_moments *moments) {
    for (int64_t c = 0; c < columns; c += WEFT_LANES) {
        int64_t left = columns - c < WEFT_LANES ? columns - c : WEFT_LANES;
        bool is_part = left < WEFT_LANES;
        vd pivot = vd_of(is_part ? vf_load_part(pivots + c, left) : vf_load(pivots + c));
        vd sum = vd_set(0), squares = vd_set(0);
        for (int64_t r = 0; r < rows; r++) {
            const float *from = in + r * stride + c;
            vd difference = vd_of(is_part ? vf_load_part(from, left) : vf_load(from)) - pivot;
            sum += difference;
            squares += difference * difference;
        }
        for (int64_t lane = 0; lane < left; lane++) {
            moments[c + lane].sum += sum[lane];
            moments[c + lane].squares += squares[lane];
        }
    }
}

static void rows_normalize_columns(
    const float *in, float *out, int64_t columns, const double *mean, const float *scale, const float *shift) {
    typedef vd vd_unaligned __attribute__((aligned(8)));
    int64_t c = 0;
    for (; c + WEFT_LANES <= columns; c += WEFT_LANES) {
        vf centred = vf_of_double(vd_of(vf_load(in + c)) - *(const vd_unaligned *)(mean + c));
        vf_store(out + c, centred * vf_load(scale + c) + vf_load(shift + c));
    }
    for (; c < columns; c++) out[c] = (float)((double)in[c] - mean[c]) * scale[c] + shift[c];
}

#undef ROWS_MAP
