/// How tightly what an expression's text ends in binds, loosest first.
enum PrintedPrecedence: Int, Comparable {
    case or, and, not, comparison, sum, product, prefix, power, primary

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The next tighter one.
    var tighter: Self { Self(rawValue: rawValue + 1) ?? .primary }
}

/// A layer in a text, without the tensor that flows into it.
struct PrintedLayer {
    var label: String?
    var name: String
    /// What stands in the parentheses.
    var arguments: [String] = []
    /// Whether it holds parameters: a pipeline begins a new line with it.
    var isWeighty = false

    /// Whether it takes another layer first, so that it is no call with a tensor first.
    var isDriver = false

    /// As a stage behind `|>`.
    var stage: String {
        let call = arguments.isEmpty ? name : "\(name)(\(arguments.joined(separator: ", ")))"
        return label.map { "\($0): \(call)" } ?? call
    }

    /// As a call with its first tensor.
    func call(_ first: String) -> String { "\(name)(\(([first] + arguments).joined(separator: ", ")))" }
}

/// An expression's text: what a pipeline begins with, and its stages.
struct PrintedExpression {
    private(set) var head: String
    private(set) var precedence: PrintedPrecedence
    private(set) var stages: [PrintedLayer] = []
    /// How deep operators and calls nest.
    private(set) var height: Int
    /// The characters of the one line that it would be.
    private(set) var width: Int

    init(_ text: String, _ precedence: PrintedPrecedence = .primary, height: Int = 0) {
        head = text
        self.precedence = precedence
        self.height = height
        width = text.utf8.count
    }

    /// A call of a layer that stands alone, with a label or not.
    init(calling layer: PrintedLayer, height: Int = 0) {
        self.init(layer.stage + (layer.arguments.isEmpty ? "()" : ""), height: height)
        isLabelled = layer.label != nil
    }

    /// Whether it is a call with a label, which is no operand.
    private(set) var isLabelled = false

    mutating func flow(into layer: PrintedLayer) {
        if stages.isEmpty, isLabelled || precedence < .sum {
            head = "(\(head))"
            isLabelled = false
            precedence = .primary
        }
        stages.append(layer)
        width += 4 + layer.stage.utf8.count
    }

    /// The text where an operator takes it; nil when it would not read well there.
    func operand(_ least: PrintedPrecedence) -> String? {
        guard let call = asCall, !isLabelled else { return nil }
        return (stages.isEmpty ? precedence : .primary) < least ? "(\(call))" : call
    }

    /// The text as an argument; nil when it would not read well there.
    func argument() -> String? {
        stages.count > 1 || isLabelled || width > 60 ? nil : asCall
    }

    /// A pipeline of one stage as a call.
    private var asCall: String? {
        switch stages.count {
        case 0: head
        case 1 where stages[0].label == nil && !stages[0].isDriver && precedence == .primary && !isLabelled:
            stages[0].call(head)
        default: nil
        }
    }

    /// The text behind `name = `, where the line has a width already.
    func text(behind start: Int) -> String {
        if stages.isEmpty { return head }
        let isShort = start + width <= PrintedExpression.lineLength
        if isShort && stages.filter(\.isWeighty).count <= 1 {
            if stages.count == 1, stages[0].label == nil, !stages[0].isWeighty, let call = asCall, width < 60 {
                return call
            }
            return ([head] + stages.map(\.stage)).joined(separator: " |> ")
        }
        var lines = [head]
        for (index, stage) in stages.enumerated() {
            let isNewLine = index == 0 || stage.isWeighty || lines[lines.count - 1].utf8.count + 12 > 100
            if isNewLine { lines.append("|> \(stage.stage)") } else { lines[lines.count - 1] += " |> \(stage.stage)" }
        }
        return lines.joined(separator: "\n")
    }

    private static let lineLength = 100
}
