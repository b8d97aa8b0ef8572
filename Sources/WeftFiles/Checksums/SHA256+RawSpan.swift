extension SHA256 {
    /// The hash of a tensor's bytes.
    package static func digest(_ bytes: RawSpan) -> Digest {
        var hash = SHA256()
        unsafe bytes.withUnsafeBytes { unsafe hash.update($0) }
        return hash.digest
    }
}
