#include <math.h>
#include <string.h>

#include "checks.h"

// Elements of f32 or f64, whichever a view has.
static double element_of(const weft_test_view *view, int64_t number) {
    void *at = weft_element(view, number);
    return view->bytes == 8 ? *(double *)at : (double)*(float *)at;
}

static void put_element(weft_test_view *view, int64_t number, double value) {
    void *at = weft_element(view, number);
    if (view->bytes == 8) *(double *)at = value;
    else *(float *)at = (float)value;
}

static void fill(weft_check *check, weft_test_view *view, float range) {
    for (int64_t i = 0; i < weft_elements(view->rank, view->extents); i++)
        put_element(view, i, (double)weft_random_float(check, range));
}

// A sum of `taps` products whose magnitudes add up to `magnitude`, within half a last place for each operation.
static bool is_sum(const weft_test_view *view, int64_t number, double wanted, double magnitude, int64_t taps) {
    double found = element_of(view, number);
    double place = view->bytes == 8 ? 0x1p-53 : 0x1p-24;
    return isnan(wanted) ? isnan(found) : fabs(found - wanted) <= (double)(taps + 3) * place * magnitude;
}

// A place thrown back at both ends until it is between them.
static double thrown_back(double place, double low, double high) {
    if (high <= low) return 0;
    while (place < low || place > high) place = place < low ? 2 * low - place : 2 * high - place;
    return place;
}

static double back_in(double place, int64_t size, int32_t beyond) {
    double inset = beyond == WEFT_SAMPLE_MIDDLES ? 0 : 0.5;
    return thrown_back(place, -inset, (double)(size - 1) + inset);
}

static double kernel_weight(double x, int32_t mode) {
    x = fabs(x);
    if (mode == WEFT_SAMPLE_NEAREST) return x == 0;
    if (mode == WEFT_SAMPLE_LINEAR) return x < 1 ? 1 - x : 0;
    if (x < 1) return 1.25 * x * x * x - 2.25 * x * x + 1;
    return x < 2 ? -0.75 * (x * x * x - 5 * x * x + 8 * x - 4) : 0;
}

// What each element along an axis weighs for a place; -1 in `weights[0]` stays, as all are set.
static void weigh(double place, int64_t size, int32_t mode, int32_t beyond, double *weights) {
    for (int64_t e = 0; e < size; e++) weights[e] = 0;
    if (mode == WEFT_SAMPLE_NEAREST) place = nearbyint(place);
    if (beyond >= WEFT_SAMPLE_MIRRORS) place = isfinite(place) ? back_in(place, size, beyond) : 0;
    double room = mode == WEFT_SAMPLE_CUBIC ? 2 : 0;
    if (beyond == WEFT_SAMPLE_BORDER && !isnan(place)) place = fmin(fmax(place, -room), (double)(size - 1) + room);
    if (!isfinite(place)) return;
    for (double p = floor(place) - 2; p <= floor(place) + 3; p++) {
        double weight = kernel_weight(p - place, mode), at = p;
        if (p < 0 || p >= (double)size) {
            if (beyond == WEFT_SAMPLE_ZEROS) continue;
            if (beyond >= WEFT_SAMPLE_MIRRORS) at = back_in(p, size, beyond);
            at = fmin(fmax(trunc(at), 0), (double)(size - 1));
        }
        weights[(int64_t)at] += weight;
    }
}

enum { AXES = 3, MOST = 7 };

