package import Logging
package import QueueCore

/// Serves one keypad: keys in, commands to the controller, feedback out.
package struct KeypadDesk: Sendable {
    /// Accounts whose hash one PIN is compared with; each costs about a tenth of a second.
    package static let candidatesMax = 16

    private let settings: KeypadSettings
    private let keypad: any Keypad
    private let accounts: [PINAccount]
    private let pins: any PINChecker
    private let notices: CounterNotices
    private let uptime: @Sendable () -> Duration
    private let logger: Logger

    /// A desk for one keypad.
    ///
    /// - Parameters:
    ///   - settings: its counter and the outcome of its `complete`.
    ///   - keypad: read by nobody else.
    ///   - accounts: who has a PIN; whoever may not serve at the counter is left out by the desk.
    ///   - pins: compares.
    ///   - notices: told what the counter's board shows for a moment.
    ///   - uptime: time that nobody can set.
    ///   - logger: hears of sign-ins and refusals, never of digits.
    package init(
        settings: KeypadSettings, keypad: any Keypad, accounts: [PINAccount],
        pins: any PINChecker, notices: CounterNotices,
        uptime: @escaping @Sendable () -> Duration = { KeypadDesk.uptime() }, logger: Logger
    ) {
        self.settings = settings
        self.keypad = keypad
        self.accounts = accounts
        self.pins = pins
        self.notices = notices
        self.uptime = uptime
        self.logger = logger
    }

    private static let start = ContinuousClock.now

    /// Time since the program's first look at it.
    package static func uptime() -> Duration { ContinuousClock.now - start }

    /// Reads keys until cancelled.
    ///
    /// - Parameters:
    ///   - controller: decides.
    ///   - hub: told to look at the board when a notice comes, and when it is over.
    package func run(controller: Controller, hub: SnapshotHub) async {
        var dialogue = KeypadDialogue(completeOutcome: settings.completeOutcome)
        var guessing = PINGuard()
        let ends = NoticeEnds(hub: hub)
        await withTaskGroup { group in
            group.addTask { await ends.run() }
            for await event in keypad.keys {
                let view = await view(controller)
                let feedback: KeypadFeedback?
                switch dialogue.take(event, at: uptime(), view) {
                case .nothing: feedback = nil
                case .show(let shown): feedback = shown
                case .submit(let action):
                    feedback = await submit(action, view.clerk, controller)
                case .signIn(let pin):
                    feedback = await signIn(pin, view, &guessing, controller)
                }
                guard let feedback else { continue }
                notices.show(feedback, at: settings.counter)
                hub.beat()
                ends.note(feedback)
                await keypad.show(feedback)
            }
            group.cancelAll()
        }
    }

    private func view(_ controller: Controller) async -> KeypadView {
        let number = settings.counter
        return await controller.read { book, _ in
            let counter = book.hall.counters[number]
            return KeypadView(
                counter: number, state: counter?.state ?? .closed, clerk: counter?.clerk,
                ticket: counter?.serving.flatMap { book.hall.tickets[$0]?.state },
                plan: book.hall.plan)
        }
    }

    private func submit(
        _ action: Command.Action, _ clerk: ClerkID?, _ controller: Controller
    ) async -> KeypadFeedback {
        guard let clerk else { return .refused(.state) }
        let actor = Actor(.clerk, clerk.rawValue, at: settings.id.rawValue)
        switch await controller.submit(Request(action, by: actor)) {
        case .done(.nobody, _): return .refused(.nobody)
        case .done, .replayed: return .done
        case .refused(let refusal):
            logger.info("\(settings.id): refused, \(refusal.code.rawValue)")
            return .refused(KeypadFault(refusal))
        case .keyReused, .unavailable: return .refused(.unavailable)
        }
    }

    /// Opens the counter for the one clerk whose PIN it is.
    private func signIn(
        _ pin: String, _ view: KeypadView, _ guessing: inout PINGuard, _ controller: Controller
    ) async -> KeypadFeedback {
        guard guessing.admit(at: uptime()) == .zero else { return .refused(.wait) }
        var found: [ClerkID] = []
        // All of them: an answer that comes sooner would tell whose PIN it nearly was.
        for account in candidates(view) {
            guard let matches = await pins.matches(pin, hash: account.hash) else {
                guessing.forgive()
                return .refused(.unavailable)
            }
            if matches { found.append(account.clerk) }
        }
        guard let clerk = found.first, found.count == 1 else {
            let cause = found.isEmpty ? "a wrong PIN" : "a PIN that two accounts have"
            logger.notice("\(settings.id): sign-in refused, \(cause)")
            return .refused(.pin)
        }
        guessing.succeed()
        let feedback = await submit(.openCounter(settings.counter), clerk, controller)
        if feedback == .done { logger.notice("\(settings.id): \(clerk) signed in by PIN") }
        return feedback
    }

    /// Those with a PIN who are qualified for something at the counter.
    private func candidates(_ view: KeypadView) -> ArraySlice<PINAccount> {
        let lines = view.plan.counters.first { $0.number == settings.counter }?.lines ?? []
        let served = Set(
            view.plan.lines.filter { lines.contains($0.id) }.flatMap(\.fields))
        let qualified = Set(
            view.plan.clerks.filter { !$0.fields.isDisjoint(with: served) }.map(\.id))
        return accounts.filter { qualified.contains($0.clerk) }.prefix(Self.candidatesMax)
    }
}

extension KeypadFault {
    /// What the clerk reads of a refusal.
    package init(_ refusal: Refusal) {
        self =
            switch refusal.code {
            case .tooSoon: .soon
            case .invalid where refusal.field == "reason": .soon
            case .callsExhausted: .exhausted
            case .unknownLine, .unknownCounter, .unknownTicket, .unknownProcedure: .unknown
            case .notQualified, .notYours, .counterTaken: .pin
            case .clockDoubtful: .unavailable
            default: .state
            }
    }
}

/// Wakes the board when the last notice is over.
private struct NoticeEnds: Sendable {
    private let hub: SnapshotHub
    private let shown: AsyncStream<Bool>
    private let inlet: AsyncStream<Bool>.Continuation

    init(hub: SnapshotHub) {
        self.hub = hub
        (shown, inlet) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func note(_ feedback: KeypadFeedback) { inlet.yield(feedback != .done) }

    /// One sleep a notice at most; those shown meanwhile become one more.
    func run() async {
        for await isNotice in shown where isNotice {
            try? await Task.sleep(for: CounterNotices.life)
            hub.beat()
        }
    }
}
