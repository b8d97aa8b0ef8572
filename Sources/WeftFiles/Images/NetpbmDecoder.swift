import WeftDiagnostics

/// PGM and PPM, as text (P2, P3) and in bytes (P5, P6); netpbm.sourceforge.net/doc/pgm.html and ppm.html.
enum NetpbmDecoder {
    static func decode(_ bytes: Span<UInt8>, largest: Int) throws(Diagnostic) -> Picture {
        let kind = bytes[1]
        let channels = kind == 0x33 || kind == 0x36 ? 3 : 1
        var position = 2
        let width = try number(bytes, &position, "the width")
        let height = try number(bytes, &position, "the height")
        let maximum = try number(bytes, &position, "the largest value")
        guard (1...65535).contains(maximum) else {
            throw broken("the largest value must be from 1 to 65535, and this one is \(maximum)", at: position)
        }
        try Picture.checkSizes(width: width, height: height, largest: largest)
        let count = width * height * channels
        let isText = kind == 0x32 || kind == 0x33
        // In bytes one blank ends the header; as text a sample takes a digit and a blank before it.
        let needed = isText ? count * 2 : 1 + count * (maximum > 255 ? 2 : 1)
        guard bytes.count - position >= needed else {
            throw broken(
                "a picture of \(width) by \(height) pixels needs \(needed) bytes here, and \(bytes.count - position) are"
                    + " left", at: position)
        }
        let samples =
            isText
            ? try text(bytes, position, count, maximum) : try binary(bytes, position + 1, count, maximum)
        return Picture(width: width, height: height, channels: channels, samples: samples, maximum: maximum)
    }

    private static func text(
        _ bytes: Span<UInt8>, _ start: Int, _ count: Int, _ maximum: Int
    ) throws(Diagnostic) -> [UInt16] {
        var position = start
        var samples: [UInt16] = []
        samples.reserveCapacity(count)
        while samples.count < count {
            let sample = try number(bytes, &position, "sample \(samples.count)")
            guard sample <= maximum else { throw tooLarge(sample, maximum, position) }
            samples.append(UInt16(sample))
        }
        return samples
    }

    private static func binary(
        _ bytes: Span<UInt8>, _ start: Int, _ count: Int, _ maximum: Int
    ) throws(Diagnostic) -> [UInt16] {
        var samples = [UInt16](repeating: 0, count: count)
        var highest = 0
        for index in 0..<count {
            let sample =
                maximum > 255
                ? Int(bytes[start + 2 * index]) << 8 | Int(bytes[start + 2 * index + 1]) : Int(bytes[start + index])
            highest = max(highest, sample)
            samples[index] = UInt16(sample)
        }
        guard highest <= maximum else { throw tooLarge(highest, maximum, start) }
        return samples
    }

    /// The next number, after white space and comments from `#` to the end of the line.
    private static func number(
        _ bytes: Span<UInt8>, _ position: inout Int, _ what: @autoclosure () -> String
    ) throws(Diagnostic) -> Int {
        let before = position
        while position < bytes.count, bytes.isBlank(at: position) || bytes[position] == 0x23 {
            let isComment = bytes[position] == 0x23
            position += 1
            while isComment, position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
        }
        var value = 0
        let start = position
        while position < bytes.count, case 0x30...0x39 = bytes[position], position - start < 10 {
            value = value * 10 + Int(bytes[position] - 0x30)
            position += 1
        }
        guard position > start, before < start else {
            throw broken(
                position == bytes.count ? "it ends before \(what())" : "\(what()) is not a number", at: position)
        }
        return value
    }

    private static func tooLarge(_ sample: Int, _ maximum: Int, _ position: Int) -> Diagnostic {
        broken("a sample of \(sample) is above the largest value \(maximum)", at: position)
    }

    private static func broken(_ reason: String, at offset: Int) -> Diagnostic {
        Diagnostic("broken-picture", "the PGM or PPM file is damaged or cut short: \(reason)", place: "byte \(offset)")
    }
}
