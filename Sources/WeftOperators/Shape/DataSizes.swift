package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Numbers found while running, as sizes: an empty tensor of the sizes `[numbers…, 0]`. ONNX has no such operator; its
    /// `Reshape`, `Expand`, `Slice` and others take sizes as tensors.
    ///
    /// Each size is a new symbol that attributes of later nodes can name, or what is known of the number. A number below 0
    /// ends the run with the diagnostic `negative-size`, one above its bound in `most`, where there is one, with
    /// `size-too-large`.
    package struct DataSizes: Operator {
        /// What the numbers are never above, one for each.
        package var most: [Dimension] = []

        package static let signature = Signature("data_sizes", [.required("numbers")])
        package static let attributes: [AttributeField<DataSizes>] = [AttributeField("most", \.most)]

        package init() {}

        package init(most: [Dimension]) {
            self.most = most
        }

        /// No size is larger where nothing is said.
        private static let largest = Dimension(1 << 48)

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let numbers = try inference.operand(0, "numbers", .integer)
            try numbers.requireRank(1...1, "numbers", "[count]")
            guard let count = numbers.shape[0].value, count <= Fact.largestContents else {
                throw Diagnostic(
                    "size-not-known", "how many numbers become sizes must be known",
                    labels: [numbers.label("numbers")],
                    help: "at most \(Fact.largestContents) do")
            }
            guard most.isEmpty || most.count == count else {
                throw Diagnostic(
                    "data-sizes-mismatch", "most has \(most.count) bounds for \(count) numbers",
                    labels: [numbers.label("numbers")], help: "give one for each number, or none")
            }
            var sizes: [Dimension] = []
            for index in 0..<count {
                guard let known = numbers.contents?[index] else {
                    sizes.append(inference.dataSize(atMost: most.isEmpty ? DataSizes.largest : most[index]))
                    continue
                }
                try inference.requireSizes([known])
                if !most.isEmpty {
                    try inference.require(most[index], atLeast: known, "a size is not above its bound") {
                        Diagnostic("size-too-large", "the size \(known) is above its bound, \(most[index])")
                    }
                }
                sizes.append(known)
            }
            return [Fact(.bool, sizes + [0])]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let numbers = try operands.operand(0)
            var shape: [Int] = []
            for (index, number) in numbers.integers.enumerated() {
                guard number >= 0 else {
                    throw Diagnostic(
                        "negative-size", "a size is at least 0, but number \(index) is \(numbers.printed(number))")
                }
                let bound = try evaluation.number(most.isEmpty ? DataSizes.largest : most[index])
                guard number <= Int64(bound) else {
                    throw Diagnostic(
                        "size-too-large", "the size \(number), number \(index), is above its bound, \(bound)")
                }
                shape.append(Int(number))
            }
            return [PlainTensor(unchecked: .integers([]), .bool, shape: shape + [0])]
        }

        package static let examples = [
            OperatorExample("two sizes", DataSizes(), [.i64([2, 3])], gives: [.bools([], [2, 3, 0])]),
            OperatorExample("none", DataSizes(), [.i32([])], gives: [.bools([], [0])]),
            OperatorExample("below 0", DataSizes(), [.i64([2, -1])], refusedWith: "negative-size"),
            OperatorExample("above its bound", DataSizes(most: [4]), [.i64([5])], refusedWith: "size-too-large"),
            OperatorExample("a matrix", DataSizes(), [.i64([1], [1, 1])], refusedWith: "rank-mismatch"),
            OperatorExample("bounds", DataSizes(most: [1]), [.i64([1, 1])], refusedWith: "data-sizes-mismatch"),
        ]
    }
}
