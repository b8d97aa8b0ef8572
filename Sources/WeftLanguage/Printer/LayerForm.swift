import WeftGraph
import WeftOperators
import WeftTensors

/// A node with the parameters of one label as the prelude's layer that makes just these, where there is one.
struct LayerForm {
    /// The tensor that flows into the layer.
    let input: ValueID
    /// The path of labels.
    let label: [String]
    let name: String
    let arguments: [String]
    /// The parameters that the layer makes, by number.
    let parameters: [Int]
}

extension LayerForm {
    /// What a scope knows of the parameters that a layer may take over.
    struct Context {
        let graph: Graph
        let root: Graph
        let plan: PrintedPlan
        let scope: Int
        /// The labels that the scope stands below.
        let prefix: [String]
        /// Parameters that have been made already.
        let isMade: [Bool]
        /// The attributes that are written whatever they are.
        let always: Set<String>

        /// A parameter that a value is and that nothing else reads.
        func parameter(_ value: ValueID?) -> Int? {
            guard let value, let number = plan.scopes[scope].parameters[value.index], plan.reads[number] == 1,
                plan.homes[number] == scope, !isMade[number]
            else { return nil }
            return number
        }

        func type(_ number: Int) -> TensorType { root.type(root.parameters[number].value) }

        func initializer(_ number: Int) -> Initializer { root.parameters[number].initializer }
    }

    init?(_ node: Graph.Node, _ context: Context) {
        guard let made = LayerForm.form(node, context) else { return nil }
        self = made
    }

    private static func form(_ node: Graph.Node, _ context: Context) -> LayerForm? {
        func operand(_ index: Int) -> ValueID? { index < node.inputs.count ? node.inputs[index] : nil }
        switch node.operation {
        case let conv as Op.Conv:
            return convolution(conv, "conv", operand, context)
        case let conv as Op.ConvTranspose:
            return convolution(conv, "conv_transpose", operand, context)
        case is Op.Dense:
            return dense(operand, context)
        case let gather as Op.Gather where gather.axis == 0:
            return embedding(operand, context)
        case let norm as Op.BatchNorm:
            return batchNorm(norm, operand, context)
        case let norm as Op.LayerNorm:
            guard let input = operand(0) else { return nil }
            let shape = context.graph.type(input).shape
            guard norm.axes >= 1, norm.axes <= shape.count else { return nil }
            return normalization(
                norm, "layer_norm", sizes: Array(shape.suffix(norm.axes)), affine: true, operand, context)
        case let norm as Op.GroupNorm:
            return normalization(norm, "group_norm", sizes: channels(operand, context), affine: true, operand, context)
        case let norm as Op.InstanceNorm:
            return normalization(
                norm, "instance_norm", sizes: channels(operand, context), affine: false, operand, context)
        case is Op.Prelu:
            return prelu(operand, context)
        default: return nil
        }
    }

    private static func channels(_ operand: (Int) -> ValueID?, _ context: Context) -> [Dimension] {
        guard let input = operand(0) else { return [] }
        return Array(context.graph.type(input).shape.dropFirst().prefix(1))
    }

    /// The labels before a parameter's last name; nil when its last name is another.
    private static func label(_ number: Int, _ last: String, _ context: Context) -> [String]? {
        let name = context.root.parameters[number].name
        guard name == last || name.hasSuffix("." + last) else { return nil }
        let labels = name.utf8.count == last.utf8.count ? "" : String(name.dropLast(last.count + 1))
        let parts = name == last ? [] : labels.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let prefix = context.prefix
        guard parts.starts(with: prefix), !parts.contains("") else { return nil }
        return Array(parts.dropFirst(prefix.count))
    }

    /// The weight of a layer, its bias if there is one, and their label.
    private static func weights(
        _ weight: ValueID?, _ bias: ValueID?, _ input: ValueID, _ context: Context
    ) -> (weight: Int, bias: Int?, label: [String])? {
        guard let weight = context.parameter(weight), let label = label(weight, "weight", context),
            isTrained([weight], like: input, context)
        else { return nil }
        guard bias != nil else { return (weight, nil, label) }
        guard let bias = context.parameter(bias), self.label(bias, "bias", context) == label,
            isTrained([bias], like: input, context)
        else { return nil }
        return (weight, bias, label)
    }

    private static func isTrained(_ numbers: [Int], like input: ValueID, _ context: Context) -> Bool {
        numbers.allSatisfy {
            context.root.parameters[$0].isTrained && context.type($0).elementType.isFloat
                && context.type($0).elementType == context.graph.type(input).elementType
        }
    }

