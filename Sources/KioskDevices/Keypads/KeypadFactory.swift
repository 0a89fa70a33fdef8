package import DeviceWire
package import Kiosk
package import Logging
import QueueCore

/// Makes the clerks' keypads of a configuration.
package enum KeypadFactory {
    /// The keypads, and those of them that are simulated.
    package struct Keypads: Sendable {
        /// In the order of the configuration.
        package let keypads: [(settings: KeypadSettings, keypad: any Keypad)]
        /// Empty when the keypads are real.
        package let simulators: [SimulatedKeypad]
    }

    /// Makes the keypads.
    ///
    /// - Parameters:
    ///   - settings: checked: a keypad of a family that is not on the shelf is left out.
    ///   - shelf: the families of keypads on lines.
    ///   - lines: shared with the boards, so that each port has one owner.
    ///   - health: told how the keypads are.
    ///   - clock: dates the keys.
    ///   - logger: told when a condition changes.
    ///   - simulated: puts others in their places.
    /// - Returns: keypads that do nothing until they run.
    package static func make(
        _ settings: [KeypadSettings], shelf: KeypadShelf, lines: SerialLines, health: HealthBoard,
        clock: any WallClock, logger: Logger = Logger(label: "motcua.keypads"), simulated: Bool
    ) -> Keypads {
        if simulated {
            let simulators = settings.map { SimulatedKeypad($0, health: health, clock: clock) }
            return Keypads(
                keypads: simulators.map { ($0.settings, $0 as any Keypad) }, simulators: simulators)
        }
        var keypads: [(settings: KeypadSettings, keypad: any Keypad)] = []
        for (slot, one) in settings.enumerated() {
            switch one.connection {
            case .input(let path, let name):
                let keypad = EvdevKeypad(
                    one, path: path, name: name, health: health, clock: clock, logger: logger)
                keypads.append((one, keypad))
            case .bus(let place):
                guard let node = shelf.node(of: place, own: one.ownCodes) else { continue }
                let baud = place.baud ?? shelf.baud(of: place.family) ?? usualBaud
                let keypad = BusKeypad(
                    one, node: node, keys: shelf.keys(of: place.family, own: one.ownCodes),
                    slot: slot, bus: lines.bus(port: place.port, baud: baud), health: health,
                    clock: clock, logger: logger)
                keypads.append((one, keypad))
            }
        }
        return Keypads(keypads: keypads, simulators: [])
    }

    /// The speed of a line whose keypads and boards say none.
    private static let usualBaud = 19_200
}

extension KeypadShelf {
    /// How the keypad at a place is understood; nil for an unknown family or address.
    fileprivate func node(
        of place: KeypadSettings.LinePlace, own: [UInt8: FrameKey]
    ) -> KeypadNode? {
        node(family: place.family, address: place.address, own: own)
    }
}

extension KeypadSettings {
    /// The codes of a keypad on a line that mean what the centre says.
    fileprivate var ownCodes: [UInt8: FrameKey] {
        var codes: [UInt8: FrameKey] = [:]
        for (code, key) in keys {
            guard let code = UInt8(exactly: code) else { continue }
            codes[code] = FrameKey(rawValue: key.rawValue)
        }
        return codes
    }
}
