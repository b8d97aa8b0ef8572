// Movement that numbers from data direct: indices and lengths, each checked where it is used.
#ifndef WEFT_INDEXING_H
#define WEFT_INDEXING_H

#include "weft_family.h"
#include "weft_type.h"
#include "weft_view.h"

// The axes that a tuple of indices names a position along, and how the tuple lies in memory.
typedef struct weft_tuple {
    int32_t count;                                           // of axes, and of indices
    int32_t id_type;                                         // weft_type, an integer
    int64_t sizes[WEFT_MAX_RANK], strides[WEFT_MAX_RANK];  // of the axes
    int64_t pitch;                                           // from one index to the next, in elements
} weft_tuple;

// What indices direct: for a place p of the view, the indices of p stand at ids + p * id_strides. Either side may be
// indexed: elements of it lie at its pointer + p * its strides + the indices' own steps. An index that is not from 0 to
// below the size of its axis is a failure at its offset from `ids`, which is its position as indices lie in C order.
typedef struct weft_indexed {
    int32_t rank, bytes;
    int64_t extents[WEFT_MAX_RANK];
    const void *from;
    int64_t from_strides[WEFT_MAX_RANK];
    weft_tuple tuple;
    const void *ids;
    int64_t id_strides[WEFT_MAX_RANK];
    void *to;
    int64_t to_strides[WEFT_MAX_RANK];
} weft_indexed;

// to[p] = from[p, with the indices of p along some axes]; the arguments are a weft_indexed.
extern const weft_family weft_gather;

typedef enum weft_scatter_kind {
    WEFT_SCATTER_REPLACE,
    WEFT_SCATTER_ADD,
    WEFT_SCATTER_MULTIPLY,
    WEFT_SCATTER_MAX,
    WEFT_SCATTER_MIN,
} weft_scatter_kind;

// The other way: to[p, with the indices of p along some axes] = from[p], or what is there joined with it, place after
// place in C order. Elements of any type; joined are numbers alone.
typedef struct weft_scatter_args {
    int32_t kind, type;  // of a type that kernels do not compute with `type` is 0, and it is replaced
    weft_indexed move;
} weft_scatter_args;

extern const weft_family weft_scatter;

// Row i of `count` rows has `one` at the position that index i names, and zeros elsewhere.
typedef struct weft_one_hot_args {
    int64_t count, size;
    const void *ids;
    int32_t id_type, bytes;
    void *to;
    int64_t row, column;  // pitches, in elements
    uint64_t one;         // the element's bits
} weft_one_hot_args;

extern const weft_family weft_one_hot;

typedef enum weft_sequence_kind {
    WEFT_SEQUENCE_MASK,     // what is past the end is filled
    WEFT_SEQUENCE_REVERSE,  // the positions that exist, in the other order
    WEFT_SEQUENCE_LAST,     // the last position that exists; to_strides of the axis are not used
} weft_sequence_kind;

// Positions along `axis` of rows (places of `row_axis`) that have lengths; extents are the source's. What has no source
// is filled with `pattern`.
typedef struct weft_sequence_args {
    int32_t kind, rank, bytes;
    int32_t axis, row_axis;
    int64_t extents[WEFT_MAX_RANK];
    const void *from;
    int64_t from_strides[WEFT_MAX_RANK];
    void *to;
    int64_t to_strides[WEFT_MAX_RANK];
    const int64_t *lengths;
    uint64_t pattern;
} weft_sequence_args;

extern const weft_family weft_sequence;

// The lengths of rows after windows have gone over them: floor((length + before + after - dilation * (kernel - 1) - 1)
// / stride) + 1, at least 0; with `ceil` rounded up, and without windows that begin beyond the row. A negative length
// fails.
typedef struct weft_window_lengths_args {
    int64_t count;
    const void *from;
    void *to;
    int32_t type;  // weft_type, an integer
    bool ceil;
    int64_t kernel, stride, before, after, dilation;
} weft_window_lengths_args;

extern const weft_family weft_window_lengths;

// Of labels [rows][steps], with repetitions joined and blanks left out; zeros behind them, and their numbers. All of
// i32 and side by side; steps at or past a row's length do not exist (NULL: all do).
typedef struct weft_ctc_args {
    int64_t rows, steps;
    const int32_t *labels;
    const int64_t *lengths;
    int32_t blank;
    int32_t *ids, *counts;
} weft_ctc_args;

extern const weft_family weft_ctc;

#endif
