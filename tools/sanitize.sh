#!/bin/sh
# Builds the kernels and their checks with the sanitizers for addresses and undefined behaviour, and runs all checks: those with
# indices, lengths and counts out of range, negative ones too, included. tools/sanitize.sh [SEEDS]
set -eu
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
sources=$(find Sources/CWeftKernels Tests/CWeftKernelsTestSupport -name '*.c' | sort)
flags="-std=gnu17 -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all"
includes="-ISources/CWeftKernels/include -ITests/CWeftKernelsTestSupport/include"
for source in $sources tools/sanitize/main.c; do
    "${CC:-clang}" $flags $includes -c "$source" -o "$out/$(echo "$source" | tr / _).o"
done
# Some linkers warn of each of the sanitizer's own symbols.
"${CC:-clang}" -fsanitize=address,undefined "$out"/*.o -lm -lpthread -o "$out/checks" 2>"$out/link" || {
    cat "$out/link" >&2
    exit 1
}
"$out/checks" "${1:-200}"
