// The templates, in order of use. A variant's file includes this once; no guard is wanted.
#include "lanes.h"
#include "vocabulary.h"
#include "transpose.h"
#include "maths.h"
#include "maths_double.h"
#include "../program/interpreter.h"
#include "../pooling/template.h"
#include "../sample/template.h"
#include "../reduction/template.h"
#include "../rows/template.h"
#include "../product/end_template.h"
#include "../product/tile_template.h"
#include "../convolution/narrow_template.h"
#include "../depthwise/stencil_template.h"
#include "../packing/template.h"
#include "../winograd/transform_template.h"
#include "../winograd/filter_template.h"

static const weft_row_kernels WEFT_NAME(row_kernels) = {rows_line, rows_moments, rows_normalize_columns};

const weft_variant WEFT_NAME(weft_variant) = {
    .lanes = WEFT_LANES,
    .panel = WEFT_PANEL,
    .run_program = program_run,
    .pool_max = pooling_max,
    .pool_mean = pooling_mean,
    .sample_sum = sample_sum,
    .sample_largest = sample_largest,
    .reduce_run = reduce_run,
    .reduce_columns = reduce_columns,
    .pack_columns = packing_columns,
    .rows = &WEFT_NAME(row_kernels),
    .tiles = &WEFT_NAME(tiles),
    .narrow = &WEFT_NAME(narrow_tiles),
    .stencils = &WEFT_NAME(stencils),
    .transforms = WEFT_NAME(transforms),
};
