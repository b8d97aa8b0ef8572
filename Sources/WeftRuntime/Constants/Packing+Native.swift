import CWeftKernels
import WeftCompiler
import WeftDiagnostics
import WeftTensors

extension Packing {
    /// A weight laid out for the kernels of an instruction set, some rows at a time.
    ///
    /// - Parameters:
    ///   - room: where it is to lie.
    ///   - rows: gives positions of the weight's first axis; their pages are given back when they are laid out.
    func packed(
        for isa: weft_isa, in room: inout PackedRoom, _ rows: (Range<Int>) throws(Diagnostic) -> Tensor
    ) throws(Diagnostic) -> Tensor {
        let blocks = blocks(isa)
        let target = unsafe try room.tensor(count(isa)) { start throws(Diagnostic) in
            for block in blocks {
                let part = try rows(block.rows)
                if let from = unsafe part.unsafeBytes.baseAddress?.assumingMemoryBound(to: Float.self) {
                    unsafe block.packing.pack(isa, from, start + block.offset)
                }
                part.release()
            }
        }
        guard let target else { throw Diagnostic("tensor-too-large", "a packed weight is too large") }
        return target
    }

    /// How many numbers the packed weight has; -1 for more than there can be.
    func count(_ isa: weft_isa) -> Int {
        let count =
            switch native {
            case .product(let packing):
                unsafe withUnsafePointer(to: packing) { unsafe weft_product_packed_count(isa, $0) }
            case .convolution(let algorithm, let packing):
                unsafe withUnsafePointer(to: packing) { packing in
                    if let points = algorithm.points {
                        unsafe weft_winograd_packed_count(isa, Int32(points), packing)
                    } else if algorithm == .depthwise {
                        unsafe weft_depthwise_packed_count(packing)
                    } else {
                        unsafe weft_convolution_packed_count(isa, packing)
                    }
                }
            }
        return Int(count)
    }

    @unsafe
    private func pack(_ isa: weft_isa, _ from: UnsafePointer<Float>, _ to: UnsafeMutablePointer<Float>) {
        switch native {
        case .product(let packing):
            unsafe withUnsafePointer(to: packing) { unsafe weft_product_pack(isa, $0, from, to) }
        case .convolution(let algorithm, let packing):
            unsafe withUnsafePointer(to: packing) { packing in
                if let points = algorithm.points {
                    unsafe weft_winograd_pack(isa, Int32(points), packing, from, to)
                } else if algorithm == .depthwise {
                    unsafe weft_depthwise_pack(packing, from, to)
                } else {
                    unsafe weft_convolution_pack(isa, packing, from, to)
                }
            }
        }
    }

    private enum Native {
        case product(weft_product_packing)
        case convolution(ConvolutionAlgorithm, weft_convolution_packing)
    }

    private var native: Native {
        switch self {
        case .product(let groups, let columns, let depth):
            var packing = weft_product_packing()
            (packing.n, packing.k, packing.groups) = (Int64(columns), Int64(depth), Int32(groups))
            packing.strides = (Int64(columns * depth), 1, Int64(depth))
            return .product(packing)
        case .productOfRows(let depth, let columns):
            var packing = weft_product_packing()
            (packing.n, packing.k, packing.groups) = (Int64(columns), Int64(depth), 1)
            packing.strides = (0, Int64(columns), 1)
            return .product(packing)
        case .convolution(let algorithm, let groups, let inputs, let outputs, let kernel):
            var packing = weft_convolution_packing()
            packing.kernel = three(kernel)
            (packing.groups, packing.in_channels, packing.out_channels) = (
                Int64(groups), Int64(inputs), Int64(outputs)
            )
            return .convolution(algorithm, packing)
        }
    }
}
