import DeviceWire

extension SerialBus {
    /// One turn of a board.
    func run(_ job: Job) throws(SerialFault) {
        guard ContinuousClock.now < job.deadline else { throw .late("the line was busy") }
        // A board may be told its face before anyone looked at its port.
        _ = try reopen()
        let request = job.request()
        var fault = SerialFault.late("never sent")
        for _ in 0..<job.attempts where ContinuousClock.now < job.deadline {
            do throws(SerialFault) {
                return try send(request, job)
            } catch .late(let cause) {
                fault = .late(cause)
            } catch .missing(let cause) {
                transport.close()
                throw .missing(cause)
            }
        }
        throw fault
    }

    /// One turn of a keypad; false when nobody answered.
    func poll(_ slot: Int) -> Bool {
        guard var node = nodes[slot] else { return false }
        do throws(SerialFault) {
            _ = try reopen()
            let answer = try ask(node)
            let key = node.latch.take(answer)
            nodes[slot] = node
            node.heard(.success(key))
            return true
        } catch {
            if case .missing = error { transport.close() }
            node.heard(.failure(error))
            return false
        }
    }

    private func ask(_ node: Node) throws(SerialFault) -> PolledAnswer {
        let poll = node.frames.poll(acknowledging: node.latch.acknowledged)
        let wire = LineTiming.length(ofBytes: poll.count + node.frames.longestAnswer, at: baud)
        let deadline =
            ContinuousClock.now + Self.recoveryGap * 2 + wire + wire + Self.keypadPatience
        try begin(until: deadline)
        try put(poll, until: deadline)
        let answerBy = min(ContinuousClock.now + wire + Self.keypadPatience, deadline)
        var bytes: [UInt8] = []
        while true {
            let more = try take(until: answerBy)
            guard !more.isEmpty else { throw .late("no answer") }
            bytes += more
            switch node.frames.read(bytes) {
            case .incomplete: continue
            case .answer(let answer): return answer
            case .refused(let reason):
                mustResynchronise = true
                throw .late(reason)
            }
        }
    }

    private func send(_ request: Request, _ job: Job) throws(SerialFault) {
        try begin(until: job.deadline)
        try put(request.bytes, until: job.deadline)
        guard var parser = request.answer else {
            // A USB adapter says that bytes left when it took them.
            quietSince += LineTiming.length(ofBytes: request.bytes.count, at: baud)
            return
        }
        let wire = LineTiming.length(ofBytes: request.bytes.count * 2, at: baud)
        let answerBy = min(ContinuousClock.now + wire + job.patience, job.deadline)
        while true {
            let bytes = try take(until: answerBy)
            guard !bytes.isEmpty else { throw .late("no answer") }
            switch parser.feed(bytes) {
            case .incomplete: continue
            case .accepted: return
            case .exception(let code): throw .exception(code)
            case .refused(let reason):
                mustResynchronise = true
                throw .late(reason.rawValue)
            }
        }
    }

    /// Waits for the pause between two frames; for silence only where something was not understood.
    private func begin(until deadline: ContinuousClock.Instant) throws(SerialFault) {
        let pause = ContinuousClock.now.duration(to: quietSince + LineTiming.gap(at: baud))
        if try !transport.read(until: .now + max(pause, .zero)).isEmpty {
            mustResynchronise = true
        }
        guard mustResynchronise else { return }
        try transport.awaitSilence(of: Self.recoveryGap, until: deadline)
        mustResynchronise = false
    }

    private func put(_ bytes: [UInt8], until deadline: ContinuousClock.Instant)
        throws(SerialFault)
    {
        echo.sent(bytes)
        defer { quietSince = .now }
        try transport.write(bytes, until: deadline)
    }

    /// Bytes that are no echo of the request; none when nobody said anything in time.
    private func take(until deadline: ContinuousClock.Instant) throws(SerialFault) -> [UInt8] {
        while true {
            let bytes = try transport.read(until: deadline)
            guard !bytes.isEmpty else { return echo.rest() }
            quietSince = .now
            let said = echo.feed(bytes)
            if !said.isEmpty { return said }
        }
    }
}
