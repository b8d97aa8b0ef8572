// Memory between pages that are not there.
#ifndef WEFT_GUARDED_H
#define WEFT_GUARDED_H

#include <stddef.h>

// Ends exactly at a page that cannot be touched, so it is aligned as its size is.
void *weft_guarded(size_t bytes);
void weft_guarded_free(void *memory, size_t bytes);

#endif
