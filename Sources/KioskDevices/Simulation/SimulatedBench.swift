package import Kiosk

/// A simulated printer, as the bench shows it.
package protocol SimulatedSlipPrinter: Breakable {
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
    private let simulatedScanners: [SimulatedScanner]

    package init(
        printers: [any SimulatedSlipPrinter], boards: [SimulatedBoard], panels: [SimulatedPanel],
        keypads: [SimulatedKeypad] = [], scanners: [SimulatedScanner] = []
    ) {
        self.printers = printers
        self.boards = boards
        self.panels = panels
        self.keypads = keypads
        simulatedScanners = scanners
    }

    package func devices() -> BenchSnapshot {
        BenchSnapshot(
            printers: printers.map {
                .init(id: $0.id, slips: $0.slipCount, bytes: $0.bytesReceived)
            },
            boards: boards.map { $0.picture() },
            panels: panels.map {
                .init(id: $0.id, buttons: $0.settings.buttons, held: $0.stuck)
            },
            keypads: keypads.map {
                .init(
                    id: $0.id, counter: $0.counter, feedback: $0.feedback, keys: $0.keySet,
                    held: $0.stuck)
            },
            breakages: breakable.map { ($0.id, $0.breakages) })
    }

    package func slip(printer: DeviceID, index: Int) -> Raster? {
        printers.first { $0.id == printer }?.slip(index)
    }

    package func press(panel: DeviceID, code: Int) -> Bool {
        panels.first { $0.id == panel }?.press(code) ?? false
    }

    package func press(keypad: DeviceID, key: ClerkKey) -> Bool {
        keypads.first { $0.id == keypad }?.press(key) ?? false
    }

    package var scanners: [ScannerSettings] { simulatedScanners.map(\.settings) }

    package func scan(scanner: DeviceID, text: String) -> Bool {
        guard let scanner = simulatedScanners.first(where: { $0.id == scanner }) else {
            return false
        }
        scanner.scan(text)
        return true
    }

    package func hold(panel: DeviceID, code: Int, _ isDown: Bool) -> Bool {
        panels.first { $0.id == panel }?.hold(code, isDown) ?? false
    }

    package func hold(keypad: DeviceID, key: ClerkKey, _ isDown: Bool) -> Bool {
        keypads.first { $0.id == keypad }?.hold(key, isDown) ?? false
    }

    package func set(_ fault: BenchFault, of device: DeviceID, _ isOn: Bool) -> Bool {
        breakable.first { $0.id == device }?.set(fault, isOn) ?? false
    }

    private var breakable: [any Breakable] {
        printers + boards + panels + keypads + simulatedScanners
    }
}
