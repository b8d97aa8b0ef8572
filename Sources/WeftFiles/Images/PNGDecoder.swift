import CWeftImages
import WeftDiagnostics

/// PNG by libpng.
enum PNGDecoder {
    /// Deflate makes data at most this many times smaller, so a file's length bounds its picture.
    private static let largestRatio = 1032

    static func decode(_ bytes: Span<UInt8>, largest: Int) throws(Diagnostic) -> Picture {
        let (header, problem) = readHeader(bytes)
        if let problem { throw broken(problem) }
        let width = Int(header.width)
        let height = Int(header.height)
        try Picture.checkSizes(width: width, height: height, largest: largest)
        let storedBytes = width * height / 8 * Int(header.stored_bits)
        guard storedBytes / largestRatio <= bytes.count else {
            throw broken("\(bytes.count) bytes cannot hold a picture of \(width) by \(height) pixels")
        }
        let count = width * height * Int(header.channels)
        let (samples, failure) = readSamples(bytes, header, count)
        if let failure { throw broken(failure) }
        return Picture(
            width: width, height: height, channels: Int(header.channels), samples: samples,
            maximum: header.depth == 16 ? 65535 : 255)
    }

    private static func broken(_ reason: String) -> Diagnostic {
        Diagnostic("broken-picture", "the PNG file is damaged or cut short: \(reason.escapedForDisplay)")
    }

    private static func readHeader(_ bytes: Span<UInt8>) -> (weft_png_header, problem: String?) {
        var header = weft_png_header()
        let problem = unsafe withMessage { message in
            unsafe bytes.withUnsafeBufferPointer { input in
                unsafe weft_png_read_header(input.baseAddress, input.count, &header, message.baseAddress, message.count)
            }
        }
        return (header, problem)
    }

    private static func readSamples(
        _ bytes: Span<UInt8>, _ header: weft_png_header, _ count: Int
    ) -> ([UInt16], problem: String?) {
        var problem: String?
        let samples = unsafe [UInt16](unsafeUninitializedCapacity: count) { output, initialized in
            unsafe output.initialize(repeating: 0)
            initialized = count
            problem = unsafe withMessage { message in
                unsafe bytes.withUnsafeBufferPointer { input in
                    unsafe withUnsafePointer(to: header) { header in
                        unsafe weft_png_read_samples(
                            input.baseAddress, input.count, header, output.baseAddress, count,
                            message.baseAddress, message.count)
                    }
                }
            }
        }
        return (samples, problem)
    }

    /// Calls a C function that gives 0 or fills a message.
    private static func withMessage(_ call: (UnsafeMutableBufferPointer<CChar>) -> Int32) -> String? {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { message in
            unsafe message.initialize(repeating: 0)
            guard unsafe call(message) != 0 else { return nil }
            return unsafe String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}
