/// The checksum of the small four-byte boards: the low byte of the sum.
package enum Sum8 {
    /// The sum of `bytes`, modulo 256.
    package static func of(_ bytes: some Sequence<UInt8>) -> UInt8 {
        bytes.reduce(0, &+)
    }
}
