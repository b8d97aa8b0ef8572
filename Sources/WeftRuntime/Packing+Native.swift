import CWeftKernels
import WeftCompiler
import WeftDiagnostics
import WeftTensors

extension Packing {
    /// A weight laid out for the kernels of an instruction set.
    func packed(_ source: Tensor, _ isa: weft_isa) throws(Diagnostic) -> Tensor {
        switch self {
        case .product(let groups, let columns, let depth):
            var packing = weft_product_packing()
            (packing.n, packing.k, packing.groups) = (Int64(columns), Int64(depth), Int32(groups))
            packing.strides = (Int64(columns * depth), 1, Int64(depth))
            return try product(packing, source, isa)
        case .productOfRows(let depth, let columns):
            var packing = weft_product_packing()
            (packing.n, packing.k, packing.groups) = (Int64(columns), Int64(depth), 1)
            packing.strides = (0, Int64(columns), 1)
            return try product(packing, source, isa)
        case .convolution(let algorithm, let groups, let inputs, let outputs, let kernel):
            var packing = weft_convolution_packing()
            packing.kernel = three(kernel)
            (packing.groups, packing.in_channels, packing.out_channels) = (
                Int64(groups), Int64(inputs), Int64(outputs)
            )
            let taps = kernel.reduce(1, *)
            packing.strides = five([inputs / groups * taps, taps, kernel[1] * kernel[2], kernel[2], 1])
            return try convolution(algorithm, packing, source, isa)
        }
    }

    private func product(
        _ packing: weft_product_packing, _ source: Tensor, _ isa: weft_isa
    ) throws(Diagnostic) -> Tensor {
        let count = unsafe withUnsafePointer(to: packing) { unsafe weft_product_packed_count(isa, $0) }
        return try unsafe filled(count, source) { from, to in
            unsafe withUnsafePointer(to: packing) { unsafe weft_product_pack(isa, $0, from, to) }
        }
    }

    private func convolution(
        _ algorithm: ConvolutionAlgorithm, _ packing: weft_convolution_packing, _ source: Tensor, _ isa: weft_isa
    ) throws(Diagnostic) -> Tensor {
        let count = unsafe withUnsafePointer(to: packing) { packing in
            switch algorithm {
            case .direct: unsafe weft_convolution_packed_count(isa, packing)
            case .depthwise: unsafe weft_depthwise_packed_count(packing)
            case .winograd4: unsafe weft_winograd_packed_count(isa, 4, packing)
            case .winograd2: unsafe weft_winograd_packed_count(isa, 2, packing)
            }
        }
        return try unsafe filled(count, source) { from, to in
            unsafe withUnsafePointer(to: packing) { packing in
                switch algorithm {
                case .direct: unsafe weft_convolution_pack(isa, packing, from, to)
                case .depthwise: unsafe weft_depthwise_pack(packing, from, to)
                case .winograd4: unsafe weft_winograd_pack(isa, 4, packing, from, to)
                case .winograd2: unsafe weft_winograd_pack(isa, 2, packing, from, to)
                }
            }
        }
    }

    private func filled(
        _ count: Int64, _ source: Tensor, _ pack: (UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
    ) throws(Diagnostic) -> Tensor {
        let target = Tensor(.f32, shape: [Int(count)]) { bytes in
            unsafe bytes.withUnsafeMutableBytes { target in
                guard let to = target.baseAddress, let from = unsafe source.unsafeBytes.baseAddress else { return }
                unsafe pack(from.assumingMemoryBound(to: Float.self), to.assumingMemoryBound(to: Float.self))
            }
        }
        guard let target else { throw Diagnostic("tensor-too-large", "a packed weight is too large") }
        return target
    }
}
