/// A rectangle by its sides.
struct Box {
    let top: Double
    let left: Double
    let bottom: Double
    let right: Double

    /// The boxes of a list of four numbers each: two opposite corners (y, x, y, x), or middle and sizes
    /// (x, y, width, height).
    static func all(_ numbers: [Double], center: Bool) -> [Box] {
        stride(from: 0, to: numbers.count - numbers.count % 4, by: 4).map { start in
            let (a, b, c, d) = (numbers[start], numbers[start + 1], numbers[start + 2], numbers[start + 3])
            return center
                ? Box(top: b - d / 2, left: a - c / 2, bottom: b + d / 2, right: a + c / 2)
                : Box(top: min(a, c), left: min(b, d), bottom: max(a, c), right: max(b, d))
        }
    }

    var area: Double { (bottom - top) * (right - left) }

    /// The intersection over the union; 0 where either box has no area.
    func overlap(_ other: Box) -> Double {
        let height = min(bottom, other.bottom) - max(top, other.top)
        let width = min(right, other.right) - max(left, other.left)
        guard area > 0, other.area > 0, height > 0, width > 0 else { return 0 }
        let common = height * width
        return common / (area + other.area - common)
    }
}
