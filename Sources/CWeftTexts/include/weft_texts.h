// The texts that the library ships inside its binary: the prelude and the zoo.
#ifndef WEFT_TEXTS_H
#define WEFT_TEXTS_H

#include <stddef.h>

// One text: its path below this folder, and its bytes.
typedef struct {
    const char *name;
    const unsigned char *bytes;
    size_t count;
} weft_text;

// The number of texts.
size_t weft_text_count(void);
// A text, by its place in the order of names; the place is below the count.
const weft_text *weft_text_at(size_t index);

#endif
