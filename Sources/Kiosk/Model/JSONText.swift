/// JSON written member by member, straight into its bytes.
///
/// For what every press writes: a tree of `JSONOutput` takes several times as long to build, write
/// and take down. The caller opens and closes what it writes in the right order.
package struct JSONText: Sendable {
    private static let expectedLength = 512

    package private(set) var bytes: [UInt8] = []
    /// Whether the next member is not the first of its object.
    private var needsComma = false

    package init() { bytes.reserveCapacity(Self.expectedLength) }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Opens an object, or a member that is one.
    package mutating func open(_ name: StaticString? = nil) {
        if let name { key(name) }
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
    }

    /// Closes what was opened last.
    package mutating func close() {
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    package mutating func member(_ name: StaticString, _ value: String) {
        key(name)
        Self.write(value, to: &bytes)
    }

    package mutating func member(_ name: StaticString, _ value: Int) {
        key(name)
        bytes.append(contentsOf: String(value).utf8)
    }

    package mutating func member(_ name: StaticString, _ value: Bool) {
        key(name)
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// The value, or `null`.
    package mutating func member(_ name: StaticString, _ value: String?) {
        guard let value else { return null(name) }
        member(name, value)
    }

    /// The value, or `null`.
    package mutating func member(_ name: StaticString, _ value: Int?) {
        guard let value else { return null(name) }
        member(name, value)
    }

    package mutating func member(_ name: StaticString, _ value: JSONOutput) {
        key(name)
        value.write(to: &bytes)
    }

    package mutating func null(_ name: StaticString) {
        key(name)
        bytes.append(contentsOf: "null".utf8)
    }

    private mutating func key(_ name: StaticString) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
        bytes.append(UInt8(ascii: "\""))
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    /// Writes a text between quotation marks, escaped where JSON asks for it.
    static func write(_ value: String, to bytes: inout [UInt8]) {
        var value = value
        bytes.append(UInt8(ascii: "\""))
        value.withUTF8 { letters in
            if letters.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
                // Almost every text: copied as a whole.
                bytes.append(contentsOf: letters)
            } else {
                for letter in letters { writeEscaped(letter, to: &bytes) }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func writeEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0..<0x20:
            let digits = String(byte, radix: 16)
            bytes.append(
                contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))".utf8)
            bytes.append(contentsOf: digits.utf8)
        default: bytes.append(byte)
        }
    }
}
