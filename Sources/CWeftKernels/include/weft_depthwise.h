// Depthwise convolution: every output channel sees one input channel.
#ifndef WEFT_DEPTHWISE_H
#define WEFT_DEPTHWISE_H

#include "weft_convolution.h"

// groups == in_channels == out_channels. (A multiplier other than 1 is a grouped convolution.) Packed weights are
// [tap][channels].
extern const weft_family weft_depthwise;

int64_t weft_depthwise_packed_count(const weft_convolution_packing *packing);
void weft_depthwise_pack(const weft_convolution_packing *packing, const float *source, float *target);

#endif
