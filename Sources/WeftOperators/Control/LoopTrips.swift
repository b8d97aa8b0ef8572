package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// What the states and results of a loop are: plain tensors where it is interpreted, tensors where its body is compiled.
package protocol LoopValue {
    var shape: [Int] { get }

    /// Values of one shape one after another, under another shape.
    static func joined(_ values: [Self], _ type: ElementType, shape: [Int]) throws(Diagnostic) -> Self
}

extension Op.Loop {
    /// Runs the trips of the loop: as many as there are at most, where that is said, and as long as the condition holds.
    ///
    /// - Parameter body: one trip, by its number, the condition and the states; gives the next condition, then the next
    ///   states and the results.
    /// - Returns: the last states, then the stacked results.
    /// - Throws: `too-many-steps`, `loop-size-varies`, `tensor-too-large`, and what the body throws.
    package func run<Value: LoopValue>(
        trips: Int64?, condition: Bool?, states: [Value], _ binding: [Symbol: Int],
        body: (_ trip: Int64, _ condition: Bool, _ states: [Value]) throws(Diagnostic) -> (Bool, [Value])
    ) throws(Diagnostic) -> [Value] {
        var states = states
        var goesOn = condition ?? true
        var results = self.body.outputs.dropFirst(1 + carried).map {
            LoopResult<Value>(self.body.type($0.value), $0.name)
        }
        var trip: Int64 = 0
        while trip < trips ?? .max, goesOn {
            guard trip < Int64(Budgets().steps) else {
                throw Diagnostic(
                    "too-many-steps", "a loop goes on after \(Budgets().steps) trips",
                    help: "its condition may never become false")
            }
            do {
                let outputs: [Value]
                (goesOn, outputs) = try body(trip, goesOn, states)
                states = Array(outputs[..<carried])
                for index in results.indices { try results[index].append(outputs[carried + index]) }
            } catch {
                throw error.noting("at trip \(trip)")
            }
            trip += 1
        }
        for result in results { states.append(try result.stacked(binding)) }
        return states
    }
}

/// The results of the trips of a loop, put together.
private struct LoopResult<Value: LoopValue> {
    private let type: TensorType
    private let name: String
    private var values: [Value] = []
    private var count = 0

    init(_ type: TensorType, _ name: String) {
        self.type = type
        self.name = name
    }

    mutating func append(_ value: Value) throws(Diagnostic) {
        let step = values.first?.shape ?? value.shape
        guard step == value.shape else {
            throw Diagnostic(
                "loop-size-varies", "the result '\(name)' has the sizes \(value.shape), but \(step) before",
                help: "results of trips are stacked, so all have the same sizes")
        }
        values.append(value)
        count += value.shape.elementCount ?? 0
        guard count <= Budgets().tensorElements else {
            throw Diagnostic("tensor-too-large", "the results '\(name)' are more elements than can be held")
        }
    }

    /// The stacked result; without trips, sizes that were never found are 0.
    func stacked(_ binding: [Symbol: Int]) throws(Diagnostic) -> Value {
        let step = values.first?.shape ?? type.shape.map { $0.evaluated(binding) ?? 0 }
        return try Value.joined(values, type.elementType, shape: try ([values.count] + step).counted())
    }
}

extension PlainTensor: LoopValue {
    package static func joined(
        _ values: [PlainTensor], _ type: ElementType, shape: [Int]
    ) throws(Diagnostic) -> PlainTensor {
        let elements: Elements =
            type.isFloat ? .reals(values.flatMap(\.reals)) : .integers(values.flatMap(\.integers))
        return PlainTensor(unchecked: elements, type, shape: shape)
    }
}

extension Tensor: LoopValue {
    package static func joined(_ values: [Tensor], _ type: ElementType, shape: [Int]) throws(Diagnostic) -> Tensor {
        // What is packed below a byte does not begin at one.
        guard type.bits >= 8 else {
            return try PlainTensor.joined(values.map { PlainTensor($0) }, type, shape: shape).tensor
        }
        guard let joined = Tensor(type, shape: shape, bytes: values.flatMap(\.bytes)) else {
            throw Diagnostic("tensor-too-large", "the results of a loop are more bytes than can be held")
        }
        return joined
    }
}
