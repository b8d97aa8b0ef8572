#define _GNU_SOURCE  // MAP_ANONYMOUS
#include "guarded.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static size_t pages_for(size_t bytes, size_t page) { return (bytes + page - 1) / page * page; }

void *weft_guarded(size_t bytes) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE), body = pages_for(bytes, page);
    char *all = mmap(NULL, body + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED || mprotect(all + page, body, PROT_READ | PROT_WRITE) != 0) abort();
    return all + page + body - bytes;
}

void weft_guarded_free(void *memory, size_t bytes) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE), body = pages_for(bytes, page);
    munmap((char *)memory + bytes - body - page, body + 2 * page);
}
