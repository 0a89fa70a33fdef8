/// Why bytes are no sound that can be used.
struct WaveFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// In English, to stand after a file's name and a colon.
    let description: String

    init(_ description: String) { self.description = description }
}
