import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Op.RandomUniform: ExportedOperator {
    /// The rounds of Philox4x32-10 in whole numbers of 64 bits, as a Scan over the keys of its rounds: the same numbers
    /// for the same key and counter, which ONNX's own random operators do not promise.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let count = sizes.reduce(1, *)
        let blocks = try onnx.positions((count + 3).floorDivided(by: 4), axis: 0, rank: 1)
        let zeros = onnx.add("Mul", [blocks, onnx.scalar(0, .i64)])
        let words = onnx.halves(blocks) + onnx.halves(call.operand(1)).map { onnx.add("Add", [zeros, $0]) }
        let keys = zip(onnx.halves(call.x), Philox.steps).map { key, step in
            onnx.lowWord(onnx.add("Add", [key, onnx.integers((0..<Philox.rounds).map { $0 * Int(step) })]))
        }
        let rounds = onnx.add(
            "Scan", words + keys,
            [.graph("body", try onnx.philoxRound()), .integer("num_scan_inputs", keys.count)], results: words.count)
        let stacked = rounds.map { onnx.add("Unsqueeze", [$0, onnx.integers([1])]) }
        let drawn = onnx.add(
            "Reshape", [onnx.add("Concat", stacked, [.integer("axis", 1)]), onnx.integers([-1])])
        let wanted = onnx.add("Slice", [drawn, onnx.integers([0]), try onnx.size(count), onnx.integers([0])])
        let bits = Op.RandomUniform.bits(of: type)
        let top = onnx.add("Div", [wanted, onnx.scalar(Double(1 << (32 - bits)), .i64)])
        let numbers = onnx.add("Mul", [try onnx.cast(top, to: .f32), onnx.scalar(1 / Double(1 << bits), .f32)])
        let typed = try onnx.cast(numbers, from: .f32, to: type)
        return [try onnx.reshape(typed, Fact(type, [count]), to: call.results[0])]
    }
}

extension ONNXEmitter {
    private static let word = 4_294_967_296.0

    /// The low 32 bits of whole numbers.
    fileprivate mutating func lowWord(_ numbers: String) -> String {
        add("Mod", [numbers, scalar(ONNXEmitter.word, .i64)])
    }

    /// The low and the high 32 bits of whole numbers, negative ones too.
    fileprivate mutating func halves(_ numbers: String) -> [String] {
        let low = lowWord(numbers)
        let high = add("Div", [add("Sub", [numbers, low]), scalar(ONNXEmitter.word, .i64)])
        return [low, lowWord(high)]
    }

    /// A round of Philox: four words and the round's two keys to the next four words.
    fileprivate mutating func philoxRound() throws(Diagnostic) -> ExportedGraph {
        open(Graph(name: "round"), name: fresh("body"))
        let words = (0..<4).map { fresh("word\($0)") }
        let keys = (0..<2).map { fresh("key\($0)") }
        for name in words { scope.exported.inputs.append(.init(name: name, elementType: .i64, sizes: [(nil, nil)])) }
        for name in keys { scope.exported.inputs.append(.init(name: name, elementType: .i64, sizes: [])) }
        let first = product(words[0], Philox.multipliers[0])
        let second = product(words[2], Philox.multipliers[1])
        let next = [
            differing(second.high, words[1], keys[0]), second.low, differing(first.high, words[3], keys[1]), first.low,
        ]
        for name in next { addOutput(name, .i64, sizes: [(nil, nil)]) }
        return close()
    }

    /// The low and high 32 bits of a word times another, in parts that fit 64 bits with a sign.
    private mutating func product(_ word: String, _ factor: UInt32) -> (low: String, high: String) {
        let half = scalar(65536, .i64)
        let factor = scalar(Double(factor), .i64)
        let upper = add("Mul", [add("Div", [word, half]), factor])
        let lower = add("Mul", [add("Mod", [word, half]), factor])
        let middle = add("Mul", [add("Mod", [upper, half]), half])
        let high = add("Div", [add("Add", [upper, add("Div", [lower, half])]), half])
        return (lowWord(add("Add", [middle, lower])), high)
    }

    /// The bits in which an odd number of words has ones; before version 18 put together bit by bit.
    private mutating func differing(_ a: String, _ b: String, _ key: String) -> String {
        if opset >= 18 { return add("BitwiseXor", [add("BitwiseXor", [a, b]), key]) }
        let places = integers((0..<32).map { 1 << $0 })
        let last = integers([-1])
        let bits = [a, b, key].map { add("Div", [add("Unsqueeze", [$0, last]), places]) }
            .map { add("Mod", [$0, scalar(2, .i64)]) }
        let odd = add("Mod", [add("Add", [add("Add", [bits[0], bits[1]]), bits[2]]), scalar(2, .i64)])
        return reduced("ReduceSum", add("Mul", [odd, places]), [-1], keep: false)
    }
}
