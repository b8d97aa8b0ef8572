import WeftFiles

/// A picture while it is prepared: one plane for each channel, pixels from 0 to 255 with fractions.
struct PicturePlanes {
    private(set) var height: Int
    private(set) var width: Int
    /// The planes, each `height · width` pixels in rows from the top.
    var samples: [[Double]]

    /// Grey becomes colour by repeating it, colour becomes grey by the luma of ITU-R BT.601-2
    /// (`0.299 R + 0.587 G + 0.114 B`), as PIL's `convert("L")` weighs it.
    init(_ picture: Picture, channels: Int) {
        height = picture.height
        width = picture.width
        let count = height * width
        let unit = 255 / Double(picture.maximum)
        func plane(_ channel: Int) -> [Double] {
            (0..<count).map { Double(picture.samples[$0 * picture.channels + channel]) * unit }
        }
        switch (picture.channels, channels) {
        case (1, _): samples = [[Double]](repeating: plane(0), count: channels)
        case (_, 1):
            samples = [
                (0..<count).map { pixel in
                    let red = Double(picture.samples[pixel * 3])
                    let green = Double(picture.samples[pixel * 3 + 1])
                    let blue = Double(picture.samples[pixel * 3 + 2])
                    return (0.299 * red + 0.587 * green + 0.114 * blue) * unit
                }
            ]
        default: samples = (0..<3).map(plane)
        }
    }

    /// Height and width, for people.
    var sizeText: String { "\(height)×\(width)" }

    /// Height and width when the shorter side gets a size and the longer follows, rounded down as torchvision does.
    func sizes(shorterSide: Int) -> (Int, Int) {
        let scaled = max(1, Int(Double(shorterSide) * Double(max(height, width)) / Double(min(height, width))))
        return height <= width ? (shorterSide, scaled) : (scaled, shorterSide)
    }

    /// Keeps the middle; an odd pixel too many falls as torchvision's `CenterCrop` has it.
    mutating func crop(height newHeight: Int, width newWidth: Int) {
        let top = Int((Double(height - newHeight) / 2).rounded(.toNearestOrEven))
        let left = Int((Double(width - newWidth) / 2).rounded(.toNearestOrEven))
        for index in samples.indices {
            let plane = samples[index]
            var cropped: [Double] = []
            cropped.reserveCapacity(newHeight * newWidth)
            for row in top..<(top + newHeight) {
                cropped += plane[(row * width + left)..<(row * width + left + newWidth)]
            }
            samples[index] = cropped
        }
        (height, width) = (newHeight, newWidth)
    }

    /// Resizes with a triangle filter that widens as the picture shrinks: PIL's and torchvision's antialiased bilinear,
    /// without their rounding to whole pixels between the steps. Columns first, then rows.
    mutating func resize(height newHeight: Int, width newWidth: Int) {
        if newWidth != width {
            let filter = TriangleFilter(from: width, to: newWidth)
            for index in samples.indices { samples[index] = filter.alongRows(samples[index], rows: height) }
            width = newWidth
        }
        if newHeight != height {
            let filter = TriangleFilter(from: height, to: newHeight)
            for index in samples.indices { samples[index] = filter.alongColumns(samples[index], columns: width) }
            height = newHeight
        }
    }

    mutating func map(_ channel: Int, _ transform: (Double) -> Double) {
        for index in samples[channel].indices { samples[channel][index] = transform(samples[channel][index]) }
    }
}

/// For each new pixel along one axis, the old pixels that it is made of and their shares.
private struct TriangleFilter {
    private struct Taps {
        let first: Int
        let weights: [Double]
    }

    private let oldSize: Int
    private let taps: [Taps]

    init(from oldSize: Int, to newSize: Int) {
        self.oldSize = oldSize
        let step = Double(oldSize) / Double(newSize)
        let support = max(step, 1)
        taps = (0..<newSize).map { index in
            let centre = (Double(index) + 0.5) * step
            let first = max(0, Int(centre - support + 0.5))
            let end = max(first + 1, min(oldSize, Int(centre + support + 0.5)))
            let raw = (first..<end).map { max(0, 1 - abs((Double($0) + 0.5 - centre) / support)) }
            let sum = raw.reduce(0, +)
            return Taps(first: first, weights: sum > 0 ? raw.map { $0 / sum } : raw.map { _ in 1 / Double(raw.count) })
        }
    }

    func alongRows(_ plane: [Double], rows: Int) -> [Double] {
        var result: [Double] = []
        result.reserveCapacity(rows * taps.count)
        for row in 0..<rows {
            for tap in taps {
                var sum = 0.0
                for (offset, weight) in tap.weights.enumerated() {
                    sum += plane[row * oldSize + tap.first + offset] * weight
                }
                result.append(sum)
            }
        }
        return result
    }

    func alongColumns(_ plane: [Double], columns: Int) -> [Double] {
        var result = [Double](repeating: 0, count: taps.count * columns)
        for (row, tap) in taps.enumerated() {
            for (offset, weight) in tap.weights.enumerated() {
                let start = (tap.first + offset) * columns
                for column in 0..<columns { result[row * columns + column] += plane[start + column] * weight }
            }
        }
        return result
    }
}
