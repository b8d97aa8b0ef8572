import WeftTensors

extension PlainTensor {
    /// The elements as keys that order them: signed integers as they are, reals by their value with NaN above all.
    var orderKeys: [Int64] {
        switch elements {
        case .integers(let values): values.map { $0 ^ elementType.orderBias }
        case .reals(let values): values.map { $0.orderKey }
        }
    }

    /// What is chosen of the keys of each run.
    func ranked<Result>(_ runs: Runs, _ choose: ([Int64]) -> Result) -> [Result] {
        runs.map(orderKeys, nil) { choose(Array($0)) }
    }
}

extension Double {
    /// An integer in the order of the values: both zeros are equal, all NaNs are equal and above infinity.
    var orderKey: Int64 {
        if isNaN { return .max }
        if self == 0 { return 0 }
        let bits = Int64(bitPattern: magnitude.bitPattern)
        return self < 0 ? -bits : bits
    }
}
