#!/bin/sh
# Writes the list of the texts that are part of the program: Sources/CWeftTexts/texts.c. Run it when a .weft file was added to
# prelude/ or zoo/, renamed or removed. An argument is a file to write to instead.
set -eu
export LC_ALL=C
root=$(cd "$(dirname "$0")/.." && pwd)
output=${1:-$root/Sources/CWeftTexts/texts.c}
cd "$root/Sources/CWeftTexts"
names=$(find prelude zoo -name '*.weft' | sort)
{
    echo '// Written by tools/texts.sh; #embed reads the texts themselves whenever one has changed.'
    echo '#include "CWeftTexts.h"'
    echo
    echo '#pragma clang diagnostic ignored "-Wc23-extensions"'
    number=0
    for name in $names; do
        echo
        echo "static const unsigned char text$number[] = {"
        echo "#embed \"$name\" suffix(, )"
        echo '    0};'
        number=$((number + 1))
    done
    echo
    echo 'static const weft_text texts[] = {'
    number=0
    for name in $names; do
        echo "    {\"$name\", text$number, sizeof text$number - 1},"
        number=$((number + 1))
    done
    echo '    {NULL, NULL, 0},'
    echo '};'
    echo
    echo 'size_t weft_text_count(void) { return sizeof texts / sizeof texts[0] - 1; }'
    echo
    echo 'weft_text weft_text_at(size_t index) {'
    echo '    return texts[index < weft_text_count() ? index : weft_text_count()];'
    echo '}'
} > "$output.new"
mv "$output.new" "$output"