// x is [N, axes.., C], the numbers [N, h, w, axes], the result [N, h, w, C].
void weft_check_sample(weft_check *check) {
    int64_t batch = weft_random_from(check, 1, 2), h = weft_random_below(check, 4), w = weft_random_from(check, 1, 40);
    int64_t axes = weft_random_from(check, 1, AXES), channels = weft_random_from(check, 1, 20);
    if (weft_random_below(check, 6) == 0) channels += weft_random_below(check, 100);
    int64_t bytes = weft_random_below(check, 4) == 0 ? 8 : 4, size[AXES];
    weft_sample_args args = {
        .type = bytes == 8 ? WEFT_TYPE_F64 : WEFT_TYPE_F32, .mode = (int32_t)weft_random_below(check, 3),
        .beyond = (int32_t)weft_random_below(check, 4), .axis_count = (int32_t)axes, .rank = 3,
        .extents = {batch, h, w}, .channels = channels, .origin = (double)weft_random_below(check, 2)};
    int64_t in_extents[AXES + 2] = {batch}, to_extents[] = {batch, h, w, channels}, at_extents[] = {batch, h, w, axes};
    for (int64_t a = 0; a < axes; a++) in_extents[a + 1] = size[a] = weft_random_from(check, 1, MOST);
    in_extents[axes + 1] = channels;
    weft_test_view in = weft_dense_view((int32_t)axes + 2, in_extents, bytes, weft_random_below(check, 2) * 3);
    weft_test_view to = weft_dense_view(4, to_extents, bytes, weft_random_below(check, 2) * 3);
    weft_test_view at = weft_random_view(check, 4, at_extents, bytes, false);
    weft_test_view factors = weft_random_view(check, 3, to_extents, bytes, true);
    fill(check, &in, 2), fill(check, &at, 2), fill(check, &factors, 2);
    for (int64_t i = 0; i < weft_elements(4, at_extents); i++) {
        // Now and then in the middle of elements, between two of them as near, or nowhere.
        int64_t kind = weft_random_below(check, 12);
        if (kind < 2) put_element(&at, i, (double)weft_random_from(check, -4, 12) / 2);
        if (kind == 2) put_element(&at, i, weft_random_below(check, 2) == 0 ? (double)NAN : (double)INFINITY);
    }
    for (int64_t a = 0; a < axes; a++) {
        args.axes[a] = (weft_sampled_axis){
            size[a], in.strides[a + 1], (double)weft_random_from(check, 1, 8) / 2,
            (double)weft_random_from(check, -2, 2) / 2,
            {0, (double)weft_random_below(check, 3), (double)weft_random_from(check, -1, 1)}};
    }
    bool has_factors = weft_random_below(check, 2) == 0;
    args.from = in.base, args.numbers = at.base, args.to = to.base, args.number_step = at.strides[3];
    args.from_strides[0] = in.strides[0];
    args.factors = has_factors ? factors.base : NULL;
    memcpy(args.number_strides, at.strides, 3 * sizeof *at.strides);
    memcpy(args.factor_strides, factors.strides, 3 * sizeof *factors.strides);
    memcpy(args.to_strides, to.strides, 3 * sizeof *to.strides);
    weft_status status = weft_check_call(check, WEFT_CALL_SAMPLE, &args, sizeof args, (weft_test_view *[]){&to}, 1);
    if (status.code != 0) weft_fails(check, "status %d", status.code);
    int64_t plane = weft_elements((int32_t)axes, size);
    for (int64_t point = 0; point < batch * h * w; point++) {
        int64_t index[] = {point / w / h, point / w % h, point % w};
        double weights[AXES][MOST];
        for (int64_t a = 0; a < axes; a++) {
            double place = (element_of(&at, point * axes + a) + args.origin) * args.axes[a].scale + args.axes[a].shift;
            for (int i = 0; i < 3; i++) place += args.axes[a].steps[i] * (double)index[i];
            weigh(place, size[a], args.mode, args.beyond, weights[a]);
        }
        double factor = has_factors ? element_of(&factors, point) : 1;
        for (int64_t c = 0; c < channels; c++) {
            double sum = 0, magnitude = 0;
            for (int64_t e = 0; e < plane; e++) {
                double weight = 1;
                for (int64_t a = axes - 1, rest = e; a >= 0; rest /= size[a--]) weight *= weights[a][rest % size[a]];
                double term = weight * element_of(&in, (index[0] * plane + e) * channels + c);
                sum += term, magnitude += fabs(term);
            }
            // Weights of mirrored cubics may cancel out, so what they are made of counts.
            magnitude = fabs(factor) * (magnitude + 8 * 2);
            if (!is_sum(&to, point * channels + c, factor * sum, magnitude, 8))
                weft_fails(
                    check, "mode %d, beyond %d, point %lld: %g, not %g", args.mode, args.beyond, (long long)point,
                    element_of(&to, point * channels + c), factor * sum);
        }
    }
    weft_free_view(&in), weft_free_view(&to), weft_free_view(&at), weft_free_view(&factors);
}

