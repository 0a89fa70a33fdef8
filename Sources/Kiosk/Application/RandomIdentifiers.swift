package import QueueCore

/// Names made of the system's random numbers.
package struct RandomIdentifiers: IdentifierSource {
    // Crockford's alphabet: no I, L, O, U, which people misread.
    private static let crockford = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private static let urlSafe = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let timeLength = 10
    private static let diceLength = 8
    private static let tokenLength = 22

    package init() {}

    package func ticketID(at now: Instant) -> TicketID {
        var generator = SystemRandomNumberGenerator()
        let time = UInt64(clamping: now.millisecondsSinceEpoch)
        let dice: [UInt64] = [generator.next(), generator.next()]
        let length = Self.timeLength + dice.count * Self.diceLength
        return TicketID(
            String(unsafeUninitializedCapacity: length) { text in
                for place in 0..<Self.timeLength {
                    let bits = time >> UInt64(5 * (Self.timeLength - 1 - place))
                    text[place] = Self.crockford[Int(bits & 31)]
                }
                for (part, dice) in dice.enumerated() {
                    for place in 0..<Self.diceLength {
                        text[Self.timeLength + part * Self.diceLength + place] =
                            Self.crockford[Int(dice >> UInt64(5 * place) & 31)]
                    }
                }
                return length
            })
    }

    package func token() -> String {
        var generator = SystemRandomNumberGenerator()
        return String(unsafeUninitializedCapacity: Self.tokenLength) { text in
            var dice: UInt64 = 0
            for place in 0..<Self.tokenLength {
                // Ten letters of six bits in each throw.
                if place.isMultiple(of: 10) { dice = generator.next() }
                text[place] = Self.urlSafe[Int(dice & 63)]
                dice >>= 6
            }
            return Self.tokenLength
        }
    }
}
