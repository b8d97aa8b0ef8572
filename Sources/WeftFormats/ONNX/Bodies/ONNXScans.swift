import WeftDiagnostics
import WeftGraph
import WeftOperators

/// ONNX's Scan: ours along the axis that all its sequences and results have in common, else along axis 0 with those turned
/// that lie otherwise.
enum ONNXScans {
    static let mappings: [String: ONNXMapping] = [
        "Scan": { importer, node throws(Diagnostic) in
            importer.opset < 9 ? try batched(&importer, node) : try scan(&importer, node)
        }
    ]

    /// Where the steps of a sequence or of a result lie, and whether they are taken from the end.
    fileprivate struct Place: Hashable {
        var axis: Int
        var isReversed: Bool
    }

    private static func scan(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        let operands = try importer.operands(node)
        let (states, sequences) = try parts(operands, node)
        let given = try places(node, "scan_input", sequences.map { importer.fact($0).rank })
        let facts =
            states.map { Fact(importer.fact($0).type) }
            + zip(sequences, given).map { sequence, place in
                let type = importer.fact(sequence).type
                return Fact(type.elementType, type.shape.removing(at: place.axis))
            }
        let body = try importer.body(node, "body", inputs: facts)
        let steps = importer.fact(sequences[0]).shape[given[0].axis]
        var all = operands + body.captured
        let read = importer.file.namesRead
        let form = ONNXScanForm(
            body.graph, states: states.count, sequences: sequences.count, operands: all, steps: steps,
            isForward: given.allSatisfy { !$0.isReversed }, importer,
            isRead: { node.hasOutput($0) && read.contains(node.outputs[$0]) })
        let stacked = form.body.outputs[form.carried...].dropLast(form.stop == nil ? 0 : 1)
        let wanted = try places(node, "scan_output", stacked.map { form.body.type($0.value).rank + 1 })
        let kept = form.kept[form.carried..<(form.carried + form.scanned)]
        var common = Place(axis: form.lengths == nil && form.stop == nil ? 0 : 1, isReversed: false)
        let different = Set(kept.map { given[$0 - states.count] } + wanted)
        if different.count == 1, let only = different.first { common = only }
        if different.count > 1 {
            common = Place(axis: 0, isReversed: false)
            for index in kept {
                all[index] = try importer.moved(all[index], from: given[index - states.count], to: common)
            }
        }
        // What is turned within the rows' lengths before and after is stepped through from the rows' ends.
        let turned = kept.compactMap { unturned(all[$0], along: common, form.lengths, importer) }
        let turnsRows = !turned.isEmpty && turned.count == kept.count
        for (index, rows) in zip(kept, turned) where turnsRows { all[index] = rows }
        let scan = Op.Scan(
            body: form.body, carried: form.carried, scanned: form.scanned, axis: common.axis,
            reverse: common.isReversed || turnsRows, steps: form.scanned == 0 ? steps : nil,
            hasLengths: form.lengths != nil, hasStop: form.stop != nil)
        let inputs: [ONNXOperand?] = form.kept.map { all[$0] } + (form.lengths.map { [$0] } ?? [])
        let made = try importer.all(scan, inputs)
        var results = finals(form, made, states: states.count)
        for (index, place) in wanted.enumerated() {
            var result = made[index]
            if turnsRows { result = try importer.one(Op.Reverse(axis: common.axis), result, form.lengths) }
            results.append(different.count > 1 ? try importer.moved(result, from: common, to: place) : result)
        }
        return results
    }

    /// The final states in ONNX's order.
    private static func finals(_ form: ONNXScanForm, _ made: [ONNXOperand], states: Int) -> [ONNXOperand?] {
        let first = made.count - form.carried - (form.stop == nil ? 0 : 1)
        var results = [ONNXOperand?](repeating: nil, count: states)
        for (place, state) in form.kept[..<form.carried].enumerated() { results[state] = made[first + place] }
        if let stop = form.stop { results[stop.count] = made.last }
        return results
    }

    /// Rows before they were turned within their lengths.
    private static func unturned(
        _ operand: ONNXOperand, along place: Place, _ lengths: ONNXOperand?, _ importer: ONNXGraphImporter
    ) -> ONNXOperand? {
        guard let lengths, !place.isReversed, let turned = importer.reversed(operand), turned.axis == place.axis,
            ONNXOperand.isSame(turned.lengths, lengths)
        else { return nil }
        return turned.rows
    }

    /// The axes and directions of a node's sequences or results.
    private static func places(
        _ node: ONNXNode, _ prefix: String, _ ranks: [Int]
    ) throws(Diagnostic) -> [Place] {
        let axes = try node.integers("\(prefix)_axes") ?? ranks.map { _ in 0 }
        let directions = try node.integers("\(prefix)_directions") ?? ranks.map { _ in 0 }
        guard axes.count == ranks.count, directions.count == ranks.count else {
            throw Diagnostic(
                "onnx-attribute", "the axes or directions of Scan are not as many as its sequences or results")
        }
        var result: [Place] = []
        for index in ranks.indices {
            guard (-ranks[index]..<ranks[index]).contains(axes[index]) else {
                throw Diagnostic("onnx-axis", "there is no axis \(axes[index]) of \(ranks[index])")
            }
            result.append(
                Place(axis: axes[index].resolvedAxis(ranks[index]), isReversed: directions[index] != 0))
        }
        return result
    }

