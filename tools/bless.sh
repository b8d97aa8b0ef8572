#!/bin/sh
# Writes what the checker says today into the text blocks of Tests/GoldenTests/Cases. The run fails when it wrote
# anything, and whenever the comments in a spec disagree: read the difference, then run the tests again.
cd "$(dirname "$0")/.." || exit 1
WEFT_BLESS=1 exec swift test --filter GoldenTests "$@"
