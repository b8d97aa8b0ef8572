import WeftDiagnostics
import WeftGraph
import WeftTensors

extension Inference {
    /// Checks an operand that holds one number for each channel of `x`, axis 1.
    mutating func channelParameter(
        _ index: Int, _ name: String, _ x: Fact, optional isOptional: Bool = true
    ) throws(Diagnostic) {
        if isOptional, optional(index) == nil { return }
        let parameter = try operand(index, name, .float)
        try parameter.requireSameElementType(as: x, name, "x")
        try parameter.requireRank(1...1, name, "[C]")
        try requireSize(
            parameter.shape[0], x.shape[1], "\(name) must hold one number for each channel", code: "channel-mismatch",
            labels: [x.label("x"), parameter.label(name)], help: "channels are along axis 1 of x")
    }

    /// Checks a number of last axes of `x` that are normalised, and optional parameters that have their sizes.
    mutating func checkLastAxes(
        _ axes: Int, of x: Fact, _ operation: String, parameters: [(index: Int, name: String)]
    ) throws(Diagnostic) {
        guard axes >= 1, axes <= x.rank else {
            throw Diagnostic(
                "bad-attribute", "\(operation) over the last \(axes) axes needs as many: x has \(x.rank)",
                labels: [x.label("x")])
        }
        for (index, name) in parameters where optional(index) != nil {
            let parameter = try operand(index, name, .float)
            try parameter.requireSameElementType(as: x, name, "x")
            try parameter.requireRank(axes...axes, name, "the last \(axes) axes of x")
            for (size, expected) in zip(parameter.shape, x.shape.suffix(axes)) {
                try requireSize(
                    size, expected, "\(name) must have the sizes of the axes that are normalised",
                    code: "norm-mismatch", labels: [x.label("x"), parameter.label(name)])
            }
        }
    }

    /// Refuses an epsilon that does not keep a division from 0.
    func checkEpsilon(_ eps: Double) throws(Diagnostic) {
        guard eps >= 0, eps.isFinite else {
            throw Diagnostic("bad-attribute", "eps must be a number of at least 0, and \(eps) is not")
        }
    }
}

/// Subtracts from each run of so many elements its mean and divides by its standard deviation (without correction).
func normalize(_ values: inout [Double], runs length: Int, eps: Double) {
    if length == 0 { return }
    for start in stride(from: 0, to: values.count, by: length) {
        let range = start..<(start + length)
        var sum = 0.0
        for index in range { sum += values[index] }
        let mean = sum / Double(length)
        var squares = 0.0
        for index in range {
            let difference = values[index] - mean
            squares += difference * difference
        }
        let scale = 1 / (squares / Double(length) + eps).squareRoot()
        for index in range { values[index] = (values[index] - mean) * scale }
    }
}

/// Multiplies and adds numbers that repeat: those of a list, each for so many elements.
func scale(_ values: inout [Double], by factors: [Double]?, adding terms: [Double]?, each inner: Int) {
    guard let count = factors?.count ?? terms?.count, count > 0, inner > 0 else { return }
    var start = 0
    while start < values.count {
        for place in 0..<count {
            let (factor, term) = (factors?[place] ?? 1, terms?[place] ?? 0)
            for index in start..<(start + inner) { values[index] = values[index] * factor + term }
            start += inner
        }
    }
}
