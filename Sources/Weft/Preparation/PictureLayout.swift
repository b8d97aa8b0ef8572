import WeftDiagnostics
import WeftGraph
import WeftTensors

/// How an input's type says that pictures lie in it.
struct PictureLayout {
    /// What stands along each axis.
    private enum Axis {
        /// One clip, whose frames are the pictures.
        case clip
        case picture, channel, row, column
    }

    private let type: TensorType
    private let axes: [Axis]
    let channels: Int

    /// Four axes are `[N, C, H, W]`, or `[N, H, W, C]` where only the last is 1 or 3; three are `[N, H, W]` of grey, or
    /// `[3, H, W]`; two are `[H, W]`. Five are one clip, the pictures its frames: `[N, C, T, H, W]` or `[N, T, C, H, W]`.
    init(_ type: TensorType, input: String) throws(Diagnostic) {
        self.type = type
        func isChannels(_ axis: Int) -> Bool { type.shape[axis].value == 1 || type.shape[axis].value == 3 }
        switch type.rank {
        case 5 where isChannels(1): axes = [.clip, .channel, .picture, .row, .column]
        case 5 where isChannels(2): axes = [.clip, .picture, .channel, .row, .column]
        case 4 where isChannels(1): axes = [.picture, .channel, .row, .column]
        case 4 where isChannels(3): axes = [.picture, .row, .column, .channel]
        case 3 where type.shape[0].value == 3: axes = [.channel, .row, .column]
        case 3: axes = [.picture, .row, .column]
        case 2: axes = [.row, .column]
        default:
            throw Diagnostic(
                "not-a-picture-input", "input '\(input)' of type \(type) does not hold pictures",
                help: "a picture fills [N, C, H, W], [N, H, W, C] with 1 or 3 channels, [N, H, W], [3, H, W] or "
                    + "[H, W]; frames of a clip fill [N, C, T, H, W] or [N, T, C, H, W]")
        }
        channels = axes.firstIndex(of: .channel).flatMap { type.shape[$0].value } ?? 1
        guard type.elementType.computes, type.elementType.kind != .bool else {
            throw Diagnostic(
                "not-a-picture-input", "input '\(input)' of type \(type) does not hold pictures",
                help: "pictures need a type of numbers that can be computed with")
        }
    }

    /// Refuses a picture that a fixed size of the type does not fit.
    func check(_ picture: PicturePlanes, file: String, input: String, hasSizes: Bool) throws(Diagnostic) {
        guard let row = axes.firstIndex(of: .row), let column = axes.firstIndex(of: .column) else { return }
        let (height, width) = (type.shape[row], type.shape[column])
        guard (height.value ?? picture.height) != picture.height || (width.value ?? picture.width) != picture.width
        else { return }
        throw Diagnostic(
            "picture-size",
            "input '\(input)' takes pictures of \(height)×\(width) (height×width), and this one has"
                + " \(picture.sizeText)\(hasSizes ? " after resize and crop" : "")",
            place: file,
            help: hasSizes
                ? "change resize and crop in the model's 'prepare'"
                : "resize the file, or declare resize and crop in the model's 'prepare'")
    }

    /// All pictures, of equal sizes, as one tensor.
    func tensor(_ pictures: [PicturePlanes], input: String) throws(Diagnostic) -> Tensor {
        guard let first = pictures.first else {
            throw Diagnostic("missing-input", "input '\(input)' is given no picture")
        }
        let batch = axes.firstIndex(of: .picture).map { type.shape[$0].value } ?? 1
        let clips = axes.first == .clip ? type.shape[0].value ?? 1 : 1
        guard batch == nil || batch == pictures.count, clips == 1 else {
            throw Diagnostic(
                "batch-size",
                "input '\(input)' of type \(type) takes \((batch ?? 1) * clips) pictures, and \(pictures.count) are given"
            )
        }
        let shape = axes.map { axis in
            switch axis {
            case .clip: 1
            case .picture: pictures.count
            case .channel: channels
            case .row: first.height
            case .column: first.width
            }
        }
        return PlainTensor(nearest: values(of: pictures), type.elementType, shape: shape).tensor
    }

    /// The numbers of pictures in the order of the axes.
    private func values(of pictures: [PicturePlanes]) -> [Double] {
        if axes.last == .channel {
            return pictures.flatMap { picture in
                (0..<(picture.height * picture.width)).flatMap { pixel in picture.samples.map { $0[pixel] } }
            }
        }
        if axes == [.clip, .channel, .picture, .row, .column] {
            return (0..<channels).flatMap { channel in pictures.flatMap { $0.samples[channel] } }
        }
        return pictures.flatMap { $0.samples.joined() }
    }
}

extension PlainTensor {
    /// Values of a type nearest to reals; integers are rounded, ties to even, and clamped to their range.
    fileprivate init(nearest values: [Double], _ type: ElementType, shape: [Int]) {
        guard !type.isFloat, let range = type.integerRange else {
            self.init(rounding: values, type, shape: shape)
            return
        }
        let integers = values.map { value in
            min(max(Int64(clampingReal: value.rounded(.toNearestOrEven)), range.lowerBound), range.upperBound)
        }
        self.init(wrapping: integers, type, shape: shape)
    }
}
