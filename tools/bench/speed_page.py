"""The page on speed, from the results that rivals.py keeps."""
import math
import re

from rival_models import GROUPS

HEAD = """# Speed

Weft beside other engines on the same machine, weights and inputs.

## Overview

This page is written by `tools/bench/rivals.py`. All engines run at f32, each in a process of its own on the same CPUs, in
turns; the outputs are compared with PyTorch's. A time is the median of the turns' medians, in milliseconds; the ratio is the
median over the turns of Weft's time to that of the fastest rival (bold), behind it the smallest and the largest. Below 1 Weft
is faster. *Least* is the ratio of the shortest turns of both: where other machines share the cores, those are the turns that
they disturbed least. The clock of a shared machine changes from second to second, so ratios say more than times.
† marks outputs that differ from PyTorch's by more than a thousandth, which are not counted, and – what does not run: ncnn takes
one picture at a time, and was not given recurrent networks.
"""
TAIL = """
## What holds it back

- **Dense kernels** reach 91 % of the peak of multiply-adds when nothing else runs on the core. Where another machine keeps
  the core's second thread busy, as it mostly did for the tables above, those of many channels fall to 60 to 88 % of a loop of
  multiply-adds without loads that is measured beside them: each vector of multiply-adds wants a load, and loads are what the
  threads share. Without gain were: elements of A read as operands (more loads), other orders of loads, fetching the next rows
  of A, no fetching of outputs, smaller bands, 1, 2, 4 and 8 steps of k written out. What helped were short loops over k
  instead of long ones.
- **MobileNet v2** spends three quarters of its time in 1×1 convolutions of few channels, which are such kernels; bands of
  rows make the rest short. On a busy core it takes 1.4 times as long, the fastest rival 1.3 times. **ResNet-50** is 1×1
  convolutions at that same rate, and the weights of its last stage come from memory at each image.
- **Products of few rows** read their weights as fast as memory gives them (one or two rows: 96 to 108 % of a loop that only
  reads), and at 78 % of the second cache's rate and more where they lie there; a step of a small LSTM is bound by its gates'
  exponentials instead.
- **Depthwise convolutions** of stride 2 move 57 to 74 % of what a loop that only reads does: a fifth of it is written,
  and what is written is read first.
- **Grouped convolutions** of 4 to 16 channels take 30 to 50 % of the peak: each vector of a pixel is permuted once for every
  channel of a group, on a port that multiplies otherwise.
- **A first image from a saved program** of ResNet-50 takes 28 ms beyond a steady run on an undisturbed core (opening 7,
  compiling 15 of which passes 8, the run itself 6), and about 40 ms on a busy one.
"""
KERNELS = """## Kernels, 1 thread

What `tools/bench/kernels.sh` measures: the least time of a call, and the median share of the peak of multiply-adds measured
before and after it on the same core; where moving is what costs, of the rate at which as much memory is read. GFLOP/s count
the multiply-adds of the plain algorithm, so Winograd's can be above the peak. A product is rows × columns × depth; a
convolution height: input → output channels, kernel and stride; *gap* says that pixels lie further apart than their channels.
"""
ENGINES = {"onnxruntime": "onnxruntime", "openvino": "OpenVINO", "ncnn": "ncnn", "torch": "PyTorch"}
TITLES = {"pictures": "Convolutional networks", "recurrent": "Recurrent networks", "own": "Cells of one's own"}
TOLERANCE = 1e-3


def shown(milliseconds):
    return f"{milliseconds:.3g}" if milliseconds < 100 else f"{milliseconds:.0f}"


def cell(row, engine):
    if engine not in row["rivals_ms"]:
        return "–"
    text = shown(row["rivals_ms"][engine])
    if not row["off"][engine] < TOLERANCE:
        return text + "†"
    return f"**{text}**" if engine == row["fastest"] else text


def mean(rows, key):
    """The geometric mean."""
    return math.exp(sum(math.log(row[key]) for row in rows) / len(rows))


def table(title, rows):
    engines = " | ".join(ENGINES.values())
    lines = [f"## {title}", "", f"| network | Weft | {engines} | ratio | spread | least | largest difference |",
             "| --- " * (len(ENGINES) + 6) + "|"]
    for row in rows:
        cells = " | ".join(cell(row, engine) for engine in ENGINES)
        low, high = row["ratios"]
        lines.append(f"| {row['network']} | {shown(row['weft_ms'])} | {cells} | {row['ratio']:.2f} | {low:.2f}–{high:.2f} | "
                     f"{row['least']:.2f} | {row['off']['weft']:.0e} |")
    lines += ["", f"Geometric mean of the ratios: **{mean(rows, 'ratio'):.2f}**, of the shortest turns {mean(rows, 'least'):.2f}; "
              f"the largest ratio is {max(row['ratio'] for row in rows):.2f}.", ""]
    return lines


# A line of kernels.sh; the share of reading stands where what must be moved matters.
KERNEL = re.compile(
    r"(?P<family>\S+) +(?P<shape>.+?) +(?P<isa>\S+) +(?P<us>[\d.]+) us +(?P<gflops>[\d.]+) GF/s +(?P<peak>[\d.]+) % of peak"
    r"( +(?P<gigabytes>[\d.]+) GB/s +(?P<reading>[\d.]+) % of reading)?")


def kernels(text):
    """The kernels that kernels.sh has measured, from what it printed."""
    rows = []
    for line in filter(None, map(KERNEL.fullmatch, text.splitlines())):
        words = line.groupdict()
        numbers = {name: words[name] and float(words[name]) for name in ("us", "gflops", "peak", "gigabytes", "reading")}
        rows.append({"family": words["family"], "shape": words["shape"], "isa": words["isa"], **numbers})
    return rows


def kernel_table(rows):
    lines = [KERNELS, "| kernel | shape | µs | GFLOP/s | of the peak | GB/s | of reading |", "| --- " * 7 + "|"]
    for row in rows:
        moved = f"{row['gigabytes']:.0f} | {row['reading']:.0f} %" if row["reading"] else "– | –"
        shape = row["shape"].replace(" x ", " × ").replace("->", " → ")
        lines.append(f"| {row['family']} | {shape} | {row['us']:.4g} | {row['gflops']:.0f} | {row['peak']:.0f} % | {moved} |")
    return lines + [""]


def write(results, path):
    machine, rows = results["machine"], results["rows"]
    versions = ", ".join(f"{ENGINES[name]} {version}" for name, version in machine["versions"].items())
    lines = [HEAD, f"{machine['cpu']}, {machine['cpus']} CPUs, {machine['sets']}; {versions}; {machine['day']}. "
             f"{machine['remark']}".rstrip(), ""]
    for group, names in GROUPS.items():
        kinds = sorted({(row["threads"], row["batch"]) for row in rows if row["network"] in names})
        for threads, batch in kinds:
            some = [row for name in names for row in rows
                    if (row["network"], row["threads"], row["batch"]) == (name, threads, batch)]
            count = f"{threads} thread" + "s" * (threads > 1)
            lines += table(f"{TITLES[group]}, {count}" + (f", batch {batch}" if group == "pictures" else ""), some)
    if "kernels" in results:
        lines += kernel_table(results["kernels"])
    path.write_text("\n".join(lines).rstrip() + "\n" + TAIL)
