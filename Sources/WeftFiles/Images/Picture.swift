package import WeftDiagnostics

/// A picture as it stands in a file: grey or colour, rows from the top, channels innermost.
package struct Picture: Sendable, Equatable {
    /// Columns and rows of pixels; both at least 1.
    package let width: Int
    package let height: Int
    /// 1 for grey, 3 for red, green and blue.
    package let channels: Int
    /// The samples, `height · width · channels` of them, each from 0 to `maximum`.
    package let samples: [UInt16]
    /// What a full sample is: 255, 65535, or what a PGM or PPM file says.
    package let maximum: Int

    /// How many pixels are read unless the caller says otherwise.
    package static let largestPixelCount = 100_000_000

    /// Makes a picture; the number of samples must fit the sizes.
    package init(width: Int, height: Int, channels: Int, samples: [UInt16], maximum: Int) {
        precondition([height, width, channels].reduce(1, *) == samples.count && maximum > 0)
        self.width = width
        self.height = height
        self.channels = channels
        self.samples = samples
        self.maximum = maximum
    }

    /// Reads a PNG, PGM or PPM file, told apart by content.
    ///
    /// A palette is looked up, samples below 8 bits are widened, and transparency is dropped, as PIL's
    /// `convert("RGB")` does. Gamma and colour profiles are not applied. Of a file of several pictures the first counts.
    ///
    /// - Throws: `unknown-picture` for anything else, `broken-picture` for one that is damaged or cut short,
    ///   `picture-too-large` for one of more than `largest` pixels.
    package static func decode(
        _ bytes: Span<UInt8>, largest: Int = largestPixelCount
    ) throws(Diagnostic) -> Picture {
        switch PictureFormat(bytes) {
        case .png: try PNGDecoder.decode(bytes, largest: largest)
        case .netpbm: try NetpbmDecoder.decode(bytes, largest: largest)
        case .foreign(let name): throw unknown("this is \(name)")
        case nil: throw unknown(bytes.isEmpty ? "the file is empty" : "this is no picture of a known format")
        }
    }

    private static func unknown(_ what: String) -> Diagnostic {
        Diagnostic(
            "unknown-picture", "\(what), and pictures are read from PNG, PGM and PPM",
            help: "convert it first, for example with ImageMagick: magick IN OUT.png")
    }

    /// Refuses absurd sizes before anything is allocated for them.
    static func checkSizes(width: Int, height: Int, largest: Int) throws(Diagnostic) {
        guard width > 0, height > 0 else {
            throw Diagnostic("broken-picture", "a picture of \(width) by \(height) pixels has nothing in it")
        }
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        guard !overflow, pixels <= largest else {
            throw Diagnostic(
                "picture-too-large", "the picture has \(width) by \(height) pixels, more than the \(largest) allowed")
        }
    }
}

extension FileContents {
    /// The picture in the file.
    ///
    /// - Throws: as ``Picture/decode(_:largest:)``, with the file as place.
    package func picture(largest: Int = Picture.largestPixelCount) throws(Diagnostic) -> Picture {
        do {
            return try withAllBytes { bytes throws(Diagnostic) in try Picture.decode(bytes, largest: largest) }
        } catch {
            throw error.placed(in: name)
        }
    }
}
