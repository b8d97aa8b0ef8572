import WeftFiles

/// The bytes of a tensor: owned, or a view into something that stays alive with it, such as a mapped file.
///
/// A class because identity is the meaning: it frees what it owns once. The bytes never change after `init`.
@safe
final class TensorStorage: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
    /// Where in a file the bytes lie, if they do.
    let place: FilePlace?
    private let owner: AnyObject?
    private let owned: UnsafeMutableRawBufferPointer?

    /// Allocates bytes, aligned to 64, and lets `fill` write all of them.
    init(byteCount: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 64)
        unsafe fill(buffer)
        unsafe owned = buffer
        unsafe bytes = UnsafeRawBufferPointer(buffer)
        place = nil
        owner = nil
    }

    /// Views bytes that stay valid and unchanged as long as `owner` lives.
    @unsafe
    init(viewing bytes: UnsafeRawBufferPointer, owner: AnyObject) {
        unsafe self.bytes = bytes
        place = nil
        self.owner = owner
        unsafe owned = nil
    }

    /// Views bytes of a file, which it keeps; the range lies inside it.
    init(_ place: FilePlace) {
        unsafe bytes = UnsafeRawBufferPointer(rebasing: place.file.unsafeBytes[place.range])
        self.place = place
        owner = nil
        unsafe owned = nil
    }

    deinit {
        if let owned = unsafe owned { unsafe owned.deallocate() }
    }
}
