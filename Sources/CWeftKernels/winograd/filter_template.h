// The transform of Winograd's filters, in double, as weights are laid out once. No sum is joined with a product: what is
// packed for a machine has the same bits on any other.

// `taps` vectors, `from` apart, to as many as there are points, `to` apart.
WEFT_INLINE void winograd_filter_axis(
    const int points, const int taps, const weft_filter_matrix *m, const vd *filter, const int from, vd *target,
    const int to) {
    WEFT_UNROLL
    for (int p = 0; p < points; p++) {
        vd sum = 0;
        WEFT_UNROLL
        for (int t = 0; t < taps; t++) {
            const vd product = filter[t * from] * (vd)m->rows[p][t];
            sum = sum + product;
        }
        target[p * to] = sum;
    }
}

WEFT_INLINE void winograd_filter(
    const int points, const int height, const int width, const weft_filter_matrix *down, const weft_filter_matrix *across,
    const float *filters, float *target, int64_t component) {
    const int rows = height == 1 ? 1 : points, columns = width == 1 ? 1 : points;
    vd evaluated[rows][width];
    WEFT_UNROLL
    for (int w = 0; w < width; w++) {
        vd column[height];
        WEFT_UNROLL
        for (int h = 0; h < height; h++)
            column[h] = __builtin_convertvector(vf_load(filters + (h * width + w) * WEFT_LANES), vd);
        winograd_filter_axis(rows, height, down, column, 1, &evaluated[0][w], width);
    }
    WEFT_UNROLL
    for (int i = 0; i < rows; i++) {
        vd row[columns];
        winograd_filter_axis(columns, width, across, evaluated[i], 1, row, 1);
        WEFT_UNROLL
        for (int j = 0; j < columns; j++)
            vf_store(target + (i * columns + j) * component, __builtin_convertvector(row[j], vf));
    }
}

#define WEFT_FILTER_DEFINE(points, height, width)                                                                      \
    static void winograd_filter_##points##_##height##_##width(                                                         \
        const weft_filter_matrix *down, const weft_filter_matrix *across, const float *filters, float *target,         \
        int64_t component) {                                                                                           \
        winograd_filter(points, height, width, down, across, filters, target, component);                              \
    }
WEFT_TRANSFORM_LIST(WEFT_FILTER_DEFINE)
#undef WEFT_FILTER_DEFINE

static const weft_transform WEFT_NAME(transforms)[] = {
#define WEFT_TRANSFORM_ENTRY(points, height, width)                                                                    \
    {points, {height, width}, winograd_input_##points##_##height##_##width,                                            \
     winograd_output_##points##_##height##_##width, winograd_filter_##points##_##height##_##width},
    WEFT_TRANSFORM_LIST(WEFT_TRANSFORM_ENTRY)
#undef WEFT_TRANSFORM_ENTRY
};
