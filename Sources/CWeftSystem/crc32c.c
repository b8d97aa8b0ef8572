#define _GNU_SOURCE  // the C standard asked for hides POSIX otherwise
#include "CWeftSystem.h"

#include <pthread.h>
#include <string.h>

#if defined(__x86_64__)
#include <nmmintrin.h>
#elif defined(__aarch64__)
#include <arm_acle.h>
#if defined(__linux__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif
#endif

// The polynomial 1EDC6F41 with its bits reversed.
static const uint32_t polynomial = 0x82F63B78u;

static uint32_t table[16][256];
static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool has_instruction;

static void prepare(void) {
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (crc & 1 ? polynomial : 0);
        table[0][byte] = crc;
    }
    for (int slice = 1; slice < 16; slice++) {
        for (int byte = 0; byte < 256; byte++) {
            uint32_t before = table[slice - 1][byte];
            table[slice][byte] = (before >> 8) ^ table[0][before & 0xFF];
        }
    }
#if defined(__x86_64__)
    has_instruction = __builtin_cpu_supports("sse4.2");
#elif defined(__aarch64__) && defined(__APPLE__)
    has_instruction = true;
#elif defined(__aarch64__) && defined(__linux__)
    has_instruction = (getauxval(AT_HWCAP) & HWCAP_CRC32) != 0;
#endif
}

static uint64_t load64(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static uint32_t by_tables(uint32_t crc, const uint8_t *bytes, size_t count) {
    for (; count >= 16; count -= 16, bytes += 16) {
        uint64_t low = load64(bytes) ^ crc;
        uint64_t high = load64(bytes + 8);
        crc = 0;
        for (int index = 0; index < 8; index++) {
            crc ^= table[15 - index][(low >> (8 * index)) & 0xFF];
            crc ^= table[7 - index][(high >> (8 * index)) & 0xFF];
        }
    }
    for (; count > 0; count--, bytes++) crc = (crc >> 8) ^ table[0][(crc ^ *bytes) & 0xFF];
    return crc;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) static uint32_t by_instruction(uint32_t crc, const uint8_t *bytes, size_t count) {
    uint64_t wide = crc;
    for (; count >= 8; count -= 8, bytes += 8) wide = _mm_crc32_u64(wide, load64(bytes));
    crc = (uint32_t)wide;
    for (; count > 0; count--, bytes++) crc = _mm_crc32_u8(crc, *bytes);
    return crc;
}
#elif defined(__aarch64__)
__attribute__((target("crc"))) static uint32_t by_instruction(uint32_t crc, const uint8_t *bytes, size_t count) {
    for (; count >= 8; count -= 8, bytes += 8) crc = __crc32cd(crc, load64(bytes));
    for (; count > 0; count--, bytes++) crc = __crc32cb(crc, *bytes);
    return crc;
}
#else
static uint32_t by_instruction(uint32_t crc, const uint8_t *bytes, size_t count) {
    return by_tables(crc, bytes, count);
}
#endif

uint32_t weft_crc32c(uint32_t crc, const void *bytes, size_t count) {
    pthread_once(&once, prepare);
    return ~(has_instruction ? by_instruction(~crc, bytes, count) : by_tables(~crc, bytes, count));
}

uint32_t weft_crc32c_tables(uint32_t crc, const void *bytes, size_t count) {
    pthread_once(&once, prepare);
    return ~by_tables(~crc, bytes, count);
}

bool weft_crc32c_is_hardware(void) {
    pthread_once(&once, prepare);
    return has_instruction;
}
