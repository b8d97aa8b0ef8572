import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Op.Gather: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let axis = try call.fact().axis(axis)
        let ids = try onnx.places(call, 1, below: [try call.fact().shape[axis]], keepsWidth: true)
        return [onnx.add("Gather", [call.x, ids], [.integer("axis", axis)])]
    }
}

extension Op.GatherElements: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let axis = try call.fact().axis(axis)
        let ids = try onnx.places(call, 1, below: [try call.fact().shape[axis]], keepsWidth: true)
        return [onnx.add("GatherElements", [call.x, ids], [.integer("axis", axis)])]
    }
}

extension Op.GatherND: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let ids = try onnx.tuples(call, batch: batch)
        return [onnx.add("GatherND", [call.x, ids], [.integer("batch_dims", batch)])]
    }
}

extension ONNXEmitter {
    /// Tuples of indices along the last axis, for the axes of x behind the first ones.
    fileprivate mutating func tuples(_ call: ExportedCall, batch: Int) throws(Diagnostic) -> String {
        let shape = try call.fact().shape
        let width = try call.fact(1).shape.last?.value ?? 0
        return try places(call, 1, below: Array(shape[batch..<min(batch + width, shape.count)]))
    }
}

extension ScatterReduction {
    /// ONNX's name; none of the ways but the plain one was there from the first.
    fileprivate func attribute(_ onnx: ONNXEmitter) throws(Diagnostic) -> [ExportedAttribute] {
        switch self {
        case .none: return []
        case .add, .multiply:
            try onnx.require(16, "a scatter with a reduction")
            return [.text("reduction", self == .add ? "add" : "mul")]
        case .min, .max:
            try onnx.require(18, "a scatter that keeps the least or the most")
            return [.text("reduction", rawValue)]
        }
    }
}

extension Op.ScatterElements: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let axis = try call.fact().axis(axis)
        let ids = try onnx.places(call, 1, below: [try call.fact().shape[axis]], keepsWidth: true)
        return [
            onnx.add(
                "ScatterElements", [call.x, ids, call.operand(2)],
                [.integer("axis", axis)] + (try reduction.attribute(onnx)))
        ]
    }
}

extension Op.ScatterND: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let ids = try onnx.tuples(call, batch: 0)
        return [onnx.add("ScatterND", [call.x, ids, call.operand(2)], try reduction.attribute(onnx))]
    }
}

extension Op.NonZero: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        [try onnx.cast(onnx.add("NonZero", [call.x]), to: call.results[0].elementType)]
    }
}

extension Op.Unique: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        var attributes: [ExportedAttribute] = [.flag("sorted", sort)]
        if let axis { attributes.append(.integer("axis", try call.fact().axis(axis))) }
        var results = onnx.add("Unique", [call.x], attributes, results: 4)
        for index in 1..<4 {
            results[index] = try onnx.cast(results[index], to: call.results[index].elementType)
        }
        return results
    }
}

extension Op.Quantize: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        var (operands, attributes) = (call.operands, [ExportedAttribute]())
        let scale = try call.fact(1)
        if scale.rank > 0 { attributes.append(.integer("axis", try call.fact().axis(axis))) }
        if !call.has(2) {
            if onnx.opset >= 21 {
                attributes.append(.integer("output_dtype", try ONNXElementType.exported(type)))
                try onnx.require(type, as: 2, of: "QuantizeLinear")
            } else {
                // The type is the zero point's.
                let made: ElementType = type.isFloat ? .f32 : type
                let zeros = try onnx.filled(try onnx.sizes(scale.shape), 0, made)
                operands = [call.x, call.operand(1), try onnx.cast(zeros, from: made, to: type)]
                try onnx.require(type, as: 2, of: "QuantizeLinear")
            }
        }
        if block > 0 {
            try onnx.require(21, "QuantizeLinear in blocks")
            attributes.append(.integer("block_size", block))
        }
        if !saturate {
            try onnx.require(19, "QuantizeLinear without saturation")
            attributes.append(.flag("saturate", false))
        }
        return [onnx.add("QuantizeLinear", operands, attributes)]
    }
}

extension Op.Dequantize: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        var attributes: [ExportedAttribute] = []
        if try call.fact(1).rank > 0 { attributes.append(.integer("axis", try call.fact().axis(axis))) }
        if block > 0 {
            try onnx.require(21, "DequantizeLinear in blocks")
            attributes.append(.integer("block_size", block))
        }
        return [onnx.add("DequantizeLinear", call.operands, attributes)]
    }
}
