#include "join.h"

#include "../include/weft_type.h"
#include "../isa/variant.h"

static void join_doubles(const weft_taps *taps, const double *from, double *to, bool largest) {
    for (int64_t c = 0; c < taps->channels; c++) {
        double all = !taps->is_first ? to[c] : largest ? -INFINITY : 0;
        for (int64_t t = 0; t < taps->count; t++) {
            double term = taps->weights[t] * from[taps->offsets[t] + c];
            all = !largest ? all + term : all > term || isnan(all) ? all : term;
        }
        to[c] = !largest ? all * taps->factor : all > taps->least || isnan(all) ? all : taps->least;
    }
}

void weft_join_taps(const weft_tapped *it, weft_taps *taps) {
    if (it->type == WEFT_TYPE_F64) {
        join_doubles(taps, it->from, it->to, it->largest);
    } else {
        const weft_variant *variant = weft_variant_of(it->isa);
        (it->largest ? variant->sample_largest : variant->sample_sum)(taps, it->from, it->to);
    }
    taps->count = 0;
    taps->is_first = false;
}
