package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// How the tensors of a weights file fit the parameters of a model.
package struct WeightFit: Sendable {
    /// A parameter whose tensor has another type or shape.
    package struct Difference: Sendable, Equatable {
        package let name: String
        package let expected: String
        package let found: String
    }

    /// Parameters without a tensor, with their types.
    package private(set) var missing: [(name: String, type: String)] = []
    /// Tensors without a parameter, with their types.
    package private(set) var unexpected: [(name: String, type: String)] = []
    package private(set) var different: [Difference] = []
    /// The file of the weights.
    package let file: String
    /// How many parameters have their tensor.
    package private(set) var fitting = 0

    /// Compares. Names in `elsewhere` are parameters of other models of the spec, which share the file.
    package init(
        _ graph: Graph, _ tensors: [(name: String, tensor: Tensor)], file: String, elsewhere: Set<String> = []
    ) {
        self.file = file
        let byName = Dictionary(tensors.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
        let types = graph.parameterTypes
        for (name, type, _) in types {
            guard let tensor = byName[name] else {
                missing.append((name, type.description))
                continue
            }
            if type.elementType == tensor.elementType, type.shape.map(\.value) == tensor.shape {
                fitting += 1
            } else {
                different.append(
                    Difference(name: name, expected: type.description, found: tensor.typeDescription))
            }
        }
        let names = Set(types.map(\.name)).union(elsewhere)
        unexpected = tensors.filter { !names.contains($0.name) }.map { ($0.name, $0.tensor.typeDescription) }
    }

    /// Whether every tensor has its parameter and every parameter its tensor.
    package var isExact: Bool { missing.isEmpty && isUsable }

    /// Whether the model can take the tensors; parameters that are missing are initialised.
    package var isUsable: Bool { unexpected.isEmpty && different.isEmpty }

    /// All that does not fit, as one error whose labels are the lines of one table.
    package var diagnostic: Diagnostic {
        let count = missing.count + unexpected.count + different.count
        let words = [
            missing.isEmpty ? nil : "\(missing.count) missing",
            unexpected.isEmpty ? nil : "\(unexpected.count) unexpected",
            different.isEmpty ? nil : "\(different.count) of a wrong shape or type",
        ]
        return Diagnostic(
            "weights-mismatch",
            "the weights do not fit the model: \(words.compactMap { $0 }.joined(separator: ", ")) (of"
                + " \(fitting + missing.count + different.count) parameters, \(fitting) fit)",
            place: file, labels: table(count), help: suggestion)
    }

    private func table(_ count: Int) -> [String] {
        var rows = [("", "name", "the model has", "the file has")]
        rows += different.map { ("wrong shape", $0.name, $0.expected, $0.found) }
        rows += missing.map { ("missing", $0.name, $0.type, "") }
        rows += unexpected.map { ("unexpected", $0.name, "", $0.type) }
        let widths = (
            rows.map(\.0.displayWidth).max() ?? 0, rows.map(\.1.displayWidth).max() ?? 0,
            rows.map(\.2.displayWidth).max() ?? 0
        )
        return rows.map { row in
            var line = row.0.padded(to: widths.0) + "  " + row.1.padded(to: widths.1) + "  "
            line += row.2.padded(to: widths.2) + "  " + row.3
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    /// A slip in the names that explains most of it: one prefix too many or too few.
    private var suggestion: String? {
        let wanted = Set(missing.map(\.name))
        guard !wanted.isEmpty, let first = unexpected.first?.name.split(separator: ".").first else { return nil }
        let prefix = first + "."
        let stripped = unexpected.count {
            $0.name.hasPrefix(prefix) && wanted.contains(String($0.name.dropFirst(prefix.count)))
        }
        return stripped * 2 > wanted.count
            ? "the names in the file begin with '\(prefix)', which the model's do not" : nil
    }

    /// The table for programs.
    package var json: JSONValue {
        func list(_ pairs: [(name: String, type: String)]) -> JSONValue {
            .array(pairs.map { .object([.init("name", .string($0.name)), .init("type", .string($0.type))]) })
        }
        return .object([
            .init("fits", .bool(isExact)), .init("missing", list(missing)), .init("unexpected", list(unexpected)),
            .init(
                "different",
                .array(
                    different.map {
                        .object([
                            .init("name", .string($0.name)), .init("expected", .string($0.expected)),
                            .init("found", .string($0.found)),
                        ])
                    })),
        ])
    }
}

extension Tensor {
    /// Type and shape in the language's notation: `f32[6, 1, 5, 5]`.
    package var typeDescription: String {
        "\(elementType.rawValue)[\(shape.map(String.init).joined(separator: ", "))]"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - displayWidth))
    }
}
