#include "CWeftSystem.h"

#include <string.h>
#include <zlib.h>

// zlib counts in `unsigned`.
static const size_t piece = 1u << 30;

weft_inflate_result weft_inflate(
    const void *input, size_t input_count, void *output, size_t output_count, bool whole
) {
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (inflateInit2(&stream, -15) != Z_OK) return WEFT_INFLATE_NO_MEMORY;
    const uint8_t *input_end = (const uint8_t *)input + input_count;
    // A stream that should end with its output still needs room to say so; a byte that arrives here is one too many.
    uint8_t overflow;
    size_t room = output_count;
    stream.next_in = (Bytef *)input;
    stream.next_out = output_count > 0 ? output : &overflow;
    int status = Z_OK;
    while (status == Z_OK && (room > 0 || whole)) {
        size_t in_left = (size_t)(input_end - stream.next_in);
        uInt given = (uInt)(room == 0 ? 1 : room < piece ? room : piece);
        if (room == 0) stream.next_out = &overflow;
        stream.avail_in = (uInt)(in_left < piece ? in_left : piece);
        stream.avail_out = given;
        status = inflate(&stream, Z_NO_FLUSH);
        uInt written = given - stream.avail_out;
        if (room == 0 && written > 0) status = Z_BUF_ERROR;
        room -= room > 0 ? written : 0;
    }
    size_t in_left = (size_t)(input_end - stream.next_in);
    inflateEnd(&stream);
    if (status == Z_BUF_ERROR && room == 0) return WEFT_INFLATE_WRONG_SIZE;
    if (status == Z_MEM_ERROR) return WEFT_INFLATE_NO_MEMORY;
    if (!whole && room == 0) return WEFT_INFLATE_OK;
    if (status == Z_STREAM_END) return room == 0 && in_left == 0 ? WEFT_INFLATE_OK : WEFT_INFLATE_WRONG_SIZE;
    return status == Z_OK ? WEFT_INFLATE_WRONG_SIZE : WEFT_INFLATE_INVALID;
}

uint32_t weft_crc32(uint32_t crc, const void *bytes, size_t count) {
    const Bytef *next = bytes;
    uLong value = crc;
    while (count > 0) {
        uInt taken = (uInt)(count < piece ? count : piece);
        value = crc32(value, next, taken);
        next += taken;
        count -= taken;
    }
    return (uint32_t)value;
}
