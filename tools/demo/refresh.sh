#!/bin/sh
# Writes the demonstration's model files anew, with the weights that they hold and the zoo's present text.
set -eu
cd "$(dirname "$0")/../.."
weft=.build/release/weft
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for pair in lenet5=lenet5 char_lstm=char_lstm#Generate; do
    file=tools/demo/${pair%%=*}.weftpb
    "$weft" convert "$file" "$work/weights.safetensors" --quiet
    "$weft" convert "$work/weights.safetensors" "$file" --spec "zoo:${pair#*=}"
done
