extension Sequence<UInt8> {
    /// Each byte as two lower-case hexadecimal digits.
    var hexadecimal: [String] {
        map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
    }
}
