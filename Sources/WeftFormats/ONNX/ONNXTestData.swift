package import WeftDiagnostics
package import WeftFiles
package import WeftTensors

/// A tensor alone in a file, as ONNX's recorded tests keep inputs and outputs.
package enum ONNXTestData {
    /// Reads a tensor and its name, which is often empty.
    ///
    /// - Throws: `onnx-unsupported` for types that we do not have, and what decoding a message throws.
    package static func tensor(_ file: FileContents) throws(Diagnostic) -> (name: String, tensor: Tensor) {
        let message = try ProtobufMessage.decode(.onnxTensor, file, eliding: ONNXTensorReader.elision)
        var reader = ONNXTensorReader(file)
        do throws(Diagnostic) {
            return (message.string("name") ?? "", try reader.tensor(message))
        } catch {
            throw error.placed(in: file.name)
        }
    }
}
