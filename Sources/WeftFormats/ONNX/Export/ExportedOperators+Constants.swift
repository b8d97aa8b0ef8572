import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Op.Constant: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] { [onnx.stored(value)] }
}

extension Op.Full: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let number = Tensor([value], type, shape: [1])
        return [onnx.add("ConstantOfShape", [try onnx.sizes(sizes)], [.tensor("value", number)])]
    }
}

extension Op.Size: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let number = onnx.add("Squeeze", [try onnx.size(value), onnx.integers([0])])
        return [
            type == .i64 ? number : onnx.add("Cast", [number], [.integer("to", try ONNXElementType.exported(type))])
        ]
    }
}

extension Op.Range: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let numbers = try onnx.positions(count, axis: 0, rank: 1)
        return [type == .i64 ? numbers : onnx.cast(numbers, try ONNXElementType.exported(type))]
    }
}

extension Op.DataSizes: ExportedOperator {
    /// Sizes of later nodes are taken from the numbers; the empty tensor that stands for them is one of those sizes.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let numbers = onnx.asI64(call.x, try call.fact().elementType)
        let sizes = call.results[0].shape.dropLast()
        for (index, size) in sizes.enumerated() where size.bareSymbol != nil {
            let ends = [onnx.integers([index]), onnx.integers([index + 1]), onnx.integers([0])]
            onnx.scope.sizes.made[size] = onnx.add("Slice", [numbers] + ends)
        }
        let all = onnx.add("Concat", [numbers, onnx.integers([0])], [.integer("axis", 0)])
        return [onnx.add("ConstantOfShape", [all], [.tensor("value", Tensor([0], .bool, shape: [1]))])]
    }
}
