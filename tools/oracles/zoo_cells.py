"""Recurrent cells that torch.nn has not, each step by step over [N, T, D] and written from its paper's formulas."""
import torch
from torch import nn

from zoo_cases import steps


class Cell(nn.Module):
    """Runs `step(x, *states) -> states` from zeros; what it shows of a step is the first state, or `shown`."""
    states = 1

    def __init__(self, units):
        super().__init__()
        self.units = units

    def forward(self, x):
        states = (torch.zeros(len(x), self.units, dtype=x.dtype, device=x.device),) * self.states
        rows = []
        for now in steps(x):
            states = self.step(now, *states)
            rows.append(states[0])
        return torch.stack(rows, 1)


class MinimalGatedUnit(Cell):
    def __init__(self, inputs, units):
        super().__init__(units)
        self.gate, self.update = nn.Linear(inputs + units, units), nn.Linear(inputs + units, units)

    def step(self, x, h):
        f = torch.sigmoid(self.gate(torch.cat([x, h], 1)))
        return ((1 - f) * h + f * torch.tanh(self.update(torch.cat([x, f * h], 1))),)


class PeepholeLSTM(Cell):
    states = 2

    def __init__(self, inputs, units):
        super().__init__(units)
        for gate in "ifo":
            self.register_parameter(f"peephole_{gate}", nn.Parameter(torch.zeros(units)))
        self.input, self.hidden = nn.Linear(inputs, 4 * units), nn.Linear(units, 4 * units, bias=False)

    def step(self, x, h, c):
        i, f, g, o = (self.input(x) + self.hidden(h)).chunk(4, 1)
        new = torch.sigmoid(f + self.peephole_f * c) * c + torch.sigmoid(i + self.peephole_i * c) * torch.tanh(g)
        return torch.sigmoid(o + self.peephole_o * new) * torch.tanh(new), new


class LayerNormLSTM(Cell):
    states = 2

    def __init__(self, inputs, units):
        super().__init__(units)
        self.input, self.norm_input = nn.Linear(inputs, 4 * units, bias=False), nn.LayerNorm(4 * units)
        self.hidden, self.norm_hidden = nn.Linear(units, 4 * units, bias=False), nn.LayerNorm(4 * units)
        self.norm_cell = nn.LayerNorm(units)

    def step(self, x, h, c):
        i, f, g, o = (self.norm_input(self.input(x)) + self.norm_hidden(self.hidden(h))).chunk(4, 1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(self.norm_cell(c)), c


class IndRNN(Cell):
    def __init__(self, inputs, units):
        super().__init__(units)
        self.recurrent, self.input = nn.Parameter(torch.zeros(units)), nn.Linear(inputs, units)

    def step(self, x, h):
        return (torch.relu(self.input(x) + self.recurrent * h),)


class SRU(Cell):
    """Its first state is what it shows, the second what it keeps."""
    states = 2

    def __init__(self, inputs, units):
        super().__init__(units)
        self.v_f, self.v_r = nn.Parameter(torch.zeros(units)), nn.Parameter(torch.zeros(units))
        self.input = nn.Linear(inputs, 4 * units)

    def step(self, x, _, c):
        u, f, r, shortcut = self.input(x).chunk(4, 1)
        f, r = torch.sigmoid(f + self.v_f * c), torch.sigmoid(r + self.v_r * c)
        c = f * c + (1 - f) * u
        return r * c + (1 - r) * shortcut, c


class ForgetOutputPool(nn.Module):
    def forward(self, x):
        z, f, o = x.chunk(3, 2)
        z, f, o, c, rows = torch.tanh(z), torch.sigmoid(f), torch.sigmoid(o), 0, []
        for t in range(x.shape[1]):
            c = f[:, t] * c + (1 - f[:, t]) * z[:, t]
            rows.append(o[:, t] * c)
        return torch.stack(rows, 1)


class NestedLSTM(Cell):
    states = 3

    def __init__(self, inputs, units):
        super().__init__(units)
        self.input, self.hidden = nn.Linear(inputs, 4 * units), nn.Linear(units, 4 * units, bias=False)
        self.inner_input, self.inner_hidden = nn.Linear(units, 4 * units), nn.Linear(units, 4 * units, bias=False)

    def step(self, x, h, memory, inner):
        i, f, g, o = (self.input(x) + self.hidden(h)).chunk(4, 1)
        seen, kept = torch.sigmoid(i) * torch.tanh(g), torch.sigmoid(f) * memory
        i, f, g, inner_o = (self.inner_input(seen) + self.inner_hidden(kept)).chunk(4, 1)
        inner = torch.sigmoid(f) * inner + torch.sigmoid(i) * torch.tanh(g)
        memory = torch.sigmoid(inner_o) * torch.tanh(inner)
        return torch.sigmoid(o) * torch.tanh(memory), memory, inner


class OneBiasLSTM(nn.Module):
    """torch.nn.LSTM with `bias_ih` alone."""

    def __init__(self, inputs, units, layers=1):
        super().__init__()
        self.units, self.layers = units, layers
        full = nn.LSTM(inputs, units, layers)
        for name, value in full.named_parameters():
            if not name.startswith("bias_hh"):
                self.register_parameter(name, value)

    def forward(self, x, h0=None, c0=None):
        """The sequence; with states given, also the last ones."""
        zero, hs, cs = torch.zeros(len(x), self.units, dtype=x.dtype), [], []
        for k in range(self.layers):
            h, c = (zero, zero) if h0 is None else (h0[k], c0[k])
            w_ih, w_hh, bias = (getattr(self, f"{name}_l{k}") for name in ("weight_ih", "weight_hh", "bias_ih"))
            rows = []
            for now in steps(x):
                h, c = torch.lstm_cell(now, (h, c), w_ih, w_hh, bias, torch.zeros_like(bias))
                rows.append(h)
            x = torch.stack(rows, 1)
            hs.append(h)
            cs.append(c)
        return x, torch.stack(hs), torch.stack(cs)


class ConvLSTM(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.outputs = outputs
        self.gates = nn.Conv2d(inputs + outputs, 4 * outputs, 3, padding=1)

    def step(self, x, h, c):
        i, f, g, o = self.gates(torch.cat([x, h], 1)).chunk(4, 1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c

    def forward(self, x):
        """The sequence of results, then the last states."""
        h = c = torch.zeros(len(x), self.outputs, *x.shape[3:], dtype=x.dtype)
        rows = []
        for now in steps(x):
            h, c = self.step(now, h, c)
            rows.append(h)
        return torch.stack(rows, 1), (h, c)
