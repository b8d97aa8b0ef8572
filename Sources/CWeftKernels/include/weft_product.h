// Matrix products with packed right sides: out[b, m, g, n] = epilogue(sum over k of a[b, m, k] * B[b][g][k, n]).
#ifndef WEFT_PRODUCT_H
#define WEFT_PRODUCT_H

#include "weft_epilogue.h"
#include "weft_family.h"

// B has `groups` column groups of n units each (1 for a plain product; 4 for an LSTM's gates, so that the epilogue sees all
// gates of a unit at once). Packed B is [panel][group][k][P] with ceil(n / P) panels of P = weft_isa_panel columns, the last
// filled up with zeros: all groups of a panel stand together, as one part uses them together.
typedef struct weft_product_args {
    int64_t batch, m, n, k;
    int32_t groups;
    const float *a;
    int64_t a_batch, a_row;  // in elements; k is contiguous
    const float *b;          // packed
    int64_t b_batch;         // in elements of packed B; 0 when all batches share it
    weft_place out;          // strides[0] for the batch, strides[3] for m
    int64_t out_group;       // from one column group to the next; bias is [group][n]
    weft_epilogue epilogue;
} weft_product_args;

extern const weft_family weft_product;

// Packs B from element (g, k, n) at source + g * strides[0] + k * strides[1] + n * strides[2]. Elements of packed B for one
// batch; the target is aligned to 64 bytes.
typedef struct weft_product_packing {
    int64_t n, k;
    int32_t groups;
    int64_t strides[3];
} weft_product_packing;

int64_t weft_product_packed_count(weft_isa isa, const weft_product_packing *packing);
void weft_product_pack(weft_isa isa, const weft_product_packing *packing, const float *source, float *target);

// The same at run time, for a B that is no constant: `batch` matrices, b_batch elements apart in the source; the targets
// follow each other. A family of its own, so that it is cut for threads.
typedef struct weft_product_pack_args {
    weft_product_packing packing;
    int64_t batch, b_batch;
    const float *source;
    float *target;
} weft_product_pack_args;

extern const weft_family weft_product_packer;

#endif