    /// `weight_init` and `bias_init`, where they are not what the layer has by itself.
    private static func initializers(_ weight: Int, _ bias: Int?, fan: Int, _ context: Context) -> [String] {
        var result: [String] = []
        let initializer = context.initializer(weight)
        if initializer != .kaimingUniform(a: 5.0.squareRoot()) {
            result.append("weight_init=\(PrintedLiterals.text(initializer))")
        }
        if let bias {
            let bound = 1 / Double(max(fan, 1)).squareRoot()
            let initializer = context.initializer(bias)
            if initializer != .uniform(low: -bound, high: bound) {
                result.append("bias_init=\(PrintedLiterals.text(initializer))")
            }
        }
        return result
    }

    private static func convolution<Convolution: Operator>(
        _ conv: Convolution, _ name: String, _ operand: (Int) -> ValueID?, _ context: Context
    ) -> LayerForm? {
        guard let input = operand(0), let found = weights(operand(1), operand(2), input, context),
            let groups = conv.attributeValues.first(where: { $0.name == "groups" })?.value,
            case .integer(let groups) = groups
        else { return nil }
        let shape = context.graph.type(input).shape
        let sizes = context.type(found.weight).shape.compactMap(\.value)
        guard shape.count >= 3, sizes.count == shape.count, let channels = shape[1].value, groups >= 1 else {
            return nil
        }
        let isTransposed = name == "conv_transpose"
        if isTransposed, conv.attributeValues.contains(where: { $0.name == "pad" && $0.value.isString }) { return nil }
        let (product, overflow) = sizes[1].multipliedReportingOverflow(by: groups)
        guard !overflow, channels % groups == 0, isTransposed ? sizes[0] == channels : product == channels else {
            return nil
        }
        let out = isTransposed ? product : sizes[0]
        guard out % groups == 0, found.bias.map({ context.type($0).shape == [Dimension(out)] }) ?? true else {
            return nil
        }
        let kernel = Array(sizes[2...])
        let fan = kernel.reduce(isTransposed ? out / groups : channels / groups) {
            $0.multipliedReportingOverflow(by: $1).partialValue
        }
        let isSquare = kernel.allSatisfy { $0 == kernel[0] }
        var arguments = [
            PrintedLiterals.text(out),
            isSquare ? "\(kernel[0])" : "[\(kernel.map(String.init).joined(separator: ", "))]",
        ]
        arguments += PrintedAttributes.changed(conv, sizes: PrintedSizes(), always: context.always)
        if found.bias == nil { arguments.append("bias=false") }
        arguments += initializers(found.weight, found.bias, fan: fan, context)
        return LayerForm(
            input: input, label: found.label, name: name, arguments: arguments,
            parameters: [found.weight] + [found.bias].compactMap { $0 })
    }

    private static func dense(_ operand: (Int) -> ValueID?, _ context: Context) -> LayerForm? {
        guard let input = operand(0), let found = weights(operand(1), operand(2), input, context),
            let size = context.graph.type(input).shape.last?.value
        else { return nil }
        let sizes = context.type(found.weight).shape.compactMap(\.value)
        guard sizes.count == 2, context.type(found.weight).rank == 2, sizes[1] == size,
            found.bias.map({ context.type($0).shape == [Dimension(sizes[0])] }) ?? true
        else { return nil }
        var arguments = [PrintedLiterals.text(sizes[0])]
        if found.bias == nil { arguments.append("bias=false") }
        arguments += initializers(found.weight, found.bias, fan: size, context)
        return LayerForm(
            input: input, label: found.label, name: "dense", arguments: arguments,
            parameters: [found.weight] + [found.bias].compactMap { $0 })
    }

    private static func embedding(_ operand: (Int) -> ValueID?, _ context: Context) -> LayerForm? {
        guard let weight = context.parameter(operand(0)), let input = operand(1),
            let label = label(weight, "weight", context), context.root.parameters[weight].isTrained,
            context.graph.type(input).elementType.isInteger
        else { return nil }
        let type = context.type(weight)
        let sizes = type.shape.compactMap(\.value)
        // A layer has f32 where nothing tells it another type.
        guard sizes.count == 2, type.rank == 2, sizes[0] >= 1, type.elementType == .f32 else { return nil }
        var arguments = [PrintedLiterals.text(sizes[0]), PrintedLiterals.text(sizes[1])]
        let initializer = context.initializer(weight)
        if initializer != .normal(mean: 0, deviation: 1) {
            arguments.append("weight_init=\(PrintedLiterals.text(initializer))")
        }
        return LayerForm(input: input, label: label, name: "embedding", arguments: arguments, parameters: [weight])
    }

