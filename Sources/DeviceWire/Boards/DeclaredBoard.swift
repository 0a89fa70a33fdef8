/// One board of a declared family, at its address on the line.
package struct DeclaredBoard: Hashable, Sendable {
    /// What goes out so that the board says a sign.
    package struct Telling: Sendable {
        package let bytes: [UInt8]
        /// Nil where nobody answers.
        package let answer: DeclaredAnswer?
        /// Why something else than the sign is shown, in words; nil when the sign is.
        package let fallback: String?
    }

    package let definition: FrameProtocol
    /// Nil on a line with one board.
    package let address: Int?
    package let counter: Int
    /// Digits that it shows, not more than its family.
    package let digits: Int

    /// A board of a family; nil for an address that none of it can have.
    package init?(_ definition: FrameProtocol, address: Int?, counter: Int, digits: Int? = nil) {
        if let addresses = definition.addresses {
            guard let address, addresses.contains(address) else { return nil }
        }
        self.definition = definition
        self.address = definition.addresses == nil ? nil : address
        self.counter = counter
        self.digits = min(digits ?? definition.digits, definition.digits)
    }

    /// Whether somebody answers what is shown.
    package var isAnswered: Bool {
        let isForAll = address != nil && address == definition.addresses?.broadcast
        return !isForAll && definition.frame(named: BoardFrame.show.rawValue)?.frame.answer != nil
    }

    /// Whether the board blinks a number without being told each beat.
    package var blinksByItself: Bool { definition.has(.showBlinking) }

    /// Whether it can be made dark, which a blink needs.
    package var canBeDark: Bool { definition.has(.blank) }

    /// Frames that go out before the sign, each by itself.
    ///
    /// - Parameters:
    ///   - isNew: whether the board may know nothing.
    ///   - sequence: counts what is sent.
    /// - Returns: their bytes; empty for a family without such frames.
    package func preparation(isNew: Bool, sequence: Int) -> [[UInt8]] {
        let frames: [BoardFrame] = isNew ? [.start, .refresh] : [.refresh]
        return frames.filter(definition.has).compactMap { frame in
            try? definition.encode(frame.rawValue, with: values(sequence: sequence))
        }
    }

    /// How the board is told a sign.
    ///
    /// A sign that the family has no frame for is told as the nearest one that it has; of a board
    /// that cannot be made dark, the nearest to nothing is the number 0.
    ///
    /// - Parameters:
    ///   - sign: what it is to say.
    ///   - blinks: by itself, where it can.
    ///   - sequence: counts what is sent; wraps as the family's frames do.
    ///   - isAnswered: false where nobody can hear the answer.
    /// - Returns: the frame, its answer, and what it shows where that is something else.
    /// - Throws: `BoardSignError` when the board cannot say it: nothing is ever cut.
    package func telling(
        _ sign: BoardSign, blinks: Bool = false, sequence: Int = 0, isAnswered: Bool = true
    ) throws(BoardSignError) -> Telling {
        var values = values(sequence: sequence)
        var least = 0
        switch sign {
        case .number(let text):
            values.numbers[.number] = try number(text)
            least = text.utf8.count
        case .text(let text): values.text = Array(text.utf8)
        case .blank, .closed, .paused: break
        }
        let frames = BoardFrame.saying(sign, blinks: blinks)
        if let frame = frames.first(where: definition.has) {
            let isItself = frame == frames.first || frame == .show
            return try telling(
                frame, values, least, isAnswered,
                fallback: isItself ? nil : "cannot show “\(sign.word)”: shows “\(frame.rawValue)”")
        }
        if case .text(let text) = sign { throw .noLetters(text) }
        values.numbers[.number] = 0
        return try telling(
            .show, values, 0, isAnswered,
            fallback: "cannot show “\(sign.word)” nor be made dark: shows 0")
    }

    private func telling(
        _ frame: BoardFrame, _ values: FrameValues, _ least: Int, _ isAnswered: Bool,
        fallback: String?
    ) throws(BoardSignError) -> Telling {
        let bytes: [UInt8]
        do throws(FrameError) {
            bytes = try definition.encode(frame.rawValue, with: values, leastDigits: least)
        } catch {
            throw .unsayable(error.description)
        }
        let isHeard = isAnswered && address.map { $0 != definition.addresses?.broadcast } ?? true
        return Telling(
            bytes: bytes,
            answer: isHeard
                ? DeclaredAnswer(definition, to: frame.rawValue, with: values) : nil,
            fallback: fallback)
    }

    private func values(sequence: Int) -> FrameValues {
        var values = FrameValues([
            .counter: counter, .sequence: sequence % (definition.lastSequence + 1),
        ])
        values.numbers[.address] = address
        return values
    }

    private func number(_ text: String) throws(BoardSignError) -> Int {
        let isNumber = !text.isEmpty && text.utf8.allSatisfy(BoardSign.Character.isDigit)
        guard isNumber else { throw .notANumber(text) }
        guard text.utf8.count <= digits, text.utf8.count <= NumberForm.digitLimit,
            let number = Int(text)
        else { throw .tooLong(text, digits: digits) }
        return number
    }
}
