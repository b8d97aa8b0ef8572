#!/usr/bin/env python3
"""Writes Tests/WeftOperatorsTests/ONNXWindowCases.swift: resizing, sampling, pools, regions and transforms.

The tests read the recorded numbers only.
"""
import numpy as np
from onnx_cases import case, draw, ids, random, write


def swift(value):
    return "true" if value is True else "false" if value is False else str(value)


COORDINATES = {"half_pixel": "halfPixel", "half_pixel_symmetric": "halfPixelSymmetric",
               "pytorch_half_pixel": "pytorchHalfPixel", "asymmetric": "asymmetric", "align_corners": "alignCorners"}
ROUNDINGS = {"floor": "floor", "ceil": "ceil", "round_prefer_floor": "halfDown", "round_prefer_ceil": "halfUp"}


def resize(x, size, mode="linear", coordinates="half_pixel", ours="", **attributes):
    sizes = np.array(list(x.shape[:2]) + size, np.int64)
    attributes |= {"mode": mode, "coordinate_transformation_mode": coordinates}
    case(f"Op.Resize(size: {size}, mode: .{mode}, coordinates: .{COORDINATES[coordinates]}{ours})", "Resize",
         [x, None, None, sizes], opset=19, operands=[x], **attributes)


for size in ([5, 3], [2, 7]):
    for coordinates in COORDINATES:
        resize(draw(1, 2, 3, 4), size, coordinates=coordinates)
        resize(draw(1, 1, 4, 5), size, mode="cubic", coordinates=coordinates)
for coordinates in COORDINATES:
    for theirs, rounding in ROUNDINGS.items():
        resize(draw(1, 1, 3, 4), [5, 3], "nearest", coordinates, f", rounding: .{rounding}", nearest_mode=theirs)
for mode in ("linear", "cubic"):
    resize(draw(1, 1, 6, 7), [3, 9], mode, ours=", antialias: true", antialias=1)
    resize(draw(1, 1, 6, 7), [4, 5], mode, ours=", excludeOutside: true, antialias: true", antialias=1,
           exclude_outside=1)
resize(draw(1, 1, 4, 4), [3, 6], "cubic", ours=", coefficient: -0.5, excludeOutside: true", cubic_coeff_a=-0.5,
       exclude_outside=1)
for mode in ("nearest", "linear", "cubic"):
    x, roi = draw(1, 1, 4, 5), np.array([0, 0, 0.25, -0.25, 1, 1, 0.75, 1.5], np.float32)
    ours = ", rounding: .halfDown" if mode == "nearest" else ""
    case(f"Op.Resize(size: [3, 4], mode: .{mode}{ours}, crop: [0.25, -0.25, 0.75, 1.5], outside: 9)", "Resize",
         [x, roi, None, np.array([1, 1, 3, 4])], opset=19, operands=[x], mode=mode, extrapolation_value=9.0,
         coordinate_transformation_mode="tf_crop_and_resize")

for mode in ("linear", "nearest", "cubic"):
    for padding in ("zeros", "border", "reflection"):
        for align in (0, 1):
            ours = f"Op.GridSample(mode: .{mode}, padding: .{padding}, align: {swift(bool(align))})"
            case(ours, "GridSample", [draw(1, 2, 3, 4), draw(1, 2, 3, 2) * 0.75], mode=mode, padding_mode=padding,
                 align_corners=align)
case("Op.GridSample(padding: .reflection)", "GridSample", [draw(1, 1, 2, 3, 2), draw(1, 1, 2, 3, 3)],
     padding_mode="reflection")
for align in (0, 1):
    theta = draw(2, 2, 3)
    case(f"Op.AffineGrid(size: [2, 3], align: {swift(bool(align))})", "AffineGrid", [theta, np.array([2, 1, 2, 3])],
         operands=[theta], align_corners=align)
theta = draw(1, 3, 4)
case("Op.AffineGrid(size: [2, 1, 3])", "AffineGrid", [theta, np.array([1, 1, 2, 1, 3])], operands=[theta])

for p in (1, 2, 3):
    case(f"Op.LpPool(p: {p}, kernel: [2, 3], stride: [1, 2], pad: .explicit([0, 1, 1, 1]))", "LpPool",
         [draw(1, 2, 4, 5)], p=p, kernel_shape=[2, 3], strides=[1, 2], pads=[0, 1, 1, 1])
case("Op.LpPool(kernel: [2], stride: [1], dilation: [2])", "LpPool", [draw(1, 2, 6)], kernel_shape=[2], strides=[1],
     dilations=[2])
for count in (0, 1):
    case(f"Op.AvgPool(kernel: [2, 2], stride: [1, 2], pad: 1, countPad: {swift(bool(count))}, dilation: [2, 1])",
         "AveragePool", [draw(1, 1, 5, 4)], kernel_shape=[2, 2], strides=[1, 2], pads=[1, 1, 1, 1], dilations=[2, 1],
         count_include_pad=count)
