import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// What an output means by the labels that the model declares for it.
package struct LabelledOutput: Sendable, Equatable {
    /// One of the best places along an output's last axis.
    package struct Score: Sendable, Equatable {
        package let label: String
        package let index: Int
        package let score: Double

        package init(label: String, index: Int, score: Double) {
            self.label = label
            self.index = index
            self.score = score
        }
    }

    /// The meaning of one row: the output at given indices of all axes but the last.
    package enum Meaning: Sendable, Equatable {
        /// The best labels with their scores as the model gives them (no softmax is applied), highest first, ties by
        /// index; NaN comes last.
        case top([Score])
        /// The labels of integers, one after another.
        case text(String)
    }

    package let output: String
    /// The indices of a row and what it means, in C order.
    package let rows: [(indices: [Int], meaning: Meaning)]

    package static func == (left: LabelledOutput, right: LabelledOutput) -> Bool {
        left.output == right.output && left.rows.elementsEqual(right.rows) { $0 == $1 }
    }
}

extension Model {
    /// The outputs that have labels, as people read them.
    ///
    /// Real outputs give the best labels along their last axis. Integer outputs give text: labels of one character each
    /// are joined without spaces, others with; a rank-1 output along an input's first axis has a label for each row, any
    /// other is a text along its last axis, cut at the model's lengths where an output holds them.
    package func labelledOutputs(_ outputs: [String: Tensor], top count: Int = 5) -> [LabelledOutput] {
        metadata.labels.compactMap { labels in
            guard let tensor = outputs[labels.output] else { return nil }
            let values = PlainTensor(tensor)
            return switch values.elements {
            case .reals(let reals): best(labels, reals, shape: tensor.shape, count)
            case .integers(let integers): text(labels, integers, shape: tensor.shape, outputs)
            }
        }
    }

    private func best(_ labels: Metadata.Labels, _ values: [Double], shape: [Int], _ count: Int) -> LabelledOutput? {
        guard let size = shape.last, size == labels.names.count, size > 0 else { return nil }
        let rows = (0..<(values.count / size)).map { row in
            let scores = values[(row * size)..<((row + 1) * size)]
            let order = scores.indices.sorted { left, right in
                if scores[left].isNaN != scores[right].isNaN { return scores[right].isNaN }
                return scores[left] == scores[right] || scores[left].isNaN
                    ? left < right : scores[left] > scores[right]
            }
            let top = order.prefix(count).map { place in
                LabelledOutput.Score(
                    label: labels.names[place - row * size], index: place - row * size, score: scores[place])
            }
            return (indices(of: row, shape.dropLast()), LabelledOutput.Meaning.top(top))
        }
        return LabelledOutput(output: labels.output, rows: rows)
    }

    private func text(
        _ labels: Metadata.Labels, _ values: [Int64], shape: [Int], _ outputs: [String: Tensor]
    ) -> LabelledOutput? {
        let separator = labels.names.allSatisfy { $0.count == 1 } ? "" : " "
        func word(_ value: Int64) -> String {
            Int(exactly: value).flatMap { labels.names.indices.contains($0) ? labels.names[$0] : nil } ?? "<\(value)>"
        }
        if shape.isEmpty || (shape.count == 1 && isPerRow(labels.output)) {
            return LabelledOutput(
                output: labels.output,
                rows: values.enumerated().map { (indices(of: $0, shape[...]), .text(word($1))) })
        }
        guard let size = shape.last, size > 0 else { return LabelledOutput(output: labels.output, rows: []) }
        let lengths = lengths(of: labels.output, outputs)
        let rows = (0..<(values.count / size)).map { row in
            let length = lengths.map { max(0, min(size, Int(clamping: $0[row]))) } ?? size
            let words = values[(row * size)..<(row * size + length)].map(word)
            return (indices(of: row, shape.dropLast()), LabelledOutput.Meaning.text(words.joined(separator: separator)))
        }
        return LabelledOutput(output: labels.output, rows: rows)
    }

    /// Whether a rank-1 output has one element for each row of a batch.
    private func isPerRow(_ output: String) -> Bool {
        guard let type = graph.outputTypes.first(where: { $0.name == output })?.type, type.rank == 1 else {
            return false
        }
        return type.shape[0].value == nil && graph.inputTypes.contains { $0.type.shape.first == type.shape[0] }
    }

    /// The lengths of a text's rows: those of the only integer output without labels that has one number for each row.
    private func lengths(of output: String, _ outputs: [String: Tensor]) -> [Int64]? {
        guard let type = graph.outputTypes.first(where: { $0.name == output })?.type else { return nil }
        let candidates = graph.outputTypes.filter { candidate in
            candidate.type.elementType.isInteger && candidate.type.shape == Array(type.shape.dropLast())
                && !metadata.labels.contains { $0.output == candidate.name }
        }
        guard candidates.count == 1, let tensor = outputs[candidates[0].name] else { return nil }
        return PlainTensor(tensor).integers
    }

    private func indices(of row: Int, _ shape: ArraySlice<Int>) -> [Int] {
        var rest = row
        var indices: [Int] = []
        for size in shape.reversed() {
            indices.append(rest % max(size, 1))
            rest /= max(size, 1)
        }
        return indices.reversed()
    }
}
