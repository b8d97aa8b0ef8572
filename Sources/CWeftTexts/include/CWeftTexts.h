// The texts of prelude/ and zoo/, part of the program: no file is needed where it runs.
#ifndef C_WEFT_TEXTS_H
#define C_WEFT_TEXTS_H

#include <stddef.h>

typedef struct {
    // The path below this target's folder, such as "prelude/conv.weft"; NULL behind the last text.
    const char *name;
    // The UTF-8 text, with a 0 behind it that `count` does not count.
    const unsigned char *bytes;
    size_t count;
} weft_text;

// The text of a number, in the order of the names' bytes; behind the last one its name is NULL.
weft_text weft_text_at(size_t index);
// How many texts there are.
size_t weft_text_count(void);

#endif
