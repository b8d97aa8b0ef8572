import WeftDiagnostics
import WeftFiles
import WeftGraph

/// First values of parameters as calls of functions, named as in the language.
enum InitializerCodec {
    static func encode(_ initializer: Initializer, in owner: ProtobufMessage) -> ProtobufMessage {
        var message = owner
        let name: String
        var arguments: [(String, Double)] = []
        switch initializer {
        case .constant(let value): (name, arguments) = ("constant", [("value", value)])
        case .uniform(let low, let high): (name, arguments) = ("uniform", [("low", low), ("high", high)])
        case .normal(let mean, let deviation):
            (name, arguments) = ("normal", [("mean", mean), ("deviation", deviation)])
        case .kaimingUniform(let a): (name, arguments) = ("kaiming_uniform", [("a", a)])
        case .kaimingNormal(let fanOut):
            name = "kaiming_normal"
            message.append("arguments") {
                $0.set("name", "fan_out")
                $0.set("boolean", fanOut)
            }
        case .xavierUniform: name = "xavier_uniform"
        case .xavierNormal: name = "xavier_normal"
        case .orthogonal(let gain): (name, arguments) = ("orthogonal", [("gain", gain)])
        case .values(let values):
            name = "values"
            message.append("arguments") {
                $0.set("name", "values")
                $0.fill("reals") { $0.set("values", values) }
            }
        }
        message.set("function", name)
        for (name, value) in arguments {
            message.append("arguments") {
                $0.set("name", name)
                $0.set("real", value)
            }
        }
        return message
    }

    /// Reads a call; where there is none, zeros.
    ///
    /// - Throws: `model-initialiser` for a function that is not known, or is given something else than it takes.
    static func decode(_ message: ProtobufMessage?) throws(Diagnostic) -> Initializer {
        guard let message else { return .constant(0) }
        let function = message.string("function") ?? ""
        let arguments = message.messages("arguments")
        let reals = arguments.compactMap { $0.real("real") }
        let names = arguments.map { $0.string("name") ?? "" }
        let result: Initializer? =
            switch (function, names) {
            case ("constant", ["value"]) where reals.count == 1: .constant(reals[0])
            case ("uniform", ["low", "high"]) where reals.count == 2: .uniform(low: reals[0], high: reals[1])
            case ("normal", ["mean", "deviation"]) where reals.count == 2:
                .normal(mean: reals[0], deviation: reals[1])
            case ("kaiming_uniform", ["a"]) where reals.count == 1: .kaimingUniform(a: reals[0])
            case ("kaiming_normal", ["fan_out"]): arguments[0].boolean("boolean").map { .kaimingNormal(fanOut: $0) }
            case ("xavier_uniform", []): .xavierUniform
            case ("xavier_normal", []): .xavierNormal
            case ("orthogonal", ["gain"]) where reals.count == 1: .orthogonal(gain: reals[0])
            case ("values", ["values"]): arguments[0].message("reals").map { .values($0.reals("values")) }
            default: nil
            }
        guard let result else {
            throw Diagnostic(
                "model-initialiser", "first values must not be made by \(function)(\(names.joined(separator: ", ")))")
        }
        return result
    }
}
