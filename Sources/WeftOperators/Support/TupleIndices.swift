import WeftDiagnostics
import WeftGraph
import WeftTensors

/// Tuples of indices along the last axis of `ids`, each naming a position along as many axes of `x` from `batch` on.
struct TupleIndices {
    /// How many axes a tuple names.
    let length: Int
    /// The axes that x and ids have in common, in front.
    let batch: Int

    /// Checks operand 1, `ids`, against `x`.
    init(_ x: Fact, batch: Int, _ inference: inout Inference) throws(Diagnostic) {
        let ids = try inference.operand(1, "ids", .integer)
        let labels = [x.label("x"), ids.label("ids")]
        try ids.requireRank(1..., "ids", "[..., axes]")
        guard batch >= 0, batch < ids.rank, batch <= x.rank else {
            throw Diagnostic(
                "bad-attribute", "x and ids cannot have \(batch) axes in common", labels: labels,
                help: "the last axis of ids, which holds the indices, is none of them")
        }
        for axis in 0..<batch {
            try inference.requireSize(
                ids.shape[axis], x.shape[axis], "x and ids must have their first axes in common",
                code: "indices-mismatch", labels: labels)
        }
        guard let length = ids.shape[ids.rank - 1].value else {
            throw Diagnostic(
                "size-not-known",
                "the last axis of ids says along how many axes of x it has indices: it must be a number",
                labels: labels)
        }
        guard length <= x.rank - batch else {
            throw Diagnostic(
                "indices-mismatch", "ids has indices along \(length) axes, but x has only \(x.rank - batch)",
                labels: labels)
        }
        self.length = length
        self.batch = batch
    }

    /// What is known of shapes that have been checked.
    init(_ ids: PlainTensor, batch: Int) {
        length = ids.shape[ids.shape.count - 1]
        self.batch = batch
    }

    /// The sizes of what tuples name: those of ids without the last axis, then those of x that no tuple names.
    func shape<Size>(_ x: [Size], _ ids: [Size]) -> [Size] { Array(ids.dropLast()) + x[(batch + length)...] }

    /// The places of x, in C order, of all elements that ids name.
    func places(_ shape: [Int], _ ids: PlainTensor) throws(Diagnostic) -> [Int] {
        let values = ids.integers
        let strides = shape.denseStrides
        let tuples = try Array(ids.shape.dropLast()).counted().elementCount ?? 0
        let inner = Array(shape[(batch + length)...]).elementCount ?? 0
        let perBatch = Array(ids.shape[batch...].dropLast()).elementCount ?? 0
        let volume = Array(shape[batch...]).elementCount ?? 0
        var places: [Int] = []
        places.reserveCapacity(tuples * inner)
        for tuple in 0..<tuples {
            var start = perBatch > 0 ? tuple / perBatch * volume : 0
            for place in 0..<length {
                let (flat, axis) = (tuple * length + place, batch + place)
                guard values[flat] >= 0, values[flat] < Int64(shape[axis]) else {
                    throw Diagnostic(
                        "index-out-of-range",
                        "the index \(ids.printed(values[flat])) at \(ids.place(of: flat)) is not one of the "
                            + "\(shape[axis]) positions along axis \(axis) of x",
                        help: shape[axis] > 0
                            ? "indices are from 0 to \(shape[axis] - 1)" : "there are none to choose from")
                }
                start += Int(values[flat]) * strides[axis]
            }
            for offset in 0..<inner { places.append(start + offset) }
        }
        return places
    }
}
