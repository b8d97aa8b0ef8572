/// How much of a protobuf message is read before the reader gives up.
package struct WireLimits: Sendable {
    /// The most messages inside each other, below the outermost. Other implementations stop at 100 too; more than that
    /// is not asked of libprotobuf-c, which recurses.
    package var depth: Int
    /// The most fields and packed numbers, known and unknown.
    package var fields: Int
    /// The most bytes without those that stay in the file.
    package var structureBytes: Int
    /// The most memory that libprotobuf-c may take.
    package var memoryBytes: Int
    /// The most pieces in which it may take that; tests make each of them fail in turn.
    package var allocations: Int

    /// Makes limits; the defaults suit a model of a million nodes.
    package init(
        depth: Int = 100, fields: Int = 4_000_000, structureBytes: Int = 256 << 20, memoryBytes: Int = 512 << 20,
        allocations: Int = .max
    ) {
        self.depth = min(depth, 100)
        self.fields = fields
        // libprotobuf-c counts in `unsigned` in places: it never sees more than this.
        self.structureBytes = min(structureBytes, 1 << 30)
        self.memoryBytes = max(memoryBytes, 0)
        self.allocations = max(allocations, 0)
    }
}
