import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Op.Constant: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] { [onnx.stored(value)] }
}

extension Op.Full: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        [try onnx.filled(try onnx.sizes(sizes), value, type)]
    }
}

extension Op.Size: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let number = try onnx.sizeNumber(value)
        return [try onnx.cast(number, from: .i64, to: type)]
    }
}

extension Op.Range: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let numbers = try onnx.positions(count, axis: 0, rank: 1)
        return [try onnx.cast(numbers, from: .i64, to: type)]
    }
}

extension Op.DataSizes: ExportedOperator {
    /// Sizes of later nodes are taken from the numbers; the empty tensor that stands for them is one of those sizes.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let numbers = try onnx.indices(call, 0)
        let sizes = call.results[0].shape.dropLast()
        for (index, size) in sizes.enumerated() where size.bareSymbol != nil {
            onnx.scope.sizes.made[size] = onnx.sliced(numbers, from: index, to: index + 1, axis: 0)
        }
        let all = onnx.add("Concat", [numbers, onnx.integers([0])], [.integer("axis", 0)])
        return [try onnx.filled(all, 0, .bool)]
    }
}
