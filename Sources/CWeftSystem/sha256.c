#include "CWeftSystem.h"

#include <string.h>

static const uint32_t constants[64] = {
    0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
    0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
    0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
    0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
    0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
    0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
    0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
    0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
};

static uint32_t rotate(uint32_t word, int count) { return (word >> count) | (word << (32 - count)); }

static void block(uint32_t state[8], const uint8_t *bytes) {
    uint32_t schedule[64];
    for (int index = 0; index < 16; index++) {
        schedule[index] = (uint32_t)bytes[4 * index] << 24 | (uint32_t)bytes[4 * index + 1] << 16
            | (uint32_t)bytes[4 * index + 2] << 8 | bytes[4 * index + 3];
    }
    for (int index = 16; index < 64; index++) {
        uint32_t near = schedule[index - 2], far = schedule[index - 15];
        schedule[index] = schedule[index - 16] + (rotate(far, 7) ^ rotate(far, 18) ^ (far >> 3)) + schedule[index - 7]
            + (rotate(near, 17) ^ rotate(near, 19) ^ (near >> 10));
    }
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    for (int index = 0; index < 64; index++) {
        uint32_t first = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + constants[index]
            + schedule[index];
        uint32_t second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + first, d = c, c = b, b = a, a = first + second;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
    state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

void weft_sha256_start(weft_sha256 *hash) {
    static const uint32_t start[8] = {
        0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
    };
    memset(hash, 0, sizeof *hash);
    memcpy(hash->state, start, sizeof start);
}

void weft_sha256_update(weft_sha256 *hash, const void *bytes, size_t count) {
    const uint8_t *next = bytes;
    size_t held = hash->byte_count % 64;
    hash->byte_count += count;
    if (held > 0) {
        size_t taken = 64 - held < count ? 64 - held : count;
        memcpy(hash->pending + held, next, taken);
        next += taken, count -= taken;
        if (held + taken < 64) return;
        block(hash->state, hash->pending);
    }
    for (; count >= 64; next += 64, count -= 64) block(hash->state, next);
    if (count > 0) memcpy(hash->pending, next, count);
}

void weft_sha256_finish(weft_sha256 *hash, uint8_t digest[32]) {
    uint64_t bits = hash->byte_count * 8;
    uint8_t ending[72] = {0x80};
    size_t held = hash->byte_count % 64;
    size_t zeros = held < 56 ? 56 - held : 120 - held;
    for (int index = 0; index < 8; index++) ending[zeros + index] = (uint8_t)(bits >> (56 - 8 * index));
    weft_sha256_update(hash, ending, zeros + 8);
    for (int index = 0; index < 32; index++) digest[index] = (uint8_t)(hash->state[index / 4] >> (24 - 8 * (index % 4)));
}
