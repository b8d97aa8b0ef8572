#include "weft_texts.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// Each line of the list is TEXT(identifier, "path"); the bytes come from the file itself.
#include "texts.inc"

size_t weft_text_count(void) { return sizeof texts / sizeof texts[0]; }
const weft_text *weft_text_at(size_t index) { return &texts[index]; }
