import DeviceWire
import Kiosk

extension BusHour {
    /// A counter's power supply, and what the master knows of it.
    struct Power {
        /// When it is pulled next; nil for never.
        var cutAt: Duration?
        /// When it is plugged in again; nil while it is on.
        var backAt: Duration?
        var offSince: Duration?
        var boardMisses = 0
        var keypadMisses = 0

        var isOff: Bool { backAt != nil }
        /// The next moment at which something happens to it.
        var nextChange: Duration { backAt ?? cutAt ?? .seconds(Int64(Int32.max)) }
    }

    /// How long a plug is out.
    private static let outage = 15_000_000...45_000_000
    /// No plug is pulled so shortly before the end that it could not be mended by then.
    private static let lastCut = Duration.seconds(120)

    /// When a plug is pulled next; nil for never again.
    mutating func nextCut(after moment: Duration) -> Duration? {
        guard let every = scene.powerCutEvery else { return nil }
        let cut = moment + .seconds(60) + dice.pause(averaging: Int(every / .seconds(1)))
        return cut < scene.length - Self.lastCut ? cut : nil
    }

    /// Pulls the plug of a counter, or puts it in again: a dark board, a keypad that knows nothing.
    mutating func changePower(_ index: Int) {
        var power = counters[index].power
        if let backAt = power.backAt, backAt <= now {
            power = Power(cutAt: nextCut(after: now))
            counters[index].board = SimulatedBoard(counters[index].board.settings)
            counters[index].device = LatchedKeypadDevice(counters[index].keypad)
        } else if let cutAt = power.cutAt, cutAt <= now, !power.isOff {
            // What was missed before was the wire's fault.
            (power.boardMisses, power.keypadMisses) = (0, 0)
            power.offSince = now
            power.backAt = now + .microseconds(dice.among(Self.outage))
            report.powerCuts += 1
            report.keysLostWithPower += counters[index].waiting.count
            counters[index].waiting = []
        }
        counters[index].power = power
    }

    /// Nobody answered; the time of the alarm when it is the one that tells that something is dead.
    mutating func missed(
        _ index: Int, _ count: WritableKeyPath<Power, Int>, limit: Int
    ) {
        counters[index].power[keyPath: count] += 1
        guard counters[index].power[keyPath: count] == limit,
            let since = counters[index].power.offSince
        else { return }
        report.alarms.add(now - since)
    }
}
