package import WeftDiagnostics

extension Condition {
    /// What is said when sizes do not meet it.
    package func failure(_ binding: [Symbol: Int]) -> Diagnostic {
        let sizes = binding.labels(for: left.symbols.union(right.symbols))
        return Diagnostic(
            "condition-not-met",
            "\(self) does not hold" + (sizes.isEmpty ? "" : ", as \(sizes.joined(separator: " and "))")
                + (reason.isEmpty ? "" : ": \(reason)"),
            at: range, labels: sizes,
            help: isPromise
                ? "the model's author promises this of its inputs: give inputs that keep the promise"
                : "give inputs of other sizes")
    }
}

extension [Symbol: Int] {
    /// What is said beside the caret of the sizes of symbols: `H is 351`.
    package func labels(for symbols: Set<Symbol>) -> [String] {
        symbols.sorted().compactMap { symbol in self[symbol].map { "\(symbol.name) is \($0)" } }
    }
}
