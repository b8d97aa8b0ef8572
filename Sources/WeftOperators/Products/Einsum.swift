package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Products of tensors summed over the axes that the result does not have, named in a text.
    ///
    /// `"n s e, n e -> n s"` has names with spaces between; `"nse,ne->ns"` a letter for each axis. An axis that stands
    /// twice in an operand is its diagonal. Operands are multiplied from left to right. numpy.einsum, torch.einsum; ONNX
    /// Einsum; neither implicit results nor ellipses.
    package struct Einsum: Operator {
        package var equation = ""

        package init() {}

        package init(_ equation: String) {
            self.equation = equation
        }

        package static let signature = Signature("einsum", [.variadic("tensors")])

        package static let attributes: [AttributeField<Einsum>] = [AttributeField("equation", \.equation)]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let equation = try EinsumEquation(self.equation)
            var facts: [Fact] = []
            for index in inference.operands.indices {
                facts.append(try inference.operand(index, "tensor \(index + 1)", .number))
            }
            let labels = facts.enumerated().map { $0.element.label("tensor \($0.offset + 1)") }
            guard let first = facts.first, facts.count == equation.operands.count else {
                throw Diagnostic(
                    "einsum-operands-mismatch",
                    "the equation names \(equation.operands.count) tensors, but the number given is \(facts.count)",
                    labels: labels)
            }
            var sizes: [String: Dimension] = [:]
            for (index, (fact, names)) in zip(facts, equation.operands).enumerated() {
                try fact.requireSameElementType(as: first, "tensor \(index + 1)", "tensor 1")
                try fact.requireRank(names.count...names.count, "tensor \(index + 1)", names.joined(separator: " "))
                for (name, size) in zip(names, fact.shape) {
                    guard let known = sizes[name] else {
                        sizes[name] = size
                        continue
                    }
                    try inference.requireSize(
                        size, known, "the axis '\(name)' must have one size", code: "einsum-size-mismatch",
                        labels: labels)
                    if known.value == nil { sizes[name] = size }
                }
            }
            return [Fact(first.elementType, equation.result.compactMap { sizes[$0] })]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let equation = try EinsumEquation(self.equation)
            let type = try operands.operand(0).elementType
            if type.isFloat {
                var terms: [EinsumTerm<Double>] = []
                for (index, names) in equation.operands.enumerated() {
                    let operand = try operands.operand(index)
                    terms.append(EinsumTerm(operand.reals, operand.shape, names))
                }
                let result = Einsum.reduce(terms, equation, zero: 0, +) { $0.of($1, $2) }
                return [PlainTensor(rounding: result.values, type, shape: result.axes.map(\.size))]
            }
            var terms: [EinsumTerm<Int64>] = []
            for (index, names) in equation.operands.enumerated() {
                let operand = try operands.operand(index)
                terms.append(EinsumTerm(operand.integers, operand.shape, names))
            }
            let result = Einsum.reduce(terms, equation, zero: 0, &+) { $0.of($1, $2) }
            return [PlainTensor(wrapping: result.values, type, shape: result.axes.map(\.size))]
        }

        private static func reduce<Number>(
            _ terms: [EinsumTerm<Number>], _ equation: EinsumEquation, zero: Number,
            _ add: (Number, Number) -> Number, _ multiply: (BatchedProduct, [Number], [Number]) -> [Number]
        ) -> EinsumTerm<Number> {
            var result = terms[0]
            for index in terms.indices.dropFirst() {
                let needed = equation.result + equation.operands[(index + 1)...].joined()
                let contraction = EinsumContraction(
                    result.axes.map(\.name), terms[index].axes.map(\.name), needed: needed)
                result = contraction.product(result, terms[index], zero: zero, add, multiply)
            }
            return result.summed(keeping: equation.result, zero: zero, add)
        }

        package func multiplyAccumulates(_ operands: [Fact?], _ results: [Fact]) -> Dimension {
            guard let equation = try? EinsumEquation(self.equation), equation.operands.count == operands.count else {
                return 0
            }
            var sizes: [String: Dimension] = [:]
            for (names, operand) in zip(equation.operands, operands) {
                for (name, size) in zip(names, operand?.shape ?? []) { sizes[name] = size }
            }
            var total: Dimension = 0
            var axes = EinsumEquation.unique(equation.operands.first ?? [])
            for index in equation.operands.indices.dropFirst() {
                let needed = equation.result + equation.operands[(index + 1)...].joined()
                let contraction = EinsumContraction(
                    axes, EinsumEquation.unique(equation.operands[index]), needed: needed)
                axes = contraction.batch + contraction.left + contraction.right
                total = total + (axes + contraction.summed).reduce(1) { $0 * (sizes[$1] ?? 1) }
            }
            return total
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let equation = try? EinsumEquation(self.equation), equation.operands.count == operands.count else {
                return wholeFields(operands, results)
            }
            return [
                equation.operands.map { names in
                    names.map { equation.result.firstIndex(of: $0).map { .along($0) } ?? .whole }
                }
            ]
        }

        package static let examples = [
            OperatorExample(
                "scores of keys", Einsum("n s e, n e -> n s"),
                [.f32([1, 2, 3, 4, 5, 6], [1, 3, 2]), .f32([1, -1], [1, 2])], gives: [.f32([-1, -1, -1], [1, 3])]),
            OperatorExample(
                "letters, three operands", Einsum("ij,jk,k->i"),
                [.f32([1, 2, 3, 4], [2, 2]), .f32([1, 0, 0, 1], [2, 2]), .f32([1, 2])], gives: [.f32([5, 11])]),
            OperatorExample(
                "a trace", Einsum("ii->"), [.f32([1, 2, 3, 4], [2, 2])], gives: [.f32([5], [])]),
            OperatorExample(
                "axes in another order", Einsum("a b -> b a"), [.i32([1, 2, 3, 4, 5, 6], [2, 3])],
                gives: [.i32([1, 4, 2, 5, 3, 6], [3, 2])]),
            OperatorExample(
                "an outer product", Einsum("i,j->ij"), [.i32([1, 2]), .i32([3, 4, 5])],
                gives: [.i32([3, 4, 5, 6, 8, 10], [2, 3])]),
            OperatorExample(
                "summed alone", Einsum("ij,k->k"), [.f32([1, 2, 3, 4], [2, 2]), .f32([1, 2])],
                gives: [.f32([10, 20])]),
            OperatorExample(
                "a diagonal in the middle, sums and three operands", Einsum("aba,c,bd->db"),
                [.f32([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]), .f32([1, 2]), .f32([1, 0, 10, 1], [2, 2])],
                gives: [.f32([21, 330, 0, 33], [2, 2])]),
            OperatorExample("twice in the result", Einsum("i->ii"), [.f32([1])], refusedWith: "bad-equation"),
            OperatorExample("no arrow", Einsum("ij,jk"), [.f32([1], [1, 1])], refusedWith: "bad-equation"),
            OperatorExample("from nowhere", Einsum("i->ij"), [.f32([1])], refusedWith: "bad-equation"),
            OperatorExample(
                "two sizes", Einsum("i,i->"), [.f32([1]), .f32([1, 2])], refusedWith: "einsum-size-mismatch"),
            OperatorExample(
                "an operand too few", Einsum("i,i->"), [.f32([1])], refusedWith: "einsum-operands-mismatch"),
        ]
    }
}
