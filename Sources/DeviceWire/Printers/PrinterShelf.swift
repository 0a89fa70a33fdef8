/// All printer profiles that were read, and the choice among them.
package struct PrinterShelf: Hashable, Sendable {
    /// A profile and why it was taken.
    package struct Choice: Hashable, Sendable {
        package let profile: PrinterProfile
        /// For the log: `Firmware-Protocols/printers/epson-tm-t20.yaml:7 matches "EPSON TM-T20II"`.
        package let reason: String
    }

    private let profiles: [PrinterProfile]

    /// - Parameter profiles: in the order in which they are tried; the first match wins.
    package init(_ profiles: [PrinterProfile]) { self.profiles = profiles }

    package var names: [String] { profiles.map(\.name) }

    /// The profile that the configuration names.
    package func profile(named name: String) -> PrinterProfile? {
        profiles.first { $0.name == name }
    }

    /// The profile for a printer.
    ///
    /// The one that the configuration names; else the first whose pattern fits the device ID; else
    /// the generic one.
    package func choose(named name: String?, for id: DeviceIDString?) -> Choice {
        if let name, let profile = profile(named: name) {
            return Choice(profile: profile, reason: "\(name), as configured")
        }
        let generic = profile(named: PrinterProfile.generic80.name) ?? .generic80
        guard let id else {
            return Choice(profile: generic, reason: "\(generic.name), no device ID")
        }
        for profile in profiles {
            for (match, place) in zip(profile.matches, profile.matchPlaces)
            where match.fits(id) {
                return Choice(
                    profile: profile, reason: "\(place) matches \"\(id.maker) \(id.model)\"")
            }
        }
        return Choice(
            profile: generic,
            reason: "\(generic.name), no profile matches \"\(id.maker) \(id.model)\"")
    }
}

extension PrinterProfile.Match {
    /// Whether a printer that calls itself so is meant.
    package func fits(_ id: DeviceIDString) -> Bool {
        Self.fits(maker, id.maker) && Self.fits(model, id.model)
    }

    /// Whether `text` fits `pattern`, in time proportional to the product of their lengths.
    private static func fits(_ pattern: String, _ text: String) -> Bool {
        let pattern = Array(pattern.lowercased())
        let text = Array(text.lowercased())
        // reachable[j]: the pattern's part so far can stand for the text's first j characters.
        var reachable = [true] + Array(repeating: false, count: text.count)
        for character in pattern {
            var next = Array(repeating: false, count: text.count + 1)
            for index in 0...text.count {
                if character == "*" {
                    next[index] = reachable[index] || (index > 0 && next[index - 1])
                } else if index > 0 {
                    next[index] = reachable[index - 1] && text[index - 1] == character
                }
            }
            reachable = next
        }
        return reachable[text.count]
    }
}
