package import WeftFormats

extension FileFormat {
    /// The name as files end with it.
    package var shortName: String {
        switch self {
        case .model: "weftpb"
        case .spec: "weft"
        case .safetensors, .npz, .npy, .onnx: rawValue
        }
    }
}
