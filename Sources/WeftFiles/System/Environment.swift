import CWeftSystem

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// What the process was started with.
package enum Environment {
    /// The value of an environment variable; nil when it is not set or not UTF-8.
    package static subscript(name: String) -> String? {
        guard !name.utf8.contains(0), let value = unsafe getenv(name) else { return nil }
        return unsafe String(validatingCString: value)
    }

    /// The largest resident size that the process had so far, in bytes; 0 where the system does not say.
    package static var peakResidentBytes: Int {
        Int(clamping: weft_peak_resident_bytes())
    }
}
