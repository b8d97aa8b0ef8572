// The templates, in order of use. A variant's file includes this once; no guard is wanted.
#include "lanes.h"

const weft_variant WEFT_NAME(weft_variant) = {
    .lanes = WEFT_LANES,
    .panel = WEFT_PANEL,
};
