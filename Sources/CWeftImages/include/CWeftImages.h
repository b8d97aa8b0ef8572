// Decoding PNG with libpng. Its errors jump (longjmp); here they jump within one C function and never into Swift.
#ifndef C_WEFT_IMAGES_H
#define C_WEFT_IMAGES_H

#include <stddef.h>
#include <stdint.h>

// What a PNG's header says, and how its samples are given.
typedef struct {
    uint32_t width;
    uint32_t height;
    // 1 for grey, 3 for colour; a palette gives colour, alpha is dropped.
    uint32_t channels;
    // 8 or 16: narrower samples are widened so that full is 255.
    uint32_t depth;
    // Bits of a pixel as it is stored, alpha included.
    uint32_t stored_bits;
} weft_png_header;

// Reads the header. 0; or -1 with a text in `message`, which has room for `capacity` bytes.
int weft_png_read_header(
    const uint8_t *bytes, size_t count, weft_png_header *header, char *message, size_t capacity);

// Reads the samples, row by row from the top, channels innermost, into width · height · channels numbers.
// `header` must be what weft_png_read_header gave for the same bytes, and `samples` have room for `sample_count` of
// them. 0; or -1 with a text in `message`.
int weft_png_read_samples(
    const uint8_t *bytes, size_t count, const weft_png_header *header, uint16_t *samples, size_t sample_count,
    char *message, size_t capacity);

#endif
