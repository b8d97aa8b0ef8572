// Winograd's transforms of one tile, vectors over channels.
#ifndef WEFT_TRANSFORMS_H
#define WEFT_TRANSFORMS_H

#include "../product/tiles.h"

// The transforms that there are: points, and the kernel's height and width.
#define WEFT_TRANSFORM_LIST(X)                                                                                         \
    X(4, 3, 3) X(6, 3, 3) X(8, 5, 5) X(6, 1, 3) X(6, 3, 1) X(10, 1, 7) X(10, 7, 1)

// The most components and the most output pixels of a tile.
enum { WEFT_WINOGRAD_COMPONENTS = 64, WEFT_WINOGRAD_PIXELS = 16 };

// The points of F(m, r) are 0, pairs +-p and infinity. With the polynomial W(x) = product of (x - p * p) over the pairs, the
// input's transform takes for 0 and infinity W(x * x) on the even and on the odd elements, for a pair the same without its
// own factor: the sum of even elements, and p times that of odd ones, added and subtracted. The factors of highest power are
// 1, and all are exact.
enum { WEFT_WINOGRAD_PAIRS = 4 };
typedef struct weft_points {
    int32_t pairs;
    float at[WEFT_WINOGRAD_PAIRS];
    float all[WEFT_WINOGRAD_PAIRS];                               // W from power 0 on, without the 1
    float without[WEFT_WINOGRAD_PAIRS][WEFT_WINOGRAD_PAIRS - 1];  // the same without a pair's factor
} weft_points;

// Those of 4, 6, 8 and 10 points.
static const weft_points weft_points_table[] = {
    {1, {1}, {-1}, {{0}}},
    {2, {1, 2}, {4, -5}, {{-4}, {-1}}},
    {3, {1, 2, 0.5f}, {-1, 5.25f, -5.25f}, {{1, -4.25f}, {0.25f, -1.25f}, {4, -5}}},
    {4, {1, 2, 0.5f, 1.5f}, {2.25f, -12.8125f, 17.0625f, -7.5f},
     {{-2.25f, 10.5625f, -6.5f}, {-0.5625f, 3.0625f, -3.5f}, {-9, 15.25f, -7.25f}, {-1, 5.25f, -5.25f}}},
};

// Of an axis: one where its kernel is 1.
static inline int32_t weft_points_of(int32_t points, int64_t kernel) { return kernel == 1 ? 1 : points; }

// Input: component i of channel c goes to v + i * component + c, from pixels (row by row) given by pointers. What the next
// tile reads beyond this one is fetched from `next`, its pixels, unless that is NULL.
typedef void weft_input_transform(
    const float *const *pixels, const float *const *next, int64_t channels, float *v, int64_t component);
// Output: column c of component i is at m + i * component + c. The end has a row for each output pixel of the tile, NULL in
// `out` where the pixel does not exist.
typedef void weft_output_transform(const float *m, int64_t component, const weft_tile_end *end);

// The filter's transform along an axis: a row for each point, which evaluates the filter there over what the derivative of
// the points' polynomial is there; of infinity the last tap.
enum { WEFT_WINOGRAD_POINTS = 10, WEFT_WINOGRAD_TAPS = 7 };
typedef struct weft_filter_matrix {
    double rows[WEFT_WINOGRAD_POINTS][WEFT_WINOGRAD_TAPS];
} weft_filter_matrix;

// Filters: as many side by side as a vector has lanes, tap behind tap; component i goes to target + i * component.
typedef void weft_filter_transform(
    const weft_filter_matrix *down, const weft_filter_matrix *across, const float *filters, float *target,
    int64_t component);

// A line of the list.
typedef struct weft_transform {
    int32_t points, kernel[2];
    weft_input_transform *input;
    weft_output_transform *output;
    weft_filter_transform *filter;
} weft_transform;

// That of an instruction set; NULL where there is none for the kernel (depth, height, width).
const weft_transform *weft_transform_of(weft_isa isa, int32_t points, const int64_t kernel[3]);

#define WEFT_TRANSFORM_ONE(points, height, width) +1
enum { WEFT_TRANSFORMS = WEFT_TRANSFORM_LIST(WEFT_TRANSFORM_ONE) };
#undef WEFT_TRANSFORM_ONE

#endif
