#!/bin/sh
# Writes Sources/CWeftTexts/texts.inc, the table of the prelude's and the zoo's texts, from the folders beside it.
set -eu
cd "$(dirname "$0")/../Sources/CWeftTexts"
names=$(LC_ALL=C ls prelude/*.weft zoo/*.weft)
{
    echo "// The table of texts, in the order of their names; made by tools/texts.sh from the folders beside it."
    for name in $names; do
        identifier=$(echo "${name%.weft}" | tr '/-' '__')
        printf 'static const unsigned char %s[] = {\n#embed "%s"\n};\n' "$identifier" "$name"
    done
    printf '\nstatic const weft_text texts[] = {\n'
    for name in $names; do
        identifier=$(echo "${name%.weft}" | tr '/-' '__')
        printf '    {"%s", %s, sizeof %s},\n' "$name" "$identifier" "$identifier"
    done
    echo "};"
} > texts.inc
