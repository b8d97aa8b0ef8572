import WeftGraph
import WeftOperators
import WeftTensors

// Written by tools/oracles/onnx_operators.py; not to be edited.
extension Reference {
    private static let onnx0 = Reference(
        source: "onnxruntime", operation: Op.Tan(),
        operands: [PlainTensor(rounding: [1.8125, 0.5, 0.75, 1.625, 0.3125], .f32, shape: [5])],
        results: [
            PlainTensor(rounding: [-4.05641413, 0.546302497, 0.931596458, -18.4308624, 0.323086232], .f32, shape: [5])
        ])

    private static let onnx1 = Reference(
        source: "onnxruntime", operation: Op.Sinh(),
        operands: [PlainTensor(rounding: [1.125, 1.375, -1.125, -1.8125, -0.8125], .f32, shape: [5])],
        results: [
            PlainTensor(rounding: [1.37778223, 1.85111856, -1.37778223, -2.98124862, -0.904893756], .f32, shape: [5])
        ])

    private static let onnx2 = Reference(
        source: "onnxruntime", operation: Op.Cosh(),
        operands: [PlainTensor(rounding: [-0.875, 1.5, 1.6875, -2, 0], .f32, shape: [5])],
        results: [PlainTensor(rounding: [1.40786862, 2.3524096, 2.79546523, 3.76219583, 1], .f32, shape: [5])])

    private static let onnx3 = Reference(
        source: "onnxruntime", operation: Op.Asinh(),
        operands: [PlainTensor(rounding: [1.3125, -1.5, 1.1875, -1.5625, -0.125], .f32, shape: [5])],
        results: [
            PlainTensor(rounding: [1.08604944, -1.19476318, 1.00794613, -1.22893941, -0.124676749], .f32, shape: [5])
        ])

    private static let onnx4 = Reference(
        source: "onnxruntime", operation: Op.Atan(),
        operands: [PlainTensor(rounding: [1.3125, -0.8125, -0.625, -0.875, 0.875], .f32, shape: [5])],
        results: [
            PlainTensor(
                rounding: [0.919719696, -0.682316542, -0.558599293, -0.718829989, 0.718829989], .f32, shape: [5])
        ])

    private static let onnx5 = Reference(
        source: "onnxruntime", operation: Op.Asin(),
        operands: [PlainTensor(rounding: [-0.5, 1, -0.125, -0.03125, 0], .f32, shape: [5])],
        results: [PlainTensor(rounding: [-0.523598731, 1.57079637, -0.125327826, -0.0312550925, 0], .f32, shape: [5])])

    private static let onnx6 = Reference(
        source: "onnxruntime", operation: Op.Acos(),
        operands: [PlainTensor(rounding: [0.15625, 0.09375, 0.03125, 1, 0.625], .f32, shape: [5])],
        results: [PlainTensor(rounding: [1.41390324, 1.47690845, 1.53954148, 0, 0.895664811], .f32, shape: [5])])

    private static let onnx7 = Reference(
        source: "onnxruntime", operation: Op.Atanh(),
        operands: [PlainTensor(rounding: [0.59375, 0.40625, 0.25, -0.3125, 1], .f32, shape: [5])],
        results: [
            PlainTensor(rounding: [0.683438122, 0.431111753, 0.255412817, -0.323313564, .infinity], .f32, shape: [5])
        ])

    private static let onnx8 = Reference(
        source: "onnxruntime", operation: Op.Acosh(),
        operands: [PlainTensor(rounding: [3.875, 2.8125, 5.375, 2.625, 5.4375], .f32, shape: [5])],
        results: [
            PlainTensor(rounding: [2.03061175, 1.69400287, 2.36613798, 1.61979628, 2.37790179], .f32, shape: [5])
        ])

    private static let onnx9 = Reference(
        source: "onnxruntime", operation: Op.IsNan(),
        operands: [PlainTensor(rounding: [1, .nan, .infinity, -.infinity, 0], .f32, shape: [5])],
        results: [PlainTensor(wrapping: [0, 1, 0, 0, 0], .bool, shape: [5])])

    private static let onnx10 = Reference(
        source: "onnxruntime", operation: Op.IsInf(),
        operands: [PlainTensor(rounding: [1, .nan, .infinity, -.infinity, 0], .f32, shape: [5])],
        results: [PlainTensor(wrapping: [0, 0, 1, 1, 0], .bool, shape: [5])])

    private static let onnx11 = Reference(
        source: "onnxruntime", operation: Op.IsInf(negative: false),
        operands: [PlainTensor(rounding: [1, .nan, .infinity, -.infinity, 0], .f32, shape: [5])],
        results: [PlainTensor(wrapping: [0, 0, 1, 0, 0], .bool, shape: [5])])

    private static let onnx12 = Reference(
        source: "onnxruntime", operation: Op.Xor(),
        operands: [
            PlainTensor(wrapping: [1, 0, 0, 0, 0, 0], .bool, shape: [2, 3]),
            PlainTensor(wrapping: [1, 1, 0], .bool, shape: [3]),
        ],
        results: [PlainTensor(wrapping: [0, 1, 0, 1, 1, 0], .bool, shape: [2, 3])])

    private static let onnx13 = Reference(
        source: "onnxruntime", operation: Op.BitwiseAnd(),
        operands: [
            PlainTensor(wrapping: [6, 8, 6, 2, -1, 0], .i32, shape: [2, 3]),
            PlainTensor(wrapping: [-4, 0, -2], .i32, shape: [3]),
        ],
        results: [PlainTensor(wrapping: [4, 0, 6, 0, 0, 0], .i32, shape: [2, 3])])

    private static let onnx14 = Reference(
        source: "onnxruntime", operation: Op.BitwiseAnd(),
        operands: [
            PlainTensor(wrapping: [2, 9, 0, 0], .u8, shape: [4]), PlainTensor(wrapping: [1, 9, 6, 8], .u8, shape: [4]),
        ],
        results: [PlainTensor(wrapping: [0, 9, 0, 0], .u8, shape: [4])])

    private static let onnx15 = Reference(
        source: "onnxruntime", operation: Op.BitwiseOr(),
        operands: [
            PlainTensor(wrapping: [-6, 4, -2, 0, -9, 2], .i32, shape: [2, 3]),
            PlainTensor(wrapping: [6, 3, -7], .i32, shape: [3]),
        ],
        results: [PlainTensor(wrapping: [-2, 7, -1, 6, -9, -5], .i32, shape: [2, 3])])

    private static let onnx16 = Reference(
        source: "onnxruntime", operation: Op.BitwiseOr(),
        operands: [
            PlainTensor(wrapping: [5, 2, 9, 8], .u8, shape: [4]), PlainTensor(wrapping: [1, 5, 9, 8], .u8, shape: [4]),
        ],
        results: [PlainTensor(wrapping: [5, 7, 9, 8], .u8, shape: [4])])

    private static let onnx17 = Reference(
        source: "onnxruntime", operation: Op.BitwiseXor(),
        operands: [
            PlainTensor(wrapping: [4, 3, -9, 5, -1, -8], .i32, shape: [2, 3]),
            PlainTensor(wrapping: [-5, 1, 4], .i32, shape: [3]),
        ],
        results: [PlainTensor(wrapping: [-1, 2, -13, -2, -2, -4], .i32, shape: [2, 3])])

