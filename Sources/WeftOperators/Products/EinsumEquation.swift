package import WeftDiagnostics

/// The text of an einsum, taken apart: the names of the axes of each operand and of the result.
package struct EinsumEquation {
    package let operands: [[String]]
    package let result: [String]

    /// The names without repetitions, in the order in which they first stand.
    static func unique(_ names: [String]) -> [String] {
        names.enumerated().filter { !names[..<$0.offset].contains($0.element) }.map(\.element)
    }

    /// Reads `"n s e, n e -> n s"`, or `"nse,ne->ns"` with a letter for each axis when no operand has names with a
    /// space between.
    package init(_ text: String) throws(Diagnostic) {
        guard let arrow = text.firstRange(of: "->") else {
            throw Self.bad(text, "has no '->'", "write what the result has after '->': \"i k, k j -> i j\"")
        }
        let left = text[..<arrow.lowerBound].split(separator: ",", omittingEmptySubsequences: false)
        let terms = (left + [text[arrow.upperBound...]]).map { $0.split(separator: " ").map(String.init) }
        let spaced = terms.contains { $0.count > 1 }
        var axes: [[String]] = []
        for term in terms {
            let names = spaced ? term : term.flatMap { $0.map(String.init) }
            for name in names {
                guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }) else {
                    throw Self.bad(
                        text, "has an axis '\(name)'", "an axis is named by letters, digits and underscores")
                }
            }
            axes.append(names)
        }
        result = axes.removeLast()
        operands = axes
        try check(text)
    }

    /// An equation as a text, its axes named by letters: at most 52 of them.
    package static func text(_ operands: [[String]], _ result: [String]) -> String? {
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let names = unique(operands.joined() + result)
        guard names.count <= letters.count else { return nil }
        let known = Dictionary(zip(names, letters), uniquingKeysWith: { first, _ in first })
        func term(_ axes: [String]) -> String { String(axes.compactMap { known[$0] }) }
        return operands.map(term).joined(separator: ",") + "->" + term(result)
    }

    private func check(_ text: String) throws(Diagnostic) {
        for (index, name) in result.enumerated() {
            if result[..<index].contains(name) {
                throw Self.bad(
                    text, "has the axis '\(name)' twice in the result", "each axis of the result stands once")
            }
            if !operands.joined().contains(name) {
                throw Self.bad(
                    text, "has an axis '\(name)' in the result that no operand has", "unsqueeze or expand adds an axis")
            }
        }
    }

    private static func bad(_ text: String, _ what: String, _ help: String) -> Diagnostic {
        Diagnostic("bad-equation", "the equation \"\(text)\" \(what)", help: help)
    }
}