    /// The first operands are states, the last ones sequences.
    private static func parts(
        _ operands: [ONNXOperand], _ node: ONNXNode
    ) throws(Diagnostic) -> ([ONNXOperand], [ONNXOperand]) {
        let count = try node.integer("num_scan_inputs", 0)
        guard count >= 1, count <= operands.count else {
            throw Diagnostic("onnx-attribute", "Scan has \(operands.count) operands and \(count) sequences")
        }
        return (Array(operands.dropLast(count)), Array(operands.suffix(count)))
    }
}

extension ONNXScans {
    /// Before version 9 all operands have an axis of rows in front, and each row is a scan of its own: a scan over rows
    /// whose body is that scan.
    ///
    /// A row with a length of its own goes on with zeros behind its end; of its results what is there is made 0, and its
    /// final states are those of its own last step.
    private static func batched(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        let lengths = try importer.optional(node, 0)
        var operands: [ONNXOperand] = []
        for index in node.inputs.indices.dropFirst() { operands.append(try importer.required(node, index)) }
        let (states, sequences) = try parts(operands, node)
        let backwards = try node.integers("directions") ?? sequences.map { _ in 0 }
        guard backwards.count == sequences.count else {
            throw Diagnostic("onnx-attribute", "the directions of Scan are not as many as its sequences")
        }
        for (index, operand) in operands.enumerated() {
            guard importer.fact(operand).rank < (index < states.count ? 1 : 2) else { continue }
            throw Diagnostic("onnx-operand", "an operand of Scan has no axis of rows, or a sequence none of steps")
        }
        for (index, isBackwards) in zip(states.count..., backwards) {
            if isBackwards != 0 {
                operands[index] = try importer.all(Op.Reverse(axis: 1), [operands[index], lengths])[0]
            } else if let lengths {
                operands[index] = try importer.one(Op.Mask(axis: 1), operands[index], lengths)
            }
        }
        let results = try overRows(&importer, node, operands, states: states.count, showsStates: lengths != nil)
        guard let lengths else { return results }
        let counts = try importer.one(
            Op.Add(), lengths, .scalar(1, importer.fact(lengths).elementType))
        var ended: [ONNXOperand?] = []
        for (index, initial) in states.enumerated() {
            let first = try importer.one(Op.Unsqueeze(axis: [1]), initial)
            let steps = try importer.one(
                Op.Concat(axis: 1), first, results[results.count - states.count + index])
            ended.append(try importer.one(Op.Last(), steps, counts))
        }
        for result in results[states.count...].dropLast(states.count) {
            ended.append(try importer.one(Op.Mask(axis: 1), result, lengths))
        }
        return ended
    }

    /// A scan over rows of scans over steps: the final states, the results of the steps and, if wanted, the states behind
    /// each step.
    private static func overRows(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, _ operands: [ONNXOperand], states: Int,
        showsStates: Bool
    ) throws(Diagnostic) -> [ONNXOperand] {
        var row = try importer.within("row")
        let inner = operands.enumerated().map { index, operand in
            let type = importer.fact(operand).type
            let step = Fact(type.elementType, Array(type.shape.dropFirst()))
            return ONNXOperand.value(row.builder.addInput("operand_\(index)", step))
        }
        let facts = inner.enumerated().map { index, operand in
            let type = row.fact(operand).type
            return Fact(type.elementType, Array(index < states ? type.shape : Array(type.shape.dropFirst())))
        }
        let step = try row.body(node, "body", inputs: facts)
        var body = step.graph
        if showsStates {
            for index in 0..<min(states, body.outputs.count) {
                body.outputs.append(Graph.Output("state_\(index)", body.outputs[index].value))
            }
        }
        let scan = Op.Scan(body: body, carried: states, scanned: operands.count - states, axis: 0)
        let results = try row.all(scan, inner + step.captured)
        for (index, result) in (results.suffix(states) + results.dropLast(states)).enumerated() {
            row.builder.addOutput("result_\(index)", try row.value(result))
        }
        let captured = try importer.finish(row)
        let rows = Op.Scan(body: row.builder.graph, carried: 0, scanned: operands.count, axis: 0)
        return try importer.all(rows, operands + captured)
    }
}

extension ONNXGraphImporter {
    /// Steps put at another place, in the other order if need be.
    fileprivate mutating func moved(
        _ operand: ONNXOperand, from: ONNXScans.Place, to: ONNXScans.Place
    ) throws(Diagnostic) -> ONNXOperand {
        let ordered =
            from.isReversed == to.isReversed ? operand : try one(Op.Reverse(axis: from.axis), operand)
        return try moved(ordered, from: from.axis, to: to.axis)
    }

    /// An axis put at another place, counted in the result.
    mutating func moved(_ operand: ONNXOperand, from: Int, to: Int) throws(Diagnostic) -> ONNXOperand {
        let rank = fact(operand).rank
        let (from, to) = (try resolved(from, rank), try resolved(to, rank))
        if from == to { return operand }
        var order = Array(0..<rank)
        order.insert(order.remove(at: from), at: to)
        return try transposed(operand, order)
    }
}
