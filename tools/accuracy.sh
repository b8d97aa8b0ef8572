#!/bin/sh
# Runs every model of the zoo and random ones compiled, for every instruction set of the machine and both accuracies, at each
# stage of the pipeline, compares them with the interpreter and writes the largest deviations to the page Accuracy.
set -eu
cd "$(dirname "$0")/.."
page=Sources/Weft/Weft.docc/Accuracy.md
lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
WEFT_LONG_TESTS=1 WEFT_DEVIATIONS=1 swift test -c release -Xswiftc -assert-config -Xswiftc Debug \
    --filter CompiledStageTests --filter RandomModelTests "$@" >"$lines" || {
    grep -v '^deviation' "$lines" >&2
    exit 1
}
{
    cat <<'TEXT'
# Accuracy

How far compiled models are from the reference interpreter, which adds up in double precision.

## Overview

This page is written by `tools/accuracy.sh`. Each model runs compiled after every pass of the pipeline that changes its
program, for every instruction set of the machine; the deviation is the largest difference of an output's element as a share
of the output's largest magnitude, over all of that. Allowed is c · ε · √K, with ε = 2⁻²³, K the terms that are added up behind
one another along the longest path, and c = 16 where all algorithms are allowed, c = 4 where `--accuracy strict` leaves those
alone that round as plain sums do. The share is of what is allowed: at 100 % a test fails.

TEXT
    awk -F '\t' '$1 == "deviation" && !seen[$6]++ { print $6 }' "$lines" | sort | paste -sd , | sed 's/,/, /g; s/.*/Instruction sets: &./'
    echo
    echo "| model | default | share | strict | share |"
    echo "| --- | --- | --- | --- | --- |"
    awk -F '\t' '
        $1 != "deviation" { next }
        !($2 in known) { known[$2]; names[++count] = $2 }
        {
            key = $2 "\t" $3
            if ($4 + 0 > worst[key]) worst[key] = $4 + 0
            if ($5 > 0 && $4 / $5 > share[key]) share[key] = $4 / $5
        }
        END {
            for (number = 1; number <= count; number++) {
                name = names[number]
                printf "| %s |", name
                for (index_ = 1; index_ <= 2; index_++) {
                    key = name "\t" (index_ == 1 ? "default" : "strict")
                    printf " %.1e | %.0f %% |", worst[key], 100 * share[key]
                }
                print ""
            }
        }' "$lines" | sort
} >"$page"
