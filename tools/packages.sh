#!/bin/sh
# Installs what the build needs on a Debian machine with Swift, when it is missing, and says so.
set -eu

if ! command -v swift > /dev/null 2>&1; then
    echo "Weft needs Swift 6.2 or later on the PATH: https://www.swift.org/install" >&2
    exit 1
fi

missing=
need() { # package, file that shows it is there
    [ -e "$2" ] || missing="$missing $1"
}
multiarch=$(gcc -print-multiarch 2> /dev/null || clang -print-multiarch 2> /dev/null || echo "$(uname -m)-linux-gnu")
need libprotobuf-c-dev /usr/include/protobuf-c/protobuf-c.h
need protobuf-c-compiler /usr/bin/protoc-c
need libpng-dev /usr/include/png.h
need zlib1g-dev /usr/include/zlib.h
need libc6-dev "/usr/include/$multiarch/sys/types.h"
command -v pkg-config > /dev/null 2>&1 || missing="$missing pkg-config"
[ -z "$missing" ] && exit 0

if ! command -v apt-get > /dev/null 2>&1; then
    echo "missing:$missing; on Debian they come by apt-get, here please install them by hand" >&2
    exit 1
fi
echo "installing with apt-get:$missing" >&2
as_root=
[ "$(id -u)" -eq 0 ] || as_root=sudo
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing > /dev/null
