import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftTensors

/// `picture(resize, crop, scale=1, mean=0, std=1, order="rgb")`: pictures become a batch.
///
/// A pixel counts from 0 (black) to 255 (full), whatever the depth of the file, fractions kept. In this order: the
/// channels become what the input's type has, the picture is resized and cropped, and `(pixel · scale − mean) / std` is
/// computed for each channel.
struct PicturePreparation {
    let resize: [Int]?
    let crop: [Int]?
    let scale: Double
    let mean: [Double]
    let deviation: [Double]
    let order: String

    init(_ preparation: Metadata.Preparation) throws(Diagnostic) {
        let arguments = try PreparationArguments(
            preparation, allowing: ["resize", "crop", "scale", "mean", "std", "order"])
        resize = try arguments.sizes("resize")
        crop = try arguments.sizes("crop")
        scale = try arguments.real("scale", default: 1)
        mean = try arguments.reals("mean", default: 0)
        deviation = try arguments.reals("std", default: 1)
        order = try arguments.choice("order", of: ["rgb", "bgr"])
        guard deviation.allSatisfy({ $0 != 0 }) else { throw arguments.wrong("std", "other than 0") }
    }

    /// The tensor for an input, a picture for each file.
    func tensor(_ files: [FileContents], for input: String, _ type: TensorType) throws(Diagnostic) -> Tensor {
        let layout = try PictureLayout(type, input: input)
        for (name, values) in [("mean", mean), ("std", deviation)]
        where values.count != 1 && values.count != layout.channels {
            throw Diagnostic(
                "bad-argument",
                "'\(name)' of 'picture' has \(values.count) numbers, and input '\(input)' has \(layout.channels) channels"
            )
        }
        var planes: [PicturePlanes] = []
        for file in files {
            let prepared = try prepare(file, channels: layout.channels)
            if let first = planes.first, first.height != prepared.height || first.width != prepared.width {
                throw Diagnostic(
                    "pictures-differ",
                    "pictures of one batch must have one size: \(files[0].name) has \(first.sizeText),"
                        + " \(file.name) has \(prepared.sizeText)",
                    help: "declare resize and crop in the model's 'prepare', or run them one by one")
            }
            try layout.check(prepared, file: file.name, input: input, hasSizes: resize != nil || crop != nil)
            planes.append(prepared)
        }
        return try layout.tensor(planes, input: input)
    }

    /// One picture, resized, cropped and scaled, in the order of channels that the model wants.
    private func prepare(_ file: FileContents, channels: Int) throws(Diagnostic) -> PicturePlanes {
        var planes = PicturePlanes(try file.picture(), channels: channels)
        if order == "bgr" { planes.samples.reverse() }
        if let resize {
            let sizes = resize.count == 2 ? (resize[0], resize[1]) : planes.sizes(shorterSide: resize[0])
            try Picture.checkResult(height: sizes.0, width: sizes.1, file: file.name)
            planes.resize(height: sizes.0, width: sizes.1)
        }
        if let crop {
            let (height, width) = (crop[0], crop[crop.count - 1])
            guard planes.height >= height, planes.width >= width else {
                throw Diagnostic(
                    "picture-too-small",
                    "the picture has \(planes.sizeText), less than the crop to \(height)×\(width)", place: file.name,
                    help: "declare a resize before the crop in the model's 'prepare'")
            }
            planes.crop(height: height, width: width)
        }
        for channel in 0..<channels {
            let mean = mean[mean.count == 1 ? 0 : channel]
            let deviation = deviation[deviation.count == 1 ? 0 : channel]
            planes.map(channel) { ($0 * scale - mean) / deviation }
        }
        return planes
    }
}

extension Picture {
    /// Refuses what a resize of a very long and narrow picture would come to.
    fileprivate static func checkResult(height: Int, width: Int, file: String) throws(Diagnostic) {
        guard height.multipliedReportingOverflow(by: width).overflow == false, height * width <= largestPixelCount
        else {
            throw Diagnostic(
                "picture-too-large", "resized it would have \(height)×\(width) pixels, more than are allowed",
                place: file)
        }
    }
}
