import WeftDiagnostics
import WeftGraph

extension Inference {
    /// The operand and the result of a pool over whole planes: every spatial size becomes 1.
    mutating func globalPool(_ kind: ElementClass) throws(Diagnostic) -> [Fact] {
        let x = try operand(0, "x", kind)
        try x.requireRank(3..., "x", "[N, C, spatial…]")
        try requirePlane(of: x)
        return [Fact(x.elementType, Array(x.shape[..<2]) + x.shape[2...].map { _ in 1 })]
    }

    /// The planes of `[N, C, spatial…]` have elements to take a mean or the largest of.
    mutating func requirePlane(of x: Fact) throws(Diagnostic) {
        for size in x.shape[2...] {
            try require(size, atLeast: 1, "a plane must not be empty") {
                Diagnostic("empty-plane", "a plane of x has no elements", labels: [x.label("x")])
            }
        }
    }
}

extension [Int] {
    /// The shape `[N, C, spatial…]` with every spatial size 1.
    var globallyPooled: [Int] { enumerated().map { $0.offset < 2 ? $0.element : 1 } }
}

extension [Fact?] {
    /// What the result of a global pool sees of its operand: its own channel, all of space.
    var globallyPooledFields: [AxisField]? {
        (first ?? nil)?.shape.indices.map { $0 < 2 ? .along($0) : .whole }
    }
}
