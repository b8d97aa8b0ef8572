import WeftDiagnostics
import WeftGraph

extension Summary {
    /// The table for people: a row for each layer, then the totals. `width` is the terminal's, if there is one.
    package func text(width: Int? = nil) -> String {
        var table = TextTable([
            .init("layer", shrinks: true), .init("operator", shrinks: true), .init("output", shrinks: true),
            .init("parameters", .right), .init("MACs", .right, shrinks: true),
        ])
        for layer in layers {
            table.add([
                layer.path.isEmpty ? "-" : layer.path, layer.operation,
                layer.outputs.map(\.description).joined(separator: ", "),
                layer.parameters == 0 ? "" : layer.parameters.grouped,
                layer.multiplyAccumulates == 0 ? "" : layer.multiplyAccumulates.grouped,
            ])
        }
        var lines = "\(model.escapedForDisplay)\n"
        for (word, values) in [("input", inputs), ("output", outputs)] {
            for value in values { lines += "  \(word) \(value.name.escapedForDisplay): \(value.type)\n" }
        }
        lines += "\n" + table.text(width: width) + "\n"
        return lines + totals
    }

    /// The totals alone, a line each.
    package var totals: String {
        """
        parameters: \(trainable.grouped) trainable, \(fixed.grouped) fixed
        MACs: \(multiplyAccumulates.grouped) (1 MAC = one multiply and one add of a convolution or matrix product)
        activations at the peak: \(activations.text)

        """ + ReceptiveField.text(receptiveFields ?? [])
    }
}

extension Dimension {
    /// The size with its thousands set apart when it is a number, the formula otherwise.
    package var grouped: String { value.map(\.grouped) ?? ProductSum(self).description }
}

extension Int {
    /// The number with commas between thousands: `1,234,567`.
    package var grouped: String {
        let digits = Array(String(magnitude))
        var text = self < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }
}
