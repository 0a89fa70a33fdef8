/// The lit segments of a character on a seven-segment digit.
///
/// Bit 0 is segment a (top), then clockwise b, c, d, e, f; bit 6 is g (middle).
package enum SevenSegment {
    /// The segments of an ASCII character; dark for one that seven segments cannot show.
    package static func segments(of character: UInt8) -> UInt8 {
        switch character {
        case UInt8(ascii: "0"): 0x3F
        case UInt8(ascii: "1"): 0x06
        case UInt8(ascii: "2"): 0x5B
        case UInt8(ascii: "3"): 0x4F
        case UInt8(ascii: "4"): 0x66
        case UInt8(ascii: "5"): 0x6D
        case UInt8(ascii: "6"): 0x7D
        case UInt8(ascii: "7"): 0x07
        case UInt8(ascii: "8"): 0x7F
        case UInt8(ascii: "9"): 0x6F
        case UInt8(ascii: "-"): 0x40
        case UInt8(ascii: "E"): 0x79
        case UInt8(ascii: "H"): 0x76
        case UInt8(ascii: "L"): 0x38
        case UInt8(ascii: "P"): 0x73
        default: 0
        }
    }
}
