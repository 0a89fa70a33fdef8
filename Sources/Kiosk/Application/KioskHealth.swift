/// How each kiosk's paper stands, from the health of its printers.
package struct KioskHealth: Sendable {
    private let kiosks: [KioskSettings]
    private let health: HealthBoard

    /// A look at the kiosks' printers.
    package init(kiosks: [KioskSettings], health: HealthBoard) {
        self.kiosks = kiosks
        self.health = health
    }

    /// The kiosks with their best printer, in the configured order.
    package func views() -> [Snapshot.KioskView] {
        kiosks.map { kiosk in
            let printers = kiosk.printers.compactMap(health.health(of:))
            let best = printers.min { Self.rank($0) < Self.rank($1) }
            return Snapshot.KioskView(id: kiosk.id, printer: best)
        }
    }

    private static func rank(_ health: DeviceHealth) -> Int {
        switch health.condition.code {
        case .ready: 0
        case .paperLow: 1
        case .unknown, .silent: 2
        case .paperOut, .coverOpen, .cutter, .offline, .missing: 3
        }
    }
}
