import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// A reduction that ONNX has.
protocol ExportedReduction: ExportedOperator, Reduction {
    static var onnxName: String { get }
    /// What positions past a row's end are filled with, so that they do not count; nil where they must be counted.
    static var neutral: Double? { get }
}

extension ExportedReduction {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let fact = try call.fact()
        let axes = try fact.axes(axis)
        guard call.has(1) else { return [onnx.reduced(Self.onnxName, call.x, axes, keep: keep)] }
        return [try onnx.reducedRows(self, call, fact, axis: axes[0])]
    }
}

extension ONNXEmitter {
    /// A reduction along axes, along all where none is named. Until opset 18 only ReduceSum takes the axes as an input.
    mutating func reduced(_ type: String, _ x: String, _ axes: [Int], keep: Bool) -> String {
        let keeps = ExportedAttribute.flag("keepdims", keep)
        if axes.isEmpty { return add(type, [x], [keeps]) }
        if type == "ReduceSum" || opset >= 18 { return add(type, [x, integers(axes)], [keeps]) }
        return add(type, [x], [.integers("axes", axes), keeps])
    }

    /// A reduction of what is before each row's length; 0 for a row without any.
    fileprivate mutating func reducedRows<R: ExportedReduction>(
        _ reduction: R, _ call: ExportedCall, _ fact: Fact, axis: Int
    ) throws(Diagnostic) -> String {
        let (lengths, lengthsFact) = (call.operand(1), try call.fact(1))
        let x = try masked(call.x, fact, lengths, lengthsFact, axis: axis, filling: R.neutral ?? 0)
        let zero = scalar(0, fact.elementType)
        let rank = reduction.keep ? fact.rank : fact.rank - 1
        let counts = rank > 1 ? add("Unsqueeze", [lengths, integers(Array(1..<rank))]) : lengths
        guard R.neutral != nil else {
            // A mean: the sum over the numbers of elements.
            let sum = reduced("ReduceSum", x, [axis], keep: reduction.keep)
            let number = try cast(counts, to: fact.elementType)
            return add("Div", [sum, add("Max", [number, scalar(1, fact.elementType)])])
        }
        let result = reduced(R.onnxName, x, [axis], keep: reduction.keep)
        let isThere = add("Greater", [counts, scalar(0, lengthsFact.elementType)])
        return add("Where", [isThere, result, zero])
    }
}

extension Op.Sum: ExportedReduction {
    static let onnxName = "ReduceSum"
    static let neutral: Double? = 0
}

extension Op.Mean: ExportedReduction {
    static let onnxName = "ReduceMean"
    static let neutral: Double? = nil
}

extension Op.Max: ExportedReduction {
    static let onnxName = "ReduceMax"
    static let neutral: Double? = -.infinity
}

extension Op.Min: ExportedReduction {
    static let onnxName = "ReduceMin"
    static let neutral: Double? = .infinity
}

extension Op.Product: ExportedReduction {
    static let onnxName = "ReduceProd"
    static let neutral: Double? = 1
}

extension Op.L2: ExportedReduction {
    static let onnxName = "ReduceL2"
    static let neutral: Double? = 0
}

extension Op.Logsumexp: ExportedReduction {
    static let onnxName = "ReduceLogSumExp"
    static let neutral: Double? = -.infinity
}

extension Op.Softmax: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        [try onnx.softmax("Softmax", call, axis)]
    }
}

extension Op.LogSoftmax: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        [try onnx.softmax("LogSoftmax", call, axis)]
    }
}

extension ONNXEmitter {
    /// With lengths, what does not exist goes in as the lowest finite number and comes out as 0.
    fileprivate mutating func softmax(
        _ type: String, _ call: ExportedCall, _ axis: Int
    ) throws(Diagnostic) -> String {
        let fact = try call.fact()
        let axis = try fact.axis(axis)
        guard call.has(1) else { return add(type, [call.x], [.integer("axis", axis)]) }
        let mask = try rowMask(call.operand(1), try call.fact(1), of: fact, axis: axis)
        let lowest: Double = fact.elementType == .f16 ? -65504 : -1e38
        let x = add("Where", [mask, call.x, scalar(lowest, fact.elementType)])
        let result = add(type, [x], [.integer("axis", axis)])
        return add("Where", [mask, result, scalar(0, fact.elementType)])
    }
}

/// The position of an extreme element, which ONNX has in `i64`.
protocol ExportedPosition: ExportedOperator, ExtremePosition {
    static var onnxName: String { get }
}

extension ExportedPosition {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let axis = try call.fact().axis(axis)
        let index = onnx.add(
            Self.onnxName, [call.x],
            [.integer("axis", axis), .flag("keepdims", keep), .flag("select_last_index", last)])
        return [try onnx.cast(index, to: call.results[0].elementType)]
    }
}

extension Op.Argmax: ExportedPosition { static let onnxName = "ArgMax" }
extension Op.Argmin: ExportedPosition { static let onnxName = "ArgMin" }

extension Op.TopK: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let axis = try call.fact().axis(axis)
        let both = onnx.add(
            "TopK", [call.x, try onnx.size(k)], [.integer("axis", axis), .flag("largest", largest)], results: 2)
        return [both[0], try onnx.cast(both[1], to: call.results[1].elementType)]
    }
}

extension Op.Cumsum: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let fact = try call.fact()
        let axis = onnx.scalar(Double(try fact.requiredAxis(axis)), .i64)
        let flags = [ExportedAttribute.flag("exclusive", exclusive), .flag("reverse", reverse)]
        return [
            try onnx.widening([call.x], fact.elementType, for: "CumSum", to: .i32) { onnx, x throws(Diagnostic) in
                onnx.add("CumSum", x + [axis], flags)
            }
        ]
    }
}

extension Op.Cumprod: ExportedOperator {
    /// A Scan that carries the product: CumProd came with opset 26 only.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let fact = try call.fact()
        let axis = try fact.requiredAxis(axis)
        let step = Fact(fact.elementType, fact.shape.removing(at: axis))
        var body = GraphBuilder(name: "product")
        let product = body.addInput("product", step)
        let next = try body.add(Op.Multiply(), [product, body.addInput("x", step)])[0]
        body.addOutput("next", next)
        body.addOutput("y", exclusive ? product : next)
        let scan = Op.Scan(body: body.graph, carried: 1, scanned: 1, axis: axis, reverse: reverse)
        let ones = try onnx.filled(try onnx.sizes(step.shape), 1, fact.elementType)
        let inner = ExportedCall(operands: [ones, call.x], facts: [step, fact], results: [Fact(fact.type), step])
        return [try scan.export(inner, to: &onnx)[0]]
    }
}
