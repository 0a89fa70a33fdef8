import DeviceWire
import Kiosk

/// When a thread that waits for buttons must look whether one is stuck.
enum StuckWatch {
    /// Buttons of a device that was just opened: nobody holds one.
    static func buttons(_ settings: PanelSettings) -> HeldButtons {
        HeldButtons(
            codes: settings.buttons.map(\.code),
            limitMicroseconds: Int64(max(1, settings.stuckSeconds)) &* 1_000_000)
    }

    private static let start = ContinuousClock.now

    /// Microseconds of a clock that nobody sets.
    ///
    /// The time of arrival, not the event's own: what the kernel fetched after an overrun has the
    /// time of then.
    static func now() -> Int64 { Int64((ContinuousClock.now - start) / .microseconds(1)) }

    /// Milliseconds for `poll`; -1 for ever while no button is held.
    static func timeout(_ held: HeldButtons) -> Int32 {
        guard let microseconds = held.untilNext(at: now()) else { return -1 }
        // Rounded up: a look too early would find nothing and be repeated at once.
        return Int32(clamping: microseconds / 1_000 + 1)
    }

    /// How a device with these buttons stuck is, for people.
    static func condition(
        _ name: String, _ stuck: [some CustomStringConvertible]
    ) -> DeviceCondition {
        guard !stuck.isEmpty else { return DeviceCondition(.ready, detail: name) }
        let codes = stuck.map(\.description).joined(separator: ", ")
        return DeviceCondition(
            .stuck, detail: "\(name): stuck, held down until it is freed: \(codes)")
    }
}
