/// A declaration of a printed text.
struct PrintedDeclaration {
    let kind: DeclarationSyntax.Kind
    var name = ""
    var documentation = ""
    var parameters: [String] = []
    var results: [String] = []
    var promises: [String] = []
    /// The statements, each without its indentation.
    var statements: [String] = []

    init(kind: DeclarationSyntax.Kind) { self.kind = kind }

    /// The text, roughly laid out; the formatter does the rest.
    var text: String {
        var result = ""
        if !documentation.isEmpty {
            for line in documentation.split(separator: "\n", omittingEmptySubsequences: false) {
                result += line.isEmpty ? "///\n" : "/// \(line)\n"
            }
        }
        result += "\(kind.rawValue) \(name)(\(parameters.joined(separator: ", ")))"
        if !results.isEmpty { result += " -> (\(results.joined(separator: ", ")))" }
        if !promises.isEmpty { result += " where \(promises.joined(separator: ", "))" }
        result += " {\n"
        for statement in statements { result += "\(statement)\n" }
        return result + "}\n"
    }
}
