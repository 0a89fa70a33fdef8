package import QueueCore

/// Names made of the system's random numbers.
package struct RandomIdentifiers: IdentifierSource {
    // Crockford's alphabet: no I, L, O, U, which people misread.
    private static let crockford = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let urlSafe = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    package init() {}

    package func ticketID(at now: Instant) -> TicketID {
        var generator = SystemRandomNumberGenerator()
        var time = UInt64(clamping: now.millisecondsSinceEpoch)
        var characters = [Character](repeating: "0", count: 26)
        for place in stride(from: 9, through: 0, by: -1) {
            characters[place] = Self.crockford[Int(time & 31)]
            time >>= 5
        }
        let dice = (generator.next() as UInt64, generator.next() as UInt64)
        for place in 0..<8 {
            characters[10 + place] = Self.crockford[Int(dice.0 >> (5 * UInt64(place)) & 31)]
            characters[18 + place] = Self.crockford[Int(dice.1 >> (5 * UInt64(place)) & 31)]
        }
        return TicketID(String(characters))
    }

    package func token() -> String {
        var generator = SystemRandomNumberGenerator()
        var characters: [Character] = []
        while characters.count < 22 {
            var dice: UInt64 = generator.next()
            for _ in 0..<10 where characters.count < 22 {
                characters.append(Self.urlSafe[Int(dice & 63)])
                dice >>= 6
            }
        }
        return String(characters)
    }
}
