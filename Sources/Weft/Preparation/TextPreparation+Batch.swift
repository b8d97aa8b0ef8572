import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftTensors

extension TextPreparation {
    /// The tensors for the inputs that the preparation fills: tokens, and lengths where there is a second.
    ///
    /// Several files make a batch, padded at the end with 0, which needs an input for the lengths.
    func tensors(
        _ files: [FileContents], for inputs: [(name: String, type: TensorType)]
    ) throws(Diagnostic) -> [String: Tensor] {
        guard let (name, type) = inputs.first, inputs.count <= 2, type.elementType.isInteger,
            (1...2).contains(type.rank)
        else {
            throw Diagnostic(
                "not-a-text-input", "a text fills an integer input [N, T] or [T], and a second one [N] of lengths",
                place: inputs.first.map { "input '\($0.name)' of type \($0.type)" })
        }
        var rows: [[Int64]] = []
        for file in files { rows.append(try tokens(file)) }
        let length = try paddedLength(rows, files, name, type, hasLengths: inputs.count == 2)
        let batch = type.rank == 2 ? type.shape[0].value : 1
        guard batch == nil || batch == rows.count else {
            throw Diagnostic(
                "batch-size", "input '\(name)' of type \(type) takes \(batch ?? 1) texts, and \(rows.count) are given")
        }
        let padded = rows.flatMap { $0 + [Int64](repeating: 0, count: length - $0.count) }
        let shape = type.rank == 2 ? [rows.count, length] : [length]
        var tensors = [name: try integers(padded, name, type, shape: shape)]
        if inputs.count == 2 {
            let (name, type) = inputs[1]
            guard type.elementType.isInteger, type.rank <= 1 else {
                throw Diagnostic("not-a-text-input", "lengths need an integer input [N], and '\(name)' is \(type)")
            }
            let lengths = rows.map { Int64($0.count) }
            tensors[name] = try integers(lengths, name, type, shape: type.rank == 1 ? [rows.count] : [])
        }
        return tensors
    }

    private func paddedLength(
        _ rows: [[Int64]], _ files: [FileContents], _ name: String, _ type: TensorType, hasLengths: Bool
    ) throws(Diagnostic) -> Int {
        let longest = rows.map(\.count).max() ?? 0
        let length = type.shape[type.rank - 1].value ?? longest
        for (row, file) in zip(rows, files) where row.count > length || (row.count < length && !hasLengths) {
            throw Diagnostic(
                "text-length",
                "input '\(name)' needs \(length) tokens here, and the text has \(row.count)", place: file.name,
                help: hasLengths
                    ? "shorten the text" : "texts of several lengths need a model with an input for the lengths")
        }
        return length
    }

    private func integers(
        _ values: [Int64], _ name: String, _ type: TensorType, shape: [Int]
    ) throws(Diagnostic) -> Tensor {
        guard let range = type.elementType.integerRange, values.allSatisfy(range.contains) else {
            throw Diagnostic("bad-argument", "a token or a length does not fit input '\(name)' of type \(type)")
        }
        return PlainTensor(wrapping: values, type.elementType, shape: shape).tensor
    }
}
