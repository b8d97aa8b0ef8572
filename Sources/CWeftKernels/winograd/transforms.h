// Winograd's transforms of one tile, vectors over channels.
#ifndef WEFT_TRANSFORMS_H
#define WEFT_TRANSFORMS_H

#include "../product/tiles.h"

enum { WEFT_WINOGRAD_PIXELS = 36 };  // the most input pixels, and components, of a tile

// Input: component i of channel c goes to v + i * component + c, from pixels (row by row) given by pointers.
typedef void weft_input_transform(const float *const *pixels, int64_t channels, float *v, int64_t component);
// Output: column c of component i is at m + i * component + c. The end has a row for each output pixel of the tile, NULL in
// `out` where the pixel does not exist.
typedef void weft_output_transform(const float *m, int64_t component, const weft_tile_end *end);

typedef struct weft_transforms {
    weft_input_transform *input4, *input2;
    weft_output_transform *output4, *output2;
} weft_transforms;

#endif
