import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// The window numbers of an operator in ONNX's terms.
struct WindowAttributes {
    let axes: Int

    func perAxis(_ numbers: [Int]) -> [Int] {
        numbers.count == 1 ? [Int](repeating: numbers[0], count: axes) : numbers
    }

    /// The paddings, all befores and then all afters; by name where they depend on sizes.
    func padding(
        _ padding: Padding, kernel: [Dimension], dilation: [Int]
    ) throws(Diagnostic) -> ExportedAttribute {
        switch padding {
        case .explicit(let numbers):
            let sides = perAxis(numbers)
            return .integers("pads", sides.count == axes ? sides + sides : sides)
        case .same: return .text("auto_pad", "SAME_UPPER")
        case .sameLower: return .text("auto_pad", "SAME_LOWER")
        case .causal:
            let sizes = kernel.compactMap(\.value)
            guard sizes.count == kernel.count else {
                throw Diagnostic("cannot-export", "causal padding needs a kernel of known size")
            }
            let before = zip(sizes, perAxis(dilation)).map { ($0 - 1) * $1 }
            return .integers("pads", before + [Int](repeating: 0, count: axes))
        }
    }
}

extension WindowAttributes {
    /// Those of a pool, but for its dilation.
    static func pool(
        of x: Fact, _ kernel: [Int], _ stride: [Int], _ dilation: [Int], _ pad: Padding
    ) throws(Diagnostic) -> [ExportedAttribute] {
        let windows = WindowAttributes(axes: x.rank - 2)
        let kernel = windows.perAxis(kernel)
        return [
            .integers("kernel_shape", kernel),
            .integers("strides", stride.isEmpty ? kernel : windows.perAxis(stride)),
            try windows.padding(pad, kernel: kernel.map { Dimension($0) }, dilation: dilation),
        ]
    }

    /// The dilation of a pool.
    static func dilations(_ dilation: [Int], of x: Fact) -> [Int] {
        WindowAttributes(axes: x.rank - 2).perAxis(dilation)
    }

    /// Those of a convolution with a weight.
    static func all(
        _ weight: Fact, _ stride: [Int], _ dilation: [Int], _ groups: Int, _ pad: Padding
    ) throws(Diagnostic) -> [ExportedAttribute] {
        let windows = WindowAttributes(axes: weight.rank - 2)
        let kernel = Array(weight.shape[2...])
        let known = kernel.compactMap(\.value)
        return [
            .integers("strides", windows.perAxis(stride)), .integers("dilations", windows.perAxis(dilation)),
            .integer("group", groups), try windows.padding(pad, kernel: kernel, dilation: dilation),
        ] + (known.count == kernel.count ? [.integers("kernel_shape", known)] : [])
    }
}

extension Op.Conv: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let attributes = try WindowAttributes.all(try call.fact(1), stride, dilation, groups, pad)
        return [onnx.add("Conv", call.operands, attributes)]
    }
}

extension Op.ConvTranspose: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let weight = try call.fact(1)
        let windows = WindowAttributes(axes: weight.rank - 2)
        let kernel = weight.shape[2...].compactMap(\.value)
        guard kernel.count == windows.axes else {
            throw Diagnostic("cannot-export", "a transposed convolution needs a kernel of known size")
        }
        let (stride, dilation) = (windows.perAxis(stride), windows.perAxis(dilation))
        var attributes: [ExportedAttribute] = [
            .integers("strides", stride), .integers("dilations", dilation), .integer("group", groups),
            .integers("kernel_shape", kernel),
        ]
        if case .explicit = pad {
            attributes.append(try windows.padding(pad, kernel: [], dilation: dilation))
            attributes.append(.integers("output_padding", windows.perAxis(outputPad)))
            return [onnx.add("ConvTranspose", call.operands, attributes)]
        }
        // The result has `size * stride` positions: what is more is cut off, what is less is added.
        let more = (0..<windows.axes).map { dilation[$0] * (kernel[$0] - 1) + 1 - stride[$0] }
        let before = more.map { max($0, 0) }.map { pad == .same ? $0 / 2 : pad == .sameLower ? $0 - $0 / 2 : 0 }
        let after = zip(more, before).map { max($0, 0) - $1 }
        attributes.append(.integers("pads", before + after))
        attributes.append(.integers("output_padding", more.map { max(-$0, 0) }))
        return [onnx.add("ConvTranspose", call.operands, attributes)]
    }
}