    private static let onnx18 = Reference(
        source: "onnxruntime", operation: Op.BitwiseXor(),
        operands: [
            PlainTensor(wrapping: [5, 6, 8, 6], .u8, shape: [4]), PlainTensor(wrapping: [3, 6, 5, 1], .u8, shape: [4]),
        ],
        results: [PlainTensor(wrapping: [6, 0, 13, 7], .u8, shape: [4])])

    private static let onnx19 = Reference(
        source: "onnxruntime", operation: Op.BitwiseNot(),
        operands: [PlainTensor(wrapping: [-8, 3, -2, 2], .i16, shape: [4])],
        results: [PlainTensor(wrapping: [7, -4, 1, -3], .i16, shape: [4])])

    private static let onnx20 = Reference(
        source: "onnxruntime", operation: Op.BitwiseNot(),
        operands: [PlainTensor(wrapping: [3, 2, 1, 3], .u16, shape: [4])],
        results: [PlainTensor(wrapping: [65532, 65533, 65534, 65532], .u16, shape: [4])])

    private static let onnx21 = Reference(
        source: "onnxruntime", operation: Op.ShiftLeft(),
        operands: [
            PlainTensor(wrapping: [200, 100, 75, 125], .u8, shape: [4]),
            PlainTensor(wrapping: [1, 3, 5, 4], .u8, shape: [4]),
        ],
        results: [PlainTensor(wrapping: [144, 32, 96, 208], .u8, shape: [4])])

    private static let onnx22 = Reference(
        source: "onnxruntime", operation: Op.ShiftRight(),
        operands: [
            PlainTensor(wrapping: [5994, 3996, 5994, 4995], .u32, shape: [4]),
            PlainTensor(wrapping: [6, 9, 1, 5], .u32, shape: [4]),
        ],
        results: [PlainTensor(wrapping: [93, 7, 2997, 156], .u32, shape: [4])])

    private static let onnx23 = Reference(
        source: "onnxruntime", operation: Op.Fmod(),
        operands: [
            PlainTensor(wrapping: [-1, -3, -5, -9, -2], .i64, shape: [5]),
            PlainTensor(wrapping: [3, -3, 5, 2, -4], .i64, shape: [5]),
        ],
        results: [PlainTensor(wrapping: [-1, 0, 0, -1, -2], .i64, shape: [5])])

    private static let onnx24 = Reference(
        source: "onnxruntime", operation: Op.Fmod(),
        operands: [
            PlainTensor(rounding: [3.9375, -4.875, -1.125, 5.625, 5.4375], .f32, shape: [5]),
            PlainTensor(rounding: [0.75, -0.75, 1.25, 0.5, -1], .f32, shape: [5]),
        ],
        results: [PlainTensor(rounding: [0.1875, -0.375, -1.125, 0.125, 0.4375], .f32, shape: [5])])

    private static let onnx25 = Reference(
        source: "onnxruntime", operation: Op.GatherElements(axis: 1),
        operands: [
            PlainTensor(
                rounding: [
                    -1.1875, -2, 0.6875, -2, -0.8125, 0, 1.5, -1.625, 0.6875, 0.125, -1.5, 1.375, 1.375, -0.0625,
                    1.8125, 0.4375, 1.625, 1.875, 0.3125, -0.875, -1.4375, 0.25, -1.25, 1,
                ], .f32, shape: [2, 4, 3]),
            PlainTensor(wrapping: [3, 0, 2, 0, 0, 1, 3, 3, 2, 2, 2, 0], .i64, shape: [2, 2, 3]),
        ],
        results: [
            PlainTensor(
                rounding: [0.125, -2, 0.6875, -1.1875, -2, 0, 0.25, -1.25, -1.4375, 0.3125, -0.875, 1.8125], .f32,
                shape: [2, 2, 3])
        ])

    private static let onnx26 = Reference(
        source: "onnxruntime", operation: Op.GatherElements(axis: -1),
        operands: [
            PlainTensor(wrapping: [3, 9, 4, 2, 2, 7], .u64, shape: [2, 3]),
            PlainTensor(wrapping: [0, 2, 2, 1, 1], .i32, shape: [1, 5]),
        ],
        results: [PlainTensor(wrapping: [3, 4, 4, 9, 9], .u64, shape: [1, 5])])

    private static let onnx27 = Reference(
        source: "onnxruntime", operation: Op.GatherND(),
        operands: [
            PlainTensor(
                rounding: [
                    1.0625, 0.1875, -0.0625, -0.75, -0.1875, 1, -1.8125, -1.9375, 0.875, -0.5, 1.25, -1.9375, 1.625,
                    -1.5625, -0.3125, 1.875, -1.5625, 0.625, 0.9375, -0.3125, -1.6875, 0.125, -0.25, 1.5,
                ], .f32, shape: [3, 4, 2]),
            PlainTensor(
                wrapping: [2, 1, 0, 1, 0, 2, 2, 1, 2, 1, 1, 2, 2, 2, 2, 0, 1, 2, 0, 0], .i64, shape: [2, 5, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.9375, -0.3125, -0.0625, -0.75, -0.1875, 1, 0.9375, -0.3125, 0.9375, -0.3125, 1.625, -1.5625,
                    -1.6875, 0.125, -1.5625, 0.625, 1.625, -1.5625, 1.0625, 0.1875,
                ], .f32, shape: [2, 5, 2])
        ])

