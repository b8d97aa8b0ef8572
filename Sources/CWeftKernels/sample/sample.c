#include "../include/weft_sample.h"

#include <math.h>
#include <stddef.h>

#include "../movement/view.h"
#include "../support/sizes.h"
#include "join.h"

// Elements that are read by a part; finding those of a point takes as long as reading some.
enum { PIECE = 1 << 18, FINDING = 32 };

// The elements of one axis around a place.
typedef struct around {
    int64_t count, offsets[4];
    double weights[4];
} around;

// A place seen in mirrors at both ends.
static double mirrored(double place, double low, double high) {
    if (!(high > low) || !isfinite(place)) return 0;
    double distance = place < low ? low - place : place - high;
    if (distance <= 0) return place;
    double turns = floor(distance / (high - low));
    double rest = distance - turns * (high - low);
    bool is_even = fmod(turns, 2) == 0;
    return (place < low) == is_even ? low + rest : high - rest;
}

static double mirrored_between(double place, int64_t size, int32_t beyond) {
    double inset = beyond == WEFT_SAMPLE_MIRRORS ? -0.5 : 0;
    return mirrored(place, inset, (double)(size - 1) - inset);
}

// Keys' kernel at a distance.
static double cubic_weight(double x) {
    const double a = -0.75;
    if (x <= 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
    return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
}

static void add_element(around *it, const weft_sampled_axis *axis, int32_t beyond, int64_t position, double weight) {
    if (position < 0 || position >= axis->size) {
        if (beyond == WEFT_SAMPLE_ZEROS) return;
        double place = (double)position;
        if (beyond != WEFT_SAMPLE_BORDER) place = mirrored_between(place, axis->size, beyond);
        position = weft_clamp((int64_t)fmax(fmin(place, 0x1p40), -0x1p40), 0, axis->size - 1);
    }
    it->offsets[it->count] = position * axis->stride;
    it->weights[it->count++] = weight;
}

static around elements_around(double place, const weft_sampled_axis *axis, int32_t mode, int32_t beyond) {
    around it = {.count = 0};
    double last = (double)(axis->size - 1);
    if (mode == WEFT_SAMPLE_NEAREST) place = rint(place);
    if (beyond == WEFT_SAMPLE_BORDER) {
        // Cubics see the edge with elements before it, so that a place beyond it is not the edge itself.
        double room = mode == WEFT_SAMPLE_CUBIC ? 2 : 0;
        place = place < -room ? -room : place;
        place = place > last + room ? last + room : place;
    } else if (beyond != WEFT_SAMPLE_ZEROS) {
        place = mirrored_between(place, axis->size, beyond);
    }
    // Far beyond the ends there is nothing; nor is there at a place that is no number.
    if (!(place > -0x1p40 && place < 0x1p40)) return it;
    double before = floor(place), t = place - before;
    int64_t first = (int64_t)before;
    switch (mode) {
    case WEFT_SAMPLE_NEAREST: add_element(&it, axis, beyond, first, 1); break;
    case WEFT_SAMPLE_LINEAR:
        add_element(&it, axis, beyond, first, 1 - t);
        add_element(&it, axis, beyond, first + 1, t);
        break;
    default:
        add_element(&it, axis, beyond, first - 1, cubic_weight(t + 1));
        add_element(&it, axis, beyond, first, cubic_weight(t));
        add_element(&it, axis, beyond, first + 1, cubic_weight(1 - t));
        add_element(&it, axis, beyond, first + 2, cubic_weight(2 - t));
    }
    return it;
}

// All combinations of the elements around a place along each axis, the last axis fastest.
static void join_combinations(const around *axes, int32_t count, const weft_tapped *it, weft_taps *taps) {
    int64_t index[WEFT_MAX_SAMPLED_AXES] = {0};
    bool is_empty = false;
    for (int32_t a = 0; a < count; a++) is_empty = is_empty || axes[a].count == 0;
    for (int32_t a = is_empty ? -1 : 0; a >= 0;) {
        int64_t offset = 0;
        double weight = 1;
        for (int32_t each = 0; each < count; each++) {
            offset += axes[each].offsets[index[each]];
            weight *= axes[each].weights[index[each]];
        }
        weft_add_tap(it, taps, offset, weight);
        for (a = count - 1; a >= 0 && ++index[a] == axes[a].count; a--) index[a] = 0;
    }
}

static double number_at(const void *numbers, int32_t type, int64_t index) {
    return type == WEFT_TYPE_F64 ? ((const double *)numbers)[index] : (double)((const float *)numbers)[index];
}

// Points that a part has.
static int64_t piece(const weft_sample_args *args) {
    int64_t taps = 1;
    for (int32_t a = 0; a < args->axis_count; a++)
        taps *= args->mode == WEFT_SAMPLE_NEAREST ? 1 : args->mode == WEFT_SAMPLE_LINEAR ? 2 : 4;
    return weft_max(1, PIECE / (taps * (FINDING + weft_min(args->channels, PIECE))));
}

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_sample_args *args = arguments;
    return phase == 0 && args->channels > 0 ? weft_view_cut(args->rank, args->extents, piece(args)).parts : 0;
}

// A point, by how far it is from the first one in each of the operands, and its places but for its numbers.
typedef struct point {
    int64_t from, number, factor, to;
    double bases[WEFT_MAX_SAMPLED_AXES];
} point;