// The sum or the largest over a cell, and how much its terms are.
static double cell_value(
    const weft_region_args *args, const weft_test_view *in, const double region[4], int64_t image, const int64_t cell[2],
    int64_t c, double *magnitude) {
    const weft_regions *all = &args->regions;
    double start[2], length[2], most = -INFINITY, sum = 0;
    int64_t places[2], tap[2];
    for (int a = 0; a < 2; a++) {
        start[a] = region[1 - a] * args->scale + args->shift;
        length[a] = fmax(region[3 - a] * args->scale + args->shift - start[a], args->least) / (double)all->cells[a];
        places[a] = args->samples > 0 ? args->samples : (int64_t)fmax(ceil(length[a]), 0);
    }
    *magnitude = 0;
    for (tap[0] = 0; tap[0] < places[0]; tap[0]++)
        for (tap[1] = 0; tap[1] < places[1]; tap[1]++) {
            double weights[2][MOST];
            bool is_near = true;
            for (int a = 0; a < 2; a++) {
                double place = start[a] + (double)cell[a] * length[a] +
                               ((double)tap[a] + 0.5) * length[a] / (double)places[a];
                is_near = is_near && place >= -1 && place <= (double)all->size[a];
                weigh(place, all->size[a], WEFT_SAMPLE_LINEAR, WEFT_SAMPLE_BORDER, weights[a]);
            }
            if (!is_near) most = fmax(most, 0);
            for (int64_t e = 0; e < all->size[0] * all->size[1] && is_near; e++) {
                double weight = weights[0][e / all->size[1]] * weights[1][e % all->size[1]];
                double term = weight * element_of(in, (image * all->size[0] * all->size[1] + e) * all->channels + c);
                sum += term, *magnitude += fabs(term);
                // What weighs nothing is no element of the cell, but for the last ones, which count with a weight of 0 too.
                if (weight != 0) most = fmax(most, term);
            }
        }
    int64_t count = places[0] * places[1];
    if (count == 0) return 0;
    *magnitude = args->largest ? 4 : *magnitude / (double)count;
    return args->largest ? most : sum / (double)count;
}

static weft_regions random_regions(weft_check *check, int64_t bytes, int64_t count, int64_t channels) {
    weft_regions regions = {
        .type = bytes == 8 ? WEFT_TYPE_F64 : WEFT_TYPE_F32, .count = count, .images = weft_random_from(check, 1, 3),
        .channels = channels};
    for (int a = 0; a < 2; a++)
        regions.size[a] = weft_random_from(check, 1, MOST), regions.cells[a] = weft_random_from(check, 1, 4);
    return regions;
}

