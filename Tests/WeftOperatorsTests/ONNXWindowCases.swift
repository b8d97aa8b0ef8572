import WeftGraph
import WeftOperators
import WeftTensors

// Written by tools/oracles/onnx_windows.py; not to be edited.
extension Reference {
    private static let onnxWindows0 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [5, 3], mode: .linear, coordinates: .halfPixel),
        operands: [
            PlainTensor(
                rounding: [
                    1.8125, 0.5, 0.75, 1.625, 0.3125, 1.125, 1.375, -1.125, -1.8125, -0.8125, -0.875, 1.5, 1.6875, -2,
                    0, 1.3125, -1.5, 1.1875, -1.5625, -0.125, 1.3125, -0.8125, -0.625, -0.875,
                ], .f32, shape: [1, 2, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    1.59375, 0.625, 1.47916651, 1.13541663, 0.87500006, 0.604166627, 0.447916687, 1.25, -0.708333135,
                    -0.808333635, -0.00625029206, 0.379166871, -1.64583337, -0.84375, 1.10416651, 1.07291663, -1,
                    1.09374988, 0.222916633, -0.674999952, 0.510416448, -1.05208325, -0.1875, -0.364583462, 0.154166996,
                    -0.506250083, -0.645833433, 0.958333254, -0.71875, -0.833333373,
                ], .f32, shape: [1, 2, 5, 3])
        ])

    private static let onnxWindows1 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [5, 3], mode: .cubic, coordinates: .halfPixel),
        operands: [
            PlainTensor(
                rounding: [
                    0.875, -1, 2, -0.25, -0.0625, 0, 0.3125, 0.1875, 0.0625, 2, 1.25, 1.1875, 0.8125, 0.5, -0.625, 2,
                    -0.125, -1.1875, 1.375, -1.375,
                ], .f32, shape: [1, 1, 4, 5])
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.118829913, 2.11010981, -0.345529437, -0.0174513906, 0.624281168, 1.11269486, 0.664026558,
                    0.517578125, 0.707609355, 1.41623569, 0.323406458, -0.494412661, 1.39848328, -1.30899966,
                    -0.371677846,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows2 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [5, 3], mode: .linear, coordinates: .halfPixelSymmetric),
        operands: [
            PlainTensor(
                rounding: [
                    1.4375, 0.4375, -1.5625, -1.875, -0.25, -1.875, -1.4375, 0.0625, 1.9375, -0.125, 1.25, 1.6875,
                    1.3125, 0.5, -0.25, 0.0625, -0.9375, 0, -0.5, -1, 2, -2, -1.625, -1.25,
                ], .f32, shape: [1, 2, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    1.27083325, -0.5625, -1.82291675, 0.554166615, -1, -1.16874993, -0.520833313, -1.65625,
                    -0.187500119, 0.747916698, -0.324999988, 0.893749952, 1.59374988, 0.5625, 1.61458325, 1.17708337,
                    0.125, 0.0104166418, 0.393749952, -0.0250000134, -0.36041671, -0.78125, -0.25, -0.916666627,
                    0.487499982, -1.1875, -1.1541667, 1.33333337, -1.8125, -1.3125,
                ], .f32, shape: [1, 2, 5, 3])
        ])

    private static let onnxWindows3 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [5, 3], mode: .cubic, coordinates: .halfPixelSymmetric),
        operands: [
            PlainTensor(
                rounding: [
                    1.875, 0.75, 1.5625, -1.1875, 0.875, -0.5, -0.0625, -2, 0.5, 1.3125, 0.6875, -1.375, 0.125, -0.9375,
                    1.875, 1.5625, -1.25, 0.0625, 1.8125, 1.4375,
                ], .f32, shape: [1, 1, 4, 5])
        ],
        results: [
            PlainTensor(
                rounding: [
                    1.58081269, 1.77892065, 0.00471178442, 0.205033824, -1.24034357, 0.911594987, -0.372975111,
                    -1.265625, 1.10062265, 0.159113646, 0.341842264, 1.10283363, 0.643611848, 0.0587023124, 1.69665277,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows4 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [5, 3], mode: .linear, coordinates: .pytorchHalfPixel),
        operands: [
            PlainTensor(
                rounding: [
                    0.875, 0.5625, -1.875, 1, -0.125, -1.6875, -1.0625, 0.1875, 0.9375, 0.0625, 0.4375, 1.5, 0.75,
                    -0.5625, 0.5625, 0.375, -1.5625, -1.8125, 0.625, -0.4375, 0.375, -0.75, -1.125, -1.4375,
                ], .f32, shape: [1, 2, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.822916627, -0.65625, 0.520833135, 0.339583308, -0.943750024, 0.304166436, -0.385416687, -1.375,
                    -0.0208334327, 0.320833504, -0.399999797, 0.785416782, 0.791666687, 0.25, 1.32291663, 0.53125, 0,
                    0.40625, -0.322916746, -0.237500027, 0.139583349, -1.60416663, -0.59375, -0.260416597, -0.5291664,
                    -0.800000072, -0.935416698, 0.1875, -0.9375, -1.38541663,
                ], .f32, shape: [1, 2, 5, 3])
        ])

    private static let onnxWindows5 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [5, 3], mode: .cubic, coordinates: .pytorchHalfPixel),
        operands: [
            PlainTensor(
                rounding: [
                    -0.5, 1.3125, -0.375, -0.5, 0.3125, 1.9375, -0.4375, 0.375, -0.25, 0.4375, -0.25, 0.5625, 0.1875,
                    0.6875, 1.875, -1.4375, 0.25, -0.25, -0.5625, -1.0625,
                ], .f32, shape: [1, 1, 4, 5])
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.104797058, -0.420562565, 0.0414717905, 0.994431198, 0.186421975, 0.000217705965, 0.762406051,
                    0.392578125, 1.1002599, -0.349165618, 0.0447657555, 0.993018568, -0.933456481, -0.276578039,
                    -1.07137477,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows6 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [5, 3], mode: .linear, coordinates: .asymmetric),
        operands: [
            PlainTensor(
                rounding: [
                    -1.8125, -0.375, 1.3125, -1.625, -0.375, 1.875, 1.8125, -1.1875, -2, 0.6875, -2, -0.8125, 0, 1.5,
                    -1.625, 0.6875, 0.125, -1.5, 1.375, 1.375, -0.0625, 1.8125, 0.4375, 1.625,
                ], .f32, shape: [1, 2, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1.8125, 0.187500075, -0.645833611, -0.949999988, 1.18750012, -0.370833576, -0.700000048,
                    1.44166636, -0.391666919, -1.67500007, 0.204166412, -1.0041666, -2, -0.208333433, -1.20833325, 0,
                    0.458333194, -0.0833331347, 0.075000003, -0.14166677, 0.791666746, 0.0874999911, -0.162499771,
                    1.3458333, -0.0250000134, 0.975000083, 1.25833333, -0.0625, 1.35416663, 1.22916675,
                ], .f32, shape: [1, 2, 5, 3])
        ])

    private static let onnxWindows7 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [5, 3], mode: .cubic, coordinates: .asymmetric),
        operands: [
            PlainTensor(
                rounding: [
                    1.875, 0.3125, -0.875, -1.4375, 0.25, -1.25, 1, 1.75, -1.0625, 0.1875, -1.8125, -1.3125, -0.5,
                    1.5625, 1.9375, 0.5625, 0.3125, 0.3125, -1.8125, -0.5,
                ], .f32, shape: [1, 1, 4, 5])
        ],
        results: [
            PlainTensor(
                rounding: [
                    1.875, -0.525463343, -0.968749821, -0.645999551, 1.79468524, -1.2567966, -2.07575059, 0.188556045,
                    1.16989458, -0.951749444, -0.692444623, 0.846458793, 0.790500164, 0.677944541, -1.9757508,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows8 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [5, 3], mode: .linear, coordinates: .alignCorners),
        operands: [
            PlainTensor(
                rounding: [
                    1.9375, -0.375, -1.1875, -1.0625, 0.875, -1.875, 1.9375, 1.5, 0.25, -0.125, 1.0625, 0.1875, -0.0625,
                    -0.75, -0.1875, 1, -1.8125, -1.9375, 0.875, -0.5, 1.25, -1.9375, 1.625, -1.5625,
                ], .f32, shape: [1, 2, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    1.9375, -0.78125, -1.0625, 1.40625, -0.375, 0.21875, 0.875, 0.03125, 1.5, 0.5625, 0.25, 0.84375,
                    0.25, 0.46875, 0.1875, -0.0625, -0.46875, 1, -0.9375, -0.5, 0.25, -1.8125, -0.53125, -0.5, -0.28125,
                    -0.34375, -1.03125, 1.25, -0.15625, -1.5625,
                ], .f32, shape: [1, 2, 5, 3])
        ])

    private static let onnxWindows9 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [5, 3], mode: .cubic, coordinates: .alignCorners),
        operands: [
            PlainTensor(
                rounding: [
                    -0.3125, 1.875, -1.5625, 0.625, 0.9375, -0.3125, -1.6875, 0.125, -0.25, 1.5, 0.75, -0.625, -1.8125,
                    0.375, -0.875, 0.75, 1.5, -0.5625, 1.625, 0.0625,
                ], .f32, shape: [1, 1, 4, 5])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.3125, -1.5625, 0.9375, -0.424560547, -0.0529785156, 1.62304688, 0.21875, -0.802734375,
                    0.27734375, 0.862060547, -1.73364258, -0.913085938, 0.75, -0.5625, 0.0625,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows10 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [2, 7], mode: .linear, coordinates: .halfPixel),
        operands: [
            PlainTensor(
                rounding: [
                    0.125, 1.0625, 1.1875, 1.6875, 2, -1.4375, -0.375, 1.75, -0.8125, -2, 0.3125, 1, 1, 1.25, 0.5625,
                    -1.5, 1.4375, -0.3125, 1.4375, 1.25, 1.9375, -2, 1.5, 0.5,
                ], .f32, shape: [1, 2, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.59375, 0.537946403, 0.448660672, 0.6171875, 0.861607134, 1.37946427, 1.703125, -0.109375,
                    -0.734375, -1.734375, -0.859375, 0.215401739, 0.813616037, 1.1875, 1.109375, 1.02008927,
                    0.877232134, 0.8203125, 0.667410791, -0.243303508, -0.8125, 1.8125, 0.601562619, -1.33593762,
                    -0.046875, 1.42745543, 0.972098291, 0.6875,
                ], .f32, shape: [1, 2, 2, 7])
        ])

    private static let onnxWindows11 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [2, 7], mode: .cubic, coordinates: .halfPixel),
        operands: [
            PlainTensor(
                rounding: [
                    -0.0625, 1.1875, 1.8125, 0.0625, -1.6875, 0.9375, -1.125, -1.125, -1.25, -1.25, 1.6875, -0.5625,
                    -1.625, -1.3125, -0.4375, -0.625, -0.75, 1.8125, 1.5, 0.3125,
                ], .f32, shape: [1, 1, 4, 5])
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.397782683, 0.0984364375, 0.0875484645, 0.390625, -0.207056925, -1.09237766, -1.62025678,
                    0.696423054, -0.165856227, -0.565455377, 0.046875, 0.113625631, 0.0610366613, 0.00782956555,
                ], .f32, shape: [1, 1, 2, 7])
        ])

    private static let onnxWindows12 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [2, 7], mode: .linear, coordinates: .halfPixelSymmetric),
        operands: [
            PlainTensor(
                rounding: [
                    2, -0.625, -1.5, -0.9375, -1.6875, 1.8125, -1.125, -0.25, -1.1875, 1.9375, -1.375, 0.0625, 1.8125,
                    0.0625, 1.625, 1.625, 1.0625, 1, 0.3125, 0.3125, 1.375, -0.3125, 1.8125, 1.5625,
                ], .f32, shape: [1, 2, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    1.078125, 0.68750006, 0.0625000298, -0.7109375, -1.36049116, -0.994419694, -0.765625, -1.31250012,
                    -0.162946522, 1.67633915, 0.296875, -1.21986604, -0.478794724, -0.0156250373, 1.625, 1.15066969,
                    0.391741097, 0.796875, 1.296875, 1.296875, 1.296875, 1.296875, 0.839285731, 0.107143044, 0.7265625,
                    1.42410696, 1.31696415, 1.24999976,
                ], .f32, shape: [1, 2, 2, 7])
        ])

    private static let onnxWindows13 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [2, 7], mode: .cubic, coordinates: .halfPixelSymmetric),
        operands: [
            PlainTensor(
                rounding: [
                    -0.5, -0.375, 0.875, 1.6875, -1.625, -1.75, -1, -0.3125, -1.375, 0.0625, 0.1875, 1.8125, 1, -1,
                    1.1875, 1.25, 0.75, 0.6875, -0.75, 0.875,
                ], .f32, shape: [1, 1, 4, 5])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1.33462203, -1.21684217, -0.617978573, 0.158203125, 0.289583206, -0.305906028, -0.966050982,
                    0.849654496, 1.33500934, 1.54185772, 0.966796875, -0.604543269, -0.199651435, 1.29230857,
                ], .f32, shape: [1, 1, 2, 7])
        ])

    private static let onnxWindows14 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [2, 7], mode: .linear, coordinates: .pytorchHalfPixel),
        operands: [
            PlainTensor(
                rounding: [
                    -1.5, 0.5, 1.6875, 1.9375, -0.8125, -0.6875, 0.5, -0.4375, 0.9375, -1.1875, -1.375, -1.8125, -0.125,
                    -1.1875, -0.8125, 1.6875, 1.25, 1.375, 0.375, -1.5625, 1, 0.4375, 1.6875, -0.0625,
                ], .f32, shape: [1, 2, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1.328125, -0.78125, 0.0937500447, 0.796875, 1.38727677, 1.36049104, 1.34375, 0.5, -0.0580357015,
                    -0.950892925, -0.984375, -0.946428597, -1.26785707, -1.46875, 0.21875, -0.0546874925, -0.49218753,
                    -0.53125, -0.416294694, 0.378348112, 0.875, 1.0625, 0.922991037, 0.699776769, 1.015625, 1.23102677,
                    0.204241216, -0.4375,
                ], .f32, shape: [1, 2, 2, 7])
        ])

    private static let onnxWindows15 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [2, 7], mode: .cubic, coordinates: .pytorchHalfPixel),
        operands: [
            PlainTensor(
                rounding: [
                    -1.3125, 0.375, -0.1875, 0.625, -0.5, -0.8125, -1.5, 1.875, 1.0625, -0.125, -1.0625, 0.5, -0.375,
                    0.5625, -1.6875, -1.3125, 0.9375, -1.75, 0.75, -0.375,
                ], .f32, shape: [1, 1, 4, 5])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1.06181669, -1.06076884, -0.235057592, 1.0546875, 1.12835646, 0.429801464, -0.249191612,
                    -1.37759697, 0.246173292, 0.48027584, -1.2734375, 0.212660626, 0.0567145273, -1.31841111,
                ], .f32, shape: [1, 1, 2, 7])
        ])

    private static let onnxWindows16 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [2, 7], mode: .linear, coordinates: .asymmetric),
        operands: [
            PlainTensor(
                rounding: [
                    -2, 1.0625, 0.8125, 1.25, 1.625, 0.9375, 1.375, -1.5625, 1.6875, 1.6875, 0.8125, 1.25, 1, 1.5625,
                    1.5625, 0.125, 1.3125, 1.6875, -0.8125, -1.8125, -1.3125, -1.9375, -0.25, -1.9375,
                ], .f32, shape: [1, 2, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -2, -0.24999994, 1.02678573, 0.883928537, 0.93750006, 1.1875, 1.25, 1.65625, 1.45982146, 1.28125,
                    1.15625, 0.736606956, 0.0223213434, -0.15625, 1, 1.32142854, 1.5625, 1.5625, 1.15178549,
                    0.330357045, 0.125, 0, -0.0714286268, -0.183035687, -0.415178597, -0.915178776, -1.68303585, -1.875,
                ], .f32, shape: [1, 2, 2, 7])
        ])

    private static let onnxWindows17 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [2, 7], mode: .cubic, coordinates: .asymmetric),
        operands: [
            PlainTensor(
                rounding: [
                    -1, -1, 0.8125, -1, 1.8125, -1.25, 1.9375, 0.25, -1.0625, -1.875, -0.8125, 0.375, -1.5625, -1.375,
                    -1.5625, 0.75, -1.6875, -1.9375, -0.1875, -0.75,
                ], .f32, shape: [1, 1, 4, 5])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1, -1.19816029, -0.0963921845, 0.698980033, -0.978316963, 0.489067227, 2.11998963, -0.8125,
                    0.273505777, -0.32853511, -1.68986905, -1.4083451, -1.46902359, -1.58299959,
                ], .f32, shape: [1, 1, 2, 7])
        ])

    private static let onnxWindows18 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [2, 7], mode: .linear, coordinates: .alignCorners),
        operands: [
            PlainTensor(
                rounding: [
                    0.3125, 1.75, 1.4375, 0.125, 0.5625, 1.25, -0.25, 0.625, -1.125, 0.4375, -1.0625, -1.25, 1.0625,
                    0.3125, -0.5, -1.875, -1.0625, 1.25, -0.125, 1.875, 1.625, 1.4375, -1.9375, -1.8125,
                ], .f32, shape: [1, 2, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.3125, 1.03125, 1.75, 1.59375, 1.4375, 0.78125, 0.125, -1.125, -0.34375, 0.4375, -0.3125, -1.0625,
                    -1.15625, -1.25, 1.0625, 0.6875, 0.3125, -0.09375, -0.5, -1.1875, -1.875, 1.625, 1.53125, 1.4375,
                    -0.25, -1.9375, -1.875, -1.8125,
                ], .f32, shape: [1, 2, 2, 7])
        ])

    private static let onnxWindows19 = Reference(
        source: "onnxruntime", operation: Op.Resize(size: [2, 7], mode: .cubic, coordinates: .alignCorners),
        operands: [
            PlainTensor(
                rounding: [
                    0.3125, -0.625, 1.375, -0.75, -1.4375, -1.5625, -0.8125, 0.5, -1.5, 1.1875, -0.8125, -0.75, 0.6875,
                    1.5, -0.25, 1.1875, -0.8125, -1.5, 1.3125, 1.0625,
                ], .f32, shape: [1, 1, 4, 5])
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.3125, -0.552083254, 0.0185188055, 1.375, 0.106481105, -1.20254695, -1.4375, 1.1875, -0.106480837,
                    -1.40740788, -1.5, 0.416666478, 1.54629683, 1.0625,
                ], .f32, shape: [1, 1, 2, 7])
        ])

    private static let onnxWindows20 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .halfPixel, rounding: .floor),
        operands: [
            PlainTensor(
                rounding: [1, 1.5625, 0, -1.25, 0.375, 0.3125, -0.4375, 0.5625, -0.9375, 0.4375, 1.1875, -1.625], .f32,
                shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    1, 1.5625, 0, 1, 1.5625, 0, 0.375, 0.3125, -0.4375, 0.375, 0.3125, -0.4375, -0.9375, 0.4375, 1.1875,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows21 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .halfPixel, rounding: .ceil),
        operands: [
            PlainTensor(
                rounding: [
                    -0.1875, 0.625, -1.8125, 0.5625, 1.6875, 1.3125, 0.75, 1.25, -0.5625, -0.6875, -1.6875, 0.875,
                ], .f32, shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.625, -1.8125, 0.5625, 1.3125, 0.75, 1.25, 1.3125, 0.75, 1.25, -0.6875, -1.6875, 0.875, -0.6875,
                    -1.6875, 0.875,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows22 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .halfPixel, rounding: .halfDown),
        operands: [
            PlainTensor(
                rounding: [-0.75, 1.5, -0.125, 1.625, -1.5, -1.375, -0.625, -1.9375, -0.0625, 0.625, 0.6875, -1.1875],
                .f32, shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.75, 1.5, 1.625, -0.75, 1.5, 1.625, -1.5, -1.375, -1.9375, -0.0625, 0.625, -1.1875, -0.0625,
                    0.625, -1.1875,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows23 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .halfPixel, rounding: .halfUp),
        operands: [
            PlainTensor(
                rounding: [-1.375, 0.25, 0.5625, 1.8125, 1.625, -0.5, -1.375, -1, 1.5625, -0.1875, 2, 0.625], .f32,
                shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1.375, 0.5625, 1.8125, -1.375, 0.5625, 1.8125, 1.625, -1.375, -1, 1.5625, 2, 0.625, 1.5625, 2,
                    0.625,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows24 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .halfPixelSymmetric, rounding: .floor),
        operands: [
            PlainTensor(
                rounding: [0.375, -1.625, 0.375, -0.5, 1.375, -1.5, -1.25, 0.6875, 0.75, 1.3125, 0.125, -0.5], .f32,
                shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.375, -1.625, 0.375, 0.375, -1.625, 0.375, 1.375, -1.5, -1.25, 1.375, -1.5, -1.25, 0.75, 1.3125,
                    0.125,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows25 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .halfPixelSymmetric, rounding: .ceil),
        operands: [
            PlainTensor(
                rounding: [
                    -0.8125, -0.5, 0.6875, 0.1875, -0.8125, -1.1875, 0.875, -1, -1.1875, -0.6875, 1.4375, -0.1875,
                ], .f32, shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.5, 0.6875, 0.1875, -1.1875, 0.875, -1, -1.1875, 0.875, -1, -0.6875, 1.4375, -0.1875, -0.6875,
                    1.4375, -0.1875,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows26 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .halfPixelSymmetric, rounding: .halfDown),
        operands: [
            PlainTensor(
                rounding: [0.375, -1.6875, -0.625, 1, 1.125, 0.3125, 1.5, -0.8125, -1.375, -1.6875, -1.25, 1.0625],
                .f32, shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.375, -1.6875, 1, 0.375, -1.6875, 1, 1.125, 0.3125, -0.8125, -1.375, -1.6875, 1.0625, -1.375,
                    -1.6875, 1.0625,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows27 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .halfPixelSymmetric, rounding: .halfUp),
        operands: [
            PlainTensor(
                rounding: [1.625, -1.5, 0, -1.5, 1.375, -1.5, 0.5625, -1.6875, 0.9375, 1.625, 0.9375, -0.9375], .f32,
                shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    1.625, 0, -1.5, 1.625, 0, -1.5, 1.375, 0.5625, -1.6875, 0.9375, 0.9375, -0.9375, 0.9375, 0.9375,
                    -0.9375,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows28 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .pytorchHalfPixel, rounding: .floor),
        operands: [
            PlainTensor(
                rounding: [1.375, -0.8125, 1, 1.375, -0.0625, 0.5, 1.4375, -1.25, -1.9375, -0.25, -1.3125, 1.5625],
                .f32, shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    1.375, -0.8125, 1, 1.375, -0.8125, 1, -0.0625, 0.5, 1.4375, -0.0625, 0.5, 1.4375, -1.9375, -0.25,
                    -1.3125,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows29 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .pytorchHalfPixel, rounding: .ceil),
        operands: [
            PlainTensor(
                rounding: [1.5, -0.5, -0.75, 0.875, -0.1875, -1.625, 0.6875, 0.9375, -1.75, 1.125, 0.125, 1.3125], .f32,
                shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.5, -0.75, 0.875, -1.625, 0.6875, 0.9375, -1.625, 0.6875, 0.9375, 1.125, 0.125, 1.3125, 1.125,
                    0.125, 1.3125,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows30 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .pytorchHalfPixel, rounding: .halfDown),
        operands: [
            PlainTensor(
                rounding: [
                    1.4375, 0.6875, -0.6875, -0.5, 0.9375, -1.75, -1.0625, 0.0625, 1.8125, 1.0625, 1.3125, -1.25,
                ], .f32, shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    1.4375, 0.6875, -0.5, 1.4375, 0.6875, -0.5, 0.9375, -1.75, 0.0625, 1.8125, 1.0625, -1.25, 1.8125,
                    1.0625, -1.25,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows31 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .pytorchHalfPixel, rounding: .halfUp),
        operands: [
            PlainTensor(
                rounding: [-0.875, -0.9375, 1, 0.125, -1.1875, 1, 0.5625, 1.625, 0.25, -1.5, 1.5625, -1.3125], .f32,
                shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.875, 1, 0.125, -0.875, 1, 0.125, -1.1875, 0.5625, 1.625, 0.25, 1.5625, -1.3125, 0.25, 1.5625,
                    -1.3125,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows32 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .asymmetric, rounding: .floor),
        operands: [
            PlainTensor(
                rounding: [-1.8125, 1.1875, -0.1875, 0.5625, -1.5, 0.875, -0.375, 2, 0.5625, 1.8125, 1.1875, 1.375],
                .f32, shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1.8125, 1.1875, -0.1875, -1.8125, 1.1875, -0.1875, -1.5, 0.875, -0.375, -1.5, 0.875, -0.375,
                    0.5625, 1.8125, 1.1875,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows33 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .asymmetric, rounding: .ceil),
        operands: [
            PlainTensor(
                rounding: [-1.6875, 1.125, 0.4375, -0.4375, -0.75, 0.5625, -1.25, -1.3125, 1.5, 1.0625, 0.375, 1.0625],
                .f32, shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1.6875, 0.4375, -0.4375, -0.75, -1.25, -1.3125, 1.5, 0.375, 1.0625, 1.5, 0.375, 1.0625, 1.5, 0.375,
                    1.0625,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows34 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .asymmetric, rounding: .halfDown),
        operands: [
            PlainTensor(
                rounding: [
                    -0.75, 0.875, -1.1875, -0.25, -1.4375, -0.5, -0.625, -0.3125, -0.125, -1.875, -0.625, 1.375,
                ], .f32, shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.75, 0.875, -0.25, -1.4375, -0.5, -0.3125, -1.4375, -0.5, -0.3125, -0.125, -1.875, 1.375, -0.125,
                    -1.875, 1.375,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows35 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .asymmetric, rounding: .halfUp),
        operands: [
            PlainTensor(
                rounding: [
                    -0.25, 0.1875, -1.625, -0.4375, 1.9375, 0.1875, -1.9375, 0.875, 1.125, -0.5, -1.875, 1.3125,
                ], .f32, shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.25, 0.1875, -0.4375, 1.9375, 0.1875, 0.875, 1.9375, 0.1875, 0.875, 1.125, -0.5, 1.3125, 1.125,
                    -0.5, 1.3125,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows36 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .alignCorners, rounding: .floor),
        operands: [
            PlainTensor(
                rounding: [-1, 1.6875, -0.5625, -0.4375, 1.1875, -1.5, -1.9375, 1.0625, 1.75, 2, -1.5, -1.4375], .f32,
                shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1, 1.6875, -0.4375, -1, 1.6875, -0.4375, 1.1875, -1.5, 1.0625, 1.1875, -1.5, 1.0625, 1.75, 2,
                    -1.4375,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows37 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .alignCorners, rounding: .ceil),
        operands: [
            PlainTensor(
                rounding: [-0.625, 0.875, 1.6875, 1.3125, -0.5, 1.6875, -1, -1.5, -0.25, -1.6875, 0.75, 2], .f32,
                shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [-0.625, 1.6875, 1.3125, -0.5, -1, -1.5, -0.5, -1, -1.5, -0.25, 0.75, 2, -0.25, 0.75, 2],
                .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows38 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .alignCorners, rounding: .halfDown),
        operands: [
            PlainTensor(
                rounding: [-1.625, -1.5625, -1.3125, -1.3125, 0.125, 0.3125, 1.8125, -0.1875, 1.75, 1, 1.4375, -1.25],
                .f32, shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1.625, -1.5625, -1.3125, -1.625, -1.5625, -1.3125, 0.125, 0.3125, -0.1875, 0.125, 0.3125, -0.1875,
                    1.75, 1, -1.25,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows39 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [5, 3], mode: .nearest, coordinates: .alignCorners, rounding: .halfUp),
        operands: [
            PlainTensor(
                rounding: [-0.1875, 1.6875, 1, -1.125, 1.375, 1.0625, -1.4375, -1.75, -1, -0.125, -1.4375, -1.875],
                .f32, shape: [1, 1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.1875, 1, -1.125, 1.375, -1.4375, -1.75, 1.375, -1.4375, -1.75, -1, -1.4375, -1.875, -1, -1.4375,
                    -1.875,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows40 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [3, 9], mode: .linear, coordinates: .halfPixel, antialias: true),
        operands: [
            PlainTensor(
                rounding: [
                    -1.5625, -0.75, -0.4375, -0.75, -0.1875, 0.875, -1, -0.1875, 0.9375, -1.8125, 1.8125, 2, -0.875,
                    1.5625, -1, 1.6875, 0.625, -1, -1.75, -0.4375, 1, -1.125, 0.0625, -1.5, -0.3125, -1.875, 2, 0,
                    1.375, -1.5, -1.375, -1.3125, 0.25, 1.4375, 0.4375, -0.0625, 1.8125, -1.3125, -1.375, 0.6875,
                    1.4375, -0.9375,
                ], .f32, shape: [1, 1, 6, 7])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.9765625, -0.200520903, -0.260416627, -0.598090231, 0.1796875, 0.380208343, 0.224826276,
                    0.106770873, 0.2109375, -0.6484375, 0.174479097, 0.00260421634, -0.660590231, -0.4296875,
                    -0.934027791, -0.114582896, 0.645833313, 0.625, 0.34375, 0.348958313, -0.408854097, -1.328125,
                    -1.21875, -0.112847388, 0.927951753, 0.903645575, -0.3046875,
                ], .f32, shape: [1, 1, 3, 9])
        ])

    private static let onnxWindows41 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(
            size: [4, 5], mode: .linear, coordinates: .halfPixel, excludeOutside: true, antialias: true),
        operands: [
            PlainTensor(
                rounding: [
                    -1, 0.125, 1.125, -0.875, 1.3125, 0.0625, 0.8125, 0.5, -0.0625, 0.125, 2, -0.4375, 1.8125, 1.1875,
                    -1.3125, 1.5, -0.5, -1.3125, -1, -1.5, -0.625, -1.5625, 0.1875, 1.9375, 1.875, 1.8125, -1.0625,
                    -1.125, 0.75, 1.9375, 1.3125, -1.1875, 0.9375, 0, -0.25, 0, 0.1875, 1.6875, 1.1875, -1.875, 1.0625,
                    -0.75,
                ], .f32, shape: [1, 1, 6, 7])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.27343753, 0.440972209, 0.384943157, 0.684027791, 0.875000119, -0.21296297, 0.358796358,
                    -0.00189393759, -0.432098746, -0.166666627, -0.203703821, 1.2175926, 0.803030431, 0.334876418,
                    -0.770833313, 0.46875, 1.234375, 0.321022749, -0.160590157, -0.15364565,
                ], .f32, shape: [1, 1, 4, 5])
        ])

    private static let onnxWindows42 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [3, 9], mode: .cubic, coordinates: .halfPixel, antialias: true),
        operands: [
            PlainTensor(
                rounding: [
                    -0.6875, 0.375, 1.9375, -1.75, 0.0625, -1.0625, 1.6875, -0.125, 1.4375, 1.5625, -1.625, 1.0625,
                    1.1875, 1.3125, 2, 1.0625, 1.375, 0.875, -0.8125, 1.4375, 0.8125, 0.75, 1.9375, 0.9375, -0.625,
                    -0.8125, -0.6875, -1.375, -1.6875, 1.0625, 1.125, -1.375, -0.4375, 1.6875, 1.375, 0.375, 1.9375,
                    -0.6875, 1.375, 1.75, 0.375, -1.375,
                ], .f32, shape: [1, 1, 6, 7])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.211657301, 0.424354464, 1.60707903, 1.17513049, -1.41748047, 0.00793768093, 0.307878882,
                    0.594297171, 1.66671073, 0.961047649, 1.35131168, 1.57095671, 0.96954, -0.256347656, -0.856875241,
                    0.119347051, 0.71092391, 0.0382969677, -0.701894701, 1.08506751, 1.21871066, -0.0266159177,
                    -0.0161132812, 0.458586931, 0.841359496, 0.420857668, -0.399655163,
                ], .f32, shape: [1, 1, 3, 9])
        ])

    private static let onnxWindows43 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(
            size: [4, 5], mode: .cubic, coordinates: .halfPixel, excludeOutside: true, antialias: true),
        operands: [
            PlainTensor(
                rounding: [
                    -0.8125, 0.0625, -0.875, -1.6875, -1.3125, 1.875, -0.5, 0.3125, -0.25, 1.25, -1.625, -0.875, 0.3125,
                    1.25, -0.1875, 0.8125, 1.25, 0.5625, 1.3125, 1.8125, -1.125, -0.25, -1.125, -0.375, -2, 0.75,
                    -1.0625, 1.375, 0.875, -0.6875, -0.1875, 0.6875, -0.3125, -1.1875, -1.875, 0.1875, 0.125, 1.0625,
                    -1.5, -1.75, 0.9375, 0.9375,
                ], .f32, shape: [1, 1, 6, 7])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.303816438, -0.0625961423, -1.68019724, -0.182693183, 0.746545911, -0.00372741744, 0.913915813,
                    0.000809226185, 0.880677938, 0.412395179, -0.200696751, -0.639982641, -0.306764364, -0.0898954198,
                    -0.515825629, 0.253473371, 0.321227133, -0.576523721, -0.731509984, 0.0078510046,
                ], .f32, shape: [1, 1, 4, 5])
        ])

    private static let onnxWindows44 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(
            size: [3, 6], mode: .cubic, coordinates: .halfPixel, coefficient: -0.5, excludeOutside: true),
        operands: [
            PlainTensor(
                rounding: [
                    1.1875, -1.9375, 0.625, 1.875, 1.0625, -0.125, -0.125, -0.375, -1.8125, 0.875, 0.125, 0.125, 1.75,
                    0.9375, 1.875, -1.6875,
                ], .f32, shape: [1, 1, 4, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    1.39860928, -0.316128165, -1.65086639, 0.166174933, 1.24094987, 1.68434036, -0.677168667,
                    -0.0549172834, 0.470287055, -0.066749692, -0.191865802, -0.152086765, 1.33764768, 1.09482408,
                    1.04506683, 1.76810682, 0.0520015918, -1.68331993,
                ], .f32, shape: [1, 1, 3, 6])
        ])

    private static let onnxWindows45 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(
            size: [3, 4], mode: .nearest, rounding: .halfDown, crop: [0.25, -0.25, 0.75, 1.5], outside: 9),
        operands: [
            PlainTensor(
                rounding: [
                    1.8125, 0.25, -0.375, 0.25, -1.875, 1.75, 0.5, -1.875, 1.6875, -0.1875, -1.5625, 0.5625, -1.75,
                    0.1875, 1.0625, -1.75, 1.1875, 0.375, -0.6875, -1.125,
                ], .f32, shape: [1, 1, 4, 5])
        ],
        results: [
            PlainTensor(
                rounding: [9, 0.5, -0.1875, 9, 9, 0.5, -0.1875, 9, 9, 0.5625, 1.0625, 9], .f32, shape: [1, 1, 3, 4])
        ])

    private static let onnxWindows46 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [3, 4], mode: .linear, crop: [0.25, -0.25, 0.75, 1.5], outside: 9),
        operands: [
            PlainTensor(
                rounding: [
                    -2, -1.25, -0.875, 1.5625, 0.0625, -1.25, 1, -0.1875, 1.375, 1, 1.75, 0.8125, -1.5625, 0.1875,
                    -0.3125, 1.25, -1.375, -0.125, 1.3125, 0.5,
                ], .f32, shape: [1, 1, 4, 5])
        ],
        results: [
            PlainTensor(
                rounding: [
                    9, 0.171875075, 0.984375119, 9, 9, 0.312500149, 0.489583373, 9, 9, -0.223958194, 0.0833334178, 9,
                ], .f32, shape: [1, 1, 3, 4])
        ])

    private static let onnxWindows47 = Reference(
        source: "onnxruntime",
        operation: Op.Resize(size: [3, 4], mode: .cubic, crop: [0.25, -0.25, 0.75, 1.5], outside: 9),
        operands: [
            PlainTensor(
                rounding: [
                    -1.875, 1.3125, -0.5625, 0.75, 0.625, 0.5625, -0.3125, -0.375, -1.625, 0.25, -0.875, -0.4375,
                    -1.375, 1, 1.6875, -0.5, -0.3125, -0.125, -1.75, 1.0625,
                ], .f32, shape: [1, 1, 4, 5])
        ],
        results: [
            PlainTensor(
                rounding: [
                    9, -0.00295741111, -0.362137496, 9, 9, -0.778935254, 0.631257653, 9, 9, -0.711452484, 1.47177529, 9,
                ], .f32, shape: [1, 1, 3, 4])
        ])

    private static let onnxWindows48 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .linear, padding: .zeros, align: false),
        operands: [
            PlainTensor(
                rounding: [
                    1.5625, 0, -1.75, -0.6875, -1.375, 1.3125, 1.25, -0.5, -0.5, 1.375, -1.6875, 1.1875, 1.875, -0.1875,
                    1.0625, 0.875, 1.625, -1.875, 0.8125, -0.4375, 1.4375, 1.4375, -0.875, 0.3125,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    0, 0.1875, 1.03125, 0.515625, 0.796875, 0.5625, -0.75, 0.234375, -0.375, -0.234375, -1.171875,
                    -0.984375,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.876953125, 0.352264404, 0.837219238, -1.06738281, 0.552734375, 0.127792358, -0.302734375,
                    0.0623779297, 0.177001953, 1.55908203, -0.533081055, 0.15335083,
                ], .f32, shape: [1, 2, 2, 3])
        ])

    private static let onnxWindows49 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .linear, padding: .zeros, align: true),
        operands: [
            PlainTensor(
                rounding: [
                    -0.625, -0.8125, 0.5625, -0.8125, -1, -0.3125, 0.25, 2, 0.0625, -0.625, -0.75, -0.1875, 1.75, -0.5,
                    -1, 0.3125, 1.125, 1.8125, -0.875, 1.5625, 1.4375, -0.5, -0.6875, -0.9375,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    -0.5625, 1.171875, -0.5625, 0, 1.3125, 0.5625, -1.125, -1.3125, -0.84375, 1.125, -0.84375, -0.5625,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.321868896, -0.548828125, 0.408813477, -0.349121094, -0.0863037109, -0.743286133, 0.137481689,
                    1.57617188, 0.0830078125, 0.977539062, 0.860473633, 1.25042725,
                ], .f32, shape: [1, 2, 2, 3])
        ])

    private static let onnxWindows50 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .linear, padding: .border, align: false),
        operands: [
            PlainTensor(
                rounding: [
                    0.1875, 0, -1.75, -1.25, 2, -0.3125, -0.875, 1.3125, -0.125, 1.3125, -1.375, -0.125, 1.25, 1.0625,
                    0.6875, -0.1875, 1.3125, -0.5, 0.625, 0.1875, -0.8125, -1.1875, 0.125, -0.75,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    0.046875, 0.609375, 0.9375, 0.84375, 0.046875, -1.359375, -0.984375, 0.703125, 0.28125, 0.984375,
                    -0.046875, -0.1875,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.314422607, -0.125, -1.0390625, -0.125, -1.296875, -0.588806152, -0.358688354, -0.75, 0.83984375,
                    -0.8125, 0.0703125, 0.225097656,
                ], .f32, shape: [1, 2, 2, 3])
        ])

    private static let onnxWindows51 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .linear, padding: .border, align: true),
        operands: [
            PlainTensor(
                rounding: [
                    -1.0625, -1.75, -1.4375, 0.75, 0.3125, -1, -0.5625, 0.5625, -0.5, -0.5, -0.9375, 0.5625, 1.5625, -1,
                    -0.875, -0.125, -1.25, 0.125, 1.5625, 0.5625, -1.375, -1.1875, -1.75, 1.875,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    -0.46875, -0.65625, 1.078125, -0.609375, -0.796875, -0.75, -0.328125, -1.3125, 0.421875, -0.234375,
                    1.453125, 0.84375,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1.30889893, 0.676757812, -0.975830078, -1.74755859, -0.585090637, 0.5625, -0.367706299,
                    0.143554688, 0.378540039, -0.999023438, 0.912872314, 1.66992188,
                ], .f32, shape: [1, 2, 2, 3])
        ])

    private static let onnxWindows52 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .linear, padding: .reflection, align: false),
        operands: [
            PlainTensor(
                rounding: [
                    -0.5, 0.875, 1.25, -1.25, -1.375, -1.5, -1.875, -0.75, 1.1875, 1.0625, -0.5, -0.0625, 1.0625, 1.75,
                    -0.875, 0.625, 0.375, 0.5, 1.25, 1.0625, -0.4375, 1, -1.8125, -0.625,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    -0.84375, -0.75, 1.21875, -0.1875, -1.3125, -0.046875, -1.3125, -1.078125, -0.375, -0.1875,
                    -0.796875, 0.421875,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.5, -0.890625, -1.31591797, -0.328125, -0.90625, 0.246582031, 1.0625, 0.939453125, 0.443908691,
                    1.1484375, 0.780761719, -0.139160156,
                ], .f32, shape: [1, 2, 2, 3])
        ])

    private static let onnxWindows53 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .linear, padding: .reflection, align: true),
        operands: [
            PlainTensor(
                rounding: [
                    0, -1.5, 1.3125, -1.5, -0.5625, -1.3125, 1.8125, -0.875, 1.5, 1.875, -1.125, -1.9375, -2, -1.3125,
                    -0.375, -1.375, 1.875, -0.125, 1.4375, -2, -1.5, -0.1875, -1.375, -1.375,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    -1.453125, -0.703125, 0.796875, 0.890625, 0.046875, -0.984375, -0.140625, 0.375, -1.078125,
                    -0.28125, 0.984375, -0.234375,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1.03518677, -1.51124573, 0.109718323, 0.122192383, -0.516906738, -0.957809448, -0.924613953,
                    -1.32880402, -0.753707886, 0.00512695312, 0.639358521, -1.78633881,
                ], .f32, shape: [1, 2, 2, 3])
        ])

    private static let onnxWindows54 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .nearest, padding: .zeros, align: false),
        operands: [
            PlainTensor(
                rounding: [
                    -0.125, 1.3125, 0.6875, -1.375, 0.4375, 1.75, -1.1875, 1.625, 0.375, 0.6875, -0.6875, -1.8125,
                    -1.9375, 0.6875, 1.9375, 0.4375, -0.5625, 1.125, 1.8125, -1.1875, -1.625, 1.8125, -1.875, 1.5625,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    -1.078125, -1.171875, -0.703125, -0.5625, -0.515625, -1.40625, 1.078125, 1.03125, 0.5625, 1.265625,
                    1.3125, 1.5,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [PlainTensor(rounding: [0, -0.125, 0, 0, 0, 0, 0, -1.9375, 0, 0, 0, 0], .f32, shape: [1, 2, 2, 3])])

    private static let onnxWindows55 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .nearest, padding: .zeros, align: true),
        operands: [
            PlainTensor(
                rounding: [
                    -0.5, 0.4375, 1.0625, 0.6875, 1.1875, 0.75, -0.4375, 0.3125, -1.25, 1.8125, 1.625, 0.4375, 1.0625,
                    -0.6875, -0.5, 0.0625, -0.9375, -1.9375, -0.4375, 0.9375, -1, 0.8125, 0.375, -0.3125,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    0.703125, 1.078125, 1.359375, 0.796875, -1.265625, -0.515625, 0.09375, -1.265625, -0.234375, -1.125,
                    0.1875, -0.984375,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [0.4375, 0, -0.5, 1.0625, 0.4375, 1.0625, -0.3125, 0, 1.0625, -0.5, -0.6875, -0.5], .f32,
                shape: [1, 2, 2, 3])
        ])

    private static let onnxWindows56 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .nearest, padding: .border, align: false),
        operands: [
            PlainTensor(
                rounding: [
                    -0.9375, -0.8125, 1.9375, -0.1875, 0.25, 1.75, -2, -0.875, -0.3125, 1.625, 0.875, 0.75, -0.5,
                    1.4375, -1.25, -0.375, -0.5625, -2, -1.6875, 1.1875, 1.8125, -1.0625, -1.6875, -1.4375,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    -1.359375, 0.890625, -1.359375, 0.5625, 0.890625, -0.890625, -0.84375, -0.703125, 0.796875,
                    1.359375, 0.796875, -0.703125,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.3125, -0.3125, -0.1875, -0.9375, 0.75, -0.1875, 1.8125, 1.8125, -0.375, -0.5, -1.4375, -0.375,
                ], .f32, shape: [1, 2, 2, 3])
        ])

    private static let onnxWindows57 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .nearest, padding: .border, align: true),
        operands: [
            PlainTensor(
                rounding: [
                    0.875, 0.8125, -0.3125, -1.5, -0.75, 1.25, 0.0625, -1.5625, 1.6875, 0.0625, -0.625, -1.875, 0.3125,
                    0.1875, -1.4375, 1.4375, 0, -1.6875, -1.25, -0.9375, 1, 1.0625, 1.3125, 0.4375,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    1.265625, -0.5625, 0.234375, 0.375, -0.421875, -0.140625, 0.609375, 1.125, 1.265625, -0.609375,
                    0.65625, 0.796875,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [-1.5, 0.0625, 1.25, -0.625, -1.5, -0.625, 1.4375, -1.25, -1.6875, 1.3125, 1.4375, 1.3125],
                .f32, shape: [1, 2, 2, 3])
        ])

    private static let onnxWindows58 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .nearest, padding: .reflection, align: false),
        operands: [
            PlainTensor(
                rounding: [
                    1.75, 0.5625, -1.1875, 1, -1.3125, -0.5, -0.0625, 0.9375, -1.375, 0.8125, -1.4375, -0.4375, -1.5625,
                    -1.9375, -0.6875, 1.875, 0.25, 0.875, -1.125, -1.1875, 1.625, 0.9375, -0.0625, -0.875,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    1.125, -0.09375, -1.359375, 1.078125, -0.234375, -0.140625, -0.375, -0.65625, 0.328125, -0.609375,
                    0.046875, -1.265625,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.9375, -1.375, -0.5, 0.5625, -1.1875, -1.1875, -1.1875, 1.625, 0.875, -1.9375, -0.6875, -0.6875,
                ], .f32, shape: [1, 2, 2, 3])
        ])

    private static let onnxWindows59 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .nearest, padding: .reflection, align: true),
        operands: [
            PlainTensor(
                rounding: [
                    1.375, -1.125, 0.4375, -0.9375, -1.25, -1.3125, 0.8125, -1.75, 1.1875, -0.125, -0.1875, -1.1875,
                    -0.5625, 1, 1.5625, 1.6875, 0.5, -0.9375, -1.6875, 0.3125, 0.1875, 0, 0.125, -1.75,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    -0.328125, -1.125, 1.078125, 1.171875, 0.984375, -0.09375, 0.9375, 0.9375, -0.46875, -1.3125,
                    1.03125, 0.28125,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [-1.125, -1.1875, -1.75, -1.1875, -1.125, -1.75, 1, -1.75, 0.3125, -1.75, 1, 0.3125], .f32,
                shape: [1, 2, 2, 3])
        ])

    private static let onnxWindows60 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .cubic, padding: .zeros, align: false),
        operands: [
            PlainTensor(
                rounding: [
                    -0.1875, 1.5, 1.8125, 1.5, -2, -2, -0.0625, 0.0625, -1.0625, -0.5625, 0.25, 1.0625, 1.0625, -1.75,
                    -0.5, -0.9375, -0.875, 1.25, -0.3125, -0.125, 1.9375, -0.1875, 1, 1.875,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    1.453125, -0.5625, -0.28125, -1.40625, 0.75, -0.328125, -1.5, -1.078125, -0.984375, -1.265625,
                    -1.3125, 0.1875,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.152276337, -0.0912758484, 0.81181848, -0.00504076388, -0.0167503618, 0.143545449, 0.100762062,
                    0.107938312, -0.800988257, -0.0490742326, 0.0812916979, 0.0197160169,
                ], .f32, shape: [1, 2, 2, 3])
        ])

    private static let onnxWindows61 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .cubic, padding: .zeros, align: true),
        operands: [
            PlainTensor(
                rounding: [
                    -1.0625, 1.8125, 0.3125, 0.3125, 0.125, 0.625, 1.125, -0.6875, 0.4375, 0.3125, 0.75, 1, 1.0625,
                    0.375, -1.75, 1.25, 1.875, 0.1875, -0.25, -1.25, -0.1875, 0.3125, 1.125, -0.0625,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    -0.984375, -1.03125, 0.09375, 0.375, 1.171875, 0.984375, 0.234375, -1.125, 0.984375, 0.140625,
                    1.03125, 0.703125,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1.02877438, 1.01823235, 0.782822847, 0.437316865, -0.530309021, 0.564420342, 1.02522576,
                    0.512776732, -0.187295124, -1.66704607, -1.30198419, -0.540472567,
                ], .f32, shape: [1, 2, 2, 3])
        ])

    private static let onnxWindows62 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .cubic, padding: .border, align: false),
        operands: [
            PlainTensor(
                rounding: [
                    -0.75, -0.375, -0.375, -0.9375, 1.125, -0.5, 0.8125, 0.1875, -0.375, 0.75, -1.3125, 0.25, -1.4375,
                    -1.625, 1.3125, 1.3125, 0.6875, 1.75, 0.4375, -1.625, -0.5, -1, 0.875, -1.3125,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    0.328125, 1.078125, -0.984375, 1.265625, 0.609375, -1.40625, 0.09375, -0.515625, 0.609375, -0.9375,
                    -0.046875, -0.09375,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1.41925836, -0.498944849, -0.791733742, -0.112969831, -0.920325994, -0.13605316, 0.78578043,
                    -0.457565904, 1.43775702, 0.594413102, 1.71534193, 1.39012873,
                ], .f32, shape: [1, 2, 2, 3])
        ])

    private static let onnxWindows63 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .cubic, padding: .border, align: true),
        operands: [
            PlainTensor(
                rounding: [
                    0, 1.6875, 1.8125, -1.75, 1.1875, -1.3125, -1.375, -0.0625, 1.9375, 0.125, 0.375, 1, -0.0625, -0.25,
                    0.8125, -1.4375, 1.5625, -0.625, 0.375, 1.9375, 1.0625, 1, 1.3125, -1.5625,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    -0.1875, 0.9375, -0.75, -0.5625, 1.171875, 0.84375, -0.75, -1.5, -0.046875, 1.125, 0.140625,
                    -1.03125,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.114027612, 0.388090223, 0.968504488, 0.628832817, 0.112619951, 2.32948589, 1.04245627,
                    0.165224046, -1.2795943, -0.28526783, 1.48908317, 0.786997139,
                ], .f32, shape: [1, 2, 2, 3])
        ])

    private static let onnxWindows64 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .cubic, padding: .reflection, align: false),
        operands: [
            PlainTensor(
                rounding: [
                    -0.0625, -0.1875, 0.4375, 0.6875, -1.0625, 0.0625, -0.0625, -1.375, 0, -1.4375, -1.25, -0.875,
                    1.9375, -1.8125, 1.4375, -1.125, 1.8125, -1.5, 0.4375, -0.125, -1.125, -0.5625, -0.375, 0.375,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    0.703125, -0.65625, -0.375, -1.40625, -0.75, -0.515625, 0.9375, 0.796875, 0.84375, -0.75, -0.890625,
                    -0.28125,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.64886868, -0.213340357, -0.296741724, -0.715179861, 0.899898767, -0.896015763, -0.899657547,
                    -1.27582955, 1.99964023, 0.592968106, -1.51856232, 2.76638222,
                ], .f32, shape: [1, 2, 2, 3])
        ])

    private static let onnxWindows65 = Reference(
        source: "onnxruntime", operation: Op.GridSample(mode: .cubic, padding: .reflection, align: true),
        operands: [
            PlainTensor(
                rounding: [
                    -0.3125, 1.0625, 1.5, -0.375, -1.1875, 1.5625, 0.125, 1.6875, -0.4375, -0.75, -1.8125, 0.9375, 0,
                    -1, -0.1875, -1.4375, 1.9375, -0.25, -0.8125, 0.4375, 1.1875, 1.75, 0.75, -1.4375,
                ], .f32, shape: [1, 2, 3, 4]),
            PlainTensor(
                rounding: [
                    -0.234375, 0.65625, 0.984375, -0.09375, 1.078125, -1.125, -0.46875, 1.453125, -0.9375, 0.609375,
                    -0.890625, -1.125,
                ], .f32, shape: [1, 2, 3, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.385074198, 1.55872226, -0.245182782, 0.0464661457, -0.68103075, -0.275211424, 1.24940884,
                    0.389465332, -1.31718564, 1.31457198, 1.52520752, -0.000684887171,
                ], .f32, shape: [1, 2, 2, 3])
        ])

    private static let onnxWindows66 = Reference(
        source: "onnxruntime", operation: Op.GridSample(padding: .reflection),
        operands: [
            PlainTensor(
                rounding: [
                    -1.375, 1.625, 1.9375, -1.625, 0.875, -1.625, 1.3125, -0.6875, -1.8125, 1.75, 1.6875, -1.875,
                ], .f32, shape: [1, 1, 2, 3, 2]),
            PlainTensor(
                rounding: [
                    -0.4375, 1.6875, -0.625, 0.4375, 1.5, -1.75, -0.0625, 0.25, 1.75, -0.1875, 1.375, 0.25, -0.25,
                    0.9375, 1.4375, 0.75, 0.5, 2,
                ], .f32, shape: [1, 1, 2, 3, 3]),
        ],
        results: [
            PlainTensor(
                rounding: [1.2479248, -1.3034668, -0.0440673828, 0.405822754, 0.796875, -1.296875], .f32,
                shape: [1, 1, 1, 2, 3])
        ])

    private static let onnxWindows67 = Reference(
        source: "onnxruntime", operation: Op.AffineGrid(size: [2, 3], align: false),
        operands: [
            PlainTensor(
                rounding: [0.4375, -1.375, 1.6875, 1.25, -0.5, -0.375, 0.6875, 1.125, 0.8125, 1.5625, -1.75, 2], .f32,
                shape: [2, 2, 3])
        ],
        results: [
            PlainTensor(
                rounding: [
                    2.08333325, -0.958333373, 2.375, -0.125, 2.66666675, 0.708333373, 0.708333313, -1.45833337, 1,
                    -0.625, 1.29166675, 0.208333373, -0.208333373, 1.83333325, 0.25, 2.875, 0.708333373, 3.91666675,
                    0.916666627, 0.0833332539, 1.375, 1.125, 1.83333337, 2.16666675,
                ], .f32, shape: [2, 2, 3, 2])
        ])

    private static let onnxWindows68 = Reference(
        source: "onnxruntime", operation: Op.AffineGrid(size: [2, 3], align: true),
        operands: [
            PlainTensor(
                rounding: [
                    -0.0625, -0.9375, -1.125, -0.1875, -0.8125, 1.8125, 0, 1.8125, 0.6875, -0.5, -0.375, 1.8125,
                ], .f32, shape: [2, 2, 3])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.125, 2.8125, -0.1875, 2.625, -0.25, 2.4375, -2, 1.1875, -2.0625, 1, -2.125, 0.8125, -1.125,
                    2.6875, -1.125, 2.1875, -1.125, 1.6875, 2.5, 1.9375, 2.5, 1.4375, 2.5, 0.9375,
                ], .f32, shape: [2, 2, 3, 2])
        ])

    private static let onnxWindows69 = Reference(
        source: "onnxruntime", operation: Op.AffineGrid(size: [2, 1, 3]),
        operands: [
            PlainTensor(
                rounding: [0.625, -0.375, 1, -0.5, -1.125, 1.0625, -1.6875, -0.125, -0.375, -0.1875, -1.1875, -0.4375],
                .f32, shape: [1, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1.41666675, 1.46875, 0.40625, -1, 0.71875, 0.15625, -0.583333313, -0.03125, -0.09375, -0.416666687,
                    -0.21875, -0.78125, 0, -0.96875, -1.03125, 0.416666687, -1.71875, -1.28125,
                ], .f32, shape: [1, 2, 1, 3, 3])
        ])

    private static let onnxWindows70 = Reference(
        source: "onnxruntime",
        operation: Op.LpPool(p: 1, kernel: [2, 3], stride: [1, 2], pad: .explicit([0, 1, 1, 1])),
        operands: [
            PlainTensor(
                rounding: [
                    -1.5, -0.25, 0.9375, -1.4375, -1.4375, -1.8125, 1.375, 1.0625, -1.875, 0.25, -0.125, 0.6875, -0.5,
                    1.25, 0, -1.125, 0, -1.0625, 0, -0.875, -0.25, -0.8125, 0.125, 1.0625, 0.75, -0.5, 0, -0.6875,
                    -0.75, 0.5625, 1.125, -1.25, -1, -1.625, 2, 0.8125, -1.375, 1.0625, -0.8125, -0.8125,
                ], .f32, shape: [1, 2, 4, 5])
        ],
        results: [
            PlainTensor(
                rounding: [
                    4.9375, 6.9375, 5, 4, 6.75, 3.375, 1.9375, 3.5, 2.125, 1.125, 1.0625, 0.875, 1.5625, 3.4375, 3.125,
                    2.875, 5.3125, 4.9375, 4.5625, 7.125, 5.25, 2.1875, 3.25, 1.625,
                ], .f32, shape: [1, 2, 4, 3])
        ])

    private static let onnxWindows71 = Reference(
        source: "onnxruntime",
        operation: Op.LpPool(p: 2, kernel: [2, 3], stride: [1, 2], pad: .explicit([0, 1, 1, 1])),
        operands: [
            PlainTensor(
                rounding: [
                    -0.0625, 0.5625, 0.625, -1.875, 1, -0.375, 1.6875, 0.3125, 1.75, -1, 0.6875, -0.625, 1.4375, 0.4375,
                    1, 0.375, 1.0625, -1.375, -1.125, 0.8125, -1.3125, -1.6875, 0.25, 1.9375, -0.75, -1.1875, 0.9375,
                    -1, 1.125, -1.1875, -1.25, 2, 0.375, -0.875, -0.1875, 0.4375, -1.8125, 2, -0.0625, 1.8125,
                ], .f32, shape: [1, 2, 4, 5])
        ],
        results: [
            PlainTensor(
                rounding: [
                    1.81895399, 3.19851041, 2.92884374, 1.96253979, 2.94215059, 2.29214001, 1.46041512, 2.6331718,
                    1.76555586, 1.12673473, 2.07006192, 1.38772523, 2.61904097, 3.13186741, 2.64427447, 2.80206394,
                    2.83738995, 1.86455429, 3.00650334, 3.49217868, 2.02233624, 1.86455429, 2.69982648, 1.81357729,
                ], .f32, shape: [1, 2, 4, 3])
        ])

    private static let onnxWindows72 = Reference(
        source: "onnxruntime",
        operation: Op.LpPool(p: 3, kernel: [2, 3], stride: [1, 2], pad: .explicit([0, 1, 1, 1])),
        operands: [
            PlainTensor(
                rounding: [
                    1.1875, -1.875, 1.25, 0.0625, 1.5625, 0.4375, -0.875, 0.8125, -0.875, -0.6875, 0.375, -0.6875, 1.75,
                    -2, -0.5, -1.875, 0.875, 0.1875, -1.4375, -1.75, 1, -1.1875, 1.375, -0.6875, 0.1875, -1.75, 0.0625,
                    -1.875, -1.125, 1.75, 1.9375, -0.25, 1.6875, -1.1875, 0.375, 0.875, 1.5625, -2, 0.375, -1.0625,
                ], .f32, shape: [1, 2, 4, 5])
        ],
        results: [
            PlainTensor(
                rounding: [
                    2.08162498, 2.18428111, 1.68801427, 1.04199433, 2.49655771, 2.08927822, 1.96948731, 2.58787751,
                    2.54349661, 1.93648064, 1.53925598, 2.02711678, 2.00284433, 2.3278892, 1.92332709, 2.32994485,
                    2.4391427, 2.04166746, 2.27492857, 2.63824344, 1.43895566, 1.64908051, 2.28096652, 1.0778482,
                ], .f32, shape: [1, 2, 4, 3])
        ])

    private static let onnxWindows73 = Reference(
        source: "onnxruntime", operation: Op.LpPool(kernel: [2], stride: [1], dilation: [2]),
        operands: [
            PlainTensor(
                rounding: [-0.4375, 1.875, 0.625, 1.625, -1.25, 0.5625, 1.75, -1.625, 1.5, -0.75, -0.3125, -1.9375],
                .f32, shape: [1, 2, 6])
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.76290971, 2.48117924, 1.39754248, 1.71960211, 2.3048861, 1.78972769, 1.5322063, 2.07759619,
                ], .f32, shape: [1, 2, 4])
        ])

    private static let onnxWindows74 = Reference(
        source: "onnxruntime",
        operation: Op.AvgPool(kernel: [2, 2], stride: [1, 2], pad: 1, countPad: false, dilation: [2, 1]),
        operands: [
            PlainTensor(
                rounding: [
                    1.375, -1.125, 2, -1.9375, -1.5625, -1.5, 0.75, 0.5625, -1.1875, -1.625, -0.9375, -1.375, 0.875,
                    1.625, -0.3125, -0.6875, 0.125, -0.6875, -1.3125, -1.6875,
                ], .f32, shape: [1, 1, 5, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -1.5625, -0.375, 0.5625, 0.09375, -0.421875, -1.65625, -0.34375, 0.140625, -0.0625, -0.53125,
                    -1.140625, -1.53125, 0.875, 0.65625, -0.6875,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows75 = Reference(
        source: "onnxruntime",
        operation: Op.AvgPool(kernel: [2, 2], stride: [1, 2], pad: 1, countPad: true, dilation: [2, 1]),
        operands: [
            PlainTensor(
                rounding: [
                    0.625, 1.1875, 0.0625, 0.6875, -1.5625, 0.1875, 0.6875, 0.5, -1.9375, -1.625, 2, -1, -1.0625,
                    0.3125, 0.9375, 1.8125, 1, 1.3125, 1.6875, 0.5625,
                ], .f32, shape: [1, 1, 5, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.390625, 0.21875, 0.125, -0.328125, 0.40625, -0.078125, -0.65625, 0.53125, 0.578125, -0.234375,
                    0.84375, -0.109375, -0.265625, 0.3125, 0.453125,
                ], .f32, shape: [1, 1, 5, 3])
        ])

    private static let onnxWindows76 = Reference(
        source: "onnxruntime",
        operation: Op.MaxPoolWithIndices(
            Op.MaxPool(kernel: [2, 2], stride: [1, 2], pad: .explicit([0, 1])), columnMajor: false),
        operands: [
            PlainTensor(
                rounding: [
                    0.4375, 0.0625, -1.1875, -2, -1.5625, 1.5625, -0.8125, -1.75, -1.4375, -1.5, -0.5, 0.8125, 1.25,
                    1.25, 1.875, 1.1875, -0.9375, -0.1875, 0.625, -1.3125, 0.75, -1.875, -1.125, 1.4375, -0.75, 1.9375,
                    1.375, -1.0625, 1.6875, 1.5, 1.9375, -0.375, 1.625, -0.75, -0.5625, 0, -0.5625, -2, 0.875, -0.25,
                    1.3125, -1.25, -1.125, 0.875, 0.8125, 0, 0.4375, 1.5,
                ], .f32, shape: [2, 2, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.4375, 1.5625, -1.75, -1.4375, 1.5625, 0.8125, 1.25, 1.875, 1.1875, 0.75, 0.625, 1.4375, 1.6875,
                    1.9375, -0.375, 1.6875, 1.9375, 0, 1.3125, 0.875, 0.875, 1.3125, 0.4375, 1.5,
                ], .f32, shape: [2, 2, 2, 3]),
            PlainTensor(
                wrapping: [0, 5, 7, 8, 5, 11, 12, 14, 15, 20, 18, 23, 28, 25, 31, 28, 30, 35, 40, 38, 43, 40, 46, 47],
                .i64, shape: [2, 2, 2, 3]),
        ])

    private static let onnxWindows77 = Reference(
        source: "onnxruntime",
        operation: Op.MaxPoolWithIndices(
            Op.MaxPool(kernel: [2, 2], stride: [1, 2], pad: .explicit([0, 1])), columnMajor: true),
        operands: [
            PlainTensor(
                rounding: [
                    1.5625, 1.625, 2, -0.75, 1.1875, -0.875, 1.5, 1.8125, -0.25, 0, -1.5625, -1.625, -1.25, -1.875,
                    -0.4375, 2, 0.8125, 0.3125, 0.9375, -1.8125, 0.625, 0.0625, -1.5625, 0, 0.6875, -0.25, 1.6875,
                    1.8125, -0.5625, 1.8125, -1.0625, -1.5, 0.625, -1.4375, -0.75, -0.375, 0.75, 1.375, 1.625, 0.5,
                    1.875, 0.9375, 1.5, 0.3125, -1.5625, -1.1875, -0.375, 1.3125,
                ], .f32, shape: [2, 2, 3, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    1.5625, 2, 1.8125, 1.1875, 1.5, 1.8125, 0.8125, 0.9375, 2, 0.8125, 0.9375, 0, 0.6875, 1.8125,
                    1.8125, 0.625, 1.8125, -0.375, 1.875, 1.625, 0.5, 1.875, 1.5, 1.3125,
                ], .f32, shape: [2, 2, 2, 3]),
            PlainTensor(
                wrapping: [0, 6, 10, 1, 7, 10, 13, 19, 21, 13, 19, 23, 24, 28, 33, 26, 28, 35, 37, 42, 45, 37, 43, 47],
                .i64, shape: [2, 2, 2, 3]),
        ])

    private static let onnxWindows78 = Reference(
        source: "onnxruntime", operation: Op.MaxUnpool(size: [4, 4]),
        operands: [
            PlainTensor(
                rounding: [0.625, 1.75, -1.3125, 0.0625, 1.625, -1.0625, 1.875, 1.875], .f32, shape: [1, 2, 2, 2]),
            PlainTensor(wrapping: [7, 9, 10, 6, 19, 18, 25, 17], .i64, shape: [1, 2, 2, 2]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    0, 0, 0, 0, 0, 0, 0.0625, 0.625, 0, 1.75, -1.3125, 0, 0, 0, 0, 0, 0, 1.875, -1.0625, 1.625, 0, 0, 0,
                    0, 0, 1.875, 0, 0, 0, 0, 0, 0,
                ], .f32, shape: [1, 2, 4, 4])
        ])

    private static let onnxWindows79 = Reference(
        source: "onnxruntime", operation: Op.Fold(size: [4, 5], kernel: [2, 2]),
        operands: [
            PlainTensor(
                rounding: [
                    0, 0.9375, -0.125, 0.625, 1.4375, 1, -0.875, 0.3125, 1.25, 0.3125, -0.875, 1, 0.875, 0.5625,
                    -0.6875, 0.25, 0.4375, -1.1875, 1.75, 0.375, -1.8125, -0.9375, 1.25, 0.8125, 0.1875, 0, -0.5,
                    1.8125, -0.625, 1.375, -1.75, 0.125, -1, -0.3125, 0.5, -1.75, -1.625, 0.3125, 0.6875, -1.75, 1.875,
                    -0.25, 1.9375, -1.5, 1.5625, 0.5625, 1.25, 1.25, -1.3125, -1.375, 1.9375, -0.25, -1.1875, 0.5625,
                    1.5, -0.9375, 1.5625, -1.75, 0.5, -0.5, 0.0625, 0.4375, -1.1875, -1.8125, 0.0625, 1.8125, -0.875,
                    0.25, -1.5, -0.625, -1.5, -1.5625, 1.25, 1.625, 1.6875, 0.9375, -1.4375, 1.75, -2, -0.9375, -0.9375,
                    1, -1.5, 1.875, -1.25, 1.5, 0.3125, -1, -0.3125, -1.5625, -0.3125, 0.8125, -1.1875, 1.875, 0.6875,
                    -0.5625,
                ], .f32, shape: [1, 8, 12])
        ],
        results: [
            PlainTensor(
                rounding: [
                    0, 1.8125, 0.4375, -0.0625, 0.25, 1.625, -0.1875, -2.25, 4.5625, -1.375, 0.625, 1.75, -3.8125,
                    4.3125, -0.6875, -1, 1.25, 1.0625, -0.5, 1.25, -1.3125, -1.3125, 2.375, -1.4375, -1.8125, 0.0625, 1,
                    6.5, -0.5625, -0.75, 0.125, -1.8125, -3.6875, -3.25, -0.75, -0.9375, -0.1875, 0.375, 2.5625,
                    -0.5625,
                ], .f32, shape: [1, 2, 4, 5])
        ])

    private static let onnxWindows80 = Reference(
        source: "onnxruntime",
        operation: Op.Fold(
            size: [3, 4], kernel: [2, 2], stride: [1, 2], pad: .explicit([1, 0, 0, 0]), dilation: [2, 1]),
        operands: [
            PlainTensor(
                rounding: [
                    -0.875, 1.125, -0.4375, 1.8125, -0.125, 0.8125, 1.625, 1.8125, -1, -0.25, 0.875, -0.375, -0.75, 0.5,
                    1.625, -0.125, -0.4375, 1.0625, 0, -0.75, 1.5625, 0.4375, 0.6875, 1.25, -1.625, 1.4375, -1.5, -2, 2,
                    -0.875, -1.9375, 0.8125,
                ], .f32, shape: [2, 4, 4])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.4375, 1.625, 1.8125, 1.8125, -1, -0.75, -0.25, 0.5, 0.875, 1.625, -0.375, -0.125, 0, 0.6875,
                    -0.75, 1.25, -1.625, 2, 1.4375, -0.875, -1.5, -1.9375, -2, 0.8125,
                ], .f32, shape: [2, 1, 3, 4])
        ])

    private static let onnxWindows81 = Reference(
        source: "onnxruntime", operation: Op.DeformConv(groups: 2, parts: 2),
        operands: [
            PlainTensor(
                rounding: [
                    -0.8125, -0.3125, 1.875, 0.3125, -2, 0.75, -1.375, -0.75, -1.1875, 1.6875, -1.6875, 0.1875, -0.125,
                    0.1875, 0.375, -1.625, -0.75, 0.25, -1.5625, 1.25, 1.25, 0.125, 1.25, -0.3125, 0.25, -0.125, -1.5,
                    -1.3125, 0.1875, -1.6875, 0.5, -0.75, -0.3125, 1.625, 1.5, -0.125, -0.4375, 1.25, 0.0625, 0.9375,
                    -1.5625, 0.875, 0.25, -1.1875, 1.0625, 0.125, 0.9375, 1.3125, -1, 1.25, 2, 0.0625, 0.875, 1.125,
                    -0.3125, 1.25, -0.375, 1.5625, 1.125, 0.1875, -1.3125, 1.3125, 0.5625, 0.3125, 0.875, 2, 0.0625,
                    -0.4375, 1.5, 0.625, -0.125, -1.3125, -0.125, 1.75, -0.875, 1.875, 1.6875, 1.375, -0.75, 1.1875,
                ], .f32, shape: [1, 4, 4, 5]),
            PlainTensor(
                rounding: [
                    0.8125, 1.625, -0.375, 0.5, 1.75, 1.6875, 1.8125, -1.625, -1.9375, -1.625, 2, -0.3125, 0.4375,
                    -0.3125, -1.75, 1.6875,
                ], .f32, shape: [2, 2, 2, 2]),
            PlainTensor(
                rounding: [
                    0, -0.609375, -1.359375, -1.171875, 0.140625, 0.796875, -0.9375, 0.09375, -0.421875, 0.46875,
                    -0.609375, 1.171875, 0.328125, -0.984375, 0.984375, 0.421875, 1.3125, 1.265625, -0.515625, 0.609375,
                    0.234375, -0.1875, -1.5, 0.9375, -0.375, -1.3125, 1.40625, -0.28125, -1.171875, -0.1875, 1.125,
                    0.75, 0.46875, -0.609375, -0.609375, -0.703125, 0.84375, 0.9375, -0.65625, -0.609375, 1.21875,
                    1.453125, -1.265625, -0.75, -1.171875, -0.421875, 0.75, 0.28125, -0.140625, -0.890625, -1.078125,
                    0.796875, 0.046875, -1.453125, -0.609375, 0.5625, 0.140625, 0.703125, 0.75, -1.171875, 1.078125,
                    0.28125, -1.359375, 1.40625, 0.28125, -0.796875, 1.453125, -1.40625, -0.140625, -1.40625, 0.84375,
                    0.84375, -1.21875, -0.65625, 1.125, -0.703125, 0.234375, 0.140625, 1.171875, 0.75, 0.890625,
                    -1.265625, 1.125, -0.140625, -1.359375, -1.21875, 0.65625, 1.171875, -0.9375, -0.609375, -0.703125,
                    1.171875, -0.515625, 0.46875, 0.28125, -0.28125, 0.375, -0.890625, 1.3125, 1.265625, -1.5,
                    -0.046875, -0.9375, -0.140625, -0.421875, 1.125, 0.984375, -0.65625, 0.140625, -0.328125, 0.046875,
                    1.21875, 0.796875, -1.359375, 0.46875, 0.84375, -0.65625, 0.75, -1.265625, -1.21875, -0.09375,
                    -0.28125, 1.171875, 0.984375, 0.28125, 0.140625, -1.359375, -0.9375, -0.1875, -0.234375, -0.375, 0,
                    0.234375, -0.328125, 0.28125, -1.21875, 1.359375, 0.046875, -0.515625, -0.1875, -0.28125, -0.65625,
                    0.328125, 1.171875, 1.171875, -1.03125, 0.609375, 0.796875, -0.09375, 0.5625, 0.9375, -1.21875,
                    -0.046875, -1.40625, 1.40625, 0.09375, -0.65625, -1.3125, -1.125, -0.65625, 0.984375, 1.453125,
                    -0.609375, -0.46875, 1.078125, -1.21875, 0.328125, 0.28125, 0.046875, 1.03125, -1.265625, -0.65625,
                    0.890625, -0.609375, -1.3125, -0.140625, 1.40625, 0.890625, 1.171875, -0.65625, -0.609375, -1.03125,
                    -1.125, -0.65625, 1.171875, 0.515625, -0.046875, -0.09375, -1.125, -0.046875, 0, 0.796875,
                ], .f32, shape: [1, 16, 3, 4]), PlainTensor(rounding: [-1, 1.5], .f32, shape: [2]),
            PlainTensor(
                rounding: [
                    -0.375, -1.8125, 0.5625, 0.4375, 1.6875, 0.1875, 1.25, -1.0625, -1.375, 0.5625, -0.0625, 1.1875,
                    -0.0625, 1.1875, 2, 1.875, -1.6875, 1.9375, 0.0625, -0.5, 1.6875, -1.375, -0.4375, 1.375, -0.9375,
                    1.75, 0.25, 0.0625, -0.75, -1.5, 1.75, -2, -1.6875, -1.75, -1.1875, 0.9375, -1.6875, -1.4375, 0.875,
                    -1.875, -0.8125, 1.3125, 1.625, 0, 1.625, 1.5625, 1.75, -1, -1, 0.625, -2, -0.9375, -0.4375, 1.5625,
                    1.875, -0.625, 1.0625, 0.1875, -1.8125, -0.4375, 0.8125, 0.8125, 1.6875, 0.5, 1.875, -0.1875, 0.875,
                    0.5, 1.5, 1.75, 1.375, 1.875, -0.5625, 2, -1.625, -0.5625, 0.9375, 0.5, -1.5, 0.75, -0.5, 1.1875, 2,
                    -1.1875, 0.25, -1.9375, 0.0625, 1.375, 1.8125, 1.1875, -0.875, -0.5, 2, 1.1875, 1.6875, -1,
                ], .f32, shape: [1, 8, 3, 4]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    2.22049189, -1.38030195, -5.50767088, -2.45643044, -11.3971424, -2.71538377, -0.81731534,
                    -1.56222212, -3.92799139, 1.10851955, -1.59595871, 4.87769508, -1.16073608, 3.75366592, 2.55782366,
                    4.20263386, 3.74515009, 4.44584179, 4.31198597, 1.26707768, 1.1042347, 1.54311883, -0.74343586,
                    0.262062073,
                ], .f32, shape: [1, 2, 3, 4])
        ])

    private static let onnxWindows82 = Reference(
        source: "onnxruntime", operation: Op.DeformConv(stride: [2], pad: 1, dilation: [2]),
        operands: [
            PlainTensor(
                rounding: [
                    -0.5625, 1.3125, -0.6875, 1.0625, -1.5, -1.75, 1.6875, -0.8125, -1.25, -1, -2, 1.0625, 1.5625,
                    -1.9375, 0.375, -0.5625,
                ], .f32, shape: [1, 1, 4, 4]),
            PlainTensor(rounding: [0.6875, 0.8125, 0.9375, -1.875], .f32, shape: [1, 1, 2, 2]),
            PlainTensor(
                rounding: [
                    -0.9375, 0.90625, -0.84375, 0, 0, -0.25, -0.90625, -0.6875, 0, -0.78125, 0.46875, 0.71875, 0.3125,
                    0.65625, 0.25, 0.40625, -0.90625, 0.09375, -0.53125, -0.625, 0.8125, 0.65625, -0.75, 1, 0.0625,
                    0.25, -0.90625, 0.78125, 0.90625, 0.53125, -0.65625, 0.0625,
                ], .f32, shape: [1, 8, 2, 2]),
        ],
        results: [
            PlainTensor(rounding: [-2.67185211, 1.11203384, 1.05432129, -1.65053558], .f32, shape: [1, 1, 2, 2])
        ])

    private static let onnxWindows83 = Reference(
        source: "onnx.reference",
        operation: Op.RoiAlign(height: 2, width: 3, scale: 0.75, samples: 0, mode: .avg, halfPixel: true),
        operands: [
            PlainTensor(
                rounding: [
                    -0.375, -0.4375, 0.1875, 0.875, 0.875, -1.0625, 1.75, -0.25, 0.9375, 1.5, -0.625, 1.4375, -1.75,
                    -0.8125, 0.8125, 1.0625, 1.9375, -0.3125, -1.9375, -0.25, 1.125, -1.5625, -1.3125, -0.375, -0.1875,
                    -0.25, 0.0625, 0.4375, 0.4375, -0.375, 2, -0.0625, 0.75, 0.6875, -0.4375, 0.5625, 0.875, -0.0625,
                    -0.125, 0.375,
                ], .f32, shape: [2, 1, 4, 5]),
            PlainTensor(rounding: [0.5, 1, 3.5, 2.25, 0, 0, 5, 5, 2, 2, 2.5, 2.5], .f32, shape: [3, 4]),
            PlainTensor(wrapping: [0, 1, 1], .i64, shape: [3]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.375488281, 0.622070312, 0.137207031, -0.360839844, 1.64746094, 0.239746094, 0.211425781,
                    -0.711181641, -0.19909668, 1.05505371, 0.348999023, 0.372192383, 0.0767822266, 0.12878418,
                    0.180786133, 0.0584716797, 0.120727539, 0.182983398,
                ], .f32, shape: [3, 1, 2, 3])
        ])

    private static let onnxWindows84 = Reference(
        source: "onnx.reference",
        operation: Op.RoiAlign(height: 2, width: 3, scale: 0.75, samples: 2, mode: .avg, halfPixel: true),
        operands: [
            PlainTensor(
                rounding: [
                    -0.375, 1.0625, -0.5625, -1.625, 0, 1.625, -0.875, -0.75, -1.0625, 1.75, -1.4375, -0.25, -0.25,
                    0.25, -0.8125, 1.0625, 1.375, -0.25, 1.4375, -1.5625, -0.625, 1.5625, 0.5, -1.3125, 1.625, 1.5625,
                    -0.5625, -1.25, 0.25, 0.375, -0.25, 0.875, 0.625, 1.1875, 1.875, 1, -1.4375, -2, 1.875, 1.25,
                ], .f32, shape: [2, 1, 4, 5]),
            PlainTensor(rounding: [0.5, 1, 3.5, 2.25, 0, 0, 5, 5, 2, 2, 2.5, 2.5], .f32, shape: [3, 4]),
            PlainTensor(wrapping: [0, 1, 1], .i64, shape: [3]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.476318359, 0.0951843262, -0.458984375, 0.841430664, -0.504302979, -0.711303711, 0.417266846,
                    0.264892578, -0.487670898, 0.266021729, -0.29296875, 0.659179688, -0.468139648, -0.548950195,
                    -0.629760742, -0.193481445, -0.264038086, -0.334594727,
                ], .f32, shape: [3, 1, 2, 3])
        ])

    private static let onnxWindows85 = Reference(
        source: "onnx.reference",
        operation: Op.RoiAlign(height: 2, width: 3, scale: 0.75, samples: 0, mode: .avg, halfPixel: false),
        operands: [
            PlainTensor(
                rounding: [
                    0.6875, -1, 1.1875, -1.5625, 0.5625, -0.5, 1.5, 0.75, -0.6875, 1.1875, 0.875, -1, -0.9375, -0.4375,
                    0.0625, -0.9375, 0.75, 0.125, -1.1875, 0.8125, -1.8125, 1.75, 1.1875, -1.6875, 1.25, -0.6875,
                    0.6875, -1.0625, -0.75, -2, 0.625, 0.375, -1.6875, -0.9375, 0.6875, 1.1875, 0.3125, -1.375, 0.5,
                    -1.125,
                ], .f32, shape: [2, 1, 4, 5]),
            PlainTensor(rounding: [0.5, 1, 3.5, 2.25, 0, 0, 5, 5, 2, 2, 2.5, 2.5], .f32, shape: [3, 4]),
            PlainTensor(wrapping: [0, 1, 1], .i64, shape: [3]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    1, 1.125, 0.390625, 0.234375, 0.078125, -0.2109375, 0.296508789, -0.305847168, -0.897735596,
                    0.584228516, -0.940307617, -0.235046387, -0.869791567, -1.53125, -1.31770825, -0.953124881,
                    -1.609375, -1.265625,
                ], .f32, shape: [3, 1, 2, 3])
        ])

    private static let onnxWindows86 = Reference(
        source: "onnx.reference",
        operation: Op.RoiAlign(height: 2, width: 3, scale: 0.75, samples: 2, mode: .avg, halfPixel: false),
        operands: [
            PlainTensor(
                rounding: [
                    -0.1875, -0.0625, -1.125, 1.25, 0.9375, -1.5625, -0.125, -1.5625, 1, -0.4375, -0.5625, -1, -1.6875,
                    -1.5, 0.1875, 0.9375, 0.5, -1.125, 1.6875, 0.625, 1.5625, -2, -1.8125, -1.8125, 1.125, -0.5625, -1,
                    0.375, 0.8125, -0.1875, -0.5, -0.4375, -0.75, -0.5, -0.0625, -0.6875, 0.125, 0.625, 0.8125, -2,
                ], .f32, shape: [2, 1, 4, 5]),
            PlainTensor(rounding: [0.5, 1, 3.5, 2.25, 0, 0, 5, 5, 2, 2, 2.5, 2.5], .f32, shape: [3, 4]),
            PlainTensor(wrapping: [0, 1, 1], .i64, shape: [3]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.485351562, -0.859375, -0.942382812, -0.6875, -1.09375, -1.28125, -0.714111328, -0.564819336,
                    -0.104003906, -0.271972656, 0.142272949, -0.0196228027, -0.505208313, -0.46093747, -0.369791657,
                    -0.369791657, -0.391927063, -0.32812497,
                ], .f32, shape: [3, 1, 2, 3])
        ])

    private static let onnxWindows87 = Reference(
        source: "onnx.reference",
        operation: Op.RoiAlign(height: 2, width: 3, scale: 0.75, samples: 0, mode: .max, halfPixel: true),
        operands: [
            PlainTensor(
                rounding: [
                    0.5625, -0.75, 0.75, 1.875, -0.5, -1.5625, 0.75, -0.6875, -0.625, 0.5, 0.4375, -1.9375, -0.1875,
                    -0.5, 0.25, 0.5, -1.9375, -1.75, 0, 1.375, -1.125, -1.5625, -0.4375, -0.9375, -1.75, 1.75, 0.625,
                    1.1875, 1.625, 0.5625, -0.5625, -2, -1.625, -0.75, 0.5, 0.625, -1.5, -1, 1.5625, -0.8125,
                ], .f32, shape: [2, 1, 4, 5]),
            PlainTensor(rounding: [0.5, 1, 3.5, 2.25, 0, 0, 5, 5, 2, 2, 2.5, 2.5], .f32, shape: [3, 4]),
            PlainTensor(wrapping: [0, 1, 1], .i64, shape: [3]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.217529297, 0.36328125, 0.290039062, 0.178710938, 0.71484375, 0.178710938, 1.5859375, 0.739868164,
                    1.38061523, 0.48828125, 0.127563477, 1.14440918, 0.531005859, 0.460205078, 0.389404297, 0.421142578,
                    0.364990234, 0.308837891,
                ], .f32, shape: [3, 1, 2, 3])
        ])

    private static let onnxWindows88 = Reference(
        source: "onnx.reference",
        operation: Op.RoiAlign(height: 2, width: 3, scale: 0.75, samples: 2, mode: .max, halfPixel: true),
        operands: [
            PlainTensor(
                rounding: [
                    -1.5625, -1.0625, -0.5625, 0, 0, -1.625, -1.5625, -1.1875, -0.75, 1.875, -0.9375, -0.5625, 0.875,
                    -0.625, 2, -0.0625, -0.5625, 1.125, 1.1875, 0.6875, -1.4375, -0.8125, 0.3125, -0.5, -0.25, -0.875,
                    -0.875, -0.0625, 1.3125, -0.5625, 1, 1.9375, -1.5, 1.75, -0.8125, -1.625, 1.3125, -2, 2, -1.1875,
                ], .f32, shape: [2, 1, 4, 5]),
            PlainTensor(rounding: [0.5, 1, 3.5, 2.25, 0, 0, 5, 5, 2, 2, 2.5, 2.5], .f32, shape: [3, 4]),
            PlainTensor(wrapping: [0, 1, 1], .i64, shape: [3]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.0264587402, -0.0420227051, -0.0264587402, -0.00247192383, 0.0115356445, 0.0576782227, -0,
                    0.21484375, 1.1151123, 0.84375, 1.53259277, 1.46484375, 0.263946533, 0.229888916, 0.195831299,
                    0.615875244, 0.536407471, 0.456939697,
                ], .f32, shape: [3, 1, 2, 3])
        ])

    private static let onnxWindows89 = Reference(
        source: "onnx.reference",
        operation: Op.RoiAlign(height: 2, width: 3, scale: 0.75, samples: 0, mode: .max, halfPixel: false),
        operands: [
            PlainTensor(
                rounding: [
                    0.4375, -1, 1.5, 0.8125, 1.9375, 1.1875, 1, 1.8125, 0.5625, -1.1875, -1.125, 0.625, -0.5, 1.0625,
                    0.5, -1.875, 1.75, 1.9375, -0.8125, -0.875, -0.4375, 1.25, -1.9375, -1.3125, 0.8125, -0.3125, -0.25,
                    1.75, 1.1875, -1.5625, -1.0625, -1, 0.625, -0.3125, 0.6875, -1.125, -0.125, -0.5625, -1.25, -1.1875,
                ], .f32, shape: [2, 1, 4, 5]),
            PlainTensor(rounding: [0.5, 1, 3.5, 2.25, 0, 0, 5, 5, 2, 2, 2.5, 2.5], .f32, shape: [3, 4]),
            PlainTensor(wrapping: [0, 1, 1], .i64, shape: [3]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.75, 0.90625, 1.359375, 0.375, 0.453125, 0.6796875, 0.622558594, 0.844238281, 0.572875977, -0,
                    0.333251953, 0.197387695, 0.31249997, 0.46875, 0.31249994, 0.31249997, 0.46875, 0.31249994,
                ], .f32, shape: [3, 1, 2, 3])
        ])

    private static let onnxWindows90 = Reference(
        source: "onnx.reference",
        operation: Op.RoiAlign(height: 2, width: 3, scale: 0.75, samples: 2, mode: .max, halfPixel: false),
        operands: [
            PlainTensor(
                rounding: [
                    -0.375, 0.75, 1, 1.125, -1.25, 0.3125, -1.6875, -1.5, -0.125, 0.8125, -1.0625, -1.3125, 1.25, 0.375,
                    1.3125, -1.6875, 1.8125, 1.25, 1.375, -1.625, 0.625, 0.1875, -1.25, 1.6875, 1.3125, 1.3125, 0.9375,
                    -1.3125, 1, -0.1875, 0.8125, 0.375, 1.3125, 0.0625, -0.8125, 0.6875, 0.6875, -0.875, 0.0625, 0.6875,
                ], .f32, shape: [2, 1, 4, 5]),
            PlainTensor(rounding: [0.5, 1, 3.5, 2.25, 0, 0, 5, 5, 2, 2, 2.5, 2.5], .f32, shape: [3, 4]),
            PlainTensor(wrapping: [0, 1, 1], .i64, shape: [3]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    0.119628906, 0.107421875, 0.146484375, 0.0854492188, 0.537109375, 0.732421875, 0.535766602,
                    0.433227539, 0.728393555, 0.64453125, 0.699829102, 0.30078125, 0.861328125, 1.05273438, 0.861328125,
                    0.861328125, 1.05273438, 0.861328125,
                ], .f32, shape: [3, 1, 2, 3])
        ])

    private static let onnxWindows91 = Reference(
        source: "onnxruntime", operation: Op.MaxRoiPool(height: 2, width: 2),
        operands: [
            PlainTensor(
                rounding: [
                    -0.6875, -1.3125, -0.6875, 1.375, -1.375, -0.4375, -0.0625, 1.1875, -0.5625, 2, -0.3125, -0.125,
                    1.4375, -0.1875, 0.75, -0.625, 0.75, 0.375, 1.9375, -0.4375, -1.125, -1.4375, 0.0625, 0, -1.625, -2,
                    -0.4375, -1.875, 1.8125, 1.1875, -1.6875, 1.125, 1.0625, 0.9375, 1.5, 0.8125, 0.0625, 0.9375,
                    1.1875, 0.3125, -0.25, 0.3125, -0.625, -0.375, 0, 1, -1.25, -0.25, -0.8125, -1.375, -0.8125,
                    -0.8125, 2, -0.4375, -0.6875, -0.4375, -1.125, 1.6875, 1.8125, -0.4375, -1.4375, -1.9375, 1.875,
                    1.375, 1.4375, 0.375, 0.625, 1.0625, -0.3125, 1.3125, -1.25, -0.25, -1.625, 1.125, -1.625, 0,
                    -0.625, 2, -0.375, -1.4375,
                ], .f32, shape: [2, 2, 4, 5]),
            PlainTensor(rounding: [0, 0, 0, 3, 2, 1, 1, 1, 4, 4, 1, 2.5999999, 0, 9, 1], .f32, shape: [3, 5]),
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.0625, 1.375, -0.0625, 1.4375, -0.4375, 1.8125, 1.125, 1.8125, 2, -0.4375, 1.6875, 1.8125, 1.0625,
                    1.3125, 2, -0.375, 0, 0, -0.8125, 0, 1.4375, 0, 1.3125, 0,
                ], .f32, shape: [3, 2, 2, 2])
        ])

    private static let onnxWindows92 = Reference(
        source: "onnxruntime", operation: Op.MaxRoiPool(height: 1, width: 2, scale: 0.5),
        operands: [
            PlainTensor(
                rounding: [
                    1.75, 0.1875, 0.125, 0.5625, 2, -1.9375, 0.875, -0.1875, -1.4375, 1.625, 0.1875, 1.6875, -1.375,
                    0.6875, -1.875, 2, 1.8125, 1.5625, -0.6875, 0.8125, -1.25, 1.375, -1.625, 0.9375, 0.625, -0.8125,
                    -0.1875, -0.125, -2, -1.8125, 0.875, 0.75, -1, -0.1875, 1.125, 0.75, -0.0625, 1.5, 0.125, -2,
                ], .f32, shape: [2, 1, 4, 5]),
            PlainTensor(rounding: [0, 0, 0, 3, 2, 1, 1, 1, 4, 4, 1, 2.5999999, 0, 9, 1], .f32, shape: [3, 5]),
        ],
        results: [PlainTensor(rounding: [1.75, 0.875, 0.75, -0.125, 1.375, 0.9375], .f32, shape: [3, 1, 1, 2])])

    private static let onnxWindows93 = Reference(
        source: "onnxruntime", operation: Op.NonMaxSuppression(center: false),
        operands: [
            PlainTensor(
                rounding: [
                    0.4375, 1.3125, 0.9375, 1.875, 2.25, 0.6875, 1.4375, 0.4375, 2, 0.5, 0.25, 0.5625, 1.3125, 1.4375,
                    1.875, 0.25, 1.5, 0.75, 1.25, 0.5, 2.125, 0.375, 1.25, 1, 1.6875, 2.0625, 1.0625, 1.3125, 1, 1.875,
                    0.6875, 0.3125, 0.5, 1.875, 1.0625, 1.6875, 0.5625, 2.25, 1.375, 0.375, 2, 2.25, 1.1875, 0.875,
                    0.3125, 0.375, 0.9375, 0.375,
                ], .f32, shape: [2, 6, 4]),
            PlainTensor(
                rounding: [
                    1.0625, 1.25, 0.375, 0.1875, 0.3125, 0.75, 0.875, 1.375, 1, 0.125, 1.3125, 0.625, 1.1875, 0.25,
                    1.4375, 1.125, 0.0625, 0.5, 0.5625, 0.4375, 0.8125, 0.6875, 0, 0.9375,
                ], .f32, shape: [2, 2, 6]), PlainTensor(wrapping: [3], .i64, shape: [1]),
            PlainTensor(rounding: [0.25], .f32, shape: [1]), PlainTensor(rounding: [0.200000003], .f32, shape: [1]),
        ],
        results: [
            PlainTensor(
                wrapping: [
                    0, 0, 1, 0, 0, 0, 0, 0, 2, 0, 1, 1, 0, 1, 4, 0, 1, 2, 1, 0, 2, 1, 0, 0, 1, 0, 3, 1, 1, 5, 1, 1, 2,
                    1, 1, 3,
                ], .i64, shape: [12, 3])
        ])

    private static let onnxWindows94 = Reference(
        source: "onnxruntime", operation: Op.NonMaxSuppression(center: true),
        operands: [
            PlainTensor(
                rounding: [
                    0.8125, 0.8125, 1.75, 1.125, 0.875, 1.8125, 1.5, 1.8125, 2.25, 2.25, 1.75, 0.6875, 1.6875, 1.625,
                    0.75, 0.8125, 2.25, 2.0625, 2, 0.5, 0.8125, 1.75, 1.4375, 0.4375, 0.875, 0.3125, 2, 1.75, 0.625,
                    1.375, 0.8125, 1.0625, 1, 0.3125, 0.4375, 1.875, 1.5, 1.75, 2.125, 0.4375, 0.375, 1.5625, 1.125,
                    0.875, 0.375, 1.1875, 1.9375, 2.1875,
                ], .f32, shape: [2, 6, 4]),
            PlainTensor(
                rounding: [
                    0.875, 0.3125, 0.4375, 1.125, 1.0625, 0.0625, 0.8125, 1, 0.9375, 1.3125, 1.4375, 0.625, 1.1875,
                    0.75, 0.5625, 1.375, 0.5, 0, 0.25, 0.375, 1.25, 0.6875, 0.125, 0.1875,
                ], .f32, shape: [2, 2, 6]), PlainTensor(wrapping: [3], .i64, shape: [1]),
            PlainTensor(rounding: [0.25], .f32, shape: [1]), PlainTensor(rounding: [0.200000003], .f32, shape: [1]),
        ],
        results: [
            PlainTensor(
                wrapping: [
                    0, 0, 3, 0, 0, 4, 0, 0, 0, 0, 1, 4, 0, 1, 3, 0, 1, 1, 1, 0, 3, 1, 0, 0, 1, 0, 1, 1, 1, 2, 1, 1, 3,
                    1, 1, 1,
                ], .i64, shape: [12, 3])
        ])

    private static let onnxWindows95 = Reference(
        source: "onnxruntime", operation: Op.Det(),
        operands: [
            PlainTensor(
                rounding: [
                    1.3125, 0.625, -0.75, 1.4375, -1.9375, -1.4375, 1.5625, 1.1875, -0.8125, 2, 0.625, -1.0625, 1.4375,
                    2, 1.1875, 0.5, 1.5, 1.25,
                ], .f32, shape: [2, 3, 3])
        ],
        results: [PlainTensor(rounding: [0.0820312276, -0.542968869], .f32, shape: [2])])

    private static let onnxWindows96 = Reference(
        source: "onnx.reference", operation: Op.Lrn(size: 4, alpha: 0.5, beta: 0.75, k: 1, moreAfter: true),
        operands: [
            PlainTensor(
                rounding: [
                    -0.0625, 1.0625, 1.375, -1.875, -0.1875, 1.75, -0.9375, 0.4375, -0.0625, 0.375, -0.6875, 0.5625,
                    1.0625, 0.9375, 1.375, -1, -1.4375, 0.1875, -1.375, 0.5, -0.5, 0.875, -0.125, 0.25, 1.875, 0.5,
                    1.8125, -1.0625, 1.875, -1.1875, 0.9375, -1.875, 0.75, 1.5625, -0.9375, -1.375, -0.5, -1.75, -2,
                    -0.3125, 1.375, -0.375, -0.9375, -1.125, -1.6875, -0.4375, -0.75, -0.1875, -0.6875, 0.375, 0.9375,
                    -2, -2, -0.9375, -1.125, -1.6875, 1.625, -1.6875, 1.4375, -1.75, 0.5, -0.5, 0.25, 0.0625, -1.125,
                    -1.625, 1.5, 0.9375, 1.0625, 0.5, 0.0625, 1.4375,
                ], .f32, shape: [6, 6, 2, 1])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.0531490855, 0.640583694, 1.09721887, -1.12021899, -0.149620757, 1.09709418, -0.831319332,
                    0.328739434, -0.055577416, 0.353708535, -0.658302307, 0.539543569, 0.734586239, 0.798178494,
                    0.859134376, -0.835635722, -0.939864278, 0.158004299, -1.0005666, 0.45345208, -0.418058872,
                    0.795844913, -0.121974967, 0.232196748, 1.00736892, 0.399530262, 0.940154254, -0.687128007,
                    1.10239029, -0.69010514, 0.621630549, -1.0533663, 0.61959672, 0.935758412, -0.82796365,
                    -0.993903518, -0.326164007, -1.35059202, -1.24696767, -0.222719982, 0.760620058, -0.32465899,
                    -0.610293508, -0.978712559, -1.22298801, -0.384831697, -0.574658811, -0.183613643, -0.468210489,
                    0.260256886, 0.596541822, -1.19666481, -1.14723778, -0.498431921, -0.613071024, -0.932712734,
                    1.06957603, -0.969166279, 1.01599658, -1.15573037, 0.436844736, -0.396625906, 0.186453521,
                    0.0467756726, -0.795127809, -1.21616757, 1.06385171, 0.621630549, 0.815566242, 0.388606727,
                    0.056590572, 1.18789756,
                ], .f32, shape: [6, 6, 2, 1])
        ])

    private static let onnxWindows97 = Reference(
        source: "onnxruntime", operation: Op.Pad(sizes: [1, 4, 0, 2], mode: .wrap),
        operands: [PlainTensor(rounding: [-1.375, 0.4375, -1.125, 0.625, -0.5, -0.3125], .f32, shape: [2, 3])],
        results: [
            PlainTensor(
                rounding: [
                    -0.3125, 0.625, -0.5, -0.3125, 0.625, -0.5, -0.3125, 0.625, -0.5, -1.125, -1.375, 0.4375, -1.125,
                    -1.375, 0.4375, -1.125, -1.375, 0.4375, -0.3125, 0.625, -0.5, -0.3125, 0.625, -0.5, -0.3125, 0.625,
                    -0.5,
                ], .f32, shape: [3, 9])
        ])

    private static let onnxWindows98 = Reference(
        source: "onnx.reference", operation: Op.ConvInteger(stride: [1, 2], pad: 1),
        operands: [
            PlainTensor(
                wrapping: [3, 5, 0, 7, 4, 9, 4, 1, 2, 4, 3, 2, 3, 7, 3, 1, 6, 7, 4, 7, 1, 1, 7, 7], .u8,
                shape: [1, 2, 3, 4]),
            PlainTensor(
                wrapping: [5, 4, 4, 2, 7, 3, 7, 4, 8, 8, 8, 2, 6, 7, 7, 8, 1, 6, 6, 3, 2, 5, 2, 5], .u8,
                shape: [3, 2, 2, 2]), PlainTensor(wrapping: [3], .u8, shape: []),
            PlainTensor(wrapping: [5], .u8, shape: []),
        ],
        results: [
            PlainTensor(
                wrapping: [
                    0, 15, -8, -6, 9, 6, -2, -4, 17, 5, -12, 8, 0, 23, 8, 6, 27, 12, 6, 38, 3, -7, 9, 1, 0, -4, 10, -2,
                    -31, -24, 3, -28, -17, -1, 2, -8,
                ], .i32, shape: [1, 3, 4, 3])
        ])

    private static let onnxWindows99 = Reference(
        source: "onnx.reference", operation: Op.Dft(axis: 1),
        operands: [
            PlainTensor(
                rounding: [-1.5625, -0.4375, -0.4375, 0.9375, -1.9375, -0.5625, 0.625, 0, 1, 1.5, 1.125, -0.6875], .f32,
                shape: [2, 6, 1])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -4, 0, -1.8125, -1.40729129, 1.0625, 1.19078493, -3.875, 1.11022302e-16, 1.0625, -1.19078493,
                    -1.8125, 1.40729129, 3.5625, 0, -2.28125, -0.487139285, 1.40625, -0.703645647, 1.9375,
                    -2.77555756e-17, 1.40625, 0.703645647, -2.28125, 0.487139285,
                ], .f32, shape: [2, 6, 2])
        ])

    private static let onnxWindows100 = Reference(
        source: "onnx.reference", operation: Op.Dft(axis: 1, inverse: true),
        operands: [
            PlainTensor(
                rounding: [-1.5625, -0.4375, -0.4375, 0.9375, -1.9375, -0.5625, 0.625, 0, 1, 1.5, 1.125, -0.6875], .f32,
                shape: [2, 6, 1])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.666666687, 0, -0.302083343, 0.234548554, 0.177083343, -0.198464155, -0.645833373,
                    -1.85037176e-17, 0.177083343, 0.198464155, -0.302083343, -0.234548554, 0.59375, 0, -0.380208343,
                    0.0811898857, 0.234375, 0.117274277, 0.322916687, 4.62592941e-18, 0.234375, -0.117274277,
                    -0.380208343, -0.0811898857,
                ], .f32, shape: [2, 6, 2])
        ])

    private static let onnxWindows101 = Reference(
        source: "onnx.reference", operation: Op.Dft(axis: 1),
        operands: [
            PlainTensor(
                rounding: [
                    -1.5, -1.6875, 0.5625, -1.5, 1.375, 0.3125, -1.875, 1.1875, -1.25, 2, -0.9375, 0.1875, -0.125,
                    -0.625, -1.3125, -1.8125, 0.1875, 1.9375, -0.625, -0.8125, 0.625, 2, 0.125, 1.875,
                ], .f32, shape: [2, 6, 2])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -3.625, 0.5, -2.79783583, -8.25985432, -3.25, -0.0257214215, 0.875, 0.75, -3.25, -1.97427857,
                    3.04783583, -1.11514521, -1.125, 2.5625, -3.74759531, -0.126202375, -3.70184207, -2.57147455, 2.5,
                    4.0625, 2.57684207, -4.30352545, 2.74759531, -3.37379766,
                ], .f32, shape: [2, 6, 2])
        ])

    private static let onnxWindows102 = Reference(
        source: "onnx.reference", operation: Op.Dft(axis: 1, inverse: true),
        operands: [
            PlainTensor(
                rounding: [
                    -1.5, -1.6875, 0.5625, -1.5, 1.375, 0.3125, -1.875, 1.1875, -1.25, 2, -0.9375, 0.1875, -0.125,
                    -0.625, -1.3125, -1.8125, 0.1875, 1.9375, -0.625, -0.8125, 0.625, 2, 0.125, 1.875,
                ], .f32, shape: [2, 6, 2])
        ],
        results: [
            PlainTensor(
                rounding: [
                    -0.604166687, 0.0833333358, 0.507972658, -0.185857564, -0.541666687, -0.329046428, 0.145833299,
                    0.124999963, -0.541666687, -0.00428690528, -0.466305941, -1.37664247, -0.1875, 0.427083343,
                    0.457932562, -0.562299609, 0.429473698, -0.717254281, 0.416666627, 0.677083373, -0.616973698,
                    -0.428579092, -0.624599218, -0.0210337043,
                ], .f32, shape: [2, 6, 2])
        ])

    private static let onnxWindows103 = Reference(
        source: "onnx.reference", operation: Op.Dft(axis: 1, length: 8, onesided: true),
        operands: [PlainTensor(rounding: [0.75, 1.1875, -1, 0.1875, 0.8125], .f32, shape: [1, 5, 1])],
        results: [
            PlainTensor(
                rounding: [1.9375, 0, 0.644606769, 0.0277281757, 2.5625, -1, -0.769606769, -1.9722718, -0.8125, 0],
                .f32, shape: [1, 5, 2])
        ])

    static let onnxWindows = [
        onnxWindows0, onnxWindows1, onnxWindows2, onnxWindows3, onnxWindows4, onnxWindows5, onnxWindows6, onnxWindows7,
        onnxWindows8, onnxWindows9, onnxWindows10, onnxWindows11, onnxWindows12, onnxWindows13, onnxWindows14,
        onnxWindows15, onnxWindows16, onnxWindows17, onnxWindows18, onnxWindows19, onnxWindows20, onnxWindows21,
        onnxWindows22, onnxWindows23, onnxWindows24, onnxWindows25, onnxWindows26, onnxWindows27, onnxWindows28,
        onnxWindows29, onnxWindows30, onnxWindows31, onnxWindows32, onnxWindows33, onnxWindows34, onnxWindows35,
        onnxWindows36, onnxWindows37, onnxWindows38, onnxWindows39, onnxWindows40, onnxWindows41, onnxWindows42,
        onnxWindows43, onnxWindows44, onnxWindows45, onnxWindows46, onnxWindows47, onnxWindows48, onnxWindows49,
        onnxWindows50, onnxWindows51, onnxWindows52, onnxWindows53, onnxWindows54, onnxWindows55, onnxWindows56,
        onnxWindows57, onnxWindows58, onnxWindows59, onnxWindows60, onnxWindows61, onnxWindows62, onnxWindows63,
        onnxWindows64, onnxWindows65, onnxWindows66, onnxWindows67, onnxWindows68, onnxWindows69, onnxWindows70,
        onnxWindows71, onnxWindows72, onnxWindows73, onnxWindows74, onnxWindows75, onnxWindows76, onnxWindows77,
        onnxWindows78, onnxWindows79, onnxWindows80, onnxWindows81, onnxWindows82, onnxWindows83, onnxWindows84,
        onnxWindows85, onnxWindows86, onnxWindows87, onnxWindows88, onnxWindows89, onnxWindows90, onnxWindows91,
        onnxWindows92, onnxWindows93, onnxWindows94, onnxWindows95, onnxWindows96, onnxWindows97, onnxWindows98,
        onnxWindows99, onnxWindows100, onnxWindows101, onnxWindows102, onnxWindows103,
    ]
}
