#!/bin/sh
# Sets up what is missing, builds once in release with assertions on, and runs the tests.
# `tools/test.sh --long` runs those as well that take more than ten seconds; further arguments go to `swift test`.
set -eu
cd "$(dirname "$0")/.."
tools/packages.sh
if [ "${1:-}" = --long ]; then
    shift
    export WEFT_LONG_TESTS=1
fi
export SWIFT_BACKTRACE=enable=no
swift test -c release -Xswiftc -assert-config -Xswiftc Debug "$@"
