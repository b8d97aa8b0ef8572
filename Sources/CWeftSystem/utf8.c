#include "CWeftSystem.h"

#include <string.h>

// The length of a valid sequence at `bytes`, or 0. The bounds of the second byte are those of table 3-7 of the Unicode
// standard: they keep out overlong forms, surrogates and what lies above U+10FFFF.
static size_t sequence_length(const uint8_t *bytes, size_t count) {
    uint8_t first = bytes[0];
    if (first < 0x80) return 1;
    size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (first < 0xC2 || first > 0xF4 || count < length) return 0;
    uint8_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    uint8_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (bytes[1] < low || bytes[1] > high) return 0;
    for (size_t index = 2; index < length; index++) {
        if ((bytes[index] & 0xC0) != 0x80) return 0;
    }
    return length;
}

size_t weft_utf8_valid_prefix(const uint8_t *bytes, size_t count) {
    size_t offset = 0;
    while (offset < count) {
        uint64_t word;
        if (count - offset >= 8 && (memcpy(&word, bytes + offset, 8), (word & 0x8080808080808080u) == 0)) {
            offset += 8;
            continue;
        }
        size_t length = sequence_length(bytes + offset, count - offset);
        if (length == 0) return offset;
        offset += length;
    }
    return count;
}
