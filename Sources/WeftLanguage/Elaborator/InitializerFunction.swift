import WeftDiagnostics
import WeftGraph

/// The functions that say how a parameter gets its first values.
enum InitializerFunction {
    static let names: Set<String> = [
        "zeros", "ones", "uniform", "normal", "kaiming_uniform", "kaiming_normal", "xavier_uniform", "xavier_normal",
        "orthogonal", "values",
    ]

    /// Those that need no arguments.
    static func named(_ name: String) -> Initializer? {
        switch name {
        case "zeros": .constant(0)
        case "ones": .constant(1)
        case "xavier_uniform": .xavierUniform
        case "xavier_normal": .xavierNormal
        case "kaiming_normal": .kaimingNormal(fanOut: false)
        case "kaiming_uniform": .kaimingUniform(a: 0)
        case "orthogonal": .orthogonal(gain: 1)
        default: nil
        }
    }

    static func make(_ name: String, _ arguments: [Argument], at range: SourceRange) throws(Problem) -> Initializer {
        if arguments.isEmpty, let initializer = named(name) { return initializer }
        let numbers = arguments.compactMap { number($0.value) }
        let initializer: Initializer? =
            switch (name, numbers.count, arguments.count) {
            case ("uniform", 1, 1): .uniform(low: -numbers[0], high: numbers[0])
            case ("uniform", 2, 2): .uniform(low: numbers[0], high: numbers[1])
            case ("normal", 2, 2): .normal(mean: numbers[0], deviation: numbers[1])
            case ("kaiming_uniform", 1, 1): .kaimingUniform(a: numbers[0])
            case ("orthogonal", 1, 1): .orthogonal(gain: numbers[0])
            case ("kaiming_normal", 0, 1): mode(arguments[0].value).map { .kaimingNormal(fanOut: $0) }
            case ("values", _, 1): list(arguments[0].value).map { .values($0) }
            default: nil
            }
        guard let initializer else {
            throw .diagnostic(
                Diagnostic(
                    "bad-initializer", "'\(name)' does not take these arguments", at: range,
                    help: "write uniform(bound), uniform(low, high), normal(mean, std), kaiming_uniform(a), "
                        + "kaiming_normal(\"fan_out\"), xavier_uniform, xavier_normal, orthogonal(gain) or values([…])")
            )
        }
        return initializer
    }

    private static func number(_ value: LanguageValue) -> Double? {
        switch value.single {
        case .size(let dimension): dimension.value.map { Double($0) }
        case .real(let number): number
        default: nil
        }
    }

    private static func mode(_ value: LanguageValue) -> Bool? {
        guard case .string(let text) = value else { return nil }
        return text == "fan_out" ? true : text == "fan_in" ? false : nil
    }

    private static func list(_ value: LanguageValue) -> [Double]? {
        guard case .list(let elements) = value else { return nil }
        let numbers = elements.compactMap { number($0) }
        return numbers.count == elements.count ? numbers : nil
    }
}
