public import WeftTensors

/// The type of a tensor in a graph: an element type and a size for each axis.
public struct TensorType: Hashable, Sendable {
    /// The type of the elements.
    public let elementType: ElementType
    /// The size along each axis; empty for a scalar.
    public let shape: [Dimension]

    /// Makes a type.
    public init(_ elementType: ElementType, _ shape: [Dimension]) {
        self.elementType = elementType
        self.shape = shape
    }

    /// The number of axes.
    public var rank: Int { shape.count }

    /// The number of elements.
    public var elementCount: Dimension { shape.reduce(1, *) }

    /// The sizes for given symbols; nil when one cannot be computed or is negative.
    public func sizes(_ binding: [Symbol: Int]) -> [Int]? {
        var result: [Int] = []
        for dimension in shape {
            guard let size = dimension.evaluated(binding), size >= 0 else { return nil }
            result.append(size)
        }
        return result
    }
}

extension TensorType: CustomStringConvertible {
    /// The type in the language's notation: `f32[N, 3, H, W]`.
    public var description: String {
        "\(elementType.rawValue)[\(shape.map(\.description).joined(separator: ", "))]"
    }
}

/// What is known of a value before it is computed: its type and, for small integer tensors, what is in it.
package struct Fact: Hashable, Sendable {
    package let type: TensorType
    /// The elements in C order, where they are known as expressions.
    package let contents: [Dimension]?

    /// How many elements may be followed.
    package static let largestContents = 64

    package init(_ type: TensorType, contents: [Dimension]? = nil) {
        self.type = type
        let follows = !type.elementType.isFloat && (contents?.count ?? 0) <= Fact.largestContents
        self.contents = follows ? contents : nil
    }

    package init(_ elementType: ElementType, _ shape: [Dimension], contents: [Dimension]? = nil) {
        self.init(TensorType(elementType, shape), contents: contents)
    }

    package var elementType: ElementType { type.elementType }
    package var shape: [Dimension] { type.shape }
    package var rank: Int { type.shape.count }
}
