package import WeftDiagnostics

/// Lists of numbers that ``ProtobufElision`` left in the file.
package enum PackedNumbers {
    /// The varints in a range of a file, as they stand: signed numbers of `sint` fields are still zigzagged, others are
    /// `Int64(bitPattern:)` of these.
    ///
    /// - Throws: `protobuf-varint`, `protobuf-length` for one that the range cuts, and `protobuf-budget` beyond the limit.
    package static func varints(
        _ file: FileContents, _ range: Range<Int>, limit: Int
    ) throws(Diagnostic) -> [UInt64] {
        try file.check(range)
        defer { withExtendedLifetime(file) {} }
        var walk = unsafe WireWalk(
            file.unsafeBytes, range: range, name: file.name, elision: .none, limits: WireLimits(fields: limit))
        var result: [UInt64] = []
        result.reserveCapacity(min(range.count, limit))
        while walk.position < range.upperBound {
            try walk.count(1, at: walk.position)
            result.append(try walk.varint(before: range.upperBound))
        }
        return result
    }
}
