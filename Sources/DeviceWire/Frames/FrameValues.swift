/// A number that a frame can carry.
package enum FrameValue: String, Hashable, Sendable, CaseIterable {
    /// The device's address on its line.
    case address
    /// The ticket's number, or what was typed.
    case number
    /// The counter's number, on hall boards.
    case counter
    /// Counts frames, so that a repeated one is known.
    case sequence
    /// A brightness or loudness.
    case level
    /// A device's word about itself.
    case status
    /// A device's own command, where its codes are not known.
    case command
    /// A device's own datum, where its meaning is not known.
    case data
}

/// What a frame says, or is to say.
package struct FrameValues: Hashable, Sendable {
    package var numbers: [FrameValue: Int]
    package var text: [UInt8]?
    package var key: FrameKey?

    package init(
        _ numbers: [FrameValue: Int] = [:], text: String? = nil, key: FrameKey? = nil
    ) {
        self.numbers = numbers
        self.text = text.map { Array($0.utf8) }
        self.key = key
    }

    /// Takes a value; false when another stands there already.
    mutating func take(_ value: FrameValue, _ number: Int) -> Bool {
        if let known = numbers[value] { return known == number }
        numbers[value] = number
        return true
    }
}

extension FrameValues: CustomStringConvertible {
    /// `address 1, number 1002, text "A012", key next`.
    package var description: String {
        var words = FrameValue.allCases.compactMap { value in
            numbers[value].map { "\(value.rawValue) \($0)" }
        }
        if let text { words.append("text \"\(String(decoding: text, as: UTF8.self))\"") }
        if let key { words.append("key \(key.rawValue)") }
        return words.isEmpty ? "nothing" : words.joined(separator: ", ")
    }
}

/// What a clerk's key asks for.
package enum FrameKey: String, Hashable, Sendable, CaseIterable {
    case next
    case recall
    case start
    case complete
    case park
    case noShow = "no-show"
    case transfer
    case pause
    case cancel
    case enter
    /// Keys without a meaning of their own.
    case star
    case hash
    case digit0 = "0"
    case digit1 = "1"
    case digit2 = "2"
    case digit3 = "3"
    case digit4 = "4"
    case digit5 = "5"
    case digit6 = "6"
    case digit7 = "7"
    case digit8 = "8"
    case digit9 = "9"
}

/// A key and the byte that a keypad sends for it.
package struct KeyCode: Hashable, Sendable {
    package let code: UInt8
    package let key: FrameKey

    package init(_ code: UInt8, _ key: FrameKey) {
        (self.code, self.key) = (code, key)
    }
}
