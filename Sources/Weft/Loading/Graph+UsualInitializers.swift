package import WeftGraph
import WeftOperators

extension Graph {
    /// The graph with the initialisers that the prelude's layers give their parameters, for one from a file that says
    /// none.
    package var withUsualInitializers: Graph {
        var result = self
        var numbers: [ValueID: Int] = [:]
        for (number, parameter) in parameters.enumerated() {
            numbers[parameter.value] = number
            let type = type(parameter.value)
            result.parameters[number].initializer = Graph.usualInitializer(type)
        }
        for node in nodes {
            func set(_ place: Int, _ initializer: Initializer) {
                guard place < node.inputs.count, let value = node.inputs[place], let number = numbers[value] else {
                    return
                }
                result.parameters[number].initializer = initializer
            }
            switch node.operation {
            case is Op.Conv, is Op.ConvTranspose, is Op.Dense:
                guard node.inputs.count > 1, let weight = node.inputs[1] else { continue }
                let sizes = type(weight).shape.dropFirst().compactMap(\.value)
                let fan = sizes.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
                let bound = 1 / Double(max(fan, 1)).squareRoot()
                set(2, .uniform(low: -bound, high: bound))
            case is Op.BatchNorm:
                for (place, number) in [(1, 1.0), (2, 0), (3, 0), (4, 1)] { set(place, .constant(number)) }
            case is Op.LayerNorm, is Op.GroupNorm, is Op.InstanceNorm:
                set(1, .constant(1))
            case is Op.Prelu:
                set(1, .constant(0.25))
            case let gather as Op.Gather where gather.axis == 0:
                set(0, .normal(mean: 0, deviation: 1))
            default: continue
            }
        }
        return result
    }

    private static func usualInitializer(_ type: TensorType) -> Initializer {
        type.rank >= 2 && type.elementType.isFloat ? .kaimingUniform(a: 5.0.squareRoot()) : .constant(0)
    }
}
