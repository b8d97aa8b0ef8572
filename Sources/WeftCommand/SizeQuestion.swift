import ArgumentParser

/// `H=350`, `H=350,W=200` or `H=1..512`.
struct SizeQuestion: ExpressibleByArgument {
    let sizes: [(String, ClosedRange<Int>)]

    init?(argument: String) {
        var sizes: [(String, ClosedRange<Int>)] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let pair = Assignment(argument: String(part)), let range = Self.range(pair.value) else { return nil }
            sizes.append((pair.name, range))
        }
        self.sizes = sizes
    }

    private static func range(_ text: String) -> ClosedRange<Int>? {
        if let size = Int(text) { return size >= 1 ? size...size : nil }
        let bounds = text.split(separator: ".", omittingEmptySubsequences: true).map(String.init)
        guard bounds.count == 2, text == bounds.joined(separator: "..") || text == bounds.joined(separator: "..."),
            let low = Int(bounds[0]), let high = Int(bounds[1]), low >= 1, low <= high
        else { return nil }
        return low...high
    }
}
