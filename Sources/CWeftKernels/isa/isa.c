#include "variant.h"

// Lanes and panels of all sets, those of other architectures too: weights are packed for any machine.
static const struct {
    const char *name;
    int32_t lanes, panel;
    int64_t cache;
} facts[WEFT_ISA_COUNT] = {
    [WEFT_ISA_BASELINE] = {"baseline", 4, 8, 400 << 10},
    [WEFT_ISA_AVX2] = {"avx2", 8, 16, 400 << 10},
    [WEFT_ISA_AVX512] = {"avx512", 16, 64, 1 << 20},
    [WEFT_ISA_NEON] = {"neon", 4, 8, 400 << 10},
};

const char *weft_isa_name(weft_isa isa) { return facts[isa].name; }
int32_t weft_isa_lanes(weft_isa isa) { return facts[isa].lanes; }
int32_t weft_isa_panel(weft_isa isa) { return facts[isa].panel; }
int64_t weft_isa_cache(weft_isa isa) { return facts[isa].cache; }

bool weft_isa_is_available(weft_isa isa) {
#if defined(__x86_64__)
    __builtin_cpu_init();
#endif
    switch (isa) {
#define CASE(upper, lower, condition) case WEFT_ISA_##upper: return condition;
        WEFT_VARIANTS(CASE)
#undef CASE
    default: return false;
    }
}

weft_isa weft_isa_best(void) {
    static _Atomic int chosen = -1;
    if (chosen < 0) {
        // The list goes from the least to the best.
        static const weft_isa list[] = {
#define ENTRY(upper, lower, condition) WEFT_ISA_##upper,
            WEFT_VARIANTS(ENTRY)
#undef ENTRY
        };
        int best = WEFT_ISA_BASELINE;
        for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
            if (weft_isa_is_available(list[i])) best = (int)list[i];
        chosen = best;
    }
    return (weft_isa)chosen;
}

const weft_variant *weft_variant_of(weft_isa isa) {
    static const weft_variant *const table[WEFT_ISA_COUNT] = {
#define ENTRY(upper, lower, condition) [WEFT_ISA_##upper] = &weft_variant_##lower,
        WEFT_VARIANTS(ENTRY)
#undef ENTRY
    };
    return table[isa] != NULL ? table[isa] : &weft_variant_baseline;
}

weft_isa weft_packing_isa(weft_isa isa) { return weft_isa_is_available(isa) ? isa : WEFT_ISA_BASELINE; }