// x is [images, height, width, C], the result [regions, rows, columns, C].
void weft_check_region(weft_check *check) {
    int64_t bytes = weft_random_below(check, 4) == 0 ? 8 : 4, regions = weft_random_below(check, 5);
    int64_t channels = weft_random_from(check, 1, weft_random_below(check, 5) == 0 ? 40 : 9);
    weft_region_args args = {
        .regions = random_regions(check, bytes, regions, channels), .largest = weft_random_below(check, 3) == 0,
        .samples = weft_random_below(check, 4), .scale = (double)weft_random_from(check, 1, 4) / 2,
        .shift = weft_random_below(check, 2) == 0 ? -0.5 : 0, .id_type = WEFT_TYPE_I64, .id_stride = 1};
    args.least = args.shift == 0 ? 1 : -INFINITY;
    weft_regions *all = &args.regions;
    int64_t in_extents[] = {all->images, all->size[0], all->size[1], all->channels};
    int64_t to_extents[] = {regions, all->cells[0], all->cells[1], all->channels}, at_extents[] = {regions, 4};
    weft_test_view in = weft_dense_view(4, in_extents, bytes, weft_random_below(check, 2) * 3);
    weft_test_view to = weft_dense_view(4, to_extents, bytes, weft_random_below(check, 2) * 3);
    weft_test_view at = weft_random_view(check, 2, at_extents, bytes, false), ids = weft_dense_view(1, &regions, 8, 0);
    fill(check, &in, 2), fill(check, &at, 4);
    // The largest is compared where it is above 0, so that terms of no weight do not count.
    for (int64_t i = 0; i < weft_elements(4, in_extents) && args.largest; i++)
        put_element(&in, i, fabs(element_of(&in, i)));
    for (int64_t i = 0; i < regions; i++) *(int64_t *)weft_element(&ids, i) = weft_random_below(check, all->images);
    int64_t wrong = regions > 0 && weft_random_below(check, 5) == 0 ? weft_random_below(check, regions) : -1;
    int32_t code = WEFT_FAILURE_NONE;
    if (wrong >= 0 && weft_random_below(check, 2) == 0) {
        code = WEFT_FAILURE_INDEX;
        *(int64_t *)weft_element(&ids, wrong) = weft_random_below(check, 2) == 0 ? all->images : -1;
    } else if (wrong >= 0) {
        code = WEFT_FAILURE_REGION;
        double none[] = {(double)NAN, (double)INFINITY, 0x1p31, -0x1p31};
        put_element(&at, 4 * wrong + weft_random_below(check, 4), none[weft_random_below(check, 4)]);
    }
    all->from = in.base, all->numbers = at.base, args.ids = ids.base, all->to = to.base;
    memcpy(all->from_strides, in.strides, sizeof all->from_strides);
    memcpy(all->number_strides, at.strides, sizeof all->number_strides);
    memcpy(all->to_strides, to.strides, sizeof all->to_strides);
    weft_status status = weft_check_call(check, WEFT_CALL_REGION, &args, sizeof args, (weft_test_view *[]){&to}, 1);
    if (status.code != code || (wrong >= 0 && status.position != wrong))
        weft_fails(check, "status %d at %lld, not %d at %lld", status.code, (long long)status.position, code,
                   (long long)wrong);
    for (int64_t i = 0; i < weft_elements(4, to_extents) && wrong < 0; i++) {
        int64_t c = i % all->channels, rest = i / all->channels;
        int64_t cell[] = {rest / all->cells[1] % all->cells[0], rest % all->cells[1]};
        int64_t number = rest / all->cells[1] / all->cells[0];
        double region[4], magnitude;
        for (int n = 0; n < 4; n++) region[n] = element_of(&at, number * 4 + n);
        double wanted = cell_value(
            &args, &in, region, *(int64_t *)weft_element(&ids, number), cell, c, &magnitude);
        int64_t taps = 4 * 16 * 16;
        if (!is_sum(&to, i, wanted, magnitude, taps))
            weft_fails(check, "element %lld is %g, not %g", (long long)i, element_of(&to, i), wanted);
    }
    weft_free_view(&in), weft_free_view(&to), weft_free_view(&at), weft_free_view(&ids);
}

