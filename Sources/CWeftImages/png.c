#include "CWeftImages.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

// Chunks of text and colour profiles may not unpack to more than this.
enum { largest_chunk = 8 << 20 };

typedef struct {
    const uint8_t *bytes;
    size_t count;
    size_t position;
    char *message;
    size_t capacity;
} reader;

static void read_bytes(png_structp png, png_bytep target, size_t count) {
    reader *source = png_get_io_ptr(png);
    if (count > source->count - source->position) png_error(png, "the data ends early");
    for (size_t i = 0; i < count; i++) target[i] = source->bytes[source->position + i];
    source->position += count;
}

static void fail(png_structp png, png_const_charp text) {
    reader *source = png_get_error_ptr(png);
    snprintf(source->message, source->capacity, "%s", text);
    png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp text) {
    (void)png;
    (void)text;
}

static png_structp start(reader *source, png_infop *info) {
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, source, fail, ignore);
    if (!png) return NULL;
    *info = png_create_info_struct(png);
    if (!*info) {
        png_destroy_read_struct(&png, NULL, NULL);
        return NULL;
    }
    return png;
}

// Everything that may jump: from here on the caller's setjmp holds.
static void prepare(png_structp png, png_infop info, reader *source, weft_png_header *header) {
    png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
    png_set_chunk_malloc_max(png, largest_chunk);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_read_fn(png, source, read_bytes);
    png_read_info(png, info);
    const int stored_depth = png_get_bit_depth(png, info);
    const int colour = png_get_color_type(png, info);
    header->stored_bits = (uint32_t)stored_depth * png_get_channels(png, info);
    if (colour == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
    if (colour == PNG_COLOR_TYPE_GRAY && stored_depth < 8) png_set_expand_gray_1_2_4_to_8(png);
    png_set_strip_alpha(png);
    header->width = png_get_image_width(png, info);
    header->height = png_get_image_height(png, info);
    header->channels = colour & PNG_COLOR_MASK_COLOR ? 3 : 1;
    header->depth = stored_depth == 16 ? 16 : 8;
}

// Widens a row of bytes, big-endian where a sample has two, into its place.
static void store(const uint8_t *row, uint16_t *samples, size_t count, uint32_t depth) {
    for (size_t i = 0; i < count; i++) {
        samples[i] = depth == 16 ? (uint16_t)(row[2 * i] << 8 | row[2 * i + 1]) : row[i];
    }
}

// Reads all passes of an interlaced image into `buffer`, which holds the whole image in bytes.
static void read_rows(png_structp png, png_infop info, uint8_t *buffer, size_t row_bytes, uint32_t height) {
    const int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    if (png_get_rowbytes(png, info) != row_bytes) png_error(png, "the rows have an unexpected length");
    for (int pass = 0; pass < passes; pass++) {
        for (uint32_t y = 0; y < height; y++) png_read_row(png, buffer + y * row_bytes, NULL);
    }
    png_read_end(png, NULL);
}

int weft_png_read_header(
    const uint8_t *bytes, size_t count, weft_png_header *header, char *message, size_t capacity) {
    reader source = {bytes, count, 0, message, capacity};
    snprintf(message, capacity, "there is no memory for it");
    png_infop info = NULL;
    png_structp png = start(&source, &info);
    if (!png) return -1;
    if (setjmp(png_jmpbuf(png))) {
        png_destroy_read_struct(&png, &info, NULL);
        return -1;
    }
    prepare(png, info, &source, header);
    png_destroy_read_struct(&png, &info, NULL);
    return 0;
}

int weft_png_read_samples(
    const uint8_t *bytes, size_t count, const weft_png_header *header, uint16_t *samples, size_t sample_count,
    char *message, size_t capacity) {
    reader source = {bytes, count, 0, message, capacity};
    snprintf(message, capacity, "there is no memory for it");
    const size_t row_count = (size_t)header->width * header->channels;
    const size_t row_bytes = row_count * (header->depth / 8);
    if (row_count == 0 || sample_count / row_count < header->height) return -1;
    png_infop info = NULL;
    png_structp png = start(&source, &info);
    uint8_t *buffer = png ? malloc(row_bytes * header->height) : NULL;
    if (!png || !buffer) {
        if (png) png_destroy_read_struct(&png, &info, NULL);
        return -1;
    }
    if (setjmp(png_jmpbuf(png))) {
        free(buffer);
        png_destroy_read_struct(&png, &info, NULL);
        return -1;
    }
    weft_png_header again = {0};
    prepare(png, info, &source, &again);
    read_rows(png, info, buffer, row_bytes, header->height);
    for (uint32_t y = 0; y < header->height; y++) {
        store(buffer + y * row_bytes, samples + y * row_count, row_count, header->depth);
    }
    free(buffer);
    png_destroy_read_struct(&png, &info, NULL);
    return 0;
}
