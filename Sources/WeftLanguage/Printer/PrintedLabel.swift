/// A path of labels as the language writes it before a layer.
enum PrintedLabel {
    /// `layer1[0].conv1`, a string where that is no path, or `_` for none.
    static func text(_ labels: [String]) -> String {
        guard let first = labels.first else { return "_" }
        var result: String
        if isName(first), first != "_" {
            result = first
        } else if labels.count == 1, let index = index(first) {
            return "[\(index)]"
        } else {
            // A string is one label, and labels are joined by dots.
            return PrintedLiterals.text(labels.joined(separator: "."))
        }
        for label in labels.dropFirst() {
            if let index = index(label) {
                result += "[\(index)]"
            } else {
                result += "." + (isName(label) ? label : PrintedLiterals.text(label))
            }
        }
        return result
    }

    /// Whether a label, or the name of an argument, can be written as it is.
    static func isName(_ label: String) -> Bool {
        guard let first = label.utf8.first, label.utf8.allSatisfy(\.isNameByte) else { return false }
        return !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) && Token.Kind.reservedWords[label] == nil
    }

    /// The number that a label is, written the one way.
    private static func index(_ label: String) -> Int? {
        guard let number = Int(label), number >= 0, String(number) == label else { return nil }
        return number
    }
}
