// How a run ended.
#ifndef WEFT_STATUS_H
#define WEFT_STATUS_H

#include <stdint.h>

typedef enum weft_failure {
    WEFT_FAILURE_NONE,
    WEFT_FAILURE_INDEX,   // an index from data is out of range
    WEFT_FAILURE_LENGTH,  // a length from data is out of range
    WEFT_FAILURE_COUNT,   // a count from data is out of range
    WEFT_FAILURE_DIVISOR, // an integer was divided by 0
    WEFT_FAILURE_REGION,  // a region from data is none
    WEFT_FAILURE_EXPONENT, // an integer was raised to a power below 0
} weft_failure;

// Of several failures the one at the lowest call and then the lowest position is kept, so the report is the same for any
// number of threads.
typedef struct weft_status {
    int32_t code;      // weft_failure
    int32_t call;      // index of the call in the plan
    int64_t position;  // element position in the tensor that holds the number
    int64_t value;     // what stood there
    int64_t low, high; // the valid range, inclusive
} weft_status;

#endif
