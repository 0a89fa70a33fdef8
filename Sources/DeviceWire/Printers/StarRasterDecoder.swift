/// Reads Star's raster stream as a printer would, byte by byte: for simulation.
///
/// Total and bounded like `EscPosDecoder`.
package struct StarRasterDecoder: Sendable {
    /// What the stream asks of the printer.
    package enum Event: Hashable, Sendable {
        /// The paper was parted behind this slip.
        case slip(DecodedSlip)
        /// ESC ACK SOH, wherever it stood.
        case statusAsked
        /// ESC RS a n.
        case automaticStatus(isOn: Bool)
        /// ESC RS E 0.
        case counterReset
        /// ETB: everything before it is printed now.
        case marked
    }

    private enum State {
        case idle
        case command([UInt8])
        /// A number in digits up to a zero byte.
        case setting(letter: UInt8, number: Int)
        case row(left: Int, taken: Int, movesOn: Bool)
    }

    private static let maximumNumber = 10_000

    private let widthDots: Int
    private var state = State.idle
    private var isRaster = false
    private var page: EscPosPage
    private var lastTwo: (UInt8, UInt8) = (0, 0)
    /// Commands and stray bytes that this decoder does not know.
    package private(set) var unknownCommands = 0

    package init(widthDots: Int) {
        self.widthDots = widthDots
        page = Self.blankPage(widthDots)
    }

    private static func blankPage(_ widthDots: Int) -> EscPosPage {
        EscPosPage(widthDots: widthDots, maximumRows: EscPosDecoder.maximumRows, maximumText: 0)
    }

    /// Takes a piece of the stream, cut anywhere; what it asked for, in order.
    package mutating func feed(_ bytes: [UInt8]) -> [Event] {
        var events: [Event] = []
        for byte in bytes { feed(byte, into: &events) }
        return events
    }

    private mutating func feed(_ byte: UInt8, into events: inout [Event]) {
        // Obeyed also inside dots, as a real-time command is.
        if lastTwo == (0x1B, 0x06), byte == 0x01 { events.append(.statusAsked) }
        lastTwo = (lastTwo.1, byte)
        switch state {
        case .idle: takeFirst(byte, into: &events)
        case .command(let begun): advance(begun + [byte], into: &events)
        case .setting(let letter, let number):
            takeDigit(byte, of: letter, number)
        case .row(let left, let taken, let movesOn):
            if byte != 0 { page.ink(byte, row: 0, x: taken * 8) }
            guard left > 1 else {
                state = .idle
                if movesOn { page.feed(rows: 1) }
                return
            }
            state = .row(left: left - 1, taken: taken + 1, movesOn: movesOn)
        }
    }

    private mutating func takeFirst(_ byte: UInt8, into events: inout [Event]) {
        switch byte {
        case 0x1B: state = .command([byte])
        case UInt8(ascii: "b"), UInt8(ascii: "k"):
            if isRaster { state = .command([byte]) } else { unknownCommands += 1 }
        case 0x17: events.append(.marked)
        case 0x00, 0x0A, 0x0D: break
        default: unknownCommands += 1
        }
    }

    private mutating func advance(_ bytes: [UInt8], into events: inout [Event]) {
        state = .idle
        guard bytes[0] == 0x1B else {
            guard bytes.count == 3 else { return state = .command(bytes) }
            let length = Int(bytes[1]) | Int(bytes[2]) << 8
            let movesOn = bytes[0] == UInt8(ascii: "b")
            if length > 0 { state = .row(left: length, taken: 0, movesOn: movesOn) }
            return
        }
        switch (bytes[1], bytes.count) {
        case (UInt8(ascii: "@"), _):
            isRaster = false
        case (0x06, 3):
            break
        case (0x0C, 3):
            if bytes[2] == 0x04 { endSlip(into: &events) }
        case (UInt8(ascii: "d"), 3):
            if !isRaster { endSlip(into: &events) }
        case (0x1E, 4):
            obeyRecord(bytes, into: &events)
        case (0x2A, 4):
            obeyRaster(bytes, into: &events)
        case (0x2A, 5):
            state = .setting(letter: bytes[4], number: 0)
        case (0x06, 2), (0x0C, 2), (0x1E, 2...3), (0x2A, 2...3), (UInt8(ascii: "d"), 2):
            state = .command(bytes)
        default:
            unknownCommands += 1
        }
    }

    /// ESC RS letter n.
    private mutating func obeyRecord(_ bytes: [UInt8], into events: inout [Event]) {
        switch bytes[2] {
        case UInt8(ascii: "a"): events.append(.automaticStatus(isOn: bytes[3] & 0x01 != 0))
        case UInt8(ascii: "E"): events.append(.counterReset)
        default: unknownCommands += 1
        }
    }

    /// ESC * r letter, and a number for most letters.
    private mutating func obeyRaster(_ bytes: [UInt8], into events: inout [Event]) {
        guard bytes[2] == UInt8(ascii: "r") else {
            unknownCommands += 1
            return
        }
        switch bytes[3] {
        case UInt8(ascii: "A"): isRaster = true
        case UInt8(ascii: "B"):
            // What is left is printed and parted.
            if isRaster { endSlip(into: &events) }
            isRaster = false
        case UInt8(ascii: "C"): page = Self.blankPage(widthDots)
        case UInt8(ascii: "m"): state = .command(bytes)
        default: state = .setting(letter: bytes[3], number: 0)
        }
    }

    private mutating func takeDigit(_ byte: UInt8, of letter: UInt8, _ number: Int) {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            let longer = number * 10 + Int(byte - UInt8(ascii: "0"))
            state = .setting(letter: letter, number: min(Self.maximumNumber, longer))
        case 0:
            state = .idle
            if letter == UInt8(ascii: "Y") { page.feed(rows: number) }
        default:
            state = .idle
            unknownCommands += 1
        }
    }

    private mutating func endSlip(into events: inout [Event]) {
        guard !page.isEmpty else { return }
        events.append(.slip(DecodedSlip(dots: page.dots, text: "")))
        page = Self.blankPage(widthDots)
    }
}