extension ONNXEmitter {
    /// The results of a pool without windows that begin in the padding behind an axis, which rounding up counts before
    /// version 22.
    fileprivate mutating func withoutWindowsBehind(
        _ pools: [String], _ result: Fact, _ x: Fact, kernel: [Int], stride: [Int], dilation: [Int], _ pad: Padding,
        ceil: Bool
    ) throws(Diagnostic) -> [String] {
        let axes = x.rank - 2
        let windows = WindowAttributes(axes: axes)
        guard ceil, opset < 22, case .explicit(let numbers) = pad else { return pools }
        let after = numbers.count == 2 * axes ? Array(numbers[axes...]) : windows.perAxis(numbers)
        let kernel = windows.perAxis(kernel)
        let steps = stride.isEmpty ? kernel : windows.perAxis(stride)
        let reach = zip(kernel, windows.perAxis(dilation)).map { ($0 - 1) * $1 + 1 }
        let cut = (0..<axes).filter { reach[$0] - after[$0] < steps[$0] }
        if cut.isEmpty { return pools }
        let starts = integers(cut.map { _ in 0 })
        let ends = try sizes(cut.map { result.shape[$0 + 2] })
        let places = integers(cut.map { $0 + 2 })
        return pools.map { add("Slice", [$0, starts, ends, places]) }
    }
}

extension Op.MaxPool: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        try export(call, to: &onnx, results: 1)
    }

    /// Whole numbers of 16 and 32 bits are pooled as reals of 64, which hold them exactly.
    fileprivate func export(
        _ call: ExportedCall, to onnx: inout ONNXEmitter, _ more: [ExportedAttribute] = [], results: Int
    ) throws(Diagnostic) -> [String] {
        let x = try call.fact()
        let isWidened = x.elementType.isInteger && (16...32).contains(x.elementType.bits)
        let attributes = try onnxAttributes(of: x) + more
        let operand = isWidened ? try onnx.cast(call.x, to: .f64) : call.x
        var pools = onnx.add("MaxPool", [operand], attributes, results: results)
        pools = try onnx.withoutWindowsBehind(
            pools, call.results[0], x, kernel: kernel, stride: stride, dilation: dilation, pad, ceil: ceil)
        if isWidened { pools[0] = try onnx.cast(pools[0], to: x.elementType) }
        return pools
    }

    fileprivate func onnxAttributes(of x: Fact) throws(Diagnostic) -> [ExportedAttribute] {
        try WindowAttributes.pool(of: x, kernel, stride, dilation, pad) + [
            .integers("dilations", WindowAttributes.dilations(dilation, of: x)), .flag("ceil_mode", ceil),
        ]
    }
}

extension Op.AvgPool: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let x = try call.fact()
        onnx.note(countPad ? "padding counts as zeros" : "padding is not counted")
        var attributes = try WindowAttributes.pool(of: x, kernel, stride, dilation, pad)
        attributes += [.flag("ceil_mode", ceil), .flag("count_include_pad", countPad)]
        if dilation.contains(where: { $0 != 1 }) {
            try onnx.require(19, "AveragePool with dilation")
            attributes.append(.integers("dilations", WindowAttributes.dilations(dilation, of: x)))
        }
        let pools = [onnx.add("AveragePool", [call.x], attributes)]
        return try onnx.withoutWindowsBehind(
            pools, call.results[0], x, kernel: kernel, stride: stride, dilation: dilation, pad, ceil: ceil)
    }
}

extension Op.GlobalAvgPool: NamesakeOperator { static let onnxName = "GlobalAveragePool" }

extension Op.GlobalMaxPool: ExportedOperator {
    /// Of whole numbers a reduction.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let fact = try call.fact()
        if fact.elementType.isFloat { return [onnx.add("GlobalMaxPool", [call.x])] }
        try onnx.require(fact.elementType, of: "ReduceMax")
        return [onnx.reduced("ReduceMax", call.x, Array(2..<fact.rank), keep: true)]
    }
}

extension Op.AdaptiveAvgPool: ExportedOperator {
    /// Along each axis a product with the matrix of the windows' shares, which ONNX has no node for.
    ///
    /// Where sizes are known and divide, the windows are those of a plain pool; where one is asked for, the whole plane.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let fact = try call.fact()
        let axes = fact.rank - 2
        let sizes = size.count == 1 ? [Int](repeating: size[0], count: axes) : size
        if sizes.allSatisfy({ $0 == 1 }) { return [onnx.add("GlobalAveragePool", [call.x])] }
        let known = fact.shape[2...].compactMap(\.value)
        if known.count == axes, zip(known, sizes).allSatisfy({ $0 % $1 == 0 }) {
            let kernel = zip(known, sizes).map { $0 / $1 }
            return [
                onnx.add("AveragePool", [call.x], [.integers("kernel_shape", kernel), .integers("strides", kernel)])
            ]
        }
        var result = call.x
        for axis in 0..<axes {
            result = try onnx.adaptiveMeans(result, fact, axis: axis + 2, to: sizes[axis])
        }
        return [result]
    }
}

