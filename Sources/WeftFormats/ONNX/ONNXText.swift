import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftOperators
import WeftTensors

/// Tensors of strings: tensors of bytes with one more axis, along which the UTF-8 of each string lies, padded with a byte
/// that UTF-8 does not have. So strings can be stored, moved and compared, and no operator of ours knows of them.
enum ONNXText {
    /// The number that stands for strings in ONNX files.
    static let number: Int64 = 8
    /// What stands behind the end of a string.
    static let filling: UInt8 = 0xFF

    /// Whether the elements of a stored tensor are strings.
    static func isIn(_ tensor: ProtobufMessage) -> Bool { tensor.integer("data_type") == number }

    /// Strings as bytes.
    ///
    /// - Throws: `tensor-size` where they are not as many as the shape says; `onnx-tensor` for one that is not UTF-8, and
    ///   for strings of such different lengths that the padding would be large.
    static func tensor(_ strings: [[UInt8]], shape: [Int]) throws(Diagnostic) -> Tensor {
        guard shape.elementCount == strings.count else {
            throw Diagnostic("tensor-size", "a tensor of strings \(shape) does not have \(strings.count) of them")
        }
        let width = max(strings.map(\.count).max() ?? 0, 1)
        let (size, isTooLarge) = width.multipliedReportingOverflow(by: strings.count)
        guard !isTooLarge, size <= Budgets().structureBytes else {
            throw Diagnostic(
                "onnx-tensor", "\(strings.count) strings, the longest of \(width) bytes, are too many for a tensor")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        for string in strings {
            guard String(validating: string, as: UTF8.self) != nil else {
                throw Diagnostic("onnx-tensor", "a string is not UTF-8")
            }
            bytes += string
            bytes += repeatElement(filling, count: width - string.count)
        }
        guard let tensor = Tensor(.u8, shape: shape + [width], bytes: bytes) else {
            throw Diagnostic("tensor-size", "a tensor of strings \(shape) is too large")
        }
        return tensor
    }
}

extension ONNXGraphImporter {
    /// The two operands of a node where both are strings, as bytes.
    mutating func texts(_ node: ONNXNode) throws(Diagnostic) -> (ONNXOperand, ONNXOperand)? {
        guard let first = node.input(0), let second = node.input(1), !absent.contains(first), !absent.contains(second),
            case .text(let a) = try operand(named: first), case .text(let b) = try operand(named: second)
        else { return nil }
        return (a, b)
    }

    /// Whether strings are the same, byte by byte.
    mutating func equalTexts(_ a: ONNXOperand, _ b: ONNXOperand) throws(Diagnostic) -> ONNXOperand {
        let width = Dimension.maximum(fact(a).shape.last ?? 0, fact(b).shape.last ?? 0)
        let isSame = try one(Op.Equal(), try text(a, padded: width), try text(b, padded: width))
        // Of zeros and ones the product is 1 where all are.
        let product = Op.Product(axis: [fact(isSame).rank - 1], keep: false)
        return try cast(try one(product, try cast(isSame, to: .f32)), to: .bool)
    }

    private mutating func text(_ operand: ONNXOperand, padded width: Dimension) throws(Diagnostic) -> ONNXOperand {
        let shape = fact(operand).shape
        guard let own = shape.last, own != width else { return operand }
        let none = [Dimension](repeating: 0, count: shape.count)
        let pads = none + none.dropLast() + [width - own]
        return try one(Op.Pad(sizes: pads, value: Double(ONNXText.filling)), operand)
    }
}
