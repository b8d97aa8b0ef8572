// What WeftFiles does in C: checksums, bytes at speed, and the system calls that Swift cannot reach or that signal
// handlers make. Nothing here keeps a pointer beyond the call, except where said.
#ifndef C_WEFT_SYSTEM_H
#define C_WEFT_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// --- CRC-32C (Castagnoli), reflected; the check value of "123456789" is E3069283. ---------------------------------

// The checksum of the bytes before (0 for none) continued over `count` more, by the fastest way the machine has.
uint32_t weft_crc32c(uint32_t crc, const void *bytes, size_t count);
// The same by sixteen tables, on any machine.
uint32_t weft_crc32c_tables(uint32_t crc, const void *bytes, size_t count);
// Whether weft_crc32c uses an instruction.
bool weft_crc32c_is_hardware(void);

// --- SHA-256 (FIPS 180-4) -------------------------------------------------------------------------------------------

typedef struct {
    uint32_t state[8];
    uint64_t byte_count;
    uint8_t pending[64];
} weft_sha256;

void weft_sha256_start(weft_sha256 *hash);
void weft_sha256_update(weft_sha256 *hash, const void *bytes, size_t count);
void weft_sha256_finish(weft_sha256 *hash, uint8_t digest[32]);

// --- Deflate (RFC 1951) and the CRC-32 of zip files, by zlib --------------------------------------------------------

typedef enum {
    WEFT_INFLATE_OK,
    // What came is no deflate stream, or ends in the middle of one.
    WEFT_INFLATE_INVALID,
    // The stream ends before the output is full, or goes on behind it, or bytes follow it.
    WEFT_INFLATE_WRONG_SIZE,
    WEFT_INFLATE_NO_MEMORY,
} weft_inflate_result;

// Fills the output from a raw deflate stream. With `whole` the stream must end exactly with the output and the input;
// otherwise the output is the stream's beginning and the rest is not looked at.
weft_inflate_result weft_inflate(
    const void *input, size_t input_count, void *output, size_t output_count, bool whole);
// The CRC-32 of the bytes before (0 for none) continued over `count` more.
uint32_t weft_crc32(uint32_t crc, const void *bytes, size_t count);

// --- UTF-8 ----------------------------------------------------------------------------------------------------------

// The offset of the first byte that does not continue valid UTF-8, or `count` when all of it is valid. Overlong forms,
// surrogates and values above U+10FFFF are invalid; NUL is valid.
size_t weft_utf8_valid_prefix(const uint8_t *bytes, size_t count);

// --- A budgeted arena: what is unpacked from a hostile file lives in one, and goes in one piece. -------------------

typedef struct weft_arena weft_arena;

// NULL when memory is out. `fail_after` makes allocation number `fail_after` + 1 fail (for tests); SIZE_MAX never.
weft_arena *weft_arena_create(size_t budget, size_t fail_after);
void weft_arena_destroy(weft_arena *arena);
// Memory aligned to 16 bytes and not cleared, or NULL beyond the budget. The signature is that of ProtobufCAllocator.
void *weft_arena_allocate(void *arena, size_t size);
// Does nothing: an arena frees everything at once.
void weft_arena_ignore_free(void *arena, void *pointer);
// Whether an allocation was refused so far.
bool weft_arena_is_exhausted(const weft_arena *arena);

// --- Temporary files that an interrupt must not leave behind ------------------------------------------------------

// Registers a file for removal on SIGINT, SIGTERM and SIGHUP, and installs the handlers where those signals have their
// default action. Returns a slot to give back, or -1 when all slots are taken (the file is then not removed by a
// signal). `name` has at most 255 bytes and is copied; `directory` stays open until the slot is given back.
int weft_temporary_register(int directory, const char *name);
void weft_temporary_unregister(int slot);
// Removes all registered files: for a program that handles these signals itself. Safe in a signal handler.
void weft_temporary_remove_all(void);

// --- Large memory --------------------------------------------------------------------------------------------------

// Zeroed memory of whole pages, large ones where the system has them: it is there once it is touched, and a large page
// is touched once instead of 512 times. NULL when memory is out or nothing is asked for.
void *weft_memory_map(size_t count);
void weft_memory_unmap(void *memory, size_t count);
// Gives freed memory of malloc back to the system, which keeps it otherwise.
void weft_memory_trim(void);

// --- System calls that differ between platforms --------------------------------------------------------------------

// Flushes a file to the medium. 0, or -1 with errno.
int weft_synchronise(int descriptor);
// Opens a path below a directory for reading, following no symbolic link on the way, with O_CLOEXEC and O_NONBLOCK.
// A path that leaves the directory is refused by the kernel where it can, by `..` and a leading slash everywhere.
int weft_open_beneath(int directory, const char *path);
// Columns of the terminal behind a descriptor, or 0.
int weft_terminal_columns(int descriptor);
// Tries to lock a whole file for this process without waiting. 0, or -1 with errno.
int weft_try_lock(int descriptor);
// The largest resident size that the process had so far, in bytes, or 0.
uint64_t weft_peak_resident_bytes(void);
// The process stops dying of a closed pipe; writing to one gives EPIPE.
void weft_ignore_broken_pipes(void);

#endif
