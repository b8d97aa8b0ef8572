import WeftDiagnostics
import WeftFiles
import WeftTensors

/// Tensors as messages of the type `TensorProto`.
enum ONNXTensorEncoder {
    /// Fills a message with a tensor, its bytes inside.
    static func encode(_ tensor: Tensor, into message: inout ProtobufMessage) {
        describe(tensor, into: &message)
        message.set("raw_data", tensor.bytes)
    }

    /// Fills a message with a tensor's type and sizes.
    static func describe(_ tensor: Tensor, into message: inout ProtobufMessage) {
        message.set("dims", tensor.shape)
        message.set("data_type", ONNXElementType.number(tensor.elementType))
    }
}

extension ONNXElementType {
    /// The number of an element type that is written.
    ///
    /// - Throws: `cannot-export` for a type that ONNX does not know.
    static func exported(_ type: ElementType) throws(Diagnostic) -> Int {
        guard let number = number(type) else {
            throw Diagnostic("cannot-export", "ONNX has no element type \(type.rawValue)")
        }
        return number
    }
}
