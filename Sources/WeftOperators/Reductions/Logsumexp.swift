package import WeftGraph
import WeftTensors

extension Op {
    /// log(Σ exp(x)) along axes, without overflow. ONNX `ReduceLogSumExp`.
    package struct Logsumexp: Reduction {
        package var axis: [Int] = []
        package var keep = false

        package static let signature = Signature.reduction("logsumexp")

        package init() {}

        package func value(_ run: ArraySlice<Double>) -> Double {
            let most = run.reduce(-.infinity, Maths.maximum)
            if !most.isFinite { return most }
            return most + Maths.log(run.reduce(0) { $0 + Maths.exp($1 - most) })
        }

        package static let examples = [
            OperatorExample(
                "of large numbers", Logsumexp(axis: [0]), [.f32([1000, 1000]), nil], gives: [.f32([1000.6931472], [])]),
            OperatorExample(
                "within lengths", Logsumexp(axis: [1]), [.f32([0, 0, 9, 9, 9, 9], [2, 3]), .i32([2, 0])],
                gives: [.f32([0.6931472, 0])]),
            OperatorExample("of nothing", Logsumexp(), [.f32([]), nil], gives: [.f32([-.infinity], [])]),
        ]
    }
}
