package import DeviceWire
import Kiosk

/// The one owner of a serial port: boards and polled keypads on the same line take turns.
///
/// A turn runs whole on the bus' own executor, so that no two requests are ever on the wire
/// together, and nobody else waits for the port. Who is next is `BusScheduler`'s choice.
package actor SerialBus<Transport: SerialTransport> {
    /// What one turn sends and waits for.
    package struct Request: Sendable {
        package let bytes: [UInt8]
        /// Reads the answer; nil where the board cannot answer.
        package let answer: (any AnswerReader)?
        /// Sent before, each by itself; nobody answers.
        package var before: [[UInt8]] = []
        /// Silence of the line that the device needs before each frame, where it is more than usual.
        package var silence = Duration.zero
        /// Rest of the line after a frame that nobody answers.
        package var rest = Duration.zero

        package init(bytes: [UInt8], answer: (any AnswerReader)?) {
            self.bytes = bytes
            self.answer = answer
        }
    }

    /// A board's wish to be told, until its turn ended.
    struct Job {
        let deadline: ContinuousClock.Instant
        let attempts: Int
        let patience: Duration
        let request: @Sendable () -> Request
        let done: CheckedContinuation<Result<Void, SerialFault>, Never>
    }

    /// A keypad on the line.
    struct Node {
        let frames: any PolledProtocol
        var latch = KeyLatch()
        var answeredAt: ContinuousClock.Instant?
        /// Called on the bus' executor after each poll; must not block.
        let heard: @Sendable (Result<PolledAnswer?, SerialFault>) -> Void
    }

    /// Silence that ends whatever was answered wrongly; used for nothing else.
    package static var recoveryGap: Duration { .milliseconds(20) }
    /// What a keypad still holds after it was silent for so long was pressed for a moment that is
    /// past, and is not delivered.
    package static var usualStaleTime: Duration { .seconds(5) }
    /// Jobs that wait at most; a hall has fewer boards on a line.
    package static var longestQueue: Int { 256 }

    private nonisolated let executor: SerialQueueExecutor
    let transport: Transport
    let baud: Int
    let staleTime: Duration
    private var users = 0
    private var openings = 0
    private var jobs: [Int: Job] = [:]
    private var lastTicket = 0
    var nodes: [Int: Node] = [:]
    /// Those who hear what nobody asked for; called on the executor, must not block.
    private var ears: [Int: @Sendable ([UInt8]) -> Void] = [:]
    var scheduler = BusScheduler()
    var echo = EchoFilter()
    /// When the last byte was on the line.
    var quietSince = ContinuousClock.now
    /// Whether the line carried something that nobody understood.
    var mustResynchronise = false
    private var isPumping = false
    private var alarm: Task<Void, Never>?
    private let epoch = ContinuousClock.now

    /// - Parameters:
    ///   - label: the executor's name in a debugger.
    ///   - baud: the line's speed, for the time that bytes are under way.
    ///   - transport: the line; the bus is its only user from now on.
    ///   - staleTime: keys that a keypad kept for longer without being asked are not delivered.
    package init(
        label: String, baud: Int, transport: sending Transport,
        staleTime: Duration = SerialBus.usualStaleTime
    ) {
        executor = SerialQueueExecutor(label: label)
        self.baud = baud
        self.staleTime = staleTime
        self.transport = transport
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Counts a user in; the port closes when the last one left.
    package func join() { users += 1 }

    /// Counts a user out.
    package func leave() {
        users -= 1
        guard users <= 0 else { return }
        alarm?.cancel()
        alarm = nil
        transport.close()
    }

    /// Finds out whether the line is there, and opens it when it can be opened.
    ///
    /// - Returns: how often it has been opened, so that every board on it sees that it was new.
    /// - Throws: `SerialFault` when there is no line.
    package func reopen() throws(SerialFault) -> Int {
        guard !transport.isAlive() else { return openings }
        transport.close()
        try transport.open()
        echo = EchoFilter()
        mustResynchronise = false
        openings += 1
        watch()
        return openings
    }

    /// Has a keypad asked again and again from now on; once more replaces what was there.
    ///
    /// - Parameters:
    ///   - slot: the keypad's place on this line, any number that no other has.
    ///   - frames: how it is asked.
    ///   - heard: what each answered poll brought that is new, nil for nothing, or why nobody
    ///     answered; called on the bus' executor, must not block.
    package func add(
        keypad slot: Int, _ frames: any PolledProtocol,
        heard: @escaping @Sendable (Result<PolledAnswer?, SerialFault>) -> Void
    ) {
        nodes[slot] = Node(frames: frames, heard: heard)
        scheduler.add(keypad: slot, at: elapsed)
        wake()
    }

    /// Has a keypad that speaks by itself heard from now on, also between the turns of others.
    ///
    /// - Parameters:
    ///   - slot: the keypad's place on this line, any number that no other has.
    ///   - heard: every byte that is neither an echo nor the answer that was waited for; called on
    ///     the bus' executor, must not block.
    package func listen(_ slot: Int, heard: @escaping @Sendable ([UInt8]) -> Void) {
        ears[slot] = heard
        watch()
    }

    /// Asks the keypad no more, and listens to it no more.
    package func remove(keypad slot: Int) {
        nodes[slot] = nil
        ears[slot] = nil
        scheduler.remove(keypad: slot)
    }

    /// Bytes that nobody asked for.
    func overhear(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        for heard in ears.values { heard(bytes) }
    }

    /// From now on bytes are taken when they come, where somebody listens.
    private func watch() {
        guard !ears.isEmpty, transport.isAlive() else { return }
        transport.watch(on: executor) { [weak self] in
            self?.assumeIsolated { $0.hear() }
        }
    }

    /// Bytes came between two turns, or the line broke.
    private func hear() {
        do throws(SerialFault) {
            guard transport.isAlive() else { throw .missing("the port hung up") }
            let bytes = try transport.read(until: .now)
            guard !bytes.isEmpty else { return }
            quietSince = .now
            overhear(echo.feed(bytes))
        } catch {
            transport.close()
        }
    }

    /// Sends a request and waits for its answer, again up to `attempts` times.
    ///
    /// - Parameters:
    ///   - deadline: when the caller stops waiting; a turn that begins later fails at once.
    ///   - attempts: how often it is sent at most.
    ///   - patience: how long a board may think before it answers.
    ///   - request: made when the turn begins, so that the newest truth is sent.
    /// - Throws: `SerialFault` of the last attempt.
    package func exchange(
        until deadline: ContinuousClock.Instant, attempts: Int, patience: Duration,
        _ request: @escaping @Sendable () -> Request
    ) async throws(SerialFault) {
        guard ContinuousClock.now < deadline, jobs.count < Self.longestQueue else {
            throw .late("the line was busy")
        }
        lastTicket += 1
        let ticket = lastTicket
        let result = await withCheckedContinuation { done in
            jobs[ticket] = Job(
                deadline: deadline, attempts: attempts, patience: patience, request: request,
                done: done)
            scheduler.ask(board: ticket)
            wake()
        }
        try result.get()
    }

    private var elapsed: Duration { ContinuousClock.now - epoch }

    /// Begins to take turns, unless somebody does.
    private func wake() {
        guard !isPumping else { return }
        isPumping = true
        alarm?.cancel()
        alarm = nil
        Task { await pump() }
    }

    private func pump() async {
        while true {
            switch scheduler.next(at: elapsed) {
            case .board(let ticket): serve(ticket)
            case .keypad(let slot):
                let isAnswered = poll(slot)
                scheduler.polled(slot, isAnswered: isAnswered, at: elapsed)
            case .rest(let until):
                isPumping = false
                if let until, users > 0 || !nodes.isEmpty { setAlarm(until) }
                return
            }
            // Who came while the line was busy is let in before the next turn is given.
            await Task.yield()
        }
    }

    private func setAlarm(_ moment: Duration) {
        let wakeAt = epoch + moment
        alarm = Task {
            guard (try? await Task.sleep(until: wakeAt, clock: .continuous)) != nil else { return }
            wake()
        }
    }

    private func serve(_ ticket: Int) {
        guard let job = jobs.removeValue(forKey: ticket) else { return }
        do throws(SerialFault) {
            try run(job)
            job.done.resume(returning: .success(()))
        } catch {
            job.done.resume(returning: .failure(error))
        }
    }
}