// The largest element of a cell whose elements are all those that lie between its edges, rounded outwards.
static double pooled_value(
    const weft_region_pool_args *args, const weft_test_view *in, const weft_test_view *at, int64_t number,
    const int64_t cell[2], int64_t c) {
    const weft_regions *it = &args->regions;
    double most = 0;
    bool is_empty = true;
    for (int64_t e = 0; e < it->size[0] * it->size[1]; e++) {
        int64_t place[] = {e / it->size[1], e % it->size[1]};
        bool is_inside = true;
        for (int a = 0; a < 2; a++) {
            double first = round(element_of(at, number * 5 + 2 - a) * args->scale);
            double width = fmax(round(element_of(at, number * 5 + 4 - a) * args->scale) - first + 1, 1);
            double low = first + floor((double)cell[a] * (width / (double)it->cells[a]));
            double high = first + ceil((double)(cell[a] + 1) * (width / (double)it->cells[a]));
            is_inside = is_inside && (double)place[a] >= low && (double)place[a] < high;
        }
        if (!is_inside) continue;
        int64_t image = (int64_t)element_of(at, number * 5);
        double value = element_of(in, (image * it->size[0] * it->size[1] + e) * it->channels + c);
        if (is_empty || value > most) most = value;
        is_empty = false;
    }
    return most;
}

void weft_check_region_pool(weft_check *check) {
    int64_t bytes = weft_random_below(check, 4) == 0 ? 8 : 4, regions = weft_random_below(check, 5);
    weft_region_pool_args args = {
        .regions = random_regions(check, bytes, regions, weft_random_from(check, 1, 20)),
        .scale = (double)weft_random_from(check, 1, 4) / 2};
    weft_regions *it = &args.regions;
    int64_t in_extents[] = {it->images, it->size[0], it->size[1], it->channels};
    int64_t to_extents[] = {regions, it->cells[0], it->cells[1], it->channels}, at_extents[] = {regions, 5};
    weft_test_view in = weft_dense_view(4, in_extents, bytes, weft_random_below(check, 2) * 3);
    weft_test_view to = weft_dense_view(4, to_extents, bytes, weft_random_below(check, 2) * 3);
    weft_test_view at = weft_random_view(check, 2, at_extents, bytes, false);
    fill(check, &in, 2), fill(check, &at, 9);
    for (int64_t i = 0; i < regions; i++) put_element(&at, 5 * i, (double)weft_random_below(check, it->images));
    int64_t wrong = regions > 0 && weft_random_below(check, 4) == 0 ? weft_random_below(check, regions) : -1;
    int32_t code = WEFT_FAILURE_NONE;
    if (wrong >= 0 && weft_random_below(check, 2) == 0) {
        code = WEFT_FAILURE_INDEX;
        put_element(&at, 5 * wrong, weft_random_below(check, 2) == 0 ? (double)it->images : -1);
    } else if (wrong >= 0) {
        code = WEFT_FAILURE_REGION;
        double none[] = {(double)NAN, (double)INFINITY, 0x1p31, -0x1p31};
        put_element(&at, 5 * wrong + weft_random_below(check, 5), none[weft_random_below(check, 4)]);
    }
    it->from = in.base, it->numbers = at.base, it->to = to.base;
    memcpy(it->from_strides, in.strides, sizeof it->from_strides);
    memcpy(it->number_strides, at.strides, sizeof it->number_strides);
    memcpy(it->to_strides, to.strides, sizeof it->to_strides);
    weft_status status = weft_check_call(check, WEFT_CALL_REGION_POOL, &args, sizeof args, (weft_test_view *[]){&to}, 1);
    if (status.code != code || (wrong >= 0 && status.position != wrong))
        weft_fails(check, "status %d at %lld, not %d at %lld", status.code, (long long)status.position, code,
                   (long long)wrong);
    for (int64_t i = 0; i < weft_elements(4, to_extents) && wrong < 0; i++) {
        int64_t rest = i / it->channels, cell[] = {rest / it->cells[1] % it->cells[0], rest % it->cells[1]};
        double wanted =
            pooled_value(&args, &in, &at, rest / it->cells[1] / it->cells[0], cell, i % it->channels);
        if (element_of(&to, i) != wanted)
            weft_fails(check, "element %lld is %g, not %g", (long long)i, element_of(&to, i), wanted);
    }
    weft_free_view(&in), weft_free_view(&to), weft_free_view(&at);
}

