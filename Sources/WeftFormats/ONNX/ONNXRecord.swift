package import WeftDiagnostics
package import WeftFiles
package import WeftTensors

/// The files of ONNX's test data, `input_0.pb` and its like: one tensor in each.
package enum ONNXRecord {
    /// Reads the tensor of a file.
    ///
    /// - Throws: `onnx-unsupported` for what is no tensor, or one of a type that is not read; what decoding throws.
    package static func read(_ file: FileContents) throws(Diagnostic) -> Tensor {
        let message = try ProtobufMessage.decode(.onnxTensor, file, eliding: ONNXTensorReader.elision)
        var reader = ONNXTensorReader(file)
        do throws(Diagnostic) {
            return try reader.tensor(message)
        } catch {
            throw error.placed(in: file.name)
        }
    }
}
