/// How a family of boards or keypads is spoken to: its line, its addresses and its frames.
///
/// A value, made from a file; `faults` tells what is wrong with it. Encoding and decoding are
/// total, also for a definition with faults.
package struct FrameProtocol: Hashable, Sendable {
    /// What the family is for.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case board
        case keypad
    }

    /// Who sends a frame.
    package enum Direction: String, Hashable, Sendable, CaseIterable {
        /// From the controller to the device.
        case sent
        /// From the device to the controller.
        case received
    }

    /// Frames of one direction, and parts of one frame, at most.
    package static let partLimit = 32
    /// Bytes of a frame at most, before escapes.
    package static let longestFrame = 1_024

    /// The file's name without its ending.
    package let name: String
    package let title: String
    package let kind: Kind
    package let isTriedOnHardware: Bool
    /// What could not be found out about the family, in words; nil when all is known.
    package let missing: String?
    package let line: LineSettings
    /// nil where a line has one device only.
    package let addresses: Addresses?
    /// Digits that a board shows, or that a keypad lets one type.
    package let digits: Int
    package let timing: FrameTiming
    package let envelope: FrameEnvelope?
    /// The codes of a keypad's keys.
    package let keys: [KeyCode]
    /// In the order of the file.
    package let sent: [Frame]
    package let received: [Frame]

    package init(
        name: String, title: String, kind: Kind, isTriedOnHardware: Bool = false,
        missing: String? = nil, line: LineSettings = LineSettings(), addresses: Addresses? = nil,
        digits: Int = 4, timing: FrameTiming = FrameTiming(), envelope: FrameEnvelope? = nil,
        keys: [KeyCode] = [], sent: [Frame] = [], received: [Frame] = []
    ) {
        (self.name, self.title, self.kind) = (name, title, kind)
        (self.isTriedOnHardware, self.missing) = (isTriedOnHardware, missing)
        (self.line, self.addresses, self.digits) = (line, addresses, digits)
        (self.timing, self.envelope, self.keys) = (timing, envelope, keys)
        (self.sent, self.received) = (sent, received)
    }

    package func frames(_ direction: Direction) -> [Frame] {
        direction == .sent ? sent : received
    }

    /// The frame of a name, and who sends it.
    package func frame(named name: String) -> (direction: Direction, frame: Frame)? {
        for direction in Direction.allCases {
            if let frame = frames(direction).first(where: { $0.name == name }) {
                return (direction, frame)
            }
        }
        return nil
    }
}

/// How bytes go over a serial line.
package struct LineSettings: Hashable, Sendable {
    package enum Parity: String, Hashable, Sendable, CaseIterable {
        case none
        case even
        case odd
    }

    /// Bits a second.
    package let baud: Int
    package let dataBits: Int
    package let parity: Parity
    package let stopBits: Int

    package init(baud: Int = 9_600, dataBits: Int = 8, parity: Parity = .none, stopBits: Int = 1) {
        (self.baud, self.dataBits, self.parity, self.stopBits) = (baud, dataBits, parity, stopBits)
    }

    /// As installers write it: `8N1`.
    package var characters: String {
        "\(dataBits)\(parity.rawValue.prefix(1).uppercased())\(stopBits)"
    }
}

/// The addresses that devices of a family can have.
package struct Addresses: Hashable, Sendable {
    package let range: ClosedRange<Int>
    /// The address that every device obeys and none answers.
    package let broadcast: Int?

    package init(_ range: ClosedRange<Int>, broadcast: Int? = nil) {
        (self.range, self.broadcast) = (range, broadcast)
    }

    package func contains(_ address: Int) -> Bool {
        range.contains(address) || address == broadcast
    }
}

/// How long a line must rest, and how long a device may think, in milliseconds.
package struct FrameTiming: Hashable, Sendable {
    /// Silence before each frame.
    package let silence: Int
    /// How long an answer is waited for after the last byte sent.
    package let answer: Int
    /// Rest after a frame to all, which nobody answers.
    package let turnaround: Int

    package init(silence: Int = 5, answer: Int = 100, turnaround: Int = 100) {
        (self.silence, self.answer, self.turnaround) = (silence, answer, turnaround)
    }
}