for order in (0, 1):
    ours = "Op.MaxPoolWithIndices(Op.MaxPool(kernel: [2, 2], stride: [1, 2], pad: .explicit([0, 1]))"
    case(f"{ours}, columnMajor: {swift(bool(order))})", "MaxPool", [draw(2, 2, 3, 4)], 2, kernel_shape=[2, 2],
         strides=[1, 2], pads=[0, 1, 0, 1], storage_order=order)
places = np.stack([random.permutation(16)[:4] + 16 * k for k in range(2)]).reshape(1, 2, 2, 2)
case("Op.MaxUnpool(size: [4, 4])", "MaxUnpool", [draw(1, 2, 2, 2), places], kernel_shape=[2, 2], strides=[2, 2])
x = draw(1, 8, 12)
case("Op.Fold(size: [4, 5], kernel: [2, 2])", "Col2Im", [x, np.array([4, 5]), np.array([2, 2])], operands=[x])
x = draw(2, 4, 4)
case("Op.Fold(size: [3, 4], kernel: [2, 2], stride: [1, 2], pad: .explicit([1, 0, 0, 0]), dilation: [2, 1])", "Col2Im",
     [x, np.array([3, 4]), np.array([2, 2])], operands=[x], strides=[1, 2], pads=[1, 0, 0, 0], dilations=[2, 1])

inputs = [draw(1, 4, 4, 5), draw(2, 2, 2, 2), draw(1, 16, 3, 4) * 0.75, draw(2), draw(1, 8, 3, 4)]
case("Op.DeformConv(groups: 2, parts: 2)", "DeformConv", inputs, group=2, offset_group=2, kernel_shape=[2, 2])
inputs = [draw(1, 1, 4, 4), draw(1, 1, 2, 2), draw(1, 8, 2, 2) * 0.5]
case("Op.DeformConv(stride: [2], pad: 1, dilation: [2])", "DeformConv", inputs, strides=[2, 2], pads=[1, 1, 1, 1],
     dilations=[2, 2], kernel_shape=[2, 2])

corners = np.array([[0.5, 1, 3.5, 2.25], [0, 0, 5, 5], [2, 2, 2.5, 2.5]], np.float32)
for mode in ("avg", "max"):
    for half in (True, False):
        for samples in (0, 2):
            case(f"Op.RoiAlign(height: 2, width: 3, scale: 0.75, samples: {samples}, mode: .{mode}, "
                 f"halfPixel: {swift(half)})", "RoiAlign", [draw(2, 1, 4, 5), corners, np.array([0, 1, 1])],
                 output_height=2, output_width=3, spatial_scale=0.75, sampling_ratio=samples, mode=mode,
                 coordinate_transformation_mode="half_pixel" if half else "output_half_pixel")
regions = np.array([[0, 0, 0, 3, 2], [1, 1, 1, 4, 4], [1, 2.6, 0, 9, 1]], np.float32)
case("Op.MaxRoiPool(height: 2, width: 2)", "MaxRoiPool", [draw(2, 2, 4, 5), regions], opset=16, pooled_shape=[2, 2])
case("Op.MaxRoiPool(height: 1, width: 2, scale: 0.5)", "MaxRoiPool", [draw(2, 1, 4, 5), regions], opset=16, pooled_shape=[1, 2],
     spatial_scale=0.5)
for center in (0, 1):
    boxes = abs(draw(2, 6, 4)) + 0.25
    inputs = [boxes, random.permutation(24).reshape(2, 2, 6).astype(np.float32) / 16, np.array([3]),
              np.array([0.25], np.float32), np.array([0.2], np.float32)]
    case(f"Op.NonMaxSuppression(center: {swift(bool(center))})", "NonMaxSuppression", inputs, center_point_box=center)

case("Op.Det()", "Det", [draw(2, 3, 3)])
case("Op.Lrn(size: 4, alpha: 0.5, beta: 0.75, k: 1, moreAfter: true)", "LRN", [draw(6, 6, 2, 1)], size=4, alpha=0.5)
x = draw(2, 3)
case("Op.Pad(sizes: [1, 4, 0, 2], mode: .wrap)", "Pad", [x, np.array([1, 4, 0, 2])], operands=[x], mode="wrap")
inputs = [draw(1, 2, 3, 4, dtype=np.uint8), draw(3, 2, 2, 2, dtype=np.uint8), np.uint8(3), np.uint8(5)]
case("Op.ConvInteger(stride: [1, 2], pad: 1)", "ConvInteger", inputs, strides=[1, 2], pads=[1, 1, 1, 1])
for parts in (1, 2):
    x = draw(2, 6, parts)
    case("Op.Dft(axis: 1)", "DFT", [x, None, np.array(1)], opset=20, operands=[x])
    case("Op.Dft(axis: 1, inverse: true)", "DFT", [x, None, np.array(1)], opset=20, operands=[x], inverse=1)
x = draw(1, 5, 1)
case("Op.Dft(axis: 1, length: 8, onesided: true)", "DFT", [x, np.array(8), np.array(1)], opset=20, operands=[x],
     onesided=1)

write("onnx_windows.py", "onnxWindows", "ONNXWindowCases.swift")
