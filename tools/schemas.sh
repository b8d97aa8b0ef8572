#!/bin/sh
# Makes Sources/CWeftSchemas from schemas/ with protoc-c 1.4.1 (newer ones may write code that Debian's library lacks).
# An argument is a folder to write to instead, in the same layout.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
output=${1:-$root/Sources/CWeftSchemas}
protoc-c --version | grep -q '^protobuf-c 1\.4\.1$' || { echo "protoc-c 1.4.1 is needed" >&2; exit 1; }
mkdir -p "$output/include"
cd "$root/schemas"
for schema in *.proto; do
    protoc-c --c_out="$output" "$schema"
    mv "$output/${schema%.proto}.pb-c.h" "$output/include/"
done
