import WeftDiagnostics

/// The numbers that windows are described by, checked: one for each spatial axis.
enum WindowNumbers {
    /// No number may be larger, so that products of two do not overflow.
    static let largest = 1 << 30

    /// A list with a list of one repeated; every number must be `lowest` or more.
    static func perAxis(
        _ numbers: [Int], _ name: String, axes: Int, lowest: Int
    ) throws(Diagnostic) -> [Int] {
        guard numbers.count == 1 || numbers.count == axes else {
            throw Diagnostic(
                "window-numbers-mismatch",
                "\(name) has \(numbers.count) numbers, but there \(axes == 1 ? "is 1 axis" : "are \(axes) axes")",
                help: axes == 1 ? "give one number" : "give one number for all axes, or one for each")
        }
        try check(numbers, name, lowest: lowest)
        return numbers.count == axes ? numbers : [Int](repeating: numbers[0], count: axes)
    }

    /// What an explicit padding says, before and after each axis.
    static func paddings(
        _ numbers: [Int], axes: Int
    ) throws(Diagnostic) -> (before: [Int], after: [Int]) {
        if numbers.count == 2 * axes {
            try check(numbers, "pad", lowest: 0)
            return (Array(numbers[..<axes]), Array(numbers[axes...]))
        }
        guard numbers.count == 1 || numbers.count == axes else {
            throw Diagnostic(
                "window-numbers-mismatch",
                "pad has \(numbers.count) numbers, but there \(axes == 1 ? "is 1 axis" : "are \(axes) axes")",
                help: "give one number for all sides, one for each axis, or all befores and then all afters")
        }
        let all = try perAxis(numbers, "pad", axes: axes, lowest: 0)
        return (all, all)
    }

    private static func check(_ numbers: [Int], _ name: String, lowest: Int) throws(Diagnostic) {
        for number in numbers where number < lowest || number > largest {
            throw Diagnostic(
                "window-number-out-of-range", "\(name) must be from \(lowest) to \(largest), not \(number)")
        }
    }
}
