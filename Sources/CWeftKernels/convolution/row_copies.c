#include "row_copies.h"

#include <string.h>

// Multiply-adds of a part: what takes a twentieth of a millisecond, and what pays for being handed out.
enum { PART_MOST = 3 << 20, PART_LEAST = 96 << 10, PARTS_WANTED = 16 };

int64_t weft_row_parts(const weft_convolution_shape *shape) {
    const int64_t rows = weft_output_rows(shape), k = weft_row_taps(shape) * weft_max(weft_row_k(shape), 1);
    const int64_t work = weft_max(shape->out_extent[2] * k * shape->out_channels, 1);
    const int64_t wanted = weft_min(PARTS_WANTED, work * weft_min(rows, 1 << 20) / PART_LEAST);
    return weft_clamp(weft_max(weft_parts_of(rows, weft_max(PART_MOST / work, 1)), wanted), 1, rows);
}

// What a copy is of that is of no input row: nothing yet, or zeros.
enum { NONE = -1, OUTSIDE = -2 };

// Input pixels that so many outputs of a row see.
static int64_t pixels_seen(const weft_convolution_shape *shape, int64_t pixels) {
    return (pixels - 1) * shape->stride[2] + (shape->kernel[2] - 1) * shape->dilation[2] + 1;
}

// Floats behind the last copy, where the last vector of outputs may end.
static int64_t spare_of(const weft_row_copies *copies) { return copies->plane > 0 ? WEFT_NARROW_PIXELS : 0; }

void weft_row_copies_carve(
    weft_row_copies *copies, weft_carver *carver, const weft_convolution_shape *shape, int64_t pixels, bool planes) {
    const int64_t taps = weft_row_taps(shape), seen = pixels_seen(shape, pixels);
    copies->plane = planes ? weft_parts_of(seen, shape->stride[2]) : 0;
    copies->count = (planes ? copies->plane * shape->stride[2] : seen) * shape->in_channels;
    copies->base = weft_carve(carver, (taps * copies->count + spare_of(copies)) * (int64_t)sizeof(float));
    copies->keys = weft_carve(carver, taps * (int64_t)sizeof(int64_t));
}

void weft_row_copies_open(weft_row_copies *copies, const weft_convolution_shape *shape) {
    const int64_t taps = weft_row_taps(shape);
    for (int64_t t = 0; t < taps; t++) copies->keys[t] = NONE;
    // Whatever lies there could be numbers that are slow to multiply.
    memset(copies->base + taps * copies->count, 0, (size_t)spare_of(copies) * sizeof(float));
}

// Input pixels first ..< first + count of a row, and which of them there are.
typedef struct stretch {
    int64_t first, count, begin, end;
} stretch;

static void copy_pixels(const float *row, const stretch *of, int64_t channels, int64_t pitch, float *copy) {
    const size_t size = sizeof(float);
    memset(copy, 0, (size_t)(of->begin * channels) * size);
    memset(copy + of->end * channels, 0, (size_t)((of->count - of->end) * channels) * size);
    if (pitch == channels) {
        memcpy(
            copy + of->begin * channels, row + (of->first + of->begin) * channels,
            (size_t)((of->end - of->begin) * channels) * size);
        return;
    }
    for (int64_t p = of->begin; p < of->end; p++)
        for (int64_t c = 0; c < channels; c++) copy[p * channels + c] = row[(of->first + p) * pitch + c];
}

// Planes in the order of channels, of a channel in the order of their first pixels.
static void copy_planes(
    const float *row, const stretch *of, int64_t channels, int64_t pitch, int64_t stride, int64_t plane, float *copy) {
    for (int64_t c = 0; c < channels; c++)
        for (int64_t phase = 0; phase < stride; phase++, copy += plane) {
            const int64_t begin = weft_min(weft_parts_of(weft_max(of->begin - phase, 0), stride), plane);
            const int64_t end = weft_clamp(weft_parts_of(of->end - phase, stride), begin, plane);
            const float *from = row + (of->first + phase) * pitch + c;
            for (int64_t p = 0; p < begin; p++) copy[p] = 0;
            if (pitch * stride == 1) memcpy(copy + begin, from + begin, (size_t)(end - begin) * sizeof(float));
            else
                for (int64_t p = begin; p < end; p++) copy[p] = from[p * stride * pitch];
            for (int64_t p = end; p < plane; p++) copy[p] = 0;
        }
}

void weft_row_copies_move(
    weft_row_copies *copies, const weft_convolution_args *args, weft_row_at at, int64_t pixels, int64_t *taps) {
    const weft_convolution_shape *shape = &args->shape;
    const int64_t *s = args->in_strides, down = shape->kernel[1];
    stretch seen = {.first = at.w * shape->stride[2] - shape->before[2], .count = pixels_seen(shape, pixels)};
    seen.begin = weft_clamp(-seen.first, 0, seen.count);
    seen.end = weft_clamp(shape->in_extent[2] - seen.first, seen.begin, seen.count);
    const int64_t top = at.h * shape->stride[1] - shape->before[1], turned = ((top % down) + down) % down;
    for (int64_t kd = 0; kd < shape->kernel[0]; kd++)
        for (int64_t kh = 0; kh < down; kh++) {
            const int64_t d = at.d * shape->stride[0] - shape->before[0] + kd * shape->dilation[0];
            const int64_t h = top + kh * shape->dilation[1];
            const int64_t place = shape->dilation[1] == 1 ? turned + kh : kh;
            const int64_t slot = kd * down + (place < down ? place : place - down);
            const bool inside = d >= 0 && d < shape->in_extent[0] && h >= 0 && h < shape->in_extent[1];
            const int64_t key = inside ? (at.n * shape->in_extent[0] + d) * shape->in_extent[1] + h : OUTSIDE;
            float *copy = copies->base + slot * copies->count;
            taps[slot] = kd * down + kh;
            if (copies->keys[slot] == key) continue;
            copies->keys[slot] = key;
            if (!inside) {
                memset(copy, 0, (size_t)copies->count * sizeof(float));
                continue;
            }
            const float *row = args->in + at.n * s[0] + d * s[1] + h * s[2];
            if (copies->plane == 0) copy_pixels(row, &seen, shape->in_channels, s[3], copy);
            else copy_planes(row, &seen, shape->in_channels, s[3], shape->stride[2], copies->plane, copy);
        }
}
