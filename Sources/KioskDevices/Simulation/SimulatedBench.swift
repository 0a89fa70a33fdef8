package import Kiosk

/// A simulated printer, as the bench shows it.
package protocol SimulatedSlipPrinter: Sendable {
    var id: DeviceID { get }
    /// Slips that came out since the start.
    var slipCount: Int { get }
    /// Bytes taken since the start.
    var bytesReceived: Int { get }
    /// The `index`th slip (1…); nil when there is none, or it was forgotten.
    func slip(_ index: Int) -> Raster?
}

/// All simulated devices of the centre.
package final class SimulatedBench: Bench {
    private let printers: [any SimulatedSlipPrinter]
    private let boards: [SimulatedBoard]
    private let panels: [SimulatedPanel]
    private let keypads: [SimulatedKeypad]

    package init(
        printers: [any SimulatedSlipPrinter], boards: [SimulatedBoard], panels: [SimulatedPanel],
        keypads: [SimulatedKeypad] = []
    ) {
        self.printers = printers
        self.boards = boards
        self.panels = panels
        self.keypads = keypads
    }

    package func devices() -> BenchSnapshot {
        BenchSnapshot(
            printers: printers.map {
                .init(id: $0.id, slips: $0.slipCount, bytes: $0.bytesReceived)
            },
            boards: boards.map { $0.picture() },
            panels: panels.map { .init(id: $0.id, buttons: $0.settings.buttons) },
            keypads: keypads.map { .init(id: $0.id, counter: $0.counter, feedback: $0.feedback) })
    }

    package func slip(printer: DeviceID, index: Int) -> Raster? {
        printers.first { $0.id == printer }?.slip(index)
    }

    package func press(panel: DeviceID, code: Int) -> Bool {
        panels.first { $0.id == panel }?.press(code) ?? false
    }

    package func press(keypad: DeviceID, key: ClerkKey) -> Bool {
        guard let keypad = keypads.first(where: { $0.id == keypad }) else { return false }
        keypad.press(key)
        return true
    }

    package func hold(panel: DeviceID, code: Int, _ isDown: Bool) -> Bool {
        panels.first { $0.id == panel }?.hold(code, isDown) ?? false
    }
}