    private static func batchNorm(
        _ norm: Op.BatchNorm, _ operand: (Int) -> ValueID?, _ context: Context
    ) -> LayerForm? {
        guard let input = operand(0), let mean = context.parameter(operand(3)),
            let variance = context.parameter(operand(4)), let label = label(mean, "running_mean", context),
            self.label(variance, "running_var", context) == label,
            context.graph.type(input).rank >= 2,
            ![mean, variance].contains(where: { context.root.parameters[$0].isTrained }),
            context.initializer(mean) == .constant(0), context.initializer(variance) == .constant(1),
            let affine = scale(operand(1), operand(2), label, sizes: channels(operand, context), input, context),
            [mean, variance].allSatisfy({
                context.type($0) == TensorType(context.graph.type(input).elementType, channels(operand, context))
            })
        else { return nil }
        var arguments = PrintedAttributes.changed(norm, sizes: PrintedSizes(), always: context.always)
        if affine.isEmpty { arguments.append("affine=false") }
        let count = batchCount(label, context)
        if count == nil { arguments.append("counted=false") }
        return LayerForm(
            input: input, label: label, name: "batch_norm", arguments: arguments,
            parameters: affine + [mean, variance] + [count].compactMap { $0 })
    }

    /// The number of batches that a batch normalisation has seen, where it is kept.
    private static func batchCount(_ label: [String], _ context: Context) -> Int? {
        let name = (context.prefix + label + ["num_batches_tracked"]).joined(separator: ".")
        guard let count = context.plan.numbers[name], context.plan.reads[count] == 0, !context.isMade[count],
            context.type(count) == TensorType(.i64, []), !context.root.parameters[count].isTrained,
            context.initializer(count) == .constant(0)
        else { return nil }
        return count
    }

    /// The weight and the bias of a normalisation under a label, none when both are missing; nil when they are not
    /// what a layer makes.
    private static func scale(
        _ weight: ValueID?, _ bias: ValueID?, _ label: [String]?, sizes: [Dimension], _ input: ValueID,
        _ context: Context
    ) -> [Int]? {
        if weight == nil, bias == nil { return [] }
        guard let found = weights(weight, bias, input, context), let bias = found.bias,
            label == nil || found.label == label, sizes.allSatisfy({ $0.value != nil }),
            context.initializer(found.weight) == .constant(1), context.initializer(bias) == .constant(0),
            [found.weight, bias].allSatisfy({ context.type($0).shape == sizes })
        else { return nil }
        return [found.weight, bias]
    }

    private static func normalization<Normalization: Operator>(
        _ norm: Normalization, _ name: String, sizes: [Dimension], affine: Bool, _ operand: (Int) -> ValueID?,
        _ context: Context
    ) -> LayerForm? {
        guard let input = operand(0), context.graph.type(input).rank >= (name == "layer_norm" ? 1 : 2),
            let found = scale(operand(1), operand(2), nil, sizes: sizes, input, context), let first = found.first,
            let label = label(first, "weight", context)
        else { return nil }
        var arguments = PrintedAttributes.changed(norm, sizes: PrintedSizes(), always: context.always)
        if name == "group_norm", !arguments.contains(where: { $0.hasPrefix("groups=") }) {
            arguments.insert("1", at: 0)
        }
        arguments = arguments.map { $0.hasPrefix("groups=") ? String($0.dropFirst(7)) : $0 }
        if !affine { arguments.append("affine=true") }
        return LayerForm(input: input, label: label, name: name, arguments: arguments, parameters: found)
    }

    private static func prelu(_ operand: (Int) -> ValueID?, _ context: Context) -> LayerForm? {
        guard let input = operand(0), let found = weights(operand(1), nil, input, context),
            case .constant(let slope) = context.initializer(found.weight), context.graph.type(input).rank >= 2
        else { return nil }
        let sizes = context.type(found.weight).shape
        var arguments: [String] = []
        if sizes != [1] {
            guard sizes == channels(operand, context), sizes[0].value != nil else { return nil }
            arguments.append("shared=false")
        }
        if slope != 0.25 { arguments.append("slope=\(PrintedLiterals.shortest(slope))") }
        return LayerForm(
            input: input, label: found.label, name: "prelu", arguments: arguments, parameters: [found.weight])
    }
}

extension Attribute {
    fileprivate var isString: Bool {
        if case .string = self { true } else { false }
    }
}
