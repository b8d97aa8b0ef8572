#!/usr/bin/env python3
"""Compares networks that PyTorch exports to ONNX with onnxruntime, and names what of them is not compiled to kernels.

Convolutional networks and transformers of torchvision, and recurrent layers, with random weights and free sizes. Needs
numpy, torch, torchvision and onnxruntime from PyPI:

    /tmp/oracles/bin/python tools/oracles/onnx_torch.py [--weft FILE] [MODEL…]
"""
import argparse
import collections
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings

import numpy as np
import onnxruntime
import torch
import torchvision

ROOT = pathlib.Path(__file__).resolve().parents[2]
MODELS = ["mobilenet_v3_small", "efficientnet_b0", "convnext_tiny", "swin_t", "shufflenet_v2_x0_5", "regnet_x_400mf",
          "mnasnet0_5", "lraspp_mobilenet_v3_large"]
parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("models", nargs="*", help="names of torchvision; some of each kind unless given")
parser.add_argument("--weft", default=ROOT / ".build/release/weft")
options = parser.parse_args()
failures = 0


class Recurrent(torch.nn.Module):
    """A recurrent layer and one behind it that reads all steps."""

    def __init__(self, kind, **settings):
        super().__init__()
        self.layer = kind(12, 16, batch_first=True, **settings)
        self.out = torch.nn.Linear(16 * (2 if settings.get("bidirectional") else 1), 5)

    def forward(self, x):
        return self.out(self.layer(x)[0])


def compare(name, model, x, axes):
    """One network against onnxruntime, on one input with some of its axes free."""
    global failures
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = f"{folder}/{name}.onnx"
        torch.onnx.export(model.eval(), (x,), path, dynamo=False, opset_version=17, input_names=["x"],
                          dynamic_axes={"x": axes})
        session = onnxruntime.InferenceSession(path)
        results = session.run(None, {"x": x.numpy()})
        outputs = {f"out__{output.name}": result for output, result in zip(session.get_outputs(), results)}
        np.savez(f"{folder}/record.npz", in__x=x.numpy(), **outputs)
        verified = subprocess.run(
            [options.weft, "verify", path, f"{folder}/record.npz"], capture_output=True, text=True)
        program = subprocess.run(
            [options.weft, "compile", path, "--emit", "program", "--quiet"], capture_output=True, text=True)
        failures += verified.returncode != 0
        slow = collections.Counter(re.findall(r"reference\.(\w+)", program.stdout))
        print("FAIL" if verified.returncode else "pass", name, dict(slow) or "", program.stderr.split("\n")[0][:100])
        if verified.returncode:
            print(verified.stdout + verified.stderr)


torch.manual_seed(0)
for name in options.models or MODELS:
    # A segmentation network would fetch its trunk's weights unless told not to.
    trunk = {"weights_backbone": None} if name in torchvision.models.list_models(torchvision.models.segmentation) else {}
    model = torchvision.models.get_model(name, weights=None, **trunk)
    compare(name, model, torch.randn(2, 3, 64, 64), {0: "N", 2: "H", 3: "W"})
if not options.models:
    compare("vit_b_16", torchvision.models.vit_b_16(image_size=64), torch.randn(2, 3, 64, 64), {0: "N"})
    steps, free = torch.randn(3, 9, 12), {0: "N", 1: "T"}
    compare("lstm", Recurrent(torch.nn.LSTM, num_layers=2, bidirectional=True), steps, free)
    compare("gru", Recurrent(torch.nn.GRU), steps, free)
    compare("rnn", Recurrent(torch.nn.RNN, num_layers=2), steps, free)
sys.exit(failures > 0)
