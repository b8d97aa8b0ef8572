#!/usr/bin/env python3
"""Compares the sizes that `weft check` calls valid with those that PyTorch accepts, for every size from 1 to 512.

One size of a model is tried while the others stay small and fixed; modules run on PyTorch's meta device, which computes
shapes alone, or on real numbers where their layers need them. Where a size is valid, the shapes of the outputs are
compared as well. Needs what zoo.py needs.

    /tmp/oracles/bin/python tools/oracles/sizes.py [--weft FILE] [MODEL…]
"""
import dataclasses
import math
import sys
from typing import Callable

import torch
from torch import nn

import zoo
from zoo_cases import Lengths, Words, draw
from zoo_sequences import deep_speech2

LARGEST = 512


@dataclasses.dataclass
class Question:
    """`shapes` gives the inputs for a size of `symbol`; `fixed` are the sizes of the other symbols."""
    reference: str
    symbol: str
    shapes: Callable
    fixed: dict
    # On real numbers, with these settings of the spec and a module as small.
    small: dict | None = None
    make: Callable | None = None

    def accepted(self):
        """The shapes of the outputs for each size that the module accepts."""
        case = zoo.CASES[self.reference]
        module = (self.make() if self.make else without_slow(case.empty())).eval()
        result = {}
        for size in range(1, LARGEST + 1):
            try:
                with torch.no_grad(), torch.device("cpu" if self.make else "meta"):
                    result[size] = {k: list(v.shape) for k, v in case.run(module, self.arrays(size)).items()}
            except (RuntimeError, ValueError, IndexError):
                pass
        return result

    def arrays(self, size):
        if self.make:
            generator = torch.Generator().manual_seed(size)
            return [value.float() if value.is_floating_point() else value
                    for value in (draw(item, generator) for item in self.shapes(size))]
        return [torch.empty(item.shape, dtype=torch.long) if isinstance(item, Words) else torch.empty(item)
                for item in self.shapes(size)]


class AnyLength(nn.Module):
    """The shapes of a recurrence, which takes every sequence of a step or more, without its steps."""

    def __init__(self, recurrence):
        super().__init__()
        self.width = recurrence.hidden_size * (2 if recurrence.bidirectional else 1)

    def forward(self, x):
        if x.shape[1] == 0:
            raise RuntimeError("Expected sequence length to be larger than 0 in RNN")
        return x.new_empty(*x.shape[:2], self.width), None


def without_slow(module):
    """Layers that refuse no size, or no other, and are slow on the meta device, are replaced."""
    for name, child in module.named_children():
        if isinstance(child, nn.modules.batchnorm._BatchNorm):
            module._modules[name] = nn.Identity()
        elif isinstance(child, nn.RNNBase):
            module._modules[name] = AnyLength(child)
        else:
            without_slow(child)
    return module


def picture(reference, channels=3, width=64, symbols="H"):
    for symbol in symbols:
        shape = lambda s, symbol=symbol: [(1, channels, s, width) if symbol == "H" else (1, channels, width, s)]
        yield Question(reference, symbol, shape, {"N": 1, ("W" if symbol == "H" else "H"): width})


QUESTIONS = [
    *picture("unet", width=16, symbols="HW"), *picture("espcn", 1, 3, "HW"), *picture("fsrcnn", 1, 3, "HW"),
    *picture("tiny_yolo", symbols="HW"), *picture("alexnet", width=63, symbols="HW"), *picture("vgg16", width=32),
    *picture("googlenet", width=15), *picture("googlenet#GoogLeNetTraining", width=40),
    *picture("inception_v3", width=75), *picture("inception_v3#InceptionV3Training", width=299),
    *picture("resnet18", width=1), *picture("densenet121", width=29), *picture("squeezenet1_0", width=21),
    *picture("squeezenet1_1", width=17, symbols="HW"), *picture("mobilenet_v3_small", width=1),
    *picture("shufflenet_v2_x1_0", width=1), *picture("efficientnet_b0", width=1), *picture("convnext_tiny", width=32),
    *picture("fcn_resnet50", width=1), *picture("deeplabv3_resnet50", width=1),
    Question("r3d_18", "T", lambda s: [(1, 3, s, 8, 8)], {"N": 1, "H": 8, "W": 8}),
    Question("r3d_18", "H", lambda s: [(1, 3, 2, s, 8)], {"N": 1, "T": 2, "W": 8}),
    Question("crnn", "W", lambda s: [(1, 1, 32, s)], {"N": 1}),
    Question("forecaster", "T", lambda s: [(1, s, 1)], {"N": 1}),
    Question("text_cnn", "T", lambda s: [Words(2, (1, s))], {"N": 1}),
    Question("tcn", "T", lambda s: [Words(2, (1, s))], {"N": 1}),
    Question("wavenet", "T", lambda s: [Words(2, (1, s))], {"N": 1}),
    Question("voice_detector", "L", lambda s: [(1, s), (1, 128), (1, 128)], {"N": 1}),
    Question("captioner#CaptionerTrain", "H", lambda s: [(1, 3, s, 4), Words(2, (1, 2))], {"N": 1, "W": 4, "T": 2}),
    Question("conv_lstm", "H", lambda s: [(1, 2, 1, s, 3)], {"N": 1, "T": 2, "W": 3}),
    Question("deep_speech2", "T", lambda s: [(1, 1, 161, s), Lengths(1, s)], {"N": 1},
             {"units": 3, "layers": 1}, lambda: deep_speech2(3, 1)),
]


def shape(type_, sizes):
    """The numbers of a printed type: `f32[N, floor(W / 4) + 1, 37]`."""
    names = {"floor": math.floor, "ceil": math.ceil, "max": max, "min": min} | sizes
    return list(eval(f"[{type_.partition('[')[2]}", {"__builtins__": {}}, names))


def ask(question):
    sizes = ",".join(f"{name}={size}" for name, size in question.fixed.items())
    settings = [argument for name, value in (question.small or {}).items() for argument in ("-P", f"{name}={value}")]
    answer = zoo.weft("check", zoo.spec(question.reference), *settings,
                      "--size", f"{sizes},{question.symbol}=1..{LARGEST}")
    name = f"{question.reference} {question.symbol}"
    if "sizes" not in answer:
        return zoo.report(name, False, answer["diagnostics"][0]["message"])
    ours, theirs = set(answer["sizes"]["ranges"].get(question.symbol, [])), question.accepted()
    wrong = sorted(ours ^ set(theirs))
    if wrong:
        size = wrong[0]
        return zoo.report(name, False, f"{size} is {'' if size in ours else 'not '}valid here, unlike in PyTorch; "
                          f"{len(wrong)} sizes differ: {wrong[:12]}")
    for size, outputs in theirs.items():
        given = question.fixed | {question.symbol: size}
        printed = {output["name"]: shape(output["type"], given) for output in answer["outputs"]}
        if printed != outputs:
            return zoo.report(name, False, f"for {size} the outputs are {printed}, {outputs} in PyTorch")
    about = [text for text in answer["conditions"] if question.symbol in text]
    zoo.report(name, bool(theirs), f"{len(theirs)} of {LARGEST} sizes, {', '.join(about) or 'all'}")


def main():
    for question in QUESTIONS:
        if not zoo.options.models or question.reference in zoo.options.models:
            ask(question)
    sys.exit(zoo.failures > 0)


main()
