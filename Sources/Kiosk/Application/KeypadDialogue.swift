package import QueueCore

/// What a keypad must know of its counter, at the moment of a key.
package struct KeypadView: Sendable {
    package var counter: CounterNumber
    package var state: Counter.State
    /// Who is signed in here; nil locks the keys.
    package var clerk: ClerkID?
    /// The state of the citizen's ticket here; nil with nobody.
    package var ticket: TicketState?
    package var plan: HallPlan

    package init(
        counter: CounterNumber, state: Counter.State, clerk: ClerkID?, ticket: TicketState?,
        plan: HallPlan
    ) {
        self.counter = counter
        self.state = state
        self.clerk = clerk
        self.ticket = ticket
        self.plan = plan
    }
}

/// Turns the keys of one keypad into commands; pure.
///
/// Times are lengths since any fixed moment, of a clock that nobody sets.
package struct KeypadDialogue: Sendable {
    /// What a key leads to.
    package enum Effect: Hashable, Sendable {
        /// A press told twice, or a key of an empty counter.
        case nothing
        case show(KeypadFeedback)
        /// To be submitted in the name of the clerk at the counter.
        case submit(Command.Action)
        case signIn(pin: String)
    }

    /// The same key again within this time is its contact's bounce, or a hand that trembles.
    package static let bounceTime = Duration.milliseconds(80)
    /// A key that does something, pressed twice within this time, was meant once.
    package static let doubleTime = Duration.milliseconds(1_000)
    /// What was begun and not finished is forgotten after this time: nobody's half PIN stays.
    package static let patience = Duration.seconds(10)
    /// Digits of a PIN.
    package static let pinLength = 4...8
    /// Digits of anything else.
    package static let digitsMax = 4

    /// Reasons for a pause by digit, as on the clerk's page; without a digit the first.
    package static let pauseReasons = ["short-break", "lunch", "meeting", "system-fault"]
    /// Reasons for a no-show before the last invitation, by digit.
    package static let noShowReasons = ["citizen-left", "citizen-declined"]
    /// Reasons for setting a citizen aside, by digit; without one the first.
    package static let parkReasons = [
        "missing-papers", "payment", "consulting", "citizen-request",
    ]

    private enum Question: Sendable {
        case none, transfer, outcome
    }

    private let completeOutcome: Outcome?
    private var typed = ""
    private var question = Question.none
    private var last: (key: ClerkKey, sequence: Int?, at: Duration)?

    /// A dialogue that nobody began.
    ///
    /// - Parameter completeOutcome: what `complete` means without a digit; nil asks for one.
    package init(completeOutcome: Outcome? = nil) {
        self.completeOutcome = completeOutcome
    }

    /// Takes one key.
    package mutating func take(_ event: KeyEvent, at now: Duration, _ view: KeypadView) -> Effect {
        defer { last = (event.key, event.sequence, now) }
        guard !isAgain(event, at: now) else { return .nothing }
        if let last, now - last.at >= Self.patience || now < last.at { forget() }
        guard view.clerk != nil else { return locked(event.key) }
        switch event.key {
        case .cancel:
            forget()
            return .show(.done)
        case .enter: return entered(view)
        case let key:
            if let digit = key.digit { return type(digit, view) }
            return act(key, view)
        }
    }

    /// Whether the press was there before: told twice by its bus, bounced, or meant once.
    private func isAgain(_ event: KeyEvent, at now: Duration) -> Bool {
        guard let last, last.key == event.key else { return false }
        if let sequence = event.sequence, sequence == last.sequence { return true }
        let elapsed = now - last.at
        guard elapsed >= .zero else { return false }
        // A keypad that counts its presses has no bounces left.
        let isBounce = event.sequence == nil && elapsed < Self.bounceTime
        return isBounce || event.key.digit == nil && elapsed < Self.doubleTime
    }

    private mutating func forget() {
        typed = ""
        question = .none
    }

    // MARK: Nobody signed in

    private mutating func locked(_ key: ClerkKey) -> Effect {
        question = .none
        switch key {
        case .enter:
            let pin = typed
            forget()
            guard !pin.isEmpty else { return .nothing }
            guard Self.pinLength.contains(pin.count) else { return .show(.refused(.pin)) }
            return .signIn(pin: pin)
        case .cancel:
            forget()
            return .show(.done)
        default:
            guard let digit = key.digit else {
                forget()
                return .nothing
            }
            // One digit more than a PIN has makes it a wrong one, not another.
            if typed.count <= Self.pinLength.upperBound { typed += String(digit) }
            return .show(.hidden(typed.count))
        }
    }

    // MARK: Digits

    private mutating func type(_ digit: Int, _ view: KeypadView) -> Effect {
        if question == .outcome {
            typed = String(digit)
            return complete(view)
        }
        guard typed.count < Self.digitsMax else {
            forget()
            return .show(.refused(.meaningless))
        }
        typed += String(digit)
        return .show(.typed(typed))
    }

    private mutating func entered(_ view: KeypadView) -> Effect {
        defer { forget() }
        guard question == .transfer else { return .show(.refused(.meaningless)) }
        guard let target = Self.target(typed, in: view) else {
            return .show(.refused(.unknown))
        }
        return .submit(.transfer(view.counter, to: target, place: .byArrival))
    }

    /// The counter of that number; after a 0 the line whose numbers begin with these digits.
    private static func target(_ digits: String, in view: KeypadView) -> TransferTarget? {
        if digits.hasPrefix("0"), digits.count > 1 {
            let wanted = String(digits.dropFirst())
            let lines = Set(view.plan.lines.filter { $0.series == wanted }.map(\.id))
            // Two lines that share their first digits cannot be told apart.
            return lines.count == 1 ? lines.first.map { .line($0) } : nil
        }
        guard let number = CounterNumber(digits), number != view.counter,
            view.plan.counters.contains(where: { $0.number == number })
        else { return nil }
        return .counter(number)
    }

    // MARK: Acts

    private mutating func act(_ key: ClerkKey, _ view: KeypadView) -> Effect {
        let counter = view.counter
        if key == .complete { return complete(view) }
        if key == .next { return primary(view) }
        if key == .transfer {
            let isHere = view.ticket == .called || view.ticket == .serving
            guard isHere else {
                forget()
                return .show(.refused(.state))
            }
            question = .transfer
            return typed.isEmpty ? .show(.transfer) : entered(view)
        }
        let digits = typed
        forget()
        switch key {
        case .pause: return pause(digits, view)
        case .noShow:
            guard digits.isEmpty else {
                return reason(digits, of: Self.noShowReasons).map {
                    .submit(.noShow(counter, note: $0))
                } ?? .show(.refused(.meaningless))
            }
            return .submit(.noShow(counter, note: nil))
        case .park:
            guard let reason = reason(digits.isEmpty ? "1" : digits, of: Self.parkReasons) else {
                return .show(.refused(.meaningless))
            }
            return .submit(.park(counter, note: reason))
        case .recall where digits.isEmpty: return .submit(.recall(counter))
        case .start where digits.isEmpty: return .submit(.start(counter))
        default: return .show(.refused(.meaningless))
        }
    }

    /// What the largest key does now, as the space bar does on the clerk's page.
    private mutating func primary(_ view: KeypadView) -> Effect {
        if view.ticket == .serving { return complete(view) }
        guard typed.isEmpty, question == .none else {
            forget()
            return .show(.refused(.meaningless))
        }
        if view.ticket == .called { return .submit(.start(view.counter)) }
        return .submit(view.state == .open ? .callNext(view.counter) : .openCounter(view.counter))
    }

    private mutating func complete(_ view: KeypadView) -> Effect {
        let digits = typed
        let wasAsked = question == .outcome
        forget()
        guard view.ticket == .serving else { return .show(.refused(.state)) }
        guard !digits.isEmpty else {
            if let completeOutcome {
                return .submit(.complete(view.counter, completeOutcome, procedures: []))
            }
            question = .outcome
            return .show(wasAsked ? .refused(.meaningless) : .outcome)
        }
        guard let place = Int(digits), Outcome.allCases.indices.contains(place - 1) else {
            question = wasAsked ? .outcome : .none
            return .show(.refused(.meaningless))
        }
        return .submit(
            .complete(view.counter, Outcome.allCases[place - 1], procedures: []))
    }

    /// Pauses an open counter and opens a paused one; `0` before it closes the counter, which signs
    /// the clerk out of it.
    private func pause(_ digits: String, _ view: KeypadView) -> Effect {
        if digits == "0" { return .submit(.closeCounter(view.counter)) }
        if view.state != .open {
            return digits.isEmpty
                ? .submit(.openCounter(view.counter)) : .show(.refused(.meaningless))
        }
        guard let reason = reason(digits.isEmpty ? "1" : digits, of: Self.pauseReasons) else {
            return .show(.refused(.meaningless))
        }
        return .submit(.pauseCounter(view.counter, note: reason))
    }

    private func reason(_ digits: String, of reasons: [String]) -> String? {
        Int(digits).flatMap { reasons.indices.contains($0 - 1) ? reasons[$0 - 1] : nil }
    }
}

extension LinePlan {
    /// The digits that all its numbers begin with, `1` for 1001 to 1999: how a clerk types the line.
    fileprivate var series: String {
        func padded(_ number: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        let pairs = zip(padded(firstNumber), padded(lastNumber))
        return String(pairs.prefix { $0.0 == $0.1 }.map(\.0))
    }
}
