import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension ONNXEmitter {
    /// A weight that is there, or one number in its place, made by a node so that it is no parameter.
    fileprivate mutating func weight(
        _ call: ExportedCall, _ index: Int, _ value: Double, channels: Dimension
    ) throws(Diagnostic) -> String {
        if call.has(index) { return call.operand(index) }
        return try filled(try size(channels), value, try call.fact().elementType)
    }

    /// A weight `[C]` shaped to meet the channels of a tensor.
    fileprivate mutating func alongChannels(_ weight: String, rank: Int) -> String {
        rank > 2 ? add("Unsqueeze", [weight, integers(Array(1...(rank - 2)))]) : weight
    }
}

extension Op.BatchNorm: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let channels = try call.fact(3).shape[0]
        let scale = try onnx.weight(call, 1, 1, channels: channels)
        let bias = try onnx.weight(call, 2, 0, channels: channels)
        onnx.note("batch normalisation uses the saved mean and variance; momentum is 1 - \(momentum)")
        return [
            onnx.add(
                "BatchNormalization", [call.x, scale, bias, call.operand(3), call.operand(4)],
                [.real("epsilon", eps), .real("momentum", 1 - momentum)])
        ]
    }
}

extension Op.InstanceNorm: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let channels = try call.fact().shape[1]
        let scale = try onnx.weight(call, 1, 1, channels: channels)
        let bias = try onnx.weight(call, 2, 0, channels: channels)
        return [onnx.add("InstanceNormalization", [call.x, scale, bias], [.real("epsilon", eps)])]
    }
}

extension Op.GroupNorm: ExportedOperator {
    /// The groups as channels of an instance normalisation: ONNX's own node had its weights by group until opset 21.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let fact = try call.fact()
        if onnx.opset >= 21 {
            let scale = try onnx.weight(call, 1, 1, channels: fact.shape[1])
            let bias = try onnx.weight(call, 2, 0, channels: fact.shape[1])
            return [
                onnx.add(
                    "GroupNormalization", [call.x, scale, bias],
                    [.integer("num_groups", groups), .real("epsilon", eps)])
            ]
        }
        let rows = onnx.add("Reshape", [call.x, onnx.integers([0, groups, -1])])
        let ones = try onnx.filled(onnx.integers([groups]), 1, fact.elementType)
        let zeros = try onnx.filled(onnx.integers([groups]), 0, fact.elementType)
        let normal = onnx.add("InstanceNormalization", [rows, ones, zeros], [.real("epsilon", eps)])
        var result = onnx.add("Reshape", [normal, onnx.add("Shape", [call.x])])
        if call.has(1) {
            result = onnx.add("Mul", [result, onnx.alongChannels(call.operand(1), rank: fact.rank)])
        }
        if call.has(2) {
            result = onnx.add("Add", [result, onnx.alongChannels(call.operand(2), rank: fact.rank)])
        }
        return [result]
    }
}

extension Op.LayerNorm: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let fact = try call.fact()
        if onnx.opset >= 17, call.has(1) {
            return [onnx.add("LayerNormalization", call.operands, [.integer("axis", -axes), .real("epsilon", eps)])]
        }
        let last = Array((fact.rank - axes)..<fact.rank)
        let centred = onnx.add("Sub", [call.x, onnx.reduced("ReduceMean", call.x, last, keep: true)])
        let square = onnx.add("Mul", [centred, centred])
        let variance = onnx.reduced("ReduceMean", square, last, keep: true)
        let deviation = onnx.add("Sqrt", [onnx.add("Add", [variance, onnx.scalar(eps, fact.elementType)])])
        var result = onnx.add("Div", [centred, deviation])
        if call.has(1) { result = onnx.add("Mul", [result, call.operand(1)]) }
        if call.has(2) { result = onnx.add("Add", [result, call.operand(2)]) }
        return [result]
    }
}

extension Op.Lrn: ExportedOperator {
    /// Of an even size ONNX sees one more channel after than before.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        guard size % 2 == 1 || moreAfter else {
            throw Diagnostic(
                "cannot-export", "ONNX's LRN over \(size) channels reads others than this one",
                help: "an odd size is the same in both")
        }
        return [
            onnx.add(
                "LRN", [call.x],
                [.integer("size", size), .real("alpha", alpha), .real("beta", beta), .real("bias", k)])
        ]
    }
}

extension Op.RmsNorm: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let fact = try call.fact()
        if onnx.opset >= 23, call.has(1) {
            return [onnx.add("RMSNormalization", call.operands, [.integer("axis", -axes), .real("epsilon", eps)])]
        }
        let last = Array((fact.rank - axes)..<fact.rank)
        let mean = onnx.reduced("ReduceMean", onnx.add("Mul", [call.x, call.x]), last, keep: true)
        let root = onnx.add("Sqrt", [onnx.add("Add", [mean, onnx.scalar(eps, fact.elementType)])])
        let result = onnx.add("Div", [call.x, root])
        return [call.has(1) ? onnx.add("Mul", [result, call.operand(1)]) : result]
    }
}

extension Op.NllLoss: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        var attributes: [ExportedAttribute] = [.text("reduction", reduction.rawValue)]
        if let ignore { attributes.append(.integer("ignore_index", ignore)) }
        return [onnx.add("NegativeLogLikelihoodLoss", call.operands, attributes)]
    }
}
