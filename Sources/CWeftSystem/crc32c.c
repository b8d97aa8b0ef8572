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
// The instruction's result comes three cycles after its operands, so three lanes of so many bytes are worked on at a time.
enum { lane_log2 = 12, lane = 1 << lane_log2 };
// For each byte of a remainder, what it becomes by the zeros of one lane, and of two, behind it.
static uint32_t behind_one[4][256], behind_two[4][256];
static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool has_instruction;

// The remainder with a lane's bytes, or two, behind it.
static uint32_t shift(const uint32_t by[4][256], uint32_t crc) {
    return by[0][crc & 0xFF] ^ by[1][crc >> 8 & 0xFF] ^ by[2][crc >> 16 & 0xFF] ^ by[3][crc >> 24];
}

// What a remainder becomes, which is the sum of what its bits become.
static uint32_t become(const uint32_t bits[32], uint32_t crc) {
    uint32_t sum = 0;
    for (int bit = 0; crc != 0; bit++, crc >>= 1) sum ^= crc & 1 ? bits[bit] : 0;
    return sum;
}

static void prepare_lanes(void) {
    // What bits become by one byte of zeros behind them; then by twice as many, and again.
    uint32_t bits[32], twice[32];
    for (int bit = 0; bit < 32; bit++) bits[bit] = ((1u << bit) >> 8) ^ table[0][(1u << bit) & 0xFF];
    for (int doubling = 0; doubling < lane_log2; doubling++) {
        for (int bit = 0; bit < 32; bit++) twice[bit] = become(bits, bits[bit]);
        memcpy(bits, twice, sizeof bits);
    }
    for (int place = 0; place < 4; place++) {
        for (int byte = 0; byte < 256; byte++) behind_one[place][byte] = become(bits, (uint32_t)byte << (8 * place));
    }
    for (int place = 0; place < 4; place++) {
        for (int byte = 0; byte < 256; byte++) behind_two[place][byte] = shift(behind_one, behind_one[place][byte]);
    }
}

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
    prepare_lanes();
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
#define INSTRUCTION __attribute__((target("sse4.2")))
#define CRC_WORD(crc, word) _mm_crc32_u64(crc, word)
#define CRC_BYTE(crc, byte) _mm_crc32_u8(crc, byte)
#elif defined(__aarch64__)
#define INSTRUCTION __attribute__((target("crc")))
#define CRC_WORD(crc, word) __crc32cd((uint32_t)(crc), word)
#define CRC_BYTE(crc, byte) __crc32cb(crc, byte)
#endif

#if defined(INSTRUCTION)
INSTRUCTION static uint32_t by_instruction(uint32_t crc, const uint8_t *bytes, size_t count) {
    uint64_t wide = crc;
    for (; count >= 3 * lane; count -= 3 * lane, bytes += 3 * lane) {
        uint64_t second = 0, third = 0;
        for (size_t at = 0; at < lane; at += 8) {
            wide = CRC_WORD(wide, load64(bytes + at));
            second = CRC_WORD(second, load64(bytes + lane + at));
            third = CRC_WORD(third, load64(bytes + 2 * lane + at));
        }
        wide = shift(behind_two, (uint32_t)wide) ^ shift(behind_one, (uint32_t)second) ^ (uint32_t)third;
    }
    for (; count >= 8; count -= 8, bytes += 8) wide = CRC_WORD(wide, load64(bytes));
    crc = (uint32_t)wide;
    for (; count > 0; count--, bytes++) crc = CRC_BYTE(crc, *bytes);
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