static void join_point(const weft_sample_args *args, const point *it, weft_isa isa) {
    int64_t bytes = weft_type_bytes(args->type);
    weft_tapped tapped = {
        .isa = isa, .type = args->type, .from = (const char *)args->from + it->from * bytes,
        .to = (char *)args->to + it->to * bytes};
    weft_taps taps;
    weft_begin_taps(&taps, args->channels);
    around axes[WEFT_MAX_SAMPLED_AXES];
    for (int32_t a = 0; a < args->axis_count; a++) {
        double number = number_at(args->numbers, args->type, it->number + a * args->number_step);
        double place = (number + args->origin) * args->axes[a].scale + it->bases[a];
        axes[a] = elements_around(place, &args->axes[a], args->mode, args->beyond);
    }
    join_combinations(axes, args->axis_count, &tapped, &taps);
    if (args->factors != NULL) taps.factor = number_at(args->factors, args->type, it->factor);
    weft_join_taps(&tapped, &taps);
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase;
    const weft_sample_args *args = arguments;
    int32_t last = args->rank - 1;
    weft_cut cut = weft_view_cut(args->rank, args->extents, piece(args));
    weft_cut_range range = weft_cut_part(&cut, part);
    weft_row_walk walk = weft_row_walk_at(last, args->extents, range.first_row);
    for (int64_t row = range.first_row; row < range.end_row; row++, weft_row_walk_next(&walk, 1)) {
        point start = {
            weft_row_walk_offset(&walk, args->from_strides), weft_row_walk_offset(&walk, args->number_strides),
            weft_row_walk_offset(&walk, args->factor_strides), weft_row_walk_offset(&walk, args->to_strides), {0}};
        for (int32_t a = 0; a < args->axis_count; a++) {
            start.bases[a] = args->axes[a].shift;
            for (int32_t axis = 0; axis < last; axis++)
                start.bases[a] += args->axes[a].steps[axis] * (double)walk.index[axis];
        }
        for (int64_t i = range.first_column; i < range.end_column; i++) {
            point it = {
                start.from + i * args->from_strides[last], start.number + i * args->number_strides[last],
                start.factor + i * args->factor_strides[last], start.to + i * args->to_strides[last], {0}};
            for (int32_t a = 0; a < args->axis_count; a++)
                it.bases[a] = start.bases[a] + args->axes[a].steps[last] * (double)i;
            join_point(args, &it, worker->isa);
        }
    }
}

// Adds what is reached of an operand: its points, further axes, and channels side by side.
static bool operand_reach(
    weft_reach_list *reaches, size_t field, bool written, const weft_sample_args *args, const int64_t *strides,
    int32_t more, const int64_t *more_extents, const int64_t *more_strides) {
    int64_t all_extents[WEFT_MAX_RANK], all_strides[WEFT_MAX_RANK];
    int32_t rank = 0;
    for (int32_t axis = 0; axis < args->rank + more; axis++) {
        int64_t extent = axis < args->rank ? args->extents[axis] : more_extents[axis - args->rank];
        int64_t stride = axis < args->rank ? strides[axis] : more_strides[axis - args->rank];
        // What does not move reaches no further, and of nothing there is nothing.
        if (extent == 1 || (stride == 0 && extent > 0)) continue;
        if (rank == WEFT_MAX_RANK) return false;
        all_extents[rank] = extent, all_strides[rank++] = stride;
    }
    return weft_view_reach(
        reaches, (int32_t)field, written, weft_type_bytes(args->type), rank, all_extents, all_strides);
}

static bool is_sound(const weft_sample_args *args) {
    if ((args->type != WEFT_TYPE_F32 && args->type != WEFT_TYPE_F64) || args->mode < WEFT_SAMPLE_NEAREST ||
        args->mode > WEFT_SAMPLE_CUBIC || args->beyond < WEFT_SAMPLE_ZEROS || args->beyond > WEFT_SAMPLE_MIDDLES ||
        args->axis_count < 1 || args->axis_count > WEFT_MAX_SAMPLED_AXES || args->rank < 1 ||
        args->rank > WEFT_MAX_RANK || args->channels < 0 || weft_view_count(args->rank, args->extents) < 0 ||
        args->from == NULL || args->numbers == NULL || args->to == NULL)
        return false;
    for (int32_t a = 0; a < args->axis_count; a++)
        if (args->axes[a].size < 1 || args->axes[a].size > INT64_C(1) << 31) return false;
    return true;
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_sample_args *args = arguments;
    if (!is_sound(args)) return false;
    int64_t count = args->axis_count, extents[WEFT_MAX_SAMPLED_AXES + 1], strides[WEFT_MAX_SAMPLED_AXES + 1];
    for (int32_t a = 0; a < args->axis_count; a++)
        extents[a] = args->axes[a].size, strides[a] = args->axes[a].stride;
    extents[count] = args->channels, strides[count] = 1;
    return operand_reach(
               reaches, offsetof(weft_sample_args, from), false, args, args->from_strides, args->axis_count + 1,
               extents, strides) &&
           operand_reach(
               reaches, offsetof(weft_sample_args, numbers), false, args, args->number_strides, 1, &count,
               &args->number_step) &&
           (args->factors == NULL ||
            operand_reach(
                reaches, offsetof(weft_sample_args, factors), false, args, args->factor_strides, 0, NULL, NULL)) &&
           operand_reach(
               reaches, offsetof(weft_sample_args, to), true, args, args->to_strides, 1, &args->channels,
               (int64_t[]){1});
}

const weft_family weft_sample = {"sample", parts, run, weft_needs_nothing, reach};
