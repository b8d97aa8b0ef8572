#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"

// The elements of a reduction in C order of the reduced axes, for one result.
static int64_t collect(
    const weft_reduction_args *args, const weft_test_view *in, const int64_t *kept, double *elements) {
    int64_t count = 1, length = -1;
    if (args->lengths != NULL) length = args->lengths[kept[args->row_axis]];
    for (int32_t axis = 0; axis < args->rank; axis++)
        if (args->reduced[axis]) count *= args->extents[axis];
    if (length >= 0) count = length;
    for (int64_t i = 0; i < count; i++) {
        int64_t rest = i, offset = 0;
        for (int32_t axis = args->rank - 1; axis >= 0; axis--) {
            int64_t at = args->reduced[axis] ? rest % args->extents[axis] : kept[axis];
            if (args->reduced[axis]) rest /= args->extents[axis];
            offset += at * in->strides[axis];
        }
        elements[i] = (double)((const float *)(const void *)in->base)[offset];
    }
    return count;
}

static bool beats(int32_t kind, double x, double best) {
    if (isnan(best)) return false;
    if (isnan(x)) return true;
    return kind == WEFT_REDUCTION_MAX || kind == WEFT_REDUCTION_ARGMAX || kind == WEFT_REDUCTION_LOGSUMEXP ? x > best
                                                                                                        : x < best;
}

static double reduced(int32_t kind, const double *x, int64_t count) {
    double sum = 0, product = 1, squares = 0, exponentials = 0;
    int64_t best = 0;
    for (int64_t i = 0; i < count; i++) {
        sum += x[i], product *= x[i], squares += x[i] * x[i];
        if (beats(kind, x[i], x[best])) best = i;
    }
    switch (kind) {
    case WEFT_REDUCTION_SUM: return sum;
    case WEFT_REDUCTION_MEAN: return sum / (double)count;
    case WEFT_REDUCTION_PRODUCT: return product;
    case WEFT_REDUCTION_L2: return sqrt(squares);
    case WEFT_REDUCTION_LOGSUMEXP:
        if (count == 0) return -INFINITY;
        for (int64_t i = 0; i < count; i++) exponentials += exp(x[i] - x[best]);
        return isfinite(x[best]) ? x[best] + log(exponentials) : x[best];
    case WEFT_REDUCTION_ARGMAX: case WEFT_REDUCTION_ARGMIN: return (double)best;
    default: return count > 0 ? x[best] : kind == WEFT_REDUCTION_MAX ? -INFINITY : INFINITY;
    }
}

static void spoil(weft_check *check, weft_test_view *view) {
    static const float strange[] = {NAN, INFINITY, -INFINITY, 0};
    for (int64_t i = weft_random_below(check, 3); i > 0 && view->size > 0; i--)
        ((float *)(void *)view->memory)[weft_random_below(check, view->size / 4)] =
            strange[weft_random_below(check, 4)];
}

static weft_reduction_args random_reduction(weft_check *check) {
    weft_reduction_args args = {.kind = (int32_t)weft_random_below(check, WEFT_REDUCTION_COUNT)};
    bool is_large = weft_random_below(check, 8) == 0;
    args.rank = weft_random_extents(check, is_large ? 2 : 5, is_large ? 600 : 9, args.extents);
    for (int32_t axis = 0; axis < args.rank; axis++) args.reduced[axis] = weft_random_below(check, 2) == 0;
    return args;
}

static void check_results(weft_check *check, const weft_reduction_args *args, weft_test_view *in, weft_test_view *out) {
    double *elements = malloc(sizeof(double) * (size_t)(weft_elements(args->rank, args->extents) + 1));
    for (int64_t i = 0; i < weft_elements(args->rank, out->extents) && !check->failed; i++) {
        int64_t kept[WEFT_MAX_RANK], rest = i;
        for (int32_t axis = args->rank - 1; axis >= 0; axis--) {
            kept[axis] = rest % out->extents[axis];
            rest /= out->extents[axis];
        }
        int64_t count = collect(args, in, kept, elements);
        double wanted = args->lengths != NULL && count == 0 ? 0 : reduced(args->kind, elements, count);
        void *place = weft_element(out, i);
        bool is_place = args->kind == WEFT_REDUCTION_ARGMAX || args->kind == WEFT_REDUCTION_ARGMIN;
        // One rounding of what was added up as doubles; exponentials have an error of their own.
        bool is_right = is_place ? *(int32_t *)place == (int32_t)wanted
                                 : weft_is_near(*(float *)place, wanted, 0.51, args->kind < 4 ? 1e-12 : 3e-7);
        if (!is_right)
            weft_fails(
                check, "kind %d of %lld: %g, not %g", args->kind, (long long)count,
                is_place ? *(int32_t *)place : (double)*(float *)place, wanted);
    }
    free(elements);
}

void weft_check_reduction(weft_check *check) {
    weft_reduction_args args = random_reduction(check);
    int64_t lengths[600], out_extents[WEFT_MAX_RANK] = {0};
    int32_t axis = (int32_t)weft_random_below(check, args.rank + 1);
    int32_t row = (int32_t)weft_random_below(check, args.rank + 1);
    bool fails = false;
    if (axis < args.rank && row < args.rank && row != axis && weft_random_below(check, 2) == 0) {
        memset(args.reduced, 0, sizeof args.reduced);
        args.reduced[axis] = true, args.lengths = lengths, args.row_axis = row;
        for (int64_t i = 0; i < args.extents[row]; i++) lengths[i] = weft_random_below(check, args.extents[axis] + 1);
        fails = args.extents[row] > 0 && weft_random_below(check, 8) == 0;
        if (fails) lengths[weft_random_below(check, args.extents[row])] = args.extents[axis] + 1;
    }
    for (int32_t i = 0; i < args.rank; i++) out_extents[i] = args.reduced[i] ? 1 : args.extents[i];
    weft_test_view in = weft_random_view(check, args.rank, args.extents, 4, true);
    weft_test_view out = weft_random_view(check, args.rank, out_extents, 4, false);
    weft_fill_floats(check, &in, args.kind == WEFT_REDUCTION_PRODUCT ? 1.5f : 20);
    if (weft_random_below(check, 3) == 0) spoil(check, &in);
    args.in = (float *)(void *)in.base, args.out = out.base;
    memcpy(args.in_strides, in.strides, sizeof args.in_strides);
    memcpy(args.out_strides, out.strides, sizeof args.out_strides);
    weft_status status = weft_check_call(
        check, WEFT_CALL_REDUCTION, &args, sizeof args, (weft_test_view *[]){&out}, 1);
    fails = fails && weft_elements(args.rank, out_extents) > 0;
    if (fails != (status.code == WEFT_FAILURE_LENGTH)) weft_fails(check, "status %d", status.code);
    if (fails && (status.value != args.extents[axis] + 1 || lengths[status.position] != status.value))
        weft_fails(check, "the failure is told wrongly");
    if (!fails) check_results(check, &args, &in, &out);
    weft_free_view(&in), weft_free_view(&out);
}
