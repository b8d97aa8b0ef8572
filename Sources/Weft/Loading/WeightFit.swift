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
        /// How the shapes are related, where it is seen: `transposed`.
        package let relation: String?
    }

    /// A parameter without a tensor and a tensor without a parameter that probably are the same.
    package struct NearMiss: Sendable, Equatable {
        package let name: String
        package let expected: String
        /// The tensor's name in the file.
        package let tensor: String
        package let found: String
        /// Why they are paired, and how their shapes are related.
        package let sign: String
    }

    /// Parameters without a tensor, with their types.
    package private(set) var missing: [(name: String, type: String)] = []
    /// Tensors without a parameter, with their types.
    package private(set) var unexpected: [(name: String, type: String)] = []
    package private(set) var different: [Difference] = []
    /// Those of the missing and the unexpected that probably belong together.
    package private(set) var nearMisses: [NearMiss] = []
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
                    Difference(
                        name: name, expected: type.description, found: tensor.typeDescription,
                        relation: ShapeRelation.phrase(type.shape.compactMap(\.value), tensor.shape)))
            }
        }
        let names = Set(types.map(\.name)).union(elsewhere)
        unexpected = tensors.filter { !names.contains($0.name) }.map { ($0.name, $0.tensor.typeDescription) }
        nearMisses = WeightFit.pair(missing.map(\.name), unexpected.map(\.name), graph, byName)
    }

    private static func pair(
        _ missing: [String], _ unexpected: [String], _ graph: Graph, _ tensors: [String: Tensor]
    ) -> [NearMiss] {
        let types = Dictionary(graph.parameterTypes.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
        let pairing = WeightPairing(
            missing: missing.map { .init(name: $0, shape: types[$0]?.shape.compactMap(\.value) ?? []) },
            unexpected: unexpected.map { .init(name: $0, shape: tensors[$0]?.shape ?? []) })
        return pairing.pairs.compactMap { pair in
            guard let type = types[pair.parameter], let tensor = tensors[pair.tensor] else { return nil }
            let relation = ShapeRelation.phrase(type.shape.compactMap(\.value), tensor.shape)
            return NearMiss(
                name: pair.parameter, expected: type.description, tensor: pair.tensor, found: tensor.typeDescription,
                sign: pair.sign + (relation.map { ", \($0)" } ?? ""))
        }
    }

    /// Whether every tensor has its parameter and every parameter its tensor.
    package var isExact: Bool { missing.isEmpty && isUsable }

    /// Whether the model can take the tensors; parameters that are missing are initialised.
    package var isUsable: Bool { unexpected.isEmpty && different.isEmpty }

    /// All that does not fit, as one error whose labels are the lines of one table.
    package var diagnostic: Diagnostic {
        let words = [
            missing.isEmpty ? nil : "\(missing.count) missing",
            unexpected.isEmpty ? nil : "\(unexpected.count) unexpected",
            different.isEmpty ? nil : "\(different.count) of a wrong shape or type",
        ]
        return Diagnostic(
            "weights-mismatch",
            "the weights do not fit the model: \(words.compactMap { $0 }.joined(separator: ", ")) (of"
                + " \(fitting + missing.count + different.count) parameters, \(fitting) fit)",
            place: file, labels: table(), help: suggestion)
    }

    private func table() -> [String] {
        var rows = [["", "name", "the model has", "the file has"]]
        let paired = Set(nearMisses.flatMap { ["m " + $0.name, "u " + $0.tensor] })
        rows += different.map { difference in
            ["wrong shape", difference.name, difference.expected, difference.found]
                + [difference.relation.map { "(\($0))" } ?? ""]
        }
        rows += nearMisses.map { ["renamed?", $0.name, $0.expected, "\($0.tensor): \($0.found)", "(\($0.sign))"] }
        rows += missing.filter { !paired.contains("m " + $0.name) }.map { ["missing", $0.name, $0.type] }
        rows += unexpected.filter { !paired.contains("u " + $0.name) }.map { ["unexpected", $0.name, "", $0.type] }
        let widths = (0..<4).map { column in
            rows.map { column < $0.count ? $0[column].displayWidth : 0 }.max() ?? 0
        }
        return rows.map { row in
            var line = zip(row, widths + [0]).map { $0.padded(to: $1) }.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    /// A slip in the names that explains most of it: one prefix too many or too few.
    private var suggestion: String? {
        let signs = Dictionary(grouping: nearMisses, by: \.sign).mapValues(\.count)
        guard let (sign, count) = signs.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), sign.hasPrefix("'"),
            count * 2 > missing.count
        else { return nil }
        return "\(sign), for \(count) of them"
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
                            .init("relation", $0.relation.map { .string($0) } ?? .null),
                        ])
                    })),
            .init(
                "nearMisses",
                .array(
                    nearMisses.map {
                        .object([
                            .init("name", .string($0.name)), .init("expected", .string($0.expected)),
                            .init("tensor", .string($0.tensor)), .init("found", .string($0.found)),
                            .init("sign", .string($0.sign)),
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
