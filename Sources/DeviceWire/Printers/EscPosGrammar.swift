/// How long ESC/POS commands are, so that a decoder stays in step with those it does not draw.
enum EscPosGrammar {
    /// What the bytes of a command so far ask for.
    enum Step: Hashable {
        /// More bytes are needed to know.
        case more
        /// The command is complete.
        case complete
        /// So many bytes of data follow that are not drawn.
        case skip(Int)
        /// Data up to a zero follows.
        case skipToZero
        /// Dots follow: GS v 0.
        case raster(bytesPerRow: Int, rows: Int)
        /// No such command: its first two bytes are dropped.
        case unknown
    }

    /// Longest beginning of a command that has to be seen: GS 8 L and its four bytes of length.
    static let maximumBeginning = 8

    /// The next step for a command of which `bytes` are here, from its ESC, FS, GS or DLE on.
    static func step(_ bytes: [UInt8]) -> Step {
        guard bytes.count > 1 else { return .more }
        switch bytes[0] {
        case EscPos.esc: return escape(bytes)
        case EscPos.gs: return group(bytes)
        case EscPos.fs: return file(bytes)
        default: return realTime(bytes)
        }
    }

    private static func fixed(_ parameters: Int?, _ bytes: [UInt8]) -> Step {
        guard let parameters else { return .unknown }
        return bytes.count >= 2 + parameters ? .complete : .more
    }

    private static func word(_ bytes: [UInt8], at index: Int) -> Int {
        Int(bytes[index]) | Int(bytes[index + 1]) << 8
    }

    private static let escapeLengths = lengths([
        0: "2@LSimv<", 1: "!-3=?ADEGJKMRTUVdtaeru{ %", 2: "$\\cB", 3: "p", 8: "W",
    ])
    private static let groupLengths = lengths([
        0: ":c", 1: "!BEHITabfhjrw", 2: "$LPW\\/", 3: "^", 4: "g",
    ])
    private static let fileLengths = lengths([0: "&.", 1: "!-CW", 2: "Sp"])

    private static func lengths(_ table: [Int: String]) -> [UInt8: Int] {
        var lengths: [UInt8: Int] = [:]
        for (length, letters) in table {
            for letter in letters.utf8 { lengths[letter] = length }
        }
        return lengths
    }

    private static func escape(_ bytes: [UInt8]) -> Step {
        switch bytes[1] {
        case UInt8(ascii: "D"):
            return .skipToZero
        case UInt8(ascii: "*"):
            guard bytes.count >= 5 else { return .more }
            return .skip(word(bytes, at: 3) * (bytes[2] >= 32 ? 3 : 1))
        default:
            return fixed(escapeLengths[bytes[1]], bytes)
        }
    }

    private static func group(_ bytes: [UInt8]) -> Step {
        switch bytes[1] {
        case UInt8(ascii: "v"):
            guard bytes.count >= 8 else { return .more }
            return .raster(bytesPerRow: word(bytes, at: 4), rows: word(bytes, at: 6))
        case UInt8(ascii: "V"):
            guard bytes.count >= 3 else { return .more }
            let takesFeed: Set<UInt8> = [65, 66, 97, 98, 103, 104]
            return fixed(takesFeed.contains(bytes[2]) ? 2 : 1, bytes)
        case UInt8(ascii: "e"):
            // A presenter's motor: 3 has a number of steps behind it.
            guard bytes.count >= 3 else { return .more }
            return fixed(bytes[2] == 3 ? 2 : 1, bytes)
        case UInt8(ascii: "("):
            return parametrised(bytes)
        case UInt8(ascii: "8"):
            guard bytes.count >= 7 else { return .more }
            return .skip(word(bytes, at: 3) | word(bytes, at: 5) << 16)
        case UInt8(ascii: "*"):
            guard bytes.count >= 4 else { return .more }
            return .skip(Int(bytes[2]) * Int(bytes[3]) * 8)
        case UInt8(ascii: "k"):
            guard bytes.count >= 3 else { return .more }
            guard bytes[2] >= 65 else { return .skipToZero }
            return bytes.count >= 4 ? .skip(Int(bytes[3])) : .more
        default:
            return fixed(groupLengths[bytes[1]], bytes)
        }
    }

    private static func file(_ bytes: [UInt8]) -> Step {
        bytes[1] == UInt8(ascii: "(") ? parametrised(bytes) : fixed(fileLengths[bytes[1]], bytes)
    }

    /// `( letter pL pH` and as many bytes.
    private static func parametrised(_ bytes: [UInt8]) -> Step {
        guard bytes.count >= 5 else { return .more }
        return .skip(word(bytes, at: 3))
    }

    private static func realTime(_ bytes: [UInt8]) -> Step {
        switch bytes[1] {
        case 0x04, 0x05:
            return fixed(1, bytes)
        case 0x14:
            guard bytes.count >= 3 else { return .more }
            return fixed(bytes[2] == 8 ? 8 : 3, bytes)
        default:
            return .unknown
        }
    }
}
