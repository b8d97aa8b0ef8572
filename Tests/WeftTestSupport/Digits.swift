import Foundation
import WeftFiles

/// The test images of MNIST (LeCun et al. 1998), as the shared material has them.
package enum Digits {
    private static let images = SharedData.path("datasets/mnist/t10k-images-idx3-ubyte.xz")
    private static let labels = SharedData.path("datasets/mnist/t10k-labels-idx1-ubyte.xz")

    private static let unpacker = ["/usr/bin/xz", "/bin/xz"].first { Folders.kind(of: $0) == .file }

    /// Whether the images and a program that unpacks them are there.
    package static let areThere = SharedData.isThere && Folders.kind(of: images) == .file && unpacker != nil

    /// The pixels of the 10,000 images, 784 bytes each.
    package static func testImages() throws -> [UInt8] {
        // The header holds a magic number and three sizes, four bytes each.
        Array(try unpacked(images).dropFirst(16))
    }

    /// The digits that the images show.
    package static func testLabels() throws -> [UInt8] {
        // The header holds a magic number and a size.
        Array(try unpacked(labels).dropFirst(8))
    }

    private static func unpacked(_ path: String) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: unpacker ?? "xz")
        process.arguments = ["-dc", path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let bytes = [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        return bytes
    }
}
