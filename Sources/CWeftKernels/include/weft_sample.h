// Elements of planes at places that numbers from data name, between elements interpolated; channels last.
#ifndef WEFT_SAMPLE_H
#define WEFT_SAMPLE_H

#include "weft_family.h"
#include "weft_type.h"
#include "weft_view.h"

typedef enum weft_sample_mode {
    WEFT_SAMPLE_NEAREST,  // of two that are as near the even one
    WEFT_SAMPLE_LINEAR,
    WEFT_SAMPLE_CUBIC,    // Keys 1981, with the coefficient -0.75
} weft_sample_mode;

// What is beyond the ends.
typedef enum weft_sample_beyond {
    WEFT_SAMPLE_ZEROS,
    WEFT_SAMPLE_BORDER,     // the outermost element again
    WEFT_SAMPLE_MIRRORS,    // at the outer edges of the outermost elements
    WEFT_SAMPLE_MIDDLES,    // mirrors in their middles
} weft_sample_beyond;

enum { WEFT_MAX_SAMPLED_AXES = 6 };

// An axis of the planes. The place along it is (number + origin) * scale + shift + index[0] * steps[0] + ..., in
// elements from the middle of the first one, where `index` is that of the point.
typedef struct weft_sampled_axis {
    int64_t size, stride;
    double scale, shift, steps[WEFT_MAX_RANK];
} weft_sampled_axis;

// to[p, c] = factors[p] * (sum over elements e around the place of p of their weight * from[p, e, c]), for points p of
// `extents` and all channels, which lie side by side. The numbers of a point are `number_step` apart, in the order of
// the axes. A place that is no number, or far off, has nothing around it where zeros are beyond the ends.
typedef struct weft_sample_args {
    int32_t type;          // weft_type, f32 or f64, of all elements
    int32_t mode, beyond;  // weft_sample_mode, weft_sample_beyond
    int32_t axis_count, rank;
    weft_sampled_axis axes[WEFT_MAX_SAMPLED_AXES];
    double origin;
    int64_t extents[WEFT_MAX_RANK], channels;
    const void *from;
    int64_t from_strides[WEFT_MAX_RANK];  // from point to point
    const void *numbers;
    int64_t number_strides[WEFT_MAX_RANK], number_step;
    const void *factors;  // or NULL
    int64_t factor_strides[WEFT_MAX_RANK];
    void *to;
    int64_t to_strides[WEFT_MAX_RANK];
} weft_sample_args;

extern const weft_family weft_sample;

enum { WEFT_MAX_REGION_SAMPLES = 4096 };

// Regions of images, each named by a row of numbers, that are brought to `cells`; channels lie side by side.
typedef struct weft_regions {
    int32_t type;  // weft_type, f32 or f64
    int64_t count, images, size[2], cells[2], channels;
    const void *from;
    int64_t from_strides[3];  // image, row, column
    const void *numbers;
    int64_t number_strides[2];  // region, number
    void *to;
    int64_t to_strides[3];  // region, row, column
} weft_regions;

// Each cell is the mean of places in it, or the largest of their elements times their weights (`largest`). A region is four
// numbers, x, y, x and y again, times `scale` and moved by `shift` elements, of the image that `ids` names. A cell has
// `samples` places along each axis, or where that is 0 as many as it covers elements; a region that is smaller than `least`
// elements along an axis is taken as so large. Places more than one element outside are zeros, others as at the edge. An id
// that is not from 0 to below the number of images fails at its number; a region whose numbers are none or beyond 2^30, or
// whose cells cover more than 4096 elements, at the number of the region.
typedef struct weft_region_args {
    weft_regions regions;
    bool largest;
    int64_t samples;
    double scale, shift, least;
    const void *ids;
    int64_t id_stride;
    int32_t id_type;
} weft_region_args;

extern const weft_family weft_region;

// Each cell is the largest of its elements, 0 where it has none. A region is five numbers: the image, and x, y, x and y again of
// the first and the last element, which times `scale` are rounded. Failures are those of weft_region.
typedef struct weft_region_pool_args {
    weft_regions regions;
    double scale;
} weft_region_pool_args;

extern const weft_family weft_region_pool;

#endif
