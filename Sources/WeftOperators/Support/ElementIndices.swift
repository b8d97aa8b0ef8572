import WeftDiagnostics
import WeftGraph
import WeftTensors

/// Indices along one axis of a tensor, one for each place of a tensor of the same rank.
enum ElementIndices {
    /// Checks operand 1, `ids`, against `x`: of the same rank, and along other axes not longer.
    static func check(
        _ x: Fact, axis: Int, _ inference: inout Inference
    ) throws(Diagnostic) -> (ids: Fact, axis: Int) {
        let ids = try inference.operand(1, "ids", .integer)
        let axis = try x.axis(axis)
        let labels = [x.label("x"), ids.label("ids")]
        guard ids.rank == x.rank else {
            throw Diagnostic(
                "rank-mismatch", "ids must have rank \(x.rank) as x has, not \(ids.rank)", labels: labels,
                help: "each place of ids names a position along axis \(axis)")
        }
        for other in x.shape.indices where other != axis {
            try inference.require(x.shape[other], atLeast: ids.shape[other], "ids stand at places of x") {
                Diagnostic(
                    "indices-mismatch",
                    "along axis \(other) ids has size \(ids.shape[other]), more than the \(x.shape[other]) of x",
                    labels: labels, help: "only along the axis that is indexed may ids be longer than x")
            }
        }
        return (ids, axis)
    }

    /// The places of `x`, in C order, that ids name.
    static func places(_ shape: [Int], _ ids: PlainTensor, axis: Int) throws(Diagnostic) -> [Int] {
        let axis = axis.resolvedAxis(shape.count)
        let indices = try ids.indices(below: shape[axis], "positions along axis \(axis) of x")
        let strides = shape.denseStrides
        var places: [Int] = []
        places.reserveCapacity(indices.count)
        forEachIndex(ids.shape) { flat, index in
            var place = indices[flat] * strides[axis]
            for other in index.indices where other != axis { place += index[other] * strides[other] }
            places.append(place)
        }
        return places
    }
}
