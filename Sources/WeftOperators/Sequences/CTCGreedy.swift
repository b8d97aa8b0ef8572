package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The labels along the best path of a connectionist temporal classification (Graves et al. 2006, section 3.2).
    ///
    /// Of each step of `logits` `[N, T, C]` the largest class is taken (the first of equals, NaN largest); repetitions
    /// are joined, then blanks left out. Results in the labels `i32[N, T]`, zeros past each row's end, and their numbers
    /// `i32[N]`. Steps at or past a row's length do not exist. tf.nn.ctc_greedy_decoder with merge_repeated.
    package struct CTCGreedy: Operator {
        package var blank = 0

        package init() {}

        package init(blank: Int) {
            self.blank = blank
        }

        package static let signature = Signature(
            "ctc_greedy", [.required("logits"), .optional("lengths")], results: ["ids", "lengths"])

        package static let attributes: [AttributeField<CTCGreedy>] = [AttributeField("blank", \.blank)]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let logits = try inference.operand(0, "logits", .float)
            try logits.requireRank(3...3, "logits", "[N, T, C]")
            _ = try inference.lengths(1, of: logits, along: 1)
            guard blank >= 0 else { throw Diagnostic("blank-out-of-range", "blank must be at least 0, not \(blank)") }
            try inference.require(
                logits.shape[2], atLeast: Dimension(blank) + 1, "blank must be one of the classes"
            ) {
                Diagnostic(
                    "blank-out-of-range", "blank is \(blank), but there are only \(logits.shape[2]) classes",
                    labels: [logits.label("logits")])
            }
            return [Fact(.i32, Array(logits.shape[..<2])), Fact(.i32, [logits.shape[0]])]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let logits = try operands.operand(0)
            let (rows, steps, classes) = (logits.shape[0], logits.shape[1], logits.shape[2])
            let lengths = try operands.optional(1)?.rowLengths(atMost: steps)
            let values = logits.reals
            var ids = [Int64](repeating: 0, count: rows * steps)
            var counts = [Int64](repeating: 0, count: rows)
            for row in 0..<rows {
                var previous = blank
                for step in 0..<(lengths?[row] ?? steps) {
                    let start = (row * steps + step) * classes
                    let best = CTCGreedy.largest(values[start..<(start + classes)])
                    if best != previous && best != blank {
                        ids[row * steps + Int(counts[row])] = Int64(best)
                        counts[row] += 1
                    }
                    previous = best
                }
            }
            return [
                PlainTensor(wrapping: ids, .i32, shape: [rows, steps]),
                PlainTensor(wrapping: counts, .i32, shape: [rows]),
            ]
        }

        private static func largest(_ values: ArraySlice<Double>) -> Int {
            var best = values.startIndex
            for index in values.indices where !values[best].isNaN {
                if values[index] > values[best] || values[index].isNaN { best = index }
            }
            return best - values.startIndex
        }

        package static let examples = [
            OperatorExample(
                "joined and without blanks", CTCGreedy(),
                [.f32([0, 1, 0, 0, 2, 1, 3, 0, 0, 0, 1, 0, 0, 1, 2], [1, 5, 3])],
                gives: [.i32([1, 1, 2, 0, 0], [1, 5]), .i32([3])]),
            OperatorExample(
                "lengths", CTCGreedy(blank: 1), [.f32([1, 0, 0, 1, 1, 0, 1, 0], [2, 2, 2]), .i64([2, 0])],
                gives: [.i32([0, 0, 0, 0], [2, 2]), .i32([1, 0])]),
            OperatorExample(
                "too long", CTCGreedy(), [.f32([1, 0], [1, 1, 2]), .i64([2])], refusedWith: "length-out-of-range"),
            OperatorExample(
                "no such class", CTCGreedy(blank: 2), [.f32([1, 0], [1, 1, 2])], refusedWith: "blank-out-of-range"),
        ]
    }
}
