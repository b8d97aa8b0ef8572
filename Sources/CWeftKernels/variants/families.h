// The templates, in order of use. A variant's file includes this once; no guard is wanted.
#include "lanes.h"
#include "vocabulary.h"
#include "maths.h"
#include "maths_double.h"
#include "../program/interpreter.h"

const weft_variant WEFT_NAME(weft_variant) = {
    .lanes = WEFT_LANES,
    .panel = WEFT_PANEL,
    .run_program = program_run,
};
