/// What a counter board is to say, before any board's own way of saying it.
package enum BoardSign: Hashable, Sendable {
    case blank
    /// Decimal digits, such as `1002`.
    case number(String)
    /// The counter serves nobody: dashes where the board has them, else blank.
    case closed
    /// The clerk is away for a while; boards without a sign of its own show that of `closed`.
    case paused
    /// A short sign for the clerk, such as `Er 2`, for boards that have letters.
    case text(String)

    /// What people call it.
    package var word: String {
        switch self {
        case .blank: "blank"
        case .number(let text): text
        case .closed: "closed"
        case .paused: "paused"
        case .text(let text): text
        }
    }

    /// The sign as characters, one a digit of the board, numbers to the right.
    ///
    /// - Throws: `BoardSignError` when the number is no number or has more digits than the board:
    ///   a number cut short would call another citizen.
    package func cells(digits: Int) throws(BoardSignError) -> [UInt8] {
        switch self {
        case .blank: return Array(repeating: Character.space, count: max(digits, 0))
        case .closed, .paused: return Array(repeating: Character.dash, count: max(digits, 0))
        case .text(let text): throw .noLetters(text)
        case .number(let text):
            let characters = Array(text.utf8)
            guard !characters.isEmpty, characters.allSatisfy(Character.isDigit) else {
                throw .notANumber(text)
            }
            guard characters.count <= digits else { throw .tooLong(text, digits: digits) }
            let free = digits - characters.count
            return Array(repeating: Character.space, count: free) + characters
        }
    }

    /// The ASCII characters that boards share.
    enum Character {
        static let space = UInt8(ascii: " ")
        static let dash = UInt8(ascii: "-")
        static let zero = UInt8(ascii: "0")

        static func isDigit(_ byte: UInt8) -> Bool { (zero...zero + 9).contains(byte) }
    }
}

/// Something that a board cannot be told.
package enum BoardSignError: Error, Hashable, Sendable, CustomStringConvertible {
    case notANumber(String)
    case tooLong(String, digits: Int)
    /// More than one 16-bit word can hold.
    case tooLarge(String)
    /// No such unit, or registers past the last.
    case unaddressable(unit: Int, register: Int)
    case noLetters(String)
    /// A frame that cannot be made, and why.
    case unsayable(String)
    case unknownFamily(String)

    package var description: String {
        switch self {
        case .notANumber(let text): "'\(text)' is no number"
        case .tooLong(let text, let digits): "\(text) does not fit on \(digits) digits"
        case .tooLarge(let text): "\(text) does not fit in one register (65535 at most)"
        case .unaddressable(let unit, let register): "no unit \(unit) with register \(register)"
        case .noLetters(let text): "the board has no letters for “\(text)”"
        case .unsayable(let cause): cause
        case .unknownFamily(let name): "no protocol “\(name)” for this board and its address"
        }
    }
}
