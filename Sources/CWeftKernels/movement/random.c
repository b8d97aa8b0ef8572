#include "../include/weft_random.h"

#include <stddef.h>

#include "small_floats.h"
#include "view.h"

// Blocks of four words in a part.
enum { PIECE = 1 << 12 };

static void philox(uint64_t key, uint64_t low, uint64_t high, uint32_t words[4]) {
    uint32_t c0 = (uint32_t)low, c1 = (uint32_t)(low >> 32), c2 = (uint32_t)high, c3 = (uint32_t)(high >> 32);
    uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
    for (int round = 0; round < 10; round++) {
        uint64_t first = (uint64_t)c0 * 0xd2511f53u, second = (uint64_t)c2 * 0xcd9e8d57u;
        uint32_t next0 = (uint32_t)(second >> 32) ^ c1 ^ k0, next2 = (uint32_t)(first >> 32) ^ c3 ^ k1;
        c0 = next0, c1 = (uint32_t)second, c2 = next2, c3 = (uint32_t)first;
        k0 += 0x9e3779b9u, k1 += 0xbb67ae85u;
    }
    words[0] = c0, words[1] = c1, words[2] = c2, words[3] = c3;
}

static void put(void *to, int32_t type, int64_t index, uint32_t word) {
    switch (type) {
    case WEFT_TYPE_F32: ((float *)to)[index] = (float)(word >> 8) * 0x1p-24f; return;
    case WEFT_TYPE_F64: ((double *)to)[index] = (double)(word >> 8) * 0x1p-24; return;
    case WEFT_TYPE_F16: ((uint16_t *)to)[index] = weft_f16_of_float((float)(word >> 21) * 0x1p-11f); return;
    default: ((uint16_t *)to)[index] = weft_bf16_of_float((float)(word >> 24) * 0x1p-8f); return;
    }
}

static int64_t parts(weft_isa isa, const void *arguments, int32_t phase) {
    (void)isa;
    const weft_random_uniform_args *args = arguments;
    return phase == 0 ? (args->count + 4 * PIECE - 1) / (4 * PIECE) : 0;
}

static void run(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker) {
    (void)phase, (void)worker;
    const weft_random_uniform_args *args = arguments;
    uint64_t key = (uint64_t)*args->key, stream = (uint64_t)*args->counter;
    int64_t end = (part + 1) * PIECE * 4 < args->count ? (part + 1) * PIECE * 4 : args->count;
    for (int64_t first = part * PIECE * 4; first < end; first += 4) {
        uint32_t words[4];
        philox(key, (uint64_t)first / 4, stream, words);
        for (int64_t lane = 0; lane < 4 && first + lane < end; lane++)
            put(args->to, args->type, first + lane, words[lane]);
    }
}

static bool reach(weft_isa isa, const void *arguments, weft_reach_list *reaches) {
    (void)isa;
    const weft_random_uniform_args *args = arguments;
    int64_t extents[] = {args->count}, strides[] = {1};
    return args->type >= WEFT_TYPE_F32 && args->type <= WEFT_TYPE_F64 && args->key != NULL && args->counter != NULL &&
           args->to != NULL && weft_bytes_reach(reaches, offsetof(weft_random_uniform_args, key), false, 8) &&
           weft_bytes_reach(reaches, offsetof(weft_random_uniform_args, counter), false, 8) &&
           weft_view_reach(
               reaches, offsetof(weft_random_uniform_args, to), true, weft_type_bytes(args->type), 1, extents, strides);
}

const weft_family weft_random_uniform = {"random uniform", parts, run, weft_needs_nothing, reach};
