// The two interpreters of typed programs: over doubles and over whole numbers.
#ifndef WEFT_TYPED_PROGRAMS_H
#define WEFT_TYPED_PROGRAMS_H

#include "../include/weft_typed.h"

enum { WEFT_TYPED_BLOCK = 128 };

// Registers hold a block of so many elements at most; a failure is at `position` + the element's number in the block.
void weft_typed_real(
    const weft_instruction *code, const weft_constant *constants, double (*registers)[WEFT_TYPED_BLOCK], int64_t count);
void weft_typed_whole(
    const weft_instruction *code, const weft_constant *constants, int32_t type,
    int64_t (*registers)[WEFT_TYPED_BLOCK], int64_t count, int64_t position, const weft_worker *worker);

// Whether whole numbers have the operation.
bool weft_typed_has_whole(int32_t op);

#endif
