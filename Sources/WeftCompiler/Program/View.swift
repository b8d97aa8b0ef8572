package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// The number of a buffer in its program.
package struct BufferID: Hashable, Sendable {
    package let index: Int

    package init(_ index: Int) {
        self.index = index
    }
}

/// A tensor as it lies in a buffer: an extent and a stride for each axis, in the order of the graph.
///
/// In a program sizes are expressions (`Dimension`), in a plan they are numbers (`Int`).
package struct View<Size: Sendable & Hashable>: Sendable, Hashable {
    /// How a view moves from one step of a loop around it to the next.
    package enum Motion: Sendable, Hashable {
        case still
        /// On by so many elements at each step; back where negative.
        case onward(Size)
        /// To and fro between here and so many elements further.
        case alternating(Size)

        func map<Other>(_ transform: (Size) throws(Diagnostic) -> Other) throws(Diagnostic) -> View<Other>.Motion {
            switch self {
            case .still: .still
            case .onward(let distance): .onward(try transform(distance))
            case .alternating(let distance): .alternating(try transform(distance))
            }
        }
    }

    package var buffer: BufferID
    package var elementType: ElementType
    package var shape: [Size]
    /// In elements; 0 repeats.
    package var strides: [Size]
    package var offset: Size
    /// How the view moves in each of the loops around it, from the outermost on; in what is not listed it stands still.
    package private(set) var motions: [Motion]

    package init(
        buffer: BufferID, elementType: ElementType, shape: [Size], strides: [Size], offset: Size,
        motions: [Motion] = []
    ) {
        self.buffer = buffer
        self.elementType = elementType
        self.shape = shape
        self.strides = strides
        self.offset = offset
        self.motions = motions
    }

    package var rank: Int { shape.count }

    /// How the view moves in the loop that has so many loops around it.
    package func motion(inLoop depth: Int) -> Motion { depth < motions.count ? motions[depth] : .still }

    /// The view as it moves in the loop that has so many loops around it, in all of which it moves as it did.
    func moving(_ motion: Motion, inLoop depth: Int) -> View {
        var view = self
        view.motions += Array(repeating: .still, count: max(depth - motions.count, 0)) + [motion]
        return view
    }

    /// The view with every size computed.
    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> View<Other> {
        var (shape, strides): ([Other], [Other]) = ([], [])
        for size in self.shape { shape.append(try transform(size)) }
        for stride in self.strides { strides.append(try transform(stride)) }
        var motions: [View<Other>.Motion] = []
        for motion in self.motions { motions.append(try motion.map(transform)) }
        return View<Other>(
            buffer: buffer, elementType: elementType, shape: shape, strides: strides, offset: try transform(offset),
            motions: motions)
    }
}

extension View where Size == Dimension {
    /// A dense tensor that begins at the start of a buffer, with its axes laid out in an order, the last one innermost.
    package init(dense shape: [Dimension], _ type: ElementType, order: [Int], in buffer: BufferID) {
        var strides = [Dimension](repeating: 1, count: shape.count)
        var stride: Dimension = 1
        for axis in order.reversed() {
            strides[axis] = stride
            stride = stride * shape[axis]
        }
        self.init(buffer: buffer, elementType: type, shape: shape, strides: strides, offset: 0)
    }

    /// The view with its axes in another order.
    func permuted(_ order: [Int]) -> View {
        var view = self
        view.shape = order.map { shape[$0] }
        view.strides = order.map { strides[$0] }
        return view
    }

    /// A part of an axis: so many positions from one on, each so many after the one before.
    func sliced(axis: Int, from start: Dimension, count: Dimension, step: Int = 1) -> View {
        var view = self
        view.offset = offset + start * strides[axis]
        view.shape[axis] = count
        view.strides[axis] = strides[axis] * Dimension(step)
        return view
    }

    /// The view stretched to a shape by the rules of broadcasting; axes of size 1 and missing ones repeat.
    func broadcast(to target: [Dimension]) -> View {
        var view = self
        let missing = target.count - rank
        view.shape = target
        view.strides = target.indices.map { axis in
            axis < missing || shape[axis - missing] == 1 ? 0 : strides[axis - missing]
        }
        return view
    }

    /// The axes from the outermost to the innermost as they lie in memory; nil where that is not the order of any layout.
    var isRowMajor: Bool {
        var stride: Dimension = 1
        for axis in shape.indices.reversed() where shape[axis] != 1 {
            guard strides[axis] == stride else { return false }
            stride = stride * shape[axis]
        }
        return true
    }

    /// The same elements in the same order under another shape; nil where the strides do not allow it.
    func reshaped(_ target: [Dimension]) -> View? {
        // Neighbours that one stride runs through are one; then each of them is parted as the target asks.
        var runs: [(size: Dimension, stride: Dimension)] = []
        for (size, stride) in zip(shape, strides) where size != 1 {
            if let last = runs.last, last.stride == stride * size {
                runs[runs.count - 1] = (last.size * size, stride)
            } else {
                runs.append((size, stride))
            }
        }
        var result = [Dimension](repeating: 0, count: target.count)
        var axis = target.count - 1
        for run in runs.reversed() {
            var stride = run.stride
            var size: Dimension = 1
            while size != run.size {
                guard axis >= 0 else { return nil }
                result[axis] = stride
                stride = stride * target[axis]
                size = size * target[axis]
                axis -= 1
                if let value = run.size.value, let sofar = size.value, sofar > value { return nil }
            }
        }
        while axis >= 0 {
            guard target[axis] == 1 else { return nil }
            axis -= 1
        }
        var view = self
        view.shape = target
        view.strides = result
        return view
    }
}
