import DeviceWire
package import Kiosk
import QueueCore
import Synchronization

/// A scanner without hardware; what it is told to scan goes through the same reader as a real one's.
package final class SimulatedScanner: Scanner {
    private static let idleTick = Duration.seconds(3_600)

    package let settings: ScannerSettings
    private let feed = ScanFeed()
    private let line = Mutex((reader: ScanLineReader(), isPlugged: true))
    private let health: HealthBoard
    private let clock: any WallClock

    package init(_ settings: ScannerSettings, health: HealthBoard, clock: any WallClock) {
        self.settings = settings
        self.health = health
        self.clock = clock
    }

    package var id: DeviceID { settings.id }
    package var scans: AsyncStream<Scan> { feed.stream() }

    package func run() async {
        report()
        while !Task.isCancelled { try? await Task.sleep(for: Self.idleTick) }
        feed.finish()
    }

    /// Scans a code with this text; nobody hears of it without a cable.
    package func scan(_ text: String) {
        let scans = line.withLock { line in
            line.isPlugged ? line.reader.feed(Array(text.utf8) + [0x0D]) : []
        }
        for scan in scans {
            feed.send(Scan(scanner: id, content: Scan.Content(scan), at: clock.now()))
        }
    }

    private func report() {
        let isPlugged = line.withLock { $0.isPlugged }
        health.report(id, .scanner, .simulated(isPlugged: isPlugged, stuck: [String]()))
    }
}

extension SimulatedScanner: Breakable {
    package var breakages: [BenchBreakage] {
        [BenchBreakage(.unplugged, isOn: !line.withLock { $0.isPlugged })]
    }

    package func set(_ fault: BenchFault, _ isOn: Bool) -> Bool {
        guard fault == .unplugged else { return false }
        line.withLock { $0.isPlugged = !isOn }
        report()
        return true
    }
}
