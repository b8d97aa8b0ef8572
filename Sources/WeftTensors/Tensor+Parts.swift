extension Tensor {
    /// One position along axis 0, in place: the bytes are shared. Nil where there is no such position, or where it does
    /// not begin at a whole byte.
    package func part(_ index: Int) -> Tensor? {
        guard let rows = shape.first, (0..<rows).contains(index) else { return nil }
        let rest = Array(shape.dropFirst())
        guard let count = rest.elementCount, count * elementType.bits % 8 == 0,
            let size = elementType.byteCount(of: count)
        else { return nil }
        let range = (index * size)..<((index + 1) * size)
        let view: TensorStorage
        if let place = storage.place {
            let start = place.range.lowerBound
            view = TensorStorage(
                FilePlace(
                    file: place.file, range: (start + range.lowerBound)..<(start + range.upperBound), check: place.check
                ))
        } else {
            view = unsafe TensorStorage(
                viewing: UnsafeRawBufferPointer(rebasing: storage.bytes[range]), owner: storage)
        }
        return Tensor(elementType: elementType, shape: rest, storage: view)
    }
}
