import WeftDiagnostics
import WeftGraph
import WeftOperators

extension ElaborationRun {
    /// A change to the text that would mend an operator's failure, where one is clear.
    func suggestion(
        for operation: any Operator, _ operands: [TensorValue?], names: [String], _ suspects: [(index: Int, axis: Int)]
    ) -> String? {
        let shapes = operands.map { $0.map { fact($0).shape } ?? [] }
        if suspects.count == 2, let edit = edit(making: suspects, equalIn: operands) { return edit }
        if let concat = operation as? Op.Concat { return otherAxis(for: concat, shapes) }
        guard type(of: operation).signature.traits.contains(.elementwise), shapes.count == 2 else { return nil }
        return alignment(shapes, names)
    }

    /// Padding or an output padding that brings one of two sizes to the other.
    private func edit(making suspects: [(index: Int, axis: Int)], equalIn operands: [TensorValue?]) -> String? {
        for (this, other) in [(suspects[0], suspects[1]), (suspects[1], suspects[0])] {
            guard let value = operands[this.index], let reference = operands[other.index] else { continue }
            let wanted = fact(reference).shape[other.axis]
            if let edit = edit(of: value, this.axis, wanted: wanted) { return edit }
        }
        return nil
    }

    /// The one step of a size's way that, padded, would make it as wanted.
    func edit(of value: TensorValue, _ axis: Int, wanted: Dimension) -> String? {
        guard axis >= 2, let course = course(of: value, axis), let missing = (wanted - fact(value).shape[axis]).value
        else { return nil }
        if let step = course.steps.last, let transposed = step.node.operation as? Op.ConvTranspose {
            let stride =
                transposed.stride.count == 1
                ? transposed.stride[0] : transposed.stride[min(axis - 2, transposed.stride.count - 1)]
            guard (1..<max(1, stride)).contains(missing) else { return nil }
            return "output_pad=\(missing)\(words(for: step.node)) adds what is missing"
        }
        let shrinking = course.steps.filter { step in
            guard let conv = step.node.operation as? Op.Conv, conv.stride.allSatisfy({ $0 == 1 }) else { return false }
            return step.before.flatMap { ($0 - step.after).value } == missing
        }
        guard missing > 0, missing % 2 == 0, shrinking.count == 1, let step = shrinking.first else { return nil }
        return "pad=\(missing / 2)\(words(for: step.node)) keeps the size"
    }

    /// The one axis along which all else agrees.
    private func otherAxis(for concat: Op.Concat, _ shapes: [[Dimension]]) -> String? {
        guard let first = shapes.first, shapes.allSatisfy({ $0.count == first.count }) else { return nil }
        let differing = first.indices.filter { axis in shapes.contains { $0[axis] != first[axis] } }
        guard differing.count == 1, differing[0] != concat.axis else { return nil }
        return "they differ along axis \(differing[0]) alone: axis=\(differing[0])"
    }

    /// A reshape that lines a tensor of fewer axes up with those of the other that have its sizes.
    private func alignment(_ shapes: [[Dimension]], _ names: [String]) -> String? {
        let (small, large) = shapes[0].count < shapes[1].count ? (0, 1) : (1, 0)
        let (sizes, whole) = (shapes[small], shapes[large])
        guard !sizes.isEmpty, sizes.count < whole.count else { return nil }
        let places = (0..<(whole.count - sizes.count)).filter { Array(whole[$0..<($0 + sizes.count)]) == sizes }
        guard places.count == 1, let place = places.first else { return nil }
        let padded = sizes.map(\.description) + [String](repeating: "1", count: whole.count - sizes.count - place)
        let axes = sizes.count == 1 ? "axis \(place)" : "axes \(place) to \(place + sizes.count - 1)"
        return
            "to line it up with \(axes) of \(names[large]): reshape(\(names[small]), [\(padded.joined(separator: ", "))])"
    }
}

/// What other frameworks call things.
enum ForeignNames {
    /// The name here of a layer or an operator elsewhere, in small letters and without underlines.
    static func layer(_ name: String) -> String? {
        let plain = name.lowercased().filter { $0 != "_" }
        if let found = layers[plain] { return found }
        for suffix in ["1d", "2d", "3d", "layer"] where plain.hasSuffix(suffix) {
            let stem = String(plain.dropLast(suffix.count))
            if let found = layers[stem] { return found }
        }
        return nil
    }

    /// The name here of an argument elsewhere.
    static func argument(_ name: String) -> String? { arguments[name.lowercased()] }

    private static let layers = [
        "linear": "dense", "fullyconnected": "dense", "gemm": "dense", "innerproduct": "dense", "conv": "conv",
        "convolution": "conv", "convtranspose": "conv_transpose", "deconv": "conv_transpose",
        "transposedconv": "conv_transpose", "batchnorm": "batch_norm", "batchnormalization": "batch_norm",
        "layernorm": "layer_norm", "layernormalization": "layer_norm", "groupnorm": "group_norm",
        "instancenorm": "instance_norm", "maxpool": "max_pool", "maxpooling": "max_pool", "avgpool": "avg_pool",
        "averagepool": "avg_pool", "averagepooling": "avg_pool", "globalaveragepool": "global_avg_pool",
        "globalaveragepooling": "global_avg_pool", "adaptiveavgpool": "adaptive_avg_pool", "upsample": "resize",
        "upsampling": "resize", "interpolate": "resize", "cat": "concat", "concatenate": "concat",
        "permute": "transpose",
        "view": "reshape", "hardtanh": "hard_tanh", "hardswish": "hard_swish", "hardsigmoid": "hard_sigmoid",
        "leakyrelu": "leaky_relu", "swish": "silu", "logsoftmax": "log_softmax", "chunk": "split", "where": "select",
        "lookuptable": "embedding", "pixelshuffle": "pixel_shuffle", "depthtospace": "pixel_shuffle",
        "lstmcell": "lstm_cell", "grucell": "gru_cell", "rnncell": "rnn_cell", "simplernn": "rnn", "relu": "relu",
    ]

    private static let arguments = [
        "kernel_size": "kernel", "pool_size": "kernel", "padding": "pad", "pads": "pad", "strides": "stride",
        "dilations": "dilation", "dilation_rate": "dilation", "group": "groups", "filters": "out",
        "out_channels": "out",
        "channels": "out", "out_features": "units", "hidden_size": "units", "num_layers": "layers", "use_bias": "bias",
        "epsilon": "eps", "dim": "axis", "axes": "axis", "num_embeddings": "count", "embedding_dim": "size",
        "num_groups": "groups", "ceil_mode": "ceil", "count_include_pad": "count_pad", "scale_factor": "scale",
        "align_corners": "align", "negative_slope": "slope", "output_padding": "output_pad", "rate": "p",
        "keepdim": "keep", "keepdims": "keep", "return_sequences": "y", "sequence_lens": "lengths",
    ]
}
