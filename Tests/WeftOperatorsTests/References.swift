import WeftGraph
import WeftOperators
import WeftTensors

/// Results of other implementations, recorded: who computed them, the operator, its operands and results.
struct Reference: Sendable {
    let source: String
    let operation: any Operator
    let operands: [PlainTensor?]
    let results: [PlainTensor]
}

extension Reference {
    static let elementwise = [
        Reference(
            source: "onnxruntime", operation: Op.Elu(),
            operands: [.f32([-2.97, 1.9299999, 1.78, -0.19, -1.1799999, -1.33], [6])],
            results: [.f32([-0.94869667, 1.9299999, 1.78, -0.17304087, -0.69272125, -0.73552275], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Celu(alpha: 0.7),
            operands: [.f32([-1.47, -0.33000001, 0.029999999, 0.31999999, 2.97, 1.76], [6])],
            results: [.f32([-0.61428046, -0.26312301, 0.029999999, 0.31999999, 2.97, 1.76], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Selu(),
            operands: [.f32([0.73000002, 2.9300001, -1.71, -2.04, 0.68000001, -2.74], [6])],
            results: [.f32([0.76701176, 3.0785542, -1.4401194, -1.529496, 0.7144767, -1.6445782], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.LeakyRelu(slope: 0.2),
            operands: [.f32([-2.79, 0.090000004, -0.2, 2.5, 0.77999997, 0.079999998], [6])],
            results: [.f32([-0.55800003, 0.090000004, -0.040000003, 2.5, 0.77999997, 0.079999998], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Softplus(),
            operands: [.f32([-0.02, -1.51, -2.9300001, -1.85, 1.15, -1.8], [6])],
            results: [.f32([0.68319714, 0.19959646, 0.052020218, 0.1460354, 1.4250805, 0.15297762], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Softsign(),
            operands: [.f32([-0.77999997, -2.98, 1.98, -2.0699999, -1.39, 2.28], [6])],
            results: [.f32([-0.43820223, -0.74874371, 0.66442949, -0.67426711, -0.58159, 0.69512194], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Sigmoid(),
            operands: [.f32([0.059999999, 2.0799999, 0.83999997, 1.45, -2.45, 0.25], [6])],
            results: [.f32([0.51499552, 0.88894403, 0.69846517, 0.80999839, 0.079438537, 0.56217647], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.HardSigmoid(alpha: 0.2),
            operands: [.f32([0.050000001, 2.23, -0.82999998, 0.58999997, -2.6400001, -0.67000002], [6])],
            results: [.f32([0.50999999, 0.94599998, 0.33399999, 0.61799997, 0, 0.366], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.HardSwish(),
            operands: [.f32([-1.0599999, -2.0999999, 1.9, -0.72000003, 2.8699999, 0.54000002], [6])],
            results: [.f32([-0.34273329, -0.315, 1.5516666, -0.27360001, 2.8078165, 0.31860003], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Tanh(),
            operands: [.f32([0.63, 0.82999998, 1.0599999, -2.0999999, -0.36000001, -1.5599999], [6])],
            results: [.f32([0.55805218, 0.68047595, 0.78566384, -0.97045201, -0.34521404, -0.91542041], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Exp(),
            operands: [.f32([-0.58999997, -2.4200001, 2.8099999, -1.71, 1.03, -1.2], [6])],
            results: [.f32([0.55432731, 0.088921614, 16.609917, 0.18086578, 2.8010657, 0.30119419], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Erf(),
            operands: [.f32([2.24, 0.97000003, -2.21, 2.0699999, 2.6700001, 2.4200001], [6])],
            results: [.f32([0.99846423, 0.82987028, -0.99822444, 0.99658215, 0.99984062, 0.99937928], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Floor(),
            operands: [.f32([0.41999999, -2.1300001, -1.85, 2.5699999, 0.31, -1.92], [6])],
            results: [.f32([0, -3, -2, 2, 0, -2], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Ceil(),
            operands: [.f32([2.3, 0.85000002, 0.41999999, -0.74000001, -0.52999997, -1.5599999], [6])],
            results: [.f32([3, 1, 1, -0, -0, -1], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Round(),
            operands: [.f32([-2.77, 2.26, -0.19, 0.28999999, -1.0700001, 1.51], [6])],
            results: [.f32([-3, 2, -0, 0, -1, 2], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Sin(),
            operands: [.f32([-2.8499999, -0.76999998, -2.8199999, -2.26, 2.8, 0.94999999], [6])],
            results: [.f32([-0.28747809, -0.69613522, -0.31607804, -0.77175266, 0.33498821, 0.81341553], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Cos(),
            operands: [.f32([-0.43000001, 0.14, 2.24, -0.93000001, 0.54000002, 1.1], [6])],
            results: [.f32([0.90896577, 0.99021602, -0.62036163, 0.59783399, 0.85770869, 0.45359609], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Abs(),
            operands: [.f32([-0.87, 0.11, 1.59, 2.46, -2.0899999, 2.5999999], [6])],
            results: [.f32([0.87, 0.11, 1.59, 2.46, 2.0899999, 2.5999999], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Sign(),
            operands: [.f32([-2.97, 1.52, 1.86, -2.1800001, -0.49000001, 1.89], [6])],
            results: [.f32([-1, 1, 1, -1, -1, 1], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Negate(),
            operands: [.f32([-2.9100001, 0.76999998, 1.76, 0.079999998, 1.36, -1.64], [6])],
            results: [.f32([2.9100001, -0.76999998, -1.76, -0.079999998, -1.36, 1.64], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Relu(),
            operands: [.f32([-1.8099999, -0.81999999, -1.92, -0.92000002, 2.6900001, 0.44], [6])],
            results: [.f32([0, 0, 0, 0, 2.6900001, 0.44], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Mish(),
            operands: [.f32([-0.95999998, -1.37, 2.71, -0.33000001, 2.8800001, 0.090000004], [6])],
            results: [.f32([-0.30074823, -0.30500591, 2.6889873, -0.16310993, 2.8637736, 0.056577329], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Gelu(),
            operands: [.f32([0.13, 2.3800001, 1.46, 0.47999999, -0.44, 2.27], [6])],
            results: [.f32([0.071723185, 2.3593981, 1.3546684, 0.32850543, -0.14518617, 2.2436593], [6])]
        ),
        Reference(
            source: "onnxruntime", operation: Op.Gelu(approximate: .tanh),
            operands: [.f32([-0.52999997, 2.54, -2.5899999, -0.41999999, 0.12, 2.71], [6])],
            results: [.f32([-0.1579909, 2.5263736, -0.011965377, -0.14165099, 0.065730944, 2.7013564], [6])]
        ),
        Reference(
            source: "scipy", operation: Op.Silu(),
            operands: [.f32([-1.49, 1.84, 1.0599999, 1.3, 0.77999997], [5])],
            results: [.f32([-0.27404337, 1.5878257, 0.78725192, 1.0215854, 0.53483046], [5])]
        ),
        Reference(
            source: "scipy", operation: Op.Softplus(beta: 3, threshold: 2),
            operands: [.f32([2.8299999, -1, -0.61000001, -1.78, -2.7], [5])],
            results: [.f32([2.8299999, 0.016195783, 0.049592152, 0.0015948022, 0.00010116433], [5])]
        ),
        Reference(
            source: "numpy", operation: Op.Log(),
            operands: [.f32([1.8200001, 2.5899999, 2.1399999, 2.4299998, 0.72000003], [5])],
            results: [.f32([0.59883653, 0.95165784, 0.76080577, 0.88789119, -0.32850403], [5])]
        ),
        Reference(
            source: "numpy", operation: Op.Sqrt(),
            operands: [.f32([1.8200001, 2.5899999, 2.1399999, 2.4299998, 0.72000003], [5])],
            results: [.f32([1.3490738, 1.6093477, 1.4628738, 1.5588457, 0.84852815], [5])]
        ),
        Reference(
            source: "numpy", operation: Op.Add(),
            operands: [
                .f32([-0.12, 0.56999999, 0.95999998, -1.16, 2.77, -0.2], [2, 3]),
                .f32([0.76999998, 0.81, -1.9], [3]),
            ],
            results: [.f32([0.64999998, 1.38, -0.94, -0.38999999, 3.58, -2.1], [2, 3])]
        ),
        Reference(
            source: "numpy", operation: Op.Subtract(),
            operands: [
                .f32([-0.12, 0.56999999, 0.95999998, -1.16, 2.77, -0.2], [2, 3]),
                .f32([0.76999998, 0.81, -1.9], [3]),
            ],
            results: [.f32([-0.88999998, -0.24000001, 2.86, -1.9299999, 1.96, 1.7], [2, 3])]
        ),
        Reference(
            source: "numpy", operation: Op.Multiply(),
            operands: [
                .f32([-0.12, 0.56999999, 0.95999998, -1.16, 2.77, -0.2], [2, 3]),
                .f32([0.76999998, 0.81, -1.9], [3]),
            ],
            results: [.f32([-0.092399996, 0.4617, -1.8239999, -0.89319995, 2.2437, 0.38], [2, 3])]
        ),
        Reference(
            source: "numpy", operation: Op.Divide(),
            operands: [
                .f32([-0.12, 0.56999999, 0.95999998, -1.16, 2.77, -0.2], [2, 3]),
                .f32([0.76999998, 0.81, -1.9], [3]),
            ],
            results: [.f32([-0.15584416, 0.70370369, -0.50526315, -1.5064935, 3.4197531, 0.10526316], [2, 3])]
        ),
        Reference(
            source: "numpy", operation: Op.Remainder(),
            operands: [
                .f32([-0.12, 0.56999999, 0.95999998, -1.16, 2.77, -0.2], [2, 3]),
                .f32([0.76999998, 0.81, -1.9], [3]),
            ],
            results: [.f32([0.64999998, 0.56999999, -0.94, 0.38, 0.33999997, -0.2], [2, 3])]
        ),
        Reference(
            source: "numpy", operation: Op.Maximum(),
            operands: [
                .f32([-0.12, 0.56999999, 0.95999998, -1.16, 2.77, -0.2], [2, 3]),
                .f32([0.76999998, 0.81, -1.9], [3]),
            ],
            results: [.f32([0.76999998, 0.81, 0.95999998, 0.76999998, 2.77, -0.2], [2, 3])]
        ),
        Reference(
            source: "numpy", operation: Op.Minimum(),
            operands: [
                .f32([-0.12, 0.56999999, 0.95999998, -1.16, 2.77, -0.2], [2, 3]),
                .f32([0.76999998, 0.81, -1.9], [3]),
            ],
            results: [.f32([-0.12, 0.56999999, -1.9, -1.16, 0.81, -1.9], [2, 3])]
        ),
        Reference(
            source: "numpy", operation: Op.Divide(),
            operands: [.i32([4, -8, 3, -2, -9, 4], [2, 3]), .i32([2, -4], [2, 1])],
            results: [.i32([2, -4, 1, 0, 2, -1], [2, 3])]
        ),
        Reference(
            source: "numpy", operation: Op.Remainder(),
            operands: [.i32([4, -8, 3, -2, -9, 4], [2, 3]), .i32([2, -4], [2, 1])],
            results: [.i32([0, 0, 1, -2, -1, 0], [2, 3])]
        ),
        Reference(
            source: "numpy", operation: Op.Multiply(),
            operands: [.i32([4, -8, 3, -2, -9, 4], [2, 3]), .i32([2, -4], [2, 1])],
            results: [.i32([8, -16, 6, 8, 36, -16], [2, 3])]
        ),
        Reference(
            source: "numpy", operation: Op.LessOrEqual(),
            operands: [.i32([4, -8, 3, -2, -9, 4], [2, 3]), .i32([2, -4], [2, 1])],
            results: [.bools([false, true, false, false, true, false], [2, 3])]
        ),
        Reference(
            source: "numpy", operation: Op.Power(),
            operands: [.f32([1.89, 1.38, 2.3199999, 2.48], [4]), .f32([1.8099999, 2.27, 0.14, 2.49], [4])],
            results: [.f32([3.1651613, 2.0774258, 1.1250409, 9.5980873], [4])]
        ),
        Reference(
            source: "numpy", operation: Op.Prelu(),
            operands: [
                .f32(
                    [
                        -2.72, -2.8199999, -2.8800001, -1.48, -1.51, -1.87, 0.40000001, -2.77, 0.54000002, -2,
                        1.0700001, -2.8699999,
                    ], [2, 3, 2]),
                .f32([0.1, 0.2, 0.30000001], [3]),
            ],
            results: [
                .f32(
                    [
                        -0.27200001, -0.282, -0.57600003, -0.29600001, -0.45300002, -0.56100002, 0.40000001, -0.277,
                        0.54000002, -0.40000001, 1.0700001, -0.861,
                    ], [2, 3, 2])
            ]
        ),
        Reference(
            source: "numpy", operation: Op.Cast(type: .i32),
            operands: [.f32([-1.5, 2.5, 300, -200], [4])],
            results: [.i32([-1, 2, 300, -200], [4])]
        ),
        Reference(
            source: "numpy", operation: Op.Clamp(min: -1, max: 0.5),
            operands: [.f32([1.3200001, -0.27000001, -2.6600001, 2.97, 2.3299999, 2.5], [2, 3])],
            results: [.f32([0.5, -0.27000001, -1, 0.5, 0.5, 0.5], [2, 3])]
        ),
    ]
}
