// What weft_program_prepare tells the interpreter about an instruction.
#ifndef WEFT_PROGRAM_HINTS_H
#define WEFT_PROGRAM_HINTS_H

enum {
    WEFT_HINT_NONE,
    WEFT_HINT_IN_PLACE,  // a load: the register may stand for the operand's own memory
    WEFT_HINT_STORED,    // an operation: the next instruction stores its result, and nothing else reads it
};

#endif
