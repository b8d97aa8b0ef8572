import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftTensors

/// Makes tensors from messages; large ones stay where they are in the file.
struct ONNXTensorReader {
    /// The file that holds the messages.
    let file: FileContents
    /// The files of external data that are open, by their names.
    private var opened: [String: FileContents]

    init(_ file: FileContents, beside: [String: FileContents] = [:]) {
        self.file = file
        opened = beside
    }

    /// The fields that stay in the file.
    static let elision = ProtobufElision([
        ("onnx.TensorProto", "float_data"), ("onnx.TensorProto", "int32_data"), ("onnx.TensorProto", "int64_data"),
        ("onnx.TensorProto", "raw_data"), ("onnx.TensorProto", "double_data"), ("onnx.TensorProto", "uint64_data"),
    ])

    /// The tensor of a message.
    ///
    /// - Throws: `onnx-unsupported`, `onnx-element-type`, `onnx-shape`, `onnx-tensor`, `onnx-external`, `tensor-size`,
    ///   `unexpected-end`, and what opening external data throws.
    mutating func tensor(_ message: ProtobufMessage) throws(Diagnostic) -> Tensor {
        do {
            return try read(message)
        } catch {
            let name = message.string("name") ?? ""
            throw name.isEmpty ? error : error.placed(in: "tensor '\(name)'")
        }
    }

    private mutating func read(_ message: ProtobufMessage) throws(Diagnostic) -> Tensor {
        let shape = try ONNXTensorReader.shape(message.integers("dims"))
        if ONNXText.isIn(message) { return try ONNXText.tensor(message.byteStrings("string_data"), shape: shape) }
        let type = try ONNXElementType.type(message.integer("data_type") ?? 0)
        guard let count = shape.elementCount, let size = type.byteCount(of: count) else {
            throw Diagnostic("onnx-shape", "a tensor of the shape \(shape) is too large")
        }
        guard !message.has("segment") else {
            throw Diagnostic("onnx-unsupported", "tensors in segments are not supported")
        }
        if message.integer("data_location") == 1 { return try external(message, type, shape, size) }
        if message.has("raw_data") { return try raw(message.elided("raw_data"), type, shape) }
        if let tensor = try listed(message, type, shape, count) { return tensor }
        guard size == 0, let empty = Tensor(type, shape: shape, bytes: []) else {
            throw Diagnostic("onnx-tensor", "a tensor \(type.rawValue)\(shape) has no elements in the file")
        }
        return empty
    }

    static func shape(_ dims: [Int64]) throws(Diagnostic) -> [Int] {
        guard dims.count <= Budgets().rank else {
            throw Diagnostic("rank-too-high", "a tensor of rank \(dims.count) has more than \(Budgets().rank) axes")
        }
        for dim in dims where dim < 0 {
            throw Diagnostic("onnx-shape", "a tensor must not have the size \(dim)")
        }
        return dims.map { Int($0) }
    }

    private func raw(
        _ ranges: [Range<Int>], _ type: ElementType, _ shape: [Int]
    ) throws(Diagnostic) -> Tensor {
        guard let range = ranges.first else { throw Diagnostic("onnx-tensor", "a tensor has no bytes") }
        return try Tensor(type, shape: shape, in: file, offset: range.lowerBound, count: range.count, aligning: false)
    }
}

extension ONNXTensorReader {
    /// A tensor whose elements stand in one of the lists of numbers; nil when none has any.
    private func listed(
        _ message: ProtobufMessage, _ type: ElementType, _ shape: [Int], _ count: Int
    ) throws(Diagnostic) -> Tensor? {
        switch type {
        case .f32: return try fixed(message.elided("float_data"), 4, type, shape)
        case .f64: return try fixed(message.elided("double_data"), 8, type, shape)
        case .i64: return try varints(message.elided("int64_data"), type, shape, count)
        case .u64, .u32: return try varints(message.elided("uint64_data"), type, shape, count)
        default: return try varints(message.elided("int32_data"), type, shape, count)
        }
    }

    /// Elements that stand in the file as a tensor has them, in one piece or in many.
    private func fixed(
        _ ranges: [Range<Int>], _ size: Int, _ type: ElementType, _ shape: [Int]
    ) throws(Diagnostic) -> Tensor? {
        guard let first = ranges.first else { return nil }
        if ranges.count == 1 {
            return try Tensor(
                type, shape: shape, in: file, offset: first.lowerBound, count: first.count, aligning: false)
        }
        var bytes: [UInt8] = []
        for range in ranges { bytes += try file.bytes(range) }
        return try owned(bytes, type, shape)
    }

    private func varints(
        _ ranges: [Range<Int>], _ type: ElementType, _ shape: [Int], _ count: Int
    ) throws(Diagnostic) -> Tensor? {
        guard !ranges.isEmpty else { return nil }
        // Types below a byte come packed, a byte in each number.
        let size = type.bits < 8 ? 1 : type.bits / 8
        let expected = type.bits < 8 ? (type.byteCount(of: count) ?? 0) : count
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(expected * size, 1 << 26))
        var found = 0
        for range in ranges {
            for number in try PackedNumbers.varints(file, range, limit: expected) {
                for place in 0..<size { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(place)))) }
                found += 1
            }
            guard found <= expected else { break }
        }
        return try owned(bytes, type, shape)
    }

    private func owned(_ bytes: [UInt8], _ type: ElementType, _ shape: [Int]) throws(Diagnostic) -> Tensor {
        guard let tensor = Tensor(type, shape: shape, bytes: bytes) else {
            throw Diagnostic("tensor-size", "a tensor \(type.rawValue)\(shape) does not have \(bytes.count) bytes")
        }
        return tensor
    }
}

extension ONNXTensorReader {
    /// A tensor whose bytes are in another file, which stands beside this one or below its folder.
    private mutating func external(
        _ message: ProtobufMessage, _ type: ElementType, _ shape: [Int], _ size: Int
    ) throws(Diagnostic) -> Tensor {
        var location: String?
        var offset = 0
        var length: Int?
        for entry in message.messages("external_data") {
            let value = entry.string("value") ?? ""
            switch entry.string("key") {
            case "location": location = value
            case "offset": offset = try number(value, "offset")
            case "length": length = try number(value, "length")
            default: break
            }
        }
        guard let location else {
            throw Diagnostic("onnx-external", "a tensor is said to be in another file, which is not named")
        }
        if opened[location] == nil { opened[location] = try FileContents.open(named: location, besides: file.name) }
        guard let other = opened[location] else { throw Diagnostic("onnx-external", "no external data") }
        return try Tensor(type, shape: shape, in: other, offset: offset, count: length ?? size, aligning: false)
    }

    private func number(_ text: String, _ what: String) throws(Diagnostic) -> Int {
        guard let number = Int(text), number >= 0, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Diagnostic("onnx-external", "the \(what) of external data must be a number that is not negative")
        }
        return number
    }
}
