package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Fact {
    /// An axis of this operand, counted from the front; a negative one counts from the end.
    package func axis(_ axis: Int, of name: String = "x") throws(Diagnostic) -> Int {
        guard (-rank..<rank).contains(axis) else {
            throw Diagnostic(
                "bad-axis", "\(name) has no axis \(axis)", labels: [label(name)],
                help: rank == 0
                    ? "a tensor of rank 0 has no axes"
                    : "its axes are 0 to \(rank - 1), or -\(rank) to -1 from the end")
        }
        return axis.resolvedAxis(rank)
    }

    /// An axis that must be named, counted from the front; a tensor of rank 1 has but one.
    package func requiredAxis(_ axis: Int?, of name: String = "x") throws(Diagnostic) -> Int {
        if let axis { return try self.axis(axis, of: name) }
        if rank == 1 { return 0 }
        throw Diagnostic(
            "missing-axis", "the axis must be named", labels: [label(name)],
            help: "write axis=…, from 0 to \(rank - 1), or negative from the end")
    }

    /// The axis along which tensors are joined or parted: axis 1 unasked on rank 2, to be named above that.
    package func joiningAxis(_ axis: Int?, of name: String = "x") throws(Diagnostic) -> Int {
        try requiredAxis(axis ?? (rank == 2 ? 1 : nil), of: name)
    }

    /// Axes of this operand, counted from the front and sorted; each may be named once.
    package func axes(_ axes: [Int], of name: String = "x") throws(Diagnostic) -> [Int] {
        var result: [Int] = []
        for axis in axes {
            let resolved = try self.axis(axis, of: name)
            if result.contains(resolved) {
                throw Diagnostic("bad-axis", "axis \(axis) of \(name) is named twice", labels: [label(name)])
            }
            result.append(resolved)
        }
        return result.sorted()
    }

    /// What is said beside the caret about this operand: `x is f32[N, 3]`.
    package func label(_ name: String) -> String { "\(name) is \(type)" }
}

extension Int {
    /// An axis that is known to exist, counted from the front.
    package func resolvedAxis(_ rank: Int) -> Int { self < 0 ? self + rank : self }
}

extension Int? {
    /// An axis that is known to exist, counted from the front: the only one of rank 1, where it is not named.
    package func resolvedAxis(_ rank: Int) -> Int { (self ?? 0).resolvedAxis(rank) }

    /// The axis along which tensors are joined or parted, when it is known to exist.
    package func resolvedJoiningAxis(_ rank: Int) -> Int { (self ?? (rank == 2 ? 1 : 0)).resolvedAxis(rank) }
}

extension Array {
    /// The list without the element at an index.
    package func removing(at index: Int) -> [Element] {
        var copy = self
        copy.remove(at: index)
        return copy
    }

    /// The list with one element replaced.
    package func replacing(at index: Int, with element: Element) -> [Element] {
        var copy = self
        copy[index] = element
        return copy
    }
}

/// A shape seen from one axis: the elements before it, along it and after it.
package struct AxisSplit {
    package let outer: Int
    package let size: Int
    package let inner: Int

    package init(_ shape: [Int], _ axis: Int) {
        // A product too large to hold is that of an empty tensor, whose other sizes do not matter.
        outer = Array(shape[..<axis]).elementCount ?? 0
        size = shape[axis]
        inner = Array(shape[(axis + 1)...]).elementCount ?? 0
    }
}
