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
            let now = ContinuousClock.now
            if let last = node.answeredAt, now - last > staleTime { node.latch = KeyLatch() }
            node.answeredAt = now
            let isNew = node.latch.take(answer) != nil
            nodes[slot] = node
            node.heard(.success(isNew ? answer : nil))
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
            ContinuousClock.now + Self.recoveryGap * 2 + wire + wire + node.frames.patience
        try begin(until: deadline)
        try put(poll, until: deadline)
        let answerBy = min(ContinuousClock.now + wire + node.frames.patience, deadline)
        var bytes: [UInt8] = []
        while true {
            let more = try take(until: answerBy)
            guard !more.isEmpty else {
                if !bytes.isEmpty { misunderstood(bytes) }
                throw .late("no answer")
            }
            bytes += more
            switch node.frames.read(bytes) {
            case .incomplete: continue
            case .answer(let answer):
                overhear(Array(bytes.dropFirst(node.frames.longestAnswer)))
                return answer
            case .refused(let reason):
                misunderstood(bytes)
                throw .late(reason)
            }
        }
    }

    private func send(_ request: Request, _ job: Job) throws(SerialFault) {
        for bytes in request.before { try tell(bytes, request, job) }
        guard var reader = request.answer else {
            return try tell(request.bytes, request, job)
        }
        try begin(until: job.deadline, silence: request.silence)
        var probe = reader
        let answersItself = probe.hear(request.bytes) == .accepted
        try put(request.bytes, until: job.deadline, answersItself: answersItself)
        // There and back, and the request's echo.
        let wire = LineTiming.length(
            ofBytes: request.bytes.count + max(request.bytes.count, reader.longestAnswer), at: baud)
        let answerBy = min(ContinuousClock.now + wire + job.patience, job.deadline)
        var heard: [UInt8] = []
        while true {
            let bytes = try take(until: answerBy)
            heard += bytes
            switch bytes.isEmpty ? reader.end() : reader.hear(bytes) {
            case .incomplete where !bytes.isEmpty: continue
            case .incomplete:
                if !heard.isEmpty { misunderstood(heard) }
                throw .late("no answer")
            case .accepted:
                // Whoever speaks by itself may have spoken in the same breath.
                overhear(reader.strays)
                return
            case .exception(let code):
                overhear(reader.strays)
                throw .exception(code)
            case .refused(let reason):
                misunderstood(heard)
                throw .late(reason)
            }
        }
    }

    /// Sends what nobody answers.
    private func tell(_ bytes: [UInt8], _ request: Request, _ job: Job) throws(SerialFault) {
        try begin(until: job.deadline, silence: request.silence)
        try put(bytes, until: job.deadline)
        // A USB adapter says that bytes left when it took them.
        quietSince += LineTiming.length(ofBytes: bytes.count, at: baud) + request.rest
    }

    /// Waits for the pause between two frames; for silence only where something was not understood.
    private func begin(
        until deadline: ContinuousClock.Instant, silence: Duration = .zero
    ) throws(SerialFault) {
        let gap = max(LineTiming.gap(at: baud), silence)
        let pause = ContinuousClock.now.duration(to: quietSince + gap)
        let early = try transport.read(until: .now + max(pause, .zero))
        if !early.isEmpty { misunderstood(echo.feed(early)) }
        guard mustResynchronise else { return }
        while ContinuousClock.now < deadline {
            let bytes = try transport.read(until: min(.now + Self.recoveryGap, deadline))
            guard !bytes.isEmpty else { break }
            quietSince = .now
            overhear(echo.feed(bytes))
        }
        mustResynchronise = false
    }

    /// Bytes that are no answer: those who listen may know them, others wait for silence.
    private func misunderstood(_ bytes: [UInt8]) {
        mustResynchronise = true
        overhear(bytes)
    }

    private func put(
        _ bytes: [UInt8], until deadline: ContinuousClock.Instant, answersItself: Bool = false
    ) throws(SerialFault) {
        echo.sent(bytes, answersItself: answersItself)
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