    private static let onnx28 = Reference(
        source: "onnxruntime", operation: Op.GatherND(batch: 1),
        operands: [
            PlainTensor(
                rounding: [
                    0.3125, 1, 1, 1.25, 0.5625, -1.5, 1.4375, -0.3125, 1.4375, 1.25, 1.9375, -2, 1.5, 0.5, -0.0625,
                    1.1875, 1.8125, 0.0625, -1.6875, 0.9375, -1.125, -1.125, -1.25, -1.25,
                ], .f32, shape: [2, 3, 4]), PlainTensor(wrapping: [2, 1, 0, 0], .i64, shape: [2, 2, 1]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    1.4375, 1.25, 1.9375, -2, 0.5625, -1.5, 1.4375, -0.3125, 1.5, 0.5, -0.0625, 1.1875, 1.5, 0.5,
                    -0.0625, 1.1875,
                ], .f32, shape: [2, 2, 4])
        ])

    private static let onnx29 = Reference(
        source: "onnxruntime", operation: Op.GatherND(batch: 2),
        operands: [
            PlainTensor(
                rounding: [
                    -0.4375, -0.625, -0.75, 1.8125, 1.5, 0.3125, 2, -0.625, -1.5, -0.9375, -1.6875, 1.8125, -1.125,
                    -0.25, -1.1875, 1.9375, -1.375, 0.0625, 1.8125, 0.0625, 1.625, 1.625, 1.0625, 1,
                ], .f32, shape: [2, 2, 3, 2]),
            PlainTensor(
                wrapping: [1, 1, 1, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1], .i64,
                shape: [2, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [1.8125, -0.75, 1.8125, 2, -0.9375, 2, -1.125, -0.25, 1.9375, 1.625, 1.625, 1.625], .f32,
                shape: [2, 2, 3])
        ])

    private static let onnx30 = Reference(
        source: "onnxruntime", operation: Op.ScatterElements(axis: 1),
        operands: [
            PlainTensor(
                rounding: [-1.375, -1.8125, -0.125, -1.1875, -0.8125, 1.6875, 1.25, 1.375, 0.375, -1.5625, 1, 0.4375],
                .f32, shape: [3, 4]), PlainTensor(wrapping: [3, 0, 1, 2, 0, 1], .i64, shape: [3, 2]),
            PlainTensor(rounding: [1.6875, -0.0625, -1.3125, 0.375, -0.1875, 0.625], .f32, shape: [3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.0625, -1.8125, -0.125, 1.6875, -0.8125, -1.3125, 0.375, 1.375, -0.1875, 0.625, 1, 0.4375,
                ], .f32, shape: [3, 4])
        ])

    private static let onnx31 = Reference(
        source: "onnxruntime", operation: Op.ScatterElements(axis: 0, reduction: .add),
        operands: [
            PlainTensor(
                rounding: [-0.5, -0.8125, -1.5, 1.875, 1.0625, -0.125, -1.0625, 0.5, -0.375, 0.5625, -1.6875, -1.3125],
                .f32, shape: [3, 4]), PlainTensor(wrapping: [2, 0, 2, 1, 0, 2, 2, 2], .i64, shape: [2, 4]),
            PlainTensor(rounding: [1.625, 0.9375, 1.375, -1.5625, 1.6875, 1.6875, 0.8125, 1.25], .f32, shape: [2, 4]),
        ],
        results: [
            PlainTensor(
                rounding: [1.1875, 0.125, -1.5, 1.875, 1.0625, -0.125, -1.0625, -1.0625, 1.25, 2.25, 0.5, -0.0625],
                .f32, shape: [3, 4])
        ])

    private static let onnx32 = Reference(
        source: "onnxruntime", operation: Op.ScatterND(reduction: .add),
        operands: [
            PlainTensor(wrapping: [5, 7, 7, 0, 6, 8, -4, -9], .i32, shape: [4, 2]),
            PlainTensor(wrapping: [0, 0, 1], .i64, shape: [3, 1]),
            PlainTensor(wrapping: [-9, -5, -5, 4, -5, 9], .i32, shape: [3, 2]),
        ],
        results: [PlainTensor(wrapping: [-9, 6, 2, 9, 6, 8, -4, -9], .i32, shape: [4, 2])])

    private static let onnx33 = Reference(
        source: "onnxruntime", operation: Op.ScatterElements(axis: 0, reduction: .multiply),
        operands: [
            PlainTensor(
                rounding: [
                    -1.25, 1.9375, 0.25, -1.0625, -1.875, -0.8125, 0.375, -1.5625, -1.375, -1.5625, 0.75, -1.6875,
                ], .f32, shape: [3, 4]), PlainTensor(wrapping: [0, 1, 0, 1, 2, 2, 1, 1], .i64, shape: [2, 4]),
            PlainTensor(rounding: [1.25, -0.25, 0.625, -1.125, 0.4375, -1.0625, -1.25, 1.0625], .f32, shape: [2, 4]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1.5625, 1.9375, 0.15625, -1.0625, -1.875, 0.203125, -0.46875, 1.86767578, -0.6015625, 1.66015625,
                    0.75, -1.6875,
                ], .f32, shape: [3, 4])
        ])

    private static let onnx34 = Reference(
        source: "onnxruntime", operation: Op.ScatterND(reduction: .multiply),
        operands: [
            PlainTensor(wrapping: [1, -2, -9, -5, 6, -1, 9, 8], .i32, shape: [4, 2]),
            PlainTensor(wrapping: [3, 0, 0], .i64, shape: [3, 1]),
            PlainTensor(wrapping: [1, -3, 6, -3, -7, -7], .i32, shape: [3, 2]),
        ],
        results: [PlainTensor(wrapping: [-42, -42, -9, -5, 6, -1, 9, -24], .i32, shape: [4, 2])])

    private static let onnx35 = Reference(
        source: "onnxruntime", operation: Op.ScatterElements(axis: 0, reduction: .max),
        operands: [
            PlainTensor(
                rounding: [-0.8125, 0.5, -1.5, 1.1875, -0.8125, -0.75, 0.6875, 1.5, -0.25, 1.1875, -0.8125, -1.5], .f32,
                shape: [3, 4]), PlainTensor(wrapping: [2, 2, 2, 2, 1, 0, 1, 1], .i64, shape: [2, 4]),
            PlainTensor(
                rounding: [-0.4375, 0.5625, -0.9375, 0.4375, 1.1875, -1.625, -0.1875, 0.625], .f32, shape: [2, 4]),
        ],
        results: [
            PlainTensor(
                rounding: [-0.8125, 0.5, -1.5, 1.1875, 1.1875, -0.75, 0.6875, 1.5, -0.25, 1.1875, -0.8125, 0.4375],
                .f32, shape: [3, 4])
        ])

    private static let onnx36 = Reference(
        source: "onnxruntime", operation: Op.ScatterND(reduction: .max),
        operands: [
            PlainTensor(wrapping: [-9, 3, 8, 6, 4, 6, -3, -3], .i32, shape: [4, 2]),
            PlainTensor(wrapping: [0, 2, 1], .i64, shape: [3, 1]),
            PlainTensor(wrapping: [7, -1, 7, -7, -6, -3], .i32, shape: [3, 2]),
        ],
        results: [PlainTensor(wrapping: [7, 3, 8, 6, 7, 6, -3, -3], .i32, shape: [4, 2])])

    private static let onnx37 = Reference(
        source: "onnxruntime", operation: Op.ScatterElements(axis: 0, reduction: .min),
        operands: [
            PlainTensor(
                rounding: [
                    -1.9375, -0.0625, 0.625, 0.6875, -1.1875, -1.375, 0.25, 0.5625, 1.8125, 1.625, -0.5, -1.375,
                ], .f32, shape: [3, 4]), PlainTensor(wrapping: [0, 2, 1, 2, 1, 1, 0, 1], .i64, shape: [2, 4]),
            PlainTensor(rounding: [-0.5, 1.375, -1.5, -1.25, 0.6875, 0.75, 1.3125, 0.125], .f32, shape: [2, 4]),
        ],
        results: [
            PlainTensor(
                rounding: [-1.9375, -0.0625, 0.625, 0.6875, -1.1875, -1.375, -1.5, 0.125, 1.8125, 1.375, -0.5, -1.375],
                .f32, shape: [3, 4])
        ])

    private static let onnx38 = Reference(
        source: "onnxruntime", operation: Op.ScatterND(reduction: .min),
        operands: [
            PlainTensor(wrapping: [-2, -4, -2, 3, 1, -4, -5, 4], .i32, shape: [4, 2]),
            PlainTensor(wrapping: [0, 0, 1], .i64, shape: [3, 1]),
            PlainTensor(wrapping: [7, -1, 2, -8, -3, 5], .i32, shape: [3, 2]),
        ],
        results: [PlainTensor(wrapping: [-2, -8, -3, 3, 1, -4, -5, 4], .i32, shape: [4, 2])])

    private static let onnx39 = Reference(
        source: "onnxruntime", operation: Op.ScatterND(),
        operands: [
            PlainTensor(
                rounding: [
                    1.125, 0.3125, 1.5, -0.8125, -1.375, -1.6875, -1.25, 1.0625, 1.625, -1.5, 0, -1.5, 1.375, -1.5,
                    0.5625, -1.6875, 0.9375, 1.625, 0.9375, -0.9375, 1.375, -0.8125, 1, 1.375,
                ], .f32, shape: [3, 4, 2]), PlainTensor(wrapping: [0, 1, 2, 3], .i64, shape: [1, 2, 2]),
            PlainTensor(rounding: [-0.0625, 0.5, 1.4375, -1.25], .f32, shape: [1, 2, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    1.125, 0.3125, -0.0625, 0.5, -1.375, -1.6875, -1.25, 1.0625, 1.625, -1.5, 0, -1.5, 1.375, -1.5,
                    0.5625, -1.6875, 0.9375, 1.625, 0.9375, -0.9375, 1.375, -0.8125, 1.4375, -1.25,
                ], .f32, shape: [3, 4, 2])
        ])

    private static let onnx40 = Reference(
        source: "onnxruntime", operation: Op.NonZero(),
        operands: [PlainTensor(wrapping: [1, 1, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0], .i32, shape: [2, 3, 2])],
        results: [PlainTensor(wrapping: [0, 0, 0, 0, 1, 1, 0, 0, 1, 2, 1, 2, 0, 1, 1, 0, 0, 0], .i32, shape: [3, 6])])

    private static let onnx41 = Reference(
        source: "onnxruntime", operation: Op.NonZero(),
        operands: [PlainTensor(wrapping: [0, 1, 1, 1, 1], .bool, shape: [5])],
        results: [PlainTensor(wrapping: [1, 2, 3, 4], .i32, shape: [1, 4])])

    private static let onnx42 = Reference(
        source: "onnxruntime", operation: Op.Unique(sort: true),
        operands: [PlainTensor(rounding: [0, -1, -1, 1, -3, -2, 0, 2, 1, 1, -2, -2], .f32, shape: [2, 6])],
        results: [
            PlainTensor(rounding: [-3, -2, -1, 0, 1, 2], .f32, shape: [6]),
            PlainTensor(wrapping: [4, 5, 1, 0, 3, 7], .i32, shape: [6]),
            PlainTensor(wrapping: [3, 2, 2, 4, 0, 1, 3, 5, 4, 4, 1, 1], .i32, shape: [12]),
            PlainTensor(wrapping: [1, 3, 2, 2, 3, 1], .i32, shape: [6]),
        ])

    private static let onnx43 = Reference(
        source: "onnxruntime", operation: Op.Unique(axis: 1, sort: true),
        operands: [PlainTensor(wrapping: [-1, 0, 0, -1, 0, 0, 1, 0, -2, 1, -1, -2], .i64, shape: [2, 6])],
        results: [
            PlainTensor(wrapping: [-1, 0, 0, 0, 1, -2, -1, 0], .i64, shape: [2, 4]),
            PlainTensor(wrapping: [0, 2, 4, 1], .i32, shape: [4]),
            PlainTensor(wrapping: [0, 3, 1, 0, 2, 1], .i32, shape: [6]),
            PlainTensor(wrapping: [2, 2, 1, 1], .i32, shape: [4]),
        ])

    private static let onnx44 = Reference(
        source: "onnxruntime", operation: Op.Unique(sort: false),
        operands: [PlainTensor(rounding: [1, -1, 0, -2, 1, -1, 2, 0, 2, 1, 1, -3], .f32, shape: [2, 6])],
        results: [
            PlainTensor(rounding: [1, -1, 0, -2, 2, -3], .f32, shape: [6]),
            PlainTensor(wrapping: [0, 1, 2, 3, 6, 11], .i32, shape: [6]),
            PlainTensor(wrapping: [0, 1, 2, 3, 0, 1, 4, 2, 4, 0, 0, 5], .i32, shape: [12]),
            PlainTensor(wrapping: [4, 2, 2, 1, 2, 1], .i32, shape: [6]),
        ])

    private static let onnx45 = Reference(
        source: "onnxruntime", operation: Op.Unique(axis: 1, sort: false),
        operands: [PlainTensor(wrapping: [0, 0, -1, -1, 0, -1, -1, 1, 0, 0, 0, -1], .i64, shape: [2, 6])],
        results: [
            PlainTensor(wrapping: [0, 0, -1, 0, -1, -1, 1, 0, 0, -1], .i64, shape: [2, 5]),
            PlainTensor(wrapping: [0, 1, 2, 4, 5], .i32, shape: [5]),
            PlainTensor(wrapping: [0, 1, 2, 2, 3, 4], .i32, shape: [6]),
            PlainTensor(wrapping: [1, 1, 2, 1, 1], .i32, shape: [5]),
        ])

    private static let onnx46 = Reference(
        source: "onnxruntime", operation: Op.Cumsum(axis: 0, exclusive: false, reverse: false),
        operands: [
            PlainTensor(
                rounding: [0.875, -1.1875, -0.25, -1.4375, -0.5, -0.625, -0.3125, -0.125], .f32, shape: [2, 4])
        ],
        results: [
            PlainTensor(
                rounding: [0.875, -1.1875, -0.25, -1.4375, 0.375, -1.8125, -0.5625, -1.5625], .f32, shape: [2, 4])
        ])

    private static let onnx47 = Reference(
        source: "onnxruntime", operation: Op.Cumprod(axis: 0, exclusive: false, reverse: false),
        operands: [PlainTensor(wrapping: [-9, -3, 7, -1, 1, -8], .i32, shape: [3, 2])],
        results: [PlainTensor(wrapping: [-9, -3, -63, 3, -63, -24], .i32, shape: [3, 2])])

    private static let onnx48 = Reference(
        source: "onnxruntime", operation: Op.Cumsum(axis: 0, exclusive: false, reverse: true),
        operands: [
            PlainTensor(rounding: [-0.4375, 1.9375, 0.1875, -1.9375, 0.875, 1.125, -0.5, -1.875], .f32, shape: [2, 4])
        ],
        results: [
            PlainTensor(rounding: [0.4375, 3.0625, -0.3125, -3.8125, 0.875, 1.125, -0.5, -1.875], .f32, shape: [2, 4])
        ])

    private static let onnx49 = Reference(
        source: "onnxruntime", operation: Op.Cumprod(axis: 0, exclusive: false, reverse: true),
        operands: [PlainTensor(wrapping: [6, -5, 8, -3, -2, 6], .i32, shape: [3, 2])],
        results: [PlainTensor(wrapping: [-96, 90, -16, -18, -2, 6], .i32, shape: [3, 2])])

    private static let onnx50 = Reference(
        source: "onnxruntime", operation: Op.Cumsum(axis: 0, exclusive: true, reverse: false),
        operands: [
            PlainTensor(rounding: [-1.5, -1.9375, 1.0625, 1.75, 2, -1.5, -1.4375, -0.625], .f32, shape: [2, 4])
        ],
        results: [PlainTensor(rounding: [0, 0, 0, 0, -1.5, -1.9375, 1.0625, 1.75], .f32, shape: [2, 4])])

    private static let onnx51 = Reference(
        source: "onnxruntime", operation: Op.Cumprod(axis: 0, exclusive: true, reverse: false),
        operands: [PlainTensor(wrapping: [4, 8, 6, -2, 8, -5], .i32, shape: [3, 2])],
        results: [PlainTensor(wrapping: [1, 1, 4, 8, 24, -16], .i32, shape: [3, 2])])

    private static let onnx52 = Reference(
        source: "onnxruntime", operation: Op.Cumsum(axis: 0, exclusive: true, reverse: true),
        operands: [
            PlainTensor(rounding: [-1.5, -0.25, -1.6875, 0.75, 2, -1.625, -1.5625, -1.3125], .f32, shape: [2, 4])
        ],
        results: [PlainTensor(rounding: [2, -1.625, -1.5625, -1.3125, 0, 0, 0, 0], .f32, shape: [2, 4])])

    private static let onnx53 = Reference(
        source: "onnxruntime", operation: Op.Cumprod(axis: 0, exclusive: true, reverse: true),
        operands: [PlainTensor(wrapping: [-6, 1, 1, 9, -1, 8], .i32, shape: [3, 2])],
        results: [PlainTensor(wrapping: [-1, 72, -1, 8, 1, 1], .i32, shape: [3, 2])])

    private static let onnx54 = Reference(
        source: "onnxruntime", operation: Op.Cumsum(axis: -1, exclusive: false, reverse: false),
        operands: [PlainTensor(rounding: [1, 1.4375, -1.25, -0.1875, 1.6875, 1, -1.125, 1.375], .f32, shape: [2, 4])],
        results: [PlainTensor(rounding: [1, 2.4375, 1.1875, 1, 1.6875, 2.6875, 1.5625, 2.9375], .f32, shape: [2, 4])])

    private static let onnx55 = Reference(
        source: "onnxruntime", operation: Op.Cumprod(axis: -1, exclusive: false, reverse: false),
        operands: [PlainTensor(wrapping: [5, -7, -8, -5, -1, -7], .i32, shape: [3, 2])],
        results: [PlainTensor(wrapping: [5, -35, -8, 40, -1, 7], .i32, shape: [3, 2])])

    private static let onnx56 = Reference(
        source: "onnxruntime", operation: Op.Cumsum(axis: -1, exclusive: false, reverse: true),
        operands: [
            PlainTensor(rounding: [-1.875, -1.5625, -0.75, -0.4375, -0.75, -0.1875, 0.875, -1], .f32, shape: [2, 4])
        ],
        results: [
            PlainTensor(
                rounding: [-4.625, -2.75, -1.1875, -0.4375, -1.0625, -0.3125, -0.125, -1], .f32, shape: [2, 4])
        ])

    private static let onnx57 = Reference(
        source: "onnxruntime", operation: Op.Cumprod(axis: -1, exclusive: false, reverse: true),
        operands: [PlainTensor(wrapping: [-1, 4, -8, 8, 9, -4], .i32, shape: [3, 2])],
        results: [PlainTensor(wrapping: [-4, 4, -64, 8, -36, -4], .i32, shape: [3, 2])])

    private static let onnx58 = Reference(
        source: "onnxruntime", operation: Op.Cumsum(axis: -1, exclusive: true, reverse: false),
        operands: [PlainTensor(rounding: [1.5625, -1, 1.6875, 0.625, -1, -1.75, -0.4375, 1], .f32, shape: [2, 4])],
        results: [PlainTensor(rounding: [0, 1.5625, 0.5625, 2.25, 0, -1, -2.75, -3.1875], .f32, shape: [2, 4])])

    private static let onnx59 = Reference(
        source: "onnxruntime", operation: Op.Cumprod(axis: -1, exclusive: true, reverse: false),
        operands: [PlainTensor(wrapping: [-5, 0, -7, -1, -9, 9], .i32, shape: [3, 2])],
        results: [PlainTensor(wrapping: [1, -5, 1, -7, 1, -9], .i32, shape: [3, 2])])

    private static let onnx60 = Reference(
        source: "onnxruntime", operation: Op.Cumsum(axis: -1, exclusive: true, reverse: true),
        operands: [
            PlainTensor(rounding: [0, 1.375, -1.5, -1.375, -1.3125, 0.25, 1.4375, 0.4375], .f32, shape: [2, 4])
        ],
        results: [PlainTensor(rounding: [-1.5, -2.875, -1.375, 0, 2.125, 1.875, 0.4375, 0], .f32, shape: [2, 4])])

    private static let onnx61 = Reference(
        source: "onnxruntime", operation: Op.Cumprod(axis: -1, exclusive: true, reverse: true),
        operands: [PlainTensor(wrapping: [0, 8, -6, -6, 3, 7], .i32, shape: [3, 2])],
        results: [PlainTensor(wrapping: [8, 1, -6, 1, 7, 1], .i32, shape: [3, 2])])

    private static let onnx62 = Reference(
        source: "onnxruntime", operation: Op.Argmax(axis: 1, keep: true, last: false),
        operands: [PlainTensor(wrapping: [-2, -2, 0, 1, -2, 2, 0, 1, 0, 0, 0, 3], .i32, shape: [2, 6])],
        results: [PlainTensor(wrapping: [5, 5], .i32, shape: [2, 1])])

    private static let onnx63 = Reference(
        source: "onnxruntime", operation: Op.Argmax(axis: 1, keep: true, last: true),
        operands: [PlainTensor(wrapping: [-1, 2, 2, -2, 2, -1, -2, -2, -3, -1, -3, 0], .i32, shape: [2, 6])],
        results: [PlainTensor(wrapping: [4, 5], .i32, shape: [2, 1])])

    private static let onnx64 = Reference(
        source: "onnxruntime", operation: Op.Argmin(axis: 1, keep: true, last: false),
        operands: [PlainTensor(wrapping: [3, 3, 2, -2, -2, 1, 3, 2, -2, 1, 0, -1], .i32, shape: [2, 6])],
        results: [PlainTensor(wrapping: [3, 2], .i32, shape: [2, 1])])

    private static let onnx65 = Reference(
        source: "onnxruntime", operation: Op.Argmin(axis: 1, keep: true, last: true),
        operands: [PlainTensor(wrapping: [0, 0, 2, 2, -3, 1, -2, -1, 0, 3, -3, 0], .i32, shape: [2, 6])],
        results: [PlainTensor(wrapping: [4, 4], .i32, shape: [2, 1])])

    private static let onnx66 = Reference(
        source: "onnxruntime", operation: Op.TopK(k: 3, axis: 1, largest: false),
        operands: [
            PlainTensor(
                rounding: [-1.0625, 1.6875, -0.125, 1.4375, 1.5625, -1.625, 1.0625, 1.1875, 1.3125, 2], .f32,
                shape: [2, 5])
        ],
        results: [
            PlainTensor(rounding: [-1.0625, -0.125, 1.4375, -1.625, 1.0625, 1.1875], .f32, shape: [2, 3]),
            PlainTensor(wrapping: [0, 2, 3, 0, 1, 2], .i32, shape: [2, 3]),
        ])

    private static let onnx67 = Reference(
        source: "onnxruntime", operation: Op.TopK(k: 3, axis: 1, largest: true),
        operands: [
            PlainTensor(
                rounding: [1.0625, 1.375, 0.875, -0.8125, 1.4375, 0.8125, 0.75, 1.9375, 0.9375, -0.625], .f32,
                shape: [2, 5])
        ],
        results: [
            PlainTensor(rounding: [1.4375, 1.375, 1.0625, 1.9375, 0.9375, 0.8125], .f32, shape: [2, 3]),
            PlainTensor(wrapping: [4, 1, 0, 2, 3, 0], .i32, shape: [2, 3]),
        ])

    private static let onnx68 = Reference(
        source: "onnxruntime", operation: Op.Quantize(),
        operands: [
            PlainTensor(
                rounding: [
                    -80.4375, -68.0625, -136.125, -167.0625, 105.1875, 111.375, -136.125, -43.3125, 167.0625, 136.125,
                    37.125, 191.8125,
                ], .f32, shape: [2, 3, 2]), PlainTensor(rounding: [0.5, 1.25, 2], .f32, shape: [3]),
            PlainTensor(wrapping: [1, 2, 5], .u8, shape: [3]),
        ],
        results: [PlainTensor(wrapping: [0, 0, 0, 0, 58, 61, 0, 0, 136, 111, 24, 101], .u8, shape: [2, 3, 2])])

    private static let onnx69 = Reference(
        source: "onnxruntime", operation: Op.Dequantize(),
        operands: [
            PlainTensor(wrapping: [84, 215, 238, 151, 39, 74, 131, 71, 23, 43, 246, 97], .u8, shape: [2, 3, 2]),
            PlainTensor(rounding: [0.5, 1.25, 2], .f32, shape: [3]), PlainTensor(wrapping: [1, 2, 5], .u8, shape: [3]),
        ],
        results: [
            PlainTensor(
                rounding: [41.5, 107, 295, 186.25, 68, 138, 65, 35, 26.25, 51.25, 482, 184], .f32, shape: [2, 3, 2])
        ])

    private static let onnx70 = Reference(
        source: "onnxruntime", operation: Op.Quantize(),
        operands: [
            PlainTensor(
                rounding: [
                    30.9375, -24.75, 123.75, -160.875, -86.625, 30.9375, 123.75, -18.5625, 80.4375, 123.75, 55.6875,
                    129.9375,
                ], .f32, shape: [2, 3, 2]), PlainTensor(rounding: [0.5, 1.25, 2], .f32, shape: [3]),
            PlainTensor(wrapping: [1, 2, 5], .i8, shape: [3]),
        ],
        results: [
            PlainTensor(wrapping: [63, -49, 101, -127, -38, 20, 127, -36, 66, 101, 33, 70], .i8, shape: [2, 3, 2])
        ])

    private static let onnx71 = Reference(
        source: "onnxruntime", operation: Op.Dequantize(),
        operands: [
            PlainTensor(wrapping: [114, -73, -18, -71, -23, -128, 48, -68, 84, 55, -43, -13], .i8, shape: [2, 3, 2]),
            PlainTensor(rounding: [0.5, 1.25, 2], .f32, shape: [3]), PlainTensor(wrapping: [1, 2, 5], .i8, shape: [3]),
        ],
        results: [
            PlainTensor(
                rounding: [56.5, -37, -25, -91.25, -56, -266, 23.5, -34.5, 102.5, 66.25, -96, -36], .f32,
                shape: [2, 3, 2])
        ])

    private static let onnx72 = Reference(
        source: "onnxruntime", operation: Op.Quantize(),
        operands: [
            PlainTensor(
                rounding: [
                    68.0625, -30.9375, -117.5625, -185.625, 18.5625, 12.375, 105.1875, -148.5, -173.25, 92.8125,
                    92.8125, 117.5625,
                ], .f32, shape: [2, 3, 2]), PlainTensor(rounding: [0.5, 1.25, 2], .f32, shape: [3]),
            PlainTensor(wrapping: [1, 2, 5], .u16, shape: [3]),
        ],
        results: [PlainTensor(wrapping: [137, 0, 0, 0, 14, 11, 211, 0, 0, 76, 51, 64], .u16, shape: [2, 3, 2])])

    private static let onnx73 = Reference(
        source: "onnxruntime", operation: Op.Dequantize(),
        operands: [
            PlainTensor(
                wrapping: [1011, 42953, 62805, 50042, 30714, 31144, 26808, 3603, 47214, 35265, 34294, 61108], .u16,
                shape: [2, 3, 2]), PlainTensor(rounding: [0.5, 1.25, 2], .f32, shape: [3]),
            PlainTensor(wrapping: [1, 2, 5], .u16, shape: [3]),
        ],
        results: [
            PlainTensor(
                rounding: [505, 21476, 78503.75, 62550, 61418, 62278, 13403.5, 1801, 59015, 44078.75, 68578, 122206],
                .f32, shape: [2, 3, 2])
        ])

    private static let onnx74 = Reference(
        source: "onnxruntime", operation: Op.Quantize(),
        operands: [
            PlainTensor(
                rounding: [
                    92.8125, 185.625, -167.0625, 179.4375, 24.75, -37.125, 24.75, -185.625, 173.25, 49.5, -185.625,
                    167.0625,
                ], .f32, shape: [2, 3, 2]), PlainTensor(rounding: [0.5, 1.25, 2], .f32, shape: [3]),
            PlainTensor(wrapping: [1, 2, 5], .i16, shape: [3]),
        ],
        results: [
            PlainTensor(wrapping: [187, 372, -132, 146, 17, -14, 51, -370, 141, 42, -88, 89], .i16, shape: [2, 3, 2])
        ])

    private static let onnx75 = Reference(
        source: "onnxruntime", operation: Op.Dequantize(),
        operands: [
            PlainTensor(
                wrapping: [-3093, -24982, 8589, -28257, 3325, 17118, -27908, 19068, 6109, -11524, -18207, -32021], .i16,
                shape: [2, 3, 2]), PlainTensor(rounding: [0.5, 1.25, 2], .f32, shape: [3]),
            PlainTensor(wrapping: [1, 2, 5], .i16, shape: [3]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1547, -12491.5, 10733.75, -35323.75, 6640, 34226, -13954.5, 9533.5, 7633.75, -14407.5, -36424,
                    -64052,
                ], .f32, shape: [2, 3, 2])
        ])

    private static let onnx76 = Reference(
        source: "onnx.reference", operation: Op.Quantize(),
        operands: [
            PlainTensor(rounding: [0.5, 1.5, 2.5, -0.5, -1.5, 1000, -1000], .f32, shape: [7]),
            PlainTensor(rounding: [1], .f32, shape: []), PlainTensor(wrapping: [7], .u8, shape: []),
        ],
        results: [PlainTensor(wrapping: [7, 9, 9, 7, 5, 255, 0], .u8, shape: [7])])

    private static let onnx77 = Reference(
        source: "onnxruntime", operation: Op.Quantize(block: 3),
        operands: [
            PlainTensor(
                rounding: [
                    -1.25, -0.875, 1.5625, 0.0625, -1.25, 1, -0.1875, 1.375, 1, 1.75, 0.8125, -1.5625, 0.1875, -0.3125,
                    1.25,
                ], .f32, shape: [3, 5]),
            PlainTensor(rounding: [1.625, 0.375, 1.5625, 0.75, 2.125, 1.5625], .f32, shape: [3, 2]),
            PlainTensor(wrapping: [-3, 3, 3, 3, -2, -2], .i8, shape: [3, 2]),
        ],
        results: [PlainTensor(wrapping: [-4, -4, -2, 3, 0, 4, 3, 4, 4, 5, -2, -3, -2, -2, -1], .i8, shape: [3, 5])])

    private static let onnx78 = Reference(
        source: "onnxruntime", operation: Op.Dequantize(block: 3),
        operands: [
            PlainTensor(wrapping: [-8, 1, -4, -2, -6, 5, 8, -2, -1, -1, -8, 5, 7, 0, -8], .i8, shape: [3, 5]),
            PlainTensor(rounding: [1.625, 0.375, 1.5625, 0.75, 2.125, 1.5625], .f32, shape: [3, 2]),
            PlainTensor(wrapping: [-3, 3, 3, 3, -2, -2], .i8, shape: [3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -8.125, 6.5, -1.625, -1.875, -3.375, 3.125, 7.8125, -7.8125, -3, -3, -12.75, 14.875, 19.125, 3.125,
                    -9.375,
                ], .f32, shape: [3, 5])
        ])

    private static let onnx79 = Reference(
        source: "onnx.reference", operation: Op.MatMulInteger(),
        operands: [
            PlainTensor(
                wrapping: [-3, -7, 6, 6, -2, -2, 7, -8, 5, 9, -1, 5, 4, 8, -9, 4, -2, 7, 7, -4, 2, 0, 1, 6], .i8,
                shape: [2, 3, 4]), PlainTensor(wrapping: [6, 7, 6, 2, 5, 3, 4, 1], .u8, shape: [4, 2]),
            PlainTensor(wrapping: [3], .i8, shape: []), PlainTensor(wrapping: [4], .u8, shape: []),
        ],
        results: [PlainTensor(wrapping: [-29, -10, -16, 24, 12, -8, 0, 2, 2, -6, -10, -4], .i32, shape: [2, 3, 2])])

    private static let onnx80 = Reference(
        source: "onnx.reference", operation: Op.MatMulInteger(),
        operands: [
            PlainTensor(wrapping: [1, 3, 2, 6, 2, 2, 4, 5, 9, 5, 3, 3], .u8, shape: [3, 4]),
            PlainTensor(wrapping: [-1, 8, -2, -5, 2, 5, 9, -4], .i8, shape: [4, 2]),
            PlainTensor(wrapping: [3], .u8, shape: []), PlainTensor(wrapping: [7, 7], .i8, shape: [2]),
        ],
        results: [PlainTensor(wrapping: [27, -33, 16, -13, -66, -18], .i32, shape: [3, 2])])

    private static let onnx81 = Reference(
        source: "onnxruntime", operation: Op.RmsNorm(axes: 2, eps: 0.01),
        operands: [
            PlainTensor(
                rounding: [
                    -0.5, -0.6875, -0.9375, -0.75, 1.5625, -0.75, 0, 1.75, 0.75, -1.5, -1.75, -1.125, 1.5, -1.125,
                    -0.75, 0.1875, 0, -1.75, -1.25, 2, -0.3125, -0.875, 1.3125, -0.125,
                ], .f32, shape: [2, 3, 4]),
            PlainTensor(
                rounding: [
                    1.3125, -1.375, -0.125, 1.25, 1.0625, 0.6875, -0.1875, 1.3125, -0.5, 0.625, 0.1875, -0.8125,
                ], .f32, shape: [3, 4]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.577589035, 0.832003236, 0.103140898, -0.825127125, 1.46116269, -0.453819931, -0, 2.02156162,
                    -0.330050856, -0.825127125, -0.288794518, 0.804498971, 1.73451734, 1.36283505, 0.0825960636,
                    0.206490159, 0, -1.0599829, 0.206490174, 2.31268978, 0.137660116, -0.481810391, 0.216814667,
                    0.0894790739,
                ], .f32, shape: [2, 3, 4])
        ])

    private static let onnx82 = Reference(
        source: "onnxruntime", operation: Op.NllLoss(reduction: .mean, ignore: 2),
        operands: [
            PlainTensor(
                rounding: [
                    -1.1875, 0.125, -0.75, 0.0625, 0.8125, 1.25, 1.125, 0.0625, -1.8125, -1.3125, 0.9375, 0.375, 1.3125,
                    -0.0625, -0.25, -1.0625, -1.75, -1.4375, 0.75, 0.3125, -1, -0.5625, 0.5625, -0.5,
                ], .f32, shape: [2, 4, 3]), PlainTensor(wrapping: [1, 1, 2, 3, 1, 1], .i64, shape: [2, 3]),
            PlainTensor(rounding: [0.625, 1.75, 0.625, 2.0625], .f32, shape: [4]),
        ],
        results: [PlainTensor(rounding: [0.574568987], .f32, shape: [])])

    private static let onnx83 = Reference(
        source: "onnxruntime", operation: Op.NllLoss(reduction: .sum, ignore: 2),
        operands: [
            PlainTensor(
                rounding: [
                    0.5625, -1.375, -1.1875, -1.75, 1.875, -0.625, -0.875, 1.4375, -0.8125, -1.0625, -1, -0.4375, -1.75,
                    0.5625, -0.3125, 1.9375, 1.125, -0.5, 0.875, 1.25, -1.25, -1.375, -1.5, -1.875,
                ], .f32, shape: [2, 4, 3]), PlainTensor(wrapping: [1, 3, 3, 1, 1, 3], .i64, shape: [2, 3]),
            PlainTensor(rounding: [2.25, 1.375, 1.125, 0.875], .f32, shape: [4]),
        ],
        results: [PlainTensor(rounding: [1.09375], .f32, shape: [])])

    private static let onnx84 = Reference(
        source: "onnxruntime", operation: Op.NllLoss(reduction: .none, ignore: 2),
        operands: [
            PlainTensor(
                rounding: [
                    0.5, 1.25, 1.0625, -0.4375, 1, -1.8125, -0.625, -1.125, -1, 1.625, -0.25, -1.75, -0.0625, -1.75,
                    -1.4375, -0.5, -0.25, -1.0625, 0.5625, 0, -1.5, 1.3125, -1.5, -0.5625,
                ], .f32, shape: [2, 4, 3]), PlainTensor(wrapping: [0, 3, 1, 3, 3, 0], .i64, shape: [2, 3]),
            PlainTensor(rounding: [2.4375, 2.5, 1.8125, 0.875], .f32, shape: [4]),
        ],
        results: [
            PlainTensor(rounding: [-1.21875, 0.21875, 4.53125, -1.1484375, 1.3125, 3.50390625], .f32, shape: [2, 3])
        ])

    private static let onnx85 = Reference(
        source: "onnx.reference", operation: Op.Cast(type: .f8e4m3, saturate: false),
        operands: [
            PlainTensor(
                rounding: [
                    0.300000012, -1.70000005, 0.00300000003, -1.99999995e-05, 250, -447, 465, 60000, 1e+09, -.infinity,
                    .nan, 0.0625,
                ], .f32, shape: [12])
        ],
        results: [
            PlainTensor(
                rounding: [0.3125, -1.75, 0.00390625, -0, 256, -448, .nan, .nan, .nan, .nan, .nan, 0.0625], .f8e4m3,
                shape: [12])
        ])

    private static let onnx86 = Reference(
        source: "onnx.reference", operation: Op.Cast(type: .f8e4m3, saturate: true),
        operands: [
            PlainTensor(
                rounding: [
                    0.300000012, -1.70000005, 0.00300000003, -1.99999995e-05, 250, -447, 465, 60000, 1e+09, -.infinity,
                    .nan, 0.0625,
                ], .f32, shape: [12])
        ],
        results: [
            PlainTensor(
                rounding: [0.3125, -1.75, 0.00390625, -0, 256, -448, 448, 448, 448, -448, .nan, 0.0625], .f8e4m3,
                shape: [12])
        ])

    private static let onnx87 = Reference(
        source: "onnx.reference", operation: Op.Cast(type: .f8e5m2, saturate: false),
        operands: [
            PlainTensor(
                rounding: [
                    0.300000012, -1.70000005, 0.00300000003, -1.99999995e-05, 250, -447, 465, 60000, 1e+09, -.infinity,
                    .nan, 0.0625,
                ], .f32, shape: [12])
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.3125, -1.75, 0.0029296875, -1.52587891e-05, 256, -448, 448, 57344, .infinity, -.infinity, .nan,
                    0.0625,
                ], .f8e5m2, shape: [12])
        ])

    private static let onnx88 = Reference(
        source: "onnx.reference", operation: Op.Cast(type: .f8e5m2, saturate: true),
        operands: [
            PlainTensor(
                rounding: [
                    0.300000012, -1.70000005, 0.00300000003, -1.99999995e-05, 250, -447, 465, 60000, 1e+09, -.infinity,
                    .nan, 0.0625,
                ], .f32, shape: [12])
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.3125, -1.75, 0.0029296875, -1.52587891e-05, 256, -448, 448, 57344, 57344, -57344, .nan, 0.0625,
                ], .f8e5m2, shape: [12])
        ])

    private static let onnx89 = Reference(
        source: "onnx.reference", operation: Op.Cast(type: .f8e4m3fnuz, saturate: false),
        operands: [
            PlainTensor(
                rounding: [
                    0.300000012, -1.70000005, 0.00300000003, -1.99999995e-05, 250, -447, 465, 60000, 1e+09, -.infinity,
                    .nan, 0.0625,
                ], .f32, shape: [12])
        ],
        results: [
            PlainTensor(
                rounding: [0.3125, -1.75, 0.0029296875, 0, .nan, .nan, .nan, .nan, .nan, .nan, .nan, 0.0625],
                .f8e4m3fnuz, shape: [12])
        ])

    private static let onnx90 = Reference(
        source: "onnx.reference", operation: Op.Cast(type: .f8e4m3fnuz, saturate: true),
        operands: [
            PlainTensor(
                rounding: [
                    0.300000012, -1.70000005, 0.00300000003, -1.99999995e-05, 250, -447, 465, 60000, 1e+09, -.infinity,
                    .nan, 0.0625,
                ], .f32, shape: [12])
        ],
        results: [
            PlainTensor(
                rounding: [0.3125, -1.75, 0.0029296875, 0, 240, -240, 240, 240, 240, -240, .nan, 0.0625], .f8e4m3fnuz,
                shape: [12])
        ])

    private static let onnx91 = Reference(
        source: "onnx.reference", operation: Op.Cast(type: .f8e5m2fnuz, saturate: false),
        operands: [
            PlainTensor(
                rounding: [
                    0.300000012, -1.70000005, 0.00300000003, -1.99999995e-05, 250, -447, 465, 60000, 1e+09, -.infinity,
                    .nan, 0.0625,
                ], .f32, shape: [12])
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.3125, -1.75, 0.0029296875, -2.28881836e-05, 256, -448, 448, 57344, .nan, .nan, .nan, 0.0625,
                ], .f8e5m2fnuz, shape: [12])
        ])

    private static let onnx92 = Reference(
        source: "onnx.reference", operation: Op.Cast(type: .f8e5m2fnuz, saturate: true),
        operands: [
            PlainTensor(
                rounding: [
                    0.300000012, -1.70000005, 0.00300000003, -1.99999995e-05, 250, -447, 465, 60000, 1e+09, -.infinity,
                    .nan, 0.0625,
                ], .f32, shape: [12])
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.3125, -1.75, 0.0029296875, -2.28881836e-05, 256, -448, 448, 57344, 57344, -57344, .nan, 0.0625,
                ], .f8e5m2fnuz, shape: [12])
        ])

    private static let onnx93 = Reference(
        source: "onnx.reference", operation: Op.Cast(type: .f8e8m0, saturate: true, rounding: .up),
        operands: [PlainTensor(rounding: [0.00100000005, 0.5, 0.699999988, 1.5, 3, 100], .f32, shape: [6])],
        results: [PlainTensor(rounding: [0.001953125, 0.5, 1, 2, 4, 128], .f8e8m0, shape: [6])])

    private static let onnx94 = Reference(
        source: "onnx.reference", operation: Op.Cast(type: .f8e8m0, saturate: true, rounding: .down),
        operands: [PlainTensor(rounding: [0.00100000005, 0.5, 0.699999988, 1.5, 3, 100], .f32, shape: [6])],
        results: [PlainTensor(rounding: [0.0009765625, 0.5, 0.5, 1, 2, 64], .f8e8m0, shape: [6])])

    private static let onnx95 = Reference(
        source: "onnx.reference", operation: Op.Cast(type: .f8e8m0, saturate: true, rounding: .nearest),
        operands: [PlainTensor(rounding: [0.00100000005, 0.5, 0.699999988, 1.5, 3, 100], .f32, shape: [6])],
        results: [PlainTensor(rounding: [0.0009765625, 0.5, 0.5, 2, 4, 128], .f8e8m0, shape: [6])])

    private static let onnx96 = Reference(
        source: "onnx.reference", operation: Op.Cast(type: .f4e2m1),
        operands: [
            PlainTensor(
                rounding: [0.300000012, -1.70000005, 0.00300000003, -1.99999995e-05, 250, -447, 465, 60000], .f32,
                shape: [8])
        ],
        results: [PlainTensor(rounding: [0.5, -1.5, 0, -0, 6, -6, 6, 6], .f4e2m1, shape: [8])])

    static let onnx = [
        onnx0, onnx1, onnx2, onnx3, onnx4, onnx5, onnx6, onnx7, onnx8, onnx9, onnx10, onnx11, onnx12, onnx13, onnx14,
        onnx15, onnx16, onnx17, onnx18, onnx19, onnx20, onnx21, onnx22, onnx23, onnx24, onnx25, onnx26, onnx27, onnx28,
        onnx29, onnx30, onnx31, onnx32, onnx33, onnx34, onnx35, onnx36, onnx37, onnx38, onnx39, onnx40, onnx41, onnx42,
        onnx43, onnx44, onnx45, onnx46, onnx47, onnx48, onnx49, onnx50, onnx51, onnx52, onnx53, onnx54, onnx55, onnx56,
        onnx57, onnx58, onnx59, onnx60, onnx61, onnx62, onnx63, onnx64, onnx65, onnx66, onnx67, onnx68, onnx69, onnx70,
        onnx71, onnx72, onnx73, onnx74, onnx75, onnx76, onnx77, onnx78, onnx79, onnx80, onnx81, onnx82, onnx83, onnx84,
        onnx85, onnx86, onnx87, onnx88, onnx89, onnx90, onnx91, onnx92, onnx93, onnx94, onnx95, onnx96,
    ]
}
