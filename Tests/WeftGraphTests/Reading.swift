/// Computes what printed sizes and conditions say, by the rules of the language.
struct Reading {
    private var words: ArraySlice<String>
    private let sizes: [String: Int]

    private init(_ text: String, _ sizes: [String: Int]) {
        var spaced = text
        for sign in ["(", ")", ","] { spaced = spaced.replacing(sign, with: " \(sign) ") }
        words = spaced.split(separator: " ").map(String.init)[...]
        self.sizes = sizes
    }

    /// The value of a size; nil when it cannot be read.
    static func value(_ text: String, _ sizes: [String: Int]) -> Int? {
        var reading = Reading(text, sizes)
        guard let value = reading.sum(), reading.words.isEmpty else { return nil }
        return value
    }

    /// The truth of a condition; nil when it cannot be read.
    static func truth(_ text: String, _ sizes: [String: Int]) -> Bool? {
        var reading = Reading(text, sizes)
        guard let left = reading.sum(), let sign = reading.words.popFirst(), let right = reading.sum(),
            reading.words.isEmpty
        else { return nil }
        switch sign {
        case "==": return left == right
        case ">=": return left >= right
        default: return nil
        }
    }

    private mutating func sum() -> Int? {
        guard var value = product() else { return nil }
        while let sign = words.first, sign == "+" || sign == "-" {
            words.removeFirst()
            guard let next = product() else { return nil }
            value += sign == "+" ? next : -next
        }
        return value
    }

    private mutating func product() -> Int? {
        guard var value = primary() else { return nil }
        while let sign = words.first, sign == "*" || sign == "%" {
            words.removeFirst()
            guard let next = primary() else { return nil }
            value = sign == "*" ? value * next : value - next * floored(value, next)
        }
        return value
    }

    private func floored(_ value: Int, _ divisor: Int) -> Int {
        Int((Double(value) / Double(divisor)).rounded(.down))
    }

    private mutating func primary() -> Int? {
        guard let word = words.popFirst() else { return nil }
        if word == "(" {
            let value = sum()
            return words.popFirst() == ")" ? value : nil
        }
        guard words.first == "(" else {
            if let number = Int(word) { return number }
            return word.hasPrefix("-") ? sizes[String(word.dropFirst())].map { -$0 } : sizes[word]
        }
        return word.hasPrefix("-") ? call(String(word.dropFirst())).map { -$0 } : call(word)
    }

    private mutating func call(_ name: String) -> Int? {
        words.removeFirst()
        let first = name == "floor" || name == "ceil" ? product() : sum()
        guard let first, let sign = words.popFirst(), let second = sum(), words.popFirst() == ")" else { return nil }
        switch (name, sign) {
        case ("floor", "/"): return floored(first, second)
        case ("ceil", "/"): return -floored(-first, second)
        case ("min", ","): return min(first, second)
        case ("max", ","): return max(first, second)
        default: return nil
        }
    }
}