void weft_check_resample(weft_check *check) {
    static const int32_t types[] = {WEFT_TYPE_F32, WEFT_TYPE_F32, WEFT_TYPE_F64, WEFT_TYPE_NONE};
    int32_t type = types[weft_random_below(check, 4)];
    int32_t bytes = type == WEFT_TYPE_NONE ? 1 << weft_random_below(check, 4) : (int32_t)weft_type_bytes(type);
    weft_resample_args args = {.rank = (int32_t)weft_random_from(check, 1, 4), .type = type, .bytes = bytes};
    int64_t extents[WEFT_MAX_RANK];
    for (int32_t axis = 0; axis < args.rank; axis++)
        args.extents[axis] = extents[axis] = weft_random_from(check, 1, 20);
    args.axis = (int32_t)weft_random_below(check, args.rank);
    args.size = extents[args.axis] = weft_random_from(check, 1, 9);
    args.taps = type == WEFT_TYPE_NONE ? 1 : weft_random_from(check, 1, 4);
    args.outside = (double)weft_random_float(check, 1), args.pattern = weft_random(check);
    int64_t positions[80];
    double weights[80];
    for (int64_t i = 0; i < args.extents[args.axis] * args.taps; i++) {
        positions[i] = weft_random_from(check, weft_random_below(check, 4) == 0 ? -1 : 0, args.size - 1);
        weights[i] = weft_random_below(check, 4) == 0 ? 0 : (double)weft_random_float(check, 1);
    }
    weft_test_view from = weft_random_view(check, args.rank, extents, bytes, false);
    weft_test_view to = weft_random_view(check, args.rank, args.extents, bytes, false);
    if (type == WEFT_TYPE_NONE) weft_fill_bytes(check, &from);
    else fill(check, &from, 1);
    args.from = from.base, args.to = to.base, args.positions = positions;
    args.weights = type == WEFT_TYPE_NONE ? NULL : weights;
    memcpy(args.from_strides, from.strides, sizeof extents), memcpy(args.to_strides, to.strides, sizeof extents);
    weft_check_call(check, WEFT_CALL_RESAMPLE, &args, sizeof args, (weft_test_view *[]){&to}, 1);
    for (int64_t i = 0; i < weft_elements(args.rank, args.extents); i++) {
        int64_t rest = i, place = 0, number = 0, pitch = 1, step = 1;
        for (int32_t axis = args.rank - 1; axis >= 0; axis--) {
            int64_t at = rest % args.extents[axis];
            rest /= args.extents[axis];
            if (axis == args.axis) place = at, step = pitch;
            else number += at * pitch;
            pitch *= extents[axis];
        }
        double sum = 0, magnitude = 0;
        for (int64_t t = 0; t < args.taps && type != WEFT_TYPE_NONE; t++) {
            int64_t position = positions[place * args.taps + t];
            double x = position < 0 ? args.outside : element_of(&from, number + position * step);
            sum += weights[place * args.taps + t] * x, magnitude += fabs(weights[place * args.taps + t] * x);
        }
        if (type != WEFT_TYPE_NONE && !is_sum(&to, i, sum, magnitude, args.taps))
            weft_fails(check, "a mixed element");
        const void *wanted =
            positions[place] < 0 ? (const void *)&args.pattern : weft_element(&from, number + positions[place] * step);
        if (type == WEFT_TYPE_NONE && memcmp(weft_element(&to, i), wanted, (size_t)bytes) != 0)
            weft_fails(check, "a picked element");
    }
    positions[0] = args.size;
    weft_call call = {WEFT_CALL_RESAMPLE, sizeof args, &args};
    weft_reach_list reaches;
    if (weft_call_reach(check->isa, &call, &reaches)) weft_fails(check, "a position out of range was taken");
    weft_free_view(&from), weft_free_view(&to);
}
