import WeftCompiler
import WeftTensors

/// A view with the address that it has while a plan runs.
@safe
struct StridedMemory {
    let view: View<Int>
    /// The address of the view's first element.
    let start: UnsafeMutableRawPointer

    init(view: View<Int>, start: UnsafeMutableRawPointer) {
        self.view = view
        unsafe self.start = start
    }

    private var elementBytes: Int { max(view.elementType.bits / 8, 1) }

    /// Whether the elements lie side by side in C order.
    private var isDense: Bool {
        var stride = 1
        for (size, own) in zip(view.shape, view.strides).reversed() where size != 1 {
            guard own == stride else { return false }
            stride *= size
        }
        return true
    }

    /// The elements, dense and in C order.
    func tensor() -> Tensor? {
        Tensor(view.elementType, shape: view.shape) { bytes in
            unsafe bytes.withUnsafeMutableBytes { target in
                guard let base = target.baseAddress else { return }
                if isDense { return unsafe base.copyMemory(from: start, byteCount: target.count) }
                unsafe forEachElement { index, address in
                    unsafe (base + index * elementBytes).copyMemory(from: address, byteCount: elementBytes)
                }
            }
        }
    }

    /// Writes dense elements in C order to where the view has them.
    func write(_ tensor: Tensor) {
        tensor.withBytes { bytes in
            unsafe bytes.withUnsafeBytes { source in
                guard let base = source.baseAddress else { return }
                if isDense { return unsafe start.copyMemory(from: base, byteCount: source.count) }
                unsafe forEachElement { index, address in
                    unsafe address.copyMemory(from: base + index * elementBytes, byteCount: elementBytes)
                }
            }
        }
    }

    /// Calls a function with the number of each element in C order and its address.
    private func forEachElement(_ body: (Int, UnsafeMutableRawPointer) -> Void) {
        guard let count = view.shape.elementCount, count > 0 else { return }
        var place = [Int](repeating: 0, count: view.rank)
        var offset = 0
        for index in 0..<count {
            unsafe body(index, start + offset * elementBytes)
            var axis = view.rank - 1
            while axis >= 0 {
                place[axis] += 1
                offset += view.strides[axis]
                if place[axis] < view.shape[axis] { break }
                offset -= view.strides[axis] * view.shape[axis]
                place[axis] = 0
                axis -= 1
            }
        }
    }
}
