#!/usr/bin/env python3
"""Writes the table of the zoo into the catalogue: Sources/Weft/Weft.docc/Zoo.md, between the lines that say so.

usage: tools/zoo-table.py [WEFT]

WEFT is the program that is asked, .build/release/weft unless given. Run it when a model of the zoo, or what it costs, has
changed; a test of the zoo compares the table with the models.
"""
import json
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent
weft = sys.argv[1] if len(sys.argv) > 1 else str(root / ".build/release/weft")
article = root / "Sources/Weft/Weft.docc/Zoo.md"
published = root / "Tests/ZooTests/Fixtures/published.txt"
begin, end = "<!-- The table: written by tools/zoo-table.py -->", "<!-- The end of the table -->"

# The sizes that the MACs are counted at: one row, the picture that the network was made for, 100 steps.
usual = {"N": 1, "H": 224, "W": 224, "T": 100, "S": 100, "P": 100, "L": 16000}
own = {
    "inception_v3": {"H": 299, "W": 299},
    "efficientnet_b1": {"H": 240, "W": 240},
    "efficientnet_b2": {"H": 288, "W": 288},
    "efficientnet_b3": {"H": 300, "W": 300},
    "fcn_resnet50": {"H": 520, "W": 520},
    "deeplabv3_resnet50": {"H": 520, "W": 520},
    "tiny_yolo": {"H": 416, "W": 416},
    "r3d_18": {"T": 16, "H": 112, "W": 112},
    "conv_lstm": {"T": 10, "H": 64, "W": 64},
    "video_labeller": {"T": 16},
    "crnn": {"W": 100},
}


def ask(*arguments):
    done = subprocess.run([weft, *arguments, "--json"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"zoo-table.py: weft {' '.join(arguments)}: {done.stderr or done.stdout}")
    return json.loads(done.stdout)


def shape(item):
    return item["type"].split("[")[1]


def row(reference, source):
    model = ask("check", f"zoo:{reference}")
    name = reference.split("#")[0]
    sizes = {**usual, **own.get(name, {})}
    free = list(dict.fromkeys(re.findall(r"[A-Za-z_]\w*", " ".join(shape(item) for item in model["inputs"]))))
    chosen = ",".join(f"{symbol}={sizes[symbol]}" for symbol in free)
    costs = ask("check", f"zoo:{reference}", "--size", chosen)["sizes"]["costs"] if free else model
    inputs = " ".join(f"`{item['name']}: {item['type']}`" for item in model["inputs"])
    conditions = " ".join(f"`{condition}`" for condition in model["conditions"]) or "all"
    count, origin = source or ("–", "–")
    cells = [
        f"`{reference}`", inputs, conditions, f"{model['parameters']['trainable']:,}", f"{costs['macs_value']:,}",
        f"`{chosen}`" if free else "–", f"{int(count):,}" if source else "–", origin,
    ]
    return "| " + " | ".join(cells) + " |"


sources = {}
for line in published.read_text().splitlines():
    reference, count, origin = line.split("\t")
    sources[reference] = (count, origin)
names = [model["name"] for model in ask("zoo", "list")["models"]]
rows = [row(reference, sources.get(reference)) for reference in sorted(set(names) | set(sources))]
head = "| model | inputs | valid sizes | parameters | MACs | at | published | source |\n"
table = head + "| --- | --- | --- | ---: | ---: | --- | ---: | --- |\n" + "\n".join(rows)
before, rest = article.read_text().split(begin)
article.write_text(f"{before}{begin}\n\n{table}\n\n{end}{rest.split(end)[1]}")
print(f"{len(rows)} rows in {article.relative_to(root)}")
