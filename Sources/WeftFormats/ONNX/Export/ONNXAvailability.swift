import WeftDiagnostics
import WeftTensors

/// Since when ONNX has the operators that are written, and since when each takes which element types.
///
/// Whatever operator a node comes from, what the version to be written does not have is found here. The numbers are those
/// of ONNX's schemas; an operator that is not in the table takes everything that it is given, in every version.
enum ONNXAvailability {
    /// Operators that came after the oldest version that is written.
    private static let operators: [String: Int] = [
        "HardSwish": 14, "LayerNormalization": 17, "DFT": 17, "GridSample": 16, "BitwiseAnd": 18, "BitwiseNot": 18,
        "BitwiseOr": 18, "BitwiseXor": 18, "Col2Im": 18, "Mish": 18, "DeformConv": 19, "AffineGrid": 20, "Gelu": 20,
        "GroupNormalization": 21, "RMSNormalization": 23,
    ]

    /// The version that brought an operator, where that is not the oldest one written.
    static func version(of type: String) -> Int? { operators[type] }

    /// The version with which an operator takes an element type as an operand: 0 where it always did, nil where none does.
    static func version(of type: String, operand: Int, taking elements: ElementType) -> Int? {
        guard let row = rows["\(type).\(operand)"] else { return 0 }
        return row.first { $0.types.contains(elements) }?.opset
    }

    private struct Since {
        let opset: Int
        let types: Set<ElementType>
    }

    private static let reals: Set<ElementType> = [.f16, .f32, .f64]
    private static let allReals = reals.union([.bf16])
    private static let wide: Set<ElementType> = [.i32, .i64, .u32, .u64]
    private static let integers = wide.union([.i8, .i16, .u8, .u16])
    private static let plain = reals.union(integers)
    private static let numbers = allReals.union(integers)
    private static let smallFloats: Set<ElementType> = [.f8e4m3, .f8e4m3fnuz, .f8e5m2, .f8e5m2fnuz]
    private static let nibbles: Set<ElementType> = [.i4, .u4]

