package import WeftDiagnostics
package import WeftFiles
package import WeftTensors

/// Arrays of NumPy, one to a file.
package enum Npy {
    /// Reads an array; one whose bytes are as ours is a view into the file, others are brought into order.
    ///
    /// - Throws: `npy-header`, `npy-type`, and `npy-size` when the elements do not end the file.
    package static func read(_ file: FileContents) throws(Diagnostic) -> Tensor {
        let header = try NpyHeader(file)
        let available = file.count - header.dataStart
        guard let count = header.shape.elementCount,
            let size = header.type.elementType.byteCount(of: count), size == available
        else {
            throw Diagnostic(
                "npy-size",
                "the \(available) bytes behind the header are not what \(header.type.elementType.rawValue)"
                    + "\(header.shape) needs",
                place: "\(file.name): byte \(header.dataStart)",
                help: "the file may have been cut short; fetch it again")
        }
        let isInOrder = !header.isFortran || header.shape.filter { $0 > 1 }.count <= 1
        guard !isInOrder || header.type.isBigEndian else {
            return try Tensor(
                header.type.elementType, shape: header.shape, in: file, offset: header.dataStart, count: size)
        }
        let bytes = try file.withBytes(header.dataStart..<file.count) { bytes in
            ordered(bytes, header, isInOrder: isInOrder)
        }
        guard let tensor = Tensor(header.type.elementType, shape: header.shape, bytes: bytes) else {
            throw Diagnostic("npy-size", "the elements do not fit the shape", place: file.name)
        }
        return tensor
    }

    /// The bytes in C order and little-endian.
    private static func ordered(_ bytes: Span<UInt8>, _ header: NpyHeader, isInOrder: Bool) -> [UInt8] {
        let size = header.type.elementType.bits / 8
        let swap = header.type.isBigEndian ? size - 1 : 0
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        guard !isInOrder else {
            for start in stride(from: 0, to: bytes.count, by: size) {
                for byte in 0..<size { result.append(bytes[start + (byte ^ swap)]) }
            }
            return result
        }
        // The strides of the file's order, by which the places of ours are visited with the last index running.
        let shape = header.shape
        var strides: [Int] = []
        var next = size
        for extent in shape {
            strides.append(next)
            next *= extent
        }
        var index = [Int](repeating: 0, count: shape.count)
        var start = 0
        while result.count < bytes.count {
            for byte in 0..<size { result.append(bytes[start + (byte ^ swap)]) }
            var axis = shape.count - 1
            while axis >= 0 {
                index[axis] += 1
                start += strides[axis]
                if index[axis] < shape[axis] { break }
                start -= strides[axis] * shape[axis]
                index[axis] = 0
                axis -= 1
            }
        }
        return result
    }

    /// Writes an array in version 1.0, in C order and little-endian, as `numpy.save` does.
    ///
    /// - Throws: `npy-type` for a type that NumPy has not, and what the writer throws.
    package static func write(
        _ tensor: Tensor, to path: String, notReplacing inputs: [FileContents] = []
    ) throws(Diagnostic) {
        try tensor.validate()
        let header = try NpyHeader.bytes(try NpyType.text(for: tensor.elementType), tensor.shape)
        let writer = try AtomicFileWriter(path, notReplacing: inputs)
        try writer.write(header)
        try tensor.write(to: writer)
        try writer.commit()
    }
}
