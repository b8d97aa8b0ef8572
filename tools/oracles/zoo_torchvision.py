"""torchvision, also beside a build of PyTorch that its compiled part does not fit: its models need none of it."""
import importlib
import sys

import torch

# Kept, since a library's definitions go with it.
_library = torch.library.Library("torchvision", "FRAGMENT")


def _import():
    for name in ("nms", "qnms", None):
        try:
            return importlib.import_module("torchvision")
        except RuntimeError as error:
            if name is None or "does not exist" not in str(error):
                raise
            for module in [m for m in sys.modules if m.split(".")[0] == "torchvision"]:
                del sys.modules[module]
            _library.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")


torchvision = _import()
