// Prints every kernel on its shapes as a share of the peak measured beside it.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

int main(int count, char **words) {
    bench_options options = {.isa = weft_isa_best(), .threads = 1, .seconds = 0.3};
    for (int i = 1; i + 1 < count; i += 2) {
        if (strcmp(words[i], "--family") == 0) options.only = words[i + 1];
        else if (strcmp(words[i], "--threads") == 0) options.threads = atoi(words[i + 1]);
        else if (strcmp(words[i], "--seconds") == 0) options.seconds = atof(words[i + 1]);
        else if (strcmp(words[i], "--isa") == 0) {
            for (int isa = 0; isa < WEFT_ISA_COUNT; isa++)
                if (strcmp(words[i + 1], weft_isa_name((weft_isa)isa)) == 0) options.isa = (weft_isa)isa;
        } else {
            fprintf(stderr, "usage: [--family NAME] [--isa NAME] [--threads COUNT] [--seconds S]\n");
            return 2;
        }
    }
    if (!weft_isa_is_available(options.isa) || options.threads < 1 || options.threads > 64) {
        fprintf(stderr, "this machine has no such set, or not as many threads\n");
        return 1;
    }
    bench_products(&options);
    bench_convolutions(&options);
    bench_depthwise(&options);
    return 0;
}
