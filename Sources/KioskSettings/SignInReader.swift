import Foundation
import Kiosk

/// Reads what signing in takes besides name and password.
enum SignInReader {
    /// A hall has one network, or a handful.
    private static let networksMax = 32

    static func rules(_ place: Place) -> SignInRules? {
        guard let entries = place.entries(["oneTimeCodes", "hallNetworks"]) else { return nil }
        let usual = SignInRules()
        let codes =
            entries["oneTimeCodes"].map { $0.choice(of: SignInRules.OneTimeCodes.self) }
            ?? usual.oneTimeCodes
        let networks = entries["hallNetworks"].map(networks) ?? usual.hallNetworks
        guard let codes, let networks else { return nil }
        return SignInRules(oneTimeCodes: codes, hallNetworks: networks)
    }

    private static func networks(_ place: Place) -> [AddressRange]? {
        guard let items = place.list("networks") else { return nil }
        guard items.count <= networksMax else {
            place.mistake(
                found: "\(items.count) networks",
                expected: "at most \(networksMax) as \(place.name)")
            return nil
        }
        let ranges = items.map(network)
        return ranges.contains(nil) ? nil : ranges.compactMap(\.self)
    }

    /// `10.0.0.0/24`, `fd12::/48`; an address without a length is that one alone.
    private static func network(_ place: Place) -> AddressRange? {
        let expected = "a network such as 10.0.0.0/24 or fd12::/48"
        guard let text = place.text(expected) else { return nil }
        guard let range = range(text) else {
            place.mistake(found: quoted(text), expected: "\(expected) as \(place.name)")
            return nil
        }
        return range
    }

    private static func range(_ text: String) -> AddressRange? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count) else { return nil }
        var bytes = [UInt8](repeating: 0, count: parts[0].contains(":") ? 16 : 4)
        let family = bytes.count == 16 ? AF_INET6 : AF_INET
        guard inet_pton(family, String(parts[0]), &bytes) == 1 else { return nil }
        guard parts.count == 2 else { return AddressRange(address: bytes, bits: bytes.count * 8) }
        guard !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (48...57).contains($0) }),
            let bits = Int(parts[1]), let range = AddressRange(address: bytes, bits: bits),
            // 10.0.0.7/24 is a slip of the pen: was the one address meant, or all of them?
            (0..<bytes.count * 8).dropFirst(bits).allSatisfy({
                bytes[$0 / 8] & (0x80 >> UInt8($0 % 8)) == 0
            })
        else { return nil }
        return range
    }
}