extension ONNXEmitter {
    /// Means over the windows `floor(i · size / n)` to before `ceil((i + 1) · size / n)` along an axis.
    fileprivate mutating func adaptiveMeans(
        _ x: String, _ fact: Fact, axis: Int, to count: Int
    ) throws(Diagnostic) -> String {
        let size = try self.size(fact.shape[axis])
        let number = integers([count])
        let windows = integers(Array(0..<count))
        let starts = flooredQuotient(add("Mul", [windows, size]), by: number)
        let next = add("Mul", [integers(Array(1...count)), size])
        let ends = flooredQuotient(add("Add", [next, integers([count - 1])]), by: number)
        // shares[position, window]: 1 / length inside the window, 0 outside.
        let positions = try positions(fact.shape[axis], axis: 0, rank: 2)
        let begun = add("LessOrEqual", [starts, positions])
        let open = add("Less", [positions, ends])
        let inside = try cast(add("And", [begun, open]), to: fact.elementType)
        let lengths = try cast(add("Sub", [ends, starts]), to: fact.elementType)
        let shares = add("Div", [inside, lengths])
        let last = fact.rank - 1
        var order = Array(0..<fact.rank)
        order.swapAt(axis, last)
        if axis == last { return add("MatMul", [x, shares]) }
        let product = add("MatMul", [add("Transpose", [x], [.integers("perm", order)]), shares])
        return add("Transpose", [product], [.integers("perm", order)])
    }
}

extension Op.WindowLengths: ExportedOperator {
    /// Whole-number arithmetic. The 0 that no number of windows is below is looked up at place 1 of a single number for
    /// a length below 0, which that refuses, as ours does.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let type = try call.fact().elementType
        func number(_ value: Int) -> String { onnx.scalar(Double(value), type) }
        let sum = onnx.add("Add", [call.x, number(room)])
        var count = onnx.add("Add", [onnx.flooredQuotient(sum, by: number(stride)), number(1)])
        if let begun {
            let begun = onnx.add("Add", [call.x, number(begun)])
            count = onnx.add("Min", [count, onnx.flooredQuotient(begun, by: number(stride))])
        }
        if !type.isSigned { return [onnx.add("Max", [count, number(0)])] }
        let isNegative = try onnx.cast(onnx.add("Less", [call.x, number(0)]), to: .i64)
        let zero = onnx.add("Gather", [onnx.constant([0], type, shape: [1]), isNegative])
        return [onnx.add("Max", [count, zero])]
    }
}

extension Op.LpPool: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        guard let p = Int(exactly: p) else {
            throw Diagnostic("cannot-export", "ONNX's LpPool has whole numbers as p, and \(p) is none")
        }
        let x = try call.fact()
        var attributes = try WindowAttributes.pool(of: x, kernel, stride, dilation, pad) + [.integer("p", p)]
        if ceil || dilation.contains(where: { $0 != 1 }) {
            try onnx.require(18, "LpPool with dilation or rounding up")
            attributes += [
                .flag("ceil_mode", ceil), .integers("dilations", WindowAttributes.dilations(dilation, of: x)),
            ]
        }
        let pools = [onnx.add("LpPool", [call.x], attributes)]
        return try onnx.withoutWindowsBehind(
            pools, call.results[0], x, kernel: kernel, stride: stride, dilation: dilation, pad, ceil: ceil)
    }
}

extension Op.Fold: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let windows = WindowAttributes(axes: size.count)
        let kernel = windows.perAxis(kernel)
        return [
            onnx.add(
                "Col2Im", [call.x, try onnx.sizes(size), onnx.integers(kernel)],
                [
                    .integers("strides", windows.perAxis(stride)), .integers("dilations", windows.perAxis(dilation)),
                    try windows.padding(pad, kernel: kernel.map { Dimension($0) }, dilation: dilation),
                ])
        ]
    }
}

extension Op.MaxPoolWithIndices: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        try pool.export(call, to: &onnx, [.flag("storage_order", columnMajor)], results: 2)
    }
}

extension Op.MaxUnpool: ExportedOperator {
    /// ONNX's own has no sizes of its own, but those of a kernel; elements put into zeros say the same.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let all = onnx.integers([-1])
        let zeros = try onnx.filled(try onnx.size(call.results[0].type.elementCount), 0, try call.fact().elementType)
        let places = onnx.add("Reshape", [call.operand(1), all])
        let put = onnx.add(
            "ScatterElements", [zeros, places, onnx.add("Reshape", [call.x, all])], [.integer("axis", 0)])
        return [onnx.add("Reshape", [put, try onnx.sizes(call.results[0].shape)])]
    }
}
