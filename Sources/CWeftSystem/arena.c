#include "CWeftSystem.h"

#include <stdlib.h>

typedef struct chunk {
    struct chunk *next;
    size_t unused;  // keeps what follows aligned to 16 bytes
} chunk;

struct weft_arena {
    chunk *chunks;
    uint8_t *free_start;
    size_t free_count;
    size_t budget;
    size_t allocations_left;
    bool is_exhausted;
};

static const size_t chunk_size = 256 * 1024;

weft_arena *weft_arena_create(size_t budget, size_t fail_after) {
    weft_arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL) return NULL;
    arena->budget = budget;
    arena->allocations_left = fail_after;
    return arena;
}

void weft_arena_destroy(weft_arena *arena) {
    for (chunk *next, *each = arena->chunks; each != NULL; each = next) {
        next = each->next;
        free(each);
    }
    free(arena);
}

void *weft_arena_allocate(void *context, size_t size) {
    weft_arena *arena = context;
    if (arena->allocations_left == 0 || size > arena->budget || size > SIZE_MAX / 2) {
        arena->is_exhausted = true;
        return NULL;
    }
    if (arena->allocations_left != SIZE_MAX) arena->allocations_left--;
    size = (size + 15) & ~(size_t)15;
    if (size > arena->free_count) {
        size_t wanted = size > chunk_size ? size : chunk_size;
        chunk *fresh = malloc(sizeof(chunk) + wanted);
        if (fresh == NULL) {
            arena->is_exhausted = true;
            return NULL;
        }
        fresh->next = arena->chunks;
        arena->chunks = fresh;
        arena->free_start = (uint8_t *)(fresh + 1);
        arena->free_count = wanted;
    }
    arena->budget -= size < arena->budget ? size : arena->budget;
    void *result = arena->free_start;
    arena->free_start += size;
    arena->free_count -= size;
    return result;
}

void weft_arena_ignore_free(void *arena, void *pointer) {
    (void)arena;
    (void)pointer;
}

bool weft_arena_is_exhausted(const weft_arena *arena) { return arena->is_exhausted; }
