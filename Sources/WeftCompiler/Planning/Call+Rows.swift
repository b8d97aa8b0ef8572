import WeftTensors

/// Pictures: so many of so many rows and columns.
struct PixelGrid: Equatable {
    let images: Int
    let height: Int
    let width: Int

    var pixels: Int { images * height * width }
}

/// How the pixels of a picture are counted in a view.
enum PixelAxes {
    /// `[N, 1, H, W, C]`.
    case spatial
    /// `[N, 1, 1, H · W, C]`, or all images in a row: `[1, 1, 1, N · H · W, C]`.
    case flat
    /// `[N, C, H, W]`.
    case planes

    /// How far images, rows and columns of a view are apart.
    func strides(_ view: View<Int>, _ grid: PixelGrid) -> (image: Int, row: Int, column: Int) {
        switch self {
        case .spatial: (view.strides[0], view.strides[2], view.strides[3])
        case .flat:
            (
                view.shape[0] == 1 ? grid.height * grid.width * view.strides[3] : view.strides[0],
                grid.width * view.strides[3], view.strides[3]
            )
        case .planes: (view.strides[0], view.strides[2], view.strides[3])
        }
    }

    /// Rows of an image of a view, which moves from image to image.
    func band(_ view: View<Int>, _ grid: PixelGrid, _ rows: Range<Int>) -> View<Int> {
        let strides = strides(view, grid)
        var band = view
        band.offset += rows.lowerBound * strides.row
        band.shape[0] = 1
        switch self {
        case .spatial, .planes: band.shape[2] = rows.count
        case .flat: band.shape[3] = rows.count * grid.width
        }
        return band.fromImage(strides.image, grid)
    }

    /// Whether a view lies as a dense tensor does, with so many elements for each pixel.
    func isDense(_ view: View<Int>, _ grid: PixelGrid, pixel: Int) -> Bool {
        let strides = strides(view, grid)
        return view.offset == 0 && strides.column == pixel && strides.row == grid.width * pixel
            && (grid.images == 1 || strides.image == grid.height * grid.width * pixel)
    }
}

extension View<Int> {
    /// The view of the first image, which moves on by so many elements from image to image.
    fileprivate func fromImage(_ stride: Int, _ grid: PixelGrid) -> View {
        grid.images == 1 || stride == 0 ? self : moving(.onward(stride), inLoop: 0)
    }

    /// A view of the same form that begins at an element of a buffer and does not move.
    func placed(at offset: Int) -> View {
        View(buffer: buffer, elementType: elementType, shape: shape, strides: strides, offset: offset)
    }
}

extension Call<Int> {
    /// The pictures that the call makes; nil where only the number of pixels is known.
    var grid: PixelGrid? {
        switch self {
        case .convolution(let call):
            PixelGrid(images: call.result[0], height: call.result[2], width: call.result[3])
        case .elementwise(let call):
            call.operands.first.map { PixelGrid(images: $0.shape[0], height: $0.shape[2], width: $0.shape[3]) }
        default: nil
        }
    }

    /// How the call counts pixels.
    var pixelAxes: PixelAxes {
        switch self {
        case .convolution: .spatial
        case .elementwise: .planes
        default: .flat
        }
    }

    /// Whether the rows of the call's result are those of the pictures.
    func covers(_ grid: PixelGrid) -> Bool {
        if case .product(let call) = self {
            let (outer, inner) = (call.a.shape[0], call.a.shape[3])
            return outer * inner == grid.pixels && (outer == 1 || outer == grid.images)
        }
        return self.grid == grid
    }

    /// The bytes of the call's weight.
    var weightElements: Int {
        switch self {
        case .product(let call): call.a.shape[4] * call.columns * call.groups
        case .convolution(let call): call.weight.shape.reduce(1, *)
        default: 0
        }
    }

    /// The call for some rows of each picture's result; what it reads and writes moves on from image to image.
    func rows(_ rows: Range<Int>, of grid: PixelGrid) -> Call {
        let axes = pixelAxes
        func band(_ view: View<Int>) -> View<Int> { axes.band(view, grid, rows) }
        switch self {
        case .product(var call):
            if call.a.shape[0] > 1 { call.weight = call.weight.fromImage(call.weightPitch, grid) }
            call.a = band(call.a)
            call.weightPitch = 0
            call.out = call.out.map(band)
            call.epilogue = call.epilogue.banded(band)
            return .product(call)
        case .convolution(var call):
            call.x.shape[0] = 1
            call.x = call.x.fromImage(call.x.strides[0], grid)
            call.before[1] -= rows.lowerBound * call.stride[1]
            (call.result[0], call.result[2]) = (1, rows.count)
            call.out = call.out.map(band)
            call.rowMeans = call.rowMeans.map(band)
            call.epilogue = call.epilogue.banded(band)
            return .convolution(call)
        case .elementwise(var call):
            call.operands = call.operands.map(band)
            return .elementwise(call)
        default: return self
        }
    }

    /// A convolution that sees some rows of its operand alone, which lie in a ring of so many.
    func reading(_ rows: Range<Int>, ring: Int) -> Call {
        guard case .convolution(var call) = self else { return self }
        call.x.shape[2] = rows.count
        call.before[1] += rows.lowerBound
        call.ring = ring
        return .convolution(call)
    }

    /// The call with what it has in a buffer at another place there.
    func placing(_ buffer: BufferID, at offset: Int) -> Call {
        func placed(_ view: View<Int>) -> View<Int> { view.buffer == buffer ? view.placed(at: offset) : view }
        switch self {
        case .product(var call):
            call.a = placed(call.a)
            call.out = call.out.map(placed)
            call.epilogue.operands = call.epilogue.operands.map(placed)
            return .product(call)
        case .convolution(var call):
            call.x = placed(call.x)
            call.out = call.out.map(placed)
            call.epilogue.operands = call.epilogue.operands.map(placed)
            return .convolution(call)
        case .elementwise(var call):
            call.operands = call.operands.map(placed)
            return .elementwise(call)
        default: return self
        }
    }
}

extension Epilogue<Int> {
    /// The epilogue with its views of rows changed.
    fileprivate func banded(_ band: (View<Int>) -> View<Int>) -> Epilogue {
        var result = self
        result.residual = residual.map(band)
        result.operands = operands.map(band)
        return result
    }
}
