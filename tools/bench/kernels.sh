#!/bin/sh
# Builds the kernels as a release does (-O2, with frame pointers) with the benchmark in kernels/ and prints each kernel on its
# shapes: the least time of many runs, and the median share of the peak of multiply-adds measured between them; where what must
# be moved matters, of the rate at which as much memory is read, also measured between them.
# Arguments: --family product|convolution|winograd4|winograd6|winograd8|winograd10|depthwise, --isa NAME, --threads COUNT,
# --seconds EACH.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sources=$here/../../Sources/CWeftKernels
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
for file in "$sources"/*/*.c "$here"/kernels/*.c; do
    object=$build/$(echo "${file#"$here"}" | tr / _).o
    "${CC:-clang}" -std=c17 -O2 -fno-omit-frame-pointer -Wall -Wextra -I "$sources/include" -c "$file" -o "$object"
done
"${CC:-clang}" "$build"/*.o -lm -lpthread -o "$build/bench"
"$build/bench" "$@"
