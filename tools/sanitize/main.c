// Runs every check of the kernels, out-of-range indices and lengths among them, for every instruction set of the machine, and
// fails where a family of the list of calls is met by none.
#include <stdio.h>
#include <stdlib.h>
#include <weft_vector_checks.h>

int main(int count, char **arguments) {
    uint64_t seeds = count > 1 ? strtoull(arguments[1], NULL, 10) : 200;
    int failures = 0;
    for (int isa = 0; isa < WEFT_ISA_COUNT; isa++) {
        if (!weft_isa_is_available((weft_isa)isa)) continue;
        for (int32_t number = 0; number < WEFT_CHECK_COUNT; number++) {
            for (uint64_t seed = 0; seed < seeds; seed++) {
                weft_check check = weft_check_run(number, (weft_isa)isa, seed);
                if (!check.failed) continue;
                printf("%s, %s, seed %llu: %s\n", weft_isa_name((weft_isa)isa), weft_check_name(number),
                       (unsigned long long)seed, check.message);
                failures++;
                break;
            }
        }
        printf("%s: %d checks, %llu seeds each\n", weft_isa_name((weft_isa)isa), (int)WEFT_CHECK_COUNT,
               (unsigned long long)seeds);
    }
    for (int32_t kind = 0; kind < WEFT_CALL_KIND_COUNT; kind++) {
        const char *left = weft_check_family_left(kind);
        if (left == NULL) continue;
        printf("no check runs the family '%s'\n", left);
        failures++;
    }
    return failures > 0;
}
