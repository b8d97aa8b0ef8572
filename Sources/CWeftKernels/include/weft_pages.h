// Pages of memory that is used over and over.
#ifndef WEFT_PAGES_H
#define WEFT_PAGES_H

#include <stddef.h>

enum { WEFT_LARGE_PAGE = 2 << 20 };

// Asks the system for large pages where it has them; memory that begins and ends at a multiple of WEFT_LARGE_PAGE and was
// not touched yet gets them at once.
void weft_prefer_large_pages(void *start, size_t bytes);

#endif
