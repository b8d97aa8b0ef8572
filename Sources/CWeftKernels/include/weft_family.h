// What every family of kernels answers, and what each of its parts is given.
#ifndef WEFT_FAMILY_H
#define WEFT_FAMILY_H

#include "weft_isa.h"
#include "weft_reach.h"
#include "weft_status.h"

// A thread of a run. Scratch is the thread's own, shared is common to all threads of a call (from one phase to the next);
// both are aligned to 64 bytes and as large as the largest `need` of the run's calls. Neither is cleared.
typedef struct weft_worker {
    weft_isa isa;
    int32_t index;
    void *scratch;
    void *shared;
    weft_status *status;  // the thread's own; merged by the runner
} weft_worker;

typedef struct weft_need {
    int64_t scratch;  // bytes for each thread
    int64_t shared;   // bytes for each call
} weft_need;

// A call is done phase by phase; the parts of a phase are independent, the next phase begins when all are done. How a call
// is cut depends on its shapes and the instruction set alone; a part takes at most a few tenths of a millisecond.
typedef struct weft_family {
    const char *name;
    // The number of parts of a phase; 0 means that there is no such phase.
    int64_t (*parts)(weft_isa isa, const void *arguments, int32_t phase);
    void (*run)(const void *arguments, int32_t phase, int64_t part, const weft_worker *worker);
    weft_need (*need)(weft_isa isa, const void *arguments);
    // Lists what is touched; false when the arguments are senseless (a negative extent, an overflow, a null pointer).
    bool (*reach)(weft_isa isa, const void *arguments, weft_reach_list *reaches);
} weft_family;

#endif
