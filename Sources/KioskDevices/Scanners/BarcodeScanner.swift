package import Kiosk
package import Logging
import QueueCore

/// A barcode scanner on a serial port, or one that types as a keyboard.
package final class BarcodeScanner: Scanner {
    /// How long after it vanished the scanner is looked for again, and again.
    package static let searchInterval = Duration.seconds(2)

    package let id: DeviceID
    private let reader: ScannerReader
    private let feed = ScanFeed()
    private let health: HealthBoard
    private let clock: any WallClock
    private let logger: Logger
    private let searchInterval: Duration

    package init(
        _ settings: ScannerSettings, health: HealthBoard, clock: any WallClock,
        logger: Logger = Logger(label: "motcua.scanners"),
        searchInterval: Duration = BarcodeScanner.searchInterval
    ) {
        id = settings.id
        reader = ScannerReader(settings)
        self.health = health
        self.clock = clock
        self.logger = logger
        self.searchInterval = searchInterval
    }

    package var scans: AsyncStream<Scan> { feed.stream() }

    package func run() async {
        while !Task.isCancelled {
            await follow()
            try? await Task.sleep(for: searchInterval)
        }
        feed.finish()
    }

    /// One life of the scanner, from found to vanished.
    private func follow() async {
        do throws(PanelFault) {
            try await reader.read { [self] name in
                report(DeviceCondition(.ready, detail: name))
            } scan: { [self] line in
                feed.send(Scan(scanner: id, content: Scan.Content(line), at: clock.now()))
            }
        } catch {
            switch error {
            case .missing(let cause): report(DeviceCondition(.missing, detail: cause))
            case .refused(let cause): report(DeviceCondition(.offline, detail: cause))
            }
        }
    }

    private func report(_ condition: DeviceCondition) {
        let isNew = health.health(of: id)?.condition != condition
        health.report(id, .scanner, condition)
        guard isNew else { return }
        logger.notice(
            "scanner condition",
            metadata: [
                "device": "\(id)", "condition": "\(condition.code.rawValue)",
                "detail": "\(condition.detail)",
            ])
    }
}
