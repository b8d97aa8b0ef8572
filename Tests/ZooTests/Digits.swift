import Foundation
import WeftFiles
import WeftTestSupport

/// The test images of MNIST (LeCun et al. 1998), as the shared material has them.
enum Digits {
    private static let path = SharedData.path("datasets/mnist/t10k-images-idx3-ubyte.xz")

    private static let unpacker = ["/usr/bin/xz", "/bin/xz"].first { Folders.kind(of: $0) == .file }

    /// Whether the images and a program that unpacks them are there.
    static let areThere = SharedData.isThere && Folders.kind(of: path) == .file && unpacker != nil

    /// The pixels of the 10,000 images, 784 bytes each.
    static func testImages() throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: unpacker ?? "xz")
        process.arguments = ["-dc", path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let bytes = [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        // The header holds a magic number and three sizes, four bytes each.
        return Array(bytes.dropFirst(16))
    }
}
