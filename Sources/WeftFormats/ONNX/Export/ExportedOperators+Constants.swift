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
