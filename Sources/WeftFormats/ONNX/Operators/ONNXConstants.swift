import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Tensors that come from no other.
enum ONNXConstants {
    static let mappings: [String: ONNXMapping] = [
        "Constant": { importer, node throws(Diagnostic) in [try constant(&importer, node)] },
        "ConstantOfShape": { importer, node throws(Diagnostic) in [try constantOfShape(&importer, node)] },
        "EyeLike": { importer, node throws(Diagnostic) in [try eyeLike(&importer, node)] },
        "Range": { importer, node throws(Diagnostic) in [try range(&importer, node)] },
        "Shape": { importer, node throws(Diagnostic) in
            let x = try importer.required(node, 0)
            let shape = importer.fact(x).shape
            // Bounds beyond the ends are held at them.
            func bound(_ value: Int) -> Int { min(max(value < 0 ? value + shape.count : value, 0), shape.count) }
            let start = bound(try node.integer("start", 0))
            let end = bound(try node.integer("end", shape.count))
            return [try importer.tensor(of: start < end ? Array(shape[start..<end]) : [], rank: 1)]
        },
        "Size": { importer, node throws(Diagnostic) in
            let x = try importer.required(node, 0)
            return [try importer.tensor(of: [importer.fact(x).type.elementCount], rank: 0)]
        },
    ]

    private static func constant(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        if let message = try node.tensor("value") {
            let tensor = try importer.file.tensors.tensor(message)
            if ONNXText.isIn(message) { return .text(.known(tensor)) }
            let isLarge = ONNXGraphImporter.isParameter(tensor) && tensor.count > 64
            guard isLarge, let name = node.outputs.first else { return .known(tensor) }
            return importer.stored(tensor, named: name)
        }
        if let value = try node.real("value_float") { return .scalar(value, .f32) }
        if let value = try node.integer("value_int") {
            return .known(PlainTensor(wrapping: [Int64(value)], .i64, shape: []).tensor)
        }
        if let values = try node.reals("value_floats") {
            return .known(PlainTensor(rounding: values, .f32, shape: [values.count]).tensor)
        }
        if let values = try node.integers("value_ints") { return .numbers(values) }
        if let string = try node.string("value_string") {
            return .text(.known(try ONNXText.tensor([Array(string.utf8)], shape: [])))
        }
        if let strings = try node.strings("value_strings") {
            return .text(.known(try ONNXText.tensor(strings.map { Array($0.utf8) }, shape: [strings.count])))
        }
        throw importer.unsupported("constants that are sparse are not supported")
    }

    private static func constantOfShape(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let sizes = try importer.sizes(try importer.required(node, 0), "the sizes of ConstantOfShape")
        var type = ElementType.f32
        var value: Double = 0
        if let message = try node.tensor("value") {
            let tensor = try importer.file.tensors.tensor(message)
            guard tensor.count == 1, !ONNXText.isIn(message) else {
                throw Diagnostic("onnx-attribute", "the value of ConstantOfShape must be one number")
            }
            type = tensor.elementType
            value = PlainTensor(tensor).reals.first ?? 0
        }
        let operation = Op.Full(type, sizes, value)
        // Files that leave out their weights have one for each, all in front: they wait for their readers.
        let fact = Fact(type, sizes)
        let count = sizes.allSatisfy { $0.value.map { $0 >= 0 } ?? false } ? fact.type.elementCount.value : nil
        guard type.isFloat, count != nil, sizes.count <= importer.file.budgets.rank, importer.path.isEmpty,
            !importer.isBody, let name = node.outputs.first
        else { return try importer.one(operation) }
        return .filled(name, operation, fact)
    }

    /// Ones on a diagonal: where the column is the row and k more.
    private static func eyeLike(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let like = importer.fact(x)
        guard like.rank == 2 else { throw Diagnostic("onnx-operand", "EyeLike takes a matrix, not \(like.type)") }
        let type = try node.elementType("dtype")
        let k = try node.integer("k", 0)
        let rows = try importer.counted(like.shape[0])
        let columns = try importer.counted(like.shape[1])
        let start = try importer.one(Op.Add(), rows, .known(PlainTensor.number(k)))
        let isOn = try importer.one(
            Op.Equal(), try importer.one(Op.Unsqueeze(axis: [1]), start),
            try importer.one(Op.Unsqueeze(axis: [0]), columns))
        return try importer.cast(isOn, to: type ?? like.elementType)
    }

    /// start, start + delta … before limit. With known bounds it is a constant; otherwise whole numbers from their count.
    private static func range(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let bounds = try importer.operands(node)
        guard bounds.count == 3 else { throw Diagnostic("onnx-operand", "Range takes three operands") }
        let type = importer.fact(bounds[0]).elementType
        if type.isFloat {
            var numbers: [Double] = []
            for bound in bounds { numbers.append(try importer.reals(bound, "the bounds of Range").first ?? 0) }
            let count = ((numbers[1] - numbers[0]) / numbers[2]).rounded(.up)
            guard numbers[2] != 0, count < 16_777_216 else {
                throw Diagnostic("onnx-operand", "the bounds of Range give no list of numbers")
            }
            let values = (0..<Int(max(count, 0))).map { numbers[0] + Double($0) * numbers[2] }
            return .known(PlainTensor(rounding: values, type, shape: [values.count]).tensor)
        }
        var sizes: [Dimension] = []
        for bound in bounds {
            guard let size = try importer.sizes(bound, "the bounds of Range").first else {
                throw Diagnostic("onnx-operand", "a bound of Range is empty")
            }
            sizes.append(size)
        }
        guard let delta = sizes[2].value, delta != 0 else {
            throw importer.unsupported("a Range whose step is computed is not supported")
        }
        let span = delta > 0 ? sizes[1] - sizes[0] : sizes[0] - sizes[1]
        var count = span.ceilDivided(by: Dimension(abs(delta)))
        if importer.builder.assumptions.atLeast(count, 0) != .proved { count = Dimension.maximum(count, 0) }
        var numbers = try importer.counted(count)
        if delta != 1 { numbers = try importer.one(Op.Multiply(), numbers, .known(PlainTensor.number(delta))) }
        if sizes[0] != 0 {
            numbers = try importer.one(Op.Add(), numbers, try importer.tensor(of: [sizes[0]], rank: 0))
        }
        return try importer.cast(numbers, to: type)
    }
}

extension PlainTensor {
    /// A whole number without axes.
    fileprivate static func number(_ value: Int) -> Tensor {
        PlainTensor(wrapping: [Int64(value)], .i64, shape: []).tensor
    }
}

extension ONNXGraphImporter {
    /// Sizes as a tensor of whole numbers: of rank 1, or one of them without axes.
    mutating func tensor(of sizes: [Dimension], rank: Int) throws(Diagnostic) -> ONNXOperand {
        let known = sizes.compactMap(\.value)
        if known.count == sizes.count {
            let shape = rank == 0 ? [] : [sizes.count]
            return .known(PlainTensor(wrapping: known.map { Int64($0) }, .i64, shape: shape).tensor)
        }
        if rank == 0 { return try all(Op.Size(sizes[0]), [])[0] }
        var parts: [ONNXOperand] = []
        for size in sizes { parts.append(try all(Op.Size(size), [])[0]) }
        return try all(Op.Stack(axis: 0), parts)[0]
    }

    /// The whole numbers from 0 to below a size.
    mutating func counted(_ count: Dimension) throws(Diagnostic) -> ONNXOperand {
        if let count = count.value, count <= 4096 { return .numbers(Array(0..<max(count, 0))) }
        return try all(Op.Range(count), [])[0]
    }

}
