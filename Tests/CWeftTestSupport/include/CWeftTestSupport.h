// What tests need of C: child processes, which Swift cannot fork, threads and their clock.
#ifndef C_WEFT_TEST_SUPPORT_H
#define C_WEFT_TEST_SUPPORT_H

#include <stddef.h>
#include <stdint.h>

// A child registers a temporary file and then sends itself a signal. The number of the signal that it died of, or -1.
int weft_test_interrupt(int directory, const char *name, int signal);
// The reading end of a pipe into which a child writes `count` bytes of value 7, or -1.
int weft_test_pipe(size_t count);
// Calls a function on a thread whose stack has `stack_bytes` bytes and waits for it. 0, or -1.
int weft_test_on_thread(size_t stack_bytes, void (*body)(void *context), void *context);
// The CPU time of this thread so far.
int64_t weft_test_thread_nanoseconds(void);

#endif
