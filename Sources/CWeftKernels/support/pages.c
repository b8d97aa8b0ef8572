#define _GNU_SOURCE  // madvise
#include "../include/weft_pages.h"

#include <sys/mman.h>

void weft_prefer_large_pages(void *start, size_t bytes) {
#if defined(MADV_HUGEPAGE)
    // Only a wish: a system without them refuses, and nothing is lost.
    (void)madvise(start, bytes, MADV_HUGEPAGE);
#else
    (void)start;
    (void)bytes;
#endif
}
