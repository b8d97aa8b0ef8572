package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Numbers evenly from 0 to before 1, each a function of key, counter and its place alone.
    ///
    /// Element `e` in C order is word `e % 4` of a block of Philox4x32-10 (Salmon et al. 2011). The key's words are the
    /// low and the high 32 bits of `key`; the counter's words, lowest first, are the low and the high 32 bits of
    /// `e / 4` and then those of `counter`. The number is the word's top bits over their number of values: 24 bits,
    /// `(word >> 8) * 2 ** -24`, and in `f16` 11 and in `bf16` 8, so that rounding never gives 1.
    package struct RandomUniform: Operator {
        package var sizes: [Dimension] = []
        package var type = ElementType.f32

        package init() {}

        package init(sizes: [Dimension], type: ElementType = .f32) {
            self.sizes = sizes
            self.type = type
        }

        package static let signature = Signature("random_uniform", [.required("key"), .required("counter")])

        package static let attributes: [AttributeField<RandomUniform>] = [
            AttributeField("sizes", \.sizes), AttributeField("type", \.type),
        ]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            for (index, name) in ["key", "counter"].enumerated() {
                let operand = try inference.operand(index, name, .integer)
                try operand.requireRank(0...0, name, "[]")
                guard operand.elementType == .i64 else {
                    throw Diagnostic(
                        "element-type-mismatch", "\(name) must be of type i64", labels: [operand.label(name)],
                        help: "cast(\(name), i64) converts it")
                }
            }
            guard ElementClass.float.contains(type) else {
                throw Diagnostic(
                    "element-type-mismatch", "random numbers are floats (f32, f16, bf16 or f64), not \(type.rawValue)")
            }
            for size in sizes {
                try inference.require(size, atLeast: 0, "a size must not be negative") {
                    Diagnostic("negative-size", "the size \(size) is negative")
                }
            }
            return [Fact(type, sizes)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let generator = Philox(key: UInt64(bitPattern: try operands.operand(0).integers[0]))
            let stream = UInt64(bitPattern: try operands.operand(1).integers[0])
            var shape: [Int] = []
            for size in sizes { shape.append(try evaluation.size(size)) }
            guard let count = shape.elementCount else {
                throw Diagnostic("size-too-large", "the result has more elements than can be held")
            }
            let bits = RandomUniform.bits(of: type)
            let scale = 1 / Double(1 << bits)
            var result: [Double] = []
            result.reserveCapacity(count)
            for block in 0..<((count + 3) / 4) {
                let words = generator.block(UInt64(block), stream: stream)
                for lane in 0..<min(4, count - 4 * block) {
                    result.append(Double(words[lane] >> UInt32(32 - bits)) * scale)
                }
            }
            return [PlainTensor(rounding: result, type, shape: shape)]
        }

        /// The top bits of a word that a number of a type takes.
        package static func bits(of type: ElementType) -> Int { type == .f16 ? 11 : type == .bf16 ? 8 : 24 }

        package static let examples = [
            OperatorExample(
                "six numbers", RandomUniform(sizes: [2, 3]), [.i64([1], []), .i64([0], [])],
                gives: [
                    .f32([14936070, 15010318, 9826850, 11933098, 11274260, 14665164].map { $0 * 0x1p-24 }, [2, 3])
                ]),
            OperatorExample(
                "large keys and counters", RandomUniform(sizes: [3], type: .f64),
                [.i64([-9_000_000_000_000_000_001], []), .i64([-2], [])],
                gives: [PlainTensor(rounding: [5783053, 7514391, 15602962].map { $0 * 0x1p-24 }, .f64, shape: [3])]),
            OperatorExample(
                "none", RandomUniform(sizes: [0]), [.i64([1], []), .i64([0], [])], gives: [.f32([])]),
            OperatorExample(
                "an integer type", RandomUniform(sizes: [1], type: .i32), [.i64([1], []), .i64([0], [])],
                refusedWith: "element-type-mismatch"),
            OperatorExample(
                "a vector of keys", RandomUniform(sizes: [1]), [.i64([1, 2]), .i64([0], [])],
                refusedWith: "rank-mismatch"),
            OperatorExample(
                "a negative size", RandomUniform(sizes: [-1]), [.i64([1], []), .i64([0], [])],
                refusedWith: "negative-size"),
        ]
    }
}
