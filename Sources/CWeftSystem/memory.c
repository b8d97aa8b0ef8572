#define _GNU_SOURCE
#include "CWeftSystem.h"

#include <stdint.h>
#include <sys/mman.h>
#if defined(__GLIBC__)
#include <malloc.h>
#elif defined(__APPLE__)
#include <malloc/malloc.h>
#endif

// What large pages measure on the machines that have them.
static const size_t large = (size_t)2 << 20;

// Memory from half a large page on is of whole ones: with small pages a second cache of 2 MiB held hardly more than 1 MiB
// of an arena, as pages fall where they fall (reading 1.5 MiB over and over: 49 GB/s against 94).
static size_t mapped(size_t count) { return count < large / 2 ? count : (count + large - 1) / large * large; }

void *weft_memory_map(size_t count) {
    if (count == 0 || count > SIZE_MAX - 2 * large) return NULL;
    const size_t bytes = mapped(count), spare = bytes % large == 0 ? large : 0;
    // Room to begin at a large page, of which the rest is given back.
    char *start = mmap(NULL, bytes + spare, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) return NULL;
    if (spare == 0) return start;
    const size_t before = (large - (uintptr_t)start % large) % large;
    if (before > 0) munmap(start, before);
    start += before;
    if (before < spare) munmap(start + bytes, spare - before);
#if defined(MADV_HUGEPAGE)
    // Advice alone: memory is as good without.
    madvise(start, bytes, MADV_HUGEPAGE);
#endif
    return start;
}

void weft_memory_unmap(void *memory, size_t count) { munmap(memory, mapped(count)); }

void weft_memory_trim(void) {
#if defined(__GLIBC__)
    malloc_trim(0);
#elif defined(__APPLE__)
    malloc_zone_pressure_relief(NULL, 0);
#endif
}
