// Which families of kernels have been run.
#ifndef WEFT_TEST_FAMILIES_H
#define WEFT_TEST_FAMILIES_H

#include <CWeftKernels.h>

void weft_note_family(const weft_family *family);
// Notes the family of a call, and those of the calls within a loop.
void weft_note_call(const weft_call *call);

#endif
