package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// A scalar program over all places of a shape; each operand is a view of that shape.
package struct ElementwiseCall<Size: Sendable & Hashable>: Sendable {
    package var program: ScalarProgram
    package var operands: [View<Size>]
    /// What the registers hold; anything but `f32` is done by plain loops.
    package var type = ElementType.f32

    package init(program: ScalarProgram, operands: [View<Size>], type: ElementType = .f32) {
        self.program = program
        self.operands = operands
        self.type = type
    }

    package var writes: [View<Size>] { program.stores.map { operands[$0.operand] } }
    package var reads: [View<Size>] { operands.indices.filter { program.loads($0) }.map { operands[$0] } }

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> ElementwiseCall<Other> {
        ElementwiseCall<Other>(
            program: program, operands: try operands.map { view throws(Diagnostic) in try view.map(transform) },
            type: type)
    }
}

/// A copy between views of one shape.
package struct CopyCall<Size: Sendable & Hashable>: Sendable {
    package var source: View<Size>
    package var target: View<Size>

    package init(source: View<Size>, target: View<Size>) {
        self.source = source
        self.target = target
    }

    package func map<Other>(_ transform: (Size) throws(Diagnostic) -> Other) throws(Diagnostic) -> CopyCall<Other> {
        CopyCall<Other>(source: try source.map(transform), target: try target.map(transform))
    }
}

/// What a pool makes of a window.
package enum PoolKind: String, Sendable, Hashable {
    case maximum, average
    /// The mean of those positions that lie in the input.
    case averageInside = "average_inside"
}

/// A pool over windows, channels innermost.
package struct PoolCall<Size: Sendable & Hashable>: Sendable {
    package var kind: PoolKind
    /// In five axes: batch, depth, height, width, channel.
    package var x: View<Size>
    package var out: View<Size>
    package var kernel: [Int]
    package var stride: [Int]
    package var dilation: [Int]
    package var before: [Size]
    package var after: [Size]

    package func map<Other>(_ transform: (Size) throws(Diagnostic) -> Other) throws(Diagnostic) -> PoolCall<Other> {
        PoolCall<Other>(
            kind: kind, x: try x.map(transform), out: try out.map(transform), kernel: kernel, stride: stride,
            dilation: dilation, before: try before.map(transform), after: try after.map(transform))
    }
}

/// An operator's own evaluation, for what no kernel computes yet.
package struct ReferenceCall<Size: Sendable & Hashable>: Sendable {
    /// The node that it stands for: the operator, its place and its origin.
    package var node: Graph.Node
    package var operands: [View<Size>?]
    package var results: [View<Size>]
    /// Why no kernel computes it.
    package var reason: String

    package var operation: any Operator { node.operation }

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> ReferenceCall<Other> {
        var views: [View<Other>?] = []
        for operand in operands {
            guard let operand else {
                views.append(nil)
                continue
            }
            views.append(try operand.map(transform))
        }
        return ReferenceCall<Other>(
            node: node, operands: views,
            results: try results.map { view throws(Diagnostic) in try view.map(transform) },
            reason: reason)
    }
}
