package import WeftDiagnostics
package import WeftTensors

/// A piece of memory that a program works with.
package struct Buffer<Size: Sendable>: Sendable {
    /// Where the memory comes from.
    package enum Kind: Sendable {
        /// A result on the way: a place in the session's arena, for as long as it is used.
        case arena
        /// An input of the run, by its number.
        case input(Int)
        /// A constant, by its number.
        case constant(Int)
    }

    package let kind: Kind
    package let elementType: ElementType
    /// The number of elements.
    package let count: Size

    package init(kind: Kind, elementType: ElementType, count: Size) {
        self.kind = kind
        self.elementType = elementType
        self.count = count
    }

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> Buffer<Other> {
        let kind: Buffer<Other>.Kind =
            switch self.kind {
            case .arena: .arena
            case .input(let index): .input(index)
            case .constant(let index): .constant(index)
            }
        return Buffer<Other>(kind: kind, elementType: elementType, count: try transform(count))
    }
}
