import DeviceWire
import Kiosk

extension BusHour {
    /// What the wire does to a frame.
    private enum Fate {
        case whole, lost, corrupted, late, doubled
    }

    /// One turn of a board: its newest face, again once when nobody answered; a board in doubt has
    /// less of the line, as its driver leaves it.
    mutating func tell(_ index: Int) {
        report.turns += 1
        let timing = BoardTiming()
        let isDoubtful = counters[index].power.boardMisses >= timing.failuresUntilDoubt
        for _ in 0..<(isDoubtful ? 1 : timing.attempts) {
            let sign = counters[index].isDark ? BoardSign.blank : .number(counters[index].number)
            guard let request = try? counters[index].codec.request(for: sign) else { return }
            begin()
            if let calledAt = counters[index].calledAt {
                counters[index].calledAt = nil
                report.firstBytes.add(now - calledAt)
                if counters[index].isCalledIdle { report.idleFirstBytes.add(now - calledAt) }
            }
            guard var parser = request.answer else { return }
            let arrives = now + wire(request.bytes.count)
            let (board, isOff) = (counters[index].board, counters[index].power.isOff)
            let heard = through(request.bytes).flatMap { isOff ? nil : $0 }
            let said = heard.map { board.receive($0, at: instant(arrives)) } ?? []
            let (bytes, at) = answer(
                said, from: arrives,
                patience: isDoubtful ? timing.doubtfulPatience : timing.patience)
            now = at
            quietSince = at
            if parser.hear(bytes) == .accepted {
                counters[index].power.boardMisses = 0
                return
            }
            if !bytes.isEmpty { quietSince = at + Self.recovery }
        }
        // The driver's health says so at once.
        missed(index, \.boardMisses, limit: 1)
        // Told again soon, as the reconciler does on its next beat.
        counters[index].tellAt = min(counters[index].tellAt, now + .seconds(1))
    }

    /// One poll of a keypad.
    mutating func ask(_ index: Int) {
        report.turns += 1
        begin()
        let poll = counters[index].keypad.poll(
            acknowledging: counters[index].latch.acknowledged)
        let arrives = now + wire(poll.count)
        var said: [UInt8] = []
        if let heard = through(poll), !counters[index].power.isOff,
            let answer = counters[index].device.receive(heard)
        {
            said = answer
        }
        let (bytes, at) = answer(said, from: arrives, patience: counters[index].keypad.patience)
        now = at
        quietSince = at
        let verdict = counters[index].keypad.read(bytes)
        if case .answer(let answer) = verdict {
            scheduler.polled(index, isAnswered: true, at: now)
            counters[index].power.keypadMisses = 0
            if let key = counters[index].latch.take(answer)?.code { deliver(key, index) }
        } else {
            if !bytes.isEmpty { quietSince = at + Self.recovery }
            scheduler.polled(index, isAnswered: false, at: now)
            missed(index, \.keypadMisses, limit: BusKeypadTiming().missesUntilSilent)
        }
    }

    /// A key arrived: it calls, as the key for the next citizen does.
    private mutating func deliver(_ key: UInt8, _ index: Int) {
        guard counters[index].waiting.first?.key == key else {
            report.wrongKeys += 1
            return
        }
        let pressed = counters[index].waiting.removeFirst()
        report.delivered += 1
        report.keys.add(now - pressed.at)
        call(index, now)
    }

    /// Waits for the silence before a request, and for the machine.
    private mutating func begin() {
        now = max(now, quietSince + LineTiming.gap(at: scene.baud)) + Self.adapter
        // What came in too late is thrown away with the silence before the request.
        if let late = stray, late.at <= now { stray = nil }
    }

    private func wire(_ count: Int) -> Duration {
        LineTiming.length(ofBytes: count, at: scene.baud)
    }

    /// A request's bytes at the far end; nil when they are lost.
    private mutating func through(_ bytes: [UInt8]) -> [UInt8]? {
        switch fate() {
        case .lost: nil
        case .corrupted: spoilt(bytes)
        case .whole, .late, .doubled: bytes
        }
    }

    /// What the master has of an answer, and when it stops waiting.
    private mutating func answer(
        _ said: [UInt8], from start: Duration, patience: Duration
    ) -> ([UInt8], Duration) {
        let thinks = Duration.microseconds(dice.among(Self.thinking))
        let deadline = start + wire(said.count) + patience
        var bytes: [UInt8] = []
        if let late = stray, late.at <= deadline {
            bytes = late.bytes
            stray = nil
        }
        guard !said.isEmpty else { return (bytes, deadline) }
        let end = start + thinks + wire(said.count) + Self.adapter
        switch fate() {
        case .whole: return (bytes + said, end)
        case .corrupted: return (bytes + spoilt(said), end)
        case .doubled: return (bytes + said + said, end + wire(said.count))
        case .lost: return (bytes, deadline)
        case .late:
            stray = (said, deadline + .microseconds(dice.among(Self.thinking)))
            return (bytes, deadline)
        }
    }

    private mutating func fate() -> Fate {
        guard scene.oneFaultIn > 0, dice.next() % UInt64(scene.oneFaultIn) == 0 else {
            return .whole
        }
        report.faults += 1
        return [.lost, .corrupted, .late, .doubled][dice.among(0...3)]
    }

    private mutating func spoilt(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return bytes }
        var spoilt = bytes
        spoilt[dice.among(0...bytes.count - 1)] ^= UInt8(1 << dice.among(0...7))
        return spoilt
    }
}
