/// Where along an axis of the input each position of a resized axis lies.
struct ResizePlaces {
    private let input: Int
    private let size: Int
    private let step: Double?
    private let coordinates: Op.Resize.Coordinates
    /// Whether ends are aligned by the size of the result, whatever the scale.
    private let align: Bool
    private let isNearest: Bool
    private let rounding: Op.Resize.Rounding
    /// The part that is shown, from 0 to 1 between the first and the last element.
    private let crop: (start: Double, end: Double)

    init(from input: Int, to size: Int, step: Double?, _ resize: Op.Resize, axis: Int) {
        self.input = input
        self.size = size
        self.step = step
        coordinates = resize.effectiveCoordinates
        align = resize.align
        isNearest = resize.mode == .nearest
        rounding = resize.rounding
        if let crop = resize.crop, crop.count > axis + crop.count / 2 {
            self.crop = (crop[axis], crop[axis + crop.count / 2])
        } else {
            crop = (0, 1)
        }
    }

    /// The position that is read, where it is a quotient of whole numbers, which no rounding disturbs.
    func exactPosition(_ index: Int) -> Int? {
        guard isNearest, coordinates == .asymmetric, rounding == .floor else { return nil }
        return step.map { Int(Double(index) * $0) } ?? index * input / size
    }

    subscript(index: Int) -> Double {
        let x = Double(index)
        let distance = step ?? Double(input) / Double(size)
        let last = Double(input - 1)
        // A size that a scale gives is not rounded where both ends are mapped.
        let length = align ? Double(size) : step.map { Double(input) / $0 } ?? Double(size)
        switch coordinates {
        case .asymmetric: return x * distance
        case .halfPixel: return (x + 0.5) * distance - 0.5
        case .halfPixelSymmetric:
            let offset = Double(input) / 2 * (1 - Double(size) / length)
            return offset + (x + 0.5) * distance - 0.5
        case .pytorchHalfPixel: return size > 1 ? (x + 0.5) * distance - 0.5 : 0
        case .tfHalfPixel: return (x + 0.5) * distance
        case .alignCorners: return length == 1 ? 0 : x * last / (length - 1)
        case .crop:
            let width = (crop.end - crop.start) * last
            return crop.start * last + (length == 1 ? width / 2 : x * width / (length - 1))
        }
    }
}
