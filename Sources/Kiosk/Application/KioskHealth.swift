/// How each kiosk's paper stands, from the health of its printers.
package struct KioskHealth: Sendable {
    private let kiosks: [KioskSettings]
    private let health: HealthBoard
    private let scans: ScanMarks

    /// A look at the kiosks' printers, and at their scanners' last scans.
    package init(kiosks: [KioskSettings], health: HealthBoard, scans: ScanMarks = ScanMarks()) {
        self.kiosks = kiosks
        self.health = health
        self.scans = scans
    }

    /// The kiosks with their best printer, in the configured order.
    package func views() -> [Snapshot.KioskView] {
        kiosks.map { kiosk in
            let printers = kiosk.printers.compactMap(health.health(of:))
            return Snapshot.KioskView(
                id: kiosk.id, printer: Self.best(of: printers), scan: scans[kiosk.id])
        }
    }

    /// The printer that a slip would come out of; where none can print, the one that is nearest to
    /// it, since the moment when the last of them failed.
    private static func best(of printers: [DeviceHealth]) -> DeviceHealth? {
        guard let best = printers.min(by: { rank($0) < rank($1) }) else { return nil }
        guard !best.condition.code.letsPrint, let since = printers.map(\.since).max() else {
            return best
        }
        return DeviceHealth(
            id: best.id, family: best.family, condition: best.condition, since: since)
    }

    private static func rank(_ health: DeviceHealth) -> Int {
        switch health.condition.code {
        case .ready: 0
        case .paperLow: 1
        // It may print although it cannot say so.
        case .unknown, .silent, .stuck: 2
        // What anyone can mend comes before what needs the technician.
        case .paperOut: 3
        case .coverOpen: 4
        case .cutter: 5
        case .offline: 6
        case .missing: 7
        }
    }
}

extension DeviceCondition.Code {
    /// Whether paper may come out of a printer in this condition.
    package var letsPrint: Bool {
        switch self {
        case .ready, .paperLow, .unknown, .silent, .stuck: true
        case .paperOut, .coverOpen, .cutter, .offline, .missing: false
        }
    }
}
