#!/bin/sh
# The main job on a bare clone: builds weft, then checks a network described in text, runs it with trained weights on
# pictures of digits, converts and inspects it, and lets another one write.
set -eu
cd "$(dirname "$0")/.."
tools/packages.sh
swift build -c release --product weft
weft=.build/release/weft
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

show() { # prints a command, then runs it
    printf '\n$ weft'
    printf ' %s' "$@"
    printf '\n'
    "$weft" "$@"
}

show zoo show lenet5
show check zoo:lenet5
show inspect tools/demo/lenet5.weftpb
for digit in 0 1 2 3 4 5 6 7 8 9; do
    show run tools/demo/lenet5.weftpb --input image=tools/demo/digits/$digit.pgm --quiet
done
show convert tools/demo/lenet5.weftpb "$work/lenet5.safetensors"
show convert "$work/lenet5.safetensors" "$work/again.weftpb" --spec zoo:lenet5
if cmp -s tools/demo/lenet5.weftpb "$work/again.weftpb"; then
    echo "there and back, byte for byte the same"
else
    echo "there and back, the file has changed" >&2
    exit 1
fi
show run tools/demo/char_lstm.weftpb --input prompt=tools/demo/prompt.txt --seed 1 --quiet
