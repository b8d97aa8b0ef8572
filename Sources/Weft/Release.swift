/// Which release this is.
package enum Release {
    /// The version, as `weft --version` prints it and files name it.
    package static let version = "0.1.0"
}
