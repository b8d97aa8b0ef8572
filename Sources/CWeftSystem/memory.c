#define _GNU_SOURCE
#include "CWeftSystem.h"

#include <sys/mman.h>
#include <unistd.h>

// What large pages measure on the machines that have them.
static const size_t large = (size_t)2 << 20;

void *weft_memory_map(size_t count) {
    // Room to begin at a large page, of which the rest is given back.
    size_t room = count < large ? count : count + large;
    if (count == 0 || room < count) return NULL;
    char *start = mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) return NULL;
    if (room == count) return start;
    size_t before = (large - (size_t)start % large) % large;
    if (before > 0) munmap(start, before);
    // The end is rounded up to a page by the system, so that what follows it is what was not asked for.
    size_t page = (size_t)sysconf(_SC_PAGESIZE), kept = (count + page - 1) / page * page;
    if (before + kept < room) munmap(start + before + kept, room - before - kept);
    start += before;
#if defined(MADV_HUGEPAGE)
    // Advice alone: memory is as good without.
    madvise(start, count, MADV_HUGEPAGE);
#endif
    return start;
}

void weft_memory_unmap(void *memory, size_t count) { munmap(memory, count); }