    /// Operands by operator and place, each with the types that versions have added.
    private static let table: [(operands: String, since: [(Int, Set<ElementType>)])] = [
        (
            """
            Acos Acosh Asin Asinh Atan Atanh AveragePool Conv ConvTranspose Cos Cosh Det DeformConv Elu GRU \
            GlobalAveragePool GlobalMaxPool GridSample.1 HardSigmoid HardSwish InstanceNormalization LSTM LpPool \
            MaxRoiPool Mish NegativeLogLikelihoodLoss RNN RoiAlign Round Selu Sin Sinh Softplus Softsign Tan
            """, [(0, reals), (22, [.bf16])]
        ),
        (
            "Ceil DFT Erf Exp Floor Gelu LRN LayerNormalization Log LogSoftmax RMSNormalization Sigmoid Softmax Sqrt Tanh",
            [(0, allReals)]
        ),
        ("Abs ArgMax ArgMin Clip Greater Less Max Min Mod Sign", [(0, numbers)]),
        ("Gemm MatMul ReduceL2 ReduceLogSumExp ReduceMean ReduceProd ReduceSum", [(0, allReals.union(wide))]),
        ("Add Div Mul Sub", [(0, allReals.union(wide)), (14, integers)]),
        ("BitwiseAnd BitwiseNot BitwiseOr BitwiseXor", [(0, integers)]),
        ("BitShift", [(0, [.u8, .u16, .u32, .u64])]),
        ("Celu NonMaxSuppression NonMaxSuppression.1", [(0, [.f32])]),
        ("ConvInteger ConvInteger.1 MatMulInteger MatMulInteger.1", [(0, [.i8, .u8])]),
        ("GreaterOrEqual LessOrEqual", [(0, plain), (16, [.bf16])]),
        ("Einsum", [(0, plain)]),
        ("TopK", [(0, plain), (24, [.bf16])]),
        ("OneHot.2 ReverseSequence Unique", [(0, plain.union([.bool]))]),
        ("GridSample", [(0, plain.union([.bool])), (22, [.bf16])]),
        ("Where.1 Where.2 Scan Loop.2", [(0, plain.union([.bool])), (16, [.bf16]), (19, smallFloats), (21, nibbles)]),
        ("AffineGrid", [(0, allReals)]),
        ("BatchNormalization", [(0, reals), (14, [.bf16])]),
        ("CumSum", [(0, wide.union([.f32, .f64])), (14, allReals)]),
        ("IsInf", [(0, [.f32, .f64]), (20, allReals.union(smallFloats))]),
        ("IsNaN", [(0, allReals), (20, smallFloats)]),
        ("LeakyRelu", [(0, reals), (16, [.bf16])]),
        ("MaxPool", [(0, reals.union([.i8, .u8])), (22, [.bf16])]),
        ("Neg", [(0, allReals.union([.i8, .i16, .i32, .i64]))]),
        ("PRelu", [(0, reals.union(wide)), (16, [.bf16])]),
        ("Pow", [(0, allReals.union([.i32, .i64]))]),
        ("Pow.1", [(0, plain), (15, [.bf16])]),
        ("ReduceMax ReduceMin", [(0, allReals.union(wide).union([.i8, .u8])), (20, [.bool])]),
        ("Relu", [(0, allReals), (14, [.i8, .i16, .i32, .i64])]),
        ("Resize.1", [(0, reals)]),
        ("QuantizeLinear QuantizeLinear.1", [(0, [.f32, .i32]), (19, [.f16, .bf16]), (24, [.f8e8m0])]),
        (
            "QuantizeLinear.2",
            [(0, [.i8, .u8]), (19, smallFloats), (21, nibbles.union([.i16, .u16])), (23, [.f4e2m1])]
        ),
        (
            "DequantizeLinear",
            [(0, [.i8, .u8, .i32]), (19, smallFloats), (21, nibbles.union([.i16, .u16])), (23, [.f4e2m1])]
        ),
        ("DequantizeLinear.1", [(0, [.f32]), (19, [.f16, .bf16]), (24, [.f8e8m0])]),
        (
            """
            Col2Im Concat DepthToSpace Equal Expand Gather GatherElements GatherND NonZero Resize ScatterElements \
            ScatterND Slice Split Tile
            """, [(0, numbers.union([.bool]))]
        ),
        (
            "Flatten Pad Squeeze Transpose Unsqueeze",
            [(0, numbers.union([.bool])), (21, smallFloats.union(nibbles)), (23, [.f4e2m1]), (24, [.f8e8m0])]
        ),
        (
            "Cast Identity Reshape Shape",
            [
                (0, numbers.union([.bool])), (19, smallFloats), (21, nibbles), (23, [.f4e2m1]), (24, [.f8e8m0]),
            ]
        ),
    ]

    private static let rows: [String: [Since]] = table.reduce(into: [:]) { rows, row in
        let since = row.since.map { Since(opset: $0.0, types: $0.1) }
        for name in row.operands.split(separator: " ") {
            rows[name.contains(".") ? String(name) : "\(name).0"] = since
        }
    }
}

extension ONNXEmitter {
    /// Refuses nodes that the version to be written does not have, or that do not take what they are given there.
    func requireAvailable(_ nodes: some Sequence<ExportedNode>) throws(Diagnostic) {
        for node in nodes {
            if let version = ONNXAvailability.version(of: node.type) { try require(version, node.type) }
            for (place, name) in node.inputs.enumerated() {
                if let type = elementTypes[name] { try require(type, as: place, of: node.type) }
            }
        }
    }

    /// Refuses an element type that an operator does not take as an operand in the version to be written.
    func require(_ type: ElementType, as operand: Int = 0, of operation: String) throws(Diagnostic) {
        guard let version = ONNXAvailability.version(of: operation, operand: operand, taking: type) else {
            throw Diagnostic(
                "cannot-export", "ONNX's \(operation) does not take \(type.rawValue)",
                help: "convert what it is given to another type, or save the model as .weftpb")
        }
        try require(version, "\(operation) of \(type.rawValue)")
    }

    /// Something computed in a wider type, where an operator does not take the element type of what it is given in any
    /// version, and cast back. Whole numbers come back as they would wrap.
    mutating func widening(
        _ operands: [String], _ type: ElementType, for operation: String, to wider: ElementType,
        _ make: (inout ONNXEmitter, [String]) throws(Diagnostic) -> String
    ) throws(Diagnostic) -> String {
        guard ONNXAvailability.version(of: operation, operand: 0, taking: type) == nil else {
            return try make(&self, operands)
        }
        var wide: [String] = []
        for operand in operands { wide.append(try cast(operand, to: wider)) }
        return try cast(try make(&self, wide), to: type)
    }
}
