package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The boxes that stay, best first, when those are left out that overlap a better one of their class too much.
    ///
    /// `boxes` `[N, boxes, 4]` hold two opposite corners (y, x, y, x), or with `center` the middle and the sizes
    /// (x, y, width, height); `scores` are `[N, classes, boxes]`. `most` is the greatest number for each class, `overlap`
    /// the intersection over union above which a box is left out, and boxes of at most `threshold` are; without these
    /// operands none is chosen, 0, and none is left out for its score. Rows of the result `i64[k, 3]` name row, class and
    /// box. ONNX NonMaxSuppression; torchvision.ops.nms.
    package struct NonMaxSuppression: Operator {
        package var center = false

        package init() {}

        package init(center: Bool) {
            self.center = center
        }

        package static let signature = Signature(
            "non_max_suppression",
            [
                .required("boxes"), .required("scores"), .optional("most"), .optional("overlap"),
                .optional("threshold"),
            ])

        package static let attributes: [AttributeField<NonMaxSuppression>] = [AttributeField("center", \.center)]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let boxes = try inference.operand(0, "boxes", .float)
            let scores = try inference.operand(1, "scores", .float)
            try boxes.requireRank(3...3, "boxes", "[N, boxes, 4]")
            try scores.requireRank(3...3, "scores", "[N, classes, boxes]")
            let labels = [boxes.label("boxes"), scores.label("scores")]
            for (size, wanted, reason) in [
                (boxes.shape[2], 4, "a box has four numbers"),
                (scores.shape[0], boxes.shape[0], "boxes and scores have as many rows"),
                (scores.shape[2], boxes.shape[1], "each box has a score"),
            ] {
                try inference.requireSize(size, wanted, reason, code: "boxes-mismatch", labels: labels)
            }
            let most = try inference.optional(2, "most", .integer)
            for (fact, name) in [
                (most, "most"), (try inference.optional(3, "overlap", .float), "overlap"),
                (try inference.optional(4, "threshold", .float), "threshold"),
            ] { try requireNumber(fact, name, &inference) }
            var perClass = boxes.shape[1]
            if let known = most?.contents?.first { perClass = .minimum(perClass, .maximum(known, 0)) }
            let bound = scores.shape[0] * scores.shape[1] * perClass
            return [Fact(.i64, [most == nil ? 0 : inference.dataSize(atMost: bound), 3])]
        }

        /// Needs an operand to be a single number.
        private func requireNumber(
            _ fact: Fact?, _ name: String, _ inference: inout Inference
        ) throws(Diagnostic) {
            guard let fact else { return }
            try fact.requireRank(0...1, name, "[] or [1]")
            if let size = fact.shape.first {
                try inference.requireSize(
                    size, 1, "\(name) is a single number", code: "rank-mismatch", labels: [fact.label(name)])
            }
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let (boxes, scores) = (try operands.operand(0), try operands.operand(1))
            let most = Int(clamping: operands.optional(2)?.integers[0] ?? 0)
            let overlap = operands.optional(3)?.reals[0] ?? 0
            let threshold = operands.optional(4)?.reals[0] ?? -.infinity
            let (rows, classes, count) = (scores.shape[0], scores.shape[1], scores.shape[2])
            let values = scores.reals
            let all = Box.all(boxes.reals, center: center)
            var result: [Int64] = []
            for row in 0..<rows {
                for kind in 0..<classes {
                    let start = (row * classes + kind) * count
                    let kept = Self.chosen(
                        Array(values[start..<(start + count)]), all[(row * count)..<((row + 1) * count)], most, overlap,
                        threshold)
                    for box in kept { result += [Int64(row), Int64(kind), Int64(box)] }
                }
            }
            return [PlainTensor(wrapping: result, .i64, shape: [result.count / 3, 3])]
        }

        /// The boxes of one class that stay, best first; of equals the first.
        private static func chosen(
            _ scores: [Double], _ boxes: ArraySlice<Box>, _ most: Int, _ overlap: Double, _ threshold: Double
        ) -> [Int] {
            let order = scores.indices.filter { scores[$0] > threshold }
                .sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }
            var kept: [Int] = []
            for candidate in order {
                if kept.count >= most { break }
                let box = boxes[boxes.startIndex + candidate]
                if kept.allSatisfy({ boxes[boxes.startIndex + $0].overlap(box) <= overlap }) { kept.append(candidate) }
            }
            return kept
        }

        package static let examples = [
            OperatorExample(
                "one overlaps a better one", NonMaxSuppression(),
                [
                    .f32([0, 0, 2, 2, 2, 2, 0, 0.5, 5, 5, 6, 6], [1, 3, 4]), .f32([0.5, 0.9, 0.7], [1, 1, 3]),
                    .i64([9], []), .f32([0.5], []),
                ],
                gives: [.i64([0, 0, 1, 0, 0, 2], [2, 3])]),
            OperatorExample(
                "middles and sizes, two classes", NonMaxSuppression(center: true),
                [
                    .f32([1, 1, 2, 2, 1.25, 1, 2, 2], [1, 2, 4]), .f32([0.5, 0.9, 0.7, 0.2], [1, 2, 2]), .i64([1]),
                    .f32([0]), .f32([0.3]),
                ],
                gives: [.i64([0, 0, 1, 0, 1, 0], [2, 3])]),
            OperatorExample(
                "none asked for", NonMaxSuppression(), [.f32([0, 0, 1, 1], [1, 1, 4]), .f32([1], [1, 1, 1])],
                gives: [.i64([], [0, 3])]),
            OperatorExample(
                "a score too many", NonMaxSuppression(), [.f32([0, 0, 1, 1], [1, 1, 4]), .f32([1, 1], [1, 1, 2])],
                refusedWith: "boxes-mismatch"),
            OperatorExample(
                "two numbers", NonMaxSuppression(),
                [.f32([0, 0, 1, 1], [1, 1, 4]), .f32([1], [1, 1, 1]), .i64([1, 2])], refusedWith: "rank-mismatch"),
        ]
    }
}
