"""What a model of the zoo is compared with: a PyTorch module with the same names, and inputs for both."""
import dataclasses
import math
from typing import Callable

import torch
from torch import nn


@dataclasses.dataclass
class Case:
    """`reference` is the zoo's name, with `#Model` where it is not the file's first.

    `inputs` gives for each input of the spec, in its order, a shape (numbers from a normal distribution), or how its
    whole numbers are drawn. `outputs` runs the module; without it the module's result is the output `output`.
    """
    reference: str
    make: Callable[[], nn.Module]
    inputs: dict
    output: str = "logits"
    outputs: Callable | None = None
    # Names of the module's state that the spec leaves out: what only training needs.
    without: tuple = ()

    @property
    def name(self):
        return self.reference.split("#")[0]

    def empty(self):
        """The module without numbers, where it can be made so."""
        try:
            with torch.device("meta"):
                return self.make()
        except NotImplementedError:
            return self.make().to("meta")

    def run(self, module, arrays):
        result = self.outputs(module, *arrays) if self.outputs else module(*arrays)
        return result if isinstance(result, dict) else {self.output: result}

    def state(self, module):
        return {k: v for k, v in module.state_dict().items() if not k.startswith(self.without or "\0")}


@dataclasses.dataclass
class Words:
    """Whole numbers below `count`."""
    count: int
    shape: tuple


@dataclasses.dataclass
class Lengths:
    """A length for each row: the first row is the longest."""
    rows: int
    longest: int


def draw(spec, generator):
    if isinstance(spec, Words):
        return torch.randint(0, spec.count, spec.shape, generator=generator)
    if isinstance(spec, Lengths):
        return torch.tensor([max(1, spec.longest - 3 * row) for row in range(spec.rows)])
    return torch.randn(spec, generator=generator, dtype=torch.float64)


def randomize(module, generator):
    """Numbers of every parameter and statistic such that signals neither die nor explode, and none is a default."""
    for name, value in module.state_dict().items():
        last = name.rsplit(".")[-1]
        if not value.is_floating_point():
            value.fill_(7)
        elif last == "running_var":
            value.copy_(torch.rand(value.shape, generator=generator, dtype=value.dtype) + 0.5)
        elif value.dim() < 2 or last == "layer_scale":
            middle = 0.8 if last in ("weight", "layer_scale", "scale_weight") else 0
            value.copy_(torch.randn(value.shape, generator=generator, dtype=value.dtype) * 0.1 + middle)
        else:
            fan = math.prod(value.shape[1:])
            # What feeds gates is kept small, what feeds rectifiers is not.
            gain = 1 if "_ih" in last or "_hh" in last else math.sqrt(2)
            value.copy_(torch.randn(value.shape, generator=generator, dtype=value.dtype) * gain / math.sqrt(fan))


def steps(x):
    """The steps of a sequence [N, T, …]."""
    return [x[:, t] for t in range(x.shape[1])]


def mask(x, lengths):
    """Zeros from each row's length on, along axis 1."""
    keep = torch.arange(x.shape[1])[None, :] < lengths[:, None]
    return x * keep.reshape(keep.shape + (1,) * (x.dim() - 2))


def last(x, lengths=None):
    """What each row has at its last step."""
    return x[:, -1] if lengths is None else x[torch.arange(len(x)), lengths - 1]


def ragged(layer, x, lengths):
    """A torch.nn recurrence on rows of several lengths: the sequence, then the states."""
    packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    y, states = layer(packed)
    return nn.utils.rnn.pad_packed_sequence(y, batch_first=True, total_length=x.shape[1])[0], states


def causal(x, kernel, dilation=1):
    """Zeros before a sequence [N, C, T] so that a convolution looks at nothing later."""
    return nn.functional.pad(x, ((kernel - 1) * dilation, 0))


class Stack(nn.ModuleDict):
    """Named layers one after the other; a key is what state_dict shows."""

    def forward(self, x):
        for layer in self.values():
            x = layer(x)
        return x


class Residue(nn.Module):
    """A function as a layer without parameters."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


def stack(**layers):
    return Stack({k: v if isinstance(v, nn.Module) else Residue(v) for k, v in layers.items()})
