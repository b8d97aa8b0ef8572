#!/bin/sh
# Builds the kernels and their checks with the sanitizers for addresses and undefined behaviour, and runs all checks: those with
# indices, lengths and counts out of range, negative ones too, included. With --tests it builds the whole package with the
# sanitizer for addresses instead, in a folder of its own, and runs the tests of such numbers on the compiled road and those of
# all operators' examples. Usage: tools/sanitize.sh [SEEDS] | tools/sanitize.sh --tests [OPTIONS OF swift test]
set -eu
cd "$(dirname "$0")/.."
if [ "${1:-}" = --tests ]; then
    shift
    # Values of the program's whole life are never freed.
    export ASAN_OPTIONS="detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}" SWIFT_BACKTRACE=enable=no
    exec swift test -c release --sanitize=address --scratch-path .build/sanitized -Xswiftc -assert-config -Xswiftc Debug \
        --filter OutOfRangeTests --filter OperatorRunTests "$@"
fi
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
