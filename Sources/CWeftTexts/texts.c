// Written by tools/texts.sh; #embed reads the texts themselves whenever one has changed.
#include "CWeftTexts.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const weft_text texts[] = {
    {NULL, NULL, 0},
};

size_t weft_text_count(void) { return sizeof texts / sizeof texts[0] - 1; }

weft_text weft_text_at(size_t index) {
    return texts[index < weft_text_count() ? index : weft_text_count()];
}
