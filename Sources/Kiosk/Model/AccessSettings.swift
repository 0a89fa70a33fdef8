/// How the server proves who it is and hides what is said.
package enum TLSSettings: Hashable, Sendable {
    /// Paths of PEM files: the certificate with those that vouch for it, and its key.
    case files(certificate: String, key: String)
    /// A certificate that the program makes for itself, once, under the data directory.
    case selfSigned
}

/// What signing in takes besides name and password.
package struct SignInRules: Hashable, Sendable {
    /// Whether there must be a one-time code.
    package enum OneTimeCodes: String, Hashable, Sendable, CaseIterable {
        /// From managers and admins, and from anyone outside the hall's network.
        case required
        /// From those alone who have set one up.
        case optional
    }

    package var oneTimeCodes: OneTimeCodes
    /// The addresses of the hall's own network; this machine is always in it.
    package var hallNetworks: [AddressRange]

    package init(
        oneTimeCodes: OneTimeCodes = .required, hallNetworks: [AddressRange] = AddressRange.private
    ) {
        self.oneTimeCodes = oneTimeCodes
        self.hallNetworks = hallNetworks
    }

    /// Whether a person of this role must give a code who asks from there.
    ///
    /// - Parameters:
    ///   - address: 4 or 16 bytes; nil for this machine.
    ///   - role: the account's.
    /// - Returns: false where codes are optional.
    package func wantsCode(from address: [UInt8]?, _ role: Role) -> Bool {
        guard oneTimeCodes == .required else { return false }
        if role != .clerk { return true }
        guard let address else { return false }
        return !hallNetworks.contains { $0.contains(address) }
    }
}

/// Addresses that begin alike, as `10.0.0.0/8` writes them.
package struct AddressRange: Hashable, Sendable {
    /// 4 bytes of IPv4 or 16 of IPv6.
    package let address: [UInt8]
    /// How many bits are the same in all of them.
    package let bits: Int

    /// A range; nil when there is no such one.
    package init?(address: [UInt8], bits: Int) {
        guard [4, 16].contains(address.count), (0...address.count * 8).contains(bits) else {
            return nil
        }
        self.address = address
        self.bits = bits
    }

    package func contains(_ other: [UInt8]) -> Bool {
        guard other.count == address.count else { return false }
        let whole = bits / 8
        guard other[..<whole] == address[..<whole] else { return false }
        guard bits % 8 > 0 else { return true }
        return (other[whole] ^ address[whole]) >> UInt8(8 - bits % 8) == 0
    }

    /// The networks that are nobody's on the internet: a hall that says nothing has one of these.
    package static let `private`: [AddressRange] = [
        ([10, 0, 0, 0], 8), ([172, 16, 0, 0], 12), ([192, 168, 0, 0], 16), ([169, 254, 0, 0], 16),
        ([0xFC] + Array(repeating: 0, count: 15), 7),
        ([0xFE, 0x80] + Array(repeating: 0, count: 14), 10),
    ].compactMap(AddressRange.init)
}
