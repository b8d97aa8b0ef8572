import CWeftKernels

// Arrays of C are tuples in Swift; missing numbers are filled in front or behind.

/// Three numbers.
func three(_ numbers: [Int]) -> (Int64, Int64, Int64) {
    (Int64(numbers[0]), Int64(numbers[1]), Int64(numbers[2]))
}

/// The first four of some numbers.
func four(_ numbers: [Int]) -> (Int64, Int64, Int64, Int64) {
    (Int64(numbers[0]), Int64(numbers[1]), Int64(numbers[2]), Int64(numbers[3]))
}

/// Five numbers.
func five(_ numbers: [Int]) -> (Int64, Int64, Int64, Int64, Int64) {
    (Int64(numbers[0]), Int64(numbers[1]), Int64(numbers[2]), Int64(numbers[3]), Int64(numbers[4]))
}

/// Eight numbers, of which missing ones are something else.
func eight(_ numbers: [Int], or other: Int = 0) -> (Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64) {
    func number(_ index: Int) -> Int64 { Int64(index < numbers.count ? numbers[index] : other) }
    return (number(0), number(1), number(2), number(3), number(4), number(5), number(6), number(7))
}

/// Where a field of a struct stands.
func offset<Root, Value>(_ path: KeyPath<Root, Value>) -> Int {
    guard let offset = MemoryLayout<Root>.offset(of: path) else {
        preconditionFailure("the field is not stored in the struct")
    }
    return offset
}
