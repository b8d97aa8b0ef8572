package import WeftGraph
package import WeftTensors

/// How a constant of a program comes about: an expression over the model's tensors, by numbers into the program's list.
///
/// Nothing of it is computed before it is needed. The text of the expression is its key.
package enum Recipe: Sendable {
    /// A tensor of the model, by name.
    case parameter(String)
    /// A tensor that is part of the graph.
    case literal(Tensor)
    /// A result of an operator on other constants.
    case result(any Operator, operands: [Int?], result: Int)
    /// A weight laid out for a kernel.
    case packed(Packing, Int)
}

/// A constant of a program.
package struct Constant: Sendable {
    package let recipe: Recipe
    package let type: TensorType

    package init(recipe: Recipe, type: TensorType) {
        self.recipe = recipe
        self.type = type
    }
}

/// How a weight is laid out for a kernel. The instruction set decides how many elements that makes, so a packed constant has
/// the type of what is packed.
package enum Packing: Sendable, Hashable {
    /// Of a matrix `[groups · columns, depth]` with columns in groups that an epilogue sees together.
    case product(groups: Int, columns: Int, depth: Int)
    /// Of a matrix `[depth, columns]`.
    case productOfRows(depth: Int, columns: Int)
    /// Of a weight `[out, in / groups, kernel…]`.
    case convolution(ConvolutionAlgorithm, groups: Int, inputs: Int, outputs: Int, kernel: [Int])

    package var name: String {
        switch self {
        case .product(let groups, _, _): groups == 1 ? "panels" : "panels\(groups)"
        case .productOfRows: "panels_of_rows"
        case .convolution(let algorithm, _, _, _, _): algorithm.rawValue
        }
    }
}

/// How a convolution is computed; Winograd's filtering by its points along each axis whose kernel is longer than 1.
package enum ConvolutionAlgorithm: String, Sendable, Hashable {
    case direct, depthwise, winograd4, winograd6, winograd8, winograd10

    package var points: Int? {
        switch self {
        case .direct, .depthwise: nil
        case .winograd4: 4
        case .winograd6: 6
        case .winograd8: 8
        case .winograd10: 10
        }
    }
}
