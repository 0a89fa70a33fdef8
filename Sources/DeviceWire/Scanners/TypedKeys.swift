/// Reads what a scanner types as a keyboard: evdev key codes on the US layout, to bytes.
///
/// Such scanners type the same keys whatever layout the machine has; the codes here are places on
/// the keyboard, so no setting of the machine can change what is read.
package struct TypedKeys: Sendable {
    /// What one edge of a key gave.
    package enum Typed: Hashable, Sendable {
        /// An ASCII character; Enter is a carriage return.
        case byte(UInt8)
        case nothing
        /// A key, or a combination, that types nothing: the line it stands in is no scan.
        case foreign
    }

    private static let plain = table([
        (2, "1234567890-="), (16, "qwertyuiop[]"), (30, "asdfghjkl;'`"), (43, "\\zxcvbnm,./"),
        (55, "*"), (57, " "), (71, "789-456+1230."), (98, "/"),
    ])
    private static let shifted = table([
        (2, "!@#$%^&*()_+"), (16, "QWERTYUIOP{}"), (30, "ASDFGHJKL:\"~"), (43, "|ZXCVBNM<>?"),
        (55, "*"), (57, " "), (71, "789-456+1230."), (98, "/"),
    ])
    private static let enters: Set<Int> = [28, 96]
    private static let shifts: Set<Int> = [42, 54]
    /// Caps, num and scroll lock: their lamps change nothing of which key was typed.
    private static let locks: Set<Int> = [58, 69, 70]
    /// Enough to tell a keyboard from a mouse: the digits.
    package static let digitKeys = 2...11

    private var heldShifts: Set<Int> = []

    package init() {}

    /// Takes one edge of a key.
    package mutating func type(_ code: Int, _ edge: PressFilter.Edge) -> Typed {
        if Self.shifts.contains(code) {
            switch edge {
            case .pressed: heldShifts.insert(code)
            case .released: heldShifts.remove(code)
            case .repeated: break
            }
            return .nothing
        }
        guard edge == .pressed, !Self.locks.contains(code) else { return .nothing }
        if Self.enters.contains(code) { return .byte(0x0D) }
        let byte = (heldShifts.isEmpty ? Self.plain : Self.shifted)[code]
        return byte.map(Typed.byte) ?? .foreign
    }

    /// Forgets which shift is held: the device went away, or edges were lost.
    package mutating func reset() { heldShifts = [] }

    private static func table(_ rows: [(first: Int, keys: String)]) -> [Int: UInt8] {
        var table: [Int: UInt8] = [:]
        for row in rows {
            for (offset, byte) in row.keys.utf8.enumerated() { table[row.first + offset] = byte }
        }
        return table
    }
}
