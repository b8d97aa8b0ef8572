package import WeftDiagnostics

/// A convolution over up to three axes, channels innermost.
package struct ConvolutionCall<Size: Sendable & Hashable>: Sendable {
    package var algorithm: ConvolutionAlgorithm
    /// In five axes: batch, depth, height, width, channel.
    package var x: View<Size>
    /// How many of the rows of x lie in memory, row h where row h modulo this number lies; all where nothing is said.
    package var ring: Int?
    package var weight: View<Size>
    /// The result, where no program stores it.
    package var out: View<Size>?
    /// Where the mean of each row of the result goes besides, in five axes with a width of 1; depthwise without a program only.
    package var rowMeans: View<Size>?
    /// Batch, depth, height, width and channels of the result.
    package var result: [Size]
    package var kernel: [Int]
    package var stride: [Int]
    package var dilation: [Int]
    /// How many positions of padding come before each axis.
    package var before: [Size]
    package var groups: Int
    package var epilogue: Epilogue<Size>

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> ConvolutionCall<Other> {
        var (target, means): (View<Other>?, View<Other>?)
        if let out { target = try out.map(transform) }
        if let rowMeans { means = try rowMeans.map(transform) }
        return ConvolutionCall<Other>(
            algorithm: algorithm, x: try x.map(transform), ring: ring, weight: try weight.map(transform), out: target,
            rowMeans: means, result: try result.map(transform), kernel: kernel, stride: stride, dilation: dilation,
            before: try before.map(transform), groups: groups, epilogue: try epilogue.map(transform))
    }
}
