/// The packed weights that came with a model.
///
/// Where a weight may be laid out in several forms, the cheapest of those that are held is taken. So a choice that hangs on
/// sizes never asks for a form that the file does not hold, whatever sizes were known when it was written.
package struct HeldForms: Sendable {
    private let keys: Set<String>
    private let checksum: @Sendable (String) -> UInt32?

    /// - Parameters:
    ///   - keys: of the packed weights.
    ///   - checksum: gives the CRC-32C of a tensor of the model; nil for one that is not there.
    package init(keys: Set<String>, checksum: @escaping @Sendable (String) -> UInt32?) {
        self.keys = keys
        self.checksum = checksum
    }

    /// The first of some ways to lay out a constant that is held; nil where none is.
    func first(of packings: [Packing], source: Int, in constants: [Constant]) -> Packing? {
        var names = RecipeKeys(checksum: checksum)
        return packings.first { names.key(of: $0, source: source, in: constants).map(keys.contains) ?? false }
    }
}
